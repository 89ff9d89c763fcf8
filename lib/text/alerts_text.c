/*
 * Texts of the table with names and numbers put in.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/alerts.h"

#include <string.h>

typedef void put_part(capacity__out *out, const capacity__watch *watch);

static void put_matcher(capacity__out *out, const char *label, const char *value)
{
    capacity__put_format(out, "%s='%s'", label, value);
}

static void put_namespace(capacity__out *out, const capacity__watch *watch)
{
    if (watch->kubernetes_namespace[0] != '\0')
        put_matcher(out, "namespace", watch->kubernetes_namespace);
}

static void put_and(capacity__out *out, const capacity__watch *watch)
{
    put_namespace(out, watch);
    if (watch->kubernetes_namespace[0] != '\0')
        capacity__put(out, ",");
}

/*
 * The names of a deployment's pods; it is a DNS label, which stands for itself in a regular
 * expression: name, hash of at most 10, 5 random letters. Kubernetes cuts what
 * stands before the 5 to 58 (apiserver, names/generate.go: maxNameLength 63, randomLength 5), so that
 * of a long name only the beginning is sure.
 */
static void put_pods(capacity__out *out, const char *deployment)
{
    enum { SURE = 46, KEPT = 58 };

    size_t size = strlen(deployment);

    capacity__put_bytes(out, deployment, size < KEPT ? size : KEPT);
    capacity__put(out, size <= SURE ? "-[a-z0-9]+-[a-z0-9]{5}" : ".+");
}

static void put_own_pods(capacity__out *out, const capacity__watch *watch)
{
    put_and(out, watch);
    capacity__put(out, "pod=~'");
    put_pods(out, watch->component.deployment);
    capacity__put(out, "'");
}

static void put_all_pods(capacity__out *out, const capacity__watch *watch)
{
    size_t count = capacity__watch_count(watch->emission, CAPACITY__SCOPE_COMPONENT);

    put_and(out, watch);
    capacity__put(out, "pod=~'");
    for (size_t i = 0; i < count; i++) {
        capacity__emit_component component;
        capacity__emit_component_at(watch->emission, i, &component);
        capacity__put(out, i > 0 ? "|" : "");
        put_pods(out, component.deployment);
    }
    capacity__put(out, "'");
}

static void put_recorded(capacity__out *out, const capacity__watch *watch)
{
    put_and(out, watch);
    put_matcher(out, "component", watch->subject);
}

static void put_deployment(capacity__out *out, const capacity__watch *watch)
{
    put_and(out, watch);
    put_matcher(out, "deployment", watch->component.deployment);
}

static void put_own_autoscaler(capacity__out *out, const capacity__watch *watch)
{
    char name[CAPACITY_NAME_SIZE];

    capacity__emit_object_name(&watch->component, "-hpa", name);
    put_and(out, watch);
    put_matcher(out, "horizontalpodautoscaler", name);
}

static void put_all_autoscalers(capacity__out *out, const capacity__watch *watch)
{
    size_t count = capacity__watch_count(watch->emission, CAPACITY__SCOPE_COMPONENT);

    put_and(out, watch);
    capacity__put(out, "horizontalpodautoscaler=~'");
    for (size_t i = 0; i < count; i++) {
        capacity__emit_component component;
        char name[CAPACITY_NAME_SIZE];
        capacity__emit_component_at(watch->emission, i, &component);
        capacity__emit_object_name(&component, "-hpa", name);
        capacity__put(out, i > 0 ? "|" : "");
        capacity__put(out, name);
    }
    capacity__put(out, "'");
}

static void put_subject(capacity__out *out, const capacity__watch *watch)
{
    capacity__put(out, watch->subject);
}

static void put_requests(capacity__out *out, const capacity__watch *watch)
{
    capacity__put(out, watch->emission->options->requests_metric);
}

static void put_durations(capacity__out *out, const capacity__watch *watch)
{
    capacity__put(out, watch->emission->options->durations_metric);
}

static void put_connections(capacity__out *out, const capacity__watch *watch)
{
    capacity__put(out, watch->emission->options->connections_metric);
}

static void put_minutes(capacity__out *out, const capacity__watch *watch)
{
    capacity__put_int(out, watch->alert->for_us / (60 * CAPACITY_SECOND_US));
}

/* increase() extrapolates: 3 restarts may read 2.9, so the limit of "at least" lies half below. */
void capacity__watch_put_threshold(capacity__out *out, const capacity__watch *watch)
{
    static const struct {
        uint32_t unit;
        int decimals;
    } units[] = {{CAPACITY_UNIT_PPM, 6}, {CAPACITY_UNIT_US, 6}, {CAPACITY_UNIT_MRPS, 3}};
    int64_t value = watch->threshold;
    int decimals = 0;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].unit == watch->alert->unit)
            decimals = units[i].decimals;
    if (watch->alert->comparison == CAPACITY_COMPARISON_AT_LEAST) {
        value = value * 10 - 5;
        decimals = 1;
    } else if (watch->alert->comparison == CAPACITY_COMPARISON_GROWN) {
        value += CAPACITY_PPM;
        decimals = 6;
    }
    capacity__put_decimal(out, value, decimals, 0);
}

static const struct {
    char letter;
    put_part *put;
} parts[] = {
    {'n', put_namespace},      {'s', put_own_pods},   {'S', put_all_pods},
    {'i', put_recorded},       {'d', put_deployment}, {'h', put_all_autoscalers},
    {'g', put_own_autoscaler}, {'c', put_subject},    {'t', capacity__watch_put_threshold},
    {'r', put_requests},       {'l', put_durations},  {'k', put_connections},
    {'m', put_minutes},
};

static void put_letter(capacity__out *out, const capacity__watch *watch, char letter)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].letter == letter)
            parts[i].put(out, watch);
}

void capacity__watch_put(capacity__out *out, const capacity__watch *watch, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '@') {
            size_t before = out->len;
            put_letter(out, watch, *++at);
            if (out->len == before && at[1] == ',') /* no namespace: its comma goes too */
                at++;
        } else {
            capacity__put_char(out, *at);
        }
    }
}

void capacity__watch_pair(const capacity__watch *watch, const char *key, const char *text)
{
    char whole[CAPACITY__WATCH_BYTES];
    capacity__out out = capacity__out_new(whole, sizeof whole);

    capacity__watch_put(&out, watch, text);
    (void)capacity__out_end(&out, NULL, NULL); /* the buffer holds the longest */
    capacity__emit_pair(watch->emission->emitter, key, whole);
}
