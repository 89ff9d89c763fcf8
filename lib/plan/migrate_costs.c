/*
 * Which lines of two bills belong together, and the step that each belongs to.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/migrate.h"

static int is_off(const capacity__line *line)
{
    return line == NULL || (line->flags & CAPACITY_BILL_OFF) != 0;
}

/* The line of an item and group. An answer's bill has an item either once, with group -1, or once for
 * each group; the line of a group that is not in the other plan asks for -1 and finds none. */
static const capacity__line *line_of(const capacity__bill *bill, uint8_t item, int group)
{
    for (size_t i = 0; i < bill->count; i++)
        if (bill->line[i].item == item && bill->line[i].group == group)
            return &bill->line[i];
    return NULL;
}

static void tell(const capacity__line *before, const capacity__line *after, capacity__on_cost found,
                 void *context)
{
    capacity__cost cost = {before, after, {0}, {0}};
    int differs = 0;
    for (int c = 0; c < CAPACITY__CASES; c++) {
        cost.was[c] = is_off(before) ? 0 : before->cost_uusd[c];
        cost.is[c] = is_off(after) ? 0 : after->cost_uusd[c];
        differs = differs || cost.was[c] != cost.is[c];
    }
    if (differs)
        found(context, &cost);
}

void capacity__walk_costs(const capacity__pair *pair, capacity__on_cost found, void *context)
{
    const capacity__bill *before = &pair->before->bill[pair->answer];
    const capacity__bill *after = &pair->after->bill[pair->answer];

    for (size_t i = 0; i < after->count; i++) {
        int16_t group = after->line[i].group;
        int was = group < 0 ? -1 : capacity__group_before(pair, (size_t)group);
        tell(line_of(before, after->line[i].item, was), &after->line[i], found, context);
    }
    for (size_t i = 0; i < before->count; i++) {
        int16_t group = before->line[i].group;
        int is = group < 0 ? -1 : capacity__group_after(pair, (size_t)group);
        if (line_of(after, before->line[i].item, is) == NULL)
            tell(&before->line[i], NULL, found, context);
    }
}

/* --- the step of a line -------------------------------------------------------------------- */

/*
 * Steps that a line may belong to, the first that there is: by the change itself where the line
 * comes or goes, else by what moves its quantity. None of them: prices and terms.
 */
