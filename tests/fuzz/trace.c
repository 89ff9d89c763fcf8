/*
 * Any bytes as a trace: whole and cut anywhere give the same errors and the same results.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

enum { TICKS = 8 };

static capacity_simulation *new_simulation(void)
{
    capacity_error err;
    capacity_simulation *s = NULL;
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    options.ticks_max = TICKS;
    options.gap_us = 600 * CAPACITY_SECOND_US;
    memcpy(row.name, "web", 4);
    row.requests_per_pod_mrps = 50000;
    row.inflight_per_pod = 100;
    row.cpu_limit_mcpu = 1000;
    HOLDS(capacity_simulation_new(&options, fuzz_allocator(), &s, &err) == CAPACITY_OK);
    HOLDS(capacity_simulation_put_component(s, &row, &err) == CAPACITY_OK);
    return s;
}

static uint64_t mixed(uint64_t h, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++)
        h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
    return h;
}

/* Ticks go into the hash and away. */
static uint64_t drain(capacity_simulation *s, uint64_t h)
{
    capacity_simulation_tick rows[TICKS];
    capacity_error err;
    size_t count = 0;
    HOLDS(capacity_simulation_get_ticks(s, rows, sizeof *rows, TICKS, &count, &err) == CAPACITY_OK);
    capacity_simulation_drop_rows(s);
    return mixed(h, rows, count * sizeof *rows);
}

static uint64_t failure(uint64_t h, const capacity_error *err)
{
    h = mixed(h, &err->code, sizeof err->code);
    h = mixed(h, &err->index, sizeof err->index);
    h = mixed(h, &err->column, sizeof err->column);
    return mixed(h, err->message, strlen(err->message));
}

/* Errors and ticks each in their order; which of them a call shows first is a matter of the cuts. */
static uint64_t outcome(const uint8_t *data, size_t size, size_t piece)
{
    capacity_simulation *s = new_simulation();
    capacity_error err;
    uint64_t errors = 1, ticks = 1;
    for (size_t at = 0; at < size;) {
        size_t n = size - at < piece ? size - at : piece, consumed = n + 1;
        capacity_status status =
            capacity_simulation_feed_text(s, (const char *)data + at, n, &consumed, &err);
        HOLDS(consumed <= n && (status >= 0 || consumed > 0 || err.index > 0));
        if (!fuzz_status(status, &err))
            errors = failure(errors, &err);
        at += consumed;
        ticks = drain(s, ticks);
    }
    int64_t done = 0;
    for (int i = 0; done == 0 && i < 1000000; i++) {
        capacity_status status = capacity_simulation_finish(s, &done, &err);
        if (status == CAPACITY_E_STATE)
            break;
        if (!fuzz_status(status, &err))
            errors = failure(errors, &err);
        ticks = drain(s, ticks);
    }
    capacity_simulation_totals totals = CAPACITY_INIT(capacity_simulation_totals);
    HOLDS(capacity_simulation_get_totals(s, &totals, &err) == CAPACITY_OK);
    HOLDS(totals.demand_m == totals.served_m + totals.unserved_m);
    capacity_simulation_free(s);
    return mixed(mixed(errors, &ticks, sizeof ticks), &totals, sizeof totals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t piece = size > 0 ? (size_t)data[size - 1] % 7 + 1 : 1;
    if (size > 20000)
        return 0; /* a longer one says nothing new */
    HOLDS(outcome(data, size, size + 1) == outcome(data, size, piece));
    fuzz_settle();
    return 0;
}
