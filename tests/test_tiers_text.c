/*
 * Ladders of tiers from and to JSON and YAML.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "formats.h"

#include "base/format.h"
#include "model/tiers.h"

#include <errno.h>
#include <stdlib.h>

static capacity_status read_tiers(const char *text, size_t size, capacity_tiers **out)
{
    return capacity_tiers_new_from_text(text, size, test_allocator(), out, &test_err);
}

#if CAPACITY_TEXT

#define PART "{pods_min: 1, pods_max: 2, cpu_request: 100m, memory_request: 1Mi}"
#define PARTS "{backend: " PART ", frontend: " PART "}"
#define GROUP "{name: g, title: G, purchase: spot, node_types: [m1], nodes_min: 1, nodes_max: 2}"
#define TIER(name, more)                                                                           \
    "{name: " name ", title: T, components: " PARTS ", node_groups: [" GROUP "]" more "}"

static const char sample_yaml[] = "source: our own rules\n"
                                  "tiers:\n"
                                  "- name: only\n"
                                  "  title: The Only One\n"
                                  "  use_case: \"Everything: all of it\"\n"
                                  "  request_rate:\n"
                                  "    min: 0.5\n"
                                  "  cluster:\n"
                                  "    cpu_min: 2\n"
                                  "    cpu_max: 4500m\n"
                                  "    memory_min: 4Gi\n"
                                  "    memory_max: 16Gi\n"
                                  "  components:\n"
                                  "    backend:\n"
                                  "      replicas: 3\n"
                                  "      pods_min: 3\n"
                                  "      pods_max: 6\n"
                                  "      cpu_request: 250m\n"
                                  "      cpu_limit: 500m\n"
                                  "      memory_request: 256Mi\n"
                                  "      memory_limit: 512Mi\n"
                                  "      cpu_target: 70%\n"
                                  "      memory_target: 80%\n"
                                  "      metrics:\n"
                                  "      - request_rate\n"
                                  "      - response_time_p95\n"
                                  "      users_at_min:\n"
                                  "        low: 100\n"
                                  "        high: 200\n"
                                  "      users_at_max:\n"
                                  "        low: 300\n"
                                  "        high: 400\n"
                                  "    frontend:\n"
                                  "      pods_min: 1\n"
                                  "      pods_max: 2\n"
                                  "      cpu_request: 100m\n"
                                  "      memory_request: 64Mi\n"
                                  "  node_groups:\n"
                                  "  - name: critical\n"
                                  "    title: Critical (On-Demand)\n"
                                  "    purchase: on_demand\n"
                                  "    node_types:\n"
                                  "    - c5.xlarge\n"
                                  "    - c5a.xlarge\n"
                                  "    nodes_min: 2\n"
                                  "    nodes_desired: 3\n"
                                  "    nodes_max: 4\n"
                                  "    label:\n"
                                  "      key: workload-type\n"
                                  "      value: critical\n"
                                  "    taint:\n"
                                  "      key: critical\n"
                                  "      value: \"true\"\n"
                                  "      effect: NoSchedule\n"
                                  "  - name: general\n"
                                  "    title: General\n"
                                  "    purchase: committed\n"
                                  "    node_types:\n"
                                  "    - t3.large\n"
                                  "    nodes_min: 0\n"
                                  "    nodes_max: 9\n"
                                  "  database:\n"
                                  "    read_units_min: 25\n"
                                  "    read_units_max: 100\n"
                                  "    write_units_min: 10\n"
                                  "    write_units_max: 50\n"
                                  "    reserved_saving_min: 30%\n"
                                  "    reserved_saving_max: 40%\n"
                                  "  cache:\n"
                                  "    nodes: 2\n"
                                  "    node_type: cache.t3.small\n"
                                  "  dax:\n"
                                  "    nodes: 3\n"
                                  "    node_type: dax.r5.large\n"
                                  "  cdn:\n"
                                  "    traffic_min: 1Ti\n"
                                  "    traffic_max: 5Ti\n"
                                  "  queue: mq_pair\n"
                                  "  load_balancers: 1\n"
                                  "  replica_regions:\n"
                                  "    min: 1\n"
                                  "    max: 2\n"
                                  "  standby_share: 30%\n"
                                  "  spot_discount: 70%\n"
                                  "  monthly:\n"
                                  "    low: $200\n"
                                  "    high: $300.5\n"
                                  "    open: true\n"
                                  "  items:\n"
                                  "  - key: nodes\n"
                                  "    title: Nodes\n"
                                  "    detail: \"2-4\"\n"
                                  "    low: $60\n"
                                  "    high: $120\n"
                                  "  - key: dax\n"
                                  "    title: DAX\n"
                                  "    open: true\n"
                                  "    alternative: true\n"
                                  "    optional: true\n";

static const char *written(const capacity_tiers *tiers, uint32_t format)
{
    size_t needed = 0, size = 0;
    OK(capacity_tiers_write_text(tiers, format, NULL, 0, &needed, &test_err));
    static char text[1 << 16];
    OK(capacity_tiers_write_text(tiers, format, text, sizeof text, &size, &test_err));
    EQ(needed, size);
    EQ(size, strlen(text));
    return test_string(text);
}

static void check_tier(const capacity_tier *tier)
{
    SAME("only", tier->name);
    SAME("The Only One", tier->title);
    SAME("Everything: all of it", tier->use_case);
    EQ(CAPACITY_TIER_COST_OPEN, tier->flags);
    EQ(0, tier->users_min);
    EQ(CAPACITY_OPEN, tier->users_max);
    EQ(0, tier->total_users_min);
    EQ(CAPACITY_OPEN, tier->total_users_max);
    EQ(500, tier->rate_min_mrps);
    EQ(CAPACITY_OPEN, tier->rate_max_mrps);
    EQ(2000, tier->cluster_cpu_min_mcpu);
    EQ(4500, tier->cluster_cpu_max_mcpu);
    EQ(4 * CAPACITY_GIB, tier->cluster_memory_min_bytes);
    EQ(16 * CAPACITY_GIB, tier->cluster_memory_max_bytes);
    EQ(25, tier->read_units_min);
    EQ(100, tier->read_units_max);
    EQ(10, tier->write_units_min);
    EQ(50, tier->write_units_max);
    EQ(300000, tier->reserved_saving_min_ppm);
    EQ(400000, tier->reserved_saving_max_ppm);
    EQ(2, tier->cache_nodes);
    SAME("cache.t3.small", tier->cache_node_type);
    EQ(3, tier->dax_nodes);
    SAME("dax.r5.large", tier->dax_node_type);
    EQ(CAPACITY_TIB, tier->cdn_traffic_min_bytes);
    EQ(5 * CAPACITY_TIB, tier->cdn_traffic_max_bytes);
    EQ(CAPACITY_QUEUE_MQ_PAIR, tier->queue);
    EQ(1, tier->load_balancers);
    EQ(1, tier->replica_regions_min);
    EQ(2, tier->replica_regions_max);
    EQ(300000, tier->standby_share_ppm);
    EQ(700000, tier->spot_discount_ppm);
    EQ(200000000, tier->monthly_low_uusd);
    EQ(300500000, tier->monthly_high_uusd);
}

static void check_parts(const capacity_tier_component *parts)
{
    SAME("backend", parts[0].name);
    EQ(CAPACITY_TIER_METRIC_RATE | CAPACITY_TIER_METRIC_P95, parts[0].metrics);
    EQ(3, parts[0].replicas);
    EQ(3, parts[0].pods_min);
    EQ(6, parts[0].pods_max);
    EQ(250, parts[0].cpu_request_mcpu);
    EQ(500, parts[0].cpu_limit_mcpu);
    EQ(256 * CAPACITY_MIB, parts[0].memory_request_bytes);
    EQ(512 * CAPACITY_MIB, parts[0].memory_limit_bytes);
    EQ(700000, parts[0].cpu_target_ppm);
    EQ(800000, parts[0].memory_target_ppm);
    EQ(100, parts[0].users_at_min_low);
    EQ(200, parts[0].users_at_min_high);
    EQ(300, parts[0].users_at_max_low);
    EQ(400, parts[0].users_at_max_high);
    SAME("frontend", parts[1].name);
    EQ(0, parts[1].metrics);
    EQ(0, parts[1].cpu_target_ppm);
}

static void check_groups(const capacity_tier_group *groups)
{
    SAME("critical", groups[0].name);
    SAME("Critical (On-Demand)", groups[0].title);
    EQ(CAPACITY_PURCHASE_ON_DEMAND, groups[0].purchase);
    SAME("c5.xlarge", groups[0].node_type);
    SAME("c5.xlarge,c5a.xlarge", groups[0].node_types);
    EQ(2, groups[0].nodes_min);
    EQ(3, groups[0].nodes_desired);
    EQ(4, groups[0].nodes_max);
    SAME("workload-type", groups[0].label_key);
    SAME("critical", groups[0].label_value);
    SAME("critical", groups[0].taint_key);
    SAME("true", groups[0].taint_value);
    SAME("NoSchedule", groups[0].taint_effect);
    EQ(CAPACITY_PURCHASE_COMMITTED, groups[1].purchase);
    SAME("t3.large", groups[1].node_types);
    EQ(CAPACITY_AUTO, groups[1].nodes_desired);
    SAME("", groups[1].label_key);
    SAME("", groups[1].taint_key);
}

static void reads_every_key(void)
{
    capacity_tiers *tiers;
    capacity_tier tier = CAPACITY_INIT(capacity_tier);
    capacity_tier_component parts[2];
    capacity_tier_group groups[2];
    capacity_tier_item items[2];
    size_t count = 0;

    NEW(tiers, read_tiers(TEXT(sample_yaml), &tiers));
    SAME("our own rules", capacity_tiers_source(tiers));
    EQ(1, capacity_tiers_count(tiers));
    OK(capacity_tiers_get(tiers, 0, &tier, &test_err));
    check_tier(&tier);
    OK(capacity_tiers_get_components(tiers, 0, parts, sizeof *parts, 2, &count, &test_err));
    check_parts(parts);
    OK(capacity_tiers_get_groups(tiers, 0, groups, sizeof *groups, 2, &count, &test_err));
    EQ(2, count);
    check_groups(groups);
    OK(capacity_tiers_get_items(tiers, 0, items, sizeof *items, 2, &count, &test_err));
    EQ(2, count);
    SAME("nodes", items[0].key);
    SAME("2-4", items[0].detail);
    EQ(60000000, items[0].monthly_low_uusd);
    EQ(120000000, items[0].monthly_high_uusd);
    EQ(0, items[0].flags);
    EQ(CAPACITY_TIER_COST_OPEN | CAPACITY_TIER_ALTERNATIVE | CAPACITY_TIER_OPTIONAL,
       items[1].flags);
}

static void writes_what_it_read(void)
{
    capacity_tiers *tiers, *again;
    NEW(tiers, read_tiers(TEXT(sample_yaml), &tiers));
    SAME(sample_yaml, written(tiers, CAPACITY_FORMAT_YAML));
    const char *json = written(tiers, CAPACITY_FORMAT_JSON);
    CONTAINS("          \"node_types\": [\n            \"c5.xlarge\",\n", json);
    NEW(again, read_tiers(TEXT(json), &again));
    SAME(sample_yaml, written(again, CAPACITY_FORMAT_YAML));
}

static void same_rows(const void *a, const void *b, size_t size, const char *what, size_t tier)
{
    if (memcmp(a, b, size) != 0)
        ck_abort_msg("%s of tier %zu differs", what, tier);
}

static void same_tiers(const capacity_tiers *a, const capacity_tiers *b)
{
    SAME(a->source, b->source);
    EQ(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const capacity__tier *one = &a->tiers[i], *other = &b->tiers[i];
        same_rows(&one->tier, &other->tier, sizeof one->tier, "the row", i);
        same_rows(&one->backend, &other->backend, sizeof one->backend, "the backend", i);
        same_rows(&one->frontend, &other->frontend, sizeof one->frontend, "the frontend", i);
        EQ(one->group_count, other->group_count);
        same_rows(one->groups, other->groups, one->group_count * sizeof *one->groups, "groups", i);
        EQ(one->item_count, other->item_count);
        same_rows(one->items, other->items, one->item_count * sizeof *one->items, "items", i);
    }
}

START_TEST(the_builtin_survives)
{
    capacity_tiers *again;
    for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
        const char *text = written(NULL, format);
        NEW(again, read_tiers(TEXT(text), &again));
        same_tiers(capacity_tiers_builtin(), again);
        EQ(4, again->count);
    }
}
END_TEST

/* The data file is in our own form: what the build made of it is what we read. */
START_TEST(the_data_file_is_the_builtin)
{
    size_t size = 0;
    const char *text = test_file("lib/data/tiers.guide.json", &size);
    capacity_tiers *tiers;
    NEW(tiers, read_tiers(text, size, &tiers));
    same_tiers(capacity_tiers_builtin(), tiers);
}
END_TEST

