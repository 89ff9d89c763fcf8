/*
 * Migration: every difference in one step, exact costs, a safe order, the guide's paths.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "catalog_maker.h"
#include "plans.h"

enum { STEPS = 128, CHANGES = 512, COSTS = 128, ANSWERS = 3 };

static capacity_migration_step steps[STEPS];
static capacity_migration_change changes[CHANGES];
static capacity_migration_cost costs[COSTS];
static size_t step_count, change_count, cost_count;

static void migrate(const capacity_plan *before, const capacity_plan *after, uint32_t answer)
{
    OK(capacity_migration_get_steps(before, after, answer, steps, sizeof *steps, STEPS, &step_count,
                                    NULL));
    OK(capacity_migration_get_changes(before, after, answer, changes, sizeof *changes, CHANGES,
                                      &change_count, NULL));
    OK(capacity_migration_get_costs(before, after, answer, costs, sizeof *costs, COSTS, &cost_count,
                                    NULL));
}

static void migrate_settings(const char *before, const char *after, uint32_t answer)
{
    capacity_plan *a = plan_of(before), *b = plan_of(after);
    migrate(a, b, answer);
    DROP(a);
    DROP(b);
}

/* Place of the first or last step of a kind, -1 if there is none; phase 0: any. */
static int first(uint32_t kind, uint32_t phase)
{
    for (size_t i = 0; i < step_count; i++)
        if (steps[i].kind == kind && (phase == 0 || steps[i].phase == phase))
            return (int)i;
    return -1;
}

static int last(uint32_t kind, uint32_t phase)
{
    for (size_t i = step_count; i-- > 0;)
        if (steps[i].kind == kind && (phase == 0 || steps[i].phase == phase))
            return (int)i;
    return -1;
}

#define FIRST(kind, phase) first(CAPACITY_MIGRATION_KIND_##kind, CAPACITY_MIGRATION_PHASE_##phase)
#define LAST(kind, phase) last(CAPACITY_MIGRATION_KIND_##kind, CAPACITY_MIGRATION_PHASE_##phase)
#define HAS(kind) (first(CAPACITY_MIGRATION_KIND_##kind, 0) >= 0)

/* Where both are there, all of the one come before all of the other. */
#define BEFORE(a, b, phase)                                                                        \
    TRUE(FIRST(a, phase) < 0 || FIRST(b, phase) < 0 || LAST(a, phase) < FIRST(b, phase))

static size_t count_kind(uint32_t kind)
{
    size_t count = 0;
    for (size_t i = 0; i < step_count; i++)
        count += steps[i].kind == kind;
    return count;
}

/* --- what holds for every pair ------------------------------------------------------------- */

static const char *const profiles[] = {
    "concurrent_users=0",
    "concurrent_users=100",
    "concurrent_users=1000",
    "concurrent_users=1000 zones_lost=1",
    "concurrent_users=1000 zones=2 load_balancers=3 nat_gateways=1",
    "concurrent_users=1000 billing_mode=provisioned reserved_capacity_share=50%",
    "concurrent_users=1000 committed_share=50% node_type=m5.large",
    "concurrent_users=1000 backend_cpu_request=250m backend_cpu_limit=2 cache_nodes=0",
    "concurrent_users=1000 bill_nat=off bill_cache=off bill_nodes=off",
    "concurrent_users=1000 dax_nodes=2 queue=sqs queue_messages=5000000 duty_factor=50%",
    "concurrent_users=1000 replica_regions=2 standby_share=50% stored_data=100Gi",
    "concurrent_users=1000 cdn_traffic=1Ti log_ingestion=50Gi nat_traffic=1Ti egress_traffic=1Ti",
    "concurrent_users=1000 max_factor=4 backend_hpa_cpu_target=50% node_cpu_utilisation=70%",
    "concurrent_users=5000",
    "concurrent_users=5000 cache_nodes=3 cache_node_type=cache.t3.small spot_share=0",
    "concurrent_users=20000",
    "concurrent_users=20000 queue=none dax_nodes=0 replica_regions=0",
};

