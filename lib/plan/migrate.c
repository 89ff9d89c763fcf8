/*
 * Migration: from what differs to the table of steps.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/migrate.h"
#include "plan/rows.h"

capacity_status capacity__migration_pair(const capacity_plan *before, const capacity_plan *after,
                                         uint32_t answer, capacity__pair *pair, capacity_error *err)
{
    if (!capacity__plan_ok(before) || !capacity__plan_ok(after))
        return capacity__null(err, capacity__plan_ok(before) ? "after" : "before");
    if (answer > CAPACITY_ANSWER_FORMULA)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "answer %" PRId64 " is none of 0, 1 and 2", (int64_t)answer);
    *pair = (capacity__pair){before, after, (capacity_answer)answer};
    return CAPACITY_OK;
}

static capacity__move *find(capacity__migration *migration, capacity_migration_kind kind, int sign,
                            int key)
{
    for (size_t i = 0; i < migration->count; i++) {
        capacity__move *move = &migration->move[i];
        if (move->kind == kind && move->sign == sign && move->key == key)
            return move;
    }
    return NULL;
}

capacity__move *capacity__move_add(capacity__migration *migration, capacity_migration_kind kind,
                                   int sign, int key, const char *subject)
{
    capacity__move *move = find(migration, kind, sign, key);
    if (move != NULL)
        return move;
    move = &migration->move[migration->count++];
    memset(move, 0, sizeof *move);
    move->kind = (uint8_t)kind;
    move->sign = (int8_t)sign;
    move->key = (int16_t)key;
    move->subject = subject;
    return move;
}

int capacity__move_any(const capacity__migration *migration, capacity_migration_kind kind, int sign)
{
    for (size_t i = 0; i < migration->count; i++)
        if (migration->move[i].kind == kind && migration->move[i].sign == sign)
            return 1;
    return 0;
}

static void add_change(void *context, const capacity__change *change)
{
    /* standby groups are named in the changes of the step that they belong to */
    const char *subject = change->key == CAPACITY__ALONE ? "" : change->subject;
    (void)capacity__move_add(context, change->kind, change->sign, change->key, subject);
}

/* A result belongs to the step that moves it, if there is one, else to the last check. */
size_t capacity__change_step(const capacity__migration *migration, const capacity__change *change)
{
    size_t last = migration->count - 1;
    for (size_t i = 0; i < migration->count; i++) {
        const capacity__move *move = &migration->move[i];
        if (move->kind != change->kind)
            continue;
        if (change->what != CAPACITY_CHANGE_RESULT
                ? move->sign == change->sign && move->key == change->key
                : change->subject[0] == '\0' || strcmp(move->subject, change->subject) == 0)
            return i;
    }
    return last; /* CAPACITY_MIGRATION_KIND_VERIFY */
}

typedef struct tally {
    capacity__migration *migration;
    size_t changes, costs;
    int homeless; /* a line that no step touches */
} counts;

static void count_change(void *context, const capacity__change *change)
{
    counts *tally = context;
    (void)change;
    tally->changes++;
}

static void count_cost(void *context, const capacity__cost *cost)
{
    counts *tally = context;
    tally->costs++;
    tally->homeless = tally->homeless || capacity__cost_step(tally->migration, cost) < 0;
}

static void add_cost(void *context, const capacity__cost *cost)
{
    capacity__migration *migration = context;
    size_t step = capacity__cost_move(migration, cost);
    for (int c = 0; c < CAPACITY__CASES; c++) /* both are parts of checked totals */
        migration->move[step].cost[c] += cost->is[c] - cost->was[c];
}

/* Place of a tier in a ladder by its name, -1 if it is none of it. */
static int tier_named(const capacity_tiers *tiers, const char *name)
{
    for (size_t i = 0; i < tiers->count; i++)
        if (strcmp(tiers->tiers[i].tier.name, name) == 0)
            return (int)i;
    return -1;
}

