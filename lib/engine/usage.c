/*
 * What pods were seen to use: samples in.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "engine/usage.h"

#include "base/checked.h"
#include "base/error.h"
#include "base/order.h"

#define MINUTE (60 * CAPACITY_SECOND_US)
#define DAY (1440 * MINUTE)

/*
 * kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender/model/aggregations_config.go, main
 * branch of 2026, read 2026-11-24: histograms from 0.001 cores to 1000 and from 10 MB to 1 TB, half-life
 * 24 h, one peak of memory for each 24 h, 20 % and at least 100 MiB more after a kill; weights are
 * brought down when they exceed 2^100 (util/decaying_histogram.go).
 */
enum { CPU_FIRST_MCPU = 1, MEMORY_FIRST_BYTES = 10000000, MOST_HALVINGS = 100 };
#define MEMORY_MOST_BYTES INT64_C(1000000000000)
#define OOM_LEAST (100 * CAPACITY_MIB)
enum { OOM_PERCENT = 120 };

int capacity__usage_ok(const capacity_usage *usage)
{
    return usage != NULL && usage->kind == CAPACITY__KIND_USAGE;
}

capacity_status capacity_usage_new(int64_t half_life_us, const capacity_allocator *allocator,
                                   capacity_usage **out, capacity_error *err)
{
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (half_life_us != 0)
        CAPACITY__TRY(capacity__in_range(err, "half_life_us", half_life_us, MINUTE, 3650 * DAY));
    capacity_allocator own = capacity__allocator(allocator);
    capacity_usage *usage = capacity__new(&own, sizeof *usage);
    if (usage == NULL)
        return capacity__no_memory(err);
    usage->kind = CAPACITY__KIND_USAGE;
    usage->allocator = own;
    usage->half_life_us = half_life_us == 0 ? DAY : half_life_us;
    usage->first_us = usage->last_us = usage->day_end_us = -1;
    usage->day_peak = usage->day_oom = usage->peak = usage->oom = -1;
    capacity__histogram_begin(&usage->cpu.histogram, CPU_FIRST_MCPU, CAPACITY_USAGE_CPU_MCPU);
    capacity__histogram_begin(&usage->cpu_plain, CPU_FIRST_MCPU, CAPACITY_USAGE_CPU_MCPU);
    capacity__histogram_begin(&usage->memory.histogram, MEMORY_FIRST_BYTES, MEMORY_MOST_BYTES);
    *out = usage;
    return CAPACITY_OK;
}

void capacity_usage_free(capacity_usage *object)
{
    if (!capacity__usage_ok(object))
        return;
    capacity_allocator allocator = object->allocator;
    if (object->text != NULL)
        capacity__delete(&allocator, object->text);
    object->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&allocator, object);
}

/* Add with the weight of its time, which is not before the reference. */
static void series_add(const capacity_usage *usage, capacity__series *series, int64_t time_us,
                       int64_t value)
{
    int64_t halvings = (time_us - series->reference_us) / usage->half_life_us;
    if (halvings > MOST_HALVINGS) {
        capacity__histogram_age(&series->histogram, halvings);
        series->reference_us += halvings * usage->half_life_us;
    }
    capacity__histogram_add(&series->histogram, value,
                            capacity__decay(time_us - series->reference_us, usage->half_life_us));
}

capacity__series capacity__usage_peaks(const capacity_usage *usage)
{
    capacity__series peaks = usage->memory;
    int64_t peak = capacity__larger(usage->day_peak, usage->day_oom);
    if (peak >= 0)
        series_add(usage, &peaks, usage->day_end_us, peak);
    return peaks;
}

/* Days begin at the first sample; one that is over leaves its peak. */
static void begin_day(capacity_usage *usage, int64_t time_us)
{
    if (usage->day_end_us >= 0 && time_us < usage->day_end_us)
        return;
    if (usage->day_end_us < 0)
        usage->memory.reference_us = usage->day_end_us = time_us;
    usage->memory = capacity__usage_peaks(usage);
    usage->day_end_us += ((time_us - usage->day_end_us) / DAY + 1) * DAY;
    usage->day_peak = usage->day_oom = -1;
}

static void take_cpu(capacity_usage *usage, int64_t time_us, int64_t cpu_mcpu)
{
    if (usage->cpu_samples++ == 0)
        usage->cpu.reference_us = time_us;
    series_add(usage, &usage->cpu, time_us, cpu_mcpu);
    capacity__histogram_add(&usage->cpu_plain, cpu_mcpu, 1);
}

