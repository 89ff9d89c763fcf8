/*
 * Names of the enumerators that rows of a plan carry, for programs and for people.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_names.h"

#include "base/never.h"

#define NAMES(list, first, ...)                                                                    \
    static const char *const list##_list[] = {__VA_ARGS__};                                        \
    const capacity__choices capacity__##list = {first, sizeof list##_list / sizeof *list##_list,   \
                                                list##_list}

NAMES(names_answer, 0, "recommended", "tier", "formula");
NAMES(names_bound, 0, "none", "floor", "rate", "inflight", "connections", "cpu", "zones");
NAMES(names_purchase, 1, "on_demand", "spot", "committed");
NAMES(names_billing, 1, "on_demand", "provisioned", "cheapest");
NAMES(names_severity, 1, "info", "warning", "critical");
NAMES(names_criterion, 1, "concurrent_users", "total_users", "both");
NAMES(names_unit, 0, "none", "count", "mcpu", "bytes", "mrps", "mrpm", "us", "ppm", "mrcu", "mwcu",
      "nusd", "uusd", "bool", "enum", "name");

NAMES(names_migration_phase, 1, "prepare", "build", "traffic", "retire", "observe");
NAMES(names_migration_kind, 1, "baseline", "regions", "nodes", "tables", "dax", "cache", "queue",
      "resources", "replicas", "autoscaling", "network", "cdn", "monitoring", "mesh", "tracing",
      "chaos", "review", "rollout", "load", "terms", "monitor", "adjust", "verify");
NAMES(names_risk, 1, "low", "medium", "high");
NAMES(names_change, 1, "result", "pods", "pods_max", "cpu_request", "cpu_limit", "memory_request",
      "memory_limit", "cpu_target", "memory_target", "rate_target", "nodes_min", "nodes",
      "nodes_max", "node_types", "purchase", "label", "taint", "billing", "rcu", "wcu",
      "reserved_rcu", "reserved_wcu", "table_regions", "cache_nodes", "cache_type", "dax_nodes",
      "dax_type", "queue", "cdn", "regions", "standby", "load_balancers", "nat_gateways", "zones");

NAMES(words_bound, 0, "no demand", "HA floor", "requests/s", "requests in flight",
      "open connections", "CPU", "zone loss");
NAMES(words_purchase, 1, "on demand", "spot", "committed");
NAMES(words_billing, 1, "on demand", "provisioned", "cheapest");

const char *capacity__enum_name(const capacity__choices *names, uint32_t value)
{
    const char *name = capacity__choice_name(names, (int64_t)value);
    return CAPACITY__NEVER(name == NULL) ? "unknown" : name; /* the lists have all enumerators */
}
