/*
 * Right-sizing: what goes into a usage, and what is recommended of it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "engine/usage.h"

#define MINUTE (60 * CAPACITY_SECOND_US)
#define DAY (1440 * MINUTE)
#define NONE CAPACITY_INVALID

static capacity_usage *no_usage(void)
{
    capacity_usage *usage;
    NEW(usage, capacity_usage_new(0, test_allocator(), &usage, &test_err));
    return usage;
}

static void add(capacity_usage *usage, int64_t time, int64_t cpu, int64_t memory)
{
    OK(capacity_usage_add(usage, &time, &cpu, &memory, 1, &test_err));
}

/* n samples a minute apart. */
static void steady(capacity_usage *usage, int64_t from, int n, int64_t cpu, int64_t memory)
{
    for (int i = 0; i < n; i++)
        add(usage, from + i * MINUTE, cpu, memory);
}

static capacity_rightsize recommended(const capacity_usage *usage,
                                      const capacity_rightsize_options *options)
{
    capacity_rightsize row = CAPACITY_INIT(capacity_rightsize);
    OK(capacity_usage_recommend(usage, options, &row, &test_err));
    return row;
}

static size_t feed(capacity_usage *usage, const char *text)
{
    size_t consumed = 0;
    OK(capacity_usage_feed_text(usage, text, strlen(text), &consumed, &test_err));
    return consumed;
}

/* --- the histogram ------------------------------------------------------------------------------- */

/* Bucket ends by exact arithmetic: ceil((1.05^k - 1) / 0.05) of 1m, and of 10 MB. */
static void buckets_grow_by_a_twentieth(void)
{
    static capacity__histogram cpu, memory;
    static const struct {
        int64_t value, end;
    } ends[] = {{0, 1},     {1, 3},     {2, 3},      {3, 4},       {100, 102},
                {250, 259}, {500, 506}, {999, 1021}, {1000, 1021}, {999999, 1011687}};
    capacity__histogram_begin(&cpu, 1, 1000000);
    for (size_t i = 0; i < COUNT(ends); i++)
        EQ(ends[i].end, capacity__histogram_end(&cpu, ends[i].value));
    EQ(223, cpu.buckets);
    capacity__histogram_begin(&memory, 10000000, INT64_C(1000000000000));
    EQ(176, memory.buckets);
    EQ(10000000, capacity__histogram_end(&memory, 0));
    EQ(20500000, capacity__histogram_end(&memory, 10000000));
    EQ(memory.start[175], capacity__histogram_end(&memory, INT64_MAX));
    capacity__histogram_begin(&cpu, 1, INT64_MAX); /* there are no more than 224 */
    EQ(224, cpu.buckets);
    EQ(cpu.start[223], capacity__histogram_end(&cpu, INT64_MAX));
}

static void percentiles_are_upper_ends_of_buckets(void)
{
    static capacity__histogram h;
    capacity__histogram_begin(&h, 1, 1000000);
    EQ(0, capacity__histogram_percentile(&h, 900000));
    for (int i = 0; i < 9; i++)
        capacity__histogram_add(&h, 100, 1);
    capacity__histogram_add(&h, 500, 1);
    EQ(102, capacity__histogram_percentile(&h, 0));
    EQ(102, capacity__histogram_percentile(&h, 900000));
    EQ(506, capacity__histogram_percentile(&h, 900001));
    EQ(506, capacity__histogram_percentile(&h, 1000000));
    capacity__histogram_age(&h, 3000);
    EQ(0, capacity__histogram_percentile(&h, 1000000));
}

/* 100 x 0.55 is more than 55 in doubles, and sums of weights are off by as little. */
static void rounding_takes_no_percentile_to_the_next_bucket(void)
{
    static capacity__histogram h;
    capacity__histogram_begin(&h, 1, 1000000);
    for (int i = 0; i < 100; i++)
        capacity__histogram_add(&h, i < 55 ? 100 : 500, 1);
    EQ(102, capacity__histogram_percentile(&h, 550000));
    EQ(506, capacity__histogram_percentile(&h, 550001));
}

/* Each minute nine pods use 100m and one uses 500m: nine tenths, whatever a minute weighs. */
static void nine_pods_of_ten_are_90_percent(void)
{
    capacity_rightsize_options bare = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    bare.cpu_margin_ppm = CAPACITY_AUTO;
    for (int minute = 0; minute < 300; minute++) {
        for (int pod = 0; pod < 10; pod++)
            add(usage, minute * MINUTE, pod < 9 ? 100 : 500, NONE);
        EQ(102, recommended(usage, &bare).cpu_request_mcpu);
    }
}

