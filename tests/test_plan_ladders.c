/*
 * Plans on ladders of one's own: machines that are missing, tiers that desire nothing, printed
 * figures that are absent or agree, labels that change.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"
#include "tier_maker.h"
#include "plans.h"

static void set(char *text, size_t size, const char *to)
{
    snprintf(text, size, "%s", to);
}
#define SET(text, to) set(text, sizeof(text), to)

/* --- machines --------------------------------------------------------------------------------- */

/* Each machine of a list is looked up where pods are packed for its group. */
START_TEST(every_machine_of_a_list_must_be_known)
{
    const char *const medium = "concurrent_users=1000";
    const char *const odd = "machine 'x9.huge' is not in the catalogue";
    capacity__tier *tiers = guide_copy();
    SET(copy.groups[MEDIUM][0].node_types, "t3.large,x9.huge");
    refuses_plan(medium, NULL, ladder_new(tiers, TIERS), CAPACITY_E_NOT_FOUND, odd);
    tiers = guide_copy();
    SET(copy.groups[MEDIUM][1].node_types, "t3.large,x9.huge");
    capacity_tiers *ladder = ladder_new(tiers, TIERS);
    refuses_plan(medium, NULL, ladder, CAPACITY_E_NOT_FOUND, odd);
    /* nothing is bought as spot, so nothing is packed for it */
    EQ(0, result(plan_on("concurrent_users=1000 spot_share=0%", NULL, ladder),
                 CAPACITY_OUT_NODES_STANDBY));
}
END_TEST

START_TEST(a_machine_with_a_name_longer_than_any_is_not_known)
{
    capacity__tier *tiers = guide_copy();
    char types[CAPACITY_NAME_SIZE + 16] = "t3.large,";
    memset(types + strlen(types), 'a', CAPACITY_NAME_SIZE);
    SET(copy.groups[MEDIUM][0].node_types, types);
    refuses_plan("concurrent_users=1000", NULL, ladder_new(tiers, TIERS), CAPACITY_E_NOT_FOUND,
                 "aaaaaaaa");
}
END_TEST

START_TEST(every_machine_of_a_list_must_say_how_many_pods_it_holds)
{
    capacity__tier *tiers = guide_copy();
    capacity_catalog_builder *builder = builder_of_builtin();
    capacity_machine row = machine_row("box");
    row.interfaces = row.addresses_per_interface = 0;
    put_machine(builder, &row);
    SET(copy.groups[MEDIUM][0].node_types, "t3.large,box");
    refuses_plan("concurrent_users=1000", finish(builder), ladder_new(tiers, TIERS),
                 CAPACITY_E_RANGE, "has no max_pods, and its interfaces 0 is below 1");
}
END_TEST

/* --- tiers that desire nothing ---------------------------------------------------------------- */

/* No nodes: no share of spot nodes, no standby, no price of a standby node. */
START_TEST(a_tier_may_desire_no_nodes)
{
    capacity__tier *tiers = guide_copy();
    for (size_t i = 0; i < tiers[ENTERPRISE].group_count; i++)
        copy.groups[ENTERPRISE][i].nodes_min = copy.groups[ENTERPRISE][i].nodes_desired = 0;
    capacity_plan *plan = plan_on("concurrent_users=10000", NULL, ladder_new(tiers, TIERS));
    capacity_bill_line line = line_of(plan, CAPACITY_ANSWER_TIER, "nodes_standby", 0);
    EQ(0, result(plan, CAPACITY_OUT_TIER_NODES));
    SAME("nodes_standby", line.key);
    EQ(0, line.quantity_m);
    EQ(0, line.rate_nusd);
    EQ(0, line.monthly_uusd);
    TRUE(line.monthly_high_uusd > 0); /* the most nodes are some */
    capacity_plan_group groups[CAPACITY_MAX_ROWS];
    size_t count = 0;
    OK(capacity_plan_get_groups(plan, CAPACITY_ANSWER_RECOMMENDED, groups, sizeof *groups,
                                COUNT(groups), &count, NULL));
    for (size_t i = 0; i < count; i++)
        EQ(CAPACITY_PURCHASE_ON_DEMAND, groups[i].purchase);
}
END_TEST

/* --- printed figures -------------------------------------------------------------------------- */

START_TEST(a_tier_without_a_printed_cost_is_compared_with_none)
{
    capacity__tier *tiers = guide_copy();
    tiers[MEDIUM].tier.monthly_low_uusd = tiers[MEDIUM].tier.monthly_high_uusd = 0;
    capacity_plan *plan = plan_on("concurrent_users=1000", NULL, ladder_new(tiers, TIERS));
    TRUE(!has(plan, "printed_range"));
    TRUE(has(plan_of("concurrent_users=1000"), "printed_range"));
}
END_TEST

/* The medium tier's printed lines come to 265 to 580 dollars, without the alternative. */
START_TEST(a_printed_total_is_compared_with_its_lines)
{
    const struct {
        int64_t low, high;
        size_t items;
        bool found;
    } totals[] = {
        {265, 580, 4, false}, {265, 581, 4, true},  {264, 580, 4, true},
        {264, 581, 4, true},  {264, 581, 0, false},
    };
    for (size_t i = 0; i < COUNT(totals); i++) {
        capacity__tier *tiers = guide_copy();
        EQ(4, tiers[MEDIUM].item_count);
        tiers[MEDIUM].tier.monthly_low_uusd = totals[i].low * 1000000;
        tiers[MEDIUM].tier.monthly_high_uusd = totals[i].high * 1000000;
        tiers[MEDIUM].item_count = totals[i].items;
        capacity_plan *plan = plan_on("concurrent_users=1000", NULL, ladder_new(tiers, TIERS));
        EQ(totals[i].found, has(plan, "printed_sum"));
    }
}
END_TEST

/* --- labels ----------------------------------------------------------------------------------- */

START_TEST(a_label_that_changes_is_a_step_of_its_nodes)
{
    static capacity_migration_step steps[16];
    const char *const settings = "concurrent_users=3000";
    capacity__tier *tiers = guide_copy();
    SET(copy.groups[LARGE][0].label_value, "vital");
    capacity_plan *before = plan_of(settings);
    capacity_plan *after = plan_on(settings, NULL, ladder_new(tiers, TIERS));
    size_t count = 0;
    OK(capacity_migration_get_steps(before, after, CAPACITY_ANSWER_RECOMMENDED, steps,
                                    sizeof *steps, COUNT(steps), &count, NULL));
    EQ(2, count);
    EQ(CAPACITY_MIGRATION_KIND_NODES, steps[0].kind);
    CONTAINS("labels or taints of its nodes", steps[0].action);
    EQ(CAPACITY_MIGRATION_KIND_VERIFY, steps[1].kind);
}
END_TEST

static void more(Suite *suite)
{
    TCase *own = test_case(suite, "own ladders");
    tcase_add_test(own, every_machine_of_a_list_must_be_known);
    tcase_add_test(own, a_machine_with_a_name_longer_than_any_is_not_known);
    tcase_add_test(own, every_machine_of_a_list_must_say_how_many_pods_it_holds);
    tcase_add_test(own, a_tier_may_desire_no_nodes);
    tcase_add_test(own, a_tier_without_a_printed_cost_is_compared_with_none);
    tcase_add_test(own, a_printed_total_is_compared_with_its_lines);
    tcase_add_test(own, a_label_that_changes_is_a_step_of_its_nodes);
}

int main(void)
{
    return test_main("plan_ladders", NULL, 0, more);
}
