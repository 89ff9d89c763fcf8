/*
 * The dashboard's panels: their queries, how they look, and where they stand.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/dashboard.h"

#include "model/metrics.h"
#include "text/alerts.h"

#include <string.h>

typedef enum piece_kind { ROW, STAT, TIME, QUERY, RECORD, SHARE, PLANNED } piece_kind;

enum { NONE = -1, COLUMNS = 24, ROW_HEIGHT = 1 };

typedef struct piece {
    const char *title; /* or a legend */
    const char *text;  /* unit, or an expression */
    const char *description;
    piece_kind kind;
    capacity__scope scope;
    int16_t a, b;              /* width and height; records; a figure */
    int16_t warning, critical; /* places of triggers */
} piece;

/* Triggers by name, NONE too. */
#define CAPACITY__TRIGGER_AT_NONE NONE
#define CAPACITY_ROW(title)                                                                        \
    {title, NULL, NULL, ROW, CAPACITY__SCOPE_PLAN, COLUMNS, ROW_HEIGHT, NONE, NONE},
#define CAPACITY_PANEL(type, width, height, title, unit, WARNING, CRITICAL, description)           \
    {title,                                                                                        \
     unit,                                                                                         \
     description,                                                                                  \
     type,                                                                                         \
     CAPACITY__SCOPE_PLAN,                                                                         \
     width,                                                                                        \
     height,                                                                                       \
     CAPACITY__TRIGGER_AT_##WARNING,                                                               \
     CAPACITY__TRIGGER_AT_##CRITICAL},
#define CAPACITY_QUERY(scope, expression, legend)                                                  \
    {legend, expression, NULL, QUERY, CAPACITY__SCOPE_##scope, 0, 0, NONE, NONE},
#define CAPACITY_QUERY_RECORD(NAME, legend)                                                        \
    {legend, NULL, NULL, RECORD, CAPACITY__SCOPE_PLAN, CAPACITY__RECORD_##NAME, 0, NONE, NONE},
#define CAPACITY_QUERY_SHARE(NAME, OF, legend)                                                     \
    {legend,                                                                                       \
     NULL,                                                                                         \
     NULL,                                                                                         \
     SHARE,                                                                                        \
     CAPACITY__SCOPE_PLAN,                                                                         \
     CAPACITY__RECORD_##NAME,                                                                      \
     CAPACITY__RECORD_##OF,                                                                        \
     NONE,                                                                                         \
     NONE},
#define CAPACITY_QUERY_PLAN(scope, FIGURE, legend)                                                 \
    {legend, NULL, NULL, PLANNED, CAPACITY__SCOPE_##scope, CAPACITY__FIGURE_##FIGURE,              \
     0,      NONE, NONE},
static const piece items[] = {
#include "text/dashboard.def"
};
enum { ITEMS = sizeof items / sizeof *items };

static int is_query(const piece *item)
{
    return item->kind >= QUERY;
}

void capacity__dashboard_source(capacity__emitter *emitter)
{
    capacity__emit_key(emitter, "datasource");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "prometheus");
    capacity__emit_pair(emitter, "uid", "${datasource}");
    capacity__emit_map_end(emitter);
}

/* --- queries ------------------------------------------------------------------------------------ */

static capacity__scope scope_of(const piece *query)
{
    if (query->kind == RECORD || query->kind == SHARE)
        return capacity__record_of((capacity__record_id)query->a)->scope;
    return query->scope;
}

/* The expression of a subject; 0: the plan has no such figure. */
static int put_expression(capacity__out *out, capacity__watch *watch, const piece *query)
{
    const capacity__alert figure = {
        .figure = query->a,
        .unit = query->a == CAPACITY__FIGURE_RATE ? CAPACITY_UNIT_MRPS : CAPACITY_UNIT_COUNT};

    if (query->kind == QUERY) {
        capacity__watch_put(out, watch, query->text);
    } else if (query->kind == PLANNED) {
        if (!capacity__watch_alert(watch, &figure))
            return 0;
        capacity__watch_put(out, watch, "vector(@t)");
        watch->alert = NULL;
    } else if (query->kind == RECORD) {
        capacity__watch_put(out, watch,
                            capacity__record_of((capacity__record_id)query->a)->expression);
    } else {
        capacity__put(out, "(");
        capacity__watch_put(out, watch,
                            capacity__record_of((capacity__record_id)query->a)->expression);
        capacity__put(out, ") / (");
        capacity__watch_put(out, watch,
                            capacity__record_of((capacity__record_id)query->b)->expression);
        capacity__put(out, " > 0)");
    }
    return 1;
}

/* A, B, ..., Z, AA: enough for 3 queries of 16 components. */
static void put_reference(capacity__emitter *emitter, size_t index)
{
    char name[3] = {0};

    if (index >= 26)
        name[0] = (char)('A' + index / 26 - 1);
    name[strlen(name)] = (char)('A' + index % 26);
    capacity__emit_pair(emitter, "refId", name);
}

static void put_target(capacity__watch *watch, const piece *query, size_t *count)
{
    capacity__emitter *emitter = watch->emission->emitter;
    char expression[CAPACITY__WATCH_BYTES];
    capacity__out out = capacity__out_new(expression, sizeof expression);

    if (!put_expression(&out, watch, query))
        return;
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_map(emitter);
    put_reference(emitter, (*count)++);
    capacity__dashboard_source(emitter);
    capacity__emit_pair(emitter, "editorMode", "code");
    capacity__emit_pair(emitter, "expr", expression);
    capacity__watch_pair(watch, "legendFormat", query->title);
    capacity__emit_pair_bool(emitter, "range", 1);
    capacity__emit_map_end(emitter);
}

static void put_targets(const capacity__emission *emission, const piece *panel)
{
    capacity__watch watch;
    size_t count = 0;

    capacity__watch_new(&watch, emission);
    if (watch.kubernetes_namespace[0] != '\0')
        watch.kubernetes_namespace = "$namespace";
    capacity__emit_key(emission->emitter, "targets");
    capacity__emit_list(emission->emitter);
    for (const piece *query = panel + 1; query < items + ITEMS && is_query(query); query++) {
        size_t subjects = capacity__watch_count(emission, scope_of(query));
        for (size_t i = 0; i < subjects; i++) {
            capacity__watch_at(&watch, scope_of(query), i);
            put_target(&watch, query, &count);
        }
    }
    capacity__emit_list_end(emission->emitter);
}

/* --- how a panel looks -------------------------------------------------------------------------- */

static void put_step(capacity__emitter *emitter, const char *color, int trigger)
{
    char digits[32];
    capacity__out out = capacity__out_new(digits, sizeof digits);

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "color", color);
    capacity__emit_key(emitter, "value");
    if (trigger == NONE) {
        capacity__emit_null(emitter);
    } else {
        uint32_t unit = capacity__metric[capacity__trigger[trigger].place].unit;
        capacity__put_decimal(&out, capacity__trigger[trigger].threshold,
                              unit == CAPACITY_UNIT_COUNT ? 0 : 6, 0);
        (void)capacity__out_end(&out, NULL, NULL);
        capacity__emit_number(emitter, digits);
    }
    capacity__emit_map_end(emitter);
}

static void put_thresholds(capacity__emitter *emitter, const piece *panel)
{
    capacity__emit_key(emitter, "thresholds");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "mode", "absolute");
    capacity__emit_key(emitter, "steps");
    capacity__emit_list(emitter);
    put_step(emitter, "green", NONE);
    if (panel->warning != NONE)
        put_step(emitter, "orange", panel->warning);
    if (panel->critical != NONE)
        put_step(emitter, "red", panel->critical);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_style(capacity__emitter *emitter, const piece *panel)
{
    int lines = panel->warning != NONE || panel->critical != NONE;

    capacity__emit_key(emitter, "custom");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "drawStyle", "line");
    capacity__emit_pair_int(emitter, "lineWidth", 1);
    capacity__emit_pair_int(emitter, "fillOpacity", 10);
    capacity__emit_pair(emitter, "showPoints", "never");
    capacity__emit_key(emitter, "thresholdsStyle");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "mode", lines ? "line" : "off");
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_field_config(capacity__emitter *emitter, const piece *panel)
{
    capacity__emit_key(emitter, "fieldConfig");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "defaults");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "unit", panel->text);
    capacity__emit_pair_int(emitter, "min", 0);
    capacity__emit_key(emitter, "color");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "mode", panel->kind == STAT ? "thresholds" : "palette-classic");
    capacity__emit_map_end(emitter);
    put_thresholds(emitter, panel);
    if (panel->kind == TIME)
        put_style(emitter, panel);
    capacity__emit_map_end(emitter);
    capacity__emit_key(emitter, "overrides");
    capacity__emit_list(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_stat_options(capacity__emitter *emitter)
{
    static const char *const pairs[][2] = {
        {"graphMode", "area"}, {"colorMode", "value"},  {"justifyMode", "auto"},
        {"textMode", "auto"},  {"orientation", "auto"}, {"percentChangeColorMode", "standard"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        capacity__emit_pair(emitter, pairs[i][0], pairs[i][1]);
    capacity__emit_pair_bool(emitter, "wideLayout", 1);
    capacity__emit_pair_bool(emitter, "showPercentChange", 0);
    capacity__emit_key(emitter, "reduceOptions");
    capacity__emit_map(emitter);
    capacity__emit_pair_bool(emitter, "values", 0);
    capacity__emit_key(emitter, "calcs");
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "lastNotNull");
    capacity__emit_list_end(emitter);
    capacity__emit_pair(emitter, "fields", "");
    capacity__emit_map_end(emitter);
}

static void put_time_options(capacity__emitter *emitter)
{
    capacity__emit_key(emitter, "legend");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "displayMode", "list");
    capacity__emit_pair(emitter, "placement", "bottom");
    capacity__emit_pair_bool(emitter, "showLegend", 1);
    capacity__emit_key(emitter, "calcs");
    capacity__emit_list(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
    capacity__emit_key(emitter, "tooltip");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "mode", "multi");
    capacity__emit_pair(emitter, "sort", "desc");
    capacity__emit_map_end(emitter);
}

/* --- panels, from left to right and from top to bottom --------------------------------------------- */

typedef struct place {
    int64_t id, x, y, height; /* of the line of panels under way */
} place;

static void put_place(capacity__emitter *emitter, place *grid, const piece *panel)
{
    if (grid->x + panel->a > COLUMNS) {
        grid->x = 0;
        grid->y += grid->height;
    }
    capacity__emit_pair_int(emitter, "id", ++grid->id);
    capacity__emit_key(emitter, "gridPos");
    capacity__emit_map(emitter);
    capacity__emit_pair_int(emitter, "h", panel->b);
    capacity__emit_pair_int(emitter, "w", panel->a);
    capacity__emit_pair_int(emitter, "x", grid->x);
    capacity__emit_pair_int(emitter, "y", grid->y);
    capacity__emit_map_end(emitter);
    grid->x += panel->a;
    grid->height = panel->b; /* panels of one line are of one height */
}

static void put_row(capacity__emitter *emitter, place *grid, const piece *row)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "row");
    capacity__emit_pair(emitter, "title", row->title);
    capacity__emit_pair_bool(emitter, "collapsed", 0);
    put_place(emitter, grid, row);
    capacity__emit_key(emitter, "panels");
    capacity__emit_list(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_panel(const capacity__emission *emission, place *grid, const piece *panel)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", panel->kind == STAT ? "stat" : "timeseries");
    capacity__emit_pair(emitter, "title", panel->title);
    capacity__emit_pair(emitter, "description", panel->description);
    capacity__dashboard_source(emitter);
    put_place(emitter, grid, panel);
    put_field_config(emitter, panel);
    capacity__emit_key(emitter, "options");
    capacity__emit_map(emitter);
    if (panel->kind == STAT)
        put_stat_options(emitter);
    else
        put_time_options(emitter);
    capacity__emit_map_end(emitter);
    put_targets(emission, panel);
    capacity__emit_map_end(emitter);
}

void capacity__dashboard_panels(const capacity__emission *emission)
{
    place grid = {0};

    capacity__emit_key(emission->emitter, "panels");
    capacity__emit_list(emission->emitter);
    for (const piece *item = items; item < items + ITEMS; item++)
        if (item->kind == ROW)
            put_row(emission->emitter, &grid, item);
        else if (!is_query(item))
            put_panel(emission, &grid, item);
    capacity__emit_list_end(emission->emitter);
}