/* Whatever lies in its memory, before it begins and behind the buckets in use. */
static void an_empty_histogram_is_empty_in_used_memory(void)
{
    static capacity__histogram used[2];
    capacity__histogram *h = used;
    memset(used, 0x40, sizeof used);
    capacity__histogram_begin(h, 1, 2);
    EQ(3, h->buckets);
    EQ(0, capacity__histogram_percentile(h, 0));
    EQ(0, capacity__histogram_percentile(h, 1000000));
    capacity__histogram_add(h, 0, 1);
    EQ(1, capacity__histogram_percentile(h, 0));
    EQ(1, capacity__histogram_percentile(h, 1000000));
    capacity__histogram_add(h, 1, 1);
    EQ(1, capacity__histogram_percentile(h, 500000));
    EQ(3, capacity__histogram_percentile(h, 500001));
    capacity__histogram_begin(h, 1, 1); /* the last bucket begins at `most` itself */
    EQ(2, h->buckets);
}

static void age_halves_the_weights_in_use(void)
{
    static capacity__histogram h;
    memset(&h, 0x40, sizeof h);
    capacity__histogram_begin(&h, 1, 2);
    const double behind = h.weight[3];
    capacity__histogram_add(&h, 0, 3);
    capacity__histogram_add(&h, 5, 1);
    capacity__histogram_age(&h, 0);
    TRUE(h.weight[0] == 3 && h.weight[2] == 1 && h.total == 4);
    capacity__histogram_age(&h, 2);
    TRUE(h.weight[0] == 0.75 && h.weight[1] == 0 && h.weight[2] == 0.25 && h.total == 1);
    TRUE(behind > 0 && h.weight[3] == behind);
    capacity__histogram_age(&h, INT64_MAX);
    TRUE(h.weight[0] == 0 && h.weight[2] == 0 && h.total == 0);
}

static void a_half_life_halves(void)
{
    TRUE(capacity__decay(0, DAY) == 1);
    TRUE(capacity__decay(DAY, DAY) == 2);
    TRUE(capacity__decay(10 * DAY, DAY) == 1024);
    double half = capacity__decay(DAY / 2, DAY);
    TRUE(half > 1.4142135623730 && half < 1.4142135623732);
}

/* --- VPA ------------------------------------------------------------------------------------------ */

/* 250m: bucket end 259, with 15 % 298. 400 MB: bucket end 414304752, with 15 % 455 MiB. d = 1 day. */
static void vpa_takes_percentile_and_margin(void)
{
    capacity_usage *usage = no_usage();
    steady(usage, 0, 1441, 250, 400000000);
    capacity_rightsize row = recommended(usage, NULL);
    EQ(CAPACITY_RIGHTSIZE_VPA, row.method);
    EQ(298, row.cpu_request_mcpu);
    EQ(298, row.cpu_usage_mcpu);
    EQ(CAPACITY_RIGHTSIZE_PERCENTILE, row.cpu_reason);
    EQ(0, row.cpu_limit_mcpu);
    EQ(0, row.cpu_target_ppm);
    EQ(596, row.cpu_upper_mcpu); /* 259 x 1.15 x 2, up */
    EQ(298, row.cpu_lower_mcpu); /* 259 x 1.15 x (1000 / 1001)^2, up */
    EQ(CAPACITY_RIGHTSIZE_PERCENTILE, row.memory_reason);
    EQ(455 * CAPACITY_MIB, row.memory_request_bytes);
    EQ(row.memory_request_bytes, row.memory_limit_bytes);
    EQ(1441, row.cpu_samples);
    EQ(1441, row.memory_samples);
    EQ(DAY, row.span_us);
    EQ(0, row.ooms);
}

static void little_is_recommended_as_the_least(void)
{
    capacity_usage *usage = no_usage();
    add(usage, 0, 1, 1);
    capacity_rightsize row = recommended(usage, NULL);
    EQ(25, row.cpu_request_mcpu);
    EQ(250 * CAPACITY_MIB, row.memory_request_bytes);
    EQ(CAPACITY_RIGHTSIZE_MINIMUM, row.cpu_reason);
    EQ(CAPACITY_RIGHTSIZE_MINIMUM, row.memory_reason);
    EQ(NONE, row.cpu_upper_mcpu); /* no span: nothing is too much */
    EQ(25, row.cpu_lower_mcpu);
}

