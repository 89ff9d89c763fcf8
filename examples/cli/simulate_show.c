/*
 * What a simulation came to: totals first, then events; ticks as CSV.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "files.h"
#include "json.h"
#include "quantity.h"
#include "report.h"
#include "sheet.h"
#include "simulate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By number, from 0. */
static const char *const happenings[] = {"",
                                         "scaled up",
                                         "scaled down",
                                         "held back",
                                         "pods pending",
                                         "nodes added",
                                         "nodes ready",
                                         "nodes removed",
                                         "interrupted",
                                         "never joined",
                                         "no room",
                                         "not served",
                                         "served again"};
static const char *const answers[] = {"recommended", "tier", "formula"};

static quantity rate(int64_t mrps)
{
    return quantity_of(CAPACITY_UNIT_MRPS, mrps);
}

/* h:mm:ss, with what there is below a second. */
static quantity clock_of(int64_t us)
{
    const int64_t s = us / CAPACITY_SECOND_US, rest = us % CAPACITY_SECOND_US;
    quantity q;
    int n = snprintf(q.text, sizeof q.text, "%" PRId64 ":%02d:%02d", s / 3600, (int)(s / 60 % 60),
                     (int)(s % 60));

    if (rest)
        snprintf(q.text + n, sizeof q.text - (size_t)n, ".%06d", (int)rest);
    return q;
}

/* Thousandths as whole ones with a point. */
static quantity thousandths(int64_t value)
{
    quantity whole = quantity_count(value / 1000), q;

    snprintf(q.text, sizeof q.text, "%.40s.%03d", whole.text, (int)(value % 1000));
    return q;
}

static capacity_simulation_totals totals_of(const playing *p)
{
    capacity_simulation_totals t = CAPACITY_INIT(capacity_simulation_totals);
    capacity_error err;

    if (capacity_simulation_get_totals(p->simulation, &t, &err) < 0)
        complain_about(&err, NULL, FAULT_VALUE);
    return t;
}

/* --- text ----------------------------------------------------------------------------------------- */

static void put_requests(const sheet *sh, const capacity_simulation_totals *t)
{
    sheet_pair(sh, "arrived", "%s requests in %s", thousandths(t->demand_m).text,
               clock_of(t->time_us).text);
    sheet_pair(sh, "served", "%s, %s", thousandths(t->served_m).text,
               t->served_ppm < 0 ? "-" : quantity_of(CAPACITY_UNIT_PPM, t->served_ppm).text);
    sheet_pair(sh, "not served", "%s%s%s", thousandths(t->unserved_m).text,
               t->unserved_us ? ", in " : "", t->unserved_us ? clock_of(t->unserved_us).text : "");
    if (t->worst_time_us >= 0)
        sheet_pair(sh, "worst tick", "at %s: %s requests/s not served",
                   clock_of(t->worst_time_us).text, rate(t->worst_unserved_mrps).text);
    if (t->slo_ppm >= 0)
        sheet_pair(sh, "all served", "%s of the time",
                   quantity_of(CAPACITY_UNIT_PPM, t->slo_ppm).text);
}

static void put_capacity(const sheet *sh, const capacity_simulation_totals *t)
{
    sheet_pair(sh, "pods", "at most %s, %s pod-hours, %s pending",
               quantity_count(t->pods_peak).text, thousandths(t->pod_hours_m).text,
               thousandths(t->pending_hours_m).text);
    sheet_pair(sh, "replicas", "raised %s times, lowered %s times",
               quantity_count(t->scale_ups).text, quantity_count(t->scale_downs).text);
    sheet_pair(sh, "nodes",
               "at most %s, %s node-hours; %s added, %s removed, %s taken back, %s "
               "never joined",
               quantity_count(t->nodes_peak).text, thousandths(t->node_hours_m).text,
               quantity_count(t->nodes_added).text, quantity_count(t->nodes_removed).text,
               quantity_count(t->interruptions).text, quantity_count(t->provision_failures).text);
    sheet_pair(sh, "cost of the nodes", "%s (on demand %s, spot %s)",
               quantity_cents(t->cost_uusd).text, quantity_cents(t->on_demand_uusd).text,
               quantity_cents(t->spot_uusd).text);
}

