/*
 * Corners of the interface that no other test turns: rows of nothing, handles of another kind, names
 * that nearly match, words of texts for rare plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

enum { ROOM = 1 << 16, ABSURD = 5000 };

static char text[ROOM];

static const char *written(const capacity_plan *plan, uint32_t format)
{
    size_t needed = 0;
    OK(capacity_plan_write(plan, format, text, sizeof text, &needed, NULL));
    return text;
}

/* Every getter of rows of a plan: the count alone, an absurd size, too little room. */
static void rows_are_counted_sized_and_bounded(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_plan *other = plan_of("concurrent_users=2000");
    const uint32_t answer = CAPACITY_ANSWER_RECOMMENDED;
    const capacity_field pods = CAPACITY_OUT_PODS;
#define EACH(type, call, ...)                                                                      \
    do {                                                                                           \
        size_t count = 0, same = 0;                                                                \
        type row = CAPACITY_INIT(type);                                                            \
        OK(call(__VA_ARGS__, NULL, 0, 0, &count, NULL));                                           \
        TRUE(count > 0);                                                                           \
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 5000",                                          \
              call(__VA_ARGS__, &row, ABSURD, 1, &same, &test_err));                               \
        FAILS(CAPACITY_E_BUFFER, "room for 0 rows",                                                \
              call(__VA_ARGS__, &row, sizeof row, 0, &same, &test_err));                           \
        EQ(count, same);                                                                           \
        FAILS(CAPACITY_E_ARGUMENT, "count",                                                        \
              call(__VA_ARGS__, &row, sizeof row, 1, NULL, &test_err));                            \
    } while (0)
    EACH(capacity_plan_component, capacity_plan_get_components, plan);
    EACH(capacity_plan_group, capacity_plan_get_groups, plan, answer);
    EACH(capacity_plan_table, capacity_plan_get_tables, plan);
    EACH(capacity_bill_line, capacity_plan_get_bill, plan, answer);
    EACH(capacity_finding, capacity_plan_get_findings, plan);
    EACH(capacity_step, capacity_plan_get_steps, plan, pods);
    EACH(capacity_difference, capacity_plan_get_differences, plan, other);
    EACH(capacity_migration_step, capacity_migration_get_steps, plan, other, answer);
    EACH(capacity_migration_change, capacity_migration_get_changes, plan, other, answer);
    EACH(capacity_migration_cost, capacity_migration_get_costs, plan, other, answer);
#undef EACH
}

static void further_tables_are_counted_without_a_buffer(void)
{
    capacity_profile *profile = profile_of("");
    capacity_table_spec table = CAPACITY_INIT(capacity_table_spec);
    size_t count = 0;
    memcpy(table.name, "own", sizeof "own");
    OK(capacity_profile_put_table(profile, &table, NULL));
    OK(capacity_profile_get_tables(profile, NULL, 0, 0, &count, NULL));
    EQ(1, count);
    FAILS(CAPACITY_E_BUFFER, "",
          capacity_profile_get_tables(profile, &table, sizeof table, 0, &count, &test_err));
    table.struct_size = 0;
    FAILS(CAPACITY_E_STRUCT_SIZE, "", capacity_profile_put_table(profile, &table, &test_err));
}

/* A handle of another kind is given back and not counted; it is not released either. */
static void references_to_other_kinds_do_nothing(void)
{
    capacity_profile *profile = profile_of("");
    void *other = profile;
    TRUE(capacity_catalog_ref(other) == other && capacity_tiers_ref(other) == other);
    TRUE(capacity_plan_ref(other) == other);
    TRUE(capacity_catalog_ref(NULL) == NULL && capacity_tiers_ref(NULL) == NULL);
    TRUE(capacity_plan_ref(NULL) == NULL);
    capacity_catalog_unref(other);
    capacity_tiers_unref(other);
    capacity_plan_unref(other);
    OK(capacity_profile_check(profile, NULL));
}

static void unknown_plan_options_are_refused(void)
{
    capacity_profile *profile = profile_of("");
    capacity_plan *plan;
    capacity_plan_options options = CAPACITY_INIT(capacity_plan_options);
    options.reserved = 3;
    REFUSES(CAPACITY_E_ARGUMENT, "3 are not known", plan,
            capacity_plan_new(profile, NULL, NULL, &options, &plan, &test_err));
    options.reserved = 0;
    options.flags = 4;
    REFUSES(CAPACITY_E_ARGUMENT, "4 are not known", plan,
            capacity_plan_new(profile, NULL, NULL, &options, &plan, &test_err));
}

static void a_plan_gives_inputs_and_results_but_no_names(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_field fields[] = {CAPACITY_IN_CONCURRENT_USERS, CAPACITY_OUT_PODS};
    int64_t values[2] = {-7, -7};
    OK(capacity_plan_get_many(plan, fields, 2, values, NULL));
    EQ(1000, values[0]);
    EQ(result(plan, CAPACITY_OUT_PODS), values[1]);
    OK(capacity_plan_get_many(plan, NULL, 0, NULL, NULL));
    FAILS(CAPACITY_E_ARGUMENT, "fields", capacity_plan_get_many(plan, NULL, 2, values, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "values", capacity_plan_get_many(plan, fields, 2, NULL, &test_err));
    fields[1] = CAPACITY_IN_NODE_TYPE;
    values[0] = -7;
    FAILS(CAPACITY_E_FIELD, "not a number",
          capacity_plan_get_many(plan, fields, 2, values, &test_err));
    EQ(-7, values[0]);
    EQ(1, test_err.index);
    FAILS(CAPACITY_E_FIELD, "not a number",
          capacity_plan_get(plan, (capacity_field)7, values, &test_err));
}

static void names_that_nearly_match(void)
{
    capacity_profile *profile = profile_of("");
    char name[80];
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = '\0';
    FAILS(CAPACITY_E_FIELD, "", capacity_profile_set_text(profile, name, "1", &test_err));
    FAILS(CAPACITY_E_FIELD, "", capacity_profile_set_text(profile, "qq", "1", &test_err));
    FAILS(CAPACITY_E_FIELD, "", capacity_profile_set_text(profile, "", "1", &test_err));
    /* by exact name a number, or auto; any other word of that length is no number */
    OK(capacity_profile_set_text(profile, "request_rate_mrps", "auto", NULL));
    OK(capacity_profile_set_text(profile, "request_rate_mrps", "1000", NULL));
    FAILS(CAPACITY_E_SYNTAX, "",
          capacity_profile_set_text(profile, "request_rate_mrps", "autx", &test_err));
    FAILS(CAPACITY_E_FIELD, "", capacity_profile_reset(profile, (capacity_field)3, &test_err));
    OK(capacity_profile_set_text(profile, "node_type", "t3.large", NULL));
    OK(capacity_profile_reset(profile, CAPACITY_IN_NODE_TYPE, NULL));
    SAME("", capacity_profile_get_name(profile, CAPACITY_IN_NODE_TYPE));
    EQ(CAPACITY_KIND_NONE, capacity_field_kind((capacity_field)INT32_MAX));
    EQ(CAPACITY_KIND_NONE, capacity_field_kind((capacity_field)0));
}

static void named_inputs_are_shown(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000 node_type=m5.large");
    CONTAINS("m5.large", written(plan, CAPACITY_FORMAT_MARKDOWN));
    CONTAINS("m5.large", written(plan, CAPACITY_FORMAT_TEXT));
    CONTAINS("\"m5.large\"", written(plan, CAPACITY_FORMAT_JSON));
}

static void the_tier_by_either_number_of_users(void)
{
    const char *const by_total = "tier, decided by 100000 total users (";
    CONTAINS(by_total,
             written(plan_of("concurrent_users=100 total_users=100000"), CAPACITY_FORMAT_TEXT));
    CONTAINS("total users alone ask for ",
             written(plan_of("concurrent_users=9000 total_users=9000"), CAPACITY_FORMAT_TEXT));
    CONTAINS("total users alike",
             written(plan_of("concurrent_users=1000 total_users=10000"), CAPACITY_FORMAT_TEXT));
    CONTAINS("total users not given",
             written(plan_of("concurrent_users=1000"), CAPACITY_FORMAT_TEXT));
}

/* A percent sign begins a directive only at the begin of a line. */
static void a_percent_sign_inside_a_line(void)
{
    capacity_profile *profile;
    NEW(profile, capacity_profile_new_from_text(TEXT("spike_buffer: 30%\n"), test_allocator(),
                                                &profile, NULL));
    REFUSES(
        CAPACITY_E_SYNTAX, "directive", profile,
        capacity_profile_new_from_text(TEXT("%YAML 1.1\n"), test_allocator(), &profile, &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(rows_are_counted_sized_and_bounded),
    SCENARIO(further_tables_are_counted_without_a_buffer),
    SCENARIO(references_to_other_kinds_do_nothing),
    SCENARIO(unknown_plan_options_are_refused),
    SCENARIO(a_plan_gives_inputs_and_results_but_no_names),
    SCENARIO(names_that_nearly_match),
    SCENARIO(named_inputs_are_shown),
    SCENARIO(the_tier_by_either_number_of_users),
    SCENARIO(a_percent_sign_inside_a_line),
};

TEST_MAIN(corners, NULL)
