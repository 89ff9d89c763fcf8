/*
 * Findings: each is provoked once and kept quiet once, ranked, and says what to do.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plans.h"

typedef struct finding_case {
    const char *name;
    const char *provokes; /* settings with which it applies, and a part of its evidence */
    const char *part;
    const char *quiet; /* settings with which it does not */
    uint32_t severity;
} finding_case;

static const finding_case cases[] = {
    {"tier_too_small", "concurrent_users=1000",
     "starts with 5 backend pods (at most 15), 1000 users "
     "need 7 by open connections",
     "concurrent_users=500", CAPACITY_SEVERITY_WARNING},
    {"tier_too_small", "concurrent_users=9999", "need 65 by open connections", "",
     CAPACITY_SEVERITY_CRITICAL},
    {"tier_own_users", "concurrent_users=10000",
     "minimum carries 4000 users and its maximum 20000; the tier is for 10000 and more",
     "concurrent_users=100", CAPACITY_SEVERITY_WARNING},
    {"tier_own_users", "concurrent_users=500 backend_connections_per_pod=100",
     "maximum 1500; the tier is for 500 to 2000", "concurrent_users=500", CAPACITY_SEVERITY_INFO},
    {"models_disagree", "concurrent_users=1000", "says 2 backend pods; open connections asks for 7",
     "", CAPACITY_SEVERITY_INFO},
    {"buffer_twice", "", "30 % and an autoscaler target of 70 % together keep 1.86 times",
     "spike_buffer=0%", CAPACITY_SEVERITY_INFO},
    {"buffer_twice", "backend_hpa_cpu_target=99%", "together keep 1.31 times",
     "backend_hpa_cpu_target=100%", CAPACITY_SEVERITY_INFO},
    {"idle_memory", "concurrent_users=1000", "uses 100Mi of 512Mi requested, 19.5 %",
     "backend_observed_memory=240Mi", CAPACITY_SEVERITY_INFO},
    {"cpu_hot", "backend_observed_cpu=200m", "80 % of its CPU request", "",
     CAPACITY_SEVERITY_WARNING},
    {"memory_hot", "backend_observed_memory=210Mi", "82 % of its memory request",
     "backend_observed_memory=200Mi", CAPACITY_SEVERITY_WARNING},
    {"slow", "response_time_p95=1500ms", "p95 response time is 1.5s", "response_time_p95=1s",
     CAPACITY_SEVERITY_WARNING},
    {"slow", "response_time_p95=2001ms", "pages above 2s", "", CAPACITY_SEVERITY_CRITICAL},
    {"past_linear", "concurrent_users=9000", "the guide scales linearly to 50, then the database",
     "concurrent_users=1000", CAPACITY_SEVERITY_WARNING},
    {"past_linear", "concurrent_users=3000", "20 to 60 backend pods", "", CAPACITY_SEVERITY_INFO},
    {"one_core_figure", "", "these pods request 250m", "backend_scale_with_cpu=on",
     CAPACITY_SEVERITY_INFO},
    {"rate_disagrees", "concurrent_users=1000 request_rate=200",
     "200 requests a second are given, the users make 50; the plan carries the given rate",
     "concurrent_users=1000 request_rate=50", CAPACITY_SEVERITY_WARNING},
    {"rate_disagrees", "concurrent_users=1000 request_rate=20",
     "20 requests a second are given, the users make 50; the plan carries the users", "",
     CAPACITY_SEVERITY_WARNING},
    {"criteria_disagree", "concurrent_users=300 total_users=50000",
     "300 concurrent users are small, 50000 total users are large", "concurrent_users=300",
     CAPACITY_SEVERITY_WARNING},
    {"near_border", "concurrent_users=480", "within a tenth of 500, where the medium tier begins",
     "concurrent_users=400", CAPACITY_SEVERITY_INFO},
    {"growth", "concurrent_users=400 growth_per_month=10%", "the medium tier",
     "concurrent_users=400", CAPACITY_SEVERITY_WARNING},
    {"right_size", "concurrent_users=1000", "requests 500m and by the guide uses up to 200m",
     "concurrent_users=100", CAPACITY_SEVERITY_INFO},
    {"right_size", "concurrent_users=1000 backend_observed_cpu=100m",
     "requests 500m and is seen to use 100m", "concurrent_users=1000 backend_observed_cpu=250m",
     CAPACITY_SEVERITY_INFO},
    {"frontend_short", "concurrent_users=9999",
     "starts with 5 frontend pods (at most 15), the users "
     "need 13 by open connections",
     "concurrent_users=1000", CAPACITY_SEVERITY_WARNING},
    {"llm_quota",
     "concurrent_users=1000 llm_input_tokens_per_message=100 llm_output_tokens_per_message=100 "
     "llm_tokens_per_minute_quota=1000",
     "the quota is 1000 tokens", "concurrent_users=1000", CAPACITY_SEVERITY_CRITICAL},
    {"llm_quota",
     "concurrent_users=1000 llm_input_tokens_per_message=100 llm_requests_per_minute_quota=100",
     "500 LLM calls", "", CAPACITY_SEVERITY_CRITICAL},
    {"survived_doubling", "",
     "30 % survives a doubling of the load in 238 s where nodes have room (new pods carry load "
     "after 90 s), in 476 s where nodes must start first (180 s)",
     "spike_buffer=0%", CAPACITY_SEVERITY_INFO},
    {"survived_doubling", "node_start=150s metric_lag=15s pod_start=60s",
     "in 635 s where nodes must start first (240 s)", "spike_buffer=0%", CAPACITY_SEVERITY_INFO},
    {"zone_loss", "concurrent_users=1000",
     "losing one of 3 zones leaves 6 of 9 pods until replacements start; to hold full load takes "
     "15 "
     "pods on 6 nodes instead of 4",
     "concurrent_users=1000 zones_lost=1", CAPACITY_SEVERITY_WARNING},
    {"pods_per_node",
     "backend_cpu_request=10m backend_memory_request=16Mi frontend_cpu_request=10m "
     "frontend_memory_request=16Mi backend_min_pods=60",
     "pods bind before CPU and memory", "", CAPACITY_SEVERITY_WARNING},
    {"division_short", "concurrent_users=5000",
     "says 10 nodes, but pods cannot be split: packing them "
     "takes 11",
     "concurrent_users=1000", CAPACITY_SEVERITY_INFO},
    {"burst_credits", "concurrent_users=1000", "t3.large sustains 30 % of its CPU",
     "concurrent_users=3000", CAPACITY_SEVERITY_WARNING},
    {"memory_overcommit", "backend_memory_limit=8Gi", "killed", "", CAPACITY_SEVERITY_WARNING},
    {"tainted_group", "concurrent_users=3000",
     "critical group is tainted critical=true:NoSchedule: pods without a toleration never use it, "
     "and "
     "its 8 nodes hold 24 backends at most, not 50",
     "concurrent_users=1000", CAPACITY_SEVERITY_WARNING},
    {"mixed_machines", "concurrent_users=3000", "and c5n.xlarge with 10752Mi ($0.216/h)",
     "concurrent_users=1000", CAPACITY_SEVERITY_INFO},
    {"tier_nodes_idle", "concurrent_users=1000",
     "the tier runs 6 nodes, the recommended pods need 4", "concurrent_users=10000",
     CAPACITY_SEVERITY_INFO},
    {"hot_key", "concurrent_users=10000 hottest_key_share=60%",
     "table main: the busiest key takes 60 % of the traffic, one partition bears 54.5 %",
     "concurrent_users=10000 hottest_key_share=50%", CAPACITY_SEVERITY_CRITICAL},
    {"key_unknown", "concurrent_users=10000", "no key may take more than 54.5 %",
     "concurrent_users=1000", CAPACITY_SEVERITY_INFO},
    {"billing", "concurrent_users=1000 duty_factor=60%", "a month on demand and",
     "concurrent_users=1000", CAPACITY_SEVERITY_INFO},
    {"billing", "concurrent_users=1000 billing_mode=provisioned",
     "a month provisioned and $73.91 on demand, at a duty factor of 30 %",
     "concurrent_users=1000 billing_mode=cheapest", CAPACITY_SEVERITY_INFO},
    {"reserved", "concurrent_users=3000", "savings of 30 % to 40 %", "concurrent_users=1000",
     CAPACITY_SEVERITY_INFO},
    {"caching", "concurrent_users=1000", "1 cache nodes are billed", "cache_hit_ratio=50%",
     CAPACITY_SEVERITY_INFO},
    {"ttl", "stored_data=100Gi temporary_data_share=40%", "40 % of the stored data is temporary",
     "stored_data=100Gi", CAPACITY_SEVERITY_INFO},
    {"dax", "concurrent_users=1000 reads_per_user_per_minute=60", "reads outnumber writes 10 to 1",
     "concurrent_users=1000", CAPACITY_SEVERITY_INFO},
    {"dax_price", "concurrent_users=10000", "3 dax.r5.large are billed", "concurrent_users=1000",
     CAPACITY_SEVERITY_INFO},
    {"tier_units", "concurrent_users=450",
     "autoscales to 100 RCU and 50 WCU, these users need 112.5 "
     "and 45",
     "concurrent_users=400", CAPACITY_SEVERITY_WARNING},
    {"tier_units",
     "concurrent_users=1000 reads_per_user_per_minute=0 writes_per_user_per_minute=60",
     "these users need 0 and 1000", "concurrent_users=10000", CAPACITY_SEVERITY_WARNING},
    {"spot", "concurrent_users=2000 spot_share=0%", "52.1 % less, not the guide's 60 to 90 %",
     "concurrent_users=2000 spot_share=70%", CAPACITY_SEVERITY_INFO},
    {"commitment", "concurrent_users=1000", "on-demand t3.large at $0.0832 an hour",
     "concurrent_users=1000 committed_share=100%", CAPACITY_SEVERITY_INFO},
    {"unknown_quantities", "", "lines of the bill: they count as 0", NULL,
     CAPACITY_SEVERITY_WARNING},
    {"llm_unbilled", "concurrent_users=1000", "tokens a message are not given",
     "concurrent_users=1000 bill_llm=off", CAPACITY_SEVERITY_WARNING},
    {"llm_unbilled", "concurrent_users=1000 llm_input_tokens_per_message=10",
     "not all prices are given", "", CAPACITY_SEVERITY_WARNING},
    {"printed_range", "concurrent_users=1000", "lies below the range", "concurrent_users=100",
     CAPACITY_SEVERITY_INFO},
    {"printed_range", "concurrent_users=9999", "lies above the range", "",
     CAPACITY_SEVERITY_WARNING},
    {"printed_sum", "concurrent_users=1000",
     "$265.00 to $580.00, its printed total is $500.00 to "
     "$800.00",
     NULL, CAPACITY_SEVERITY_INFO},
    {"spot_discount", "concurrent_users=1000",
     "assumes spot instances 70 % off; the catalogue has "
     "t3.large at 47.1 % off",
     "concurrent_users=100", CAPACITY_SEVERITY_INFO},
    {"cdn", "concurrent_users=1000", "static assets are served by frontend pods",
     "concurrent_users=1000 cdn_hit_ratio=80%", CAPACITY_SEVERITY_INFO},
    {"standby", "concurrent_users=10000",
     "are 30 % of the primary region: at full CPU they bear 42.9 "
     "% of the load",
     "concurrent_users=1000", CAPACITY_SEVERITY_WARNING},
    {"standby", "concurrent_users=1000 replica_regions=1 standby_share=99%",
     "are 99 % of the primary region: at full CPU they bear 100 % of the load",
     "concurrent_users=1000 replica_regions=1 standby_share=100%", CAPACITY_SEVERITY_WARNING},
    {"inferred", "concurrent_users=10000", "another region's figures", "concurrent_users=1000",
     CAPACITY_SEVERITY_INFO},
};

