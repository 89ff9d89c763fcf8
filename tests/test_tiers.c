/*
 * The guide's ladder: every tier block and the quick reference table, number for number.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "model/tiers.h"

#define K 1000
#define MI CAPACITY_MIB
#define GI CAPACITY_GIB
#define TI CAPACITY_TIB
#define USD INT64_C(1000000)
#define PERCENT INT64_C(10000)
#define OPEN CAPACITY_OPEN

enum { SMALL, MEDIUM, LARGE, ENTERPRISE, TIERS };

static capacity_tier tier_at(size_t index)
{
    capacity_tier row = CAPACITY_INIT(capacity_tier);
    OK(capacity_tiers_get(NULL, index, &row, NULL));
    return row;
}

/* --- the tier blocks -------------------------------------------------------------------------- */

static void target_profiles_are_those_of_the_guide(void)
{
    static const struct {
        const char *name, *title, *use_case;
        int64_t total_min, total_max, users_min, users_max, rate_min, rate_max;
    } tiers[TIERS] = {
        {"small", "Small Deployment", "Small business, pilot, MVP", 0, 5 * K, 0, 500, 0, 100},
        {"medium", "Medium Deployment", "Growing startup, mid-size company", 5 * K, 20 * K, 500,
         2 * K, 100, 400},
        {"large", "Large Deployment", "Enterprise, large SaaS", 20 * K, 100 * K, 2 * K, 10 * K, 400,
         2 * K},
        {"enterprise", "Enterprise Deployment", "Large enterprise, high-traffic SaaS", 100 * K,
         OPEN, 10 * K, OPEN, 2 * K, OPEN},
    };
    EQ(TIERS, capacity_tiers_count(NULL));
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        EQ(sizeof row, row.struct_size);
        SAME(tiers[i].name, row.name);
        SAME(tiers[i].title, row.title);
        SAME(tiers[i].use_case, row.use_case);
        EQ(tiers[i].total_min, row.total_users_min);
        EQ(tiers[i].total_max, row.total_users_max);
        EQ(tiers[i].users_min, row.users_min);
        EQ(tiers[i].users_max, row.users_max);
        EQ(tiers[i].rate_min * 1000, row.rate_min_mrps);
        EQ(tiers[i].rate_max == OPEN ? OPEN : tiers[i].rate_max * 1000, row.rate_max_mrps);
    }
}

static void pods_are_those_of_the_guide(void)
{
    static const struct {
        const char *name;
        int64_t replicas, min, max, cpu, cpu_limit, memory, memory_limit, cpu_target, memory_target;
        uint32_t metrics;
        int64_t users[4];
    } parts[2 * TIERS] = {
        {"backend", 3, 3, 6, 250, 500, 256, 512, 70, 80, 0, {0}},
        {"frontend", 2, 2, 4, 100, 200, 128, 256, 70, 0, 0, {0}},
        {"backend", 5, 5, 15, 500, 1000, 512, 1024, 70, 80, 0, {500, 1000, 1500, 3000}},
        {"frontend", 3, 3, 8, 200, 400, 256, 512, 70, 0, 0, {0}},
        {"backend",
         10,
         10,
         50,
         1000,
         2000,
         1024,
         2048,
         70,
         80,
         CAPACITY_TIER_METRIC_RATE | CAPACITY_TIER_METRIC_CONNECTIONS,
         {1000, 2000, 5000, 10000}},
        {"frontend", 5, 5, 15, 500, 1000, 512, 1024, 70, 0, 0, {0}},
        {"backend",
         20,
         20,
         100,
         2000,
         4000,
         2048,
         4096,
         70,
         80,
         CAPACITY_TIER_METRIC_RATE | CAPACITY_TIER_METRIC_P95,
         {2000, 4000, 10000, 20000}},
        {"frontend", 10, 10, 30, 1000, 2000, 1024, 2048, 0, 0, 0, {0}},
    };
    for (size_t i = 0; i < COUNT(parts); i++) {
        capacity_tier_component rows[2];
        size_t n = 0;
        OK(capacity_tiers_get_components(NULL, i / 2, rows, sizeof *rows, 2, &n, NULL));
        EQ(2, n);
        const capacity_tier_component *row = &rows[i % 2];
        SAME(parts[i].name, row->name);
        EQ(parts[i].replicas, row->replicas);
        EQ(parts[i].min, row->pods_min);
        EQ(parts[i].max, row->pods_max);
        EQ(parts[i].cpu, row->cpu_request_mcpu);
        EQ(parts[i].cpu_limit, row->cpu_limit_mcpu);
        EQ(parts[i].memory * MI, row->memory_request_bytes);
        EQ(parts[i].memory_limit * MI, row->memory_limit_bytes);
        EQ(parts[i].cpu_target * PERCENT, row->cpu_target_ppm);
        EQ(parts[i].memory_target * PERCENT, row->memory_target_ppm);
        EQ(parts[i].metrics, row->metrics);
        EQ(parts[i].users[0], row->users_at_min_low);
        EQ(parts[i].users[1], row->users_at_min_high);
        EQ(parts[i].users[2], row->users_at_max_low);
        EQ(parts[i].users[3], row->users_at_max_high);
    }
}