static void the_least_ladder(void)
{
    capacity_tiers *tiers, *again;
    NEW(tiers, read_tiers(TEXT("tiers: [" TIER("a", "") "]"), &tiers));
    SAME("", capacity_tiers_source(tiers));
    const char *yaml = written(tiers, CAPACITY_FORMAT_YAML);
    EQ(0, strncmp(yaml, "tiers:\n- name: a\n  title: T\n  components:\n", 42));
    NEW(again, read_tiers(TEXT(yaml), &again));
    same_tiers(tiers, again);
}

static void borders_make_a_ladder(void)
{
    capacity_tiers *tiers, *again;
    NEW(tiers, read_tiers(TEXT("tiers:\n"
                               "- " TIER("a", ", concurrent_users: {max: 500}, total_users: {max: "
                                              "9}") "\n"
                                                    "- " TIER("b", ", concurrent_users: {min: "
                                                                   "500}, total_users: {min: 9}")),
                          &tiers));
    EQ(2, capacity_tiers_count(tiers));
    EQ(500, tiers->tiers[0].tier.users_max);
    EQ(9, tiers->tiers[1].tier.total_users_min);
    const char *yaml = written(tiers, CAPACITY_FORMAT_YAML);
    CONTAINS("  concurrent_users:\n    max: 500\n", yaml);
    CONTAINS("  concurrent_users:\n    min: 500\n", yaml);
    NEW(again, read_tiers(TEXT(yaml), &again));
    same_tiers(tiers, again);
}

