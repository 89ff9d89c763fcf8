/*
 * Loading what a command works on.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "load.h"
#include "files.h"
#include "report.h"

#include <string.h>

/* How a file is called in messages. */
static const char *shown(const char *file)
{
    return strcmp(file, "-") ? file : "standard input";
}

int load_catalog(const char *file, capacity_catalog **out)
{
    capacity_error err;
    text content = {0};
    int status;

    *out = NULL;
    if (!file)
        return EXIT_FINE;
    status = read_file("catalogue", file, CAPACITY_CATALOG_TEXT_BYTES, &content);
    if (!status && capacity_catalog_new_from_text(content.data, content.size, NULL, out, &err) < 0)
        status = complain_about(&err, shown(file), FAULT_CATALOG);
    text_free(&content);
    return status;
}

int load_tiers(const char *file, capacity_tiers **out)
{
    capacity_error err;
    text content = {0};
    int status;

    *out = NULL;
    if (!file)
        return EXIT_FINE;
    status = read_file("ladder of tiers", file, CAPACITY_TIERS_TEXT_BYTES, &content);
    if (!status && capacity_tiers_new_from_text(content.data, content.size, NULL, out, &err) < 0)
        status = complain_about(&err, shown(file), FAULT_TIERS);
    text_free(&content);
    return status;
}

int load_profile(const char *file, capacity_profile **out)
{
    capacity_error err;
    text content = {0};
    int status;

    *out = NULL;
    if (!file)
        return capacity_profile_new(NULL, out, &err) < 0 ? complain_about(&err, NULL, FAULT_VALUE)
                                                         : EXIT_FINE;
    status = read_file("profile", file, CAPACITY_PROFILE_TEXT_BYTES, &content);
    if (!status && capacity_profile_new_from_text(content.data, content.size, NULL, out, &err) < 0)
        status = complain_about(&err, shown(file), FAULT_PROFILE);
    text_free(&content);
    return status;
}

int apply_assignments(const settings *s, int side, capacity_profile *profile)
{
    capacity_error err;
    size_t i;

    for (i = 0; i < s->assignment_count; i++) {
        const assignment *a = &s->assignments[i];
        char option[32] = "--";

        if (!(a->sides & side))
            continue;
        if (capacity_profile_set_text(profile, a->name, a->value, &err) < 0)
            return complain_about(&err, strcat(option, a->option), FAULT_VALUE);
    }
    return EXIT_FINE;
}

int make_plan(workload *w, const char *where)
{
    capacity_error err;

    if (capacity_plan_new(w->profile, w->catalog, w->tiers, NULL, &w->plan, &err) < 0)
        return complain_about(&err, where, FAULT_VALUE);
    return EXIT_FINE;
}

int check_standard_input(const char *const *files, size_t n)
{
    size_t i, times = 0;

    for (i = 0; i < n; i++)
        times += files[i] && !strcmp(files[i], "-");
    if (times < 2)
        return EXIT_FINE;
    complain("standard input (-) can be read for one file only, and is asked for %zu times", times);
    return EXIT_BAD_INPUT;
}

/* A plan for nobody is possible, but hardly what somebody meant who said nothing. */
static int check_anything_given(const settings *s)
{
    if (s->profile || s->assignment_count)
        return EXIT_FINE;
    complain("%s needs a workload, for example: capacity %s --users 1000", s->command->name,
             s->command->name);
    advise("or --total-users N, or --profile FILE, or --set request_rate=N");
    return EXIT_BAD_INPUT;
}

int load_workload(const settings *s, workload *w)
{
    const char *const files[] = {s->profile, s->catalog, s->tiers};
    int status;

    memset(w, 0, sizeof *w);
    status = check_anything_given(s);
    if (!status)
        status = check_standard_input(files, sizeof files / sizeof *files);
    if (!status)
        status = load_profile(s->profile, &w->profile);
    if (!status)
        status = apply_assignments(s, SIDE_A, w->profile);
    if (!status)
        status = load_catalog(s->catalog, &w->catalog);
    if (!status)
        status = load_tiers(s->tiers, &w->tiers);
    return status ? status : make_plan(w, NULL);
}

int load_any_workload(const settings *s, const char *example, workload *w)
{
    if (s->profile || s->assignment_count)
        return load_workload(s, w);
    memset(w, 0, sizeof *w);
    if (!s->catalog && !s->tiers)
        return EXIT_FINE;
    complain("--%s belongs to a workload, and none is given", s->catalog ? "catalog" : "tiers");
    advise("for example capacity %s --profile chat.yaml", example);
    return EXIT_BAD_INPUT;
}

void workload_free(workload *w)
{
    capacity_plan_unref(w->plan);
    capacity_tiers_unref(w->tiers);
    capacity_catalog_unref(w->catalog);
    capacity_profile_free(w->profile);
    memset(w, 0, sizeof *w);
}

int put_written(library_writer writer, const void *subject, uint32_t format, text *out)
{
    capacity_error err;
    size_t needed;

    if (writer(subject, format, NULL, 0, &needed, &err) < 0 ||
        writer(subject, format, text_room(out, needed), needed + 1, &needed, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    text_grown(out, needed);
    return EXIT_FINE;
}
