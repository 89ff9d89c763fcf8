/*
 * Numbers as people write them, whatever the locale.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "quantity.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

quantity quantity_of(capacity_unit unit, int64_t value)
{
    quantity q;

    if (capacity_unit_format(unit, value, q.text, sizeof q.text, NULL, NULL) < 0)
        snprintf(q.text, sizeof q.text, "%" PRId64, value);
    return q;
}

quantity quantity_of_field(capacity_field field, int64_t value)
{
    quantity q;

    if (capacity_field_format(field, value, q.text, sizeof q.text, NULL, NULL) < 0)
        snprintf(q.text, sizeof q.text, "%" PRId64, value);
    return q;
}

quantity quantity_count(int64_t value)
{
    char digits[24];
    quantity q;
    size_t n, i, at = 0;

    n = (size_t)snprintf(digits, sizeof digits, "%" PRId64, value);
    for (i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0 && digits[i - 1] != '-')
            q.text[at++] = ',';
        q.text[at++] = digits[i];
    }
    q.text[at] = '\0';
    return q;
}

/* Two texts with a dash, or with a plus for an open end. */
static quantity join(const char *low, const char *high, int open, int same)
{
    quantity q;

    if (same)
        snprintf(q.text, sizeof q.text, "%s%s", low, open ? "+" : "");
    else
        snprintf(q.text, sizeof q.text, "%.30s-%.30s%s", low, high, open ? "+" : "");
    return q;
}

quantity quantity_range(int64_t low, int64_t high)
{
    const int open = high == CAPACITY_OPEN;

    return join(quantity_count(low).text, quantity_count(high).text, open, open || low == high);
}

quantity quantity_cents(int64_t uusd)
{
    quantity q;

    if (capacity_cost_format(uusd, q.text, sizeof q.text, NULL, NULL) < 0)
        snprintf(q.text, sizeof q.text, "%" PRId64 " micro-USD", uusd);
    return q;
}

quantity quantity_money(int64_t uusd)
{
    quantity q;

    if (uusd < 0 || uusd % 1000000)
        return quantity_cents(uusd);
    snprintf(q.text, sizeof q.text, "$%.60s", quantity_count(uusd / 1000000).text);
    return q;
}

quantity quantity_money_range(int64_t low_uusd, int64_t high_uusd, int open)
{
    const quantity low = quantity_money(low_uusd), high = quantity_money(high_uusd);

    return join(low.text, high.text + (high.text[0] == '$'), open, low_uusd == high_uusd);
}

/* 20,000 as 20K; 499 as it is. */
static quantity short_count(int64_t value)
{
    quantity q;

    if (value < 1000 || value % 1000)
        return quantity_count(value);
    snprintf(q.text, sizeof q.text, "%.60sK", quantity_count(value / 1000).text);
    return q;
}

quantity quantity_short_range(int64_t low, int64_t high)
{
    const int open = high == CAPACITY_OPEN;

    return join(short_count(low).text, short_count(high).text, open, open || low == high);
}