static const struct route {
    uint8_t comes[2], stays[2];
} routes[CAPACITY__ITEMS] = {
#define ROUTE(item, a, b, c, d)                                                                    \
    [CAPACITY__ITEM_##item] = {                                                                    \
        {CAPACITY_MIGRATION_KIND_##a, CAPACITY_MIGRATION_KIND_##b},                                \
        {CAPACITY_MIGRATION_KIND_##c, CAPACITY_MIGRATION_KIND_##d},                                \
    }
    ROUTE(NODES, NODES, NODES, NODES, NODES),
    ROUTE(NODES_STANDBY, REGIONS, LOAD, REGIONS, LOAD),
    ROUTE(CONTROL_PLANE, REGIONS, TERMS, REGIONS, TERMS),
    ROUTE(DISKS, NODES, REGIONS, NODES, REGIONS),
    ROUTE(SURPLUS_CREDITS, NODES, REGIONS, NODES, REGIONS),
    ROUTE(LOAD_BALANCER_HOURS, NETWORK, REGIONS, NETWORK, REGIONS),
    ROUTE(LOAD_BALANCER_UNITS, NETWORK, LOAD, LOAD, REGIONS),
    ROUTE(NAT_HOURS, NETWORK, REGIONS, NETWORK, REGIONS),
    ROUTE(NAT_DATA, LOAD, REGIONS, LOAD, REGIONS),
    ROUTE(TRANSFER_INTERNET, LOAD, TERMS, LOAD, TERMS),
    ROUTE(TRANSFER_ZONES, LOAD, TERMS, LOAD, TERMS),
    ROUTE(TRANSFER_REGIONS, REGIONS, LOAD, LOAD, REGIONS),
    ROUTE(TABLE_READS, TABLES, LOAD, LOAD, TABLES),
    ROUTE(TABLE_WRITES, TABLES, LOAD, LOAD, TABLES),
    ROUTE(TABLE_RCU, TABLES, LOAD, TABLES, LOAD),
    ROUTE(TABLE_WCU, TABLES, LOAD, TABLES, LOAD),
    ROUTE(TABLE_RESERVED_RCU, TABLES, LOAD, TABLES, LOAD),
    ROUTE(TABLE_RESERVED_WCU, TABLES, LOAD, TABLES, LOAD),
    ROUTE(TABLE_REPLICATED_WRITES, TABLES, REGIONS, LOAD, TABLES),
    ROUTE(TABLE_REPLICATED_WCU, TABLES, REGIONS, TABLES, LOAD),
    ROUTE(TABLE_STORAGE, TABLES, LOAD, LOAD, TABLES),
    ROUTE(TABLE_PITR, TABLES, LOAD, LOAD, TABLES),
    ROUTE(TABLE_BACKUP, TABLES, LOAD, LOAD, TABLES),
    ROUTE(TABLE_STREAMS, TABLES, LOAD, LOAD, TABLES),
    ROUTE(DAX, DAX, TERMS, DAX, TERMS),
    ROUTE(CACHE, CACHE, TERMS, CACHE, TERMS),
    ROUTE(QUEUE, QUEUE, LOAD, LOAD, QUEUE),
    ROUTE(CDN_TRAFFIC, CDN, LOAD, LOAD, CDN),
    ROUTE(CDN_REQUESTS, CDN, LOAD, LOAD, CDN),
    ROUTE(LOGS_INGESTED, LOAD, TERMS, LOAD, TERMS),
    ROUTE(LOGS_STORED, LOAD, TERMS, LOAD, TERMS),
    ROUTE(LLM_INPUT, LOAD, TERMS, LOAD, TERMS),
    ROUTE(LLM_OUTPUT, LOAD, TERMS, LOAD, TERMS),
};

/* Where several steps touch a line, more is counted at the first of them and less at the last: the
 * sum up to a step is never below what is paid then. */
static int step_for(const capacity__migration *migration, uint8_t kind, int more)
{
    int found = -1;
    for (size_t i = 0; i < migration->count; i++) {
        if (migration->move[i].kind != kind)
            continue;
        if (found < 0 || !more)
            found = (int)i;
    }
    return found;
}

/* The step of a node group's own line. */
static int step_of_group(const capacity__migration *migration, const capacity__cost *cost)
{
    int key = cost->after != NULL ? cost->after->group : CAPACITY__GONE + cost->before->group;
    for (size_t i = 0; i < migration->count; i++)
        if (migration->move[i].kind == CAPACITY_MIGRATION_KIND_NODES &&
            migration->move[i].key == key)
            return (int)i;
    return -1;
}

int capacity__cost_step(const capacity__migration *migration, const capacity__cost *cost)
{
    const capacity__line *line = cost->after != NULL ? cost->after : cost->before;
    int comes = (cost->was[CAPACITY__EXPECTED] == 0) != (cost->is[CAPACITY__EXPECTED] == 0);
    const uint8_t *kinds = comes ? routes[line->item].comes : routes[line->item].stays;
    int more = cost->is[CAPACITY__EXPECTED] >= cost->was[CAPACITY__EXPECTED];

    if (line->item == CAPACITY__ITEM_NODES)
        return step_of_group(migration, cost);
    for (int i = 0; i < 2; i++) {
        int step = step_for(migration, kinds[i], more);
        if (step >= 0)
            return step;
    }
    return -1;
}

size_t capacity__cost_move(const capacity__migration *migration, const capacity__cost *cost)
{
    int step = capacity__cost_step(migration, cost);
    if (step < 0)
        step = step_for(migration, CAPACITY_MIGRATION_KIND_TERMS, 1);
    return (size_t)step;
}
