/*
 * What must hold in a tier and between tiers of a ladder of one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_TIERS_CHECK_H
#define CAPACITY_MODEL_TIERS_CHECK_H

#include "base/error.h"
#include "model/tiers.h"

/* Members in their ranges, names once, borders contiguous from 0 to an open end. The error's index
 * is the tier, -1 where there are too few or too many. */
capacity_status capacity__check_ladder(const capacity__tier *tiers, size_t count,
                                       capacity_error *err);

#endif
