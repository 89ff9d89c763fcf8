/*
 * Manifests of infrastructure: node groups, autoscalers, tables and the cache.
 * SPDX-License-Identifier: Apache-2.0
 *
 * That clusters and tools accept what is written is checked by tests/consumers.
 */
#include "catalog_maker.h"
#include "ladders.h"
#include "parts.h"

#include <stdlib.h>

enum { MOST_TEXT = 1 << 17 };

static const capacity_emit_kind all_kinds[] = {CAPACITY_EMIT_CLUSTER_AUTOSCALER,
                                               CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS,
                                               CAPACITY_EMIT_KARPENTER,
                                               CAPACITY_EMIT_EKSCTL,
                                               CAPACITY_EMIT_TERRAFORM_EKS,
                                               CAPACITY_EMIT_TERRAFORM_DYNAMODB,
                                               CAPACITY_EMIT_TERRAFORM_ELASTICACHE,
                                               CAPACITY_EMIT_DYNAMODB_AUTOSCALING};

static capacity_emit_options options_of(uint32_t answer)
{
    capacity_emit_options options;
    capacity_emit_options_init(&options, sizeof options);
    options.answer = answer;
    return options;
}

static capacity_emit_options options_named(const char *cluster)
{
    capacity_emit_options options = options_of(CAPACITY_ANSWER_RECOMMENDED);
    snprintf(options.cluster, sizeof options.cluster, "%s", cluster);
    return options;
}

/* Without blanks and line ends, so that parts can be found in one line; lives to the next call. */
static const char *emitted(const capacity_plan *plan, capacity_emit_kind kind,
                           const capacity_emit_options *options)
{
    static char text[MOST_TEXT];
    uint32_t format = capacity_emit_kind_format(kind, CAPACITY_FORMAT_JSON);
    size_t n = 0;

    OK(capacity_plan_emit(plan, kind, options, format, text, sizeof text, NULL, &test_err));
    if (format == CAPACITY_FORMAT_MARKDOWN)
        return text;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\n') {
            while (at[1] == ' ')
                at++;
            continue;
        }
        if (*at == ' ' && n > 1 && text[n - 1] == ':' && text[n - 2] == '"')
            continue;
        text[n++] = *at;
    }
    text[n] = '\0';
    return text;
}

static const char *by_answer(const capacity_plan *plan, capacity_emit_kind kind, uint32_t answer)
{
    capacity_emit_options options = options_of(answer);
    return emitted(plan, kind, &options);
}

/* The groups of the primary region. */
static size_t groups_of(const capacity_plan *plan, uint32_t answer, capacity_plan_group rows[16])
{
    size_t count = 0, primary = 0;
    OK(capacity_plan_get_groups(plan, answer, rows, sizeof *rows, 16, &count, NULL));
    while (primary < count && rows[primary].region == 0)
        primary++;
    return primary;
}

/* --- all kinds ---------------------------------------------------------------------------------- */

static void the_kinds_of_infrastructure_have_their_names_and_files(void)
{
    static const struct {
        const char *name, *file;
    } want[] = {{"cluster-autoscaler", "cluster-autoscaler-values.json"},
                {"cluster-autoscaler-flags", "cluster-autoscaler-flags.json"},
                {"karpenter", "karpenter.json"},
                {"eksctl", "eksctl.json"},
                {"terraform-eks", "eks.auto.tfvars.json"},
                {"terraform-dynamodb", "dynamodb.auto.tfvars.json"},
                {"terraform-elasticache", "elasticache.auto.tfvars.json"},
                {"dynamodb-autoscaling", "dynamodb-autoscaling.json"}};
    char file[CAPACITY_NAME_SIZE];

    for (size_t i = 0; i < COUNT(want); i++) {
        EQ(all_kinds[i], capacity_emit_kind_from_name(want[i].name));
        OK(capacity_emit_kind_file(all_kinds[i], CAPACITY_FORMAT_JSON, file, sizeof file, NULL,
                                   NULL));
        SAME(want[i].file, file);
    }
}

static void terraform_variables_are_json_only(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    FAILS(CAPACITY_E_UNSUPPORTED, "terraform-eks is written as JSON, not as YAML",
          capacity_plan_emit(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL, CAPACITY_FORMAT_YAML, NULL, 0,
                             NULL, &test_err));
}

static void write_every_kind(uint32_t answer)
{
    static char text[MOST_TEXT];
    capacity_plan *plan = plan_of("concurrent_users=20000 billing_mode=provisioned");
    for (size_t i = 0; i < COUNT(all_kinds); i++) {
        capacity_emit_options options = options_of(answer);
        uint32_t format = capacity_emit_kind_format(
            all_kinds[i], CAPACITY_TEXT ? CAPACITY_FORMAT_YAML : CAPACITY_FORMAT_JSON);
        OK(capacity_plan_emit(plan, all_kinds[i], &options, format, text, sizeof text, NULL,
                              &test_err));
    }
}

static void every_kind_is_written_as_yaml_for_the_recommended_answer(void)
{
    write_every_kind(CAPACITY_ANSWER_RECOMMENDED);
}

static void every_kind_is_written_as_yaml_for_the_tiers_answer(void)
{
    write_every_kind(CAPACITY_ANSWER_TIER);
}

