/*
 * What users ask of a table, as one exact rational for each result.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_KERNEL_TABLE_H
#define CAPACITY_KERNEL_TABLE_H

#include "kernel/rate.h"

/* How one kind of request uses a table. */
typedef struct capacity__access {
    int64_t per_user_mrpm;
    int64_t item_bytes;
    int64_t absorbed_ppm; /* by a cache in front */
    int64_t strong_ppm;   /* reads only */
    int64_t transactional_ppm;
    int64_t index_ppm; /* writes only: units that indexes add, as a multiple */
} capacity__access;

/* Requests a second in thousandths and units a second in thousandths, both rounded up. */
bool capacity__table_reads(capacity__rate users, const capacity__access *access,
                           int64_t *requests_mps, int64_t *mrcu);
bool capacity__table_writes(capacity__rate users, const capacity__access *access,
                            int64_t *requests_mps, int64_t *mwcu);

#endif
