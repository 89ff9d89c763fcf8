/*
 * rightsize: requests and limits from what pods were seen to use.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "json.h"
#include "load.h"
#include "quantity.h"
#include "report.h"
#include "sheet.h"
#include "stream.h"

#include <string.h>

enum { COMPONENTS = CAPACITY_MAX_ROWS };

/* By number, from 0. */
static const char *const reasons[] = {
    "too few samples",
    "percentile of usage",
    "peak of usage",
    "killed for want of memory",
    "least that is recommended",
    "keeps request x target",
    "kept: no whole percentage fits",
};

/* --- reading ------------------------------------------------------------------------------------- */

static int feed_piece(void *usage, const char *name, const char *bytes, size_t size)
{
    capacity_error err;
    size_t at = 0, taken;

    do {
        if (capacity_usage_feed_text(usage, bytes + at, size - at, &taken, &err) < 0)
            return complain_about(&err, name, FAULT_TRACE);
        at += taken;
    } while (at < size);
    return EXIT_FINE;
}

/* --- what is in force ------------------------------------------------------------------------------ */

static int take_method(const settings *s, capacity_rightsize_options *options)
{
    if (!s->method || !strcmp(s->method, "vpa"))
        return EXIT_FINE;
    if (!strcmp(s->method, "krr")) {
        options->method = CAPACITY_RIGHTSIZE_KRR;
        return EXIT_FINE;
    }
    complain("--method '%.*s' is none of vpa, krr", QUOTED_SIZE, s->method);
    return EXIT_BAD_INPUT;
}