static void what_was_not_measured_is_not_recommended(void)
{
    capacity_usage *usage = no_usage();
    capacity_rightsize row = recommended(usage, NULL);
    EQ(NONE, row.cpu_request_mcpu);
    EQ(NONE, row.memory_request_bytes);
    EQ(NONE, row.memory_limit_bytes);
    EQ(CAPACITY_RIGHTSIZE_TOO_FEW, row.cpu_reason);
    EQ(0, row.span_us);
    add(usage, 5, 100, NONE);
    row = recommended(usage, NULL);
    EQ(118, row.cpu_request_mcpu); /* 102 x 1.15 = 117.3 */
    EQ(NONE, row.memory_request_bytes);
    EQ(0, row.memory_samples);
}

/* Ten days of 100m, then one of 1000m: more than half of the weight is the last day's. */
static void old_samples_fade(void)
{
    capacity_usage *usage = no_usage();
    for (int hour = 0; hour < 240; hour++)
        add(usage, hour * 60 * MINUTE, 100, NONE);
    for (int hour = 240; hour < 264; hour++)
        add(usage, hour * 60 * MINUTE, 1000, NONE);
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.cpu_percentile_ppm = 510000;
    options.cpu_margin_ppm = CAPACITY_AUTO;
    EQ(1021, recommended(usage, &options).cpu_request_mcpu);
    options.cpu_percentile_ppm = 490000;
    EQ(102, recommended(usage, &options).cpu_request_mcpu);
}

/* 500 half-lives between two samples: only the last one is left. */
static void long_gaps_do_not_overflow(void)
{
    capacity_usage *usage;
    NEW(usage, capacity_usage_new(MINUTE, test_allocator(), &usage, &test_err));
    add(usage, 0, 1000, 1000000000);
    add(usage, 500 * MINUTE, 100, 500000000);
    add(usage, 50000 * MINUTE, 100, 500000000);
    add(usage, CAPACITY_USAGE_TIME_US, 100, 500000000);
    EQ(118, recommended(usage, NULL).cpu_request_mcpu);
    TRUE(recommended(usage, NULL).memory_request_bytes < 700 * CAPACITY_MIB);
}

/* Memory counts by the peak of each day, not by the samples. */
static void a_short_peak_of_memory_counts_for_its_day(void)
{
    capacity_usage *usage = no_usage();
    steady(usage, 0, 100, NONE, 300000000);
    add(usage, 100 * MINUTE, NONE, 900000000);
    steady(usage, 101 * MINUTE, 100, NONE, 300000000);
    int64_t one_day = recommended(usage, NULL).memory_request_bytes;
    TRUE(one_day > 900000000 + 900000000 / 100 * 15);
    /* eleven quiet days later it has faded below a tenth */
    steady(usage, 11 * DAY, 1, NONE, 300000000);
    for (int day = 1; day < 11; day++)
        add(usage, (11 + day) * DAY, NONE, 300000000);
    TRUE(recommended(usage, NULL).memory_request_bytes < one_day / 2);
}

static void a_kill_raises_memory(void)
{
    capacity_usage *usage = no_usage();
    steady(usage, 0, 10, NONE, 600000000);
    int64_t before = recommended(usage, NULL).memory_request_bytes;
    OK(capacity_usage_oom(usage, 10 * MINUTE, 100000000, &test_err)); /* the peak was more */
    capacity_rightsize row = recommended(usage, NULL);
    EQ(CAPACITY_RIGHTSIZE_OOM, row.memory_reason);
    EQ(1, row.ooms);
    TRUE(row.memory_request_bytes > before);
    TRUE(row.memory_request_bytes >= 720000000 + 720000000 / 100 * 15);
    /* small ones get 100 MiB at least */
    capacity_usage *small = no_usage();
    OK(capacity_usage_oom(small, 0, 1000, &test_err));
    row = recommended(small, NULL);
    EQ(CAPACITY_RIGHTSIZE_MINIMUM, row.memory_reason);
    EQ(0, row.memory_samples);
}

/* --- KRR ------------------------------------------------------------------------------------------ */

