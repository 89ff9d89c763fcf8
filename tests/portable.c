/*
 * lib/base/checked.c and ratio.c built once more without 128-bit integers, under other names.
 * SPDX-License-Identifier: Apache-2.0
 */
#define CAPACITY_NO_INT128
#define capacity__add portable_add
#define capacity__sub portable_sub
#define capacity__mul portable_mul
#define capacity__mul_div portable_mul_div
#define capacity__sum_div portable_sum_div
#define capacity__ratio portable_ratio
#define capacity__compare portable_compare
#define capacity__size_mul portable_size_mul
#define capacity__size_add portable_size_add

#include "portable.h"

#include "base/checked.c"
#include "base/ratio.c"