static void put_events(const playing *p, const sheet *sh)
{
    grid g = {0};
    size_t i;

    sheet_heading(sh, 2, "EVENTS");
    grid_column(&g, "At", 1);
    grid_column(&g, "What", 0);
    grid_column(&g, "Of", 0);
    grid_column(&g, "Before", 1);
    grid_column(&g, "After", 1);
    grid_column(&g, "Reason", 0);
    for (i = 0; i < p->event_count; i++) {
        const capacity_simulation_event *e = &p->events[i];
        const int served = e->kind == CAPACITY_HAPPENING_SERVED;
        const int unserved = e->kind == CAPACITY_HAPPENING_UNSERVED;

        grid_cell(&g, "%s", clock_of(e->time_us).text);
        grid_cell(&g, "%s", happenings[e->kind]);
        grid_cell(&g, "%s", e->subject);
        grid_cell(&g, "%s", served ? clock_of(e->before).text : quantity_count(e->before).text);
        grid_cell(&g, "%s%s", unserved ? rate(e->after).text : quantity_count(e->after).text,
                  unserved ? "/s" : "");
        grid_cell(&g, "%s", capacity_hpa_reason_name((capacity_hpa_reason)e->reason));
    }
    grid_print(&g, sh);
}

/* --- JSON ----------------------------------------------------------------------------------------- */

static void put_json_totals(json *j, const capacity_simulation_totals *t)
{
    const struct {
        const char *key;
        int64_t value;
    } members[] = {
        {"time_us", t->time_us},
        {"ticks", t->ticks},
        {"demand_m", t->demand_m},
        {"served_m", t->served_m},
        {"unserved_m", t->unserved_m},
        {"served_ppm", t->served_ppm},
        {"unserved_us", t->unserved_us},
        {"slo_ppm", t->slo_ppm},
        {"worst_time_us", t->worst_time_us},
        {"worst_unserved_mrps", t->worst_unserved_mrps},
        {"pods_peak", t->pods_peak},
        {"nodes_peak", t->nodes_peak},
        {"pod_hours_m", t->pod_hours_m},
        {"pending_hours_m", t->pending_hours_m},
        {"node_hours_m", t->node_hours_m},
        {"cost_uusd", t->cost_uusd},
        {"on_demand_uusd", t->on_demand_uusd},
        {"spot_uusd", t->spot_uusd},
        {"committed_uusd", t->committed_uusd},
        {"scale_ups", t->scale_ups},
        {"scale_downs", t->scale_downs},
        {"nodes_added", t->nodes_added},
        {"nodes_removed", t->nodes_removed},
        {"interruptions", t->interruptions},
        {"provision_failures", t->provision_failures},
    };
    size_t i;

    json_open(j, "totals", '{');
    for (i = 0; i < sizeof members / sizeof *members; i++)
        if (members[i].value == CAPACITY_INVALID)
            json_null(j, members[i].key);
        else
            json_int(j, members[i].key, members[i].value);
    json_close(j, '}');
}

