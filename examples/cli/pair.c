/*
 * Two workloads: files, numbers of users or tiers, and what sets one apart from the other.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "pair.h"
#include "commands.h"
#include "report.h"

#include <string.h>

/* Does anything set side B apart from side A? */
static int check_sides(const settings *s)
{
    size_t i;

    if (!s->argument_count && !s->assignment_count) {
        complain("%s needs two profiles, or one and what differs", s->command->name);
        advise("capacity %s now.yaml next.yaml, or "
               "capacity %s --users 1000 --set-b zones_lost=1",
               s->command->name, s->command->name);
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

static int is_number(const char *argument)
{
    return *argument && strspn(argument, "0123456789") == strlen(argument);
}

/* The tier of that name; only migrate takes tiers. */
static int find_tier(const settings *s, const capacity_tiers *tiers, const char *name,
                     capacity_tier *tier)
{
    size_t count, i;

    if (s->command->bit != CMD_MIGRATE)
        return 0;
    count = capacity_tiers_count(tiers);
    for (i = 0; i < count; i++) {
        capacity_tier_init(tier, sizeof *tier);
        if (capacity_tiers_get(tiers, i, tier, NULL) >= 0 && !strcmp(tier->name, name))
            return 1;
    }
    return 0;
}

/* A tier is sized for the most users that it takes; where it is open, for the fewest. */
static int load_users(int64_t users, capacity_profile **out)
{
    capacity_error err;
    int status = load_profile(NULL, out);

    if (!status && capacity_profile_set(*out, CAPACITY_IN_CONCURRENT_USERS, users, &err) < 0)
        status = complain_about(&err, NULL, FAULT_VALUE);
    return status;
}

static int load_number(const char *argument, capacity_profile **out)
{
    capacity_error err;
    int status = load_profile(NULL, out);

    if (!status && capacity_profile_set_text(*out, "concurrent_users", argument, &err) < 0)
        status = complain_about(&err, NULL, FAULT_VALUE);
    return status;
}

static int load_side(const settings *s, const char *argument, workload *w)
{
    capacity_tier tier;

    if (argument && find_tier(s, w->tiers, argument, &tier))
        return load_users(tier.users_max == CAPACITY_OPEN ? tier.users_min : tier.users_max - 1,
                          &w->profile);
    if (argument && s->command->bit == CMD_MIGRATE && is_number(argument))
        return load_number(argument, &w->profile);
    return load_profile(argument, &w->profile);
}

/* Without a second argument B starts as a copy of A's. */
static int load_profiles(const settings *s, pair *p)
{
    capacity_error err;
    int status = load_side(s, s->argument_count ? s->arguments[0] : NULL, &p->a);

    if (status)
        return status;
    if (s->argument_count == 2)
        return load_side(s, s->arguments[1], &p->b);
    if (capacity_profile_clone(p->a.profile, &p->b.profile, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    return EXIT_FINE;
}

static int load_ladders(const settings *s, pair *p)
{
    int status = load_catalog(s->catalog, &p->a.catalog);

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
    return status;
}

/* What is named is a tier, so that is the tier to plan for. */
static int check_tier(const settings *s, const workload *w, size_t side)
{
    capacity_tier tier;

    if (side >= s->argument_count || !find_tier(s, w->tiers, s->arguments[side], &tier) ||
        !strcmp(capacity_plan_tier_name(w->plan), tier.name))
        return EXIT_FINE;
    complain("the settings of %s select the tier %s, but %s is asked for", side ? "B" : "A",
             capacity_plan_tier_name(w->plan), tier.name);
    return EXIT_BAD_INPUT;
}

int load_pair(const settings *s, pair *p)
{
    const char *const files[] = {s->arguments[0], s->arguments[1], s->catalog,
                                 s->tiers,        s->catalog_b,    s->tiers_b};
    int status = check_sides(s);

    memset(p, 0, sizeof *p);
    if (!status)
        status = check_standard_input(files, sizeof files / sizeof *files);
    if (!status)
        status = load_ladders(s, p);
    if (!status)
        status = load_profiles(s, p);
    if (!status)
        status = apply_assignments(s, SIDE_A, p->a.profile);
    if (!status)
        status = apply_assignments(s, SIDE_B, p->b.profile);
    if (!status)
        status = make_plan(&p->a, "A");
    if (!status)
        status = make_plan(&p->b, "B");
    if (!status)
        status = check_tier(s, &p->a, 0);
    return status ? status : check_tier(s, &p->b, 1);
}

void pair_free(pair *p)
{
    workload_free(&p->b);
    workload_free(&p->a);
}

int names_tiers(const settings *s, const pair *p)
{
    capacity_tier tier;

    return s->argument_count == 2 && find_tier(s, p->a.tiers, s->arguments[0], &tier) &&
           find_tier(s, p->b.tiers, s->arguments[1], &tier);
}
