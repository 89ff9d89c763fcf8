/*
 * Decaying histograms with buckets of growing width, as the vertical pod autoscaler keeps them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/histogram.h"

#define GROWTH 1.05
#define LN2 0x1.62e42fefa39efp-1
#define PPM 1000000.0
/* A sum of 10^7 doubles is off by no more than this of the total. */
#define SLACK 1e-9

void capacity__histogram_begin(capacity__histogram *histogram, int64_t first, int64_t most)
{
    double start = 0, width = (double)first;
    size_t k = 0;
    for (; k < CAPACITY__BUCKETS; k++) {
        int64_t whole = (int64_t)start;
        histogram->weight[k] = 0;
        histogram->start[k] = whole + ((double)whole < start ? 1 : 0);
        if (start >= (double)most) {
            k++;
            break;
        }
        start += width;
        width *= GROWTH;
    }
    histogram->buckets = k;
    histogram->total = 0;
}

/* The last bucket that begins at or below the value. */
static size_t bucket_of(const capacity__histogram *histogram, int64_t value)
{
    size_t low = 0, high = histogram->buckets;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (histogram->start[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void capacity__histogram_add(capacity__histogram *histogram, int64_t value, double weight)
{
    histogram->weight[bucket_of(histogram, value)] += weight;
    histogram->total += weight;
}

/* Exact but for what becomes too small to be a number. */
void capacity__histogram_age(capacity__histogram *histogram, int64_t halvings)
{
    double factor = 1;
    for (; halvings > 0 && factor > 0; halvings--)
        factor /= 2;
    for (size_t k = 0; k < histogram->buckets; k++)
        histogram->weight[k] *= factor;
    histogram->total *= factor;
}

static int64_t end_of(const capacity__histogram *histogram, size_t bucket)
{
    return histogram->start[bucket + 1 < histogram->buckets ? bucket + 1 : bucket];
}

/* Who reaches a percentile but for the rounding of sums reaches it. */
int64_t capacity__histogram_percentile(const capacity__histogram *histogram, int64_t ppm)
{
    const double threshold = histogram->total * ((double)ppm / PPM - SLACK);
    double sum = 0;
    int64_t end = 0;
    for (size_t k = 0; k < histogram->buckets; k++) {
        if (histogram->weight[k] <= 0)
            continue;
        end = end_of(histogram, k);
        sum += histogram->weight[k];
        if (sum >= threshold)
            break;
    }
    return end;
}

int64_t capacity__histogram_end(const capacity__histogram *histogram, int64_t value)
{
    return end_of(histogram, bucket_of(histogram, value));
}

double capacity__decay(int64_t age, int64_t half_life)
{
    double factor = capacity__exp(LN2 * ((double)(age % half_life) / (double)half_life));
    for (int64_t i = age / half_life; i > 0; i--)
        factor *= 2;
    return factor;
}
