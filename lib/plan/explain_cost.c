/*
 * Explain: the bill.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan/explain.h"

static capacity_answer answer_of(const capacity__walk *walk)
{
    return walk->field == CAPACITY_OUT_TIER_MONTHLY_UUSD      ? CAPACITY_ANSWER_TIER
           : walk->field == CAPACITY_OUT_FORMULA_MONTHLY_UUSD ? CAPACITY_ANSWER_FORMULA
                                                              : CAPACITY_ANSWER_RECOMMENDED;
}

static const capacity__bill *bill_of(const capacity__walk *walk)
{
    return &walk->plan->bill[answer_of(walk)];
}

static const capacity__machine *machine_of(const capacity__walk *walk, const capacity__line *line)
{
    return walk->plan->nodes[answer_of(walk)].group[line->group].machine;
}

static const char *unit_of(const capacity__line *line)
{
    return line->meter != NULL ? line->meter->unit : capacity__items[line->item].unit;
}

/* Prices come with the source of their meter or machine. */
static const char *source_of(const capacity__walk *walk, const capacity__line *line)
{
    if (line->meter != NULL)
        return line->meter->source;
    if (line->group >= 0)
        return machine_of(walk, line)->source;
    return "docs/model/cost.md";
}

static void line_step(capacity__walk *walk, const capacity__line *line, int c)
{
    int banded =
        line->meter != NULL && (line->meter->band_count > 1 || line->meter->free_quantity > 0);
    if (!capacity__step(walk, 1, capacity__items[line->item].key, CAPACITY_UNIT_UUSD,
                        line->cost_uusd[c], source_of(walk, line)))
        return;
    if (line->group >= 0)
        capacity__put_format(&walk->out, "%s: ", machine_of(walk, line)->name);
    if (line->quantity_m == CAPACITY_INVALID) {
        capacity__put_format(&walk->out, "more %s than can be shown x ", unit_of(line));
    } else {
        capacity__put_decimal(&walk->out, line->quantity_m, 3, 0);
        capacity__put_format(&walk->out, " %s x ", unit_of(line));
    }
    capacity__put_quantity(&walk->out, CAPACITY_UNIT_NUSD, line->rate_nusd);
    if (banded)
        capacity__put(&walk->out, " in the first band, after the free allowance");
    if (c == CAPACITY__HIGH)
        capacity__put(&walk->out, " expected; here at the maximum of replicas and full usage");
}

static void total(capacity__walk *walk)
{
    const capacity__bill *bill = bill_of(walk);
    int c = walk->field == CAPACITY_OUT_MONTHLY_LOW_UUSD    ? CAPACITY__LOW
            : walk->field == CAPACITY_OUT_MONTHLY_HIGH_UUSD ? CAPACITY__HIGH
                                                            : CAPACITY__EXPECTED;
    if (capacity__step_result(walk))
        capacity__put_format(&walk->out, "sum of the lines that are on; prices of %s",
                             walk->plan->catalog->label);
    for (size_t i = 0; i < bill->count; i++)
        if ((bill->line[i].flags & CAPACITY_BILL_OFF) == 0 && bill->line[i].cost_uusd[c] > 0)
            line_step(walk, &bill->line[i], c);
}

static void per_user(capacity__walk *walk)
{
    if (!capacity__step_result(walk))
        return;
    capacity__put_quantity(&walk->out, CAPACITY_UNIT_UUSD, CAPACITY__OUT(walk->plan, MONTHLY_UUSD));
    capacity__put_format(&walk->out, " / %" PRId64 " users", walk->plan->demand.users);
}

static void part(capacity__walk *walk)
{
    static const capacity_field fields[CAPACITY__PARTS] = {
        [CAPACITY__PART_COMPUTE] = CAPACITY_OUT_MONTHLY_COMPUTE_UUSD,
        [CAPACITY__PART_DATA] = CAPACITY_OUT_MONTHLY_DATA_UUSD,
        [CAPACITY__PART_NETWORK] = CAPACITY_OUT_MONTHLY_NETWORK_UUSD,
        [CAPACITY__PART_OTHER] = CAPACITY_OUT_MONTHLY_OTHER_UUSD,
    };
    const capacity__bill *bill = bill_of(walk);
    const char *plus = "";

    if (!capacity__step_result(walk))
        return;
    for (size_t i = 0; i < bill->count; i++) {
        const capacity__line *line = &bill->line[i];
        if (fields[capacity__items[line->item].part] != walk->field ||
            (line->flags & CAPACITY_BILL_OFF) != 0 || line->cost_uusd[CAPACITY__EXPECTED] == 0)
            continue;
        capacity__put_format(&walk->out, "%s%s", plus, capacity__items[line->item].key);
        plus = " + ";
    }
    if (plus[0] == '\0')
        capacity__put(&walk->out, "no line of this part costs anything");
}

void capacity__explain_cost(capacity__walk *walk)
{
    switch ((int32_t)walk->field) {
    case CAPACITY_OUT_TIER_MONTHLY_UUSD:
    case CAPACITY_OUT_FORMULA_MONTHLY_UUSD:
    case CAPACITY_OUT_MONTHLY_UUSD:
    case CAPACITY_OUT_MONTHLY_LOW_UUSD:
    case CAPACITY_OUT_MONTHLY_HIGH_UUSD:
        total(walk);
        break;
    case CAPACITY_OUT_MONTHLY_PER_USER_UUSD:
        per_user(walk);
        break;
    default:
        part(walk);
        break;
    }
}