static void every_kind_is_written_as_yaml_for_the_formulas_answer(void)
{
    write_every_kind(CAPACITY_ANSWER_FORMULA);
}

static void marks_become_labels_or_tags(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_of(CAPACITY_ANSWER_RECOMMENDED);
    const char *both = "{\"environment\":\"prod\",\"team\":\"chat\"}";

    for (size_t i = 0; i < COUNT(all_kinds); i++) {
        const char *text = emitted(plan, all_kinds[i], NULL);
        lacks("\"environment\"", text);
        lacks("\"team\"", text);
    }
    snprintf(options.team, sizeof options.team, "chat");
    CONTAINS("\"tags\":{\"team\":\"chat\"}", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, &options));
    snprintf(options.environment, sizeof options.environment, "prod");
    CONTAINS(both, emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, &options));
    CONTAINS(both, emitted(plan, CAPACITY_EMIT_KARPENTER, &options));
    CONTAINS(both, emitted(plan, CAPACITY_EMIT_EKSCTL, &options));
    CONTAINS(both, emitted(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, &options));
    CONTAINS(both, emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options));
}

/* --- cluster-autoscaler ------------------------------------------------------------------------- */

static void the_values_hold_the_four_settings_of_the_guide(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    const char *text = emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER, NULL);

    CONTAINS("\"scale-down-delay-after-add\":\"10m\",\"scale-down-unneeded-time\":\"10m\","
             "\"scale-down-utilization-threshold\":0.5,\"max-node-provision-time\":\"15m\"",
             text);
    CONTAINS("\"cloudProvider\":\"aws\",\"awsRegion\":\"us-east-1\","
             "\"autoDiscovery\":{\"clusterName\":\"chat\"},\"image\":{\"tag\":\"v1.35.0\"}",
             text);
}

static void the_command_line_leaves_out_what_is_the_default(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_named("blue");
    options.kubernetes_minor = 33;
    options.flags = CAPACITY_EMIT_NO_REASONS;
    const char *text = emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, &options);

    lacks("scale-down", text);
    lacks("provision-time", text);
    CONTAINS("\"image\":\"registry.k8s.io/autoscaling/cluster-autoscaler:v1.33.0\"", text);
    CONTAINS("k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/blue\"", text);
    lacks("annotations", text);
    CONTAINS("\"capacity.reason/scale-down-unneeded-time\":\"left out: the 10m",
             emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, NULL));
}

static void the_cluster_is_limited_to_the_maximum_of_all_groups(void)
{
    static const char *const settings[] = {"concurrent_users=1000", "concurrent_users=20000"};
    for (size_t s = 0; s < COUNT(settings); s++) {
        capacity_plan *plan = plan_of(settings[s]);
        for (uint32_t answer = 0; answer <= CAPACITY_ANSWER_FORMULA; answer++) {
            capacity_plan_group rows[16];
            char part[64];
            int64_t most = 0;
            for (size_t i = groups_of(plan, answer, rows); i-- > 0;)
                most += rows[i].nodes_high;
            snprintf(part, sizeof part, "\"max-nodes-total\":%" PRId64 "}", most);
            CONTAINS(part, by_answer(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER, answer));
            snprintf(part, sizeof part, "\"--max-nodes-total=%" PRId64 "\"", most);
            CONTAINS(part, by_answer(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, answer));
        }
        DROP(plan);
    }
}

/* Where 0 would be no limit. */
static void a_cluster_without_nodes_has_no_limit(void)
{
    capacity_plan *plan = plan_of("concurrent_users=0 backend_min_pods=0 frontend_min_pods=0 "
                                  "node_floor=0 coredns_replicas=0");
    EQ(0, result(plan, CAPACITY_OUT_NODES_MAX));
    lacks("max-nodes-total", emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER, NULL));
    lacks("--max-nodes-total", emitted(plan, CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS, NULL));
    EQ(2, times("left out: the plan has no nodes, and 0 means no limit",
                emitted(plan, CAPACITY_EMIT_REASONS, NULL)));
}

/* --- node groups -------------------------------------------------------------------------------- */

static void groups_have_the_sizes_of_the_plan_in_order(void)
{
    static const char *const settings[] = {
        "concurrent_users=0", "concurrent_users=700 spot_share=100%",
        "concurrent_users=5000 committed_share=50%", "concurrent_users=50000"};
    for (size_t s = 0; s < COUNT(settings); s++) {
        capacity_plan *plan = plan_of(settings[s]);
        for (uint32_t answer = 0; answer <= CAPACITY_ANSWER_FORMULA; answer++) {
            capacity_plan_group rows[16];
            size_t count = groups_of(plan, answer, rows);
            char part[160];
            EQ(count, times("\"minSize\":", by_answer(plan, CAPACITY_EMIT_EKSCTL, answer)));
            EQ(2 * count, times("\"apiVersion\":\"karpenter",
                                by_answer(plan, CAPACITY_EMIT_KARPENTER, answer)));
            for (size_t i = 0; i < count; i++) {
                TRUE(rows[i].nodes_low <= rows[i].nodes && rows[i].nodes <= rows[i].nodes_high);
                snprintf(part, sizeof part,
                         "\"minSize\":%" PRId64 ",\"desiredCapacity\":%" PRId64
                         ",\"maxSize\":%" PRId64,
                         rows[i].nodes_low, rows[i].nodes, rows[i].nodes_high);
                CONTAINS(part, by_answer(plan, CAPACITY_EMIT_EKSCTL, answer));
                snprintf(part, sizeof part,
                         "\"min_size\":%" PRId64 ",\"desired_size\":%" PRId64
                         ",\"max_size\":%" PRId64,
                         rows[i].nodes_low, rows[i].nodes, rows[i].nodes_high);
                CONTAINS(part, by_answer(plan, CAPACITY_EMIT_TERRAFORM_EKS, answer));
                snprintf(part, sizeof part, "\"nodes\":\"%" PRId64 "\"}", rows[i].nodes_high);
                CONTAINS(part, by_answer(plan, CAPACITY_EMIT_KARPENTER, answer));
            }
        }
        DROP(plan);
    }
}

