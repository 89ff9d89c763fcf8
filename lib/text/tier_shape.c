/*
 * A tier's map as tables, with the lists inside it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/tier_shape.h"

#include <string.h>

static const char *const purchase_names[] = {"on_demand", "spot", "committed"};
static const capacity__choices purchases = {CAPACITY_PURCHASE_ON_DEMAND, 3, purchase_names};
static const char *const metric_names[] = {"request_rate", "connections", "response_time_p95"};
static const capacity__choices metrics = {0, 3, metric_names};
static const uint32_t metric_bits[] = {CAPACITY_TIER_METRIC_RATE, CAPACITY_TIER_METRIC_CONNECTIONS,
                                       CAPACITY_TIER_METRIC_P95};

static capacity_status read_types(capacity__reader *reader, void *target, capacity_error *err);
static capacity_status read_metrics(capacity__reader *reader, void *target, capacity_error *err);
static capacity_status read_groups(capacity__reader *reader, void *target, capacity_error *err);
static capacity_status read_items(capacity__reader *reader, void *target, capacity_error *err);
static void write_types(capacity__emitter *emitter, const char *key, const void *target);
static void write_metrics(capacity__emitter *emitter, const char *key, const void *target);
static void write_groups(capacity__emitter *emitter, const char *key, const void *target);
static void write_items(capacity__emitter *emitter, const char *key, const void *target);

/* --- the tables --------------------------------------------------------------------------------- */

#define PART(name, word, of) CAPACITY__QUANTITY_KEY(capacity_tier_component, name, word, of)
#define GROUP(name, word, of) CAPACITY__QUANTITY_KEY(capacity_tier_group, name, word, of)
#define GROUP_TEXT(name, word) CAPACITY__TEXT_KEY(capacity_tier_group, name, word)
#define ITEM(name, word, of) CAPACITY__QUANTITY_KEY(capacity_tier_item, name, word, of)
#define ITEM_TEXT(name, word) CAPACITY__TEXT_KEY(capacity_tier_item, name, word)
#define TIER(name, word, of) CAPACITY__QUANTITY_KEY(capacity_tier, name, word, of)
#define TIER_TEXT(name, word) CAPACITY__TEXT_KEY(capacity_tier, name, word)

