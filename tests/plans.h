/*
 * Plans from short texts, for tests.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_PLANS_H
#define TESTS_PLANS_H

#include "harness.h"

/* A profile from pairs "key=value" separated by spaces, on the default one. */
static inline capacity_profile *profile_of(const char *settings)
{
    capacity_profile *profile;
    NEW(profile, capacity_profile_new(test_allocator(), &profile, NULL));
    while (*settings != '\0') {
        char key[64], value[64];
        size_t key_size = strcspn(settings, "="), value_size;
        memcpy(key, settings, key_size);
        key[key_size] = '\0';
        settings += key_size + 1;
        value_size = strcspn(settings, " ");
        memcpy(value, settings, value_size);
        value[value_size] = '\0';
        settings += value_size;
        settings += strspn(settings, " ");
        OK(capacity_profile_set_text(profile, key, value, NULL));
    }
    return profile;
}

/* The plan of such a profile on given or built-in prices and tiers. */
static inline capacity_plan *plan_on(const char *settings, const capacity_catalog *catalog,
                                     const capacity_tiers *tiers)
{
    capacity_profile *profile = profile_of(settings);
    capacity_plan *plan;
    NEW(plan, capacity_plan_new(profile, catalog, tiers, NULL, &plan, NULL));
    DROP(profile); /* a plan keeps nothing of its profile */
    return plan;
}

static inline capacity_plan *plan_of(const char *settings)
{
    return plan_on(settings, NULL, NULL);
}

static inline int64_t result(const capacity_plan *plan, capacity_field field)
{
    int64_t value = -7;
    OK(capacity_plan_get(plan, field, &value, NULL));
    return value;
}

/* One bill line by key and index among lines of that key; zeros if there is none. */
static inline capacity_bill_line line_of(const capacity_plan *plan, uint32_t answer,
                                         const char *key, size_t index)
{
    static capacity_bill_line lines[64];
    capacity_bill_line none = CAPACITY_INIT(capacity_bill_line);
    size_t count = 0;
    OK(capacity_plan_get_bill(plan, answer, lines, sizeof *lines, COUNT(lines), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (strcmp(lines[i].key, key) == 0 && index-- == 0)
            return lines[i];
    return none;
}

/* Is there a finding of this name? */
static inline bool finds(const capacity_plan *plan, const char *name, capacity_finding *found)
{
    static capacity_finding rows[64];
    size_t count = 0;
    OK(capacity_plan_get_findings(plan, rows, sizeof *rows, COUNT(rows), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0) {
            *found = rows[i];
            return true;
        }
    return false;
}

static inline bool has(const capacity_plan *plan, const char *name)
{
    capacity_finding found;
    return finds(plan, name, &found);
}

/* No such plan: the status, and a part of what the error says. */
static inline void refuses_plan(const char *settings, const capacity_catalog *catalog,
                                const capacity_tiers *tiers, capacity_status want, const char *part)
{
    capacity_profile *profile = profile_of(settings);
    capacity_plan *plan;
    REFUSES(want, part, plan, capacity_plan_new(profile, catalog, tiers, NULL, &plan, &test_err));
}

/* Cents of an amount, half away from zero, as it is printed. */
static inline int64_t cents(int64_t uusd)
{
    return (uusd + 5000) / 10000;
}

/* The formula of a step of a result by its name; "" if there is none. */
static inline const char *formula_of_step(const capacity_plan *plan, capacity_field field,
                                          const char *name)
{
    static capacity_step steps[64];
    size_t count = 0;
    OK(capacity_plan_get_steps(plan, field, steps, sizeof *steps, COUNT(steps), &count, NULL));
    for (size_t i = 0; i < count; i++)
        if (strcmp(steps[i].name, name) == 0)
            return steps[i].formula;
    return "";
}

#endif
