/*
 * Messages on standard error.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

CLI_PRINTF(2, 0) static void say(const char *prefix, const char *format, va_list args)
{
    char line[1024];
    char *c;

    vsnprintf(line, sizeof line, format, args);
    for (c = line; *c; c++) /* a message must not be forgeable from a file or an argument */
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    fprintf(stderr, "%s%s\n", prefix, line);
}

void complain(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("capacity: ", format, args);
    va_end(args);
}

void advise(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("  ", format, args);
    va_end(args);
}

/* Failures that are not the user's part. */
static int is_internal(int32_t code)
{
    static const int32_t codes[] = {
        CAPACITY_E_MEMORY,  CAPACITY_E_BUFFER, CAPACITY_E_STRUCT_SIZE, CAPACITY_E_STRUCT_NEWER,
        CAPACITY_E_VERSION, CAPACITY_E_STATE,  CAPACITY_E_INTERNAL,
    };
    size_t i;

    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        if (code == codes[i])
            return 1;
    return 0;
}

/* What to do about a key or a field that is not known. */
static void advise_about_name(fault kind)
{
    if (kind == FAULT_CATALOG)
        advise("'capacity catalog --format yaml' shows the form of a catalogue");
    else if (kind == FAULT_TIERS)
        advise("'capacity tiers --format yaml' shows the form of a ladder");
    else if (kind == FAULT_METRICS)
        advise("'capacity assess --help' lists the metrics");
    else if (kind == FAULT_TRACE)
        advise("a trace begins with a line 'time,rate'");
    else
        advise("'capacity fields' lists all fields");
}

static void advise_about(const capacity_error *err, fault kind)
{
    const char *key = capacity_field_key((capacity_field)err->field);

    if (err->code == CAPACITY_E_INTERNAL)
        advise("this is a defect of libcapacity: please report it with the input that shows it");
    else if (is_internal(err->code))
        advise("%s", capacity_status_summary((capacity_status)err->code));
    else if (err->code == CAPACITY_E_UNSUPPORTED)
        advise("build without -Dtext=disabled to read JSON and YAML and to write YAML");
    else if (err->code == CAPACITY_E_INFEASIBLE)
        advise("take a larger machine (--node-type) or let the pods request less");
    else if (err->code == CAPACITY_E_NOT_FOUND && kind == FAULT_METRICS)
        advise("--component takes backend, frontend, or a component of the profile's own");
    else if (err->code == CAPACITY_E_NOT_FOUND)
        advise("'capacity catalog --names' lists the machines and meters that are there");
    else if (key && capacity_field_kind((capacity_field)err->field) == CAPACITY_KIND_INPUT)
        advise("'capacity fields %s' shows its unit, range and default", key);
    else if (err->code == CAPACITY_E_FIELD)
        advise_about_name(kind);
}

int complain_about(const capacity_error *err, const char *where, fault kind)
{
    const int is_text = kind != FAULT_VALUE;

    if (where && is_text && err->index > 0 && err->column > 0)
        complain("%s:%" PRId64 ":%" PRIu32 ": %s", where, err->index, err->column, err->message);
    else if (where && is_text && err->index > 0)
        complain("%s:%" PRId64 ": %s", where, err->index, err->message);
    else if (where)
        complain("%s: %s", where, err->message);
    else
        complain("%s", err->message);
    advise_about(err, kind);
    return is_internal(err->code) ? EXIT_INTERNAL : EXIT_BAD_INPUT;
}
