/*
 * The order of the steps: phases, what must come before what, and the guide's own order inside that.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/migrate.h"

#define BIT(kind) (1ul << CAPACITY_MIGRATION_KIND_##kind)

/* Kinds that must be built before a kind is. All else is left to the guide's order, and where that is
 * silent to the order of the kinds. */
static unsigned long needed(uint8_t kind)
{
    const unsigned long room = BIT(REGIONS) | BIT(NODES);
    const unsigned long pods = room | BIT(RESOURCES) | BIT(REPLICAS) | BIT(AUTOSCALING);
    switch (kind) {
    case CAPACITY_MIGRATION_KIND_TABLES:
        return BIT(REGIONS); /* a replica needs its region */
    case CAPACITY_MIGRATION_KIND_RESOURCES:
        return BIT(NODES); /* larger pods need room */
    case CAPACITY_MIGRATION_KIND_REPLICAS:
        return BIT(NODES) | BIT(RESOURCES); /* more pods need room, and are to be the new ones */
    case CAPACITY_MIGRATION_KIND_AUTOSCALING:
        return BIT(NODES) | BIT(RESOURCES) |
               BIT(REPLICAS); /* a maximum that no node can take pends */
    case CAPACITY_MIGRATION_KIND_MESH:
    case CAPACITY_MIGRATION_KIND_TRACING:
        return pods; /* they go into the pods that stay */
    case CAPACITY_MIGRATION_KIND_CHAOS:
        return pods | BIT(TABLES) | BIT(DAX) | BIT(CACHE) | BIT(QUEUE) | BIT(NETWORK) | BIT(CDN) |
               BIT(MESH) | BIT(TRACING) | BIT(MONITORING); /* what is tested must be whole */
    default:
        return 0;
    }
}

static capacity_migration_phase phase_of(const capacity__migration *migration,
                                         const capacity__move *move)
{
    switch (move->kind) {
    case CAPACITY_MIGRATION_KIND_BASELINE:
        return CAPACITY_MIGRATION_PHASE_PREPARE;
    case CAPACITY_MIGRATION_KIND_LOAD:
        return move->sign > 0 ? CAPACITY_MIGRATION_PHASE_TRAFFIC : CAPACITY_MIGRATION_PHASE_PREPARE;
    case CAPACITY_MIGRATION_KIND_ROLLOUT:
        return migration->smaller ? CAPACITY_MIGRATION_PHASE_RETIRE
                                  : CAPACITY_MIGRATION_PHASE_TRAFFIC;
    case CAPACITY_MIGRATION_KIND_RESOURCES: /* one revision of the pods, whatever shrinks in it */
        return migration->smaller ? CAPACITY_MIGRATION_PHASE_RETIRE
                                  : CAPACITY_MIGRATION_PHASE_BUILD;
    case CAPACITY_MIGRATION_KIND_TERMS:
    case CAPACITY_MIGRATION_KIND_MONITOR:
    case CAPACITY_MIGRATION_KIND_ADJUST:
    case CAPACITY_MIGRATION_KIND_VERIFY:
        return CAPACITY_MIGRATION_PHASE_OBSERVE;
    default:
        return move->sign > 0 ? CAPACITY_MIGRATION_PHASE_BUILD : CAPACITY_MIGRATION_PHASE_RETIRE;
    }
}

/* Place inside the phase: as the kinds are numbered, in the reverse order where things go. Smaller
 * pods take over directly after they are there. */
static int place_of(const capacity__move *move)
{
    enum { STEP = 8, LAST = 64 };
    if (move->phase != CAPACITY_MIGRATION_PHASE_RETIRE)
        return move->kind * STEP + (move->share_ppm > 0 ? move->key : 0);
    if (move->kind == CAPACITY_MIGRATION_KIND_ROLLOUT)
        return (LAST - CAPACITY_MIGRATION_KIND_RESOURCES) * STEP + 1 + move->key;
    return (LAST - move->kind) * STEP;
}

static int goes_before(const capacity__move *a, const capacity__move *b)
{
    if (a->phase != b->phase)
        return a->phase < b->phase;
    if (place_of(a) != place_of(b))
        return place_of(a) < place_of(b);
    return 0; /* as they were found */
}

static void sort_by_place(capacity__migration *migration)
{
    for (size_t i = 1; i < migration->count; i++) {
        const capacity__move move = migration->move[i];
        size_t k = i;
        for (; k > 0 && goes_before(&move, &migration->move[k - 1]); k--)
            migration->move[k] = migration->move[k - 1];
        migration->move[k] = move;
    }
}

/* --- the guide's order --------------------------------------------------------------------- */

typedef struct route {
    const capacity__move *move; /* sorted by place */
    size_t count;               /* those that are built stand at from .. count */
    size_t from;
    uint8_t taken[CAPACITY__MOVES];
    size_t order[CAPACITY__MOVES];
    size_t done;
} trip;

static int guide_place(const capacity__move *move)
{
    enum { MOST = 256, UNLISTED = 1 << 24 };
    return move->guide > 0 ? move->leg * MOST + move->guide : UNLISTED;
}

/* What a step needs, then the step. Kinds need only kinds that need less, so this ends. */
static void take(trip *route, size_t index)
{
    if (route->taken[index])
        return;
    route->taken[index] = 1;
    for (size_t i = route->from; i < route->count; i++)
        if ((needed(route->move[index].kind) & (1ul << route->move[i].kind)) != 0)
            take(route, i);
    route->order[route->done++] = index;
}

/* The untaken step that the guide lists first; those that it does not list come last. */
static size_t next_listed(const trip *route)
{
    size_t best = route->count;
    for (size_t i = route->from; i < route->count; i++)
        if (!route->taken[i] && (best == route->count ||
                                 guide_place(&route->move[i]) < guide_place(&route->move[best])))
            best = i;
    return best;
}

static void follow_guide(capacity__migration *migration)
{
    capacity__move copy[CAPACITY__MOVES];
    trip route = {.move = copy, .count = 0, .done = 0};

    /* the last step is one of those after BUILD: the check of all results */
    while (migration->move[route.from].phase < CAPACITY_MIGRATION_PHASE_BUILD)
        route.from++;
    route.count = route.from;
    while (migration->move[route.count].phase == CAPACITY_MIGRATION_PHASE_BUILD)
        route.count++;
    memcpy(copy, migration->move, sizeof copy);
    for (size_t next = next_listed(&route); next < route.count; next = next_listed(&route)) {
        size_t first = route.done;
        take(&route, next);
        for (size_t i = first; i + 1 < route.done; i++) /* taken before the step that needs it */
            copy[route.order[i]].early = copy[route.order[i]].guide > 0;
    }
    for (size_t i = 0; i < route.done; i++)
        migration->move[route.from + i] = copy[route.order[i]];
}

void capacity__migration_sort(capacity__migration *migration)
{
    for (size_t i = 0; i < migration->count; i++)
        migration->move[i].phase = (uint8_t)phase_of(migration, &migration->move[i]);
    sort_by_place(migration);
    follow_guide(migration);
}
