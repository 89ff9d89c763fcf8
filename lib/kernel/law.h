/*
 * Logarithm and exponential from + - x / alone, the same bits on every machine.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Within one unit in the last place of the true value where that is a normal number;
 * tests/test_law.c measures it.
 */
#ifndef CAPACITY_KERNEL_LAW_H
#define CAPACITY_KERNEL_LAW_H

#include "kernel/real.h"

/* e^x; 0 far below, infinity far above. x is a number. */
double capacity__exp(double x);

/* e^x - 1, near 0 too. x is no more than 2^60 in size. */
double capacity__exp_less_one(double x);

/* ln x of a positive, finite x. */
double capacity__log(double x);

/* ln (1 + x), near 0 too. x is from 0, finite. */
double capacity__log_of_one_more(double x);

#endif