/* --- refusals ----------------------------------------------------------------------------------- */

typedef struct refusal {
    const char *text;
    capacity_status status;
    int64_t line;
    uint32_t column;
    const char *part;
} refusal;

static const refusal refusals[] = {
    {"", CAPACITY_E_SYNTAX, 1, 1, "the ladder is empty"},
    {"source: x", CAPACITY_E_SYNTAX, 1, 1, "the document has no key 'tiers'"},
    {"teirs: []", CAPACITY_E_FIELD, 1, 1, "did you mean 'tiers'"},
    {"tiers: []", CAPACITY_E_RANGE, 1, 1, "0 tiers are below 1"},
    {"tiers: {}", CAPACITY_E_SYNTAX, 1, 8, "tiers must be a list"},
    {"tiers: [{name: a}]", CAPACITY_E_SYNTAX, 1, 9, "tiers[0] has no key 'title'"},
    {"tiers: [{name: a, title: T, components: {backend: " PART "}}]", CAPACITY_E_SYNTAX, 1, 41,
     "tiers[0].components has no key 'frontend'"},
    {"tiers:\n- name: a\n  components:\n    backend: {pods: 1}", CAPACITY_E_FIELD, 4, 15,
     "unknown key 'pods' in tiers[0].components.backend at line 4"},
    {"tiers:\n- name: a\n  concurrent_users:\n    min: 1.5", CAPACITY_E_RANGE, 4, 10,
     "tiers[0].concurrent_users.min '1.5' has more digits"},
    {"tiers:\n- name: a\n  queue: kafka", CAPACITY_E_SYNTAX, 3, 10,
     "tiers[0].queue 'kafka' is not one of none, sqs, mq, mq_pair"},
    {"tiers:\n- node_groups:\n  - {purchase: gift}", CAPACITY_E_SYNTAX, 3, 16,
     "tiers[0].node_groups[0].purchase 'gift' is not one of on_demand, spot, committed"},
    {"tiers:\n- node_groups:\n  - {node_types: [A]}", CAPACITY_E_RANGE, 3, 19,
     "tiers[0].node_groups[0].node_types[0] must be a name"},
    {"tiers:\n- node_groups:\n  - {node_types: [[]]}", CAPACITY_E_SYNTAX, 3, 19,
     "node_types[0] must be a single value"},
    {"tiers:\n- node_groups:\n  - {node_types: c5}", CAPACITY_E_SYNTAX, 3, 18,
     "node_types must be a list"},
    {"tiers: [" TIER("a", ", components: {}") "]", CAPACITY_E_EXISTS, 1, 0, "'components' in "},
    {"tiers:\n- components: {backend: {metrics: [connections, connections]}}", CAPACITY_E_EXISTS, 2,
     49, "tiers[0].components.backend.metrics[1] is there already: connections"},
    {"tiers:\n- components: {backend: {metrics: [speed]}}", CAPACITY_E_SYNTAX, 2, 36,
     "'speed' is not one of request_rate, connections, response_time_p95"},
    {"tiers:\n- components: {backend: {metrics: [{}]}}", CAPACITY_E_SYNTAX, 2, 36,
     "must be a single value"},
    {"tiers:\n- node_groups:\n  - " GROUP "\n  - " GROUP, CAPACITY_E_EXISTS, 4, 5,
     "tiers[0].node_groups[1]: the name 'g' is there already at line 4"},
    {"tiers: [" TIER("a", "") "]\n---", CAPACITY_E_SYNTAX, 2, 1, "a second document"},
    {"tiers:\n- " TIER("a", "") "\n- " TIER("a", ""), CAPACITY_E_EXISTS, 3, 3, "two tiers a"},
    {"tiers:\n- " TIER("a", "") "\n- " TIER("b", ""), CAPACITY_E_RANGE, 3, 3,
     "tier b: users_min 0 is not 9223372036854775807"},
    {"source: x\ntiers:\n- " TIER("a", ", standby_share: 200%"), CAPACITY_E_RANGE, 3, 3,
     "tier a: standby_share_ppm 2000000 exceeds 1000000"},
};