static void node_groups_are_those_of_the_guide(void)
{
    static const struct {
        size_t tier;
        const char *name, *title;
        uint32_t purchase;
        const char *types;
        int64_t min, desired, max;
        const char *label, *taint;
    } groups[] = {
        {SMALL, "main", "EKS Node Group", CAPACITY_PURCHASE_ON_DEMAND, "t3.medium", 2, 2, 4, "=",
         "=:"},
        {MEDIUM, "on-demand", "On-Demand Nodes (for stability)", CAPACITY_PURCHASE_ON_DEMAND,
         "t3.large", 2, 3, 4, "=", "=:"},
        {MEDIUM, "spot", "Spot Nodes (for cost savings)", CAPACITY_PURCHASE_SPOT,
         "t3.large,t3a.large", 2, 3, 8, "=", "=:"},
        {LARGE, "critical", "Critical Workloads (On-Demand)", CAPACITY_PURCHASE_ON_DEMAND,
         "c5.xlarge", 3, 4, 8, "workload-type=critical", "critical=true:NoSchedule"},
        {LARGE, "general", "General Workloads (Spot - 70% cost savings)", CAPACITY_PURCHASE_SPOT,
         "c5.xlarge,c5a.xlarge,c5n.xlarge", 5, 8, 20, "workload-type=general", "=:"},
        {ENTERPRISE, "critical", "Critical Node Group (On-Demand)", CAPACITY_PURCHASE_ON_DEMAND,
         "c5.2xlarge", 5, CAPACITY_AUTO, 15, "=", "=:"},
        {ENTERPRISE, "general", "General Node Group (Spot)", CAPACITY_PURCHASE_SPOT,
         "c5.2xlarge,c5a.2xlarge,c5n.2xlarge", 10, CAPACITY_AUTO, 40, "=", "=:"},
    };
    size_t seen = 0;
    for (size_t tier = 0; tier < TIERS; tier++) {
        capacity_tier_group rows[CAPACITY_MAX_ROWS];
        size_t n = 0;
        OK(capacity_tiers_get_groups(NULL, tier, rows, sizeof *rows, CAPACITY_MAX_ROWS, &n, NULL));
        for (size_t i = 0; i < n; i++, seen++) {
            char label[2 * CAPACITY_NAME_SIZE], taint[3 * CAPACITY_NAME_SIZE];
            TRUE(seen < COUNT(groups));
            EQ(groups[seen].tier, tier);
            SAME(groups[seen].name, rows[i].name);
            SAME(groups[seen].title, rows[i].title);
            EQ(groups[seen].purchase, rows[i].purchase);
            SAME(groups[seen].types, rows[i].node_types);
            TRUE(strncmp(rows[i].node_types, rows[i].node_type, strlen(rows[i].node_type)) == 0);
            EQ(groups[seen].min, rows[i].nodes_min);
            EQ(groups[seen].desired, rows[i].nodes_desired);
            EQ(groups[seen].max, rows[i].nodes_max);
            snprintf(label, sizeof label, "%s=%s", rows[i].label_key, rows[i].label_value);
            snprintf(taint, sizeof taint, "%s=%s:%s", rows[i].taint_key, rows[i].taint_value,
                     rows[i].taint_effect);
            SAME(groups[seen].label, label);
            SAME(groups[seen].taint, taint);
        }
    }
    EQ(COUNT(groups), seen);
}