static void the_tier_answer_has_the_labels_and_taints_of_the_guide(void)
{
    capacity_plan *plan = plan_of("concurrent_users=3000");
    const char *text = by_answer(plan, CAPACITY_EMIT_EKSCTL, CAPACITY_ANSWER_TIER);

    CONTAINS("\"labels\":{\"workload-type\":\"critical\"},\"taints\":[{\"key\":\"critical\","
             "\"value\":\"true\",\"effect\":\"NoSchedule\"}]",
             text);
    CONTAINS("\"instanceTypes\":[\"c5.xlarge\",\"c5a.xlarge\",\"c5n.xlarge\"],\"spot\":true,"
             "\"minSize\":5,\"desiredCapacity\":8,\"maxSize\":20",
             text);
    text = by_answer(plan, CAPACITY_EMIT_TERRAFORM_EKS, CAPACITY_ANSWER_TIER);
    CONTAINS("\"taints\":{\"critical\":{\"key\":\"critical\",\"value\":\"true\","
             "\"effect\":\"NO_SCHEDULE\"}}",
             text);
    CONTAINS("\"capacity_type\":\"SPOT\"", text);
    text = by_answer(plan, CAPACITY_EMIT_KARPENTER, CAPACITY_ANSWER_TIER);
    CONTAINS("\"metadata\":{\"labels\":{\"workload-type\":\"critical\"}}", text);
    CONTAINS("\"taints\":[{\"key\":\"critical\",\"value\":\"true\",\"effect\":\"NoSchedule\"}]",
             text);
}

