/*
 * The guide beside its tiers: every part, in its order, with its numbers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

enum { MOST = 40, PARTS = 12 };

#define NONE CAPACITY_INVALID
#define MI CAPACITY_MIB
#define S CAPACITY_SECOND_US
#define PERCENT INT64_C(10000)

/* A statement by a part of its text, and its numbers in the stored unit. */
typedef struct statement {
    const char *subject, *part;
    uint32_t unit;
    int64_t low, high;
} statement;

#define WORDS(subject, part)                                                                       \
    {                                                                                              \
        subject, part, CAPACITY_UNIT_NONE, NONE, NONE                                              \
    }
#define ONE(subject, part, unit, value)                                                            \
    {                                                                                              \
        subject, part, CAPACITY_UNIT_##unit, value, value                                          \
    }
#define TWO(subject, part, unit, low, high)                                                        \
    {                                                                                              \
        subject, part, CAPACITY_UNIT_##unit, low, high                                             \
    }

/* Every row of a part equals the list, in number, order and content. */
static void part_is(capacity_guide_section section, const char *title, const statement *list,
                    size_t n)
{
    capacity_guide_entry rows[MOST];
    size_t count = 0;
    SAME(title, capacity_guide_section_title(section));
    OK(capacity_guide_get(section, rows, sizeof *rows, MOST, &count, NULL));
    EQ(n, count);
    uint32_t order = 0;
    for (size_t i = 0; i < n; i++) {
        order = i > 0 && strcmp(list[i].subject, list[i - 1].subject) == 0 ? order + 1 : 1;
        EQ(sizeof *rows, rows[i].struct_size);
        EQ(section, rows[i].section);
        SAME(list[i].subject, rows[i].subject);
        CONTAINS(list[i].part, rows[i].text);
        EQ(list[i].unit, rows[i].unit);
        EQ(list[i].low, rows[i].low);
        EQ(list[i].high, rows[i].high);
        EQ(order, rows[i].order);
    }
}

static void assumptions(void)
{
    static const statement list[] = {
        WORDS("backend", "FastAPI (async, lightweight)"),
        TWO("backend", "50-100 MB memory", BYTES, 50 * MI, 100 * MI),
        TWO("backend", "0.1-0.2 CPU cores", MCPU, 100, 200),
        TWO("backend", "100-200 concurrent requests", COUNT, 100, 200),
        WORDS("frontend", "static React app"),
        TWO("frontend", "20-30 MB memory", BYTES, 20 * MI, 30 * MI),
        TWO("frontend", "0.05-0.1 CPU cores", MCPU, 50, 100),
        TWO("frontend", "500-1000 concurrent connections", COUNT, 500, 1000),
        WORDS("users", "actively using the app at the same time"),
        WORDS("users", "all registered users"),
        TWO("users", "Active ratio: 10-20%", PPM, 10 * PERCENT, 20 * PERCENT),
        TWO("users", "2-5 requests per minute", MRPM, 2000, 5000),
        TWO("users", "10-15 messages", COUNT, 10, 15),
        TWO("users", "15-30 minutes", US, 900 * S, 1800 * S),
        ONE("backend formula", "3 requests per user per minute", MRPM, 3000),
        ONE("backend formula", "50 requests per pod per second", MRPS, 50000),
        WORDS("backend formula", "x 3 / 60"),
        ONE("backend formula", "30% buffer", PPM, 30 * PERCENT),
        ONE("backend formula", "three times the minimum", COUNT, 3),
        ONE("backend formula", "1000 concurrent users", COUNT, 1000),
        ONE("node formula", "0.5 cores", MCPU, 500),
        ONE("node formula", "512 MB", BYTES, 512 * MI),
        ONE("node formula", "Backend pods in the example", COUNT, 10),
        ONE("node formula", "0.2 cores", MCPU, 200),
        ONE("node formula", "256 MB", BYTES, 256 * MI),
        ONE("node formula", "Frontend pods in the example", COUNT, 5),
        ONE("node formula", "1.8 vCPU usable", MCPU, 1800),
        ONE("node formula", "6500 MB", BYTES, 6500 * MI),
        ONE("node formula", "times 1.2", PPM, 20 * PERCENT),
    };
    part_is(CAPACITY_GUIDE_ASSUMPTIONS, "Key assumptions", list, COUNT(list));
}

