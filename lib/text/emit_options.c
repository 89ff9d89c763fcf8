/*
 * The options of manifests: defaults, and what Kubernetes takes as names.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names are those of the Kubernetes documentation, "Object Names and IDs" (DNS labels of RFC 1123)
 * and "Labels and Selectors"; metric names are those of Prometheus; a cluster's those of EKS.
 */
#include "base/structs.h"
#include "text/emit_private.h"

#include <stddef.h>
#include <string.h>

enum {
    OLDEST_MINOR = 23, /* autoscaling/v2 is generally available from 1.23 on */
    NEWEST_MINOR = 99,
    TOLERANCE_MINOR = 33, /* the fields tolerance of behavior came with 1.33 */
    KNOWN_FLAGS =
        CAPACITY_EMIT_RATE_METRIC | CAPACITY_EMIT_RESOURCE_METRICS | CAPACITY_EMIT_NO_REASONS,
    LONGEST_SUFFIX = 4, /* -hpa */
    NAME_MOST = CAPACITY_NAME_SIZE - 1
};

static const int64_t TOLERANCE_MOST = 1000 * CAPACITY_PPM, P95_LEAST = 1000,
                     P95_MOST = 600 * CAPACITY_SECOND_US, P95_DEFAULT = 500000;

static int is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static int is_alnum(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z');
}

/* All of text[size] is alphanumeric or one of `inner`, the latter not at the ends. */
static int is_made_of(const char *text, size_t size, const char *inner)
{
    if (size == 0 || !is_alnum(text[0]) || !is_alnum(text[size - 1]))
        return 0;
    for (size_t i = 0; i < size; i++)
        if (!is_alnum(text[i]) && strchr(inner, text[i]) == NULL)
            return 0;
    return 1;
}

static int has_no_capital(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            return 0;
    return 1;
}

static int is_dns_label(const char *text)
{
    size_t size = strlen(text);
    return is_made_of(text, size, "-") && has_no_capital(text, size);
}

/* One *, and a DNS label once a component stands there. */
static int is_pattern(const char *text)
{
    char name[CAPACITY_NAME_SIZE];
    const char *star = strchr(text, '*');

    if (star == NULL || strchr(star + 1, '*') != NULL)
        return 0;
    (void)capacity__emit_name(text, "x", name);
    return is_dns_label(name);
}

int capacity__is_label_value(const char *text)
{
    return is_made_of(text, strlen(text), "-_.");
}

/* DNS labels with dots between. */
static int is_subdomain(const char *text, size_t size)
{
    for (size_t at = 0, next; at <= size; at = next + 1) {
        for (next = at; next < size && text[next] != '.';)
            next++;
        if (!is_made_of(text + at, next - at, "-") || !has_no_capital(text + at, next - at))
            return 0;
    }
    return 1;
}

/* A name, before it perhaps a DNS subdomain and a slash. */
int capacity__is_label_key(const char *text)
{
    const char *slash = strchr(text, '/');

    if (slash == NULL)
        return capacity__is_label_value(text);
    size_t size = (size_t)(slash - text);
    return is_subdomain(text, size) && capacity__is_label_value(slash + 1);
}

static int is_cluster(const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i++)
        if (!is_alnum(text[i]) && (i == 0 || strchr("-_", text[i]) == NULL))
            return 0;
    return 1;
}

static int is_metric(const char *text)
{
    if (text[0] >= '0' && text[0] <= '9')
        return 0;
    for (size_t i = 0; text[i] != '\0'; i++)
        if (!is_alnum(text[i]) && strchr("_:", text[i]) == NULL)
            return 0;
    return 1;
}

/* The members that are text. */
static const struct {
    size_t offset;
    const char *name, *preset;
    int (*is_valid)(const char *text);
    const char *what;
} texts[] = {
#define TEXT(member, preset, is_valid, what)                                                       \
    {                                                                                              \
        offsetof(capacity_emit_options, member), #member, preset, is_valid, what                   \
    }
    TEXT(kubernetes_namespace, "", is_dns_label, "a DNS label: a-z, 0-9 and - inside"),
    TEXT(deployment, "chat-*", is_pattern, "a DNS label with one * for the component"),
    TEXT(object, "*", is_pattern, "a DNS label with one * for the component"),
    TEXT(container, "*", is_pattern, "a DNS label with one * for the component"),
    TEXT(app_label, "app", capacity__is_label_key, "a label's key"),
    TEXT(cluster, "chat", is_cluster, "a cluster's name: letters, digits, - and _"),
    TEXT(environment, "", capacity__is_label_value, "a label's value"),
    TEXT(team, "", capacity__is_label_value, "a label's value"),
    TEXT(rate_metric, "http_requests_per_second", is_metric, "a metric's name"),
    TEXT(connections_metric, "active_connections", is_metric, "a metric's name"),
    TEXT(p95_metric, "http_request_duration_p95_seconds", is_metric, "a metric's name"),
    TEXT(requests_metric, "http_requests_total", is_metric, "a metric's name"),
    TEXT(durations_metric, "http_request_duration_seconds", is_metric, "a metric's name"),
    TEXT(release, "", capacity__is_label_value, "a label's value"),
#undef TEXT
};
enum { TEXTS = sizeof texts / sizeof *texts };

static capacity_status bad(capacity_error *err, const char *name, const char *text,
                           const char *what)
{
    char quoted[4 * CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(quoted, sizeof quoted);
    capacity__put_quoted(&out, text, strlen(text));
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1, "%s %s is not %s",
                          name, quoted, what);
}