static void krr_takes_all_samples_and_the_peak(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.method = CAPACITY_RIGHTSIZE_KRR;
    capacity_usage *usage = no_usage();
    steady(usage, 0, 99, 250, 400000000);
    EQ(CAPACITY_RIGHTSIZE_TOO_FEW, recommended(usage, &options).cpu_reason);
    EQ(CAPACITY_RIGHTSIZE_TOO_FEW, recommended(usage, &options).memory_reason);
    add(usage, 99 * MINUTE, 250, 400000000);
    capacity_rightsize row = recommended(usage, &options);
    EQ(259, row.cpu_request_mcpu);
    EQ(NONE, row.cpu_lower_mcpu);
    EQ(NONE, row.cpu_upper_mcpu);
    EQ(439 * CAPACITY_MIB, row.memory_request_bytes); /* 460 MB */
    EQ(CAPACITY_RIGHTSIZE_PEAK, row.memory_reason);
    OK(capacity_usage_oom(usage, 99 * MINUTE, 400000000, &test_err));
    row = recommended(usage, &options);
    EQ(477 * CAPACITY_MIB, row.memory_request_bytes); /* 500 MB */
    EQ(CAPACITY_RIGHTSIZE_OOM, row.memory_reason);
}

/* 300 MB and a quarter are less than the peak of 400 MB and 15 %. */
static void krr_keeps_the_peak_over_a_smaller_kill(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.method = CAPACITY_RIGHTSIZE_KRR;
    capacity_usage *usage = no_usage();
    steady(usage, 0, 100, 250, 400000000);
    OK(capacity_usage_oom(usage, 2 * DAY, 300000000, &test_err));
    capacity_rightsize row = recommended(usage, &options);
    EQ(439 * CAPACITY_MIB, row.memory_request_bytes);
    EQ(CAPACITY_RIGHTSIZE_PEAK, row.memory_reason);
    OK(capacity_usage_oom(usage, 2 * DAY, 368000001, &test_err)); /* 368 MB x 1.25 = 460 MB */
    EQ(CAPACITY_RIGHTSIZE_OOM, recommended(usage, &options).memory_reason);
}

/* As KRR does: few samples are few, with a kill too. */
static void krr_needs_a_hundred_samples_after_a_kill_too(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.method = CAPACITY_RIGHTSIZE_KRR;
    capacity_usage *usage = no_usage();
    steady(usage, 0, 99, 250, 400000000);
    OK(capacity_usage_oom(usage, 100 * MINUTE, 900000000, &test_err));
    capacity_rightsize row = recommended(usage, &options);
    EQ(CAPACITY_RIGHTSIZE_TOO_FEW, row.memory_reason);
    EQ(NONE, row.memory_request_bytes);
    add(usage, 100 * MINUTE, NONE, 400000000);
    EQ(CAPACITY_RIGHTSIZE_OOM, recommended(usage, &options).memory_reason);
}

/* --- bounds --------------------------------------------------------------------------------------- */

/* A millisecond of history: x (1 + 86400000); with a hundredfold margin too. */
static void an_upper_bound_beyond_64_bits_is_none(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    options.cpu_margin_ppm = options.memory_margin_ppm = 100 * CAPACITY_PPM;
    options.cpu_limit_ppm = options.memory_limit_ppm = 100 * CAPACITY_PPM;
    add(usage, 0, 999999, CAPACITY_USAGE_MEMORY_BYTES);
    add(usage, 1000, 999999, CAPACITY_USAGE_MEMORY_BYTES);
    capacity_rightsize row = recommended(usage, &options);
    EQ(1011687 * 101, row.cpu_request_mcpu);
    EQ(1011687 * INT64_C(101) * 86400001, row.cpu_upper_mcpu);
    EQ(1011687 * INT64_C(101) * 100, row.cpu_limit_mcpu);
    TRUE(row.memory_request_bytes > INT64_C(90000000000000));
    EQ(row.memory_request_bytes * 100, row.memory_limit_bytes);
    EQ(NONE, row.memory_upper_bytes);
}

/* d is exact: 1.5 ms are 1 / 57600000 of a day. */
static void history_is_counted_in_microseconds(void)
{
    capacity_rightsize_options bare = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    bare.cpu_margin_ppm = CAPACITY_AUTO;
    add(usage, 0, 100, NONE);
    add(usage, 1500, 100, NONE);
    EQ(102 * INT64_C(57600001), recommended(usage, &bare).cpu_upper_mcpu);
    usage = no_usage();
    add(usage, 0, 100, NONE);
    add(usage, 1, 100, NONE);
    EQ(102 * INT64_C(86400000001), recommended(usage, &bare).cpu_upper_mcpu);
}

/* --- under an autoscaler ---------------------------------------------------------------------------- */

