/*
 * What the parts of the command `simulate` share.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_SIMULATE_H
#define CLI_SIMULATE_H

#include "settings.h"

/* A simulation under way and where its rows go; events are kept where they are asked for. */
typedef struct playing {
    const settings *s;
    capacity_simulation *simulation;
    text *out; /* CSV, which leaves for standard output as it comes */
    size_t components, groups;
    capacity_simulation_component component[CAPACITY_MAX_ROWS];
    capacity_simulation_group group[CAPACITY_MAX_ROWS];
    capacity_simulation_event *events;
    size_t event_count, event_room;
    int64_t rows; /* lines of CSV so far */
} playing;

/* All return the exit status; anything but 0 has been complained about. */
int play_drain(playing *p);  /* ticks and events that are there go where they belong */
int play_finish(playing *p); /* to the end of the trace */
int play_file(playing *p, const char *name);
int play_spike(playing *p, int64_t base_mrps);
int play_day(playing *p, int64_t peak_mrps);

/* What came of it. */
void put_simulation(const playing *p, const capacity_plan *plan, text *out);
int put_csv_ticks(playing *p);

#endif