static void the_recommended_answer_says_which_taint_it_leaves_out(void)
{
    capacity_plan *plan = plan_of("concurrent_users=3000");
    const char *text = emitted(plan, CAPACITY_EMIT_EKSCTL, NULL);
    lacks("\"taints\"", text);
    CONTAINS("without the taint critical of the tier", text);
    DROP(plan);
    plan = plan_of("concurrent_users=1000");
    lacks("without the taint", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
}

static void machines_of_different_sizes_in_a_group_are_warned_of(void)
{
    capacity_plan *plan = plan_of("concurrent_users=3000");
    CONTAINS("WARNING: its machines have 4 to 4 vCPU and 8Gi to 10752Mi",
             emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
    lacks("WARNING", emitted(plan, CAPACITY_EMIT_KARPENTER, NULL)); /* it knows each machine */
    DROP(plan);
    plan = plan_of("concurrent_users=1000");
    CONTAINS("diversified, all with 2 vCPU and 8Gi", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
    lacks("WARNING", emitted(plan, CAPACITY_EMIT_REASONS, NULL));
}

static void types_of_the_tier_may_differ_or_be_unknown_to_the_catalogue(void)
{
    if (!CAPACITY_TEXT)
        return;
    capacity_plan *plan = plan_with("concurrent_users=3000", "\"c5n.xlarge\"", "\"c5.2xlarge\"");
    CONTAINS("WARNING: its machines have 4 to 8 vCPU and 8Gi to 16Gi",
             by_answer(plan, CAPACITY_EMIT_EKSCTL, CAPACITY_ANSWER_TIER));
    DROP(plan);
    plan =
        plan_with("concurrent_users=3000 node_type=c5.xlarge", "\"c5n.xlarge\"", "\"zz9.xlarge\"");
    const char *text = by_answer(plan, CAPACITY_EMIT_EKSCTL, CAPACITY_ANSWER_TIER);
    CONTAINS("[\"c5.xlarge\",\"c5a.xlarge\",\"zz9.xlarge\"]", text);
    CONTAINS("diversified, all with 4 vCPU and 8Gi", text);
}

/* A plan of one's own machine on the built-in prices. */
static capacity_plan *plan_of_machine(const capacity_machine *row, const char *settings)
{
    capacity_catalog_builder *builder;
    NEW(builder,
        capacity_catalog_builder_new(capacity_catalog_builtin(), test_allocator(), &builder, NULL));
    put_machine(builder, row);
    capacity_catalog *catalog = finish(builder);
    capacity_plan *plan = plan_on(settings, catalog, NULL);
    DROP(catalog);
    DROP(builder);
    return plan;
}

static void the_kubelet_is_told_the_pods_that_a_catalogue_states(void)
{
    capacity_machine row = machine_row("box.large"); /* 4 interfaces of 15 addresses: 58 pods */
    row.max_pods = 50;
    capacity_plan *plan = plan_of_machine(&row, "node_type=box.large spot_share=0%");
    CONTAINS("\"maxPodsPerNode\":50", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
    DROP(plan);
    row.max_pods = 58;
    plan = plan_of_machine(&row, "node_type=box.large spot_share=0%");
    lacks("maxPodsPerNode", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
}

static void limits_of_a_pool_that_do_not_fit_are_refused(void)
{
    capacity_machine row = machine_row("box.large");
    row.memory_bytes = INT64_C(1) << 50;
    capacity_plan *plan =
        plan_of_machine(&row, "node_type=box.large spot_share=0% node_floor=8192");
    FAILS(CAPACITY_E_OVERFLOW, "the limits of a node pool",
          capacity_plan_emit(plan, CAPACITY_EMIT_KARPENTER, NULL, CAPACITY_FORMAT_JSON, NULL, 0,
                             NULL, &test_err));
    DROP(plan);
    plan = plan_of_machine(&row, "node_type=box.large spot_share=0% node_floor=8191");
    CONTAINS("\"memory\":\"8588886016Gi\"", emitted(plan, CAPACITY_EMIT_KARPENTER, NULL));
}

static void committed_nodes_are_on_demand_groups(void)
{
    capacity_plan *plan = plan_of("concurrent_users=5000 committed_share=50%");
    const char *text = emitted(plan, CAPACITY_EMIT_EKSCTL, NULL);
    CONTAINS("\"name\":\"committed\"", text);
    CONTAINS("the commitment is a contract", text);
    EQ(1, times("\"spot\":true", text));
    EQ(2, times("\"ON_DEMAND\"", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL)));
    EQ(2, times("[\"on-demand\"]", emitted(plan, CAPACITY_EMIT_KARPENTER, NULL)));
}

static void further_regions_are_left_out_and_said_so(void)
{
    capacity_plan *plan = plan_of("concurrent_users=20000 billing_mode=provisioned");
    const char *text = emitted(plan, CAPACITY_EMIT_EKSCTL, NULL);
    lacks("\"standby", text);
    CONTAINS("us-east-1 only: the 17 standby nodes of further regions are left out", text);
    CONTAINS("1 replica regions", emitted(plan, CAPACITY_EMIT_REASONS, NULL));
    DROP(plan);
    plan = plan_of("concurrent_users=1000");
    lacks("further regions", emitted(plan, CAPACITY_EMIT_REASONS, NULL));
    lacks("replica regions", emitted(plan, CAPACITY_EMIT_REASONS, NULL));
}

static void nat_gateways_are_those_of_the_bill(void)
{
    static const struct {
        const char *settings, *gateway, *private_nodes;
    } cases[] = {{"zones=3", "HighlyAvailable", "\"privateNetworking\":true"},
                 {"zones=1", "Single", "\"privateNetworking\":true"},
                 {"nat_gateways=1", "Single", "\"privateNetworking\":true"},
                 {"nat_gateways=2", "HighlyAvailable", "\"privateNetworking\":true"},
                 {"nat_gateways=0", "Disable", "\"privateNetworking\":false"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        const char *text = emitted(plan, CAPACITY_EMIT_EKSCTL, NULL);
        char part[64];
        snprintf(part, sizeof part, "\"nat\":{\"gateway\":\"%s\"}", cases[i].gateway);
        CONTAINS(part, text);
        CONTAINS(cases[i].private_nodes, text);
        DROP(plan);
    }
}

static void the_disk_is_that_of_the_bill_in_whole_gib(void)
{
    static const struct {
        const char *settings;
        int gib;
    } cases[] = {{"node_disk=20Gi", 20}, {"node_disk=20G", 19}, {"node_disk=1Gi", 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        char part[64];
        snprintf(part, sizeof part, "\"volumeSize\":%d,\"volumeType\":\"gp3\"", cases[i].gib);
        CONTAINS(part, emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
        snprintf(part, sizeof part, "\"volumeSize\":\"%dGi\"", cases[i].gib);
        CONTAINS(part, emitted(plan, CAPACITY_EMIT_KARPENTER, NULL));
        snprintf(part, sizeof part, "\"volume_size\":%d", cases[i].gib);
        CONTAINS(part, emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL));
        DROP(plan);
    }
}

static void the_kubelet_is_told_of_pods_only_where_the_image_would_err(void)
{
    static const struct {
        const char *settings;
        int pods; /* 0: not told */
        int prefixes;
    } cases[] = {{"node_type=t3.large", 0, 0},
                 {"node_type=t3.large max_pods_mode=capped", 0, 0},
                 {"node_type=m5.4xlarge max_pods_mode=capped", 110, 0},
                 {"node_type=t3.large max_pods_mode=prefix", 110, 1},
                 {"node_type=t3.large max_pods_mode=custom_networking", 24, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        char part[64];
        if (cases[i].pods == 0) {
            lacks("maxPods", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
            lacks("\"kubelet\"", emitted(plan, CAPACITY_EMIT_KARPENTER, NULL));
            lacks("maxPods", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL));
        } else {
            snprintf(part, sizeof part, "\"maxPodsPerNode\":%d", cases[i].pods);
            CONTAINS(part, emitted(plan, CAPACITY_EMIT_EKSCTL, NULL));
            snprintf(part, sizeof part, "\"kubelet\":{\"maxPods\":%d}", cases[i].pods);
            CONTAINS(part, emitted(plan, CAPACITY_EMIT_KARPENTER, NULL));
            snprintf(part, sizeof part, "maxPods: %d\\n", cases[i].pods);
            CONTAINS(part, emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL));
        }
        EQ(cases[i].prefixes,
           times("ENABLE_PREFIX_DELEGATION", emitted(plan, CAPACITY_EMIT_EKSCTL, NULL)));
        EQ(cases[i].prefixes,
           times("ENABLE_PREFIX_DELEGATION", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL)));
        DROP(plan);
    }
}

static void arm_machines_get_their_image(void)
{
    capacity_plan *plan = plan_of("node_type=c6g.xlarge spot_share=0%");
    CONTAINS("\"AL2023_ARM_64_STANDARD\"", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL));
    lacks("x86_64", emitted(plan, CAPACITY_EMIT_TERRAFORM_EKS, NULL));
}

static void limits_hold_the_largest_machines_at_the_maximum_of_nodes(void)
{
    capacity_plan *plan = plan_of("concurrent_users=3000");
    const char *text = by_answer(plan, CAPACITY_EMIT_KARPENTER, CAPACITY_ANSWER_TIER);
    CONTAINS("\"limits\":{\"cpu\":\"32\",\"memory\":\"64Gi\",\"nodes\":\"8\"}", text);
    CONTAINS("\"limits\":{\"cpu\":\"80\",\"memory\":\"210Gi\",\"nodes\":\"20\"}", text);
    EQ(2, times("\"consolidateAfter\":\"10m\"", text));
    EQ(2, times("\"budgets\":[{\"nodes\":\"10%\"}]", text));
}

static void group_names_become_dns_labels_that_differ(void)
{
    if (!CAPACITY_TEXT)
        return;
    capacity_plan *plan =
        plan_with("concurrent_users=1000", "\"name\": \"on-demand\"", "\"name\": \"on_demand.a\"");
    CONTAINS("\"name\":\"on-demand-a\"",
             by_answer(plan, CAPACITY_EMIT_EKSCTL, CAPACITY_ANSWER_TIER));
    DROP(plan);
    plan = plan_with("concurrent_users=1000", "\"name\": \"spot\"", "\"name\": \"on_demand\"");
    capacity_emit_options options = options_of(CAPACITY_ANSWER_TIER);
    FAILS(CAPACITY_E_EXISTS, "node groups on-demand and on_demand would both be named on-demand",
          capacity_plan_emit(plan, CAPACITY_EMIT_EKSCTL, &options, CAPACITY_FORMAT_JSON, NULL, 0,
                             NULL, &test_err));
}

static void labels_and_taints_that_kubernetes_refuses_are_refused(void)
{
    static const char label[] = "\"value\": \"general\"", key[] = "\"key\": \"workload-type\"",
                      effect[] = "\"NoSchedule\"", taint[] = "\"key\": \"critical\"";
    static const struct {
        const char *part, *by, *message;
    } cases[] = {
        {label, "\"value\": \"two words\"", "is no label's value of Kubernetes"},
        {key, "\"key\": \"-x\"", "is no label's key of Kubernetes"},
        {effect, "\"Never\"", "is no taint's effect of Kubernetes"},
        {taint, "\"key\": \"a b\"", "is no label's key of Kubernetes"},
    };
    static const capacity_emit_kind kinds[] = {CAPACITY_EMIT_KARPENTER, CAPACITY_EMIT_EKSCTL,
                                               CAPACITY_EMIT_TERRAFORM_EKS, CAPACITY_EMIT_REASONS};
    capacity_emit_options options = options_of(CAPACITY_ANSWER_TIER);

    for (size_t i = 0; CAPACITY_TEXT && i < COUNT(cases); i++) {
        capacity_plan *plan = plan_with("concurrent_users=3000", cases[i].part, cases[i].by);
        for (size_t k = 0; k < COUNT(kinds); k++)
            FAILS(CAPACITY_E_ARGUMENT, cases[i].message,
                  capacity_plan_emit(plan, kinds[k], &options,
                                     capacity_emit_kind_format(kinds[k], CAPACITY_FORMAT_JSON),
                                     NULL, 0, NULL, &test_err));
        DROP(plan);
    }
}

static void a_taint_needs_no_value(void)
{
    if (!CAPACITY_TEXT)
        return;
    capacity_plan *plan =
        plan_with("concurrent_users=3000", "\"value\": \"true\"", "\"value\": \"\"");
    CONTAINS("{\"key\":\"critical\",\"effect\":\"NoSchedule\"}",
             by_answer(plan, CAPACITY_EMIT_EKSCTL, CAPACITY_ANSWER_TIER));
}

static void karpenter_refuses_labels_of_restricted_domains(void)
{
    static const struct {
        const char *key;
        int refused;
    } cases[] = {{"kubernetes.io/x", 1},       {"a.k8s.io/x", 1},         {"karpenter.sh/x", 1},
                 {"x.karpenter.k8s.aws/x", 1}, {"notkubernetes.io/x", 0}, {"io/x", 0}};
    capacity_emit_options options = options_of(CAPACITY_ANSWER_TIER);

    for (size_t i = 0; CAPACITY_TEXT && i < COUNT(cases); i++) {
        char by[64];
        snprintf(by, sizeof by, "\"key\": \"%s\"", cases[i].key);
        capacity_plan *plan = plan_with("concurrent_users=3000", "\"key\": \"workload-type\"", by);
        if (cases[i].refused)
            FAILS(CAPACITY_E_ARGUMENT, "Karpenter refuses the label",
                  capacity_plan_emit(plan, CAPACITY_EMIT_KARPENTER, &options, CAPACITY_FORMAT_JSON,
                                     NULL, 0, NULL, &test_err));
        else
            CONTAINS(cases[i].key, emitted(plan, CAPACITY_EMIT_KARPENTER, &options));
        DROP(plan);
    }
}

static void names_that_iam_does_not_take_are_refused(void)
{
    capacity_plan *plan = plan_of("concurrent_users=100"); /* no cache to be named */
    char name[CAPACITY_NAME_SIZE] = "";
    capacity_emit_options options;

    memset(name, 'a', 46);
    options = options_named(name);
    CONTAINS("\"role\":\"KarpenterNodeRole-aaaa", emitted(plan, CAPACITY_EMIT_KARPENTER, &options));
    memset(name, 'a', 47);
    options = options_named(name);
    FAILS(CAPACITY_E_LIMIT, "has 65 characters, IAM takes 64",
          capacity_plan_emit(plan, CAPACITY_EMIT_KARPENTER, &options, CAPACITY_FORMAT_JSON, NULL, 0,
                             NULL, &test_err));
    CONTAINS("\"elasticache\":null", emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options));
}

/* --- cache -------------------------------------------------------------------------------------- */

static void a_cache_has_the_nodes_of_the_plan(void)
{
    static const struct {
        const char *settings, *part;
    } cases[] = {
        {"cache_nodes=0", "{\"elasticache\":null}"},
        {"cache_nodes=1", "\"num_cache_clusters\":1,\"automatic_failover_enabled\":false,"
                          "\"multi_az_enabled\":false}"},
        {"cache_nodes=2", "\"num_cache_clusters\":2,\"automatic_failover_enabled\":true,"
                          "\"multi_az_enabled\":true}"},
        {"cache_nodes=6", "\"num_cache_clusters\":6"},
        {"cache_nodes=7", "\"num_node_groups\":7,\"replicas_per_node_group\":0"},
        {"cache_nodes=8", "\"num_node_groups\":4,\"replicas_per_node_group\":1"},
        {"cache_nodes=9", "\"num_node_groups\":3,\"replicas_per_node_group\":2"},
        {"cache_nodes=25", "\"num_node_groups\":5,\"replicas_per_node_group\":4"},
        {"cache_nodes=500", "\"num_node_groups\":250,\"replicas_per_node_group\":1"},
        {"cache_nodes=8 cache_engine=valkey", "\"parameter_group_family\":\"valkey7\""},
        {"cache_nodes=8 cache_engine=redis", "\"parameter_group_family\":\"redis7\""},
        {"cache_nodes=2 cache_node_type=cache.r6g.large", "\"node_type\":\"cache.r6g.large\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_plan *plan = plan_of(cases[i].settings);
        CONTAINS(cases[i].part, emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, NULL));
        DROP(plan);
    }
}

static void a_tier_without_a_cache_gives_null_and_says_so(void)
{
    capacity_plan *plan = plan_of("concurrent_users=100 cache_nodes=2");
    CONTAINS("\"num_cache_clusters\":2", emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, NULL));
    SAME("{\"elasticache\":null}",
         by_answer(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, CAPACITY_ANSWER_TIER));
    CONTAINS("the tier small has no cache",
             by_answer(plan, CAPACITY_EMIT_REASONS, CAPACITY_ANSWER_TIER));
}

static void the_cache_is_named_as_elasticache_wants(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    capacity_emit_options options = options_named("Chat_Prod-_Blue");

    CONTAINS("\"replication_group_id\":\"chat-prod-blue-cache\"",
             emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options));
    options = options_named("blue-");
    CONTAINS("\"blue-cache\"", emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options));
    options = options_named("a123456789012345678901234567890123");
    CONTAINS("\"a123456789012345678901234567890123-cache\"",
             emitted(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options));
    options = options_named("a1234567890123456789012345678901234");
    FAILS(CAPACITY_E_LIMIT, "has 41 characters, ElastiCache takes 40",
          capacity_plan_emit(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options,
                             CAPACITY_FORMAT_JSON, NULL, 0, NULL, &test_err));
    options = options_named("1a");
    FAILS(CAPACITY_E_ARGUMENT, "begins with a digit",
          capacity_plan_emit(plan, CAPACITY_EMIT_TERRAFORM_ELASTICACHE, &options,
                             CAPACITY_FORMAT_JSON, NULL, 0, NULL, &test_err));
}