/* A map of two numbers of the struct it stands in. */
#define RANGE(table, type, low_word, low_name, high_word, high_name, of, open)                     \
    static const capacity__member table##_members[] = {                                            \
        {CAPACITY__QUANTITY_KEY(type, low_name, low_word, of)},                                    \
        {CAPACITY__QUANTITY_KEY(type, high_name, high_word, of), .preset = (open)},                \
    };                                                                                             \
    static const capacity__shape table = CAPACITY__SHAPE(table##_members)

RANGE(at_min_shape, capacity_tier_component, "low", users_at_min_low, "high", users_at_min_high,
      COUNT, 0);
RANGE(at_max_shape, capacity_tier_component, "low", users_at_max_low, "high", users_at_max_high,
      COUNT, 0);
RANGE(users_shape, capacity_tier, "min", users_min, "max", users_max, COUNT, CAPACITY_OPEN);
RANGE(total_shape, capacity_tier, "min", total_users_min, "max", total_users_max, COUNT,
      CAPACITY_OPEN);
RANGE(rate_shape, capacity_tier, "min", rate_min_mrps, "max", rate_max_mrps, MRPS, CAPACITY_OPEN);
RANGE(cdn_shape, capacity_tier, "traffic_min", cdn_traffic_min_bytes, "traffic_max",
      cdn_traffic_max_bytes, BYTES, 0);
RANGE(replicas_shape, capacity_tier, "min", replica_regions_min, "max", replica_regions_max, COUNT,
      0);

static const capacity__member part_members[] = {
    {PART(replicas, "replicas", COUNT)},
    {PART(pods_min, "pods_min", COUNT), .required = 1},
    {PART(pods_max, "pods_max", COUNT), .required = 1},
    {PART(cpu_request_mcpu, "cpu_request", MCPU), .required = 1},
    {PART(cpu_limit_mcpu, "cpu_limit", MCPU)},
    {PART(memory_request_bytes, "memory_request", BYTES), .required = 1},
    {PART(memory_limit_bytes, "memory_limit", BYTES)},
    {PART(cpu_target_ppm, "cpu_target", PPM)},
    {PART(memory_target_ppm, "memory_target", PPM)},
    {CAPACITY__OTHER_KEY(0, "metrics", read_metrics, write_metrics)},
    {CAPACITY__MAP_KEY(0, "users_at_min", &at_min_shape)},
    {CAPACITY__MAP_KEY(0, "users_at_max", &at_max_shape)},
};
static const capacity__shape part_shape = CAPACITY__SHAPE(part_members);

static const capacity__member parts_members[] = {
    {CAPACITY__MAP_KEY(offsetof(capacity__tier, backend), "backend", &part_shape), .required = 1},
    {CAPACITY__MAP_KEY(offsetof(capacity__tier, frontend), "frontend", &part_shape), .required = 1},
};
static const capacity__shape parts_shape = CAPACITY__SHAPE(parts_members);

static const capacity__member label_members[] = {
    {GROUP_TEXT(label_key, "key"), .required = 1},
    {GROUP_TEXT(label_value, "value")},
};
static const capacity__shape label_shape = CAPACITY__SHAPE(label_members);

static const capacity__member taint_members[] = {
    {GROUP_TEXT(taint_key, "key"), .required = 1},
    {GROUP_TEXT(taint_value, "value")},
    {GROUP_TEXT(taint_effect, "effect")},
};
static const capacity__shape taint_shape = CAPACITY__SHAPE(taint_members);

static const capacity__member group_members[] = {
    {GROUP_TEXT(name, "name"), .required = 1},
    {GROUP_TEXT(title, "title"), .required = 1},
    {CAPACITY__CHOICE_KEY(capacity_tier_group, purchase, "purchase", &purchases), .required = 1},
    {CAPACITY__OTHER_KEY(0, "node_types", read_types, write_types), .required = 1},
    {GROUP(nodes_min, "nodes_min", COUNT), .required = 1},
    {GROUP(nodes_desired, "nodes_desired", COUNT), .preset = CAPACITY_AUTO},
    {GROUP(nodes_max, "nodes_max", COUNT), .required = 1},
    {CAPACITY__MAP_KEY(0, "label", &label_shape)},
    {CAPACITY__MAP_KEY(0, "taint", &taint_shape)},
};
static const capacity__shape group_shape = CAPACITY__SHAPE(group_members);

static const capacity__member item_members[] = {
    {ITEM_TEXT(key, "key"), .required = 1},
    {ITEM_TEXT(title, "title"), .required = 1},
    {ITEM_TEXT(detail, "detail")},
    {ITEM(monthly_low_uusd, "low", UUSD)},
    {ITEM(monthly_high_uusd, "high", UUSD)},
    {CAPACITY__FLAG_KEY(capacity_tier_item, flags, "open", CAPACITY_TIER_COST_OPEN)},
    {CAPACITY__FLAG_KEY(capacity_tier_item, flags, "alternative", CAPACITY_TIER_ALTERNATIVE)},
    {CAPACITY__FLAG_KEY(capacity_tier_item, flags, "optional", CAPACITY_TIER_OPTIONAL)},
};
static const capacity__shape item_shape = CAPACITY__SHAPE(item_members);

static const capacity__member cluster_members[] = {
    {TIER(cluster_cpu_min_mcpu, "cpu_min", MCPU)},
    {TIER(cluster_cpu_max_mcpu, "cpu_max", MCPU)},
    {TIER(cluster_memory_min_bytes, "memory_min", BYTES)},
    {TIER(cluster_memory_max_bytes, "memory_max", BYTES)},
};
static const capacity__shape cluster_shape = CAPACITY__SHAPE(cluster_members);

static const capacity__member database_members[] = {
    {TIER(read_units_min, "read_units_min", COUNT)},
    {TIER(read_units_max, "read_units_max", COUNT)},
    {TIER(write_units_min, "write_units_min", COUNT)},
    {TIER(write_units_max, "write_units_max", COUNT)},
    {TIER(reserved_saving_min_ppm, "reserved_saving_min", PPM)},
    {TIER(reserved_saving_max_ppm, "reserved_saving_max", PPM)},
};
static const capacity__shape database_shape = CAPACITY__SHAPE(database_members);

static const capacity__member cache_members[] = {
    {TIER(cache_nodes, "nodes", COUNT)},
    {TIER_TEXT(cache_node_type, "node_type")},
};
static const capacity__shape cache_shape = CAPACITY__SHAPE(cache_members);

static const capacity__member dax_members[] = {
    {TIER(dax_nodes, "nodes", COUNT)},
    {TIER_TEXT(dax_node_type, "node_type")},
};
static const capacity__shape dax_shape = CAPACITY__SHAPE(dax_members);

static const capacity__member monthly_members[] = {
    {TIER(monthly_low_uusd, "low", UUSD)},
    {TIER(monthly_high_uusd, "high", UUSD)},
    {CAPACITY__FLAG_KEY(capacity_tier, flags, "open", CAPACITY_TIER_COST_OPEN)},
};
static const capacity__shape monthly_shape = CAPACITY__SHAPE(monthly_members);

_Static_assert(offsetof(capacity__tier, tier) == 0, "members of the row are found from the tier");

static const capacity__member tier_members[] = {
    {TIER_TEXT(name, "name"), .required = 1},
    {TIER_TEXT(title, "title"), .required = 1},
    {TIER_TEXT(use_case, "use_case")},
    {CAPACITY__MAP_KEY(0, "concurrent_users", &users_shape)},
    {CAPACITY__MAP_KEY(0, "total_users", &total_shape)},
    {CAPACITY__MAP_KEY(0, "request_rate", &rate_shape)},
    {CAPACITY__MAP_KEY(0, "cluster", &cluster_shape)},
    {CAPACITY__MAP_KEY(0, "components", &parts_shape), .required = 1},
    {CAPACITY__OTHER_KEY(0, "node_groups", read_groups, write_groups), .required = 1},
    {CAPACITY__MAP_KEY(0, "database", &database_shape)},
    {CAPACITY__MAP_KEY(0, "cache", &cache_shape)},
    {CAPACITY__MAP_KEY(0, "dax", &dax_shape)},
    {CAPACITY__MAP_KEY(0, "cdn", &cdn_shape)},
    {CAPACITY__CHOICE_KEY(capacity_tier, queue, "queue", &capacity__choices_queue),
     .preset = CAPACITY_QUEUE_NONE},
    {TIER(load_balancers, "load_balancers", COUNT)},
    {CAPACITY__MAP_KEY(0, "replica_regions", &replicas_shape)},
    {TIER(standby_share_ppm, "standby_share", PPM)},
    {TIER(spot_discount_ppm, "spot_discount", PPM)},
    {CAPACITY__MAP_KEY(0, "monthly", &monthly_shape)},
    {CAPACITY__OTHER_KEY(0, "items", read_items, write_items)},
};
const capacity__shape capacity__tier_shape = CAPACITY__SHAPE(tier_members);

/* --- reading ------------------------------------------------------------------------------------ */

capacity_status capacity__beyond(capacity__reader *reader, int64_t most, capacity_error *err)
{
    char path[CAPACITY__PATH_SIZE];
    return capacity__reader_fail(reader->mark, CAPACITY_E_TOO_LARGE, err, "%s is beyond %" PRId64,
                                 capacity__reader_path(reader, path), most);
}

/* The first type is the one at which a group is priced; all of them stand behind each other. */
static capacity_status read_type(capacity__reader *reader, size_t index, void *target,
                                 capacity_error *err)
{
    capacity_tier_group *group = target;
    char path[CAPACITY__PATH_SIZE];
    size_t used = strlen(group->node_types), room = sizeof group->node_types;

    CAPACITY__TRY(capacity__want_scalar(reader, err));
    if (!capacity__is_name(reader->text, reader->size))
        return capacity__reader_fail(reader->mark, CAPACITY_E_RANGE, err,
                                     "%s must be a name: [a-z0-9]([a-z0-9._-]*[a-z0-9])?",
                                     capacity__reader_path(reader, path));
    if (reader->size + 1 >= room - used)
        return capacity__reader_fail(reader->mark, CAPACITY_E_TOO_LARGE, err,
                                     "%s: the types of a group exceed %zu bytes together",
                                     capacity__reader_path(reader, path), room - 1);
    if (index == 0)
        memcpy(group->node_type, reader->text, reader->size + 1);
    else
        group->node_types[used++] = ',';
    memcpy(group->node_types + used, reader->text, reader->size + 1);
    return CAPACITY_OK;
}

static capacity_status read_types(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_type, target, err);
}

