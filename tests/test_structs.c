/*
 * The struct_size protocol: shorter, equal and longer rows of callers, and every T_init.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "base/structs.h"

enum { FIRST = 16, LARGEST = 4096 };

/* A row of ours that has grown once: 16 bytes were published first. */
typedef struct row {
    uint32_t struct_size;
    uint32_t flags;
    int64_t value;
    int64_t added;
} row;

/* A caller's row of any size, exactly that large on the heap, every byte after the size set. */
static const void *row_of(uint32_t size, size_t bytes, unsigned char fill)
{
    char copy[LARGEST + 8];
    memset(copy, fill, sizeof copy);
    memcpy(copy, &size, sizeof size);
    return test_copy(copy, bytes);
}

static void sizes_that_are_absurd(void)
{
    static const uint32_t sizes[] = {0, 1, FIRST - 1, LARGEST + 1, UINT32_MAX};
    row own;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        memset(&own, 0x11, sizeof own);
        const row before = own;
        FAILS(CAPACITY_E_STRUCT_SIZE, "is not between 16 and 4096 bytes",
              capacity__row_in(&own, sizeof own, FIRST, row_of(sizes[i], 8, 0), &test_err));
        TRUE(memcmp(&own, &before, sizeof own) == 0);
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
              capacity__row_size(sizes[i], FIRST, &test_err));
    }
    OK(capacity__row_size(FIRST, FIRST, NULL));
    OK(capacity__row_size(LARGEST, FIRST, NULL));
}

static void a_shorter_row_means_zeros(void)
{
    row own;
    memset(&own, 0x77, sizeof own);
    OK(capacity__row_in(&own, sizeof own, FIRST, row_of(FIRST, FIRST, 0x22), NULL));
    EQ(sizeof own, own.struct_size);
    EQ(0x22222222, own.flags);
    EQ(0x2222222222222222, own.value);
    EQ(0, own.added);
}

static void an_equal_row_is_copied(void)
{
    row own;
    memset(&own, 0x77, sizeof own);
    OK(capacity__row_in(&own, sizeof own, FIRST, row_of(sizeof own, sizeof own, 0x22), NULL));
    EQ(sizeof own, own.struct_size);
    EQ(0x2222222222222222, own.added);
}

static void a_longer_row_must_end_in_zeros(void)
{
    static const uint32_t sizes[] = {sizeof(row) + 1, sizeof(row) + 8, LARGEST};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        row own;
        char copy[LARGEST] = {0};
        memcpy(copy, &sizes[i], sizeof sizes[i]);
        const int64_t five = 5;
        memcpy(copy + offsetof(row, value), &five, sizeof five);
        OK(capacity__row_in(&own, sizeof own, FIRST, test_copy(copy, sizes[i]), NULL));
        EQ(5, own.value);
        EQ(sizeof own, own.struct_size);

        copy[sizes[i] - 1] = 1; /* the very last byte is looked at */
        const row before = own;
        FAILS(CAPACITY_E_STRUCT_NEWER, "is set, this library knows 24",
              capacity__row_in(&own, sizeof own, FIRST, test_copy(copy, sizes[i]), &test_err));
        EQ(sizes[i] - 1, test_err.index);
        TRUE(memcmp(&own, &before, sizeof own) == 0);
    }
}

static void rows_go_out_in_the_callers_size(void)
{
    const row own = {sizeof own, 7, 8, 9};
    static const size_t sizes[] = {FIRST, sizeof(row), sizeof(row) + 8, LARGEST};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        unsigned char out[LARGEST + 1];
        memset(out, 0xee, sizeof out);
        capacity__row_out(out, sizes[i], &own, sizeof own);
        uint32_t size;
        memcpy(&size, out, sizeof size);
        EQ(sizes[i], size);
        const size_t common = sizes[i] < sizeof own ? sizes[i] : sizeof own;
        TRUE(memcmp(out + 4, (const char *)&own + 4, common - 4) == 0);
        for (size_t k = common; k < sizes[i]; k++)
            EQ(0, out[k]);
        EQ(0xee, out[sizes[i]]);
    }
}

static void rows_of_an_array_do_not_touch_each_other(void)
{
    const row own = {sizeof own, 7, 8, 9};
    unsigned char out[4 * FIRST];
    memset(out, 0xee, sizeof out);
    capacity__row_out_at(out, FIRST, 2, &own, sizeof own);
    for (size_t i = 0; i < sizeof out; i++)
        if (i / FIRST != 2)
            EQ(0xee, out[i]);
    int64_t value;
    memcpy(&value, out + 2 * FIRST + 8, sizeof value);
    EQ(8, value);
}

static void beginning_an_array(void)
{
    row rows[3];
    size_t count = 99;

    FAILS(CAPACITY_E_ARGUMENT, "count",
          capacity__rows_begin(rows, sizeof *rows, FIRST, 3, NULL, 3, &test_err));
    OK(capacity__rows_begin(NULL, 0, FIRST, 0, &count, 3, NULL)); /* only asks */
    EQ(3, count);
    count = 99;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity__rows_begin(rows, FIRST - 1, FIRST, 3, &count, 3, &test_err));
    EQ(99, count);
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_BUFFER, "room for 2 rows, there are 3",
          capacity__rows_begin(rows, sizeof *rows, FIRST, 2, &count, 3, &test_err));
    EQ(-1, test_err.index);
    EQ(3, count);
    OK(capacity__rows_begin(rows, sizeof *rows, FIRST, 3, &count, 3, NULL));
    OK(capacity__rows_begin(rows, sizeof *rows, FIRST, 4, &count, 3, NULL));
    OK(capacity__rows_begin(rows, sizeof *rows, FIRST, 0, &count, 0, NULL));
    EQ(0, count);
}

