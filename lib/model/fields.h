/*
 * The field registry inside the library.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_FIELDS_H
#define CAPACITY_MODEL_FIELDS_H

#include "base/error.h"

/* The names of a field's values, index 0 being value `first`. */
typedef struct capacity__choices {
    int64_t first;
    size_t count;
    const char *const *names;
} capacity__choices;

typedef struct capacity__field_info {
    capacity_field field;
    capacity_kind kind;
    capacity_unit unit;
    const char *name;
    const char *key;
    const capacity__choices *choices;
    int64_t lowest;
    int64_t highest;
    int64_t preset;
    const char *summary;
    const char *source;
} capacity__field_info;

/* Every field's place among all fields: CAPACITY__AT_<NAME>, inputs and results apart. */
enum {
#define CAPACITY__AT_IN(NAME) CAPACITY__IN_AT_##NAME,
#define CAPACITY__AT_OUT(NAME)
#define CAPACITY_FIELD(kind, id, NAME, ...) CAPACITY__AT_##kind(NAME)
#include "model/fields.def"
#undef CAPACITY_FIELD
#undef CAPACITY__AT_IN
#undef CAPACITY__AT_OUT
    CAPACITY__INPUTS
};
enum {
#define CAPACITY__AT_IN(NAME)
#define CAPACITY__AT_OUT(NAME) CAPACITY__OUT_AT_##NAME,
#define CAPACITY_FIELD(kind, id, NAME, ...) CAPACITY__AT_##kind(NAME)
#include "model/fields.def"
#undef CAPACITY_FIELD
#undef CAPACITY__AT_IN
#undef CAPACITY__AT_OUT
    CAPACITY__OUTPUTS
};

/* NULL if unknown. */
const capacity__field_info *capacity__field(capacity_field field);

/* Place of a field, which there is, among the inputs or the results, by its kind. */
int capacity__field_place(capacity_field field);

/* The field at a place; the place is valid. */
const capacity__field_info *capacity__input_at(size_t place);
const capacity__field_info *capacity__output_at(size_t place);

/* Is value in the range, or auto where that is the default? The message is in people's units. */
capacity_status capacity__field_check(const capacity__field_info *info, int64_t value,
                                      int64_t index, capacity_error *err);

/* CAPACITY_E_FIELD for a name that is none, with the nearest one; kind limits the suggestion. */
capacity_status capacity__field_unknown(const char *name, size_t size, capacity_kind kind,
                                        capacity_error *err);

/* Value in people's units, without checks. */
void capacity__put_value(capacity__out *out, const capacity__field_info *info, int64_t value);

/* Value of a unit in people's units: lib/model/quantity.c. */
void capacity__put_quantity(capacity__out *out, capacity_unit unit, int64_t value);

/* Read a quantity of a unit, exactly. `what` names it in messages. */
capacity_status capacity__parse_quantity(capacity_unit unit, const char *what, capacity_field field,
                                         const char *text, size_t size, int64_t *value,
                                         capacity_error *err);

/* Edit distance of two names, at most `limit` + 1. */
size_t capacity__name_distance(const char *a, size_t a_size, const char *b, size_t limit);

/* [a-z0-9]([a-z0-9._-]*[a-z0-9])?, 1 to 63 bytes. */
int capacity__is_name(const char *text, size_t size);

#endif
