/*
 * What differs between two plans: components, groups, tables, services, and the results.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/choices.h"
#include "plan/migrate.h"
#include "plan/rows.h"

typedef struct fact {
    capacity_change what;
    capacity_unit unit;
    int64_t before, after;
    const char *before_text, *after_text;
} difference;

typedef struct walk {
    const capacity__pair *pair;
    capacity__on_change found;
    void *context;
} teller;

static int differs(const difference *fact)
{
    if (fact->before_text != NULL)
        return strcmp(fact->before_text, fact->after_text) != 0;
    return fact->before != fact->after;
}

/* Only what shrinks in everything shrinks; another name is something new. */
static int sign_of(const difference *facts, size_t n)
{
    int sign = -1;
    for (size_t i = 0; i < n; i++)
        if (differs(&facts[i]) &&
            (facts[i].before_text != NULL || facts[i].after > facts[i].before))
            sign = 1;
    return sign;
}

static void tell(const teller *walk, capacity_migration_kind kind, int sign, int key,
                 const char *subject, const difference *facts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (differs(&facts[i]))
            walk->found(walk->context,
                        &(capacity__change){facts[i].what, kind, sign, key, subject,
                                            CAPACITY_FIELD_NONE, facts[i].unit, facts[i].before,
                                            facts[i].after, facts[i].before_text,
                                            facts[i].after_text});
}

#define TELL(kind, sign, key, subject, facts)                                                      \
    tell(walk, CAPACITY_MIGRATION_KIND_##kind, sign, key, subject, facts, COUNT(facts))
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FACT(what, unit, before, after)                                                            \
    {                                                                                              \
        CAPACITY_CHANGE_##what, CAPACITY_UNIT_##unit, before, after, NULL, NULL                    \
    }
#define NAMED(what, before, after)                                                                 \
    {                                                                                              \
        CAPACITY_CHANGE_##what, CAPACITY_UNIT_NAME, 0, 0, before, after                            \
    }

/* --- components ---------------------------------------------------------------------------- */

static const capacity_plan_component no_component;

/* Where the answer says nothing of a component, the recommended pods are taken. */
static void pods_of(const capacity_plan_component *row, capacity_answer answer, int64_t *min,
                    int64_t *max)
{
    *min = row->pods;
    *max = row->pods_max;
    if (answer == CAPACITY_ANSWER_TIER && row->tier_pods >= 0) {
        *min = row->tier_pods;
        *max = row->tier_pods_max;
    }
    if (answer == CAPACITY_ANSWER_FORMULA && row->formula_pods >= 0) {
        *min = row->formula_pods;
        *max = row->formula_pods_max;
    }
}

static void component(const teller *walk, const capacity_plan_component *a,
                      const capacity_plan_component *b, int key)
{
    const char *name = b->name[0] != '\0' ? b->name : a->name;
    int64_t a_min, a_max, b_min, b_max;
    pods_of(a, walk->pair->answer, &a_min, &a_max);
    pods_of(b, walk->pair->answer, &b_min, &b_max);
    const difference resources[] = {
        FACT(CPU_REQUEST, MCPU, a->cpu_request_mcpu, b->cpu_request_mcpu),
        FACT(CPU_LIMIT, MCPU, a->cpu_limit_mcpu, b->cpu_limit_mcpu),
        FACT(MEMORY_REQUEST, BYTES, a->memory_request_bytes, b->memory_request_bytes),
        FACT(MEMORY_LIMIT, BYTES, a->memory_limit_bytes, b->memory_limit_bytes),
    };
    const difference replicas[] = {FACT(PODS, COUNT, a_min, b_min)};
    const difference autoscaling[] = {
        FACT(PODS_MAX, COUNT, a_max, b_max),
        FACT(CPU_TARGET, PPM, a->hpa_cpu_target_ppm, b->hpa_cpu_target_ppm),
        FACT(MEMORY_TARGET, PPM, a->hpa_memory_target_ppm, b->hpa_memory_target_ppm),
        FACT(RATE_TARGET, MRPS, a->hpa_rate_mrps, b->hpa_rate_mrps),
    };
    TELL(RESOURCES, sign_of(resources, COUNT(resources)), key, name, resources);
    TELL(REPLICAS, sign_of(replicas, COUNT(replicas)), key, name, replicas);
    /* the maximum says whether it grows; targets alone are a change like a new name */
    TELL(AUTOSCALING, b_max < a_max ? -1 : 1, key, name, autoscaling);
}

static int component_at(const capacity_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->pods.count; i++)
        if (strcmp(plan->pods.row[i].name, name) == 0)
            return (int)i;
    return -1;
}