static void each_finding_speaks_when_it_should(void)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].provokes);
        capacity_finding found;
        if (!finds(plan, cases[i].name, &found))
            ck_abort_msg("%s is missing with %s", cases[i].name, cases[i].provokes);
        CONTAINS(cases[i].part, found.evidence);
        if (cases[i].severity != found.severity)
            ck_abort_msg("%s has severity %d", cases[i].name, (int)found.severity);
        TRUE(strlen(found.action) > 10 && strlen(found.source) > 4 && found.subject[0] != '\0');
        TRUE(strlen(found.evidence) < sizeof found.evidence - 1); /* never cut */
        TRUE(strlen(found.action) < sizeof found.action - 1);
        DROP(plan);
    }
}

static void each_finding_is_quiet_when_it_should_be(void)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_finding found;
        if (cases[i].quiet == NULL || (cases[i].quiet[0] == '\0' && cases[i].provokes[0] == '\0'))
            continue;
        capacity_plan *plan = plan_of(cases[i].quiet);
        if (finds(plan, cases[i].name, &found))
            ck_abort_msg("%s speaks with %s: %s", cases[i].name, cases[i].quiet, found.evidence);
        DROP(plan);
    }
}

/* Every name of the table above exists once with one code, and nothing else exists. */
static void every_finding_that_there_is_has_a_case(void)
{
    static const char *const wide[] = {"", "concurrent_users=1000", "concurrent_users=3000",
                                       "concurrent_users=9999", "concurrent_users=20000"};
    for (size_t w = 0; w < COUNT(wide); w++) {
        static capacity_finding rows[64];
        capacity_plan *plan = plan_of(wide[w]);
        size_t count = 0;
        OK(capacity_plan_get_findings(plan, rows, sizeof *rows, COUNT(rows), &count, NULL));
        EQ(count, result(plan, CAPACITY_OUT_FINDINGS));
        for (size_t i = 0; i < count; i++) {
            bool known = false;
            for (size_t c = 0; c < COUNT(cases); c++)
                known = known || strcmp(cases[c].name, rows[i].name) == 0;
            if (!known)
                ck_abort_msg("no case for %s", rows[i].name);
        }
        DROP(plan);
    }
}