/* Requests, and targets of the autoscaler, of the component as it is planned. */
static int take_plan(const settings *s, const capacity_plan *plan,
                     capacity_rightsize_options *options)
{
    const char *name = s->component ? s->component : "backend";
    capacity_plan_component rows[COMPONENTS];
    capacity_error err;
    size_t count = 0, i;

    if (!plan)
        return EXIT_FINE;
    if (capacity_plan_get_components(plan, rows, sizeof *rows, COMPONENTS, &count, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    for (i = 0; i < count && strcmp(rows[i].name, name); i++)
        ;
    if (i == count) {
        complain("the plan has no component '%.*s'", QUOTED_SIZE, name);
        advise("--component takes backend, frontend or a component of the profile");
        return EXIT_BAD_INPUT;
    }
    options->cpu_request_mcpu = rows[i].cpu_request_mcpu;
    options->cpu_target_ppm = rows[i].hpa_cpu_target_ppm / 10000 * 10000;
    options->memory_request_bytes = rows[i].memory_request_bytes;
    options->memory_target_ppm = rows[i].hpa_memory_target_ppm / 10000 * 10000;
    return EXIT_FINE;
}

/* The plan that runs, where a workload is given. */
static int load_plan(const settings *s, workload *w)
{
    if (!s->component || s->profile || s->assignment_count)
        return load_any_workload(s, "rightsize usage.csv", w);
    complain("--component belongs to a workload, and none is given");
    advise("for example capacity rightsize usage.csv --users 1000");
    return EXIT_BAD_INPUT;
}

/* --- writing ------------------------------------------------------------------------------------- */

typedef struct resource {
    const char *name;
    capacity_unit unit;
    uint32_t reason;
    int64_t in_force, request, lower, upper, limit, target_before, target, usage, samples;
} resource;

static const char *shown(capacity_unit unit, int64_t value, quantity *q)
{
    if (value == CAPACITY_INVALID || value == 0)
        return "";
    *q = quantity_of(unit, value);
    return q->text;
}

static void put_cell(grid *g, capacity_unit unit, int64_t value)
{
    quantity q;
    grid_cell(g, "%s", shown(unit, value, &q));
}

static void put_text(const sheet *sh, const resource *of, const capacity_rightsize *row)
{
    static const char *const titles[] = {"In force", "Request", "Lower", "Upper",
                                         "Limit",    "Target",  "Usage"};
    grid g = {0};
    size_t i;

    sheet_heading(sh, 1, "REQUESTS FROM USAGE");
    sheet_pair(sh, "method", "%s", row->method == CAPACITY_RIGHTSIZE_KRR ? "KRR" : "VPA");
    sheet_pair(sh, "samples", "%s of CPU, %s of memory, %s kills, over %s",
               quantity_count(row->cpu_samples).text, quantity_count(row->memory_samples).text,
               quantity_count(row->ooms).text, quantity_of(CAPACITY_UNIT_US, row->span_us).text);
    sheet_gap(sh);
    grid_column(&g, "Resource", 0);
    for (i = 0; i < sizeof titles / sizeof *titles; i++)
        grid_column(&g, titles[i], 1);
    grid_column(&g, "Decided by", 0);
    for (i = 0; i < 2; i++) {
        const resource *r = &of[i];
        grid_cell(&g, "%s", r->name);
        put_cell(&g, r->unit, r->in_force);
        put_cell(&g, r->unit, r->request);
        put_cell(&g, r->unit, r->lower);
        put_cell(&g, r->unit, r->upper);
        put_cell(&g, r->unit, r->limit);
        put_cell(&g, CAPACITY_UNIT_PPM, r->target);
        put_cell(&g, r->unit, r->usage);
        grid_cell(&g, "%s", reasons[r->reason]);
    }
    grid_print(&g, sh);
    if (of[0].target || of[1].target) {
        sheet_gap(sh);
        sheet_paragraph(sh, "An autoscaler adds pods at request x target: change both together, or "
                            "the threshold moves and the next recommendation with it.");
    }
}

static void put_json_number(json *j, const char *key, int64_t value)
{
    if (value == CAPACITY_INVALID)
        json_null(j, key);
    else
        json_int(j, key, value);
}

static void put_json(json *j, const resource *of, const capacity_rightsize *row)
{
    size_t i;

    json_string(j, "method", row->method == CAPACITY_RIGHTSIZE_KRR ? "krr" : "vpa");
    json_int(j, "span_us", row->span_us);
    json_int(j, "ooms", row->ooms);
    for (i = 0; i < 2; i++) {
        const resource *r = &of[i];
        json_open(j, r->name, '{');
        json_string(j, "unit", r->unit == CAPACITY_UNIT_MCPU ? "mcpu" : "bytes");
        json_int(j, "samples", r->samples);
        json_int(j, "in_force", r->in_force);
        put_json_number(j, "request", r->request);
        put_json_number(j, "lower", r->lower);
        put_json_number(j, "upper", r->upper);
        put_json_number(j, "limit", r->limit);
        json_int(j, "target_before_ppm", r->target_before);
        json_int(j, "target_ppm", r->target);
        put_json_number(j, "usage", r->usage);
        json_string(j, "reason", reasons[r->reason]);
        json_close(j, '}');
    }
}

static void put_answer(const settings *s, const capacity_rightsize_options *o,
                       const capacity_rightsize *row, text *out)
{
    const resource of[2] = {
        {"cpu", CAPACITY_UNIT_MCPU, row->cpu_reason, o->cpu_request_mcpu, row->cpu_request_mcpu,
         row->cpu_lower_mcpu, row->cpu_upper_mcpu, row->cpu_limit_mcpu, o->cpu_target_ppm,
         row->cpu_target_ppm, row->cpu_usage_mcpu, row->cpu_samples},
        {"memory", CAPACITY_UNIT_BYTES, row->memory_reason, o->memory_request_bytes,
         row->memory_request_bytes, row->memory_lower_bytes, row->memory_upper_bytes,
         row->memory_limit_bytes, o->memory_target_ppm, row->memory_target_ppm,
         row->memory_usage_bytes, row->memory_samples},
    };
    json j;

    if (s->format == CAPACITY_FORMAT_JSON) {
        json_begin(&j, out);
        json_open(&j, NULL, '{');
        put_json(&j, of, row);
        json_close(&j, '}');
        json_end(&j);
        return;
    }
    const sheet sh = {out, s->format == CAPACITY_FORMAT_MARKDOWN};
    put_text(&sh, of, row);
}

static int recommend(const settings *s, const workload *w, capacity_usage *usage, text *out)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_rightsize row = CAPACITY_INIT(capacity_rightsize);
    capacity_error err;
    int status = take_method(s, &options);

    if (!status)
        status = take_plan(s, w->plan, &options);
    if (!status)
        status = read_pieces("usage", s->arguments[0], feed_piece, usage);
    if (status)
        return status;
    if (capacity_usage_recommend(usage, &options, &row, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    put_answer(s, &options, &row, out);
    return EXIT_FINE;
}

static int check_arguments(const settings *s)
{
    const char *const files[] = {s->arguments[0], s->profile, s->catalog, s->tiers};

    if (s->format == CAPACITY_FORMAT_YAML) {
        complain("rightsize writes text, json or markdown");
        return EXIT_BAD_INPUT;
    }
    if (s->argument_count)
        return check_standard_input(files, sizeof files / sizeof *files);
    complain("rightsize needs a file of usage, or - for standard input");
    advise("for example capacity rightsize usage.csv --users 1000");
    return EXIT_BAD_INPUT;
}

int run_rightsize(const settings *s, text *out)
{
    capacity_usage *usage = NULL;
    workload w;
    capacity_error err;
    int status = check_arguments(s);

    memset(&w, 0, sizeof w);
    if (!status && capacity_usage_new(0, NULL, &usage, &err) < 0)
        status = complain_about(&err, NULL, FAULT_VALUE);
    if (!status)
        status = load_plan(s, &w);
    if (!status)
        status = recommend(s, &w, usage, out);
    capacity_usage_free(usage);
    workload_free(&w);
    return status;
}
