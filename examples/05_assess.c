/*
 * Should I scale now? The plan for 1000 users, and what is measured of its backend.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <capacity/capacity.h>

#include <stdio.h>

/* In people's units: the value, for how long it has held, and what it used to be. */
static capacity_status measure(capacity_metrics *metrics, capacity_error *err)
{
    static const char *const measured[][4] = {
        {"cpu", "97%", "12m", NULL},
        {"replicas", "7", NULL, NULL},
        {"latency_p95", "850ms", "20m", "400ms"},
        {"error_rate", "0.4%", NULL, NULL},
    };
    size_t i;

    for (i = 0; i < sizeof measured / sizeof *measured; i++)
        if (capacity_metrics_set_text(metrics, measured[i][0], measured[i][1], measured[i][2],
                                      measured[i][3], err) < 0)
            return (capacity_status)err->code;
    return CAPACITY_OK;
}

/* The verdict, and every trigger that fired with what to do. */
static capacity_status print_assessment(const capacity_assessment *assessment, capacity_error *err)
{
    capacity_assessment_summary summary = CAPACITY_INIT(capacity_assessment_summary);
    capacity_trigger_result rows[64];
    size_t count, i;

    if (capacity_assessment_get_summary(assessment, &summary, err) < 0 ||
        capacity_assessment_get_triggers(assessment, rows, sizeof *rows, sizeof rows / sizeof *rows,
                                         &count, err) < 0)
        return (capacity_status)err->code;
    printf("%s\n", summary.sentence);
    for (i = 0; i < count; i++)
        if (rows[i].state == CAPACITY_TRIGGER_STATE_FIRED)
            printf("- %s: %s -> %s\n", rows[i].name, rows[i].evidence, rows[i].action);
    return CAPACITY_OK;
}

int main(void)
{
    capacity_error err = {.code = CAPACITY_OK};
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL;
    capacity_metrics *metrics = NULL;
    capacity_assessment *assessment = NULL;
    int failed = 1;

    if (capacity_profile_new(NULL, &profile, &err) < 0 ||
        capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) < 0 ||
        capacity_plan_new(profile, NULL, NULL, NULL, &plan, &err) < 0 ||
        capacity_metrics_new(NULL, &metrics, &err) < 0 || measure(metrics, &err) < 0 ||
        capacity_assessment_new(metrics, plan, "backend", &assessment, &err) < 0 ||
        print_assessment(assessment, &err) < 0) {
        fprintf(stderr, "%s: %s\n", capacity_status_name((capacity_status)err.code), err.message);
        goto out;
    }
    failed = 0;
out:
    capacity_assessment_unref(assessment);
    capacity_metrics_free(metrics);
    capacity_plan_unref(plan);
    capacity_profile_free(profile);
    return failed;
}
