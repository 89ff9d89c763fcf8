/*
 * simulate: a load trace against the autoscalers of a plan.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "simulate.h"
#include "commands.h"
#include "load.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

static int complain_error(const capacity_error *err)
{
    return complain_about(err, NULL, FAULT_VALUE);
}

static int keep_events(playing *p)
{
    capacity_error err;
    capacity_simulation_event *all;
    size_t count = 0, room;

    if (capacity_simulation_get_events(p->simulation, NULL, 0, 0, &count, &err) < 0)
        return complain_error(&err);
    if (!p->s->events || !count)
        return EXIT_FINE;
    if (p->event_count + count > p->event_room) {
        room = 2 * p->event_room + count;
        all = need_memory(room, sizeof *all);
        if (p->event_count)
            memcpy(all, p->events, p->event_count * sizeof *all);
        free(p->events);
        p->events = all;
        p->event_room = room;
    }
    if (capacity_simulation_get_events(p->simulation, p->events + p->event_count, sizeof *p->events,
                                       count, &count, &err) < 0)
        return complain_error(&err);
    p->event_count += count;
    return EXIT_FINE;
}

int play_drain(playing *p)
{
    int status = keep_events(p);

    if (!status && p->s->csv)
        status = put_csv_ticks(p);
    capacity_simulation_drop_rows(p->simulation);
    return status;
}

int play_finish(playing *p)
{
    capacity_error err;
    int64_t done = 0;
    int status = EXIT_FINE;

    while (!status && !done) {
        const capacity_status finished = capacity_simulation_finish(p->simulation, &done, &err);

        if (finished == CAPACITY_E_STATE) {
            complain("%.*s: no row of a trace", QUOTED_SIZE, p->s->arguments[0]);
            return EXIT_BAD_INPUT;
        }
        if (finished < 0)
            return complain_about(&err, p->s->arguments[0], FAULT_TRACE);
        status = play_drain(p);
    }
    return status;
}

/* Either a file or a trace made up. */
static int check_source(const settings *s)
{
    const int made_up = (s->spike != NULL) + s->day;

    if (s->argument_count + (size_t)made_up == 1) {
        if (s->spike || (!s->within && !s->hold))
            return EXIT_FINE;
        complain("--within and --for shape a --spike");
        return EXIT_BAD_INPUT;
    }
    if (made_up + (int)s->argument_count)
        complain("give one of a TRACE, --spike and --day");
    else
        complain("simulate needs a load: a TRACE, --spike FACTOR or --day");
    advise("for example: capacity simulate --users 1000 --spike 5x");
    return EXIT_BAD_INPUT;
}

static int check_settings(const settings *s)
{
    const char *const files[] = {s->profile, s->catalog, s->tiers, s->arguments[0]};

    if (s->format == CAPACITY_FORMAT_YAML || s->format == CAPACITY_FORMAT_MARKDOWN) {
        complain("--format %s is not available for simulate: use text, json or csv",
                 s->format == CAPACITY_FORMAT_YAML ? "yaml" : "markdown");
        return EXIT_BAD_INPUT;
    }
    if (s->csv && s->events) {
        complain("--events are no part of the ticks that --format csv writes");
        return EXIT_BAD_INPUT;
    }
    if (check_source(s))
        return EXIT_BAD_INPUT;
    return check_standard_input(files, sizeof files / sizeof *files);
}

/* The rate for which the plan is made, at its first component. */
static int planned_rate(const capacity_plan *plan, int64_t *mrps)
{
    capacity_plan_component rows[CAPACITY_MAX_ROWS];
    capacity_error err;
    size_t count;

    if (capacity_plan_get_components(plan, rows, sizeof *rows, CAPACITY_MAX_ROWS, &count, &err) < 0)
        return complain_error(&err);
    *mrps = rows[0].rate_mrps;
    if (*mrps > 0)
        return EXIT_FINE;
    complain("the plan is for no requests at all: nothing to make a trace of");
    return EXIT_BAD_INPUT;
}

static int begin(playing *p, const capacity_plan *plan)
{
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_error err;

    options.answer = p->s->answer;
    options.seed = p->s->seed;
    if (!p->s->csv)
        options.flags |= CAPACITY_SIMULATION_NO_TICKS;
    if (!p->s->events)
        options.flags |= CAPACITY_SIMULATION_NO_EVENTS;
    if (capacity_simulation_new_from_plan(plan, &options, &p->simulation, &err) < 0 ||
        capacity_simulation_get_components(p->simulation, p->component, sizeof *p->component,
                                           CAPACITY_MAX_ROWS, &p->components, &err) < 0 ||
        capacity_simulation_get_groups(p->simulation, p->group, sizeof *p->group, CAPACITY_MAX_ROWS,
                                       &p->groups, &err) < 0)
        return complain_error(&err);
    return EXIT_FINE;
}

static int play(playing *p, const capacity_plan *plan)
{
    int64_t rate = 0;
    int status = begin(p, plan);

    if (status)
        return status;
    if (p->s->argument_count)
        return play_file(p, p->s->arguments[0]);
    status = planned_rate(plan, &rate);
    if (status)
        return status;
    return p->s->day ? play_day(p, rate) : play_spike(p, rate);
}

int run_simulate(const settings *s, text *out)
{
    playing p = {.s = s, .out = out};
    workload w = {0};
    int status = check_settings(s);

    if (!status)
        status = load_workload(s, &w);
    if (!status)
        status = play(&p, w.plan);
    if (!status)
        status = play_finish(&p);
    if (!status && !s->csv)
        put_simulation(&p, w.plan, out);
    free(p.events);
    capacity_simulation_free(p.simulation);
    workload_free(&w);
    return status;
}
