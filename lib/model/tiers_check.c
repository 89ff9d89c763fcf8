/*
 * What must hold in a tier and between tiers of a ladder of one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/tiers_check.h"

#include "model/check.h"

#include <string.h>

#define COUNT(members) (sizeof(members) / sizeof *(members))

/* As far as the fields of a profile go, and a billion USD a month. */
#define PODS INT64_C(1000000)
#define CPU INT64_C(1000000)
#define MEMORY INT64_C(17592186044416)
#define CLUSTER_CPU INT64_C(1000000000000)
#define CLUSTER_MEMORY (INT64_C(1) << 60)
#define UNITS INT64_C(1000000000)
#define TRAFFIC (INT64_C(1) << 50)
#define MONEY INT64_C(1000000000000000)

#define TIER(name, lowest, highest) CAPACITY__NUMBER(capacity_tier, name, lowest, highest)
#define TIER_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_tier, name, CAPACITY__TEXT_##rule)
#define PART(name, lowest, highest) CAPACITY__NUMBER(capacity_tier_component, name, lowest, highest)
#define GROUP(name, lowest, highest) CAPACITY__NUMBER(capacity_tier_group, name, lowest, highest)
#define GROUP_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_tier_group, name, CAPACITY__TEXT_##rule)
#define ITEM(name, lowest, highest) CAPACITY__NUMBER(capacity_tier_item, name, lowest, highest)
#define ITEM_TEXT(name, rule) CAPACITY__TEXT_OF(capacity_tier_item, name, CAPACITY__TEXT_##rule)

static const capacity__text tier_texts[] = {
    TIER_TEXT(name, NAME),
    TIER_TEXT(title, LABEL),
    TIER_TEXT(use_case, LABEL_OPTIONAL),
    TIER_TEXT(cache_node_type, NAME_OPTIONAL),
    TIER_TEXT(dax_node_type, NAME_OPTIONAL),
};
static const capacity__number tier_numbers[] = {
    TIER(users_min, 0, INT64_MAX),
    TIER(users_max, 1, INT64_MAX),
    TIER(total_users_min, 0, INT64_MAX),
    TIER(total_users_max, 1, INT64_MAX),
    TIER(rate_min_mrps, 0, INT64_MAX),
    TIER(rate_max_mrps, 0, INT64_MAX),
    TIER(cluster_cpu_min_mcpu, 0, CLUSTER_CPU),
    TIER(cluster_cpu_max_mcpu, 0, CLUSTER_CPU),
    TIER(cluster_memory_min_bytes, 0, CLUSTER_MEMORY),
    TIER(cluster_memory_max_bytes, 0, CLUSTER_MEMORY),
    TIER(read_units_min, 0, UNITS),
    TIER(read_units_max, 0, UNITS),
    TIER(write_units_min, 0, UNITS),
    TIER(write_units_max, 0, UNITS),
    TIER(reserved_saving_min_ppm, 0, CAPACITY_PPM),
    TIER(reserved_saving_max_ppm, 0, CAPACITY_PPM),
    TIER(cache_nodes, 0, 500),
    TIER(dax_nodes, 0, 11),
    TIER(load_balancers, 0, 1000),
    TIER(cdn_traffic_min_bytes, 0, TRAFFIC),
    TIER(cdn_traffic_max_bytes, 0, TRAFFIC),
    TIER(replica_regions_min, 0, 5),
    TIER(replica_regions_max, 0, 5),
    TIER(standby_share_ppm, 0, CAPACITY_PPM),
    TIER(spot_discount_ppm, 0, 950000),
    TIER(monthly_low_uusd, 0, MONEY),
    TIER(monthly_high_uusd, 0, MONEY),
};
static const capacity__number part_numbers[] = {
    PART(replicas, 0, PODS),
    PART(pods_min, 0, PODS),
    PART(pods_max, 1, PODS),
    PART(cpu_request_mcpu, 1, CPU),
    PART(cpu_limit_mcpu, 0, CPU),
    PART(memory_request_bytes, 1, MEMORY),
    PART(memory_limit_bytes, 0, MEMORY),
    PART(cpu_target_ppm, 0, CAPACITY_PPM),
    PART(memory_target_ppm, 0, CAPACITY_PPM),
    PART(users_at_min_low, 0, INT64_MAX),
    PART(users_at_min_high, 0, INT64_MAX),
    PART(users_at_max_low, 0, INT64_MAX),
    PART(users_at_max_high, 0, INT64_MAX),
};
static const capacity__text group_texts[] = {
    GROUP_TEXT(name, NAME),
    GROUP_TEXT(title, LABEL),
    GROUP_TEXT(node_type, NAME),
    GROUP_TEXT(node_types, LABEL),
    GROUP_TEXT(label_key, LABEL_OPTIONAL),
    GROUP_TEXT(label_value, LABEL_OPTIONAL),
    GROUP_TEXT(taint_key, LABEL_OPTIONAL),
    GROUP_TEXT(taint_value, LABEL_OPTIONAL),
    GROUP_TEXT(taint_effect, LABEL_OPTIONAL),
};
static const capacity__number group_numbers[] = {
    GROUP(nodes_min, 0, PODS),
    GROUP(nodes_desired, CAPACITY_AUTO, PODS),
    GROUP(nodes_max, 1, PODS),
};
static const capacity__text item_texts[] = {
    ITEM_TEXT(key, NAME),
    ITEM_TEXT(title, LABEL),
    ITEM_TEXT(detail, LABEL_OPTIONAL),
};
static const capacity__number item_numbers[] = {
    ITEM(monthly_low_uusd, 0, MONEY),
    ITEM(monthly_high_uusd, 0, MONEY),
};

