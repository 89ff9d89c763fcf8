/*
 * Stage 7: findings, ranked. Codes are stable: docs/findings.md lists them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/never.h"
#include "base/structs.h"
#include "plan/finding.h"
#include "plan/rows.h"

#include <string.h>

static const capacity__finding_group *const groups[] = {
    &capacity__findings_load, &capacity__findings_pods, &capacity__findings_nodes,
    &capacity__findings_data, &capacity__findings_cost,
};
enum { GROUPS = sizeof groups / sizeof *groups };

void capacity__say(capacity__out *out, capacity_unit unit, int64_t value)
{
    capacity__put_quantity(out, unit, value);
}

void capacity__say_usd(capacity__out *out, int64_t uusd)
{
    char text[32]; /* any amount has fewer characters */
    if (CAPACITY__NEVER(capacity_cost_format(uusd, text, sizeof text, NULL, NULL) < 0))
        return;
    capacity__put(out, text);
}

/* One decimal, half up, for sentences: 288889 ppm is 28.9 %. */
void capacity__say_percent(capacity__out *out, int64_t ppm)
{
    int64_t tenths = 0;
    (void)capacity__mul_div(ppm, 1, 1000, CAPACITY__HALF_UP, &tenths);
    capacity__put_decimal(out, tenths, 1, 0);
    capacity__put(out, " %");
}

const char *capacity__say_bound(uint32_t bound)
{
    static const char *const names[] = {
        [CAPACITY_BOUND_NONE] = "no demand",
        [CAPACITY_BOUND_FLOOR] = "high-availability floor",
        [CAPACITY_BOUND_RATE] = "request rate",
        [CAPACITY_BOUND_INFLIGHT] = "requests in flight",
        [CAPACITY_BOUND_CONNECTIONS] = "open connections",
        [CAPACITY_BOUND_CPU] = "CPU",
        [CAPACITY_BOUND_ZONES] = "whole zones",
    };
    return names[bound];
}

/* The index-th kind over all groups. */
static const capacity__finding_kind *kind_at(size_t index)
{
    for (size_t g = 0; g < GROUPS; g++) {
        if (index < groups[g]->count)
            return &groups[g]->kinds[index];
        index -= groups[g]->count;
    }
    return NULL;
}

static int64_t weight(const capacity__finding *finding)
{
    return finding->effect_uusd < 0 ? -finding->effect_uusd : finding->effect_uusd;
}

/* Severity first, then money, then the order of the table. */
static bool before(const capacity__finding *a, const capacity__finding *b)
{
    if (a->severity != b->severity)
        return a->severity > b->severity;
    return weight(a) > weight(b);
}

static void insert(capacity_plan *plan, const capacity__finding *finding)
{
    if (CAPACITY__NEVER(plan->finding_count == CAPACITY__FINDINGS)) /* there are fewer kinds */
        return;
    size_t at = plan->finding_count++;
    while (at > 0 && before(finding, &plan->finding[at - 1])) {
        plan->finding[at] = plan->finding[at - 1];
        at--;
    }
    plan->finding[at] = *finding;
}

void capacity__stage_findings(capacity_plan *plan)
{
    for (size_t i = 0; kind_at(i) != NULL; i++) {
        capacity__finding finding = {.code = (uint8_t)i, .severity = CAPACITY_SEVERITY_INFO};
        if (kind_at(i)->applies(plan, &finding))
            insert(plan, &finding);
    }
    CAPACITY__OUT(plan, FINDINGS) = (int64_t)plan->finding_count;
}

size_t capacity__finding_count(const capacity_plan *plan)
{
    return plan->finding_count;
}

void capacity__finding_row(const capacity_plan *plan, size_t index, capacity_finding *row)
{
    const capacity__finding *finding = &plan->finding[index];
    const capacity__finding_kind *kind = kind_at(finding->code);
    capacity__out out;

    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->code = kind->code;
    row->severity = finding->severity;
    row->field = finding->field;
    row->rank = (uint32_t)index + 1;
    row->monthly_effect_uusd = finding->effect_uusd;
    capacity__name_copy(row->name, sizeof row->name, kind->name);
    capacity__name_copy(row->subject, sizeof row->subject, kind->subject);
    capacity__name_copy(row->source, sizeof row->source, kind->source);
    out = capacity__out_new(row->evidence, sizeof row->evidence);
    kind->evidence(&out, plan, finding);
    (void)capacity__out_end(&out, NULL, NULL);
    out = capacity__out_new(row->action, sizeof row->action);
    kind->action(&out, plan, finding);
    (void)capacity__out_end(&out, NULL, NULL);
}