static void costs_add_up(const capacity_plan *before, const capacity_plan *after, uint32_t answer)
{
    int64_t low = 0, expected = 0, high = 0, by_line = 0, was = 0, is = 0;
    capacity_bill_line lines[64];
    const capacity_plan *sides[] = {before, after};
    int64_t totals[2][3] = {{0}};
    for (int side = 0; side < 2; side++) {
        size_t count = 0;
        OK(capacity_plan_get_bill(sides[side], answer, lines, sizeof *lines, COUNT(lines), &count,
                                  NULL));
        for (size_t i = 0; i < count; i++)
            if ((lines[i].flags & CAPACITY_BILL_OFF) == 0) {
                totals[side][0] += lines[i].monthly_low_uusd;
                totals[side][1] += lines[i].monthly_uusd;
                totals[side][2] += lines[i].monthly_high_uusd;
            }
    }
    was = totals[0][1];
    is = totals[1][1];
    for (size_t i = 0; i < step_count; i++) {
        int64_t own = 0;
        low += steps[i].cost_low_uusd;
        expected += steps[i].cost_uusd;
        high += steps[i].cost_high_uusd;
        EQ(was + expected, steps[i].monthly_uusd);
        for (size_t k = 0; k < cost_count; k++)
            if (costs[k].step == steps[i].order)
                own += costs[k].after_uusd - costs[k].before_uusd;
        EQ(own, steps[i].cost_uusd);
        by_line += own;
    }
    EQ(totals[1][0] - totals[0][0], low);
    EQ(is - was, expected);
    EQ(totals[1][2] - totals[0][2], high);
    EQ(expected, by_line);
}

/* Results are those of the differences, once each; no step repeats another. */
static void differences_are_once(const capacity_plan *before, const capacity_plan *after)
{
    capacity_difference rows[128];
    size_t count = 0, results = 0;
    OK(capacity_plan_get_differences(before, after, rows, sizeof *rows, COUNT(rows), &count, NULL));
    for (size_t i = 0; i < change_count; i++) {
        TRUE(changes[i].step >= 1 && changes[i].step <= step_count);
        if (changes[i].what != CAPACITY_CHANGE_RESULT) {
            EQ(CAPACITY_FIELD_NONE, changes[i].field);
            TRUE(changes[i].before != changes[i].after ||
                 strcmp(changes[i].before_text, changes[i].after_text) != 0);
            continue;
        }
        TRUE(results < count);
        EQ(rows[results].field, changes[i].field);
        EQ(rows[results].before, changes[i].before);
        EQ(rows[results].after, changes[i].after);
        results++;
    }
    EQ(count, results);
    for (size_t i = 0; i < cost_count; i++)
        TRUE(costs[i].step >= 1 && costs[i].step <= step_count);
}

/* Every step but those of conduct owns a change or a line; texts are there and whole. */
static void steps_are_whole(void)
{
    for (size_t i = 0; i < step_count; i++) {
        const capacity_migration_step *step = &steps[i];
        const char *const texts[] = {step->title,  step->why,    step->precondition, step->trigger,
                                     step->action, step->verify, step->rollback,     step->source};
        size_t owned = 0;
        EQ(i + 1, step->order);
        EQ(sizeof *step, step->struct_size);
        TRUE(i == 0 || steps[i - 1].phase <= step->phase);
        TRUE(step->risk >= CAPACITY_RISK_LOW && step->risk <= CAPACITY_RISK_HIGH);
        TRUE((step->guide_order == 0) == (step->guide_path[0] == '\0'));
        for (size_t k = 0; k < COUNT(texts); k++) {
            TRUE(texts[k][0] != '\0');
            TRUE(strchr(texts[k], '{') == NULL);
        }
        for (size_t k = 0; k < change_count; k++)
            owned += changes[k].step == step->order;
        for (size_t k = 0; k < cost_count; k++)
            owned += costs[k].step == step->order;
        if (step->kind <= CAPACITY_MIGRATION_KIND_CDN ||
            step->kind == CAPACITY_MIGRATION_KIND_TERMS)
            TRUE(owned > 0);
    }
}

