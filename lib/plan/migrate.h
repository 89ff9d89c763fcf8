/*
 * Migration: what differs between two plans, put into steps in a safe order.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is kept: changes and costs are walked in a fixed order, and what is found is put into the
 * steps' table on the caller's stack. docs/model/migration.md has the rules.
 */
#ifndef CAPACITY_PLAN_MIGRATE_H
#define CAPACITY_PLAN_MIGRATE_H

#include "plan/bill.h"

#include <string.h>

typedef struct capacity__pair {
    const capacity_plan *before, *after;
    capacity_answer answer;
} capacity__pair;

/* Groups, components and tables are known by their place in the second plan, or, where they go, by
 * this and their place in the first. */
enum { CAPACITY__ALONE = -1, CAPACITY__GONE = CAPACITY_MAX_ROWS };

/* One thing that differs. Kind, sign and key name the step that it belongs to. */
typedef struct capacity__change {
    capacity_change what;
    capacity_migration_kind kind;
    int sign; /* 1: grows or is new, -1: shrinks or goes */
    int key;  /* component, group or table; CAPACITY__ALONE: none */
    const char *subject;
    capacity_field field;
    capacity_unit unit;
    int64_t before, after;
    const char *before_text, *after_text; /* NULL: the numbers say it */
} capacity__change;

typedef void (*capacity__on_change)(void *context, const capacity__change *change);

/* What is changed by hand, and then the results; both in a fixed order. */
void capacity__walk_changes(const capacity__pair *pair, capacity__on_change found, void *context);
void capacity__walk_results(const capacity__pair *pair, capacity__on_change found, void *context);

/* Place of a group of the second plan in the first if it stays and only its size changes, else -1. */
int capacity__group_before(const capacity__pair *pair, size_t after);
int capacity__group_after(const capacity__pair *pair, size_t before);

/* One line of the bill that differs; a side without it is NULL. */
typedef struct capacity__cost {
    const capacity__line *before, *after;
    int64_t was[CAPACITY__CASES], is[CAPACITY__CASES]; /* lines that are off count as 0 */
} capacity__cost;

typedef void (*capacity__on_cost)(void *context, const capacity__cost *cost);
void capacity__walk_costs(const capacity__pair *pair, capacity__on_cost found, void *context);

/* A step under way. */
typedef struct capacity__move {
    uint8_t kind, phase;
    int8_t sign;
    uint8_t leg, guide; /* the guide's path, from 1, and the place in it; 0: not listed */
    uint8_t early;      /* comes before a step that the guide lists earlier */
    int16_t key;
    int32_t share_ppm;
    const char *subject;
    const char *note;
    int64_t cost[CAPACITY__CASES];
} capacity__move;

/*
 * As many as there can be: a component has three kinds of steps, a group is added or removed, a
 * table has one step, and every other kind comes once, twice with the signs, a rollout three times.
 */
enum { CAPACITY__MOVES = 2 * CAPACITY_MAX_ROWS * (3 + 1 + 1) + 40, CAPACITY__LEGS = 8 };

typedef struct capacity__migration {
    capacity__pair pair;
    size_t count;
    int tier_up, tier_down; /* to a higher, to a lower tier */
    int between;            /* tiers passed over */
    int smaller;            /* pods get smaller and none larger: they take over last */
    size_t leg_count;       /* tiers climbed that the ladder has one after another */
    capacity__move move[CAPACITY__MOVES]; /* in their order once made */
} capacity__migration;

void capacity__migration_make(capacity__migration *migration, const capacity__pair *pair);

/* The step of a change: its index. */
size_t capacity__change_step(const capacity__migration *migration, const capacity__change *change);

/* migrate_costs.c: the step that moves a line, -1 if none does; and the one that it is counted at once
 * the steps are in order. */
int capacity__cost_step(const capacity__migration *migration, const capacity__cost *cost);
size_t capacity__cost_move(const capacity__migration *migration, const capacity__cost *cost);

/* The step that is known so, added if there is none. */
capacity__move *capacity__move_add(capacity__migration *migration, capacity_migration_kind kind,
                                   int sign, int key, const char *subject);

/* Is there a step of this kind and sign? */
int capacity__move_any(const capacity__migration *migration, capacity_migration_kind kind,
                       int sign);

/* migrate_order.c: the steps in a safe order, along the guide's path where that is safe. */
void capacity__migration_sort(capacity__migration *migration);

/* migrate_guide.c: what the guide's paths say, and their steps beyond numbers. */
void capacity__migration_guide(capacity__migration *migration);
/* "small to medium", and what the guide says there; NULL: nothing. */
void capacity__put_leg(capacity__out *out, const capacity__migration *migration, unsigned leg);
const char *capacity__guide_words(const capacity__migration *migration, unsigned leg,
                                  unsigned order);

/* Rows. */
void capacity__migration_step_row(const capacity__migration *migration, size_t index,
                                  capacity_migration_step *row);
size_t capacity__migration_change_count(const capacity__migration *migration);
void capacity__migration_change_row(const capacity__migration *migration, size_t index,
                                    capacity_migration_change *row);
size_t capacity__migration_cost_count(const capacity__migration *migration);
void capacity__migration_cost_row(const capacity__migration *migration, size_t index,
                                  capacity_migration_cost *row);

/* "CPU request 0.25 -> 0.5": words and values of a change. */
void capacity__put_change(capacity__out *out, const capacity__change *change);

/* Checks of the public functions; fills the pair. */
capacity_status capacity__migration_pair(const capacity_plan *before, const capacity_plan *after,
                                         uint32_t answer, capacity__pair *pair,
                                         capacity_error *err);

#endif