static void node_types_are_in_the_catalogue(void)
{
    for (size_t tier = 0; tier < TIERS; tier++) {
        capacity_tier_group rows[CAPACITY_MAX_ROWS];
        size_t n = 0;
        OK(capacity_tiers_get_groups(NULL, tier, rows, sizeof *rows, CAPACITY_MAX_ROWS, &n, NULL));
        for (size_t i = 0; i < n; i++) {
            char types[CAPACITY_LABEL_SIZE];
            snprintf(types, sizeof types, "%s", rows[i].node_types);
            for (char *type = strtok(types, ","); type != NULL; type = strtok(NULL, ",")) {
                capacity_machine machine = CAPACITY_INIT(capacity_machine);
                OK(capacity_catalog_find_machine(NULL, type, &machine, NULL));
            }
        }
    }
}

static void clusters_and_databases_are_those_of_the_guide(void)
{
    static const struct {
        int64_t cpu_min, cpu_max, memory_min, memory_max;
        int64_t read_min, read_max, write_min, write_max, saving_min, saving_max;
    } tiers[TIERS] = {
        {4, 8, 8, 16, 25, 100, 10, 50, 0, 0},
        {8, 24, 32, 96, 100, 500, 50, 200, 0, 0},
        {32, 112, 64, 224, 500, 2000, 200, 800, 30, 40},
        {120, 440, 240, 880, 0, 0, 0, 0, 0, 0},
    };
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        EQ(tiers[i].cpu_min * 1000, row.cluster_cpu_min_mcpu);
        EQ(tiers[i].cpu_max * 1000, row.cluster_cpu_max_mcpu);
        EQ(tiers[i].memory_min * GI, row.cluster_memory_min_bytes);
        EQ(tiers[i].memory_max * GI, row.cluster_memory_max_bytes);
        EQ(tiers[i].read_min, row.read_units_min);
        EQ(tiers[i].read_max, row.read_units_max);
        EQ(tiers[i].write_min, row.write_units_min);
        EQ(tiers[i].write_max, row.write_units_max);
        EQ(tiers[i].saving_min * PERCENT, row.reserved_saving_min_ppm);
        EQ(tiers[i].saving_max * PERCENT, row.reserved_saving_max_ppm);
    }
}

static void further_services_are_those_of_the_guide(void)
{
    static const struct {
        int64_t cache_nodes;
        const char *cache_type;
        int64_t dax_nodes;
        const char *dax_type;
        int64_t cdn_min, cdn_max;
        uint32_t queue;
        int64_t load_balancers, regions_min, regions_max, standby;
    } tiers[TIERS] = {
        {0, "", 0, "", 0, 0, CAPACITY_QUEUE_NONE, 0, 0, 0, 0},
        {1, "cache.t3.small", 0, "", 0, 0, CAPACITY_QUEUE_NONE, 0, 0, 0, 0},
        {2, "cache.r6g.large", 0, "", 1, 5, CAPACITY_QUEUE_NONE, 0, 0, 0, 0},
        {3, "cache.r6g.xlarge", 3, "dax.r5.large", 10, 50, CAPACITY_QUEUE_SQS, 1, 1, 2, 30},
    };
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        EQ(tiers[i].cache_nodes, row.cache_nodes);
        SAME(tiers[i].cache_type, row.cache_node_type);
        EQ(tiers[i].dax_nodes, row.dax_nodes);
        SAME(tiers[i].dax_type, row.dax_node_type);
        EQ(tiers[i].cdn_min * TI, row.cdn_traffic_min_bytes);
        EQ(tiers[i].cdn_max * TI, row.cdn_traffic_max_bytes);
        EQ(tiers[i].queue, row.queue);
        EQ(tiers[i].load_balancers, row.load_balancers);
        EQ(tiers[i].regions_min, row.replica_regions_min);
        EQ(tiers[i].regions_max, row.replica_regions_max);
        EQ(tiers[i].standby * PERCENT, row.standby_share_ppm);
        EQ(70 * PERCENT, row.spot_discount_ppm);
    }
}

