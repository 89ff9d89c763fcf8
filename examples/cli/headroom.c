/*
 * headroom: how fast the load may grow before an autoscaler has reacted.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "json.h"
#include "load.h"
#include "names.h"
#include "quantity.h"
#include "report.h"
#include "sheet.h"

#include <inttypes.h>
#include <string.h>

/* Source: kube-controller-manager, --horizontal-pod-autoscaler-sync-period, main of 2026. */
#define SYNC_US (15 * CAPACITY_SECOND_US)

/* Source: the sizing guide's HPA, scaleUp: 100 % or 4 pods in 15 s. */
enum { POLICY_PERCENT = 100, POLICY_PODS = 4 };

/* What follows from a reaction time; CAPACITY_INVALID: not asked for, or nothing is spare. */
typedef struct answer {
    int64_t reaction_us, survived_us, needed_ppm;
} answer;

typedef struct finding {
    capacity_plan_component component;
    int64_t factor_ppm;
    int64_t within_us; /* CAPACITY_INVALID: not given */
    int64_t buffer_ppm, metric_lag_us, pod_start_us, node_start_us;
    answer room, nodes; /* where nodes have room, and where they must start first */
    int64_t cycle_ppm;  /* growth of one cycle; CAPACITY_INVALID: no request or no limit of CPU */
    int64_t cycles;     /* CAPACITY_INVALID: it never follows */
    int simulated;
    int64_t simulated_us; /* CAPACITY_INVALID: in no time that was tried */
} finding;

static int complain_error(const capacity_error *err)
{
    return complain_about(err, NULL, FAULT_VALUE);
}

static int complain_growth(const char *written)
{
    complain("--growth '%.*s' is no factor from 1x to 1000x and no growth like 100%%", QUOTED_SIZE,
             written);
    return EXIT_BAD_INPUT;
}

/* 2x, or 100% more. */
static int read_growth(const char *written, int64_t *ppm)
{
    const size_t size = written ? strlen(written) : 0;
    const char unit = size > 1 ? written[size - 1] : '\0';

    *ppm = 2 * CAPACITY_PPM;
    if (!written)
        return EXIT_FINE;
    if ((unit != 'x' && unit != '%') ||
        capacity_unit_parse(CAPACITY_UNIT_PPM, written, size - (unit == 'x'), ppm, NULL) < 0 ||
        *ppm < 0 || *ppm > 1000 * CAPACITY_PPM)
        return complain_growth(written);
    if (unit == '%')
        *ppm += CAPACITY_PPM;
    return *ppm >= CAPACITY_PPM && *ppm <= 1000 * CAPACITY_PPM ? EXIT_FINE
                                                               : complain_growth(written);
}

static int read_within(const char *written, int64_t *us)
{
    capacity_error err;

    *us = CAPACITY_INVALID;
    if (!written)
        return EXIT_FINE;
    if (capacity_unit_parse(CAPACITY_UNIT_US, written, strlen(written), us, &err) < 0)
        return complain_about(&err, "--within", FAULT_VALUE);
    if (*us >= CAPACITY_SECOND_US && *us <= CAPACITY_HEADROOM_TIME_US)
        return EXIT_FINE;
    complain("--within '%.*s' is not between 1s and a year", QUOTED_SIZE, written);
    return EXIT_BAD_INPUT;
}

static int find_row(const capacity_plan *plan, const char *name, capacity_plan_component *out)
{
    capacity_plan_component rows[CAPACITY_MAX_ROWS];
    nearest n = {.written = name ? name : "backend"};
    capacity_error err;
    size_t count, i;

    if (capacity_plan_get_components(plan, rows, sizeof *rows, CAPACITY_MAX_ROWS, &count, &err) < 0)
        return complain_error(&err);
    for (i = 0; i < count; i++) {
        if (!strcmp(rows[i].name, n.written)) {
            *out = rows[i];
            return EXIT_FINE;
        }
        nearest_try(&n, rows[i].name);
    }
    nearest_complain(&n, "component of the plan");
    return EXIT_BAD_INPUT;
}