static void put_json_events(json *j, const playing *p)
{
    size_t i;

    json_open(j, "events", '[');
    for (i = 0; i < p->event_count; i++) {
        const capacity_simulation_event *e = &p->events[i];

        json_open(j, NULL, '{');
        json_int(j, "time_us", e->time_us);
        json_string(j, "kind", happenings[e->kind]);
        json_string(j, "subject", e->subject);
        json_int(j, "before", e->before);
        json_int(j, "after", e->after);
        json_string(j, "reason", capacity_hpa_reason_name((capacity_hpa_reason)e->reason));
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_json(const playing *p, const capacity_plan *plan, text *out)
{
    const capacity_simulation_totals t = totals_of(p);
    json j;

    json_begin(&j, out);
    json_open(&j, NULL, '{');
    json_string(&j, "tier", capacity_plan_tier_name(plan));
    json_string(&j, "answer", answers[p->s->answer]);
    json_string(&j, "prices", capacity_plan_catalog_name(plan));
    json_int(&j, "seed", p->s->seed);
    put_json_totals(&j, &t);
    if (p->s->events)
        put_json_events(&j, p);
    json_close(&j, '}');
    json_end(&j);
}

void put_simulation(const playing *p, const capacity_plan *plan, text *out)
{
    const capacity_simulation_totals t = totals_of(p);
    const sheet sh = {out, 0};
    size_t i;

    if (p->s->format == CAPACITY_FORMAT_JSON) {
        put_json(p, plan, out);
        return;
    }
    text_printf(out, "%s tier, %s answer; prices %s\n", capacity_plan_tier_name(plan),
                answers[p->s->answer], capacity_plan_catalog_name(plan));
    for (i = 0; i < p->components; i++)
        text_printf(out, "  %s %s pods", p->component[i].name,
                    quantity_range(p->component[i].pods_min, p->component[i].pods_max).text);
    for (i = 0; i < p->groups; i++)
        text_printf(out, "  %s %s nodes", p->group[i].name,
                    quantity_range(p->group[i].nodes_min, p->group[i].nodes_max).text);
    text_puts(out, "\n");
    sheet_heading(&sh, 2, "TOTALS");
    put_requests(&sh, &t);
    put_capacity(&sh, &t);
    if (p->s->events)
        put_events(p, &sh);
}

/* --- CSV ------------------------------------------------------------------------------------------ */

enum { FLUSH = 1 << 16 };

static void put_csv_header(const playing *p)
{
    size_t i;

    text_puts(p->out,
              "time_us,length_us,demand_mrps,served_mrps,unserved_mrps,pods_ready,"
              "pods_starting,pods_pending,nodes_ready,nodes_coming,cost_uusd,p50_us,p95_us");
    for (i = 0; i < p->components; i++)
        text_printf(p->out, ",%s.pods,%s.ready,%s.utilisation_ppm", p->component[i].name,
                    p->component[i].name, p->component[i].name);
    text_puts(p->out, "\n");
}

static void put_csv_tick(const playing *p, const capacity_simulation_tick *k,
                         const capacity_simulation_component_tick *parts)
{
    size_t i;

    text_printf(p->out,
                "%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
                ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64,
                k->time_us, k->length_us, k->demand_mrps, k->served_mrps, k->unserved_mrps,
                k->pods_ready, k->pods_starting, k->pods_pending, k->nodes_ready, k->nodes_coming,
                k->cost_uusd);
    text_puts(p->out, ",");
    if (k->p50_us >= 0) /* empty: not known, or overloaded */
        text_printf(p->out, "%" PRId64, k->p50_us);
    text_puts(p->out, ",");
    if (k->p95_us >= 0)
        text_printf(p->out, "%" PRId64, k->p95_us);
    for (i = 0; i < p->components; i++) {
        text_printf(p->out, ",%" PRId64 ",%" PRId64 ",", parts[i].pods, parts[i].pods_ready);
        if (parts[i].utilisation_ppm >= 0) /* empty: no pod was ready */
            text_printf(p->out, "%" PRId64, parts[i].utilisation_ppm);
    }
    text_puts(p->out, "\n");
}

/* What goes to standard output goes at once; a file is written whole or not at all. */
static int flush(playing *p)
{
    int status;

    if (p->out->size < FLUSH || (p->s->output && strcmp(p->s->output, "-")))
        return EXIT_FINE;
    status = write_file(NULL, p->out);
    text_free(p->out);
    return status;
}

int put_csv_ticks(playing *p)
{
    capacity_simulation_tick *ticks;
    capacity_simulation_component_tick *parts;
    capacity_error err;
    size_t count = 0, more = 0, i;
    int status = EXIT_FINE;

    if (capacity_simulation_get_ticks(p->simulation, NULL, 0, 0, &count, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    if (!p->rows++)
        put_csv_header(p);
    ticks = need_memory(count + 1, sizeof *ticks);
    parts = need_memory((count + 1) * p->components, sizeof *parts);
    if (capacity_simulation_get_ticks(p->simulation, ticks, sizeof *ticks, count, &count, &err) <
            0 ||
        capacity_simulation_get_component_ticks(p->simulation, parts, sizeof *parts,
                                                count * p->components, &more, &err) < 0)
        status = complain_about(&err, NULL, FAULT_VALUE);
    for (i = 0; !status && i < count; i++) {
        put_csv_tick(p, &ticks[i], parts + i * p->components);
        status = flush(p);
    }
    free(parts);
    free(ticks);
    return status;
}