/*
 * 500m at 70 %: pods are added at 350m of use, so what is seen is about 350m, whatever the request.
 * Without the pair the request would shrink to what is seen, and the threshold with it, for ever.
 */
static void an_autoscaler_keeps_request_times_target(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    steady(usage, 0, 1441, 250, NONE);
    options.cpu_request_mcpu = 500;
    options.cpu_target_ppm = 700000;
    capacity_rightsize row = recommended(usage, &options);
    EQ(CAPACITY_RIGHTSIZE_PAIR, row.cpu_reason);
    EQ(298, row.cpu_usage_mcpu);
    EQ(1170000, row.cpu_target_ppm); /* floor(500 x 70 / 298) = 117 */
    EQ(299, row.cpu_request_mcpu);   /* floor(500 x 70 / 117) */
    /* a limit that equals the request: no target above 100 % can be reached */
    options.cpu_limit_ppm = 1000000;
    row = recommended(usage, &options);
    EQ(1000000, row.cpu_target_ppm);
    EQ(350, row.cpu_request_mcpu);
    EQ(350, row.cpu_limit_mcpu);
}

/* 2353 x 116 % over 25 would be 10917 %: more than the options take. */
static void a_recommended_target_is_one_that_options_take(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    steady(usage, 0, 200, 1, NONE);
    options.cpu_request_mcpu = 2353;
    options.cpu_target_ppm = 1160000;
    capacity_rightsize first = recommended(usage, &options);
    EQ(25, first.cpu_usage_mcpu);
    EQ(100000000, first.cpu_target_ppm);
    EQ(27, first.cpu_request_mcpu); /* floor(2353 x 116 / 10000) */
    options.cpu_request_mcpu = first.cpu_request_mcpu;
    options.cpu_target_ppm = first.cpu_target_ppm;
    capacity_rightsize again = recommended(usage, &options);
    EQ(first.cpu_target_ppm, again.cpu_target_ppm);
    EQ(first.cpu_request_mcpu, again.cpu_request_mcpu);
}

static void following_a_recommendation_twice_changes_nothing(void)
{
    capacity_usage *usage = no_usage();
    steady(usage, 0, 200, 137, 300000000);
    for (int64_t request = 10; request <= 2000; request += 7)
        for (int64_t percent = 1; percent <= 300; percent += 13) {
            capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
            options.cpu_request_mcpu = request;
            options.cpu_target_ppm = percent * 10000;
            options.memory_request_bytes = request * CAPACITY_MIB;
            options.memory_target_ppm = percent * 10000;
            capacity_rightsize first = CAPACITY_INIT(capacity_rightsize), again = first;
            TRUE(capacity_usage_recommend(usage, &options, &first, NULL) == CAPACITY_OK);
            options.cpu_request_mcpu = first.cpu_request_mcpu;
            options.cpu_target_ppm = first.cpu_target_ppm;
            options.memory_request_bytes = first.memory_request_bytes;
            options.memory_target_ppm = first.memory_target_ppm;
            TRUE(capacity_usage_recommend(usage, &options, &again, NULL) == CAPACITY_OK);
            TRUE(first.cpu_request_mcpu == again.cpu_request_mcpu &&
                 first.cpu_target_ppm == again.cpu_target_ppm &&
                 first.memory_request_bytes == again.memory_request_bytes &&
                 first.memory_target_ppm == again.memory_target_ppm);
            /* the threshold moves by less than a percent of a millicore for each percent of target */
            int64_t kept =
                request * percent - first.cpu_request_mcpu * (first.cpu_target_ppm / 10000);
            TRUE(kept >= 0 && kept < first.cpu_target_ppm / 10000 + 1);
        }
}

/* A least of no whole MiB is rounded up like everything else, and so the pair is not below it. */
static void a_least_is_in_whole_mib_too(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    steady(usage, 0, 10, NONE, 1000);
    options.memory_least_bytes = 600 * CAPACITY_MIB + 1;
    capacity_rightsize row = recommended(usage, &options);
    EQ(601 * CAPACITY_MIB, row.memory_request_bytes);
    EQ(601 * CAPACITY_MIB, row.memory_lower_bytes);
    EQ(CAPACITY_RIGHTSIZE_MINIMUM, row.memory_reason);
    options.memory_request_bytes = 1201 * CAPACITY_MIB;
    options.memory_target_ppm = 500000;
    row = recommended(usage, &options);
    EQ(990000, row.memory_target_ppm); /* floor(1201 x 50 / 601) */
    EQ(606 * CAPACITY_MIB, row.memory_request_bytes);
}

