/*
 * The field registry: look-ups, ranges and people's units.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/fields.h"

#include "base/never.h"
#include "model/choices.h"

#include <string.h>

/* Where AUTO stands in fields.def, and "none" as the choices of other units. */
#define AUTO CAPACITY_AUTO
#define CHOICES_none NULL
#define CHOICES_switch &capacity__choices_switch
#define CHOICES_node_model &capacity__choices_node_model
#define CHOICES_max_pods_mode &capacity__choices_max_pods_mode
#define CHOICES_commitment &capacity__choices_commitment
#define CHOICES_billing_mode &capacity__choices_billing_mode
#define CHOICES_reserved_term &capacity__choices_reserved_term
#define CHOICES_cache_engine &capacity__choices_cache_engine
#define CHOICES_queue &capacity__choices_queue
#define KIND_IN CAPACITY_KIND_INPUT
#define KIND_OUT CAPACITY_KIND_OUTPUT

static const capacity__field_info fields[] = {
#define CAPACITY_FIELD(kind, id, NAME, name, key, unit, choices, lowest, highest, preset, summary, \
                       source)                                                                     \
    {CAPACITY_##kind##_##NAME,                                                                     \
     KIND_##kind,                                                                                  \
     CAPACITY_UNIT_##unit,                                                                         \
     #name,                                                                                        \
     key,                                                                                          \
     CHOICES_##choices,                                                                            \
     lowest,                                                                                       \
     highest,                                                                                      \
     preset,                                                                                       \
     summary,                                                                                      \
     source},
#include "model/fields.def"
#undef CAPACITY_FIELD
};

enum { FIELDS = sizeof fields / sizeof *fields };

/* Inputs come first in the registry, each part in the order of ids. */
_Static_assert(CAPACITY__INPUTS + CAPACITY__OUTPUTS == FIELDS, "every field is of one kind");

static const struct {
    const char *suffix;
    int32_t decimals;
} units[] = {
    [CAPACITY_UNIT_NONE] = {"", 0},     [CAPACITY_UNIT_COUNT] = {"", 0},
    [CAPACITY_UNIT_MCPU] = {"mcpu", 3}, [CAPACITY_UNIT_BYTES] = {"bytes", 0},
    [CAPACITY_UNIT_MRPS] = {"mrps", 3}, [CAPACITY_UNIT_MRPM] = {"mrpm", 3},
    [CAPACITY_UNIT_US] = {"us", 6},     [CAPACITY_UNIT_PPM] = {"ppm", 6},
    [CAPACITY_UNIT_MRCU] = {"mrcu", 3}, [CAPACITY_UNIT_MWCU] = {"mwcu", 3},
    [CAPACITY_UNIT_NUSD] = {"nusd", 9}, [CAPACITY_UNIT_UUSD] = {"uusd", 6},
    [CAPACITY_UNIT_BOOL] = {"", 0},     [CAPACITY_UNIT_ENUM] = {"", 0},
    [CAPACITY_UNIT_NAME] = {"", 0},
};

static int unit_known(capacity_unit unit)
{
    return (size_t)unit < sizeof units / sizeof *units;
}

const capacity__field_info *capacity__field(capacity_field field)
{
    size_t low = 0, high = FIELDS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fields[middle].field < field)
            low = middle + 1;
        else
            high = middle;
    }
    return low < FIELDS && fields[low].field == field ? &fields[low] : NULL;
}

int capacity__field_place(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    if (CAPACITY__NEVER(info == NULL)) /* callers have looked it up, or name it */
        return -1;
    int place = (int)(info - fields);
    return info->kind == CAPACITY_KIND_INPUT ? place : place - (int)CAPACITY__INPUTS;
}

const capacity__field_info *capacity__input_at(size_t place)
{
    return &fields[place];
}

const capacity__field_info *capacity__output_at(size_t place)
{
    return &fields[CAPACITY__INPUTS + place];
}

static const capacity__field_info *find_name(const char *name, size_t size)
{
    for (size_t i = 0; i < FIELDS; i++) {
        const capacity__field_info *info = &fields[i];
        if ((strlen(info->key) == size && memcmp(info->key, name, size) == 0) ||
            (strlen(info->name) == size && memcmp(info->name, name, size) == 0))
            return info;
    }
    return NULL;
}