static capacity_status read_metric(capacity__reader *reader, size_t index, void *target,
                                   capacity_error *err)
{
    capacity_tier_component *part = target;
    char path[CAPACITY__PATH_SIZE];
    int64_t metric = 0;

    (void)index;
    CAPACITY__TRY(capacity__want_scalar(reader, err));
    CAPACITY__TRY(capacity__read_choice(reader, &metrics, &metric, err));
    if ((part->metrics & metric_bits[metric]) != 0)
        return capacity__reader_fail(reader->mark, CAPACITY_E_EXISTS, err,
                                     "%s is there already: %s", capacity__reader_path(reader, path),
                                     metric_names[metric]);
    part->metrics |= metric_bits[metric];
    return CAPACITY_OK;
}

static capacity_status read_metrics(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_metric, target, err);
}

static capacity_status read_group(capacity__reader *reader, size_t index, void *target,
                                  capacity_error *err)
{
    capacity__tier_draft *tier = target;
    if (index == CAPACITY__TIER_GROUPS)
        return capacity__beyond(reader, CAPACITY__TIER_GROUPS, err);
    capacity_tier_group *group = &tier->groups[index];
    capacity_tier_group_init(group, sizeof *group);
    capacity__shape_reset(&group_shape, group);
    tier->tier.group_count = index + 1;
    CAPACITY__TRY(capacity__read_map(reader, &group_shape, group, err));
    for (size_t i = 0; i < index; i++)
        if (strcmp(tier->groups[i].name, group->name) == 0)
            return capacity__repeated_name(reader, group->name, err);
    return CAPACITY_OK;
}

