/*
 * The profile inside the library.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_PROFILE_H
#define CAPACITY_MODEL_PROFILE_H

#include "base/alloc.h"
#include "model/fields.h"

enum {
    CAPACITY__OWN_COMPONENTS = CAPACITY_MAX_ROWS - 2, /* beside backend and frontend */
    CAPACITY__OWN_TABLES = CAPACITY_MAX_ROWS - 1      /* beside main */
};

/* NAME inputs by place; the order is that of the registry. */
enum {
    CAPACITY__NAME_NODE_TYPE,
    CAPACITY__NAME_DAX_NODE_TYPE,
    CAPACITY__NAME_CACHE_NODE_TYPE,
    CAPACITY__NAMES
};

/* Everything that a plan copies. */
typedef struct capacity__inputs {
    int64_t value[CAPACITY__INPUTS];
    char names[CAPACITY__NAMES][CAPACITY_NAME_SIZE];
    size_t component_count;
    size_t table_count;
    capacity_component_spec components[CAPACITY__OWN_COMPONENTS];
    capacity_table_spec tables[CAPACITY__OWN_TABLES];
} capacity__inputs;

struct capacity_profile {
    uint32_t kind;
    uint32_t reserved;
    capacity_allocator allocator;
    capacity__inputs inputs;
};

/* The value of an input by its NAME in fields.def. */
#define CAPACITY__GET(inputs, NAME) ((inputs)->value[CAPACITY__IN_AT_##NAME])

int capacity__profile_ok(const capacity_profile *profile);

/* Place of a NAME input; -1 if it is none. */
int capacity__name_place(capacity_field field);

/* First contradiction, see capacity_profile_check. */
capacity_status capacity__inputs_check(const capacity__inputs *inputs, capacity_error *err);

/* Set a NAME input from text that need not end in a NUL. */
capacity_status capacity__profile_set_name(capacity_profile *profile, capacity_field field,
                                           const char *text, size_t size, capacity_error *err);

/* Set an input by key (people's units) or exact name (integer), from text. */
capacity_status capacity__profile_set_text(capacity_profile *profile, const char *name,
                                           size_t name_size, const char *text, size_t size,
                                           capacity_error *err);

#endif
