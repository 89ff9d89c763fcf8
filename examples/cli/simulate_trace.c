/*
 * Where the trace of a simulation comes from: a file in pieces, a spike, a day.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report.h"
#include "simulate.h"
#include "stream.h"

#include <string.h>

enum { ROWS = 4096 };

/* --- a file --------------------------------------------------------------------------------------- */

static int feed_piece(void *with, const char *name, const char *bytes, size_t size)
{
    playing *p = with;
    capacity_error err;
    size_t at = 0, taken;
    int status;

    do {
        if (capacity_simulation_feed_text(p->simulation, bytes + at, size - at, &taken, &err) < 0)
            return complain_about(&err, name, FAULT_TRACE);
        at += taken;
        status = play_drain(p);
    } while (!status && at < size);
    return status;
}

int play_file(playing *p, const char *name)
{
    return read_pieces("trace", name, feed_piece, p);
}

/* --- traces made up ------------------------------------------------------------------------------- */

typedef struct made {
    size_t n;
    int64_t time[ROWS], rate[ROWS];
} made;

static int feed_made(playing *p, const made *m)
{
    capacity_error err;
    size_t at = 0, taken;
    int status;

    do {
        if (capacity_simulation_feed(p->simulation, m->time + at, m->rate + at, NULL, NULL,
                                     m->n - at, &taken, &err) < 0)
            return complain_about(&err, NULL, FAULT_VALUE);
        at += taken;
        status = play_drain(p);
    } while (!status && at < m->n);
    return status;
}

static void put_row(made *m, int64_t time_us, int64_t rate_mrps)
{
    m->time[m->n] = time_us;
    m->rate[m->n++] = rate_mrps;
}

static int read_time(const char *option, const char *written, int64_t preset_s, int64_t most_s,
                     int64_t *us)
{
    capacity_error err;

    *us = preset_s * CAPACITY_SECOND_US;
    if (!written)
        return EXIT_FINE;
    if (capacity_unit_parse(CAPACITY_UNIT_US, written, strlen(written), us, &err) < 0)
        return complain_about(&err, option, FAULT_VALUE);
    if (*us >= CAPACITY_SECOND_US && *us <= most_s * CAPACITY_SECOND_US)
        return EXIT_FINE;
    complain("%s '%.*s' is not between 1s and %llds", option, QUOTED_SIZE, written,
             (long long)most_s);
    return EXIT_BAD_INPUT;
}

/* 5x or 5: a share of the planned rate, in millionths. */
static int read_factor(const char *written, int64_t *ppm)
{
    size_t size = strlen(written);
    capacity_error err;

    if (size > 1 && written[size - 1] == 'x')
        size--;
    if (capacity_unit_parse(CAPACITY_UNIT_PPM, written, size, ppm, &err) < 0)
        return complain_about(&err, "--spike", FAULT_VALUE);
    if (*ppm >= CAPACITY_PPM && *ppm <= 1000 * CAPACITY_PPM)
        return EXIT_FINE;
    complain("--spike '%.*s' is not between 1x and 1000x", QUOTED_SIZE, written);
    return EXIT_BAD_INPUT;
}

/* A part of a rate in exact quotient and remainder, rounded up. */
static int64_t part_of(int64_t rate, int64_t numerator, int64_t denominator)
{
    const int64_t whole = rate / denominator, rest = rate % denominator;

    return whole * numerator + (rest * numerator + denominator - 1) / denominator;
}

enum { BEFORE_S = 300, AFTER_S = 1800 };

/* Five quiet minutes, up within a time, a while at the top, down as it went up, half an hour. */
int play_spike(playing *p, int64_t base_mrps)
{
    static made m;
    int64_t factor, within, hold, top, at, i, steps;

    if (read_factor(p->s->spike, &factor) ||
        read_time("--within", p->s->within, 60, 3600, &within) ||
        read_time("--for", p->s->hold, 600, 3600, &hold))
        return EXIT_BAD_INPUT;
    top = part_of(base_mrps, factor, CAPACITY_PPM);
    at = BEFORE_S * CAPACITY_SECOND_US;
    steps =
        within / (within > 600 * CAPACITY_SECOND_US ? 15 * CAPACITY_SECOND_US : CAPACITY_SECOND_US);
    put_row(&m, 0, base_mrps);
    for (i = 1; i <= steps; i++)
        put_row(&m, at + within * (i - 1) / steps, base_mrps + part_of(top - base_mrps, i, steps));
    at += within + hold;
    for (i = 1; i <= steps; i++)
        put_row(&m, at + within * (i - 1) / steps, top - part_of(top - base_mrps, i, steps));
    at += within;
    for (i = 0; i < AFTER_S / 60; i++)
        put_row(&m, at + i * 60 * CAPACITY_SECOND_US, base_mrps);
    return feed_made(p, &m);
}

/* From 3:00 up to the peak at 15:00 and down again, by the square of the time: a third on average. */
int play_day(playing *p, int64_t peak_mrps)
{
    static made m;
    int64_t minute, from_quiet;

    for (minute = 0; minute < 24 * 60; minute++) {
        from_quiet = (minute + 24 * 60 - 180) % (24 * 60);
        if (from_quiet > 720)
            from_quiet = 24 * 60 - from_quiet;
        put_row(&m, minute * 60 * CAPACITY_SECOND_US,
                part_of(peak_mrps, from_quiet * from_quiet, INT64_C(720) * 720));
    }
    return feed_made(p, &m);
}