START_TEST(refusals_say_where_and_what)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *want = &refusals[i];
        capacity_tiers *tiers = test_nowhere();
        capacity_error_clear(&test_err);
        capacity_status status = read_tiers(TEXT(want->text), &tiers);
        if (status != want->status || tiers != NULL || test_err.code != (int32_t)status ||
            test_err.index != want->line ||
            (want->column != 0 && test_err.column != want->column) ||
            strstr(test_err.message, want->part) == NULL)
            ck_abort_msg("'%s': %s at %" PRId64 ":%" PRIu32 " '%s', not %s at %" PRId64 ":%" PRIu32
                         " '%s'",
                         want->text, capacity_status_name(status), test_err.index, test_err.column,
                         test_err.message, capacity_status_name(want->status), want->line,
                         want->column, want->part);
        if (capacity_tiers_new_from_text(TEXT(want->text), NULL, &tiers, NULL) != status)
            ck_abort_msg("'%s' is judged otherwise without an error object", want->text);
    }
}
END_TEST

static void checks_its_arguments(void)
{
    capacity_tiers *tiers;
    uint32_t wrong[64] = {7};
    char text[4] = "abc";
    FAILS(CAPACITY_E_ARGUMENT, "out is NULL",
          capacity_tiers_new_from_text(TEXT("{}"), test_allocator(), NULL, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "text is NULL", tiers, read_tiers(NULL, 2, &tiers));
    FAILS(CAPACITY_E_ARGUMENT, "tiers is NULL or not a live object",
          capacity_tiers_write_text((const capacity_tiers *)(const void *)wrong,
                                    CAPACITY_FORMAT_JSON, text, sizeof text, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "neither JSON nor YAML",
          capacity_tiers_write_text(NULL, 0, text, sizeof text, NULL, &test_err));
    SAME("abc", text);
    errno = 77;
    REFUSES(CAPACITY_E_SYNTAX, "", tiers, read_tiers(TEXT("tiers: {"), &tiers));
    EQ(77, errno);
}

/* --- limits ------------------------------------------------------------------------------------- */

/* One tier whose groups, items, types or the ladder's tiers are n. */
static const char *ladder(int64_t tiers, int64_t groups, int64_t items, int64_t types)
{
    static char text[1 << 15];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put(&out, "tiers:\n");
    for (int64_t i = 0; i < tiers; i++) {
        capacity__put_format(
            &out, "- {name: t%" PRId64 ", title: T, components: " PARTS ", node_groups: [", i);
        for (int64_t k = 0; k < groups; k++) {
            capacity__put_format(&out,
                                 "{name: g%" PRId64 ", title: G, purchase: spot, node_types: [", k);
            for (int64_t t = 0; t < types; t++)
                capacity__put_format(&out, "m%" PRId64 ", ", INT64_C(100000) + t);
            capacity__put(&out, "], nodes_min: 1, nodes_max: 2}, ");
        }
        capacity__put(&out, "], items: [");
        for (int64_t k = 0; k < items; k++)
            capacity__put_format(&out, "{key: i%" PRId64 ", title: I}, ", k);
        capacity__put_format(&out, "], concurrent_users: {min: %" PRId64, i);
        if (i + 1 < tiers)
            capacity__put_format(&out, ", max: %" PRId64, i + 1);
        capacity__put_format(&out, "}, total_users: {min: %" PRId64, i);
        if (i + 1 < tiers)
            capacity__put_format(&out, ", max: %" PRId64, i + 1);
        capacity__put(&out, "}}\n");
    }
    OK(capacity__out_end(&out, NULL, &test_err));
    return test_string(text);
}

START_TEST(limits_rows)
{
    capacity_tiers *tiers;
    static const int inside[][4] = {{15, 1, 1, 1}, {16, 1, 0, 1}, {1, 4, 0, 1},
                                    {1, 1, 15, 1}, {1, 1, 16, 1}, {1, 1, 1, 16}};
    for (size_t i = 0; i < COUNT(inside); i++) {
        const char *text = ladder(inside[i][0], inside[i][1], inside[i][2], inside[i][3]);
        NEW(tiers, read_tiers(TEXT(text), &tiers));
        EQ(inside[i][0], capacity_tiers_count(tiers));
        EQ(inside[i][1], tiers->tiers[0].group_count);
        EQ(inside[i][2], tiers->tiers[0].item_count);
        EQ(inside[i][3] * 8 - 1, strlen(tiers->tiers[0].groups[0].node_types));
    }
    REFUSES(CAPACITY_E_TOO_LARGE, "tiers[16] is beyond 16", tiers,
            read_tiers(TEXT(ladder(17, 1, 0, 1)), &tiers));
    EQ(18, test_err.index);
    REFUSES(CAPACITY_E_TOO_LARGE, "tiers[0].node_groups[4] is beyond 4", tiers,
            read_tiers(TEXT(ladder(1, 5, 0, 1)), &tiers));
    REFUSES(CAPACITY_E_TOO_LARGE, "tiers[0].items[16] is beyond 16", tiers,
            read_tiers(TEXT(ladder(1, 1, 17, 1)), &tiers));
    REFUSES(CAPACITY_E_TOO_LARGE, "node_types[16]: the types of a group exceed 127 bytes", tiers,
            read_tiers(TEXT(ladder(1, 1, 0, 17)), &tiers));
}
END_TEST

START_TEST(limits_the_size)
{
    size_t most = (size_t)CAPACITY_TIERS_TEXT_BYTES;
    char *text = malloc(most + 1);
    const char *start = ladder(1, 1, 1, 1);
    capacity_tiers *tiers;
    memset(text, ' ', most + 1);
    memcpy(text, start, strlen(start));
    NEW(tiers, read_tiers(text, most - 1, &tiers));
    NEW(tiers, read_tiers(text, most, &tiers));
    REFUSES(CAPACITY_E_TOO_LARGE, "ladder of 1048577 bytes exceeds 1048576", tiers,
            read_tiers(text, most + 1, &tiers));
    free(text);
}
END_TEST

/* --- hostile changes ---------------------------------------------------------------------------- */

static int judge(const char *text, size_t size)
{
    static char out[1 << 16];
    char *copy = malloc(size > 0 ? size : 1);
    capacity_tiers *tiers = NULL, *again = NULL;
    memcpy(copy, text, size);
    capacity_status status = read_tiers(copy, size, &tiers);
    free(copy);
    if (status < 0) {
        size_t len = strlen(test_err.message);
        if (tiers != NULL || len == 0 || test_err.message[len - 1] == '.' ||
            strpbrk(test_err.message, "\n\r\x1b") != NULL)
            ck_abort_msg("'%.*s': '%s'", (int)size, text, test_err.message);
        return 0;
    }
    for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
        size_t len = 0;
        if (capacity_tiers_write_text(tiers, format, out, sizeof out, &len, &test_err) < 0 ||
            read_tiers(out, len, &again) < 0)
            ck_abort_msg("'%.*s' is written as '%s': %s", (int)size, text, out, test_err.message);
        same_tiers(tiers, again);
        capacity_tiers_unref(again);
    }
    capacity_tiers_unref(tiers);
    return 1;
}

START_TEST(every_prefix_is_judged)
{
    size_t taken = 0;
    for (size_t size = 0; size < sizeof sample_yaml; size++)
        taken += (size_t)judge(sample_yaml, size);
    TRUE(taken > 50 && taken < sizeof sample_yaml);
}
END_TEST

START_TEST(every_changed_byte_is_judged)
{
    char text[sizeof sample_yaml];
    size_t size = sizeof sample_yaml - 1, tried = 0, taken = 0;
    TRUE(judge(sample_yaml, size));
    for (size_t at = (size_t)_i; at < size; at += TEST_PARTS, tried++)
        for (int byte = 0; byte < 256; byte += byte < 128 ? 5 : 43) {
            memcpy(text, sample_yaml, size);
            text[at] = (char)byte;
            taken += (size_t)judge(text, size);
        }
    TRUE(taken > tried && taken < 28 * tried);
}
END_TEST

START_TEST(the_pages_examples_are_taken)
{
    const char *at = formats_page(), *text;
    size_t size = 0, taken = 0;
    while ((text = next_example("<!-- tiers -->", &at, &size)) != NULL) {
        capacity_tiers *made = NULL;
        if (read_tiers(text, size, &made) < 0)
            ck_abort_msg("%.*s: %s", (int)size, text, test_err.message);
        capacity_tiers_unref(made);
        taken++;
    }
    EQ(1, taken);
}
END_TEST

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, the_builtin_survives);
    tcase_add_test(made, the_data_file_is_the_builtin);
    tcase_add_test(made, refusals_say_where_and_what);
    tcase_add_test(made, the_pages_examples_are_taken);
    tcase_add_test(made, limits_rows);
    tcase_add_test(made, limits_the_size);
    tcase_add_test(made, every_prefix_is_judged);
    tcase_add_loop_test(made, every_changed_byte_is_judged, 0, 1);
    tcase_add_loop_test(test_long_case(suite, "the other parts"), every_changed_byte_is_judged, 1,
                        TEST_PARTS);
}

static const scenario scenarios[] = {
    SCENARIO(reads_every_key),       SCENARIO(writes_what_it_read),  SCENARIO(the_least_ladder),
    SCENARIO(borders_make_a_ladder), SCENARIO(checks_its_arguments),
};

TEST_MAIN(tiers_text, add_more)

#else

static void reading_is_left_out(void)
{
    capacity_tiers *tiers;
    char text[16];
    size_t needed = 0;
    REFUSES(CAPACITY_E_UNSUPPORTED, "left out of this build", tiers,
            read_tiers(TEXT("{tiers: []}"), &tiers));
    OK(capacity_tiers_write_text(NULL, CAPACITY_FORMAT_JSON, NULL, 0, &needed, &test_err));
    TRUE(needed > 5000);
    FAILS(
        CAPACITY_E_UNSUPPORTED, "YAML is left out of this build",
        capacity_tiers_write_text(NULL, CAPACITY_FORMAT_YAML, text, sizeof text, NULL, &test_err));
}

static const scenario scenarios[] = {SCENARIO(reading_is_left_out)};

TEST_MAIN(tiers_text, NULL)

#endif