/* Ladders may differ: the second plan's is asked where the first plan's tier stands in it. */
static void compare_tiers(capacity__migration *migration)
{
    const capacity_plan *before = migration->pair.before, *after = migration->pair.after;
    int was = tier_named(after->tiers, before->tier->tier.name), is = (int)after->tier_index;
    if (was < 0) {
        migration->tier_up = after->tier_index >= before->tier_index;
        migration->tier_down = !migration->tier_up;
        return;
    }
    migration->between = is != was ? (is > was ? is - was : was - is) - 1 : 0;
    migration->tier_up = is > was;
    migration->tier_down = is < was;
    migration->leg_count = is > was ? (size_t)(is - was) : 0;
}

/* Is the way of the requests another one: other pods, machines, regions or stores? */
static int moves_traffic(const capacity__migration *migration)
{
    for (size_t i = 0; i < migration->count; i++) {
        const capacity__move *move = &migration->move[i];
        const capacity__pair *pair = &migration->pair;
        switch (move->kind) {
        case CAPACITY_MIGRATION_KIND_NODES:
            if (move->sign > 0 && capacity__group_before(pair, (size_t)move->key) < 0)
                return 1;
            break;
        case CAPACITY_MIGRATION_KIND_REGIONS:
        case CAPACITY_MIGRATION_KIND_RESOURCES:
        case CAPACITY_MIGRATION_KIND_CACHE:
        case CAPACITY_MIGRATION_KIND_DAX:
            return 1;
        default:
            break;
        }
    }
    return 0;
}

/* 10, 50, 100 %: sizing guide, Key Success Factors, Gradual rollout. */
static void add_rollout(capacity__migration *migration)
{
    static const int32_t shares[] = {100000, 500000, 1000000};
    for (int i = 0; i < 3; i++) {
        capacity__move *move =
            capacity__move_add(migration, CAPACITY_MIGRATION_KIND_ROLLOUT, 1, i, "");
        move->share_ppm = shares[i];
    }
}

static int demand_sign(const capacity__pair *pair)
{
    static const capacity_field demand[] = {CAPACITY_OUT_DEMAND_MRPS, CAPACITY_OUT_USERS};
    for (int i = 0; i < 2; i++) {
        int64_t was = capacity__result(pair->before, demand[i]);
        int64_t is = capacity__result(pair->after, demand[i]);
        if (is != was)
            return is > was ? 1 : -1;
    }
    return 0;
}

static void add_conduct(capacity__migration *migration)
{
    int load = demand_sign(&migration->pair);
    if (load != 0)
        (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_LOAD, load, CAPACITY__ALONE,
                                 "");
    if (moves_traffic(migration))
        add_rollout(migration);
    if (!migration->tier_up && !migration->tier_down)
        return;
    (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_BASELINE,
                             migration->tier_up ? 1 : -1, CAPACITY__ALONE, "");
    (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_MONITOR, 1, CAPACITY__ALONE, "");
    (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_ADJUST, 1, CAPACITY__ALONE, "");
}

void capacity__migration_make(capacity__migration *migration, const capacity__pair *pair)
{
    counts tally = {migration, 0, 0, 0};

    memset(migration, 0, sizeof *migration);
    migration->pair = *pair;
    capacity__walk_changes(pair, add_change, migration);
    capacity__walk_results(pair, count_change, &tally);
    capacity__walk_costs(pair, count_cost, &tally);
    if (migration->count + tally.changes + tally.costs == 0)
        return;
    compare_tiers(migration);
    migration->smaller = !capacity__move_any(migration, CAPACITY_MIGRATION_KIND_RESOURCES, 1) &&
                         capacity__move_any(migration, CAPACITY_MIGRATION_KIND_RESOURCES, -1);
    add_conduct(migration);
    capacity__migration_guide(migration);
    tally.homeless = 0;
    capacity__walk_costs(pair, count_cost, &tally);
    if (tally.homeless)
        (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_TERMS, 1, CAPACITY__ALONE, "");
    (void)capacity__move_add(migration, CAPACITY_MIGRATION_KIND_VERIFY, 1, CAPACITY__ALONE, "");
    capacity__migration_sort(migration);
    capacity__walk_costs(pair, add_cost, migration);
}
