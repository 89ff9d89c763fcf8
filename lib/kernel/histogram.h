/*
 * Decaying histograms with buckets of growing width, as the vertical pod autoscaler keeps them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Bucket k begins at first x (1.05^k - 1) / 0.05. A sample of time t weighs 2^((t - reference) / half-life).
 * Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender (util/histogram.go,
 * util/decaying_histogram.go, model/aggregations_config.go), main branch of 2026, read 2026-11-24. Not
 * taken over: its leaving out of buckets that have nearly no weight.
 */
#ifndef CAPACITY_KERNEL_HISTOGRAM_H
#define CAPACITY_KERNEL_HISTOGRAM_H

#include "kernel/law.h"

#include <stddef.h>
#include <stdint.h>

enum { CAPACITY__BUCKETS = 224 };

typedef struct capacity__histogram {
    size_t buckets; /* in use; the last one has no end */
    double total;
    double weight[CAPACITY__BUCKETS];
    int64_t start[CAPACITY__BUCKETS]; /* of each bucket, rounded up: values are whole numbers */
} capacity__histogram;

/* An empty one: first bucket `first` wide, the last one beginning at or above `most`. */
void capacity__histogram_begin(capacity__histogram *histogram, int64_t first, int64_t most);

/* value from 0; weight above 0. */
void capacity__histogram_add(capacity__histogram *histogram, int64_t value, double weight);

/* All weights times 2^-halvings. */
void capacity__histogram_age(capacity__histogram *histogram, int64_t halvings);

/* Upper end of the bucket in which the percentile lies; the beginning of the last; 0 if empty. */
int64_t capacity__histogram_percentile(const capacity__histogram *histogram, int64_t ppm);

/* Upper end of the bucket of a value. */
int64_t capacity__histogram_end(const capacity__histogram *histogram, int64_t value);

/* 2^(age / half_life), age from 0 and below 1000 half-lives. */
double capacity__decay(int64_t age, int64_t half_life);

#endif
