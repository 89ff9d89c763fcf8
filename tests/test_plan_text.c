/*
 * Plans as people read them, where they are out of the ordinary: nothing found, nothing left out, no
 * source, amounts that do not fit. What the usual ones look like is checked by test_plan_output.py.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"
#include "ladders.h"
#include "parts.h"

#include "model/tiers.h"

enum { MOST_TEXT = 1 << 18 };

/* Lives to the next call. */
static const char *written(const capacity_plan *plan, uint32_t format)
{
    static char text[MOST_TEXT];
    OK(capacity_plan_write(plan, format, text, sizeof text, NULL, &test_err));
    return text;
}

/* The rest of the line that begins so. */
static const char *line_after(const char *text, const char *begin)
{
    static char line[512];
    const char *at = strstr(text, begin);
    if (at == NULL)
        ck_abort_msg("no %s in it: %.1000s", begin, text);
    at += strlen(begin);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
    return line;
}

static capacity_catalog_builder *builtin_builder(void)
{
    capacity_catalog_builder *builder;
    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    return builder;
}

/* A built-in meter, no longer inferred from another region, priced for another quantity. */
static void put_meter_of(capacity_catalog_builder *builder, const char *name, int64_t unit_quantity,
                         int64_t price_nusd)
{
    capacity_meter row = CAPACITY_INIT(capacity_meter);
    OK(capacity_catalog_find_meter(NULL, name, &row, NULL));
    row.flags = 0;
    row.free_quantity = 0;
    row.unit_quantity = unit_quantity;
    OK(capacity_catalog_builder_put_meter(builder, &row, open_end, &price_nusd, 1, NULL));
}

/* --- findings ------------------------------------------------------------------------------------ */

#define QUIET                                                                                      \
    "concurrent_users=0 node_type=m5.large spike_buffer=0% stored_data=0 egress_traffic=1Gi "      \
    "nat_traffic=1Gi load_balancer_traffic=1Gi inter_zone_traffic=1Gi inter_region_traffic=0 "     \
    "backup_data=0 log_ingestion=1Gi log_storage=0 llm_input_tokens_per_message=1 "                \
    "llm_output_tokens_per_message=1 llm_input_price_per_million=1 "                               \
    "llm_output_price_per_million=1 committed_share=100% stable_months=12 "                        \
    "backend_cpu_request=500m frontend_cpu_request=500m backend_observed_cpu=300m "                \
    "backend_observed_memory=190Mi backend_hpa_memory_target=74% backend_scale_with_cpu=on"

/* The guide's smallest tier for everybody, without printed amounts. */
static capacity_plan *plan_unprinted(const char *settings)
{
    capacity__tier tier = capacity__tiers(NULL)->tiers[0];
    capacity_tiers *ladder;
    tier.tier.users_max = tier.tier.total_users_max = CAPACITY_OPEN;
    tier.tier.monthly_low_uusd = tier.tier.monthly_high_uusd = 0;
    tier.item_count = 0;
    NEW(ladder, capacity__tiers_new(&tier, 1, "own", test_allocator(), &ladder, NULL));
    capacity_plan *plan = plan_on(settings, NULL, ladder);
    DROP(ladder);
    return plan;
}

static void a_plan_without_findings_says_so(void)
{
    capacity_plan *plan = plan_unprinted(QUIET);
    EQ(0, result(plan, CAPACITY_OUT_FINDINGS));
    const char *text = written(plan, CAPACITY_FORMAT_TEXT);
    CONTAINS("\nNO FINDINGS\n", text);
    lacks("for information", text);
    CONTAINS("\n## Findings\n\nNone.\n", written(plan, CAPACITY_FORMAT_MARKDOWN));
}

static void nothing_is_said_of_what_a_tier_does_not_print(void)
{
    capacity_plan *plan = plan_unprinted("concurrent_users=100");
    lacks("printed by the guide", written(plan, CAPACITY_FORMAT_TEXT));
    DROP(plan);
    plan = plan_of("concurrent_users=100");
    CONTAINS("printed by the guide", written(plan, CAPACITY_FORMAT_TEXT));
}

/* --- bill ---------------------------------------------------------------------------------------- */

