/*
 * help and version.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "fields.h"
#include "names.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

static const char closing[] =
    "Exit status: 0 fine, 1 the output could not be written or a defect, 2 bad input.\n";

static const char verdicts[] =
    "Exit status: 0 hold, 10 scale or change the tier, 11 a critical alert fired, 1 the output\n"
    "could not be written or a defect, 2 bad input.\n";

const command *find_command(const char *name)
{
    nearest n = {.written = name};
    size_t i;

    for (i = 0; i < command_count; i++) {
        if (!strcmp(commands[i].name, name))
            return &commands[i];
        nearest_try(&n, commands[i].name);
    }
    nearest_complain(&n, "command");
    advise("'capacity help' lists the commands");
    return NULL;
}

void put_overview(text *out)
{
    size_t i;

    text_puts(out, "Usage: capacity COMMAND [OPTION]... [ARGUMENT]...\n\n");
    text_wrap(out,
              "Size a workload on Kubernetes and DynamoDB: which tier, how many pods, nodes and "
              "table units, what it costs a month, why, and what to change.",
              0, SHEET_WIDTH);
    text_puts(out, "\nCommands:\n");
    for (i = 0; i < command_count; i++)
        text_printf(out, "  %-10s%s\n", commands[i].name, commands[i].sentence);
    text_puts(out, "\nFor example:\n"
                   "  capacity plan --users 1000\n"
                   "  capacity plan --profile chat.yaml --set spot_share=70% --explain\n"
                   "  capacity compare --users 1000 --set-b zones_lost=1\n"
                   "  capacity assess metrics.json --profile chat.yaml\n"
                   "  capacity simulate --users 1000 --spike 5x --events\n"
                   "  capacity fields spike_buffer\n\n"
                   "'capacity help COMMAND' says more about one.\n");
    text_puts(out, closing);
}

/* What a workload may be set to, straight from the registry. */
static void put_inputs(text *out)
{
    const sheet s = {out, 0};
    const size_t n = capacity_field_count();
    capacity_field *fields = need_memory(n + 1, sizeof *fields);
    size_t i, count = 0;

    for (i = 0; i < n; i++)
        if (capacity_field_kind(capacity_field_at(i)) == CAPACITY_KIND_INPUT)
            fields[count++] = capacity_field_at(i);
    put_field_table(fields, &s);
    free(fields);
}

/* What may be measured, straight from the registry. */
static void put_metrics(text *out)
{
    capacity_metric_info *rows;
    capacity_error err;
    size_t count = 0, i;

    if (capacity_metrics_get_registry(NULL, 0, 0, &count, &err) < 0)
        return;
    rows = need_memory(count + 1, sizeof *rows);
    if (capacity_metrics_get_registry(rows, sizeof *rows, count, &count, &err) < 0)
        count = 0;
    text_puts(out, "\nMetrics, each a value or {value, held, baseline}:\n");
    for (i = 0; i < count; i++)
        text_printf(out, "  %-20s%s\n", rows[i].key, rows[i].summary);
    free(rows);
}

void put_command_help(const command *c, text *out)
{
    const int sizes = c->bit & (CMD_PLAN | CMD_EXPLAIN | CMD_COMPARE | CMD_MIGRATE | CMD_EMIT |
                                CMD_SIMULATE | CMD_HEADROOM);

    text_printf(out, "Usage: capacity %s [OPTION]...%s%s\n\n", c->name, *c->arguments ? " " : "",
                c->arguments);
    text_wrap(out, c->about, 0, SHEET_WIDTH);
    text_puts(out, "\nOptions:\n");
    settings_help(c, out);
    if (c->bit == CMD_EMIT)
        put_emit_kinds(out);
    if (sizes)
        put_inputs(out);
    if (c->bit == CMD_ASSESS)
        put_metrics(out);
    text_puts(out, "\n");
    text_puts(out, c->bit == CMD_ASSESS ? verdicts : closing);
}

int run_help(const settings *s, text *out)
{
    const command *c;

    if (!s->argument_count) {
        put_overview(out);
        return EXIT_FINE;
    }
    c = find_command(s->arguments[0]);
    if (!c)
        return EXIT_BAD_INPUT;
    put_command_help(c, out);
    return EXIT_FINE;
}

int run_version(const settings *s, text *out)
{
    capacity_catalog *catalog = capacity_catalog_builtin();

    (void)s;
    text_printf(out, "capacity %s, formulas %u, catalogue %s %s %s\n", capacity_version_string(),
                (unsigned)capacity_model_latest(), capacity_catalog_name(catalog),
                capacity_catalog_region(catalog), capacity_catalog_as_of(catalog));
    capacity_catalog_unref(catalog);
    return EXIT_FINE;
}