/* Two members of which the first may not exceed the second. */
typedef struct pair {
    const char *low_name, *high_name;
    size_t low, high;
} pair;
#define PAIR(type, low, high)                                                                      \
    {                                                                                              \
#low, #high, offsetof(type, low), offsetof(type, high)                                     \
    }
#define TIER_PAIR(low, high) PAIR(capacity_tier, low, high)
#define PART_PAIR(low, high) PAIR(capacity_tier_component, low, high)

static const pair tier_pairs[] = {
    TIER_PAIR(rate_min_mrps, rate_max_mrps),
    TIER_PAIR(cluster_cpu_min_mcpu, cluster_cpu_max_mcpu),
    TIER_PAIR(cluster_memory_min_bytes, cluster_memory_max_bytes),
    TIER_PAIR(read_units_min, read_units_max),
    TIER_PAIR(write_units_min, write_units_max),
    TIER_PAIR(reserved_saving_min_ppm, reserved_saving_max_ppm),
    TIER_PAIR(cdn_traffic_min_bytes, cdn_traffic_max_bytes),
    TIER_PAIR(replica_regions_min, replica_regions_max),
    TIER_PAIR(monthly_low_uusd, monthly_high_uusd),
};
static const pair part_pairs[] = {
    PART_PAIR(pods_min, pods_max),
    PART_PAIR(users_at_min_low, users_at_min_high),
    PART_PAIR(users_at_max_low, users_at_max_high),
};
static const pair limit_pairs[] = {
    PART_PAIR(cpu_request_mcpu, cpu_limit_mcpu),
    PART_PAIR(memory_request_bytes, memory_limit_bytes),
};
static const pair group_pairs[] = {PAIR(capacity_tier_group, nodes_min, nodes_max)};
static const pair item_pairs[] = {PAIR(capacity_tier_item, monthly_low_uusd, monthly_high_uusd)};

/* `zero_is_none`: a second member of 0 says nothing. */
static capacity_status check_pairs(capacity_error *err, const char *whose, const void *row,
                                   const pair *pairs, size_t count, int zero_is_none)
{
    for (size_t i = 0; i < count; i++) {
        int64_t low, high;
        memcpy(&low, (const char *)row + pairs[i].low, sizeof low);
        memcpy(&high, (const char *)row + pairs[i].high, sizeof high);
        if (low > high && !(zero_is_none && high == 0))
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                                  "%s: %s %" PRId64 " exceeds %s %" PRId64, whose,
                                  pairs[i].low_name, low, pairs[i].high_name, high);
    }
    return CAPACITY_OK;
}

/* The beginning of messages: which tier, and which of its parts. */
typedef struct subject {
    char text[3 * CAPACITY_NAME_SIZE];
} subject;

static subject subject_of(const char *tier, const char *what, const char *name)
{
    subject made;
    capacity__out out = capacity__out_new(made.text, sizeof made.text);
    capacity__put_format(&out, "tier %s", tier);
    if (what[0] != '\0')
        capacity__put_format(&out, ", %s %s", what, name);
    (void)capacity__out_end(&out, NULL, NULL);
    return made;
}

