/*
 * assess: metrics of a running component against the guide's triggers and a plan.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "files.h"
#include "load.h"
#include "report.h"

#include <string.h>

static capacity_status write_assessment(const void *assessment, uint32_t format, char *buf,
                                        size_t size, size_t *needed, capacity_error *err)
{
    return capacity_assessment_write(assessment, format, buf, size, needed, err);
}

static int load_metrics(const char *file, capacity_metrics **out)
{
    const char *shown = strcmp(file, "-") ? file : "standard input";
    capacity_error err;
    text content = {0};
    int status = read_file("metrics", file, CAPACITY_METRICS_TEXT_BYTES, &content);

    *out = NULL;
    if (!status && capacity_metrics_new_from_text(content.data, content.size, NULL, out, &err) < 0)
        status = complain_about(&err, shown, FAULT_METRICS);
    text_free(&content);
    return status;
}

static int check_arguments(const settings *s)
{
    const char *const files[] = {s->arguments[0], s->profile, s->catalog, s->tiers};

    if (s->argument_count)
        return check_standard_input(files, sizeof files / sizeof *files);
    complain("assess needs a file of metrics, or - for standard input");
    advise("for example capacity assess metrics.json --profile chat.yaml");
    return EXIT_BAD_INPUT;
}

/* The text, and then the verdict as the exit status. */
static int put_verdict(const settings *s, const capacity_assessment *assessment, text *out)
{
    capacity_assessment_summary summary = CAPACITY_INIT(capacity_assessment_summary);
    capacity_error err;
    int status = put_written(write_assessment, assessment, s->format, out);

    if (!status && capacity_assessment_get_summary(assessment, &summary, &err) < 0)
        status = complain_about(&err, NULL, FAULT_VALUE);
    return status ? status : (int)summary.exit_code;
}

int run_assess(const settings *s, text *out)
{
    capacity_metrics *metrics = NULL;
    capacity_assessment *assessment = NULL;
    workload w;
    capacity_error err;
    int status = check_arguments(s);

    memset(&w, 0, sizeof w);
    if (!status)
        status = load_metrics(s->arguments[0], &metrics);
    if (!status)
        status = load_any_workload(s, "assess metrics.json", &w);
    if (!status && capacity_assessment_new(metrics, w.plan, s->component, &assessment, &err) < 0)
        status = complain_about(&err, NULL, FAULT_METRICS);
    if (!status)
        status = put_verdict(s, assessment, out);
    capacity_assessment_unref(assessment);
    capacity_metrics_free(metrics);
    workload_free(&w);
    return status;
}
