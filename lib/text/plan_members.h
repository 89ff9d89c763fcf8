/*
 * The members of a plan's rows by name, so that a row is written by one loop.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_PLAN_MEMBERS_H
#define CAPACITY_TEXT_PLAN_MEMBERS_H

#include "model/fields.h"
#include "text/emitter.h"

typedef enum capacity__plan_member_kind {
    CAPACITY__PLAN_MEMBER_INT,
    CAPACITY__PLAN_MEMBER_KNOWN, /* an integer; null where it is negative */
    CAPACITY__PLAN_MEMBER_WORD,  /* a 32-bit integer */
    CAPACITY__PLAN_MEMBER_ENUM,
    CAPACITY__PLAN_MEMBER_FIELD, /* the name of a field, or null */
    CAPACITY__PLAN_MEMBER_BIT,   /* one bit of a word */
    CAPACITY__PLAN_MEMBER_TEXT
} capacity__plan_member_kind;

typedef struct capacity__plan_member {
    const char *key;
    size_t offset;
    capacity__plan_member_kind kind;
    uint32_t bit;
    const capacity__choices *names;
} capacity__plan_member;

typedef struct capacity__members {
    const capacity__plan_member *list;
    size_t count;
} capacity__members;

extern const capacity__members capacity__members_component;
extern const capacity__members capacity__members_group;
extern const capacity__members capacity__members_table;
extern const capacity__members capacity__members_bill_line;
extern const capacity__members capacity__members_finding;
extern const capacity__members capacity__members_step;
extern const capacity__members capacity__members_migration_step;
extern const capacity__members capacity__members_migration_change;
extern const capacity__members capacity__members_migration_cost;
extern const capacity__members capacity__members_component_spec;
extern const capacity__members capacity__members_table_spec;

/* A row as a map. */
void capacity__emit_row(capacity__emitter *emitter, const capacity__members *members,
                        const void *row);

#endif