static capacity_status check_part(const char *tier, const char *name,
                                  const capacity_tier_component *part, capacity_error *err)
{
    const uint32_t metrics =
        CAPACITY_TIER_METRIC_RATE | CAPACITY_TIER_METRIC_CONNECTIONS | CAPACITY_TIER_METRIC_P95;
    subject whose = subject_of(tier, "component", name);
    if (strncmp(part->name, name, sizeof part->name) != 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: its name is another", whose.text);
    CAPACITY__TRY(
        capacity__check_numbers(err, whose.text, part, part_numbers, COUNT(part_numbers)));
    CAPACITY__TRY(check_pairs(err, whose.text, part, part_pairs, COUNT(part_pairs), 0));
    CAPACITY__TRY(check_pairs(err, whose.text, part, limit_pairs, COUNT(limit_pairs), 1));
    return capacity__check_flags(err, whose.text, part->metrics, metrics);
}

/* The type at which a group is priced is the first of its types. */
static int begins_with(const char *types, const char *type)
{
    size_t size = strlen(type);
    return strncmp(types, type, size) == 0 && (types[size] == '\0' || types[size] == ',');
}

static capacity_status check_group(const char *tier, const capacity_tier_group *group,
                                   capacity_error *err)
{
    CAPACITY__TRY(
        capacity__check_texts(err, subject_of(tier, "node", "group").text, group, group_texts, 1));
    subject whose = subject_of(tier, "node group", group->name);
    CAPACITY__TRY(capacity__check_texts(err, whose.text, group, group_texts, COUNT(group_texts)));
    CAPACITY__TRY(
        capacity__check_numbers(err, whose.text, group, group_numbers, COUNT(group_numbers)));
    CAPACITY__TRY(check_pairs(err, whose.text, group, group_pairs, COUNT(group_pairs), 0));
    if (group->nodes_desired != CAPACITY_AUTO)
        CAPACITY__TRY(capacity__in_range(err,
                                         subject_of(tier, "nodes_desired of", group->name).text,
                                         group->nodes_desired, group->nodes_min, group->nodes_max));
    if (group->purchase < CAPACITY_PURCHASE_ON_DEMAND ||
        group->purchase > CAPACITY_PURCHASE_COMMITTED)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: purchase %" PRId64 " is none of 1 to 3", whose.text,
                              (int64_t)group->purchase);
    if (!begins_with(group->node_types, group->node_type))
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: node_types do not begin with %s", whose.text, group->node_type);
    return CAPACITY_OK;
}

static capacity_status check_groups(const capacity__tier *tier, capacity_error *err)
{
    subject whose = subject_of(tier->tier.name, "", "");
    if (tier->group_count == 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: 0 node groups are below 1", whose.text);
    if (tier->group_count > CAPACITY__TIER_GROUPS)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "%s: %zu node groups exceed %zu", whose.text, tier->group_count,
                              (size_t)CAPACITY__TIER_GROUPS);
    for (size_t i = 0; i < tier->group_count; i++) {
        CAPACITY__TRY(check_group(tier->tier.name, &tier->groups[i], err));
        for (size_t j = 0; j < i; j++)
            if (strcmp(tier->groups[j].name, tier->groups[i].name) == 0)
                return capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, -1,
                                      "%s: two node groups %s", whose.text, tier->groups[i].name);
    }
    return CAPACITY_OK;
}

static capacity_status check_items(const capacity__tier *tier, capacity_error *err)
{
    const uint32_t flags =
        CAPACITY_TIER_COST_OPEN | CAPACITY_TIER_ALTERNATIVE | CAPACITY_TIER_OPTIONAL;
    if (tier->item_count > CAPACITY__TIER_ITEMS)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "tier %s: %zu items exceed %zu", tier->tier.name, tier->item_count,
                              (size_t)CAPACITY__TIER_ITEMS);
    for (size_t i = 0; i < tier->item_count; i++) {
        const capacity_tier_item *item = &tier->items[i];
        CAPACITY__TRY(capacity__check_texts(err, subject_of(tier->tier.name, "an", "item").text,
                                            item, item_texts, 1));
        subject whose = subject_of(tier->tier.name, "item", item->key);
        CAPACITY__TRY(capacity__check_texts(err, whose.text, item, item_texts, COUNT(item_texts)));
        CAPACITY__TRY(
            capacity__check_numbers(err, whose.text, item, item_numbers, COUNT(item_numbers)));
        CAPACITY__TRY(check_pairs(err, whose.text, item, item_pairs, COUNT(item_pairs), 0));
        CAPACITY__TRY(capacity__check_flags(err, whose.text, item->flags, flags));
    }
    return CAPACITY_OK;
}

