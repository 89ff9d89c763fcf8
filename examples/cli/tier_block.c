/*
 * One tier in full: every number that the ladder holds.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tier_block.h"
#include "report.h"

#include <stdio.h>

int read_tier(const capacity_tiers *tiers, size_t index, tier_rows *out)
{
    capacity_error err;

    capacity_tier_init(&out->tier, sizeof out->tier);
    if (capacity_tiers_get(tiers, index, &out->tier, &err) < 0 ||
        capacity_tiers_get_components(tiers, index, out->components, sizeof *out->components,
                                      CAPACITY_MAX_ROWS, &out->component_count, &err) < 0 ||
        capacity_tiers_get_groups(tiers, index, out->groups, sizeof *out->groups, CAPACITY_MAX_ROWS,
                                  &out->group_count, &err) < 0 ||
        capacity_tiers_get_items(tiers, index, out->items, sizeof *out->items, CAPACITY_MAX_ROWS,
                                 &out->item_count, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return EXIT_FINE;
}

quantity tier_cost(const capacity_tier *tier)
{
    return quantity_money_range(tier->monthly_low_uusd, tier->monthly_high_uusd,
                                (tier->flags & CAPACITY_TIER_COST_OPEN) != 0);
}

/* A range of whole units of `unit` each: GiB of bytes, cores of millicores. */
static quantity whole_range(int64_t low, int64_t high, int64_t unit)
{
    return quantity_range(low / unit, high == CAPACITY_OPEN ? high : high / unit);
}

static void put_profile(const capacity_tier *t, const sheet *s)
{
    sheet_pair(s, "use case", "%s", t->use_case);
    sheet_pair(s, "concurrent users", "%s", quantity_range(t->users_min, t->users_max).text);
    sheet_pair(s, "total users", "%s", quantity_range(t->total_users_min, t->total_users_max).text);
    sheet_pair(s, "requests a second", "%s",
               whole_range(t->rate_min_mrps, t->rate_max_mrps, 1000).text);
    sheet_pair(s, "monthly cost", "%s", tier_cost(t).text);
}

static void put_targets(const capacity_tier_component *c, char *cell, size_t size)
{
    int n = 0;

    cell[0] = '\0';
    if (c->cpu_target_ppm)
        n = snprintf(cell, size, "CPU %s", quantity_of(CAPACITY_UNIT_PPM, c->cpu_target_ppm).text);
    if (c->memory_target_ppm && n >= 0 && (size_t)n < size)
        snprintf(cell + n, size - (size_t)n, "%smemory %s", n ? ", " : "",
                 quantity_of(CAPACITY_UNIT_PPM, c->memory_target_ppm).text);
}

static void put_pods(const tier_rows *t, const sheet *s)
{
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_column(&g, "Pods", 0);
    grid_column(&g, "Replicas", 1);
    grid_column(&g, "Autoscaled", 1);
    grid_column(&g, "Requests", 0);
    grid_column(&g, "Limits", 0);
    grid_column(&g, "Targets", 0);
    for (i = 0; i < t->component_count; i++) {
        const capacity_tier_component *c = &t->components[i];
        char targets[192];

        put_targets(c, targets, sizeof targets);
        grid_cell(&g, "%s", c->name);
        grid_cell(&g, "%s", quantity_count(c->replicas).text);
        grid_cell(&g, "%s", quantity_range(c->pods_min, c->pods_max).text);
        grid_cell(&g, "%s CPU, %s", quantity_of(CAPACITY_UNIT_MCPU, c->cpu_request_mcpu).text,
                  quantity_of(CAPACITY_UNIT_BYTES, c->memory_request_bytes).text);
        grid_cell(&g, "%s CPU, %s", quantity_of(CAPACITY_UNIT_MCPU, c->cpu_limit_mcpu).text,
                  quantity_of(CAPACITY_UNIT_BYTES, c->memory_limit_bytes).text);
        grid_cell(&g, "%s", targets);
    }
    grid_print(&g, s);
}

static void put_metrics(const capacity_tier_component *c, const sheet *s)
{
    static const struct {
        uint32_t bit;
        const char *name;
    } metrics[] = {
        {CAPACITY_TIER_METRIC_RATE, "requests a second"},
        {CAPACITY_TIER_METRIC_CONNECTIONS, "active connections"},
        {CAPACITY_TIER_METRIC_P95, "response time p95"},
    };
    char key[CAPACITY_NAME_SIZE + 16];
    text names = {0};
    size_t i;

    for (i = 0; i < sizeof metrics / sizeof *metrics; i++)
        if (c->metrics & metrics[i].bit)
            text_printf(&names, "%s%s", names.size ? ", " : "", metrics[i].name);
    snprintf(key, sizeof key, "%s metrics", c->name);
    if (names.size)
        sheet_pair(s, key, "%s", names.data);
    text_free(&names);
}

static void put_carries(const capacity_tier_component *c, const sheet *s)
{
    char key[CAPACITY_NAME_SIZE + 16];

    if (!c->users_at_min_high)
        return;
    snprintf(key, sizeof key, "%s carries", c->name);
    sheet_pair(s, key, "%s pods = %s users, %s pods = %s users", quantity_count(c->pods_min).text,
               quantity_range(c->users_at_min_low, c->users_at_min_high).text,
               quantity_count(c->pods_max).text,
               quantity_range(c->users_at_max_low, c->users_at_max_high).text);
}