static capacity_status check_texts(capacity_emit_options *options, capacity_error *err)
{
    for (size_t i = 0; i < TEXTS; i++) {
        char *text = (char *)options + texts[i].offset;
        if (!capacity__name_ends(text, CAPACITY_NAME_SIZE))
            return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                                  "%s does not end in a NUL", texts[i].name);
        if (text[0] == '\0')
            capacity__name_copy(text, CAPACITY_NAME_SIZE, texts[i].preset);
        else if (!texts[i].is_valid(text))
            return bad(err, texts[i].name, text, texts[i].what);
    }
    return CAPACITY_OK;
}

static capacity_status check_numbers(capacity_emit_options *options, capacity_error *err)
{
    if (options->answer > CAPACITY_ANSWER_FORMULA)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "answer %" PRId64 " is none of 0, 1 and 2", (int64_t)options->answer);
    if (options->flags & ~(uint32_t)KNOWN_FLAGS)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "flags %" PRId64 " hold bits beyond %" PRId64,
                              (int64_t)options->flags, (int64_t)KNOWN_FLAGS);
    if (options->flags & CAPACITY_EMIT_RATE_METRIC &&
        options->flags & CAPACITY_EMIT_RESOURCE_METRICS)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "RATE_METRIC and RESOURCE_METRICS contradict each other");
    if (options->kubernetes_minor == 0)
        options->kubernetes_minor = CAPACITY_EMIT_KUBERNETES_MINOR;
    CAPACITY__TRY(capacity__in_range(err, "kubernetes_minor", options->kubernetes_minor,
                                     OLDEST_MINOR, NEWEST_MINOR));
    CAPACITY__TRY(capacity__in_range(err, "scale_up_tolerance_ppm", options->scale_up_tolerance_ppm,
                                     0, TOLERANCE_MOST));
    CAPACITY__TRY(capacity__in_range(err, "scale_down_tolerance_ppm",
                                     options->scale_down_tolerance_ppm, 0, TOLERANCE_MOST));
    if ((options->scale_up_tolerance_ppm > 0 || options->scale_down_tolerance_ppm > 0) &&
        options->kubernetes_minor < TOLERANCE_MINOR)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "a tolerance needs Kubernetes 1.%" PRId64
                              ", kubernetes_minor is %" PRId64,
                              (int64_t)TOLERANCE_MINOR, (int64_t)options->kubernetes_minor);
    if (options->p95_target_us == 0)
        options->p95_target_us = P95_DEFAULT;
    return capacity__in_range(err, "p95_target_us", options->p95_target_us, P95_LEAST, P95_MOST);
}

static void put_component(capacity__out *out, const char *component)
{
    for (; *component != '\0'; component++)
        capacity__put_char(out, *component == '.' || *component == '_' ? '-' : *component);
}

size_t capacity__emit_name(const char *pattern, const char *component,
                           char name[CAPACITY_NAME_SIZE])
{
    capacity__out out = capacity__out_new(name, CAPACITY_NAME_SIZE);

    for (; *pattern != '\0'; pattern++)
        if (*pattern == '*')
            put_component(&out, component);
        else
            capacity__put_char(&out, *pattern);
    (void)capacity__out_end(&out, NULL, NULL);
    return out.len;
}

static capacity_status check_length(const char *pattern, const char *component, size_t most,
                                    capacity_error *err)
{
    char name[CAPACITY_NAME_SIZE];
    size_t size = capacity__emit_name(pattern, component, name);

    if (size <= most)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, -1,
                          "the name of component %s by %s has %zu characters, the limit is %zu",
                          component, pattern, size, most);
}

/* Component names may hold . and _, which no DNS label does: two may become one. */
static capacity_status check_component(const capacity_plan *plan, size_t index,
                                       const capacity_emit_options *options, capacity_error *err)
{
    capacity_plan_component row, other;
    char name[CAPACITY_NAME_SIZE], other_name[CAPACITY_NAME_SIZE];

    capacity__component_row(plan, index, &row);
    CAPACITY__TRY(check_length(options->deployment, row.name, NAME_MOST, err));
    CAPACITY__TRY(check_length(options->container, row.name, NAME_MOST, err));
    CAPACITY__TRY(check_length(options->object, row.name, NAME_MOST - LONGEST_SUFFIX, err));
    (void)capacity__emit_name("*", row.name, name);
    for (size_t i = 0; i < index; i++) {
        capacity__component_row(plan, i, &other);
        (void)capacity__emit_name("*", other.name, other_name);
        if (strcmp(name, other_name) == 0)
            return capacity__fail(err, CAPACITY_E_EXISTS, CAPACITY_FIELD_NONE, (int64_t)index,
                                  "components %s and %s would both be named %s", other.name,
                                  row.name, name);
    }
    return CAPACITY_OK;
}

capacity_status capacity__emit_options_in(const capacity_plan *plan,
                                          const capacity_emit_options *given,
                                          capacity_emit_options *options, capacity_error *err)
{
    memset(options, 0, sizeof *options);
    options->struct_size = sizeof *options;
    if (given != NULL)
        CAPACITY__TRY(capacity__row_in(options, sizeof *options, sizeof *options, given, err));
    CAPACITY__TRY(check_numbers(options, err));
    CAPACITY__TRY(check_texts(options, err));
    for (size_t i = 0; i < capacity__component_count(plan); i++)
        CAPACITY__TRY(check_component(plan, i, options, err));
    return CAPACITY_OK;
}