static void components(const teller *walk)
{
    const capacity_plan *before = walk->pair->before, *after = walk->pair->after;
    for (size_t i = 0; i < after->pods.count; i++) {
        int was = component_at(before, after->pods.row[i].name);
        component(walk, was < 0 ? &no_component : &before->pods.row[was], &after->pods.row[i],
                  (int)i);
    }
    for (size_t i = 0; i < before->pods.count; i++)
        if (component_at(after, before->pods.row[i].name) < 0)
            component(walk, &before->pods.row[i], &no_component, CAPACITY__GONE + (int)i);
}

/* --- node groups --------------------------------------------------------------------------- */

/* Names are unique in a plan, so that each is matched once. */
static int same_group(const capacity__group *a, const capacity__group *b)
{
    return a->region == b->region && a->purchase == b->purchase && strcmp(a->name, b->name) == 0 &&
           strcmp(a->node_types, b->node_types) == 0;
}

static int group_like(const capacity__nodes *nodes, const capacity__group *group)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (same_group(&nodes->group[i], group))
            return (int)i;
    return -1;
}

int capacity__group_before(const capacity__pair *pair, size_t after)
{
    return group_like(&pair->before->nodes[pair->answer],
                      &pair->after->nodes[pair->answer].group[after]);
}

int capacity__group_after(const capacity__pair *pair, size_t before)
{
    return group_like(&pair->after->nodes[pair->answer],
                      &pair->before->nodes[pair->answer].group[before]);
}

static const char *bought(uint32_t purchase)
{
    static const char *const names[] = {"", "on demand", "spot", "committed"};
    return names[purchase];
}

/* Rows are the public ones, so that labels and taints are those that a caller sees. */
static void group(const teller *walk, const capacity_plan_group *a, const capacity_plan_group *b,
                  int key, const char *name)
{
    char label[2][CAPACITY_LABEL_SIZE], taint[2][CAPACITY_LABEL_SIZE + CAPACITY_NAME_SIZE];
    const capacity_plan_group *side[] = {a, b};
    for (int i = 0; i < 2; i++) {
        const char *sign = side[i]->label_key[0] != '\0' ? "=" : "";
        capacity__out out = capacity__out_new(label[i], sizeof label[i]);
        capacity__put_format(&out, "%s%s%s", side[i]->label_key, sign, side[i]->label_value);
        (void)capacity__out_end(&out, NULL, NULL);
        sign = side[i]->taint_key[0] != '\0' ? "=" : "";
        out = capacity__out_new(taint[i], sizeof taint[i]);
        capacity__put_format(&out, "%s%s%s%s%s", side[i]->taint_key, sign, side[i]->taint_value,
                             sign[0] != '\0' ? ":" : "", side[i]->taint_effect);
        (void)capacity__out_end(&out, NULL, NULL);
    }
    const difference facts[] = {
        NAMED(NODE_TYPES, a->node_types, b->node_types),
        NAMED(PURCHASE, bought(a->purchase), bought(b->purchase)),
        FACT(NODES_MIN, COUNT, a->nodes_low, b->nodes_low),
        FACT(NODES, COUNT, a->nodes, b->nodes),
        FACT(NODES_MAX, COUNT, a->nodes_high, b->nodes_high),
        NAMED(LABEL, label[0], label[1]),
        NAMED(TAINT, taint[0], taint[1]),
    };
    int sign = key >= CAPACITY__GONE ? -1 : sign_of(facts, COUNT(facts));
    if (b->region > 0 || a->region > 0)
        TELL(REGIONS, sign, CAPACITY__ALONE, name, facts);
    else
        TELL(NODES, sign, key, name, facts);
}

static void groups(const teller *walk)
{
    const capacity__pair *pair = walk->pair;
    const capacity_plan_group none = CAPACITY_INIT(capacity_plan_group);
    capacity_plan_group a, b;

    for (size_t i = 0; i < pair->after->nodes[pair->answer].count; i++) {
        int was = capacity__group_before(pair, i);
        a = none;
        if (was >= 0)
            capacity__group_row(pair->before, pair->answer, (size_t)was, &a);
        capacity__group_row(pair->after, pair->answer, i, &b);
        group(walk, &a, &b, (int)i, pair->after->nodes[pair->answer].group[i].name);
    }
    for (size_t i = 0; i < pair->before->nodes[pair->answer].count; i++) {
        if (capacity__group_after(pair, i) >= 0)
            continue;
        capacity__group_row(pair->before, pair->answer, i, &a);
        group(walk, &a, &none, CAPACITY__GONE + (int)i,
              pair->before->nodes[pair->answer].group[i].name);
    }
}

/* --- tables -------------------------------------------------------------------------------- */

static const capacity_plan_table no_table;

static const char *billed(uint32_t billing)
{
    return billing == CAPACITY_BILLING_PROVISIONED ? "provisioned"
           : billing == CAPACITY_BILLING_ON_DEMAND ? "on demand"
                                                   : "";
}