static void findings_are_ranked_by_severity_then_money(void)
{
    static capacity_finding rows[64];
    capacity_plan *plan = plan_of("concurrent_users=9999 response_time_p95=3s");
    size_t count = 0;
    OK(capacity_plan_get_findings(plan, rows, sizeof *rows, COUNT(rows), &count, NULL));
    TRUE(count > 10);
    for (size_t i = 0; i < count; i++) {
        EQ(i + 1, rows[i].rank);
        if (i == 0)
            continue;
        TRUE(rows[i].severity <= rows[i - 1].severity);
        int64_t now = rows[i].monthly_effect_uusd, last = rows[i - 1].monthly_effect_uusd;
        if (rows[i].severity == rows[i - 1].severity)
            TRUE((now < 0 ? -now : now) <= (last < 0 ? -last : last));
    }
}

static void commitments_wait_for_stable_months(void)
{
    capacity_finding found;
    TRUE(finds(plan_of("concurrent_users=1000 stable_months=2"), "commitment", &found));
    EQ(0, found.monthly_effect_uusd);
    CONTAINS("wait: 2 months", found.action);
    TRUE(finds(plan_of("concurrent_users=1000 stable_months=3"), "commitment", &found));
    TRUE(found.monthly_effect_uusd < 0);
    /* two on-demand t3.large: 2 x 730 x (0.0832 - 0.0522) */
    EQ(-4526, -cents(-found.monthly_effect_uusd));
}

