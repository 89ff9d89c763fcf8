/*
 * Prometheus rules: as a plain file, and as the operator's PrometheusRule around the same groups.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is recorded stands in the first group and carries the labels component or table, so that one
 * alert covers all of them. Alerts of a level stand in one group.
 */
#include "model/metrics.h"
#include "text/alerts.h"
#include "text/emit_private.h"

/* What the subject is called among the labels. */
static void put_subject(const capacity__watch *watch, capacity__scope scope)
{
    if (scope == CAPACITY__SCOPE_COMPONENT)
        capacity__emit_pair(watch->emission->emitter, "component", watch->subject);
    else if (scope == CAPACITY__SCOPE_TABLE)
        capacity__emit_pair(watch->emission->emitter, "table", watch->subject);
}

static void put_record(const capacity__watch *watch, const capacity__record *record)
{
    capacity__emitter *emitter = watch->emission->emitter;
    int labels = watch->kubernetes_namespace[0] != '\0' || record->scope != CAPACITY__SCOPE_PLAN;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "record", record->name);
    capacity__watch_pair(watch, "expr", record->expression);
    if (labels) {
        capacity__emit_key(emitter, "labels");
        capacity__emit_map(emitter);
        if (watch->kubernetes_namespace[0] != '\0')
            capacity__emit_pair(emitter, "namespace", watch->kubernetes_namespace);
        put_subject(watch, record->scope);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_map_end(emitter);
}

static void put_records(capacity__watch *watch)
{
    for (int id = 0; id < CAPACITY__RECORDS; id++) {
        const capacity__record *record = capacity__record_of((capacity__record_id)id);
        size_t count = capacity__watch_count(watch->emission, record->scope);
        for (size_t i = 0; i < count; i++) {
            capacity__watch_at(watch, record->scope, i);
            put_record(watch, record);
        }
    }
}

static const struct {
    uint32_t level;
    const char *group, *severity;
} levels[] = {
    {CAPACITY_LEVEL_CRITICAL, "critical", "critical"},
    {CAPACITY_LEVEL_WARNING, "warning", "warning"},
    {CAPACITY_LEVEL_SCALE_UP, "capacity", "info"},
};
enum { LEVELS = sizeof levels / sizeof *levels };

static void put_annotations(const capacity__watch *watch, const capacity__alert *alert)
{
    capacity__emitter *emitter = watch->emission->emitter;

    capacity__emit_key(emitter, "annotations");
    capacity__emit_map(emitter);
    capacity__watch_pair(watch, "summary", alert->summary);
    capacity__watch_pair(watch, "description", alert->description);
    capacity__emit_pair(emitter, "runbook", alert->action);
    capacity__emit_pair(emitter, "source", alert->source);
    capacity__emit_map_end(emitter);
}

/* The one that counts its minutes by itself (@m) waits no longer. */
static int waits(const capacity__alert *alert)
{
    return alert->for_us > 0 && alert->trigger != CAPACITY__TRIGGER_AT_MAX_REPLICAS_OFTEN;
}

static void put_alert(const capacity__watch *watch, const char *severity)
{
    capacity__emitter *emitter = watch->emission->emitter;
    const capacity__alert *alert = watch->alert;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "alert", alert->name);
    capacity__watch_pair(watch, "expr", alert->expression);
    if (waits(alert))
        capacity__emit_duration(emitter, "for", alert->for_us / CAPACITY_SECOND_US);
    capacity__emit_key(emitter, "labels");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "severity", severity);
    put_subject(watch, alert->scope);
    capacity__emit_map_end(emitter);
    put_annotations(watch, alert);
    capacity__emit_map_end(emitter);
}

static void put_alerts(capacity__watch *watch, uint32_t level, const char *severity)
{
    capacity__alert alert;

    for (size_t at = 0; capacity__alert_at(at, &alert); at++) {
        size_t count = capacity__watch_count(watch->emission, alert.scope);
        for (size_t i = 0; i < count && alert.level == level; i++) {
            capacity__watch_at(watch, alert.scope, i);
            if (capacity__watch_alert(watch, &alert))
                put_alert(watch, severity);
        }
    }
    watch->alert = NULL;
}

