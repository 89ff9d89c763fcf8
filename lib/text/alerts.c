/*
 * The table of records and alerts, and the thresholds that the plan knows better.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/alerts.h"

#include "model/metrics.h"
#include "plan/state.h"

#include <string.h>

#define CAPACITY_ALERT(scope, TRIGGER, name, expression, summary, description)
#define CAPACITY_ALERT_OWN(scope, level, figure, UNIT, for_us, name, expression, summary,          \
                           description, action, source)
#define CAPACITY_RECORD(scope, NAME, name, expression) {name, expression, CAPACITY__SCOPE_##scope},
static const capacity__record records[] = {
#include "text/alerts.def"
};
#undef CAPACITY_ALERT
#undef CAPACITY_ALERT_OWN
#undef CAPACITY_RECORD

#define CAPACITY_RECORD(scope, NAME, name, expression)
#define CAPACITY_ALERT(scope, TRIGGER, name, expression, summary, description)                     \
    {name,                                                                                         \
     expression,                                                                                   \
     summary,                                                                                      \
     description,                                                                                  \
     NULL,                                                                                         \
     NULL,                                                                                         \
     0,                                                                                            \
     0,                                                                                            \
     0,                                                                                            \
     0,                                                                                            \
     0,                                                                                            \
     CAPACITY__TRIGGER_AT_##TRIGGER,                                                               \
     CAPACITY__SCOPE_##scope},
#define CAPACITY_ALERT_OWN(scope, level, figure, UNIT, for_us, name, expression, summary,          \
                           description, action, source)                                            \
    {name,                                                                                         \
     expression,                                                                                   \
     summary,                                                                                      \
     description,                                                                                  \
     action,                                                                                       \
     source,                                                                                       \
     figure,                                                                                       \
     for_us,                                                                                       \
     CAPACITY_UNIT_##UNIT,                                                                         \
     CAPACITY_LEVEL_##level,                                                                       \
     0,                                                                                            \
     -1,                                                                                           \
     CAPACITY__SCOPE_##scope},
static const capacity__alert alerts[] = {
#include "text/alerts.def"
};
#undef CAPACITY_ALERT
#undef CAPACITY_ALERT_OWN
#undef CAPACITY_RECORD

const capacity__record *capacity__record_of(capacity__record_id id)
{
    return &records[id];
}

/* What the assessment's table says of it, so that the two cannot disagree. */
static void take_trigger(capacity__alert *alert)
{
    const capacity__trigger_info *trigger = &capacity__trigger[alert->trigger];

    alert->action = trigger->action;
    alert->source = trigger->source;
    alert->figure = trigger->threshold;
    alert->for_us = trigger->for_us;
    alert->unit = capacity__metric[trigger->place].unit;
    alert->level = trigger->level;
    alert->comparison = trigger->comparison;
}

int capacity__alert_at(size_t index, capacity__alert *alert)
{
    if (index >= sizeof alerts / sizeof *alerts)
        return 0;
    *alert = alerts[index];
    if (alert->trigger >= 0)
        take_trigger(alert);
    return 1;
}

void capacity__watch_new(capacity__watch *watch, const capacity__emission *emission)
{
    memset(watch, 0, sizeof *watch);
    watch->emission = emission;
    watch->kubernetes_namespace = emission->options->kubernetes_namespace;
    watch->subject = "";
}

size_t capacity__watch_count(const capacity__emission *emission, capacity__scope scope)
{
    if (scope == CAPACITY__SCOPE_COMPONENT)
        return capacity__component_count(emission->plan);
    return scope == CAPACITY__SCOPE_TABLE ? capacity__table_count(emission->plan) : 1;
}

void capacity__watch_at(capacity__watch *watch, capacity__scope scope, size_t index)
{
    watch->subject = "";
    watch->index = index;
    if (scope == CAPACITY__SCOPE_COMPONENT) {
        capacity__emit_component_at(watch->emission, index, &watch->component);
        watch->subject = watch->component.row.name;
    } else if (scope == CAPACITY__SCOPE_TABLE) {
        capacity__emit_table_at(watch->emission, index, &watch->table);
        watch->subject = watch->table.name;
    }
}

/* Units a second: those provisioned, or what the peak takes where the table is billed by request. */
static int64_t units(const capacity_plan_table *table, int64_t provisioned, int64_t peak_m)
{
    if (table->billing == CAPACITY_BILLING_PROVISIONED)
        return provisioned;
    return peak_m / 1000 + (peak_m % 1000 > 0);
}

static int64_t planned(const capacity__watch *watch, int64_t figure)
{
    const capacity_plan *plan = watch->emission->plan;
    const capacity_plan_component *row = &watch->component.row;
    const capacity_plan_table *table = &watch->table.row;

    if (figure == CAPACITY__FIGURE_RATE_PER_POD)
        return capacity__rate_per_pod(plan, watch->index);
    if (figure == CAPACITY__FIGURE_CONNECTIONS_PER_POD)
        return capacity__connections_per_pod(plan, watch->index);
    if (figure == CAPACITY__FIGURE_RATE)
        return row->rate_mrps;
    if (figure == CAPACITY__FIGURE_PODS_MAX)
        return row->pods_max;
    if (figure == CAPACITY__FIGURE_READ_UNITS)
        return units(table, table->provisioned_rcu, table->read_mrcu);
    if (figure == CAPACITY__FIGURE_WRITE_UNITS)
        return units(table, table->provisioned_wcu, table->write_mwcu);
    return plan->nodes[watch->emission->options->answer].total[CAPACITY__HIGH];
}

/* The targets that the autoscaler has, where it has one: as an assessment of the plan takes them. */
static int64_t target(const capacity__watch *watch)
{
    const capacity_plan_component *row = &watch->component.row;

    if (watch->alert->trigger == CAPACITY__TRIGGER_AT_CPU_ABOVE_TARGET)
        return row->hpa_cpu_target_ppm;
    return watch->alert->trigger == CAPACITY__TRIGGER_AT_MEMORY_ABOVE_TARGET
               ? row->hpa_memory_target_ppm
               : 0;
}

int capacity__watch_is_planned(const capacity__watch *watch)
{
    return watch->alert->figure < 0 || target(watch) > 0;
}

int capacity__watch_alert(capacity__watch *watch, const capacity__alert *alert)
{
    watch->alert = alert;
    watch->threshold = alert->figure;
    if (alert->figure < 0) {
        watch->threshold = planned(watch, alert->figure);
        return watch->threshold > 0;
    }
    if (target(watch) > 0)
        watch->threshold = target(watch);
    return 1;
}
