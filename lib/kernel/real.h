/*
 * What arithmetic on doubles needs to give the same bits everywhere: only + - x / and conversions,
 * each rounded to 64 bits at once.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_KERNEL_REAL_H
#define CAPACITY_KERNEL_REAL_H

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF /* gcc: -ffp-contract=off, or -std=c11, which implies it */
#endif

/* 0 and 1 (s390x, where floats alone are widened) and the 16 of half floats leave a double what it is. */
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 1 &&        \
    __FLT_EVAL_METHOD__ != 16
#error "doubles are evaluated in a wider format: on x86 compile with -msse2 -mfpmath=sse"
#endif

#endif