/* Each quantity is given, nothing burns credits, and no price is another region's. */
static void a_bill_of_which_every_line_is_paid_has_no_remarks(void)
{
    static const char settings[] =
        "concurrent_users=1000 node_type=m5.large spot_share=0% stored_data=1Gi egress_traffic=1Gi "
        "nat_traffic=1Gi load_balancer_traffic=1Gi inter_zone_traffic=1Gi "
        "inter_region_traffic=1Gi backup_data=1Gi log_ingestion=1Gi log_storage=1Gi "
        "cdn_traffic=1Gi cdn_requests=1000000 llm_input_tokens_per_message=1000 "
        "llm_output_tokens_per_message=1000 llm_input_price_per_million=1 "
        "llm_output_price_per_million=1 free_allowances=off";
    capacity_catalog_builder *builder = builtin_builder();
    put_meter_of(builder, "dynamodb.continuous_backup", CAPACITY_GIB, 200000000);
    put_meter_of(builder, "dynamodb.backup", CAPACITY_GIB, 100000000);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *plan = plan_on(settings, catalog, NULL);
    const char *text = written(plan, CAPACITY_FORMAT_TEXT);
    lacks("Nothing to bill", text);
    lacks("Billed as 0", text);
    lacks("Switched off", text);
    lacks("not given.", text);
    lacks("another region's.", text);
    CONTAINS("\nper concurrent user", text);
    EQ(0, strncmp("\n\nFINDINGS", strchr(strstr(text, "\nper concurrent user") + 1, '\n'), 10));
}

/* Therefore a terminal has one column for both. */
static void the_lowest_recommended_bill_is_the_expected_one(void)
{
    static const char *const settings[] = {
        "concurrent_users=0", "concurrent_users=1000 billing_mode=provisioned",
        "concurrent_users=5000 committed_share=50% node_cpu_utilisation=90%",
        "concurrent_users=50000 reserved_capacity_share=50% cdn_traffic=1Ti"};
    for (size_t s = 0; s < COUNT(settings); s++) {
        capacity_plan *plan = plan_of(settings[s]);
        capacity_bill_line lines[64];
        size_t count = 0;
        OK(capacity_plan_get_bill(plan, CAPACITY_ANSWER_RECOMMENDED, lines, sizeof *lines,
                                  COUNT(lines), &count, NULL));
        for (size_t i = 0; i < count; i++) {
            EQ(lines[i].monthly_uusd, lines[i].monthly_low_uusd);
            TRUE(lines[i].monthly_high_uusd >= lines[i].monthly_uusd);
        }
        DROP(plan);
    }
}

/* 1.752 x 10^17 hours fit, in thousandths for show they do not. */
static void a_quantity_that_cannot_be_shown_is_an_empty_cell(void)
{
    capacity_catalog_builder *builder = builtin_builder();
    put_meter_of(builder, "alb.lcu", 1, 1);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *plan =
        plan_on("request_rate=1000000000 requests_per_user_per_minute=0.001 "
                "connections_per_user=100 session_duration=1s duty_factor=100% "
                "backend_connections_per_pod=1000000 frontend_connections_per_pod=1000000 "
                "backend_memory_request=1Mi frontend_memory_request=1Mi "
                "reads_per_user_per_minute=0 writes_per_user_per_minute=0 node_disk=1Gi",
                catalog, NULL);
    const char *line = line_after(written(plan, CAPACITY_FORMAT_MARKDOWN), "1000 rule evals/s) | ");
    EQ(0, strncmp(line + strspn(line, " "), "| LCU-hour ", 11));
    CONTAINS("$175200000.00", line);
}

static void capacity_reserved_for_writes_alone_is_shown(void)
{
    capacity_plan *plan =
        plan_of("concurrent_users=100000 billing_mode=provisioned reads_per_user_per_minute=0 "
                "reserved_capacity_share=100%");
    capacity_plan_table row = CAPACITY_INIT(capacity_plan_table);
    size_t count = 0;
    OK(capacity_plan_get_tables(plan, &row, sizeof row, 1, &count, NULL));
    EQ(0, row.reserved_rcu);
    TRUE(row.reserved_wcu > 0);
    CONTAINS("  Reserved  ", line_after(written(plan, CAPACITY_FORMAT_TEXT), "\nDATA STORE"));
}

