/*
 * plan and explain: size one workload.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bill.h"
#include "commands.h"
#include "load.h"
#include "report.h"
#include "sheet.h"

static capacity_status write_plan(const void *plan, uint32_t format, char *buf, size_t size,
                                  size_t *needed, capacity_error *err)
{
    return capacity_plan_write(plan, format, buf, size, needed, err);
}

static capacity_status write_steps(const void *plan, uint32_t format, char *buf, size_t size,
                                   size_t *needed, capacity_error *err)
{
    return capacity_plan_write_steps(plan, format, buf, size, needed, err);
}

/* Plan and steps as one text: one JSON object, two YAML documents, or one after the other. */
static int put_both(const capacity_plan *plan, capacity_format format, text *out)
{
    const int json = format == CAPACITY_FORMAT_JSON;
    int status;

    if (json)
        text_puts(out, "{\"plan\":\n");
    status = put_written(write_plan, plan, format, out);
    if (status)
        return status;
    if (json)
        text_puts(out, ",\n\"explanation\":\n");
    else
        text_puts(out, format == CAPACITY_FORMAT_YAML ? "---\n" : "\n");
    status = put_written(write_steps, plan, format, out);
    if (json)
        text_puts(out, "}\n");
    return status;
}

static int put_plan(const settings *s, const capacity_plan *plan, text *out)
{
    if (s->answer_given)
        return put_answer(plan, s->answer, s->format, out);
    if (s->explain)
        return put_both(plan, s->format, out);
    return put_written(write_plan, plan, s->format, out);
}

int run_plan(const settings *s, text *out)
{
    workload w;
    int status;

    if (s->answer_given && s->explain) {
        complain("--answer shows one bill and --explain all steps: give one of them");
        return EXIT_BAD_INPUT;
    }
    if (s->answer_given && need_prose(s, "without --answer it holds the bills of all answers"))
        return EXIT_BAD_INPUT;
    status = load_workload(s, &w);
    if (!status)
        status = put_plan(s, w.plan, out);
    workload_free(&w);
    return status;
}

int run_explain(const settings *s, text *out)
{
    workload w;
    int status = load_workload(s, &w);

    if (!status)
        status = put_written(write_steps, w.plan, s->format, out);
    workload_free(&w);
    return status;
}