/* --- tables ------------------------------------------------------------------------------------- */

static void on_demand_tables_have_no_units(void)
{
    capacity_plan *plan = plan_of("concurrent_users=1000");
    SAME("{\"RegisterScalableTarget\":[],\"PutScalingPolicy\":[]}",
         emitted(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, NULL));
    SAME("{\"dynamodb_tables\":{\"main\":{\"name\":\"chat-main\","
         "\"billing_mode\":\"PAY_PER_REQUEST\"}}}",
         emitted(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, NULL));
    CONTAINS("chat-main: billed on demand", emitted(plan, CAPACITY_EMIT_REASONS, NULL));
}

/* 1000 users: 250 read and 100 write units at the peak, 358 and 143 at 70 %. */
static void units_reach_from_the_mean_load_to_the_peak_with_its_buffer(void)
{
    static const struct {
        const char *settings;
        uint32_t answer;
        int read[2], write[2];
    } cases[] = {
        {"", CAPACITY_ANSWER_RECOMMENDED, {108, 466}, {43, 186}},
        {" duty_factor=0%", CAPACITY_ANSWER_RECOMMENDED, {1, 466}, {1, 186}},
        {" duty_factor=100% spike_buffer=0%", CAPACITY_ANSWER_RECOMMENDED, {358, 358}, {143, 143}},
        {" reserved_capacity_share=100%", CAPACITY_ANSWER_RECOMMENDED, {300, 466}, {100, 186}},
        {"", CAPACITY_ANSWER_TIER, {100, 500}, {50, 200}},
        {"", CAPACITY_ANSWER_FORMULA, {75, 325}, {30, 130}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char settings[128], part[128];
        snprintf(settings, sizeof settings, "concurrent_users=1000 billing_mode=provisioned%s",
                 cases[i].settings);
        capacity_plan *plan = plan_of(settings);
        snprintf(part, sizeof part,
                 "Read"
                 "CapacityUnits\",\"MinCapacity\":%d,\"MaxCapacity\":%d}",
                 cases[i].read[0], cases[i].read[1]);
        CONTAINS(part, by_answer(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, cases[i].answer));
        snprintf(part, sizeof part, "WriteCapacityUnits\",\"MinCapacity\":%d,\"MaxCapacity\":%d}",
                 cases[i].write[0], cases[i].write[1]);
        CONTAINS(part, by_answer(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, cases[i].answer));
        snprintf(part, sizeof part, "\"read_capacity\":%d,\"write_capacity\":%d,", cases[i].read[0],
                 cases[i].write[0]);
        CONTAINS(part, by_answer(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, cases[i].answer));
        snprintf(part, sizeof part,
                 "\"autoscaling_write\":{\"max_capacity\":%d,\"target_value\":70}",
                 cases[i].write[1]);
        CONTAINS(part, by_answer(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, cases[i].answer));
        DROP(plan);
    }
}

static void a_tier_that_prints_no_units_takes_the_recommended_ones(void)
{
    capacity_plan *plan = plan_of("concurrent_users=20000 billing_mode=provisioned");
    const char *want = "\"MinCapacity\":2143,\"MaxCapacity\":9286}";
    CONTAINS(want, by_answer(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, CAPACITY_ANSWER_TIER));
    CONTAINS(want,
             by_answer(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, CAPACITY_ANSWER_RECOMMENDED));
}

static void a_tier_with_units_of_one_way_takes_the_recommended_ones(void)
{
    if (!CAPACITY_TEXT)
        return;
    capacity_plan *plan = plan_with("concurrent_users=1000 billing_mode=provisioned",
                                    "\"write_units_min\": 50", "\"write_units_min\": 0");
    CONTAINS("\"MinCapacity\":108,\"MaxCapacity\":466}",
             by_answer(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, CAPACITY_ANSWER_TIER));
}

/* The guide has units for its one table, which is the first. */
static void further_tables_have_recommended_units_in_every_answer(void)
{
    capacity_profile *profile = profile_of("concurrent_users=1000 billing_mode=provisioned");
    capacity_table_spec spec = CAPACITY_INIT(capacity_table_spec);
    capacity_plan *plan;
    strcpy(spec.name, "events");
    spec.reads_per_user_mrpm = 1000;
    spec.writes_per_user_mrpm = 500;
    spec.read_item_bytes = spec.write_item_bytes = 1024;
    spec.billing = CAPACITY_BILLING_PROVISIONED;
    OK(capacity_profile_put_table(profile, &spec, NULL));
    NEW(plan, capacity_plan_new(profile, NULL, NULL, NULL, &plan, NULL));
    const char *text = by_answer(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, CAPACITY_ANSWER_TIER);
    CONTAINS("\"main\":{\"name\":\"chat-main\",\"billing_mode\":\"PROVISIONED\","
             "\"read_capacity\":100,\"write_capacity\":50,",
             text);
    CONTAINS("\"events\":{\"name\":\"chat-events\",\"billing_mode\":\"PROVISIONED\","
             "\"read_capacity\":4,\"write_capacity\":4,",
             text);
    text = by_answer(plan, CAPACITY_EMIT_REASONS, CAPACITY_ANSWER_TIER);
    CONTAINS("chat-main: 50 to 200 write units, as the guide prints for the tier medium", text);
    CONTAINS("at the peak (recommended answer", text);
}

static void the_target_is_that_of_the_profile(void)
{
    capacity_plan *plan = plan_of("billing_mode=provisioned table_target_utilisation=62.5%");
    EQ(2, times("\"TargetValue\":62.5,", emitted(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, NULL)));
    EQ(2, times("\"target_value\":62.5}", emitted(plan, CAPACITY_EMIT_TERRAFORM_DYNAMODB, NULL)));
}

static void a_table_without_load_keeps_one_unit(void)
{
    capacity_plan *plan = plan_of("concurrent_users=0 billing_mode=provisioned");
    EQ(2, times("\"MinCapacity\":1,\"MaxCapacity\":2}",
                emitted(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, NULL)));
}

static void units_beyond_32_bits_are_refused_where_they_are_provisioned(void)
{
    static const char load[] = "concurrent_users=1000000000 backend_min_pods=0 "
                               "requests_per_user_per_minute=0.001 reads_per_user_per_minute=600";
    char settings[256];
    capacity_plan *plan = plan_of(load);
    CONTAINS("[]", emitted(plan, CAPACITY_EMIT_DYNAMODB_AUTOSCALING, NULL));
    DROP(plan);
    snprintf(settings, sizeof settings, "%s billing_mode=provisioned", load);
    plan = plan_of(settings);
    for (size_t i = 0; i < COUNT(all_kinds); i++)
        if (all_kinds[i] == CAPACITY_EMIT_DYNAMODB_AUTOSCALING ||
            all_kinds[i] == CAPACITY_EMIT_TERRAFORM_DYNAMODB)
            FAILS(CAPACITY_E_LIMIT, "units, Application Auto Scaling counts to 2147483647",
                  capacity_plan_emit(plan, all_kinds[i], NULL, CAPACITY_FORMAT_JSON, NULL, 0, NULL,
                                     &test_err));
}

static const scenario scenarios[] = {
    SCENARIO(the_kinds_of_infrastructure_have_their_names_and_files),
    SCENARIO(terraform_variables_are_json_only),
    SCENARIO(every_kind_is_written_as_yaml_for_the_recommended_answer),
    SCENARIO(every_kind_is_written_as_yaml_for_the_tiers_answer),
    SCENARIO(every_kind_is_written_as_yaml_for_the_formulas_answer),
    SCENARIO(marks_become_labels_or_tags),
    SCENARIO(the_values_hold_the_four_settings_of_the_guide),
    SCENARIO(the_command_line_leaves_out_what_is_the_default),
    SCENARIO(the_cluster_is_limited_to_the_maximum_of_all_groups),
    SCENARIO(a_cluster_without_nodes_has_no_limit),
    SCENARIO(groups_have_the_sizes_of_the_plan_in_order),
    SCENARIO(the_tier_answer_has_the_labels_and_taints_of_the_guide),
    SCENARIO(the_recommended_answer_says_which_taint_it_leaves_out),
    SCENARIO(machines_of_different_sizes_in_a_group_are_warned_of),
    SCENARIO(types_of_the_tier_may_differ_or_be_unknown_to_the_catalogue),
    SCENARIO(the_kubelet_is_told_the_pods_that_a_catalogue_states),
    SCENARIO(limits_of_a_pool_that_do_not_fit_are_refused),
    SCENARIO(committed_nodes_are_on_demand_groups),
    SCENARIO(further_regions_are_left_out_and_said_so),
    SCENARIO(nat_gateways_are_those_of_the_bill),
    SCENARIO(the_disk_is_that_of_the_bill_in_whole_gib),
    SCENARIO(the_kubelet_is_told_of_pods_only_where_the_image_would_err),
    SCENARIO(arm_machines_get_their_image),
    SCENARIO(limits_hold_the_largest_machines_at_the_maximum_of_nodes),
    SCENARIO(group_names_become_dns_labels_that_differ),
    SCENARIO(labels_and_taints_that_kubernetes_refuses_are_refused),
    SCENARIO(a_taint_needs_no_value),
    SCENARIO(karpenter_refuses_labels_of_restricted_domains),
    SCENARIO(names_that_iam_does_not_take_are_refused),
    SCENARIO(a_cache_has_the_nodes_of_the_plan),
    SCENARIO(a_tier_without_a_cache_gives_null_and_says_so),
    SCENARIO(the_cache_is_named_as_elasticache_wants),
    SCENARIO(on_demand_tables_have_no_units),
    SCENARIO(units_reach_from_the_mean_load_to_the_peak_with_its_buffer),
    SCENARIO(a_tier_that_prints_no_units_takes_the_recommended_ones),
    SCENARIO(a_tier_with_units_of_one_way_takes_the_recommended_ones),
    SCENARIO(further_tables_have_recommended_units_in_every_answer),
    SCENARIO(the_target_is_that_of_the_profile),
    SCENARIO(a_table_without_load_keeps_one_unit),
    SCENARIO(units_beyond_32_bits_are_refused_where_they_are_provisioned),
};

TEST_MAIN(emit_infra, NULL)
