/*
 * compare: two workloads, or one under two prices, ladders or settings.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "load.h"
#include "report.h"

#include <string.h>

typedef struct pair {
    workload a, b;
} pair;

static capacity_status write_differences(const void *subject, uint32_t format, char *buf,
                                         size_t size, size_t *needed, capacity_error *err)
{
    const pair *p = subject;

    return capacity_plan_write_differences(p->a.plan, p->b.plan, format, buf, size, needed, err);
}

/* Does anything set side B apart from side A? */
static int check_sides(const settings *s)
{
    size_t i;

    if (!s->argument_count && !s->assignment_count) {
        complain("compare needs two profiles, or one and what differs");
        advise("capacity compare now.yaml next.yaml, or "
               "capacity compare --users 1000 --set-b zones_lost=1");
        return EXIT_BAD_INPUT;
    }
    if (s->argument_count == 2 || s->catalog_b || s->tiers_b)
        return EXIT_FINE;
    for (i = 0; i < s->assignment_count; i++)
        if (s->assignments[i].sides != SIDE_BOTH)
            return EXIT_FINE;
    complain("nothing sets B apart from A: give a second profile, --set-b, --catalog-b or "
             "--tiers-b");
    return EXIT_BAD_INPUT;
}

/* Without a second file B starts as a copy of A's. */
static int load_profiles(const settings *s, pair *p)
{
    capacity_error err;
    int status = load_profile(s->argument_count ? s->arguments[0] : NULL, &p->a.profile);

    if (status)
        return status;
    if (s->argument_count == 2)
        return load_profile(s->arguments[1], &p->b.profile);
    if (capacity_profile_clone(p->a.profile, &p->b.profile, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return EXIT_FINE;
}

static int load_pair(const settings *s, pair *p)
{
    int status = load_profiles(s, p);

    if (!status)
        status = apply_assignments(s, SIDE_A, p->a.profile);
    if (!status)
        status = apply_assignments(s, SIDE_B, p->b.profile);
    if (!status)
        status = load_catalog(s->catalog, &p->a.catalog);
    if (!status)
        status = load_tiers(s->tiers, &p->a.tiers);
    if (status)
        return status;
    p->b.catalog = capacity_catalog_ref(p->a.catalog);
    p->b.tiers = capacity_tiers_ref(p->a.tiers);
    if (s->catalog_b) {
        capacity_catalog_unref(p->b.catalog);
        status = load_catalog(s->catalog_b, &p->b.catalog);
    }
    if (!status && s->tiers_b) {
        capacity_tiers_unref(p->b.tiers);
        status = load_tiers(s->tiers_b, &p->b.tiers);
    }
    if (!status)
        status = make_plan(&p->a, "A");
    return status ? status : make_plan(&p->b, "B");
}

int run_compare(const settings *s, text *out)
{
    const char *const files[] = {s->arguments[0], s->arguments[1], s->catalog,
                                 s->tiers,        s->catalog_b,    s->tiers_b};
    pair p;
    int status = check_sides(s);

    memset(&p, 0, sizeof p);
    if (!status)
        status = check_standard_input(files, sizeof files / sizeof *files);
    if (!status)
        status = load_pair(s, &p);
    if (!status)
        status = put_written(write_differences, &p, s->format, out);
    workload_free(&p.b);
    workload_free(&p.a);
    return status;
}