static void printed_costs_are_those_of_the_guide(void)
{
    enum { PLAIN, ALTERNATIVE = CAPACITY_TIER_ALTERNATIVE, OPTIONAL = CAPACITY_TIER_OPTIONAL };
    static const struct {
        size_t tier;
        const char *key;
        int64_t low, high;
        uint32_t flags;
        const char *detail;
    } items[] = {
        {SMALL, "nodes", 60, 120, PLAIN, "t3.medium (2 vCPU, 4 GB RAM)"},
        {SMALL, "nodes_spot", 20, 40, ALTERNATIVE, "spot instances"},
        {SMALL, "dynamodb", 10, 30, PLAIN, "on-demand (pay per request)"},
        {SMALL, "dynamodb_provisioned", 15, 25, ALTERNATIVE, "(25-100 RCU, 10-50 WCU)"},
        {MEDIUM, "nodes", 200, 400, PLAIN, "t3.large (2 vCPU, 8 GB RAM)"},
        {MEDIUM, "dynamodb", 50, 150, PLAIN, "on-demand (recommended)"},
        {MEDIUM, "dynamodb_provisioned", 80, 120, ALTERNATIVE, "100-500 RCU"},
        {MEDIUM, "cache", 15, 30, OPTIONAL, "cache.t3.micro or cache.t3.small"},
        {LARGE, "nodes", 800, 1500, PLAIN, "c5.xlarge (4 vCPU, 8 GB RAM)"},
        {LARGE, "dynamodb", 200, 800, PLAIN, "recommended for variable load"},
        {LARGE, "dynamodb_reserved", 300, 600, ALTERNATIVE, "base provisioned 500 RCU, 200 WCU"},
        {LARGE, "cache", 150, 200, PLAIN, "real-time user presence"},
        {LARGE, "cdn", 100, 300, PLAIN, "1-5 TB/month"},
        {ENTERPRISE, "nodes", 3000, 6000, PLAIN, "standby capacity 30% of primary"},
        {ENTERPRISE, "dynamodb", 1000, 3000, PLAIN, "replica regions: 1-2 (for DR)"},
        {ENTERPRISE, "dax", 300, 500, OPTIONAL, "optimization"},
        {ENTERPRISE, "cache", 500, 800, PLAIN, "3+ nodes, clustered"},
        {ENTERPRISE, "queue", 100, 200, PLAIN, "background jobs, notifications"},
        {ENTERPRISE, "load_balancer", 100, 200, PLAIN, "Multi-AZ: yes; LCU hours: high"},
        {ENTERPRISE, "cdn", 500, 1500, PLAIN, "10-50 TB/month"},
    };
    size_t seen = 0;
    for (size_t tier = 0; tier < TIERS; tier++) {
        capacity_tier_item rows[CAPACITY_MAX_ROWS];
        size_t n = 0;
        OK(capacity_tiers_get_items(NULL, tier, rows, sizeof *rows, CAPACITY_MAX_ROWS, &n, NULL));
        for (size_t i = 0; i < n; i++, seen++) {
            TRUE(seen < COUNT(items));
            EQ(items[seen].tier, tier);
            SAME(items[seen].key, rows[i].key);
            EQ(items[seen].low * USD, rows[i].monthly_low_uusd);
            EQ(items[seen].high * USD, rows[i].monthly_high_uusd);
            EQ(items[seen].flags, rows[i].flags);
            CONTAINS(items[seen].detail, rows[i].detail);
            TRUE(rows[i].title[0] != '\0');
        }
    }
    EQ(COUNT(items), seen);
}

/* Audit, section 7: the printed totals against the sums of the lines that are no alternatives. */
static void totals_and_sums_differ_as_the_audit_says(void)
{
    static const struct {
        int64_t sum_low, sum_high, low, high;
        uint32_t flags;
    } tiers[TIERS] = {
        {70, 150, 200, 300, 0},
        {265, 580, 500, 800, 0},
        {1250, 2800, 1500, 3000, 0},
        {5500, 12200, 6000, 12000, CAPACITY_TIER_COST_OPEN},
    };
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        capacity_tier_item items[CAPACITY_MAX_ROWS];
        size_t n = 0;
        int64_t low = 0, high = 0;
        OK(capacity_tiers_get_items(NULL, i, items, sizeof *items, CAPACITY_MAX_ROWS, &n, NULL));
        for (size_t j = 0; j < n; j++) {
            if (items[j].flags & CAPACITY_TIER_ALTERNATIVE)
                continue;
            low += items[j].monthly_low_uusd;
            high += items[j].monthly_high_uusd;
        }
        EQ(tiers[i].sum_low * USD, low);
        EQ(tiers[i].sum_high * USD, high);
        EQ(tiers[i].low * USD, row.monthly_low_uusd);
        EQ(tiers[i].high * USD, row.monthly_high_uusd);
        EQ(tiers[i].flags, row.flags);
    }
}

/* "Small | 0-500 | 0-5K | 3-6 | 2-4 | t3.medium x2-4 | $200-300", written from the data. */
static void short_number(char *to, size_t size, int64_t value)
{
    if (value >= K)
        snprintf(to, size, "%" PRId64 "K", value / K);
    else
        snprintf(to, size, "%" PRId64, value);
}