static capacity_status check_tier(const capacity__tier *tier, size_t index, capacity_error *err)
{
    char number[24];
    capacity__out out = capacity__out_new(number, sizeof number);
    capacity__put_format(&out, "tier %zu", index);
    (void)capacity__out_end(&out, NULL, NULL);
    CAPACITY__TRY(capacity__check_texts(err, number, &tier->tier, tier_texts, 1));

    subject whose = subject_of(tier->tier.name, "", "");
    const capacity_tier *row = &tier->tier;
    CAPACITY__TRY(capacity__check_texts(err, whose.text, row, tier_texts, COUNT(tier_texts)));
    CAPACITY__TRY(capacity__check_numbers(err, whose.text, row, tier_numbers, COUNT(tier_numbers)));
    CAPACITY__TRY(check_pairs(err, whose.text, row, tier_pairs, COUNT(tier_pairs), 0));
    CAPACITY__TRY(capacity__check_flags(err, whose.text, row->flags, CAPACITY_TIER_COST_OPEN));
    if (row->queue < CAPACITY_QUEUE_NONE || row->queue > CAPACITY_QUEUE_MQ_PAIR)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: queue %" PRId64 " is none of 1 to 4", whose.text,
                              (int64_t)row->queue);
    if ((row->cache_nodes == 0) != (row->cache_node_type[0] == '\0') ||
        (row->dax_nodes == 0) != (row->dax_node_type[0] == '\0'))
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s: nodes of cache or dax and their node type need each other",
                              whose.text);
    CAPACITY__TRY(check_part(row->name, "backend", &tier->backend, err));
    CAPACITY__TRY(check_part(row->name, "frontend", &tier->frontend, err));
    CAPACITY__TRY(check_groups(tier, err));
    return check_items(tier, err);
}

/* One criterion: from 0, without gap or overlap, to an open end. */
static capacity_status check_borders(const capacity__tier *tiers, size_t count, const pair *borders,
                                     capacity_error *err)
{
    int64_t expected = 0;
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)&tiers[i].tier;
        int64_t low, high;
        memcpy(&low, row + borders->low, sizeof low);
        memcpy(&high, row + borders->high, sizeof high);
        if (low != expected)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "tier %s: %s %" PRId64 " is not %" PRId64
                                  ", where the tiers below end",
                                  tiers[i].tier.name, borders->low_name, low, expected);
        if (high <= low)
            return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "tier %s: %s %" PRId64 " is not above %" PRId64,
                                  tiers[i].tier.name, borders->high_name, high, low);
        expected = high;
    }
    if (expected != CAPACITY_OPEN)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, (int64_t)count - 1,
                              "tier %s: %s %" PRId64 " of the last tier is not open",
                              tiers[count - 1].tier.name, borders->high_name, expected);
    return CAPACITY_OK;
}

capacity_status capacity__check_ladder(const capacity__tier *tiers, size_t count,
                                       capacity_error *err)
{
    static const pair users = TIER_PAIR(users_min, users_max);
    static const pair total_users = TIER_PAIR(total_users_min, total_users_max);

    if (count == 0)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "0 tiers are below 1");
    if (count > CAPACITY_MAX_ROWS)
        return capacity__fail(err, CAPACITY_E_TOO_LARGE, CAPACITY_FIELD_NONE, -1,
                              "%zu tiers exceed %zu", count, (size_t)CAPACITY_MAX_ROWS);
    for (size_t i = 0; i < count; i++) {
        capacity_status status = check_tier(&tiers[i], i, err);
        if (status < 0 && err != NULL)
            err->index = (int64_t)i;
        CAPACITY__TRY(status);
        for (size_t j = 0; j < i; j++)
            if (strcmp(tiers[j].tier.name, tiers[i].tier.name) == 0)
                return capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, (int64_t)i,
                                      "two tiers %s", tiers[i].tier.name);
    }
    CAPACITY__TRY(check_borders(tiers, count, &users, err));
    return check_borders(tiers, count, &total_users, err);
}