static void order_is_safe(void)
{
    BEFORE(REGIONS, TABLES, BUILD);
    BEFORE(NODES, RESOURCES, BUILD);
    BEFORE(NODES, REPLICAS, BUILD);
    BEFORE(RESOURCES, REPLICAS, BUILD);
    BEFORE(REPLICAS, AUTOSCALING, BUILD);
    BEFORE(AUTOSCALING, REPLICAS, RETIRE);
    BEFORE(REPLICAS, RESOURCES, RETIRE);
    BEFORE(RESOURCES, ROLLOUT, RETIRE);
    BEFORE(ROLLOUT, CACHE, RETIRE);
    BEFORE(CACHE, TABLES, RETIRE);
    BEFORE(REPLICAS, NODES, RETIRE);
    BEFORE(RESOURCES, NODES, RETIRE);
    BEFORE(ROLLOUT, NODES, RETIRE);
    BEFORE(TABLES, REGIONS, RETIRE);
    BEFORE(NODES, REGIONS, RETIRE);
    BEFORE(CDN, REPLICAS, RETIRE);
    TRUE(step_count == 0 ||
         steps[step_count - 1].kind == CAPACITY_MIGRATION_KIND_VERIFY); /* at the end, once */
    EQ(step_count > 0, count_kind(CAPACITY_MIGRATION_KIND_VERIFY));
}

static void rollout_is_in_three_shares(void)
{
    static const int64_t shares[] = {100000, 500000, 1000000};
    size_t found = 0;
    for (size_t i = 0; i < step_count; i++) {
        if (steps[i].kind != CAPACITY_MIGRATION_KIND_ROLLOUT) {
            EQ(0, steps[i].share_ppm);
            continue;
        }
        EQ(shares[found], steps[i].share_ppm);
        EQ(600 * CAPACITY_SECOND_US, steps[i].hold_us);
        CONTAINS("Error rate > 1% for 10 minutes", steps[i].verify);
        CONTAINS("P95 latency > 1 second for 10 minutes", steps[i].verify);
        CONTAINS("Error rate > 5% for 5 minutes", steps[i].rollback);
        TRUE(found == 0 || steps[i - 1].kind == CAPACITY_MIGRATION_KIND_ROLLOUT);
        found++;
    }
    TRUE(found == 0 || found == 3);
}

START_TEST(every_pair_keeps_the_rules)
{
    capacity_plan *plans[COUNT(profiles)];
    for (size_t i = 0; i < COUNT(profiles); i++)
        plans[i] = plan_of(profiles[i]);
    for (size_t a = 0; a < COUNT(profiles); a++)
        for (size_t b = a % 3; b < COUNT(profiles); b += b == a ? 1 : 2)
            for (uint32_t answer = 0; answer < ANSWERS; answer++) {
                migrate(plans[a], plans[b], answer);
                costs_add_up(plans[a], plans[b], answer);
                differences_are_once(plans[a], plans[b]);
                steps_are_whole();
                order_is_safe();
                rollout_is_in_three_shares();
                if (a == b)
                    EQ(0, step_count + change_count + cost_count);
                else
                    TRUE(step_count > 0);
            }
    for (size_t i = 0; i < COUNT(profiles); i++)
        DROP(plans[i]);
}
END_TEST

/* --- the guide's paths --------------------------------------------------------------------- */

/* Places of the guide's path in the order of the steps, each once: "2 1 3". */
static void guide_orders(const char *path, const char *want)
{
    char text[128];
    size_t size = 0;
    uint32_t seen = 0;
    text[0] = '\0';
    for (size_t i = 0; i < step_count; i++) {
        if (steps[i].guide_order == 0 || strcmp(steps[i].guide_path, path) != 0)
            continue;
        if ((seen & (1u << steps[i].guide_order)) != 0)
            continue;
        seen |= 1u << steps[i].guide_order;
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%u", size > 0 ? " " : "",
                                 (unsigned)steps[i].guide_order);
    }
    SAME(want, text);
}

static const capacity_migration_step *step_of(uint32_t kind, const char *subject)
{
    static const capacity_migration_step none;
    for (size_t i = 0; i < step_count; i++)
        if (steps[i].kind == kind && strcmp(steps[i].subject, subject) == 0)
            return &steps[i];
    return &none;
}

static void small_to_medium_is_the_guides_path_with_nodes_first(void)
{
    migrate_settings("concurrent_users=499", "concurrent_users=1999", CAPACITY_ANSWER_TIER);
    guide_orders("small to medium", "2 1 3 4 5 6");
    const capacity_migration_step *step = step_of(CAPACITY_MIGRATION_KIND_REPLICAS, "backend");
    CONTAINS("pods 3 -> 5", step->action);
    CONTAINS("pods 2 -> 3", step_of(CAPACITY_MIGRATION_KIND_REPLICAS, "frontend")->action);
    step = step_of(CAPACITY_MIGRATION_KIND_NODES, "on-demand");
    CONTAINS("6 nodes", step->note); /* the guide's own tables contradict its 2 to 4 */
    CONTAINS("The guide lists it later", step->note);
    step = step_of(CAPACITY_MIGRATION_KIND_AUTOSCALING, "backend");
    CONTAINS("maximum 6 -> 15", step->action);
    CONTAINS("has it already", step->note);
    CONTAINS("does not list it", step_of(CAPACITY_MIGRATION_KIND_RESOURCES, "backend")->note);
    CONTAINS("cache.t3.small", step_of(CAPACITY_MIGRATION_KIND_CACHE, "")->action);
    EQ(7 * 86400 * CAPACITY_SECOND_US, step_of(CAPACITY_MIGRATION_KIND_MONITOR, "")->hold_us);
}