static capacity_status read_groups(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_group, target, err);
}

static capacity_status read_item(capacity__reader *reader, size_t index, void *target,
                                 capacity_error *err)
{
    capacity__tier_draft *tier = target;
    if (index == CAPACITY__TIER_ITEMS)
        return capacity__beyond(reader, CAPACITY__TIER_ITEMS, err);
    capacity_tier_item *item = &tier->items[index];
    capacity_tier_item_init(item, sizeof *item);
    tier->tier.item_count = index + 1;
    return capacity__read_map(reader, &item_shape, item, err);
}

static capacity_status read_items(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_item, target, err);
}

/* --- writing ------------------------------------------------------------------------------------ */

static void write_types(capacity__emitter *emitter, const char *key, const void *target)
{
    const capacity_tier_group *group = target;
    const char *at = group->node_types;

    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    while (*at != '\0') {
        char type[CAPACITY_LABEL_SIZE];
        size_t size = strcspn(at, ",");
        memcpy(type, at, size);
        type[size] = '\0';
        capacity__emit_string(emitter, type);
        at += size;
        at += strspn(at, ", ");
    }
    capacity__emit_list_end(emitter);
}

static void write_metrics(capacity__emitter *emitter, const char *key, const void *target)
{
    const capacity_tier_component *part = target;
    if (part->metrics == 0)
        return;
    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < metrics.count; i++)
        if ((part->metrics & metric_bits[i]) != 0)
            capacity__emit_string(emitter, metric_names[i]);
    capacity__emit_list_end(emitter);
}

static void write_groups(capacity__emitter *emitter, const char *key, const void *target)
{
    const capacity__tier *tier = target;
    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < tier->group_count; i++)
        capacity__emit_shape(emitter, &group_shape, &tier->groups[i]);
    capacity__emit_list_end(emitter);
}

static void write_items(capacity__emitter *emitter, const char *key, const void *target)
{
    const capacity__tier *tier = target;
    if (tier->item_count == 0)
        return;
    capacity__emit_key(emitter, key);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < tier->item_count; i++)
        capacity__emit_shape(emitter, &item_shape, &tier->items[i]);
    capacity__emit_list_end(emitter);
}