static void benchmarks(void)
{
    static const statement list[] = {
        ONE("backend", "1 vCPU", MCPU, 1000),
        ONE("backend", "1 GB RAM", BYTES, CAPACITY_GIB),
        TWO("backend", "Concurrent connections: 100-200", COUNT, 100, 200),
        TWO("backend", "50-100 (with DB calls)", MRPS, 50000, 100000),
        TWO("backend", "500-1000 (cached responses)", MRPS, 500000, 1000000),
        TWO("backend", "Average latency: 50-200ms", US, 50000, 200000),
        TWO("backend", "P95 latency: 200-500ms", US, 200000, 500000),
        ONE("frontend", "0.1 vCPU", MCPU, 100),
        ONE("frontend", "256MB RAM", BYTES, 256 * MI),
        TWO("frontend", "Concurrent connections: 500-1000", COUNT, 500, 1000),
        TWO("frontend", "1000-2000 (static assets)", MRPS, 1000000, 2000000),
        TWO("frontend", "5-20ms", US, 5000, 20000),
        WORDS("dynamodb", "auto-scales to any load"),
        ONE("dynamodb", "1 RCU = 2 eventually consistent reads/sec", COUNT, 2),
        ONE("dynamodb", "4KB", BYTES, 4096),
        ONE("dynamodb", "1 WCU = 1 write/sec", COUNT, 1),
        ONE("dynamodb", "1KB", BYTES, 1024),
        TWO("dynamodb", "single-digit milliseconds", US, 1000, 9000),
        ONE("dynamodb", "x 0.5 (average)", MRPS, 500),
        ONE("dynamodb", "x 0.1 (average)", MRPS, 100),
        ONE("dynamodb", "500/sec = 250 RCU", MRCU, 250000),
        ONE("dynamodb", "100/sec = 100 WCU", MWCU, 100000),
    };
    part_is(CAPACITY_GUIDE_BENCHMARKS, "Performance benchmarks", list, COUNT(list));
}

static void scaling(void)
{
    static const statement list[] = {
        ONE("backend", "Linear scaling up to 50 pods", COUNT, 50),
        ONE("backend", "database becomes bottleneck", COUNT, 50),
        ONE("backend", "caching layer beyond 50 pods", COUNT, 50),
        WORDS("frontend", "Rarely the bottleneck"),
        WORDS("frontend", "CloudFront CDN for static assets"),
        TWO("frontend", "2-3 pods sufficient", COUNT, 2, 3),
    };
    part_is(CAPACITY_GUIDE_SCALING, "Scaling characteristics", list, COUNT(list));
}

static void horizontal_pod_autoscaler(void)
{
    static const statement list[] = {
        WORDS("backend", "backend-hpa on the apps/v1 Deployment chat-backend"),
        ONE("backend", "minReplicas", COUNT, 5),
        ONE("backend", "maxReplicas", COUNT, 50),
        ONE("metrics", "cpu", PPM, 70 * PERCENT),
        ONE("metrics", "memory", PPM, 80 * PERCENT),
        ONE("metrics", "http_requests_per_second", MRPS, 50000),
        ONE("scale down", "Stabilization window", US, 300 * S),
        ONE("scale down", "at most 50%", PPM, 50 * PERCENT),
        ONE("scale down", "period of 60", US, 60 * S),
        ONE("scale up", "Stabilization window", US, 0),
        ONE("scale up", "double the pods", PPM, 100 * PERCENT),
        ONE("scale up", "period of 15", US, 15 * S),
        ONE("scale up", "add 4 pods", COUNT, 4),
        ONE("scale up", "period of 15", US, 15 * S),
        WORDS("scale up", "selectPolicy: Max"),
    };
    part_is(CAPACITY_GUIDE_HPA, "Horizontal Pod Autoscaler", list, COUNT(list));
}

static void cluster_autoscaler(void)
{
    static const statement list[] = {
        WORDS("nodes", "based on pod scheduling"),
        WORDS("nodes", "pods are pending due to insufficient resources"),
        ONE("nodes", "underutilized (below 50%) for 10 minutes", PPM, 50 * PERCENT),
        ONE("configuration", "scale-down-delay-after-add", US, 600 * S),
        ONE("configuration", "scale-down-unneeded-time", US, 600 * S),
        ONE("configuration", "scale-down-utilization-threshold", PPM, 50 * PERCENT),
        ONE("configuration", "max-node-provision-time", US, 900 * S),
    };
    part_is(CAPACITY_GUIDE_AUTOSCALER, "Cluster autoscaler", list, COUNT(list));
}

static void metrics(void)
{
    static const statement list[] = {
        WORDS("application", "Requests per second"),
        WORDS("application", "Response time (p50, p95, p99)"),
        WORDS("application", "Error rate"),
        WORDS("application", "Active connections"),
        WORDS("application", "Queue depth"),
        WORDS("infrastructure", "Pod CPU/memory utilization"),
        WORDS("infrastructure", "Node CPU/memory utilization"),
        WORDS("infrastructure", "Pod restart count"),
        WORDS("infrastructure", "Pending pods"),
        WORDS("infrastructure", "DynamoDB throttling events"),
    };
    part_is(CAPACITY_GUIDE_METRICS, "Key metrics to monitor", list, COUNT(list));
}