/* --- steps --------------------------------------------------------------------------------------- */

static const char *steps_of(const capacity_plan *plan, uint32_t format)
{
    static char text[MOST_TEXT];
    OK(capacity_plan_write_steps(plan, format, text, sizeof text, NULL, &test_err));
    return text;
}

static void steps_without_a_source_name_none(void)
{
    capacity_catalog_builder *builder = builtin_builder();
    capacity_machine row = machine_row("box.large");
    row.source[0] = '\0';
    put_machine(builder, &row);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *plan =
        plan_on("concurrent_users=100 node_type=box.large spot_share=0%", catalog, NULL);
    const char *begin = "nodes = $146: box.large: 1460 instance-hour x $0.1";
    SAME("", line_after(steps_of(plan, CAPACITY_FORMAT_TEXT), begin));
    SAME("", line_after(steps_of(plan, CAPACITY_FORMAT_MARKDOWN), begin));
}

/* --- two plans ----------------------------------------------------------------------------------- */

/* 9 bytes grow to 88 PB: a thousand times that over 9 does not fit, and is left out. */
static void a_share_that_cannot_be_shown_is_an_empty_cell(void)
{
    static char text[MOST_TEXT];
    capacity_catalog_builder *builder = builtin_builder();
    capacity_machine row = machine_row("box.large");
    row.memory_bytes = INT64_C(1) << 50;
    put_machine(builder, &row);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *before =
        plan_on("concurrent_users=0 node_type=box.large spot_share=0% backend_memory_request=1 "
                "frontend_memory_request=1",
                catalog, NULL);
    capacity_plan *after =
        plan_on("concurrent_users=0 node_type=box.large spot_share=0% backend_min_pods=5000 "
                "backend_memory_request=16Ti frontend_memory_request=1",
                catalog, NULL);
    OK(capacity_plan_write_differences(before, after, CAPACITY_FORMAT_MARKDOWN, text, sizeof text,
                                       NULL, &test_err));
    const char *line = line_after(text, "| memory_requested ");
    const char *end = strrchr(line, '|');
    TRUE(end != NULL && end[-1] == ' ' && end[-2] == ' ' && end[-3] == ' ');
    CONTAINS("%", line_after(text, "| backend_pods "));
}

/* --- migration ----------------------------------------------------------------------------------- */

/* Tiers that differ in their fewest or most nodes only: the expected bill stays. */
static void a_step_that_does_not_change_the_expected_bill_has_its_cost(void)
{
    static const struct {
        const char *part, *by, *cost;
    } cases[] = {
        {"\"nodes_min\": 3", "\"nodes_min\": 2",
         "+$0.00 a month (-$125.70 at the minimum, +$0.00 at the maximum)"},
        {"\"nodes_max\": 20", "\"nodes_max\": 21",
         "+$0.00 a month (+$0.00 at the minimum, +$38.83 at the maximum)"},
    };
    static char text[MOST_TEXT];
    for (size_t i = 0; CAPACITY_TEXT && i < COUNT(cases); i++) {
        capacity_plan *before = plan_of("concurrent_users=3000");
        capacity_plan *after = plan_with("concurrent_users=3000", cases[i].part, cases[i].by);
        OK(capacity_migration_write(before, after, CAPACITY_ANSWER_TIER, CAPACITY_FORMAT_MARKDOWN,
                                    text, sizeof text, NULL, &test_err));
        CONTAINS(cases[i].cost, text);
        DROP(before);
        DROP(after);
    }
}

static const scenario scenarios[] = {
    SCENARIO(a_plan_without_findings_says_so),
    SCENARIO(nothing_is_said_of_what_a_tier_does_not_print),
    SCENARIO(a_bill_of_which_every_line_is_paid_has_no_remarks),
    SCENARIO(the_lowest_recommended_bill_is_the_expected_one),
    SCENARIO(a_quantity_that_cannot_be_shown_is_an_empty_cell),
    SCENARIO(capacity_reserved_for_writes_alone_is_shown),
    SCENARIO(steps_without_a_source_name_none),
    SCENARIO(a_share_that_cannot_be_shown_is_an_empty_cell),
    SCENARIO(a_step_that_does_not_change_the_expected_bill_has_its_cost),
};

TEST_MAIN(plan_text, NULL)
