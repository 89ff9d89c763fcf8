/*
 * What users ask of a table. Formulas: docs/model/dynamodb.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/table.h"

#include "kernel/blocks.h"

static bool requests_of(capacity__rate users, const capacity__access *access, int64_t *mps)
{
    return capacity__ratio(
        CAPACITY__NUM(users.num, access->per_user_mrpm, CAPACITY_PPM - access->absorbed_ppm),
        CAPACITY__DEN(users.den, 60, CAPACITY_PPM), CAPACITY__UP, mps);
}

bool capacity__table_reads(capacity__rate users, const capacity__access *access,
                           int64_t *requests_mps, int64_t *mrcu)
{
    /* halves of a unit for each block: 1 eventual, 2 strong, 4 in a transaction */
    int64_t halves = CAPACITY_PPM + access->strong_ppm + 3 * access->transactional_ppm;
    return requests_of(users, access, requests_mps) &&
           capacity__ratio(
               CAPACITY__NUM(users.num, access->per_user_mrpm, CAPACITY_PPM - access->absorbed_ppm,
                             capacity__blocks_of(access->item_bytes, CAPACITY__READ_BLOCK), halves),
               CAPACITY__DEN(users.den, 60, CAPACITY_PPM, 2 * CAPACITY_PPM), CAPACITY__UP, mrcu);
}

bool capacity__table_writes(capacity__rate users, const capacity__access *access,
                            int64_t *requests_mps, int64_t *mwcu)
{
    return requests_of(users, access, requests_mps) &&
           capacity__ratio(
               CAPACITY__NUM(users.num, access->per_user_mrpm, CAPACITY_PPM - access->absorbed_ppm,
                             capacity__blocks_of(access->item_bytes, CAPACITY__WRITE_BLOCK),
                             CAPACITY_PPM + access->transactional_ppm,
                             CAPACITY_PPM + access->index_ppm),
               CAPACITY__DEN(users.den, 60, CAPACITY_PPM, CAPACITY_PPM, CAPACITY_PPM), CAPACITY__UP,
               mwcu);
}