static const capacity__field_info *nearest(const char *name, size_t size, capacity_kind kind)
{
    const capacity__field_info *best = NULL;
    size_t limit = size / 3 < 1 ? 1 : size / 3; /* farther than that is another word */
    size_t best_distance = limit + 1;

    for (size_t i = 0; i < FIELDS; i++) {
        if (kind != CAPACITY_KIND_NONE && fields[i].kind != kind)
            continue;
        size_t by_key = capacity__name_distance(name, size, fields[i].key, limit);
        size_t by_name = capacity__name_distance(name, size, fields[i].name, limit);
        size_t distance = by_key < by_name ? by_key : by_name;
        if (distance < best_distance) {
            best_distance = distance;
            best = &fields[i];
        }
    }
    return best;
}

size_t capacity_field_count(void)
{
    return FIELDS;
}

capacity_field capacity_field_at(size_t index)
{
    return index < FIELDS ? fields[index].field : CAPACITY_FIELD_NONE;
}

capacity_field capacity_field_from_name(const char *name)
{
    const capacity__field_info *info = name == NULL ? NULL : find_name(name, strlen(name));
    return info == NULL ? CAPACITY_FIELD_NONE : info->field;
}

capacity_field capacity_field_nearest(const char *name, capacity_kind kind)
{
    const capacity__field_info *info = name == NULL ? NULL : nearest(name, strlen(name), kind);
    return info == NULL ? CAPACITY_FIELD_NONE : info->field;
}

const char *capacity_field_name(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? NULL : info->name;
}

const char *capacity_field_key(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? NULL : info->key;
}

const char *capacity_field_summary(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? NULL : info->summary;
}

const char *capacity_field_source(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? NULL : info->source;
}

capacity_kind capacity_field_kind(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? CAPACITY_KIND_NONE : info->kind;
}

capacity_unit capacity_field_unit(capacity_field field)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? CAPACITY_UNIT_NONE : info->unit;
}

capacity_status capacity_field_range(capacity_field field, int64_t *lowest, int64_t *highest,
                                     int64_t *preset, capacity_error *err)
{
    const capacity__field_info *info = capacity__field(field);
    if (info == NULL || info->kind != CAPACITY_KIND_INPUT)
        return capacity__fail(err, CAPACITY_E_FIELD, field, -1, "field %" PRId64 " is not an input",
                              (int64_t)field);
    if (lowest != NULL)
        *lowest = info->lowest;
    if (highest != NULL)
        *highest = info->highest;
    if (preset != NULL)
        *preset = info->preset;
    return CAPACITY_OK;
}

const char *capacity_field_choice(capacity_field field, int64_t value)
{
    const capacity__field_info *info = capacity__field(field);
    return info == NULL ? NULL : capacity__choice_name(info->choices, value);
}

const char *capacity_unit_suffix(capacity_unit unit)
{
    return unit_known(unit) ? units[unit].suffix : "";
}

int32_t capacity_unit_decimals(capacity_unit unit)
{
    return unit_known(unit) ? units[unit].decimals : 0;
}

static capacity_status check_unit(capacity_unit unit, capacity_error *err)
{
    if (unit_known(unit) && unit != CAPACITY_UNIT_NONE && unit < CAPACITY_UNIT_BOOL)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                          "unit %" PRId64 " is not one of numbers", (int64_t)unit);
}

capacity_status capacity_unit_parse(capacity_unit unit, const char *text, size_t size,
                                    int64_t *value, capacity_error *err)
{
    if (text == NULL || value == NULL)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1, "%s is NULL",
                              text == NULL ? "text" : "value");
    CAPACITY__TRY(check_unit(unit, err));
    return capacity__parse_quantity(unit, "value", CAPACITY_FIELD_NONE, text, size, value, err);
}

capacity_status capacity_unit_format(capacity_unit unit, int64_t value, char *buf, size_t size,
                                     size_t *needed, capacity_error *err)
{
    CAPACITY__TRY(check_unit(unit, err));
    capacity__out out = capacity__out_new(buf, size);
    capacity__put_quantity(&out, unit, value);
    return capacity__out_end(&out, needed, err);
}

void capacity__put_value(capacity__out *out, const capacity__field_info *info, int64_t value)
{
    const char *choice = capacity__choice_name(info->choices, value);
    if (value == CAPACITY_AUTO && info->preset == CAPACITY_AUTO)
        capacity__put(out, "auto");
    else if (value == CAPACITY_INVALID)
        capacity__put(out, "none");
    else if (choice != NULL)
        capacity__put(out, choice);
    else
        capacity__put_quantity(out, info->unit, value);
}