static void effects_are_what_the_other_plan_costs(void)
{
    capacity_finding found;
    capacity_plan *now = plan_of("concurrent_users=1000 duty_factor=60%");
    capacity_plan *other = plan_of("concurrent_users=1000 duty_factor=60% billing_mode=provisioned "
                                   "free_allowances=off");
    TRUE(finds(now, "billing", &found));
    EQ(result(other, CAPACITY_OUT_MONTHLY_UUSD) - result(now, CAPACITY_OUT_MONTHLY_UUSD),
       found.monthly_effect_uusd);
}

/* 32 pods of 55m fill the 1780m of a t3.large, which has 33 slots; 32 of 213 MiB fill its memory. */
static void slots_that_fill_with_cpu_or_memory_do_not_bind(void)
{
    capacity_finding found;
    TRUE(finds(plan_of("node_type=t3.large node_buffer=0% coredns_replicas=0 backend_min_pods=320 "
                       "backend_cpu_request=10m backend_memory_request=213Mi frontend_min_pods=0"),
               "pods_per_node", &found));
    SAME("t3.large holds 33 pods beside daemonsets, 97 % of the slots are taken", found.evidence);
    TRUE(finds(plan_of("node_type=t3.large node_buffer=0% coredns_replicas=0 backend_min_pods=320 "
                       "backend_cpu_request=55m backend_memory_request=64Mi frontend_min_pods=0"),
               "pods_per_node", &found));
    SAME("t3.large holds 33 pods beside daemonsets, 97 % of the slots are taken", found.evidence);
}

