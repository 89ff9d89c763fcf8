/*
 * Two workloads: the sides of compare and migrate.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_PAIR_H
#define CLI_PAIR_H

#include "load.h"

typedef struct pair {
    workload a, b;
} pair;

/* Profiles by the command's arguments, settings, catalogues, ladders, and both plans. The exit
 * status; anything but 0 has been complained about. */
int load_pair(const settings *s, pair *p);
void pair_free(pair *p);

/* Do the arguments name tiers of the ladders in force, so that a tier is meant and no profile? */
int names_tiers(const settings *s, const pair *p);

#endif