static void range(char *to, size_t size, int64_t low, int64_t high)
{
    char from[24], until[24];
    short_number(from, sizeof from, low);
    short_number(until, sizeof until, high);
    if (high == OPEN)
        snprintf(to, size, "%s+", from);
    else
        snprintf(to, size, "%s-%s", from, until);
}

static void the_quick_reference_table_follows_from_the_data(void)
{
    static const char *const lines[TIERS] = {
        "small | 0-500 | 0-5K | 3-6 | 2-4 | t3.medium x2-4 | $200-300",
        "medium | 500-2K | 5K-20K | 5-15 | 3-8 | t3.large x4-12 | $500-800",
        "large | 2K-10K | 20K-100K | 10-50 | 5-15 | c5.xlarge x8-28 | $1500-3000",
        "enterprise | 10K+ | 100K+ | 20-100 | 10-30 | c5.2xlarge x15-55 | $6000-12000+",
    };
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        capacity_tier_component parts[2];
        capacity_tier_group groups[CAPACITY_MAX_ROWS];
        size_t n = 0;
        int64_t nodes_min = 0, nodes_max = 0;
        char users[48], total[48], line[512];
        OK(capacity_tiers_get_components(NULL, i, parts, sizeof *parts, 2, &n, NULL));
        OK(capacity_tiers_get_groups(NULL, i, groups, sizeof *groups, CAPACITY_MAX_ROWS, &n, NULL));
        for (size_t j = 0; j < n; j++) {
            nodes_min += groups[j].nodes_min;
            nodes_max += groups[j].nodes_max;
        }
        range(users, sizeof users, row.users_min, row.users_max);
        range(total, sizeof total, row.total_users_min, row.total_users_max);
        snprintf(line, sizeof line,
                 "%s | %s | %s | %" PRId64 "-%" PRId64 " | %" PRId64 "-%" PRId64 " | %s x%" PRId64
                 "-%" PRId64 " | $%" PRId64 "-%" PRId64 "%s",
                 row.name, users, total, parts[0].pods_min, parts[0].pods_max, parts[1].pods_min,
                 parts[1].pods_max, groups[0].node_type, nodes_min, nodes_max,
                 row.monthly_low_uusd / USD, row.monthly_high_uusd / USD,
                 row.flags & CAPACITY_TIER_COST_OPEN ? "+" : "");
        SAME(lines[i], line);
    }
}

/* Audit, section 4: raw vCPU and memory of the printed node counts are the printed clusters. */
static void printed_clusters_follow_from_the_node_counts(void)
{
    for (size_t i = 0; i < TIERS; i++) {
        capacity_tier row = tier_at(i);
        capacity_tier_group groups[CAPACITY_MAX_ROWS];
        capacity_machine machine = CAPACITY_INIT(capacity_machine);
        size_t n = 0;
        int64_t low = 0, high = 0;
        OK(capacity_tiers_get_groups(NULL, i, groups, sizeof *groups, CAPACITY_MAX_ROWS, &n, NULL));
        OK(capacity_catalog_find_machine(NULL, groups[0].node_type, &machine, NULL));
        for (size_t j = 0; j < n; j++) {
            low += groups[j].nodes_min;
            high += groups[j].nodes_max;
        }
        EQ(row.cluster_cpu_min_mcpu, low * machine.cpu_mcpu);
        EQ(row.cluster_cpu_max_mcpu, high * machine.cpu_mcpu);
        EQ(row.cluster_memory_min_bytes, low * machine.memory_bytes);
        EQ(row.cluster_memory_max_bytes, high * machine.memory_bytes);
    }
}

static const scenario scenarios[] = {
    SCENARIO(target_profiles_are_those_of_the_guide),
    SCENARIO(pods_are_those_of_the_guide),
    SCENARIO(node_groups_are_those_of_the_guide),
    SCENARIO(node_types_are_in_the_catalogue),
    SCENARIO(clusters_and_databases_are_those_of_the_guide),
    SCENARIO(further_services_are_those_of_the_guide),
    SCENARIO(printed_costs_are_those_of_the_guide),
    SCENARIO(totals_and_sums_differ_as_the_audit_says),
    SCENARIO(the_quick_reference_table_follows_from_the_data),
    SCENARIO(printed_clusters_follow_from_the_node_counts),
};

TEST_MAIN(tiers, NULL)
