/*
 * tiers: the quick reference table and every tier in full.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "load.h"
#include "names.h"
#include "quantity.h"
#include "report.h"
#include "tier_block.h"

#include <stdio.h>
#include <string.h>

static capacity_status write_tiers(const void *tiers, uint32_t format, char *buf, size_t size,
                                   size_t *needed, capacity_error *err)
{
    return capacity_tiers_write_text(tiers, format, buf, size, needed, err);
}

/* All node groups of a tier together, as the guide's table shows them. */
static void put_nodes(const tier_rows *t, char *cell, size_t size)
{
    int64_t least = 0, most = 0;
    size_t i;

    for (i = 0; i < t->group_count; i++) {
        least += t->groups[i].nodes_min;
        most += t->groups[i].nodes_max;
    }
    snprintf(cell, size, "%s x%s", t->group_count ? t->groups[0].node_type : "no nodes",
             quantity_range(least, most).text);
}

static const char *pods_of(const tier_rows *t, const char *component, quantity *q)
{
    size_t i;

    for (i = 0; i < t->component_count; i++)
        if (!strcmp(t->components[i].name, component)) {
            *q = quantity_range(t->components[i].pods_min, t->components[i].pods_max);
            return q->text;
        }
    return "-";
}

static int put_quick_reference(const capacity_tiers *tiers, const sheet *s)
{
    const size_t n = capacity_tiers_count(tiers);
    grid g = {0};
    size_t i;

    sheet_heading(s, 2, "Quick reference: users, pods, nodes, cost");
    grid_column(&g, "Tier", 0);
    grid_column(&g, "Concurrent", 0);
    grid_column(&g, "Total", 0);
    grid_column(&g, "Backend pods", 0);
    grid_column(&g, "Frontend pods", 0);
    grid_column(&g, "Nodes", 0);
    grid_column(&g, "A month", 0);
    for (i = 0; i < n; i++) {
        char nodes[3 * CAPACITY_NAME_SIZE];
        tier_rows t;
        quantity q;

        if (read_tier(tiers, i, &t))
            return EXIT_INTERNAL;
        put_nodes(&t, nodes, sizeof nodes);
        grid_cell(&g, "%s", t.tier.name);
        grid_cell(&g, "%s", quantity_short_range(t.tier.users_min, t.tier.users_max).text);
        grid_cell(&g, "%s",
                  quantity_short_range(t.tier.total_users_min, t.tier.total_users_max).text);
        grid_cell(&g, "%s", pods_of(&t, "backend", &q));
        grid_cell(&g, "%s", pods_of(&t, "frontend", &q));
        grid_cell(&g, "%s", nodes);
        grid_cell(&g, "%s", tier_cost(&t.tier).text);
    }
    grid_print(&g, s);
    return EXIT_FINE;
}

static int put_blocks(const capacity_tiers *tiers, const char *name, const sheet *s)
{
    const size_t n = capacity_tiers_count(tiers);
    nearest near = {.written = name ? name : ""};
    capacity_tier seen[CAPACITY_MAX_ROWS]; /* keeps the names that `near` points into */
    size_t i, put = 0;

    for (i = 0; i < n && i < CAPACITY_MAX_ROWS; i++) {
        tier_rows t;

        if (read_tier(tiers, i, &t))
            return EXIT_INTERNAL;
        seen[i] = t.tier;
        nearest_try(&near, seen[i].name);
        if (name && strcmp(name, t.tier.name))
            continue;
        put_tier(&t, i + 1, s);
        put++;
    }
    if (put)
        return EXIT_FINE;
    nearest_complain(&near, "tier");
    advise("'capacity tiers --names' lists the tiers");
    return EXIT_BAD_INPUT;
}

static int put_tier_names(const capacity_tiers *tiers, text *out)
{
    const size_t n = capacity_tiers_count(tiers);
    size_t i;

    for (i = 0; i < n; i++) {
        tier_rows t;

        if (read_tier(tiers, i, &t))
            return EXIT_INTERNAL;
        text_printf(out, "%s\n", t.tier.name);
    }
    return EXIT_FINE;
}

static int put_tiers(const settings *s, const capacity_tiers *tiers, text *out)
{
    const sheet sh = {out, s->format == CAPACITY_FORMAT_MARKDOWN};
    const char *name = s->arguments[0];
    int status = EXIT_FINE;

    if (s->names)
        return put_tier_names(tiers, out);
    if (s->format == CAPACITY_FORMAT_JSON || s->format == CAPACITY_FORMAT_YAML)
        return put_written(write_tiers, tiers, s->format, out);
    if (!name) {
        sheet_heading(&sh, 1, "Sizing tiers");
        sheet_pair(&sh, "source", "%s", capacity_tiers_source(tiers));
        status = put_quick_reference(tiers, &sh);
    }
    return status ? status : put_blocks(tiers, name, &sh);
}

int run_tiers(const settings *s, text *out)
{
    capacity_tiers *tiers;
    int status = EXIT_FINE;

    if (s->argument_count)
        status = need_prose(s, "it holds all tiers: leave the name out");
    if (status)
        return status;
    status = load_tiers(s->tiers, &tiers);
    if (!status)
        status = put_tiers(s, tiers, out);
    capacity_tiers_unref(tiers);
    return status;
}