static void medium_to_large_is_the_guides_path_with_spot_nodes_before_pods(void)
{
    migrate_settings("concurrent_users=1999", "concurrent_users=9999", CAPACITY_ANSWER_TIER);
    guide_orders("medium to large", "1 4 2 3 5 6 7");
    CONTAINS("types c5.xlarge", step_of(CAPACITY_MIGRATION_KIND_NODES, "critical")->action);
    CONTAINS("has one already", step_of(CAPACITY_MIGRATION_KIND_NODES, "general")->note);
    CONTAINS("CPU request 500m -> 1",
             step_of(CAPACITY_MIGRATION_KIND_RESOURCES, "backend")->action);
    CONTAINS("maximum 15 -> 50", step_of(CAPACITY_MIGRATION_KIND_AUTOSCALING, "backend")->action);
    TRUE(HAS(MONITORING) && HAS(CDN) && HAS(REVIEW));
    CONTAINS("$300.76", step_of(CAPACITY_MIGRATION_KIND_CACHE, "")->note);
    /* the old machines are paid until they go */
    TRUE(steps[LAST(LOAD, TRAFFIC)].monthly_uusd > steps[step_count - 1].monthly_uusd);
}

static void large_to_enterprise_is_the_guides_path_in_its_order(void)
{
    migrate_settings("concurrent_users=9999", "concurrent_users=10000", CAPACITY_ANSWER_TIER);
    guide_orders("large to enterprise", "1 2 3 4 5 6 7");
    TRUE(HAS(REGIONS) && HAS(TABLES) && HAS(DAX) && HAS(QUEUE));
    TRUE(HAS(MESH) && HAS(TRACING) && HAS(CHAOS));
    CONTAINS("regions 1 -> 2", step_of(CAPACITY_MIGRATION_KIND_TABLES, "main")->action);
    CONTAINS("2,000-4,000", step_of(CAPACITY_MIGRATION_KIND_REPLICAS, "backend")->note);
    CONTAINS("labelled", step_of(CAPACITY_MIGRATION_KIND_NODES, "critical")->note);
    EQ(CAPACITY_RISK_HIGH, step_of(CAPACITY_MIGRATION_KIND_CHAOS, "")->risk);
}

static void a_tier_passed_over_is_named_and_both_paths_are_merged(void)
{
    migrate_settings("concurrent_users=499", "concurrent_users=9999", CAPACITY_ANSWER_TIER);
    CONTAINS("passes over 1 of the tiers", step_of(CAPACITY_MIGRATION_KIND_BASELINE, "")->note);
    EQ(1, count_kind(CAPACITY_MIGRATION_KIND_MONITORING));
    EQ(1, count_kind(CAPACITY_MIGRATION_KIND_MONITOR));
    guide_orders("medium to large", "1 4 2 3 5 6 7");
    guide_orders("small to medium", "1 5 6");
    migrate_settings("concurrent_users=20000", "concurrent_users=100", CAPACITY_ANSWER_TIER);
    CONTAINS("passes over 2 of the tiers", step_of(CAPACITY_MIGRATION_KIND_BASELINE, "")->note);
}

static void going_down_is_the_reverse_after_the_load_has_fallen(void)
{
    migrate_settings("concurrent_users=9999", "concurrent_users=1999", CAPACITY_ANSWER_TIER);
    EQ(1, FIRST(LOAD, PREPARE));
    TRUE(steps[1].cost_uusd < 0);
    EQ(2, FIRST(NODES, BUILD)); /* the smaller machines come before the larger go */
    EQ(3, LAST(NODES, BUILD));
    EQ(4, FIRST(CDN, RETIRE));
    TRUE(FIRST(AUTOSCALING, RETIRE) < FIRST(REPLICAS, RETIRE));
    TRUE(LAST(RESOURCES, RETIRE) + 1 == FIRST(ROLLOUT, RETIRE));
    TRUE(LAST(ROLLOUT, RETIRE) < FIRST(CACHE, RETIRE));
    TRUE(LAST(NODES, RETIRE) > FIRST(CACHE, RETIRE));
    for (size_t i = 0; i < step_count; i++)
        EQ(0, steps[i].guide_order); /* the guide's paths only climb */
    EQ(28 * 86400 * CAPACITY_SECOND_US, steps[0].hold_us);
}