static void alerts(void)
{
    static const statement list[] = {
        ONE("critical", "Error rate > 5% for 5 minutes", PPM, 5 * PERCENT),
        ONE("critical", "P95 latency > 2 seconds for 5 minutes", US, 2 * S),
        ONE("critical", "crash loop (3+ restarts in 10 min)", COUNT, 3),
        WORDS("critical", "All pods down"),
        WORDS("critical", "Database unavailable"),
        WORDS("critical", "page immediately"),
        ONE("warning", "CPU utilization > 80% for 10 minutes", PPM, 80 * PERCENT),
        ONE("warning", "Memory utilization > 85% for 10 minutes", PPM, 85 * PERCENT),
        ONE("warning", "Error rate > 1% for 10 minutes", PPM, 1 * PERCENT),
        ONE("warning", "P95 latency > 1 second for 10 minutes", US, 1 * S),
        WORDS("warning", "Pods at max replicas"),
        WORDS("warning", "email or Slack"),
    };
    part_is(CAPACITY_GUIDE_ALERTS, "Recommended alerts", list, COUNT(list));
}

static void cost_tips(void)
{
    static const statement list[] = {
        TWO("1 spot instances", "60-90% savings", PPM, 60 * PERCENT, 90 * PERCENT),
        WORDS("1 spot instances", "non-critical workloads"),
        ONE("1 spot instances", "30% on-demand", PPM, 30 * PERCENT),
        ONE("1 spot instances", "70% spot", PPM, 70 * PERCENT),
        WORDS("1 spot instances", "Diversify instance types"),
        WORDS("2 right-size pods", "Start conservative, monitor, adjust"),
        WORDS("2 right-size pods", "Vertical Pod Autoscaler (VPA)"),
        WORDS("2 right-size pods", "Review resource usage monthly"),
        WORDS("3 caching", "session data"),
        WORDS("3 caching", "API responses"),
        WORDS("3 caching", "rate limiting"),
        TWO("3 caching", "database costs by 50-70%", PPM, 50 * PERCENT, 70 * PERCENT),
        TWO("4 reserved instances", "30-40% savings", PPM, 30 * PERCENT, 40 * PERCENT),
        WORDS("4 reserved instances", "predictable baseline capacity"),
        WORDS("4 reserved instances", "1-year or 3-year commitment"),
        TWO("4 reserved instances", "after 3-6 months of stable usage", COUNT, 3, 6),
        WORDS("5 dynamodb", "on-demand for variable workloads"),
        WORDS("5 dynamodb", "auto-scaling for predictable workloads"),
        WORDS("5 dynamodb", "TTL for temporary data"),
        WORDS("5 dynamodb", "(DAX) for read-heavy workloads"),
        WORDS("6 cloudfront", "Cache static assets at edge"),
        TWO("6 cloudfront", "origin requests by 80-90%", PPM, 80 * PERCENT, 90 * PERCENT),
        WORDS("6 cloudfront", "latency for global users"),
    };
    part_is(CAPACITY_GUIDE_COST_TIPS, "Cost optimization tips", list, COUNT(list));
}

static void migration(void)
{
    static const statement list[] = {
        WORDS("small to medium", "(3 to 5 backend, 2 to 3 frontend)"),
        TWO("small to medium", "Add more nodes", COUNT, 2, 4),
        WORDS("small to medium", "Enable auto-scaling"),
        WORDS("small to medium", "Add Redis caching layer"),
        ONE("small to medium", "Monitor for 1 week", US, 7 * 24 * 3600 * S),
        WORDS("small to medium", "Adjust based on metrics"),
        WORDS("medium to large", "(t3.large to c5.xlarge)"),
        TWO("medium to large", "Increase pod resources", MCPU, 500, 1000),
        TWO("medium to large", "Increase max replicas", COUNT, 15, 50),
        WORDS("medium to large", "Add spot instance node group"),
        WORDS("medium to large", "Implement advanced monitoring"),
        WORDS("medium to large", "Add CloudFront CDN"),
        WORDS("medium to large", "Consider multi-region setup"),
        WORDS("large to enterprise", "Multi-region deployment"),
        WORDS("large to enterprise", "Global DynamoDB tables"),
        WORDS("large to enterprise", "Advanced caching strategies"),
        WORDS("large to enterprise", "Dedicated node groups for workload types"),
        WORDS("large to enterprise", "Service mesh (Istio)"),
        WORDS("large to enterprise", "distributed tracing"),
        WORDS("large to enterprise", "Chaos engineering"),
    };
    part_is(CAPACITY_GUIDE_MIGRATION, "Migration path (scaling up)", list, COUNT(list));
}