static void begin_group(capacity__emitter *emitter, const char *name)
{
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", name);
    capacity__emit_key(emitter, "rules");
    capacity__emit_list(emitter);
}

static void end_group(capacity__emitter *emitter)
{
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_groups(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;
    capacity__watch watch;

    capacity__watch_new(&watch, emission);
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "groups");
    capacity__emit_list(emitter);
    begin_group(emitter, "records");
    put_records(&watch);
    end_group(emitter);
    for (size_t i = 0; i < LEVELS; i++) {
        begin_group(emitter, levels[i].group);
        put_alerts(&watch, levels[i].level, levels[i].severity);
        end_group(emitter);
    }
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static size_t one(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

static void write_file(const capacity__emission *emission, size_t object)
{
    (void)object;
    put_groups(emission);
}

static const char object_suffix[] = "-rules";

static capacity_status check_name(const capacity__emission *emission, capacity_error *err)
{
    const char *pattern = emission->options->object;
    char name[CAPACITY_NAME_SIZE];
    size_t most = CAPACITY_NAME_SIZE - sizeof object_suffix;
    size_t size = capacity__emit_name(pattern, "capacity", name);

    if (size <= most)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, -1,
                          "the name of the rules by %s has %zu characters before %s, the limit is "
                          "%zu",
                          pattern, size, object_suffix, most);
}

static void write_object(const capacity__emission *emission, size_t object)
{
    capacity__emit_component whole = {.object = ""};
    char name[CAPACITY_NAME_SIZE];

    (void)capacity__emit_name(emission->options->object, "capacity", whole.object);
    capacity__emit_object_name(&whole, object_suffix, name);
    capacity__emit_map(emission->emitter);
    capacity__emit_head(emission, object, "monitoring.coreos.com/v1", "PrometheusRule", name);
    capacity__emit_key(emission->emitter, "spec");
    put_groups(emission);
    capacity__emit_map_end(emission->emitter);
}

/* --- reasons: the thresholds that are the plan's; the others carry theirs as annotations ----------- */

/* "backend 50, frontend 2000", or as far as it fits. */
static size_t list_thresholds(capacity__watch *watch, const capacity__alert *alert,
                              capacity__out *out)
{
    enum { ROOM = 200 };
    size_t count = capacity__watch_count(watch->emission, alert->scope), listed = 0;

    for (size_t i = 0; i < count; i++) {
        capacity__watch_at(watch, alert->scope, i);
        if (!capacity__watch_alert(watch, alert) || !capacity__watch_is_planned(watch))
            continue;
        if (listed++ > 0 && out->len > ROOM) {
            capacity__put(out, ", ...");
            break;
        }
        capacity__put_format(out, "%s%s%s", out->len > 0 ? ", " : "", watch->subject,
                             watch->subject[0] == '\0' ? "" : " ");
        capacity__watch_put_threshold(out, watch);
    }
    return listed;
}

static void put_reasons(const capacity__emission *emission, size_t object,
                        capacity__reasons *reasons)
{
    capacity__watch watch;
    capacity__alert alert;

    (void)object;
    capacity__watch_new(&watch, emission);
    capacity__reason_title(reasons, "Prometheus rules");
    for (size_t at = 0; capacity__alert_at(at, &alert); at++) {
        char list[512];
        capacity__out out = capacity__out_new(list, sizeof list);
        if (list_thresholds(&watch, &alert, &out) == 0)
            continue;
        (void)capacity__out_end(&out, NULL, NULL);
        capacity__reason(reasons, alert.name, "%s: %s", list, alert.source);
    }
}

const capacity__emit_kind capacity__emit_prometheus_rule = {
    .name = "prometheus-rule",
    .summary = "Alerts of the guide and of the plan for the Prometheus operator",
    .file = "prometheus-rule",
    .formats = CAPACITY__EMIT_TREES,
    .objects = one,
    .write = write_object,
    .reasons = put_reasons,
    .check = check_name,
};

const capacity__emit_kind capacity__emit_prometheus_rules = {
    .name = "prometheus-rules",
    .summary = "The same alerts as a plain rule file of Prometheus",
    .file = "prometheus-rules",
    .formats = CAPACITY__EMIT_TREES,
    .objects = one,
    .write = write_file,
};