/* Units that nobody provisions are no difference. */
static int64_t if_provisioned(const capacity_plan_table *row, int64_t units)
{
    return row->billing == CAPACITY_BILLING_PROVISIONED ? units : 0;
}

static int64_t regions_of(const capacity_plan *plan, capacity_answer answer)
{
    return 1 + plan->services[answer].replica_regions;
}

static void table(const teller *walk, const capacity_plan_table *a, const capacity_plan_table *b,
                  int key)
{
    const capacity__pair *pair = walk->pair;
    const char *name = b->name[0] != '\0' ? b->name : a->name;
    const difference facts[] = {
        NAMED(BILLING, billed(a->billing), billed(b->billing)),
        FACT(RCU, COUNT, if_provisioned(a, a->provisioned_rcu),
             if_provisioned(b, b->provisioned_rcu)),
        FACT(WCU, COUNT, if_provisioned(a, a->provisioned_wcu),
             if_provisioned(b, b->provisioned_wcu)),
        FACT(RESERVED_RCU, COUNT, if_provisioned(a, a->reserved_rcu),
             if_provisioned(b, b->reserved_rcu)),
        FACT(RESERVED_WCU, COUNT, if_provisioned(a, a->reserved_wcu),
             if_provisioned(b, b->reserved_wcu)),
        FACT(TABLE_REGIONS, COUNT, a == &no_table ? 0 : regions_of(pair->before, pair->answer),
             b == &no_table ? 0 : regions_of(pair->after, pair->answer)),
    };
    TELL(TABLES, key >= CAPACITY__GONE ? -1 : sign_of(facts, COUNT(facts)), key, name, facts);
}

static int table_at(const capacity_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->data.count; i++)
        if (strcmp(plan->data.row[i].name, name) == 0)
            return (int)i;
    return -1;
}

static void tables(const teller *walk)
{
    const capacity_plan *before = walk->pair->before, *after = walk->pair->after;
    for (size_t i = 0; i < after->data.count; i++) {
        int was = table_at(before, after->data.row[i].name);
        table(walk, was < 0 ? &no_table : &before->data.row[was], &after->data.row[i], (int)i);
    }
    for (size_t i = 0; i < before->data.count; i++)
        if (table_at(after, before->data.row[i].name) < 0)
            table(walk, &before->data.row[i], &no_table, CAPACITY__GONE + (int)i);
}

/* --- services ------------------------------------------------------------------------------ */

/* What the lines of an item cost: it tells which of two node types is the larger. */
static int64_t cost_of(const capacity_plan *plan, capacity_answer answer, int item)
{
    const capacity__bill *bill = &plan->bill[answer];
    int64_t cost = 0;
    for (size_t i = 0; i < bill->count; i++)
        if (bill->line[i].item == item)
            cost += bill->line[i].cost_uusd[CAPACITY__EXPECTED]; /* part of a checked total */
    return cost;
}

static int sign_by_cost(const capacity__pair *pair, int item, int64_t before, int64_t after)
{
    int64_t was = cost_of(pair->before, pair->answer, item);
    int64_t is = cost_of(pair->after, pair->answer, item);
    return was != is ? (is > was ? 1 : -1) : after >= before ? 1 : -1;
}

static const char *type_if(int64_t nodes, const char *type)
{
    return nodes > 0 ? type : "";
}

static const char *queue_name(uint32_t queue)
{
    return capacity__choice_name(&capacity__choices_queue, (int64_t)queue);
}

static int has_cdn(const capacity_plan *plan, capacity_answer answer)
{
    const capacity__services *services = &plan->services[answer];
    return services->has_cdn || services->cdn_bytes[CAPACITY__HIGH] > 0;
}

static int64_t gateways(const capacity_plan *plan)
{
    return capacity__or(CAPACITY__IN(plan, NAT_GATEWAYS), CAPACITY__IN(plan, ZONES));
}