static void start_small(void)
{
    static const statement list[] = {
        WORDS("advice", "Begin with Tier 1 (Small)"),
        TWO("advice", "Monitor real usage for 2-4 weeks", US, 14 * 24 * 3600 * S,
            28 * 24 * 3600 * S),
        WORDS("advice", "Scale based on data, not assumptions"),
        WORDS("advice", "Use auto-scaling to handle spikes"),
        WORDS("advice", "Review monthly and adjust"),
    };
    part_is(CAPACITY_GUIDE_START_SMALL, "Start small, scale smart", list, COUNT(list));
}

static void success_factors(void)
{
    static const statement list[] = {
        WORDS("factors", "Proper monitoring from day 1"),
        WORDS("factors", "Auto-scaling configured correctly"),
        WORDS("factors", "Load testing before production"),
        TWO("factors", "Gradual rollout (10% to 50% to 100%)", PPM, 10 * PERCENT, 100 * PERCENT),
        WORDS("factors", "Regular capacity reviews"),
    };
    part_is(CAPACITY_GUIDE_SUCCESS, "Key success factors", list, COUNT(list));
}

static void when_to_scale_up(void)
{
    static const statement list[] = {
        ONE("signs", "CPU consistently > 70%", PPM, 70 * PERCENT),
        ONE("signs", "Memory consistently > 80%", PPM, 80 * PERCENT),
        WORDS("signs", "Response time degrading"),
        WORDS("signs", "Error rate increasing"),
        WORDS("signs", "Pods hitting max replicas frequently"),
    };
    part_is(CAPACITY_GUIDE_SCALE_UP, "When to scale up", list, COUNT(list));
}

static void every_part_is_asked_for_in_two_calls(void)
{
    for (uint32_t i = 1; i <= PARTS; i++) {
        capacity_guide_entry rows[MOST];
        size_t n = 0, count = 0;
        OK(capacity_guide_get((capacity_guide_section)i, NULL, 0, 0, &n, NULL));
        TRUE(n > 0 && n < MOST);
        memset(rows, 0x77, sizeof rows);
        FAILS(CAPACITY_E_BUFFER, "room for",
              capacity_guide_get((capacity_guide_section)i, rows, sizeof *rows, n - 1, &count,
                                 &test_err));
        EQ(n, count);
        EQ(0x77777777, rows[0].struct_size);
        OK(capacity_guide_get((capacity_guide_section)i, rows, sizeof *rows, n, &count, NULL));
        EQ(0x77777777, rows[n].struct_size);
    }
    EQ(0, test_allocations());
}

static void longer_rows_of_newer_callers_are_served(void)
{
    char rows[MOST * (sizeof(capacity_guide_entry) + 8)];
    size_t count = 0, size = sizeof(capacity_guide_entry) + 8;
    memset(rows, 0x77, sizeof rows);
    OK(capacity_guide_get(CAPACITY_GUIDE_SCALING, (void *)rows, size, MOST, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        uint32_t tag;
        memcpy(&tag, rows + i * size, sizeof tag);
        EQ(size, tag);
        EQ(0, rows[i * size + size - 1]);
    }
}

static void parts_that_are_none_are_refused(void)
{
    static const int64_t bad[] = {0, PARTS + 1, -1, CAPACITY_GUIDE_FORCE_32};
    size_t count = 77;
    for (size_t i = 0; i < COUNT(bad); i++) {
        TRUE(capacity_guide_section_title((capacity_guide_section)bad[i]) == NULL);
        FAILS(CAPACITY_E_NOT_FOUND, "there are 1 to 12",
              capacity_guide_get((capacity_guide_section)bad[i], NULL, 0, 0, &count, &test_err));
    }
    capacity_guide_entry row;
    FAILS(CAPACITY_E_ARGUMENT, "count",
          capacity_guide_get(CAPACITY_GUIDE_HPA, &row, sizeof row, 1, NULL, &test_err));
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_guide_get(CAPACITY_GUIDE_HPA, &row, sizeof row - 1, 1, &count, &test_err));
    EQ(77, count);
}

static const scenario scenarios[] = {
    SCENARIO(assumptions),
    SCENARIO(benchmarks),
    SCENARIO(scaling),
    SCENARIO(horizontal_pod_autoscaler),
    SCENARIO(cluster_autoscaler),
    SCENARIO(metrics),
    SCENARIO(alerts),
    SCENARIO(cost_tips),
    SCENARIO(migration),
    SCENARIO(start_small),
    SCENARIO(success_factors),
    SCENARIO(when_to_scale_up),
    SCENARIO(every_part_is_asked_for_in_two_calls),
    SCENARIO(longer_rows_of_newer_callers_are_served),
    SCENARIO(parts_that_are_none_are_refused),
};

TEST_MAIN(guide, NULL)