static void enterprise_to_large_leaves_the_region_last(void)
{
    migrate_settings("concurrent_users=10000", "concurrent_users=9999", CAPACITY_ANSWER_TIER);
    TRUE(FIRST(REGIONS, RETIRE) > LAST(NODES, RETIRE));
    TRUE(FIRST(QUEUE, RETIRE) > 0 && FIRST(DAX, RETIRE) > 0);
    TRUE(FIRST(TABLES, RETIRE) < FIRST(REGIONS, RETIRE));
}

/* --- inside a tier ------------------------------------------------------------------------- */

static void kinds_are(const char *before, const char *after, const uint32_t *want, size_t n)
{
    migrate_settings(before, after, CAPACITY_ANSWER_RECOMMENDED);
    EQ(n, step_count);
    for (size_t i = 0; i < n; i++)
        EQ(want[i], steps[i].kind);
}

#define KINDS_ARE(before, after, ...)                                                              \
    kinds_are(before, after, (const uint32_t[]){__VA_ARGS__},                                      \
              COUNT(((const uint32_t[]){__VA_ARGS__})))
#define K(name) CAPACITY_MIGRATION_KIND_##name

static void only_what_differs_is_a_step(void)
{
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1010", K(LOAD), K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 bill_nat=off", K(TERMS), K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 cache_nodes=0 ", K(ROLLOUT),
              K(ROLLOUT), K(ROLLOUT), K(CACHE), K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 load_balancers=2", K(NETWORK),
              K(VERIFY));
    KINDS_ARE("concurrent_users=1000 load_balancers=2", "concurrent_users=1000", K(NETWORK),
              K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 billing_mode=provisioned", K(TABLES),
              K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 queue=sqs", K(QUEUE), K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 cdn_traffic=10Ti", K(CDN), K(VERIFY));
    KINDS_ARE("concurrent_users=1000", "concurrent_users=1000 backend_hpa_cpu_target=60%",
              K(AUTOSCALING), K(VERIFY));
}

static void another_machine_comes_before_the_old_one_goes(void)
{
    KINDS_ARE("concurrent_users=100", "concurrent_users=100 node_type=m5.large", K(NODES),
              K(ROLLOUT), K(ROLLOUT), K(ROLLOUT), K(NODES), K(VERIFY));
    EQ(CAPACITY_MIGRATION_PHASE_BUILD, steps[0].phase);
    TRUE(steps[0].cost_uusd > 0);
    EQ(CAPACITY_MIGRATION_PHASE_RETIRE, steps[4].phase);
    TRUE(steps[4].cost_uusd < 0);
}

static void own_components_and_tables_come_and_go(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000");
    capacity_component_spec worker = CAPACITY_INIT(capacity_component_spec);
    capacity_table_spec table = CAPACITY_INIT(capacity_table_spec);
    capacity_plan *without = plan_of("concurrent_users=1000"), *with;
    memcpy(worker.name, "worker", sizeof "worker");
    worker.traffic_ppm = 500000;
    worker.requests_per_pod_mrps = 10000;
    worker.cpu_request_mcpu = 250;
    worker.memory_request_bytes = 256 * CAPACITY_MIB;
    worker.min_pods = 2;
    memcpy(table.name, "sessions", sizeof "sessions");
    table.reads_per_user_mrpm = 1000;
    table.read_item_bytes = 4096;
    table.billing = CAPACITY_BILLING_PROVISIONED;
    OK(capacity_profile_put_component(profile, &worker, NULL));
    OK(capacity_profile_put_table(profile, &table, NULL));
    NEW(with, capacity_plan_new(profile, NULL, NULL, NULL, &with, NULL));

    migrate(without, with, CAPACITY_ANSWER_RECOMMENDED);
    costs_add_up(without, with, CAPACITY_ANSWER_RECOMMENDED);
    EQ(CAPACITY_MIGRATION_PHASE_BUILD, step_of(K(REPLICAS), "worker")->phase);
    EQ(CAPACITY_MIGRATION_PHASE_BUILD, step_of(K(TABLES), "sessions")->phase);
    CONTAINS("billing provisioned", step_of(K(TABLES), "sessions")->action);
    order_is_safe();

    migrate(with, without, CAPACITY_ANSWER_TIER);
    costs_add_up(with, without, CAPACITY_ANSWER_TIER);
    EQ(CAPACITY_MIGRATION_PHASE_RETIRE, step_of(K(REPLICAS), "worker")->phase);
    EQ(CAPACITY_MIGRATION_PHASE_RETIRE, step_of(K(TABLES), "sessions")->phase);
    order_is_safe();
}

