/*
 * Options of manifests: one table of their names, members and units.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "options.h"
#include "names.h"
#include "report.h"
#include "sheet.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum form { FORM_TEXT, FORM_UNIT, FORM_MINOR, FORM_FLAG } form;

typedef struct option_member {
    const char *name;
    size_t offset;
    form form;
    uint32_t detail; /* the unit, or the flag */
    const char *argument, *sentence;
} option_member;

enum { OPTION_INDENT = 32 };

#define MEMBER(member) offsetof(capacity_emit_options, member)

/* Flags are given as on or off. */
static const option_member members[] = {
    {"namespace", MEMBER(kubernetes_namespace), FORM_TEXT, 0, "NAME", "namespace of the objects"},
    {"deployment", MEMBER(deployment), FORM_TEXT, 0, "PATTERN",
     "names of the deployments, * being the component (chat-*)"},
    {"object", MEMBER(object), FORM_TEXT, 0, "PATTERN", "names of other objects before -hpa (*)"},
    {"container", MEMBER(container), FORM_TEXT, 0, "PATTERN", "names of the containers (*)"},
    {"app_label", MEMBER(app_label), FORM_TEXT, 0, "KEY",
     "label that selects a deployment's pods (app)"},
    {"cluster", MEMBER(cluster), FORM_TEXT, 0, "NAME", "name of the cluster (chat)"},
    {"environment", MEMBER(environment), FORM_TEXT, 0, "VALUE", "label environment"},
    {"team", MEMBER(team), FORM_TEXT, 0, "VALUE", "label team"},
    {"kubernetes", MEMBER(kubernetes_minor), FORM_MINOR, 0, "1.MINOR", "version to write for"},
    {"scale_up_tolerance", MEMBER(scale_up_tolerance_ppm), FORM_UNIT, CAPACITY_UNIT_PPM, "SHARE",
     "tolerance of the autoscaler on the way up"},
    {"scale_down_tolerance", MEMBER(scale_down_tolerance_ppm), FORM_UNIT, CAPACITY_UNIT_PPM,
     "SHARE", "the same on the way down"},
    {"p95_target", MEMBER(p95_target_us), FORM_UNIT, CAPACITY_UNIT_US, "TIME",
     "response time p95 to scale by (500ms)"},
    {"rate_metric", MEMBER(rate_metric), FORM_TEXT, 0, "NAME", "pods metric of requests a second"},
    {"connections_metric", MEMBER(connections_metric), FORM_TEXT, 0, "NAME",
     "pods metric of open connections"},
    {"p95_metric", MEMBER(p95_metric), FORM_TEXT, 0, "NAME", "pods metric of the p95 in seconds"},
    {"requests_metric", MEMBER(requests_metric), FORM_TEXT, 0, "NAME",
     "counter of requests in rules and dashboard (http_requests_total)"},
    {"durations_metric", MEMBER(durations_metric), FORM_TEXT, 0, "NAME",
     "histogram of response times (http_request_duration_seconds)"},
    {"release", MEMBER(release), FORM_TEXT, 0, "VALUE", "label release of the PrometheusRule"},
    {"scale_by_rate", MEMBER(flags), FORM_FLAG, CAPACITY_EMIT_RATE_METRIC, "on",
     "scale by requests a second whatever the tier names"},
    {"resources_only", MEMBER(flags), FORM_FLAG, CAPACITY_EMIT_RESOURCE_METRICS, "on",
     "scale by CPU and memory alone"},
    {"no_reasons", MEMBER(flags), FORM_FLAG, CAPACITY_EMIT_NO_REASONS, "on",
     "no annotations with reasons"},
};
enum { MEMBERS = sizeof members / sizeof *members };

static const option_member *find_member(const char *name, size_t size)
{
    size_t i;

    for (i = 0; i < MEMBERS; i++)
        if (strlen(members[i].name) == size && !strncmp(members[i].name, name, size))
            return &members[i];
    return NULL;
}