capacity_status capacity__field_unknown(const char *name, size_t size, capacity_kind kind,
                                        capacity_error *err)
{
    char quoted[CAPACITY_NAME_SIZE * 3];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, name, size);
    (void)capacity__out_end(&out, NULL, NULL);

    const capacity__field_info *near = nearest(name, size, kind);
    if (near == NULL)
        return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1, "unknown field %s",
                              quoted);
    return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                          "unknown field %s, did you mean '%s'", quoted, near->key);
}

capacity_status capacity__field_check(const capacity__field_info *info, int64_t value,
                                      int64_t index, capacity_error *err)
{
    if (value >= info->lowest && value <= info->highest)
        return CAPACITY_OK;
    if (value == CAPACITY_AUTO && info->preset == CAPACITY_AUTO)
        return CAPACITY_OK;

    char shown[64], limit[64];
    int below = value < info->lowest;
    capacity__out out = capacity__out_new(shown, sizeof shown);
    capacity__put_value(&out, info, value);
    (void)capacity__out_end(&out, NULL, NULL);
    out = capacity__out_new(limit, sizeof limit);
    capacity__put_value(&out, info, below ? info->lowest : info->highest);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_RANGE, info->field, index, "%s %s %s %s", info->key,
                          shown, below ? "is below" : "exceeds", limit);
}

static int same_word(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && memcmp(text, word, size) == 0;
}

/* A choice by its name; a switch also by true and false, yes and no. */
static capacity_status parse_choice(const capacity__field_info *info, const char *text, size_t size,
                                    int64_t *value, capacity_error *err)
{
    static const char *const words[] = {"false", "true", "no", "yes"};
    for (size_t i = 0; i < info->choices->count; i++)
        if (same_word(text, size, info->choices->names[i])) {
            *value = info->choices->first + (int64_t)i;
            return CAPACITY_OK;
        }
    for (size_t i = 0; info->unit == CAPACITY_UNIT_BOOL && i < 4; i++)
        if (same_word(text, size, words[i])) {
            *value = (int64_t)(i % 2);
            return CAPACITY_OK;
        }

    char shown[CAPACITY_MESSAGE_SIZE];
    capacity__out out = capacity__out_new(shown, sizeof shown);
    capacity__put_quoted(&out, text, size);
    capacity__put(&out, " is not one of");
    for (size_t i = 0; i < info->choices->count; i++)
        capacity__put_format(&out, "%s %s", i == 0 ? "" : ",", info->choices->names[i]);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_SYNTAX, info->field, -1, "%s %s", info->key, shown);
}

static capacity_status find_scalar(capacity_field field, const capacity__field_info **info,
                                   capacity_error *err)
{
    *info = capacity__field(field);
    if (*info != NULL && (*info)->unit != CAPACITY_UNIT_NAME)
        return CAPACITY_OK;
    if (*info == NULL)
        return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                              "field %" PRId64 " is unknown", (int64_t)field);
    return capacity__fail(err, CAPACITY_E_FIELD, field, -1, "%s is a name, not a number",
                          (*info)->key);
}

capacity_status capacity_field_parse(capacity_field field, const char *text, size_t size,
                                     int64_t *value, capacity_error *err)
{
    const capacity__field_info *info;
    int64_t parsed = 0;

    CAPACITY__TRY(find_scalar(field, &info, err));
    if (text == NULL || value == NULL)
        return capacity__null(err, text == NULL ? "text" : "value");
    if (info->preset == CAPACITY_AUTO && same_word(text, size, "auto"))
        parsed = CAPACITY_AUTO;
    else if (info->choices != NULL)
        CAPACITY__TRY(parse_choice(info, text, size, &parsed, err));
    else
        CAPACITY__TRY(
            capacity__parse_quantity(info->unit, info->key, field, text, size, &parsed, err));
    if (info->kind == CAPACITY_KIND_INPUT)
        CAPACITY__TRY(capacity__field_check(info, parsed, -1, err));
    *value = parsed;
    return CAPACITY_OK;
}

capacity_status capacity_field_format(capacity_field field, int64_t value, char *buf, size_t size,
                                      size_t *needed, capacity_error *err)
{
    const capacity__field_info *info;
    CAPACITY__TRY(find_scalar(field, &info, err));
    capacity__out out = capacity__out_new(buf, size);
    capacity__put_value(&out, info, value);
    return capacity__out_end(&out, needed, err);
}