static void take_memory(capacity_usage *usage, int64_t time_us, int64_t memory_bytes)
{
    usage->memory_samples++;
    begin_day(usage, time_us);
    usage->day_peak = capacity__larger(usage->day_peak, memory_bytes);
    usage->peak = capacity__larger(usage->peak, memory_bytes);
}

/* The peak of the day may be larger than what was reported; earlier kills do not add up. */
static void take_oom(capacity_usage *usage, int64_t time_us, int64_t memory_bytes)
{
    usage->ooms++;
    begin_day(usage, time_us);
    int64_t had = capacity__larger(memory_bytes, usage->day_peak);
    int64_t needed =
        capacity__larger(had + OOM_LEAST, had / 100 * OOM_PERCENT + had % 100 * OOM_PERCENT / 100);
    usage->day_oom = capacity__larger(usage->day_oom, needed);
    usage->oom = capacity__larger(usage->oom, had);
}

void capacity__usage_take(capacity_usage *usage, const capacity__usage_row *row)
{
    if (usage->first_us < 0)
        usage->first_us = row->time_us;
    usage->last_us = row->time_us;
    if (row->cpu_mcpu != CAPACITY_INVALID)
        take_cpu(usage, row->time_us, row->cpu_mcpu);
    if (row->memory_bytes != CAPACITY_INVALID)
        take_memory(usage, row->time_us, row->memory_bytes);
    if (row->oom_bytes != CAPACITY_INVALID)
        take_oom(usage, row->time_us, row->oom_bytes);
}

static capacity_status check_value(const char *name, int64_t value, int64_t most,
                                   capacity_error *err)
{
    return value == CAPACITY_INVALID ? CAPACITY_OK : capacity__in_range(err, name, value, 0, most);
}

static capacity_status check_row(int64_t last_us, const capacity__usage_row *row,
                                 capacity_error *err)
{
    CAPACITY__TRY(capacity__in_range(err, "time_us", row->time_us, 0, CAPACITY_USAGE_TIME_US));
    if (row->time_us < last_us)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "time_us %" PRId64 " is before %" PRId64 ", the sample before it",
                              row->time_us, last_us);
    CAPACITY__TRY(check_value("cpu_mcpu", row->cpu_mcpu, CAPACITY_USAGE_CPU_MCPU, err));
    CAPACITY__TRY(check_value("memory_bytes", row->memory_bytes, CAPACITY_USAGE_MEMORY_BYTES, err));
    return check_value("oom_bytes", row->oom_bytes, CAPACITY_USAGE_MEMORY_BYTES, err);
}

capacity_status capacity__usage_check(const capacity_usage *usage, int64_t last_us, int64_t index,
                                      const capacity__usage_row *row, capacity_error *err)
{
    capacity_status status = check_row(capacity__larger(last_us, usage->last_us), row, err);
    if (status < 0 && err != NULL)
        err->index = index;
    return status;
}

capacity_status capacity_usage_add(capacity_usage *usage, const int64_t *time_us,
                                   const int64_t *cpu_mcpu, const int64_t *memory_bytes, size_t n,
                                   capacity_error *err)
{
    if (!capacity__usage_ok(usage))
        return capacity__null(err, "usage");
    if (n > 0 && time_us == NULL)
        return capacity__null(err, "time_us");
    if (n > 0 && cpu_mcpu == NULL)
        return capacity__null(err, "cpu_mcpu");
    if (n > 0 && memory_bytes == NULL)
        return capacity__null(err, "memory_bytes");
    for (size_t i = 0; i < n; i++) {
        const capacity__usage_row row = {time_us[i], cpu_mcpu[i], memory_bytes[i],
                                         CAPACITY_INVALID};
        CAPACITY__TRY(
            capacity__usage_check(usage, i == 0 ? 0 : time_us[i - 1], (int64_t)i, &row, err));
    }
    for (size_t i = 0; i < n; i++) {
        const capacity__usage_row row = {time_us[i], cpu_mcpu[i], memory_bytes[i],
                                         CAPACITY_INVALID};
        capacity__usage_take(usage, &row);
    }
    return CAPACITY_OK;
}

capacity_status capacity_usage_oom(capacity_usage *usage, int64_t time_us, int64_t memory_bytes,
                                   capacity_error *err)
{
    const capacity__usage_row row = {time_us, CAPACITY_INVALID, CAPACITY_INVALID, memory_bytes};
    if (!capacity__usage_ok(usage))
        return capacity__null(err, "usage");
    CAPACITY__TRY(
        capacity__in_range(err, "memory_bytes", memory_bytes, 0, CAPACITY_USAGE_MEMORY_BYTES));
    CAPACITY__TRY(capacity__usage_check(usage, 0, -1, &row, err));
    capacity__usage_take(usage, &row);
    return CAPACITY_OK;
}