static void nodes_without_slots_or_pods_are_no_finding(void)
{
    static const char *const none =
        "backend_min_pods=0 frontend_min_pods=0 coredns_replicas=0 daemonset_pods=250";
    capacity_plan *plan = plan_of(none);
    capacity_finding found;
    TRUE(!finds(plan, "pods_per_node", &found) && !finds(plan, "memory_overcommit", &found));
    EQ(2, result(plan, CAPACITY_OUT_NODES)); /* the floor */
}

/* A plan may need no nodes at all; what packed them is not explained then. */
static void no_nodes_are_explained_by_no_machine(void)
{
    static capacity_step steps[8];
    size_t count = 0;
    capacity_plan *plan =
        plan_of("backend_min_pods=0 frontend_min_pods=0 coredns_replicas=0 node_floor=0");
    EQ(0, result(plan, CAPACITY_OUT_NODES));
    OK(capacity_plan_get_steps(plan, CAPACITY_OUT_NODES_PACKED, steps, sizeof *steps, COUNT(steps),
                               &count, NULL));
    EQ(1, count);
}

/* Of the tables whose busiest key is too hot, the one with the least room. */
static void the_hottest_table_is_named(void)
{
    static const struct {
        const char *name;
        int64_t reads_mrpm, hottest_ppm;
    } tables[] = {
        {"warm", 600000, 900000},
        {"hot", 6000000, 900000},
        {"mild", 1200000, 900000},
        {"even", 60000000, 1},
    };
    capacity_profile *profile = profile_of("concurrent_users=10000");
    capacity_plan *plan;
    capacity_finding found;
    for (size_t i = 0; i < COUNT(tables); i++) {
        capacity_table_spec row = CAPACITY_INIT(capacity_table_spec);
        snprintf(row.name, sizeof row.name, "%s", tables[i].name);
        row.reads_per_user_mrpm = tables[i].reads_mrpm;
        row.read_item_bytes = 4096;
        row.hottest_key_share_ppm = tables[i].hottest_ppm;
        OK(capacity_profile_put_table(profile, &row, NULL));
    }
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    TRUE(finds(plan, "hot_key", &found));
    CONTAINS("table hot: the busiest key takes 90 % of the traffic, one partition bears 0.6 %",
             found.evidence);
}

static const scenario scenarios[] = {
    SCENARIO(each_finding_speaks_when_it_should),
    SCENARIO(each_finding_is_quiet_when_it_should_be),
    SCENARIO(every_finding_that_there_is_has_a_case),
    SCENARIO(findings_are_ranked_by_severity_then_money),
    SCENARIO(commitments_wait_for_stable_months),
    SCENARIO(effects_are_what_the_other_plan_costs),
    SCENARIO(slots_that_fill_with_cpu_or_memory_do_not_bind),
    SCENARIO(nodes_without_slots_or_pods_are_no_finding),
    SCENARIO(no_nodes_are_explained_by_no_machine),
    SCENARIO(the_hottest_table_is_named),
};

TEST_MAIN(findings, NULL)