static int read_plan(const capacity_plan *plan, finding *f)
{
    const struct {
        capacity_field field;
        int64_t *place;
    } inputs[] = {
        {CAPACITY_IN_SPIKE_BUFFER_PPM, &f->buffer_ppm},
        {CAPACITY_IN_METRIC_LAG_US, &f->metric_lag_us},
        {CAPACITY_IN_POD_START_US, &f->pod_start_us},
        {CAPACITY_IN_NODE_START_US, &f->node_start_us},
    };
    capacity_error err;
    size_t i;

    for (i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (capacity_plan_get(plan, inputs[i].field, inputs[i].place, &err) < 0)
            return complain_error(&err);
    return EXIT_FINE;
}

static int answer_for(const finding *f, int64_t node_start_us, answer *a)
{
    capacity_error err;

    a->survived_us = a->needed_ppm = CAPACITY_INVALID;
    if (capacity_headroom_reaction(f->metric_lag_us, SYNC_US, f->pod_start_us, node_start_us,
                                   &a->reaction_us, &err) < 0)
        return complain_error(&err);
    if (f->buffer_ppm > 0 &&
        capacity_headroom_survived_growth(f->buffer_ppm, f->factor_ppm, a->reaction_us,
                                          &a->survived_us, &err) < 0)
        return complain_error(&err);
    if (f->within_us > 0 &&
        capacity_headroom_buffer_for_growth(f->factor_ppm, f->within_us, a->reaction_us,
                                            &a->needed_ppm, &err) < 0)
        return complain_about(&err, "--within", FAULT_VALUE);
    return EXIT_FINE;
}

/* How an autoscaler on CPU follows, once it does. */
static int follow(finding *f)
{
    const capacity_plan_component *c = &f->component;
    capacity_error err;

    f->cycle_ppm = f->cycles = CAPACITY_INVALID;
    if (c->cpu_limit_mcpu < 1 || c->cpu_request_mcpu < 1)
        return EXIT_FINE;
    if (capacity_headroom_cycle_growth(c->pods, c->cpu_limit_mcpu, c->cpu_request_mcpu,
                                       c->hpa_cpu_target_ppm, POLICY_PERCENT, POLICY_PODS,
                                       &f->cycle_ppm, &err) < 0)
        return complain_error(&err);
    if (f->cycle_ppm > CAPACITY_PPM &&
        capacity_headroom_cycles(f->factor_ppm, f->cycle_ppm, &f->cycles, &err) < 0)
        return complain_error(&err);
    return EXIT_FINE;
}

/* The same by trying: all components, with the pods and nodes that the plan has. */
static int simulate(const capacity_plan *plan, finding *f)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_plan_component rows[CAPACITY_MAX_ROWS];
    capacity_simulation *simulation = NULL;
    capacity_error err;
    size_t count;
    int status = EXIT_FINE;

    options.flags = CAPACITY_SIMULATION_NO_TICKS | CAPACITY_SIMULATION_NO_EVENTS;
    if (capacity_plan_get_components(plan, rows, sizeof *rows, CAPACITY_MAX_ROWS, &count, &err) <
            0 ||
        capacity_simulation_new_from_plan(plan, &options, &simulation, &err) < 0 ||
        capacity_simulation_survived_growth(simulation, rows[0].rate_mrps, f->factor_ppm,
                                            &f->simulated_us, &err) < 0)
        status = complain_about(&err, "--simulate", FAULT_VALUE);
    capacity_simulation_free(simulation);
    return status;
}

/* --- what is printed ------------------------------------------------------------------------------ */

static quantity share(int64_t ppm)
{
    return quantity_of(CAPACITY_UNIT_PPM, ppm);
}

/* Whole seconds, rounded up: faster is not survived. */
static quantity seconds(int64_t us)
{
    return quantity_of(CAPACITY_UNIT_US,
                       (us + CAPACITY_SECOND_US - 1) / CAPACITY_SECOND_US * CAPACITY_SECOND_US);
}

static quantity exactly(int64_t us)
{
    return quantity_of(CAPACITY_UNIT_US, us);
}

static void put_answer(const sheet *sh, const finding *f, const answer *a)
{
    sheet_pair(sh, "new pods carry load", "after %s", exactly(a->reaction_us).text);
    if (a->survived_us >= 0)
        sheet_pair(sh, "survived", "growth by %s in %s or longer",
                   share(f->factor_ppm - CAPACITY_PPM).text, seconds(a->survived_us).text);
    else
        sheet_pair(sh, "survived", "no growth: nothing is spare");
    if (a->needed_ppm >= 0)
        sheet_pair(sh, "needed", "a buffer of %s for the same in %s", share(a->needed_ppm).text,
                   exactly(f->within_us).text);
}

static void put_simulated(const sheet *sh, const finding *f)
{
    sheet_heading(sh, 2, "SIMULATED, ALL COMPONENTS");
    if (f->simulated_us >= 0)
        sheet_pair(sh, "survived", "growth by %s in %s or longer",
                   share(f->factor_ppm - CAPACITY_PPM).text, exactly(f->simulated_us).text);
    else
        sheet_pair(sh, "survived", "no growth by %s: requests are lost even in two hours",
                   share(f->factor_ppm - CAPACITY_PPM).text);
}