static void services(const teller *walk)
{
    const capacity__pair *pair = walk->pair;
    const capacity__services *a = &pair->before->services[pair->answer];
    const capacity__services *b = &pair->after->services[pair->answer];
    const difference regions[] = {
        FACT(REGIONS, COUNT, a->replica_regions, b->replica_regions),
        FACT(STANDBY, PPM, a->replica_regions > 0 ? a->standby_ppm : 0,
             b->replica_regions > 0 ? b->standby_ppm : 0),
    };
    const difference dax[] = {
        FACT(DAX_NODES, COUNT, a->dax_nodes, b->dax_nodes),
        NAMED(DAX_TYPE, type_if(a->dax_nodes, a->dax_type), type_if(b->dax_nodes, b->dax_type))};
    const difference cache[] = {FACT(CACHE_NODES, COUNT, a->cache_nodes, b->cache_nodes),
                                NAMED(CACHE_TYPE, type_if(a->cache_nodes, a->cache_type),
                                      type_if(b->cache_nodes, b->cache_type))};
    const difference queue[] = {NAMED(QUEUE, queue_name(a->queue), queue_name(b->queue))};
    const difference cdn[] = {
        FACT(CDN, BOOL, has_cdn(pair->before, pair->answer), has_cdn(pair->after, pair->answer))};
    const difference network[] = {
        FACT(LOAD_BALANCERS, COUNT, a->load_balancers, b->load_balancers),
        FACT(NAT_GATEWAYS, COUNT, gateways(pair->before), gateways(pair->after)),
        FACT(ZONES, COUNT, CAPACITY__IN(pair->before, ZONES), CAPACITY__IN(pair->after, ZONES)),
    };
    TELL(REGIONS, sign_of(regions, COUNT(regions)), CAPACITY__ALONE, "", regions);
    TELL(DAX, sign_by_cost(pair, CAPACITY__ITEM_DAX, a->dax_nodes, b->dax_nodes), CAPACITY__ALONE,
         "", dax);
    TELL(CACHE, sign_by_cost(pair, CAPACITY__ITEM_CACHE, a->cache_nodes, b->cache_nodes),
         CAPACITY__ALONE, "", cache);
    TELL(QUEUE, b->queue == CAPACITY_QUEUE_NONE ? -1 : 1, CAPACITY__ALONE, "", queue);
    TELL(CDN, sign_of(cdn, COUNT(cdn)), CAPACITY__ALONE, "", cdn);
    TELL(NETWORK, sign_of(network, COUNT(network)), CAPACITY__ALONE, "", network);
}

void capacity__walk_changes(const capacity__pair *pair, capacity__on_change found, void *context)
{
    const teller walk = {pair, found, context};
    groups(&walk);
    components(&walk);
    tables(&walk);
    services(&walk);
}

/* --- results ------------------------------------------------------------------------------- */

/* Results that follow from one kind of step; all others are checked at the end. */
static const struct owner {
    capacity_field field;
    capacity_migration_kind kind;
    const char *subject;
} owners[] = {
    {CAPACITY_OUT_USERS, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_DEMAND_MRPS, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_USERS_DEMAND_MRPS, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_INFLIGHT, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_CONNECTIONS, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_USERS_AT_HORIZON, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_READ_MRCU, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_WRITE_MWCU, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_PARTITIONS, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_LLM_REQUESTS_MRPM, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_LLM_TOKENS_TPM, CAPACITY_MIGRATION_KIND_LOAD, ""},
    {CAPACITY_OUT_TIER, CAPACITY_MIGRATION_KIND_BASELINE, ""},
    {CAPACITY_OUT_BACKEND_PODS, CAPACITY_MIGRATION_KIND_REPLICAS, "backend"},
    {CAPACITY_OUT_BACKEND_PODS_MAX, CAPACITY_MIGRATION_KIND_AUTOSCALING, "backend"},
    {CAPACITY_OUT_BACKEND_HPA_RATE_MRPS, CAPACITY_MIGRATION_KIND_AUTOSCALING, "backend"},
    {CAPACITY_OUT_FRONTEND_PODS, CAPACITY_MIGRATION_KIND_REPLICAS, "frontend"},
    {CAPACITY_OUT_FRONTEND_PODS_MAX, CAPACITY_MIGRATION_KIND_AUTOSCALING, "frontend"},
    {CAPACITY_OUT_NODES, CAPACITY_MIGRATION_KIND_NODES, ""},
    {CAPACITY_OUT_NODES_MAX, CAPACITY_MIGRATION_KIND_NODES, ""},
    {CAPACITY_OUT_NODES_STANDBY, CAPACITY_MIGRATION_KIND_REGIONS, ""},
    {CAPACITY_OUT_PROVISIONED_RCU, CAPACITY_MIGRATION_KIND_TABLES, ""},
    {CAPACITY_OUT_PROVISIONED_WCU, CAPACITY_MIGRATION_KIND_TABLES, ""},
};

void capacity__walk_results(const capacity__pair *pair, capacity__on_change found, void *context)
{
    size_t count = capacity__difference_count(pair->before, pair->after);
    for (size_t i = 0; i < count; i++) {
        capacity_difference row;
        capacity__difference_row(pair->before, pair->after, i, &row);
        const capacity__field_info *info = capacity__field((capacity_field)row.field);
        struct owner owner = {info->field, CAPACITY_MIGRATION_KIND_VERIFY, ""};
        for (size_t k = 0; k < COUNT(owners); k++)
            if (owners[k].field == info->field)
                owner = owners[k];
        found(context,
              &(capacity__change){CAPACITY_CHANGE_RESULT, owner.kind,
                                  row.after < row.before ? -1 : 1, CAPACITY__ALONE, owner.subject,
                                  info->field, info->unit, row.before, row.after, NULL, NULL});
    }
}