static void a_request_that_no_percentage_fits_is_kept(void)
{
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    capacity_usage *usage = no_usage();
    steady(usage, 0, 10, 5000, NONE);
    options.cpu_request_mcpu = 100;
    options.cpu_target_ppm = 500000;
    capacity_rightsize row = recommended(usage, &options);
    EQ(CAPACITY_RIGHTSIZE_KEPT, row.cpu_reason);
    EQ(100, row.cpu_request_mcpu);
    EQ(500000, row.cpu_target_ppm);
}

/* --- refusals ------------------------------------------------------------------------------------- */

static void nothing_is_added_of_samples_that_are_refused(void)
{
    capacity_usage *usage = no_usage();
    const int64_t times[] = {10, 20, 15}, cpu[] = {1, 2, 3}, memory[] = {1, 2, 3};
    FAILS(CAPACITY_E_RANGE, "time_us 15 is before 20",
          capacity_usage_add(usage, times, cpu, memory, 3, &test_err));
    EQ(2, test_err.index);
    EQ(0, recommended(usage, NULL).cpu_samples);
    OK(capacity_usage_add(usage, times, cpu, memory, 2, &test_err));
    OK(capacity_usage_add(usage, times, cpu, memory, 0, &test_err));
    EQ(2, recommended(usage, NULL).cpu_samples);

    static const struct {
        int64_t time, cpu, memory;
        const char *message;
    } bad[] = {
        {-1, 0, 0, "time_us -1 is below 0"},
        {CAPACITY_USAGE_TIME_US + 1, 0, 0, "time_us"},
        {19, 0, 0, "time_us 19 is before 20"},
        {20, -1, 0, "cpu_mcpu -1 is below 0"},
        {20, CAPACITY_USAGE_CPU_MCPU + 1, 0, "cpu_mcpu 1000001 exceeds 1000000"},
        {20, 0, -1, "memory_bytes -1 is below 0"},
        {20, 0, CAPACITY_USAGE_MEMORY_BYTES + 1, "memory_bytes"},
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        FAILS(CAPACITY_E_RANGE, bad[i].message,
              capacity_usage_add(usage, &bad[i].time, &bad[i].cpu, &bad[i].memory, 1, &test_err));
    FAILS(CAPACITY_E_RANGE, "memory_bytes", capacity_usage_oom(usage, 20, -1, &test_err));
    FAILS(CAPACITY_E_RANGE, "memory_bytes", capacity_usage_oom(usage, 20, NONE, &test_err));
    FAILS(CAPACITY_E_RANGE, "is before", capacity_usage_oom(usage, 19, 1, &test_err));
    IS(CAPACITY_E_RANGE, capacity_usage_oom(usage, 19, 1, NULL));
    add(usage, CAPACITY_USAGE_TIME_US, CAPACITY_USAGE_CPU_MCPU, CAPACITY_USAGE_MEMORY_BYTES);
}

static void options_are_checked(void)
{
    capacity_usage *usage = no_usage();
    capacity_rightsize row = CAPACITY_INIT(capacity_rightsize);
    static const struct {
        size_t offset;
        int64_t value;
        capacity_status status;
        const char *message;
    } bad[] = {
#define BAD(member, value, status, message)                                                        \
    {offsetof(capacity_rightsize_options, member), value, CAPACITY_E_##status, message}
        BAD(cpu_percentile_ppm, 1000001, RANGE, "cpu_percentile_ppm"),
        BAD(memory_percentile_ppm, -1, RANGE, "memory_percentile_ppm"),
        BAD(cpu_margin_ppm, -2, RANGE, "cpu_margin_ppm"),
        BAD(memory_margin_ppm, 100000001, RANGE, "memory_margin_ppm"),
        BAD(cpu_least_mcpu, -1, RANGE, "cpu_least_mcpu"),
        BAD(memory_least_bytes, -1, RANGE, "memory_least_bytes"),
        BAD(cpu_request_mcpu, 1000001, RANGE, "cpu_request_mcpu"),
        BAD(memory_request_bytes, -1, RANGE, "memory_request_bytes"),
        BAD(cpu_target_ppm, 700000, ARGUMENT, "cpu_target_ppm needs the request in force"),
        BAD(memory_target_ppm, 700000, ARGUMENT, "memory_target_ppm needs the request"),
        BAD(cpu_target_ppm, 705000, ARGUMENT, "705000 is no whole percentage"),
        BAD(memory_target_ppm, 1, ARGUMENT, "is no whole percentage"),
        BAD(cpu_limit_ppm, 999999, RANGE, "cpu_limit_ppm 999999 is below 1000000"),
        BAD(memory_limit_ppm, 1, RANGE, "memory_limit_ppm"),
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
        memcpy((char *)&options + bad[i].offset, &bad[i].value, sizeof bad[i].value);
        FAILS(bad[i].status, bad[i].message,
              capacity_usage_recommend(usage, &options, &row, &test_err));
    }
    capacity_rightsize_options options = CAPACITY_INIT(capacity_rightsize_options);
    options.method = 3;
    FAILS(CAPACITY_E_RANGE, "method 3", capacity_usage_recommend(usage, &options, &row, &test_err));
    options.struct_size = 4;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 4",
          capacity_usage_recommend(usage, &options, &row, &test_err));
    row.struct_size = 0;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 0",
          capacity_usage_recommend(usage, NULL, &row, &test_err));
}