static void put_text(const finding *f, text *out)
{
    const capacity_plan_component *c = &f->component;
    const sheet sh = {out, 0};

    text_printf(out, "%s, %s pods, buffer %s, growth by %s\n", c->name,
                quantity_range(c->pods, c->pods_max).text, share(f->buffer_ppm).text,
                share(f->factor_ppm - CAPACITY_PPM).text);
    sheet_heading(&sh, 2, "WHERE NODES HAVE ROOM");
    sheet_pair(&sh, "reaction", "metrics %s + sync %s + pod start %s",
               exactly(f->metric_lag_us).text, exactly(SYNC_US).text,
               exactly(f->pod_start_us).text);
    put_answer(&sh, f, &f->room);
    sheet_heading(&sh, 2, "WHERE NODES MUST START FIRST");
    sheet_pair(&sh, "reaction", "the same + node start %s", exactly(f->node_start_us).text);
    put_answer(&sh, f, &f->nodes);
    if (f->simulated)
        put_simulated(&sh, f);
    sheet_heading(&sh, 2, "THE AUTOSCALER ON CPU");
    if (f->cycle_ppm < 0) {
        sheet_pair(&sh, "in a cycle", "not known: no request or no limit of CPU");
        return;
    }
    sheet_pair(&sh, "in a cycle", "by %s at most, from %s pods",
               share(f->cycle_ppm - CAPACITY_PPM).text, quantity_count(c->pods).text);
    if (f->cycles >= 0)
        sheet_pair(&sh, "follows in", "%s cycle%s of %s", quantity_count(f->cycles).text,
                   f->cycles == 1 ? "" : "s", exactly(SYNC_US).text);
    else
        sheet_pair(&sh, "follows in", "never: at its limit a pod is not above the target");
}

static void put_json(const finding *f, text *out)
{
    const struct {
        const char *key;
        int64_t value;
    } members[] = {
        {"pods", f->component.pods},
        {"pods_max", f->component.pods_max},
        {"factor_ppm", f->factor_ppm},
        {"within_us", f->within_us},
        {"buffer_ppm", f->buffer_ppm},
        {"metric_lag_us", f->metric_lag_us},
        {"sync_us", SYNC_US},
        {"pod_start_us", f->pod_start_us},
        {"node_start_us", f->node_start_us},
        {"reaction_us", f->room.reaction_us},
        {"survived_us", f->room.survived_us},
        {"needed_ppm", f->room.needed_ppm},
        {"reaction_with_nodes_us", f->nodes.reaction_us},
        {"survived_with_nodes_us", f->nodes.survived_us},
        {"needed_with_nodes_ppm", f->nodes.needed_ppm},
        {"cycle_growth_ppm", f->cycle_ppm},
        {"cycles", f->cycles},
    };
    json j;
    size_t i;

    json_begin(&j, out);
    json_open(&j, NULL, '{');
    json_string(&j, "component", f->component.name);
    for (i = 0; i < sizeof members / sizeof *members; i++)
        if (members[i].value == CAPACITY_INVALID)
            json_null(&j, members[i].key);
        else
            json_int(&j, members[i].key, members[i].value);
    if (f->simulated && f->simulated_us >= 0)
        json_int(&j, "simulated_us", f->simulated_us);
    else if (f->simulated)
        json_null(&j, "simulated_us");
    json_close(&j, '}');
    json_end(&j);
}

static int check_settings(const settings *s)
{
    const char *const files[] = {s->profile, s->catalog, s->tiers};

    if (s->format == CAPACITY_FORMAT_YAML || s->format == CAPACITY_FORMAT_MARKDOWN) {
        complain("--format %s is not available for headroom: use text or json",
                 s->format == CAPACITY_FORMAT_YAML ? "yaml" : "markdown");
        return EXIT_BAD_INPUT;
    }
    return check_standard_input(files, sizeof files / sizeof *files);
}

static int find_out(const settings *s, const capacity_plan *plan, finding *f)
{
    int status = find_row(plan, s->component, &f->component);

    if (!status)
        status = read_plan(plan, f);
    if (!status)
        status = answer_for(f, 0, &f->room);
    if (!status)
        status = answer_for(f, f->node_start_us, &f->nodes);
    if (!status)
        status = follow(f);
    f->simulated = s->simulate;
    return status || !f->simulated ? status : simulate(plan, f);
}

int run_headroom(const settings *s, text *out)
{
    finding f = {0};
    workload w = {0};
    int status = check_settings(s);

    if (!status)
        status = read_growth(s->growth, &f.factor_ppm);
    if (!status)
        status = read_within(s->within, &f.within_us);
    if (!status)
        status = load_workload(s, &w);
    if (!status)
        status = find_out(s, w.plan, &f);
    if (!status && s->format == CAPACITY_FORMAT_JSON)
        put_json(&f, out);
    else if (!status)
        put_text(&f, out);
    workload_free(&w);
    return status;
}
