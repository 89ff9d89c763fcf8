/*
 * emit: a plan as manifests, one kind to standard output or all of them into a folder.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "folder.h"
#include "load.h"
#include "names.h"
#include "options.h"
#include "report.h"
#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIND_INDENT = 28 };

typedef struct request {
    const capacity_plan *plan;
    const capacity_emit_options *options;
    capacity_emit_kind kind;
} request;

static capacity_status write_manifest(const void *subject, uint32_t format, char *buf, size_t size,
                                      size_t *needed, capacity_error *err)
{
    const request *r = subject;

    return capacity_plan_emit(r->plan, r->kind, r->options, format, buf, size, needed, err);
}

static void put_kind(const char *name, const char *sentence, text *out)
{
    char tag[CAPACITY_NAME_SIZE + 3];

    snprintf(tag, sizeof tag, "  %s", name);
    text_tagged(out, tag, sentence, KIND_INDENT, SHEET_WIDTH);
}

void put_emit_kinds(text *out)
{
    size_t i;

    text_puts(out, "\nKinds:\n");
    for (i = 0; i < capacity_emit_kind_count(); i++) {
        const capacity_emit_kind kind = capacity_emit_kind_at(i);

        put_kind(capacity_emit_kind_name(kind), capacity_emit_kind_summary(kind), out);
    }
    put_kind("all", "Every kind, into the folder --out", out);
    put_emit_options(out);
}

static int put_names(text *out)
{
    size_t i;

    for (i = 0; i < capacity_emit_kind_count(); i++)
        text_printf(out, "%s\n", capacity_emit_kind_name(capacity_emit_kind_at(i)));
    return EXIT_FINE;
}

static int is_all(const settings *s)
{
    return s->argument_count > 0 && !strcmp(s->arguments[0], "all");
}

static void list_kinds(void)
{
    text names = {0};
    size_t i;

    for (i = 0; i < capacity_emit_kind_count(); i++)
        text_printf(&names, "%s%s", i ? ", " : "",
                    capacity_emit_kind_name(capacity_emit_kind_at(i)));
    advise("kinds: %s, all", names.data);
    text_free(&names);
}

static int find_kind(const settings *s, capacity_emit_kind *kind)
{
    nearest n = {.written = s->arguments[0]};
    size_t i;

    if (!s->argument_count) {
        complain("which kind of manifest? for example: capacity emit hpa --users 1000");
        list_kinds();
        return EXIT_BAD_INPUT;
    }
    *kind = capacity_emit_kind_from_name(s->arguments[0]);
    if (*kind != CAPACITY_EMIT_NONE || is_all(s))
        return EXIT_FINE;
    for (i = 0; i < capacity_emit_kind_count(); i++)
        nearest_try(&n, capacity_emit_kind_name(capacity_emit_kind_at(i)));
    nearest_try(&n, "all");
    nearest_complain(&n, "kind");
    list_kinds();
    return EXIT_BAD_INPUT;
}

/* The format asked for, or the kind's own where none was. */
static int choose_format(const settings *s, capacity_emit_kind kind, uint32_t *format)
{
    capacity_error err;

    *format = s->format_given ? s->format : capacity_emit_kind_format(kind, CAPACITY_FORMAT_YAML);
    if (capacity_emit_kind_file(kind, *format, NULL, 0, NULL, &err) < 0) {
        complain("%s", err.message);
        return EXIT_BAD_INPUT;
    }
    return EXIT_FINE;
}

static int check_settings(const settings *s)
{
    if (s->out && s->output) {
        complain("--out names a folder and --output a file: give one of them");
        return EXIT_BAD_INPUT;
    }
    if (s->force && !s->out) {
        complain("--force overwrites what is in the folder --out, and there is no --out");
        return EXIT_BAD_INPUT;
    }
    if (!is_all(s))
        return EXIT_FINE;
    if (!s->out) {
        complain("all kinds are several files: give --out DIR");
        return EXIT_BAD_INPUT;
    }
    if (s->format_given && s->format != CAPACITY_FORMAT_JSON && s->format != CAPACITY_FORMAT_YAML) {
        complain("all kinds are written as yaml or json");
        return EXIT_BAD_INPUT;
    }
    return EXIT_FINE;
}

static int add_file(request *r, uint32_t format, folder_file *file)
{
    capacity_error err;

    if (capacity_emit_kind_file(r->kind, format, file->name, sizeof file->name, NULL, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return put_written(write_manifest, r, format, &file->content);
}

/* Everything is made before anything is written. */
static int emit_files(const settings *s, request *r, text *out)
{
    const size_t n = is_all(s) ? capacity_emit_kind_count() : 1;
    const uint32_t wanted = s->format_given ? s->format : CAPACITY_FORMAT_YAML;
    folder_file *files = need_memory(n, sizeof *files);
    size_t i;
    int status = EXIT_FINE;

    memset(files, 0, n * sizeof *files);
    for (i = 0; i < n && !status; i++) {
        if (is_all(s))
            r->kind = capacity_emit_kind_at(i);
        status = add_file(r, capacity_emit_kind_format(r->kind, wanted), &files[i]);
    }
    if (!status)
        status = write_folder(s->out, files, n, s->force);
    for (i = 0; i < n; i++) {
        if (!status)
            text_printf(out, "%s/%s\n", s->out, files[i].name);
        text_free(&files[i].content);
    }
    free(files);
    return status;
}

static int emit(const settings *s, request *r, text *out)
{
    uint32_t format = 0;
    int status = is_all(s) ? EXIT_FINE : choose_format(s, r->kind, &format);

    if (status)
        return status;
    return s->out ? emit_files(s, r, out) : put_written(write_manifest, r, format, out);
}

int run_emit(const settings *s, text *out)
{
    capacity_emit_options options;
    request r = {.options = &options};
    workload w;
    int status;

    if (s->names)
        return put_names(out);
    status = find_kind(s, &r.kind);
    if (!status)
        status = check_settings(s);
    if (!status)
        status = read_emit_options(s, &options);
    if (status)
        return status;
    status = load_workload(s, &w);
    r.plan = w.plan;
    if (!status)
        status = emit(s, &r, out);
    workload_free(&w);
    return status;
}