#if CAPACITY_TEXT /* once, not for every allocation that fails: the documents are long */
START_TEST(other_prices_are_a_step_of_their_own)
{
    size_t size = 0;
    capacity_catalog *catalog;
    const char *text = test_file("lib/data/catalog.us-east-1.json", &size);
    char *copy = (char *)(uintptr_t)test_copy(text, size);
    for (size_t i = 0; i + 8 < size; i++) /* the date is part of the label; one price of it moves */
        if (memcmp(copy + i, "\"0.0832\"", 8) == 0)
            memcpy(copy + i, "\"0.0932\"", 8);
    NEW(catalog, capacity_catalog_new_from_text(copy, size, test_allocator(), &catalog, NULL));
    capacity_plan *a = plan_of("concurrent_users=1000");
    capacity_plan *b = plan_on("concurrent_users=1000", catalog, NULL);
    migrate(a, b, CAPACITY_ANSWER_RECOMMENDED);
    costs_add_up(a, b, CAPACITY_ANSWER_RECOMMENDED);
    TRUE(HAS(TERMS) && !HAS(NODES));
}
END_TEST

START_TEST(another_ladder_without_the_tier_has_no_path)
{
    size_t size = 0;
    capacity_tiers *ladder;
    const char *text = test_file("lib/data/tiers.guide.json", &size);
    char *copy = (char *)(uintptr_t)test_copy(text, size);
    for (size_t i = 0; i + 7 < size; i++)
        if (memcmp(copy + i, "\"medium", 7) == 0)
            memcpy(copy + i, "\"middle", 7);
    NEW(ladder, capacity_tiers_new_from_text(copy, size, test_allocator(), &ladder, NULL));
    capacity_plan *a = plan_of("concurrent_users=1000");
    capacity_plan *b = plan_on("concurrent_users=5000", NULL, ladder);
    migrate(a, b, CAPACITY_ANSWER_TIER);
    TRUE(HAS(BASELINE));
    for (size_t i = 0; i < step_count; i++)
        EQ(0, steps[i].guide_order);
    migrate(b, a, CAPACITY_ANSWER_TIER);
    CONTAINS("is enough", steps[0].title);
    capacity_plan *c = plan_on("concurrent_users=100", NULL, ladder);
    migrate(c, b, CAPACITY_ANSWER_TIER); /* over a leg that is not in the guide */
    guide_orders("small to medium", "");
    DROP(c);
}
END_TEST

#endif

/* --- calls --------------------------------------------------------------------------------- */