static void put_label(const capacity_tier_group *p, const sheet *s)
{
    char taint[4 * CAPACITY_NAME_SIZE] = "";

    if (p->taint_key[0])
        snprintf(taint, sizeof taint, ", taint %s=%s:%s", p->taint_key, p->taint_value,
                 p->taint_effect);
    if (p->label_key[0])
        sheet_pair(s, p->name, "label %s=%s%s", p->label_key, p->label_value, taint);
    else if (*taint)
        sheet_pair(s, p->name, "%s", taint + 2);
}

static void put_groups(const tier_rows *t, const sheet *s)
{
    static const char *const purchases[] = {"?", "on demand", "spot", "committed"};
    grid g = {0};
    size_t i;

    sheet_gap(s);
    grid_column(&g, "Nodes", 0);
    grid_column(&g, "Bought", 0);
    grid_column(&g, "Min", 1);
    grid_column(&g, "Desired", 1);
    grid_column(&g, "Max", 1);
    grid_wrapping(&g, "Types");
    for (i = 0; i < t->group_count; i++) {
        const capacity_tier_group *p = &t->groups[i];

        grid_cell(&g, "%s: %s", p->name, p->title);
        grid_cell(&g, "%s", purchases[p->purchase < 4 ? p->purchase : 0]);
        grid_cell(&g, "%s", quantity_count(p->nodes_min).text);
        grid_cell(&g, "%s",
                  p->nodes_desired == CAPACITY_AUTO ? "-" : quantity_count(p->nodes_desired).text);
        grid_cell(&g, "%s", quantity_count(p->nodes_max).text);
        grid_list(&g, p->node_types);
    }
    grid_print(&g, s);
    for (i = 0; i < t->group_count; i++)
        put_label(&t->groups[i], s);
}

/* What the tier prescribes beside pods and nodes; what it does not name is left out. */
static void put_rest(const capacity_tier *t, const sheet *s)
{
    static const char *const queues[] = {"", "", "SQS", "Amazon MQ", "Amazon MQ, two brokers"};

    sheet_gap(s);
    sheet_pair(
        s, "cluster", "%s vCPU, %s GB",
        whole_range(t->cluster_cpu_min_mcpu, t->cluster_cpu_max_mcpu, 1000).text,
        whole_range(t->cluster_memory_min_bytes, t->cluster_memory_max_bytes, CAPACITY_GIB).text);
    if (t->read_units_min || t->write_units_min)
        sheet_pair(s, "DynamoDB units", "%s RCU, %s WCU",
                   quantity_range(t->read_units_min, t->read_units_max).text,
                   quantity_range(t->write_units_min, t->write_units_max).text);
    if (t->reserved_saving_max_ppm)
        sheet_pair(s, "reserved saves", "%s to %s",
                   quantity_of(CAPACITY_UNIT_PPM, t->reserved_saving_min_ppm).text,
                   quantity_of(CAPACITY_UNIT_PPM, t->reserved_saving_max_ppm).text);
    if (t->cache_nodes)
        sheet_pair(s, "cache", "%s x %s", quantity_count(t->cache_nodes).text, t->cache_node_type);
    if (t->dax_nodes)
        sheet_pair(s, "DAX", "%s x %s", quantity_count(t->dax_nodes).text, t->dax_node_type);
    if (t->load_balancers)
        sheet_pair(s, "load balancers", "%s", quantity_count(t->load_balancers).text);
    if (t->cdn_traffic_max_bytes)
        sheet_pair(
            s, "CDN traffic", "%s TB a month",
            whole_range(t->cdn_traffic_min_bytes, t->cdn_traffic_max_bytes, CAPACITY_TIB).text);
    if (t->queue > CAPACITY_QUEUE_NONE && t->queue < sizeof queues / sizeof *queues)
        sheet_pair(s, "queue", "%s", queues[t->queue]);
    if (t->replica_regions_max)
        sheet_pair(s, "replica regions", "%s, standby capacity %s of the primary",
                   quantity_range(t->replica_regions_min, t->replica_regions_max).text,
                   quantity_of(CAPACITY_UNIT_PPM, t->standby_share_ppm).text);
    if (t->spot_discount_ppm)
        sheet_pair(s, "spot saves", "%s",
                   quantity_of(CAPACITY_UNIT_PPM, t->spot_discount_ppm).text);
}

static void put_items(const tier_rows *t, const sheet *s)
{
    size_t i;

    sheet_heading(s, 3, "Printed costs of a month");
    for (i = 0; i < t->item_count; i++) {
        const capacity_tier_item *item = &t->items[i];
        const char *note = item->flags & CAPACITY_TIER_ALTERNATIVE ? " (an alternative)"
                           : item->flags & CAPACITY_TIER_OPTIONAL  ? " (optional)"
                                                                   : "";
        text line = {0};

        text_printf(&line, "%s%s: %s. %s", item->title, note,
                    quantity_money_range(item->monthly_low_uusd, item->monthly_high_uusd,
                                         (item->flags & CAPACITY_TIER_COST_OPEN) != 0)
                        .text,
                    item->detail);
        sheet_item(s, line.data);
        text_free(&line);
    }
}

void put_tier(const tier_rows *t, size_t number, const sheet *s)
{
    char title[2 * CAPACITY_NAME_SIZE + 32];
    size_t i;

    snprintf(title, sizeof title, "Tier %zu: %s (%s)", number, t->tier.title, t->tier.name);
    sheet_heading(s, 2, title);
    put_profile(&t->tier, s);
    put_pods(t, s);
    for (i = 0; i < t->component_count; i++) {
        put_metrics(&t->components[i], s);
        put_carries(&t->components[i], s);
    }
    put_groups(t, s);
    put_rest(&t->tier, s);
    put_items(t, s);
}
