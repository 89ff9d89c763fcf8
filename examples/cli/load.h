/*
 * From settings to profiles, catalogues, ladders and plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "settings.h"

/* NULL handles stand for the built-in ones. */
typedef struct workload {
    capacity_profile *profile;
    capacity_catalog *catalog;
    capacity_tiers *tiers;
    capacity_plan *plan;
} workload;

/* All return the exit status; anything but 0 has been complained about. */
int load_catalog(const char *file, capacity_catalog **out);
int load_tiers(const char *file, capacity_tiers **out);
int load_profile(const char *file, capacity_profile **out);
int apply_assignments(const settings *s, int side, capacity_profile *profile);
int make_plan(workload *w, const char *where);

/* Profile, catalogue, ladder and plan of `plan` and `explain`. */
int load_workload(const settings *s, workload *w);
/* The same where one may be left out: then no plan. `example` is a command line for messages. */
int load_any_workload(const settings *s, const char *example, workload *w);
void workload_free(workload *w);

/* Complain if standard input is asked for twice. */
int check_standard_input(const char *const *files, size_t n);

/* Something that writes in the library's two-call manner. */
typedef capacity_status (*library_writer)(const void *subject, uint32_t format, char *buf,
                                          size_t size, size_t *needed, capacity_error *err);
int put_written(library_writer writer, const void *subject, uint32_t format, text *out);

#endif