static int complain_unknown(const char *name, size_t size)
{
    char *copy = copy_string(name, size);
    nearest n = {.written = copy};
    size_t i;

    for (i = 0; i < MEMBERS; i++)
        nearest_try(&n, members[i].name);
    nearest_complain(&n, "option of manifests");
    advise("'capacity emit --help' lists them");
    free(copy);
    return EXIT_BAD_INPUT;
}

static int take_text(const option_member *m, const char *value, capacity_emit_options *options)
{
    const size_t size = strlen(value);

    if (size >= CAPACITY_NAME_SIZE) {
        complain("--option %s has %zu bytes, the limit is %d", m->name, size,
                 CAPACITY_NAME_SIZE - 1);
        return EXIT_BAD_INPUT;
    }
    memcpy((char *)options + m->offset, value, size + 1);
    return EXIT_FINE;
}

static int take_unit(const option_member *m, const char *value, capacity_emit_options *options)
{
    capacity_error err;
    int64_t number;

    if (capacity_unit_parse((capacity_unit)m->detail, value, strlen(value), &number, &err) < 0)
        return complain_about(&err, m->name, FAULT_VALUE);
    memcpy((char *)options + m->offset, &number, sizeof number);
    return EXIT_FINE;
}

static int take_minor(const option_member *m, const char *value, capacity_emit_options *options)
{
    capacity_error err;
    int64_t minor;

    if (strncmp(value, "1.", 2) != 0 ||
        capacity_unit_parse(CAPACITY_UNIT_COUNT, value + 2, strlen(value + 2), &minor, &err) < 0 ||
        minor < 1 || minor > UINT32_MAX) {
        complain("--option %s '%.*s' is no version like 1.%d", m->name, QUOTED_SIZE, value,
                 CAPACITY_EMIT_KUBERNETES_MINOR);
        return EXIT_BAD_INPUT;
    }
    options->kubernetes_minor = (uint32_t)minor;
    return EXIT_FINE;
}

static int take_flag(const option_member *m, const char *value, capacity_emit_options *options)
{
    if (!strcmp(value, "on"))
        options->flags |= m->detail;
    else if (!strcmp(value, "off"))
        options->flags &= ~m->detail;
    else {
        complain("--option %s '%.*s' is neither on nor off", m->name, QUOTED_SIZE, value);
        return EXIT_BAD_INPUT;
    }
    return EXIT_FINE;
}

static int take_option(const char *written, capacity_emit_options *options)
{
    static int (*const takers[])(const option_member *, const char *, capacity_emit_options *) = {
        [FORM_TEXT] = take_text,
        [FORM_UNIT] = take_unit,
        [FORM_MINOR] = take_minor,
        [FORM_FLAG] = take_flag,
    };
    const size_t size = strcspn(written, "=");
    const option_member *m = find_member(written, size);

    if (!written[size]) {
        complain("--option '%.*s' is not NAME=VALUE", QUOTED_SIZE, written);
        advise("for example --option team=payments; 'capacity emit --help' lists the names");
        return EXIT_BAD_INPUT;
    }
    return m ? takers[m->form](m, written + size + 1, options) : complain_unknown(written, size);
}

int read_emit_options(const settings *s, capacity_emit_options *options)
{
    size_t i;
    int status = EXIT_FINE;

    capacity_emit_options_init(options, sizeof *options);
    options->answer = (uint32_t)s->answer;
    for (i = 0; i < s->option_count && !status; i++)
        status = take_option(s->options[i], options);
    if (!status && s->kubernetes_namespace)
        status = take_text(&members[0], s->kubernetes_namespace, options);
    return status;
}

void put_emit_options(text *out)
{
    size_t i;

    text_puts(out, "\nNames for --option:\n");
    for (i = 0; i < MEMBERS; i++) {
        char tag[CAPACITY_NAME_SIZE];

        snprintf(tag, sizeof tag, "  %s=%s", members[i].name, members[i].argument);
        text_tagged(out, tag, members[i].sentence, OPTION_INDENT, SHEET_WIDTH);
    }
}