static void calls_check_their_arguments(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    size_t count = 7, needed = 0;
    char text[64];
    FAILS(CAPACITY_E_ARGUMENT, "before",
          capacity_migration_get_steps(NULL, plan, 0, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "after",
          capacity_migration_get_changes(plan, NULL, 0, NULL, 0, 0, &count, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "answer 3",
          capacity_migration_get_costs(plan, plan, 3, NULL, 0, 0, &count, &test_err));
    FAILS(
        CAPACITY_E_ARGUMENT, "answer 4",
        capacity_migration_write(plan, plan, 4, CAPACITY_FORMAT_TEXT, NULL, 0, &needed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "format 5",
          capacity_migration_write(plan, plan, 0, 5, NULL, 0, &needed, &test_err));
    EQ(7, count);
    IS(CAPACITY_E_BUFFER, capacity_migration_write(plan, plan, 0, CAPACITY_FORMAT_TEXT, text,
                                                   sizeof text, &needed, NULL));
    TRUE(needed > sizeof text);
    EQ(0, text[sizeof text - 1]);
}

START_TEST(every_form_is_written)
{
    static char text[262144];
    capacity_plan *a = plan_of("concurrent_users=100"), *b = plan_of("concurrent_users=20000");
    for (uint32_t format = CAPACITY_FORMAT_TEXT; format <= CAPACITY_FORMAT_MARKDOWN; format++) {
        size_t needed = 0, again = 0;
#if !CAPACITY_TEXT
        if (format == CAPACITY_FORMAT_YAML)
            continue;
#endif
        OK(capacity_migration_write(a, b, CAPACITY_ANSWER_TIER, format, NULL, 0, &needed, NULL));
        TRUE(needed < sizeof text);
        OK(capacity_migration_write(a, b, CAPACITY_ANSWER_TIER, format, text, needed + 1, &again,
                                    NULL));
        EQ(needed, again);
        EQ(needed, strlen(text));
        CONTAINS("Chaos engineering for resilience testing", text);
        OK(capacity_migration_write(a, a, CAPACITY_ANSWER_TIER, format, text, sizeof text, &again,
                                    NULL));
    }
    OK(capacity_migration_write(a, a, 0, CAPACITY_FORMAT_MARKDOWN, text, sizeof text, NULL, NULL));
    CONTAINS("Nothing to do", text);
    OK(capacity_migration_write(a, a, 0, CAPACITY_FORMAT_JSON, text, sizeof text, NULL, NULL));
    CONTAINS("\"risk\": null", text);
}
END_TEST

static void a_short_one_is_written_in_yaml(void)
{
    static char text[65536];
    capacity_plan *a = plan_of("concurrent_users=1000");
    capacity_plan *b = plan_of("concurrent_users=1000 bill_nat=off");
    size_t needed = 0;
#if CAPACITY_TEXT
    OK(capacity_migration_write(a, b, 0, CAPACITY_FORMAT_YAML, text, sizeof text, &needed, NULL));
    CONTAINS("kind: terms", text);
#else
    FAILS(CAPACITY_E_UNSUPPORTED, "",
          capacity_migration_write(a, b, 0, CAPACITY_FORMAT_YAML, text, sizeof text, &needed,
                                   &test_err));
#endif
}

/* Costs say which of two node types is the larger; where they say nothing, numbers do. */
START_TEST(nodes_for_nothing_are_more_or_less_by_number)
{
    capacity_catalog_builder *builder = builder_of_builtin();
    reprice(builder, "dax.dax.r5.large", 1, 0);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *one = plan_on("dax_nodes=1", catalog, NULL);
    capacity_plan *three = plan_on("dax_nodes=3", catalog, NULL);
    migrate(one, three, CAPACITY_ANSWER_RECOMMENDED);
    TRUE(FIRST(DAX, BUILD) >= 0 && FIRST(DAX, RETIRE) < 0);
    migrate(three, one, CAPACITY_ANSWER_RECOMMENDED);
    TRUE(FIRST(DAX, BUILD) < 0 && FIRST(DAX, RETIRE) >= 0);
}
END_TEST

static const scenario scenarios[] = {
    SCENARIO(small_to_medium_is_the_guides_path_with_nodes_first),
    SCENARIO(medium_to_large_is_the_guides_path_with_spot_nodes_before_pods),
    SCENARIO(large_to_enterprise_is_the_guides_path_in_its_order),
    SCENARIO(a_tier_passed_over_is_named_and_both_paths_are_merged),
    SCENARIO(going_down_is_the_reverse_after_the_load_has_fallen),
    SCENARIO(enterprise_to_large_leaves_the_region_last),
    SCENARIO(only_what_differs_is_a_step),
    SCENARIO(another_machine_comes_before_the_old_one_goes),
    SCENARIO(own_components_and_tables_come_and_go),
    SCENARIO(calls_check_their_arguments),
    SCENARIO(a_short_one_is_written_in_yaml),
};

static void more(Suite *suite)
{
    TCase *pairs = test_case(suite, "pairs");
    tcase_set_timeout(pairs, 120);
    tcase_add_test(pairs, every_pair_keeps_the_rules);
    tcase_add_test(pairs, every_form_is_written);
    tcase_add_test(pairs, nodes_for_nothing_are_more_or_less_by_number);
#if CAPACITY_TEXT
    tcase_add_test(pairs, other_prices_are_a_step_of_their_own);
    tcase_add_test(pairs, another_ladder_without_the_tier_has_no_path);
#endif
}

TEST_MAIN(migrate, more)