static void null_and_strangers_are_refused(void)
{
    capacity_usage *usage = no_usage(), *none = NULL;
    capacity_rightsize row = CAPACITY_INIT(capacity_rightsize);
    size_t consumed;
    const int64_t x = 0;
    uint32_t stranger[64] = {CAPACITY__KIND_PLAN};
    FAILS(CAPACITY_E_ARGUMENT, "out is NULL", capacity_usage_new(0, NULL, NULL, &test_err));
    REFUSES(CAPACITY_E_RANGE, "half_life_us 59999999 is below", none,
            capacity_usage_new(MINUTE - 1, test_allocator(), &none, &test_err));
    REFUSES(CAPACITY_E_RANGE, "half_life_us", none,
            capacity_usage_new(3650 * DAY + 1, test_allocator(), &none, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "usage is NULL", capacity_usage_add(NULL, &x, &x, &x, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "usage is NULL",
          capacity_usage_oom((capacity_usage *)(void *)stranger, 0, 0, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "time_us is NULL",
          capacity_usage_add(usage, NULL, &x, &x, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cpu_mcpu is NULL",
          capacity_usage_add(usage, &x, NULL, &x, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "memory_bytes is NULL",
          capacity_usage_add(usage, &x, &x, NULL, 1, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "usage is NULL",
          capacity_usage_feed_text(NULL, "", 0, &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "consumed is NULL",
          capacity_usage_feed_text(usage, "", 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "text is NULL",
          capacity_usage_feed_text(usage, NULL, 1, &consumed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "usage is NULL",
          capacity_usage_recommend(NULL, NULL, &row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out is NULL",
          capacity_usage_recommend(usage, NULL, NULL, &test_err));
    capacity_usage_free(NULL);
    capacity_usage_free((capacity_usage *)(void *)stranger);
}

/* --- CSV ------------------------------------------------------------------------------------------- */

static void csv_in_people_s_units_equals_numbers(void)
{
    capacity_usage *usage = no_usage(), *numbers = no_usage();
    size_t consumed = 1;
    feed(usage, "memory,time,cpu,oom\n100Mi,0,250m,\n,60,0.5,\n,0:02:00,,1Gi\n");
    feed(usage, "2Gi,180,1,");
    EQ(3, usage->memory_samples + usage->ooms + 1);
    OK(capacity_usage_feed_text(usage, NULL, 0, &consumed, &test_err)); /* the last line */
    EQ(0, consumed);
    add(numbers, 0, 250, 100 * CAPACITY_MIB);
    add(numbers, 60 * CAPACITY_SECOND_US, 500, NONE);
    OK(capacity_usage_oom(numbers, 120 * CAPACITY_SECOND_US, CAPACITY_GIB, &test_err));
    add(numbers, 180 * CAPACITY_SECOND_US, 1000, 2 * CAPACITY_GIB);
    capacity_rightsize a = recommended(usage, NULL), b = recommended(numbers, NULL);
    TRUE(memcmp(&a, &b, sizeof a) == 0);
    EQ(2, a.memory_samples);
}

static void lines_that_are_refused_are_passed_over(void)
{
    static const struct {
        const char *text;
        capacity_status status;
        int64_t line;
        const char *message;
    } bad[] = {
        {"time,cpus\n", CAPACITY_E_FIELD, 1, "did you mean \"cpu\"?"},
        {"time,x y z\n", CAPACITY_E_FIELD, 1, "a usage has time, cpu, memory and oom"},
        {"cpu,memory\n", CAPACITY_E_FIELD, 1, "lacks the column time"},
        {"time\n", CAPACITY_E_FIELD, 1, "none of the columns cpu, memory and oom"},
        {"time,cpu,time\n", CAPACITY_E_EXISTS, 1, "column time is there twice"},
        {"time,cpu\n1\n", CAPACITY_E_SYNTAX, 2, "has 1 fields, the header 2"},
        {"time,cpu\n\n", CAPACITY_E_SYNTAX, 2, "line 2 is empty"},
        {"time,cpu\n1,NaN\n", CAPACITY_E_SYNTAX, 2, "cpu"},
        {"time,cpu\n1,-1\n", CAPACITY_E_RANGE, 2, "'-1' is negative"},
        {"time,cpu\n5,1\n4,1\n", CAPACITY_E_RANGE, 3, "is before"},
        {"time,memory\n1,x\n", CAPACITY_E_SYNTAX, 2, "memory"},
        {"time,oom\n1,x\n", CAPACITY_E_SYNTAX, 2, "oom"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        capacity_usage *usage = no_usage();
        size_t consumed = 0, size = strlen(bad[i].text);
        FAILS(bad[i].status, bad[i].message,
              capacity_usage_feed_text(usage, bad[i].text, size, &consumed, &test_err));
        EQ(size, consumed);
        EQ(bad[i].line, test_err.index);
        DROP(usage);
    }
    capacity_usage *usage = no_usage();
    size_t consumed = 0;
    const char *text = "time,cpu\n1,1\nx,1\n2,1\n";
    FAILS(CAPACITY_E_SYNTAX, "time",
          capacity_usage_feed_text(usage, text, strlen(text), &consumed, &test_err));
    feed(usage, text + consumed);
    EQ(2, recommended(usage, NULL).cpu_samples);
}

/* The call without bytes is the end of the text. */
static void the_end_of_a_usage_is_judged(void)
{
    capacity_usage *usage = no_usage();
    size_t consumed = 0;
    feed(usage, "time,cpu\n1,1\n2,\"1");
    FAILS(CAPACITY_E_SYNTAX, "the text ends inside quotes",
          capacity_usage_feed_text(usage, NULL, 0, &consumed, &test_err));
    EQ(3, test_err.index);
    OK(capacity_usage_feed_text(usage, NULL, 0, &consumed, &test_err)); /* no line is left */
    EQ(1, recommended(usage, NULL).cpu_samples);
}

static const scenario scenarios[] = {
    SCENARIO(buckets_grow_by_a_twentieth),
    SCENARIO(percentiles_are_upper_ends_of_buckets),
    SCENARIO(rounding_takes_no_percentile_to_the_next_bucket),
    SCENARIO(an_empty_histogram_is_empty_in_used_memory),
    SCENARIO(age_halves_the_weights_in_use),
    SCENARIO(a_half_life_halves),
    SCENARIO(vpa_takes_percentile_and_margin),
    SCENARIO(little_is_recommended_as_the_least),
    SCENARIO(what_was_not_measured_is_not_recommended),
    SCENARIO(old_samples_fade),
    SCENARIO(nine_pods_of_ten_are_90_percent),
    SCENARIO(long_gaps_do_not_overflow),
    SCENARIO(a_short_peak_of_memory_counts_for_its_day),
    SCENARIO(a_kill_raises_memory),
    SCENARIO(krr_takes_all_samples_and_the_peak),
    SCENARIO(krr_keeps_the_peak_over_a_smaller_kill),
    SCENARIO(krr_needs_a_hundred_samples_after_a_kill_too),
    SCENARIO(an_upper_bound_beyond_64_bits_is_none),
    SCENARIO(history_is_counted_in_microseconds),
    SCENARIO(an_autoscaler_keeps_request_times_target),
    SCENARIO(a_recommended_target_is_one_that_options_take),
    SCENARIO(following_a_recommendation_twice_changes_nothing),
    SCENARIO(a_request_that_no_percentage_fits_is_kept),
    SCENARIO(a_least_is_in_whole_mib_too),
    SCENARIO(nothing_is_added_of_samples_that_are_refused),
    SCENARIO(options_are_checked),
    SCENARIO(null_and_strangers_are_refused),
    SCENARIO(csv_in_people_s_units_equals_numbers),
    SCENARIO(lines_that_are_refused_are_passed_over),
    SCENARIO(the_end_of_a_usage_is_judged),
};

TEST_MAIN(rightsize, NULL)