static void names(void)
{
    char name[5];
    capacity__name_copy(name, sizeof name, "abc");
    TRUE(memcmp(name, "abc\0", 5) == 0);
    capacity__name_copy(name, sizeof name, "abcd");
    SAME("abcd", name);
    capacity__name_copy(name, sizeof name, "abcde");
    SAME("abcd", name);
    capacity__name_copy(name, sizeof name, "");
    TRUE(memcmp(name, "\0\0\0\0", 5) == 0);
    TRUE(capacity__name_ends("abc", 4));
    TRUE(!capacity__name_ends("abc", 3));
    TRUE(capacity__name_ends("", 1));
}

/* Zeros and the size, as CAPACITY_INIT has it; in a struct of another version too. */
#define CHECK_INIT(type)                                                                           \
    do {                                                                                           \
        struct {                                                                                   \
            type it;                                                                               \
            char after[16];                                                                        \
        } got;                                                                                     \
        const type want = CAPACITY_INIT(type);                                                     \
        memset(&got, 0xab, sizeof got);                                                            \
        type##_init(&got.it, sizeof got.it);                                                       \
        TRUE(memcmp(&got.it, &want, sizeof want) == 0);                                            \
        EQ((char)0xab, got.after[0]);                                                              \
        memset(&got, 0xab, sizeof got);                                                            \
        type##_init(&got.it, 12);                                                                  \
        EQ(12, got.it.struct_size);                                                                \
        EQ((char)0xab, ((const char *)&got)[12]);                                                  \
        memset(&got, 0xab, sizeof got);                                                            \
        type##_init(&got.it, sizeof got.it + 8);                                                   \
        EQ(0, got.after[7]);                                                                       \
        EQ((char)0xab, got.after[8]);                                                              \
        memset(&got, 0xab, sizeof got);                                                            \
        type##_init(&got.it, 3);                                                                   \
        type##_init(&got.it, LARGEST + 1);                                                         \
        type##_init(&got.it, UINT32_MAX);                                                          \
        EQ((char)0xab, ((const char *)&got)[0]);                                                   \
        type##_init(NULL, sizeof got.it);                                                          \
        TRUE(sizeof(type) <= LARGEST && sizeof(type) % 8 == 0);                                    \
    } while (0)

static void every_init(void)
{
    CHECK_INIT(capacity_hpa_readiness);
    CHECK_INIT(capacity_hpa_metric);
    CHECK_INIT(capacity_hpa_proposal);
    CHECK_INIT(capacity_hpa_spec);
    CHECK_INIT(capacity_hpa_decision);
    CHECK_INIT(capacity_machine);
    CHECK_INIT(capacity_meter);
    CHECK_INIT(capacity_band);
    CHECK_INIT(capacity_option);
    CHECK_INIT(capacity_tier);
    CHECK_INIT(capacity_tier_component);
    CHECK_INIT(capacity_tier_group);
    CHECK_INIT(capacity_tier_item);
    CHECK_INIT(capacity_tier_choice);
    CHECK_INIT(capacity_guide_entry);
    CHECK_INIT(capacity_component_spec);
    CHECK_INIT(capacity_table_spec);
    CHECK_INIT(capacity_plan_options);
    CHECK_INIT(capacity_plan_component);
    CHECK_INIT(capacity_plan_group);
    CHECK_INIT(capacity_plan_table);
    CHECK_INIT(capacity_bill_line);
    CHECK_INIT(capacity_finding);
    CHECK_INIT(capacity_step);
    CHECK_INIT(capacity_difference);
    CHECK_INIT(capacity_emit_options);
    CHECK_INIT(capacity_metric_info);
    CHECK_INIT(capacity_assessment_summary);
    CHECK_INIT(capacity_trigger_result);
    CHECK_INIT(capacity_missing);
    CHECK_INIT(capacity_simulation_options);
    CHECK_INIT(capacity_simulation_component);
    CHECK_INIT(capacity_simulation_metric);
    CHECK_INIT(capacity_simulation_policy);
    CHECK_INIT(capacity_simulation_group);
    CHECK_INIT(capacity_simulation_autoscaler);
    CHECK_INIT(capacity_simulation_tick);
    CHECK_INIT(capacity_simulation_component_tick);
    CHECK_INIT(capacity_simulation_group_tick);
    CHECK_INIT(capacity_simulation_event);
    CHECK_INIT(capacity_simulation_totals);
    CHECK_INIT(capacity_migration_step);
    CHECK_INIT(capacity_migration_change);
    CHECK_INIT(capacity_migration_cost);
    CHECK_INIT(capacity_rightsize_options);
    CHECK_INIT(capacity_rightsize);
}

static const scenario scenarios[] = {
    SCENARIO(sizes_that_are_absurd),
    SCENARIO(a_shorter_row_means_zeros),
    SCENARIO(an_equal_row_is_copied),
    SCENARIO(a_longer_row_must_end_in_zeros),
    SCENARIO(rows_go_out_in_the_callers_size),
    SCENARIO(rows_of_an_array_do_not_touch_each_other),
    SCENARIO(beginning_an_array),
    SCENARIO(names),
    SCENARIO(every_init),
};

TEST_MAIN(structs, NULL)
