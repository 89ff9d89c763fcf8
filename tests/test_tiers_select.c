/*
 * How a tier is selected, and how a ladder is read.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

enum { SMALL, MEDIUM, LARGE, ENTERPRISE, TIERS };

static capacity_tiers *wrong_handle(void)
{
    return (capacity_tiers *)(void *)capacity_catalog_builtin();
}

/* --- selecting -------------------------------------------------------------------------------- */

static void borders_belong_to_the_tier_above(void)
{
    enum { C = CAPACITY_CRITERION_CONCURRENT_USERS, T = CAPACITY_CRITERION_TOTAL_USERS };
    enum { B = CAPACITY_CRITERION_BOTH, NO = -1 };
    static const struct {
        int64_t users, total, tier, by_users, by_total;
        uint32_t criterion;
    } cases[] = {
        {0, CAPACITY_AUTO, SMALL, SMALL, NO, C},
        {1, CAPACITY_AUTO, SMALL, SMALL, NO, C},
        {499, CAPACITY_AUTO, SMALL, SMALL, NO, C},
        {500, CAPACITY_AUTO, MEDIUM, MEDIUM, NO, C},
        {501, CAPACITY_AUTO, MEDIUM, MEDIUM, NO, C},
        {1999, CAPACITY_AUTO, MEDIUM, MEDIUM, NO, C},
        {2000, CAPACITY_AUTO, LARGE, LARGE, NO, C},
        {9999, CAPACITY_AUTO, LARGE, LARGE, NO, C},
        {10000, CAPACITY_AUTO, ENTERPRISE, ENTERPRISE, NO, C},
        {INT64_MAX, CAPACITY_AUTO, ENTERPRISE, ENTERPRISE, NO, C},
        {0, 0, SMALL, SMALL, SMALL, B},
        {0, 4999, SMALL, SMALL, SMALL, B},
        {0, 5000, MEDIUM, SMALL, MEDIUM, T},
        {0, 19999, MEDIUM, SMALL, MEDIUM, T},
        {0, 20000, LARGE, SMALL, LARGE, T},
        {0, 99999, LARGE, SMALL, LARGE, T},
        {0, 100000, ENTERPRISE, SMALL, ENTERPRISE, T},
        {0, INT64_MAX, ENTERPRISE, SMALL, ENTERPRISE, T},
        {500, 5000, MEDIUM, MEDIUM, MEDIUM, B},
        {10000, 100000, ENTERPRISE, ENTERPRISE, ENTERPRISE, B},
        /* conflicts: the higher tier wins, both are reported */
        {300, 50000, LARGE, SMALL, LARGE, T},
        {499, 5000, MEDIUM, SMALL, MEDIUM, T},
        {500, 4999, MEDIUM, MEDIUM, SMALL, C},
        {9000, 9000, LARGE, LARGE, MEDIUM, C},
        {4999, 4999, LARGE, LARGE, SMALL, C},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        capacity_tier_choice choice = CAPACITY_INIT(capacity_tier_choice);
        OK(capacity_tiers_select(NULL, cases[i].users, cases[i].total, &choice, NULL));
        EQ(sizeof choice, choice.struct_size);
        EQ(cases[i].tier, choice.tier);
        EQ(cases[i].by_users, choice.by_users);
        EQ(cases[i].by_total, choice.by_total_users);
        EQ(cases[i].criterion, choice.criterion);
    }
}

static void selecting_refuses_what_cannot_be(void)
{
    capacity_tier_choice choice = {.struct_size = sizeof choice, .tier = 77};
    FAILS(CAPACITY_E_RANGE, "concurrent_users -1 is below 0",
          capacity_tiers_select(NULL, -1, CAPACITY_AUTO, &choice, &test_err));
    FAILS(CAPACITY_E_RANGE, "total_users -2 is below 0",
          capacity_tiers_select(NULL, 0, -2, &choice, &test_err));
    FAILS(CAPACITY_E_RANGE, "concurrent_users",
          capacity_tiers_select(NULL, INT64_MIN, INT64_MIN, &choice, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "concurrent_users 600 exceed total_users 599",
          capacity_tiers_select(NULL, 600, 599, &choice, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_tiers_select(NULL, 1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "tiers",
          capacity_tiers_select(wrong_handle(), 1, 1, &choice, &test_err));
    choice.struct_size = 4;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size 4",
          capacity_tiers_select(NULL, 1, 1, &choice, &test_err));
    EQ(77, choice.tier);
}

/* --- getters ---------------------------------------------------------------------------------- */

static void tiers_are_found_by_name(void)
{
    static const char *const names[TIERS] = {"small", "medium", "large", "enterprise"};
    size_t index = 77;
    for (size_t i = 0; i < TIERS; i++) {
        OK(capacity_tiers_find(NULL, names[i], &index, NULL));
        EQ(i, index);
    }
    index = 77;
    FAILS(CAPACITY_E_NOT_FOUND, "no tier 'Small', there are small, medium, large, enterprise",
          capacity_tiers_find(NULL, "Small", &index, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "name", capacity_tiers_find(NULL, NULL, &index, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "index", capacity_tiers_find(NULL, "small", NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "tiers",
          capacity_tiers_find(wrong_handle(), "small", &index, &test_err));
    EQ(77, index);
}

static void handles_are_checked_and_the_builtin_is_immortal(void)
{
    capacity_tiers *tiers = capacity_tiers_builtin();
    EQ(TIERS, capacity_tiers_count(tiers));
    CONTAINS("sizing guide", capacity_tiers_source(tiers));
    SAME(capacity_tiers_source(NULL), capacity_tiers_source(tiers));
    EQ(0, capacity_tiers_count(wrong_handle()));
    SAME("", capacity_tiers_source(wrong_handle()));
    TRUE(capacity_tiers_ref(tiers) == tiers);
    TRUE(capacity_tiers_ref(NULL) == NULL);
    for (int i = 0; i < 5; i++)
        capacity_tiers_unref(tiers);
    capacity_tiers_unref(NULL);
    capacity_tiers_unref(wrong_handle());
    EQ(TIERS, capacity_tiers_count(capacity_tiers_builtin()));
    EQ(0, test_allocations());
}

static void a_row_of_another_size_follows_the_protocol(void)
{
    struct {
        capacity_tier row;
        char tail[8];
    } longer;
    memset(&longer, 0x77, sizeof longer);
    longer.row.struct_size = sizeof longer;
    OK(capacity_tiers_get(NULL, SMALL, &longer.row, NULL));
    EQ(sizeof longer, longer.row.struct_size);
    EQ(0, longer.tail[0]);
    longer.row.struct_size = sizeof(capacity_tier) - 1;
    longer.row.users_min = 77;
    FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
          capacity_tiers_get(NULL, SMALL, &longer.row, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no tier 4, the ladder has 4",
          capacity_tiers_get(NULL, TIERS, &longer.row, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "out", capacity_tiers_get(NULL, SMALL, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "tiers",
          capacity_tiers_get(wrong_handle(), SMALL, &longer.row, &test_err));
    EQ(77, longer.row.users_min);
}

typedef capacity_status part_getter(const capacity_tiers *tiers, size_t index, void *out,
                                    size_t out_size, size_t max, size_t *count,
                                    capacity_error *err);

static capacity_status components_of(const capacity_tiers *tiers, size_t index, void *out,
                                     size_t out_size, size_t max, size_t *count,
                                     capacity_error *err)
{
    return capacity_tiers_get_components(tiers, index, out, out_size, max, count, err);
}

static capacity_status groups_of(const capacity_tiers *tiers, size_t index, void *out,
                                 size_t out_size, size_t max, size_t *count, capacity_error *err)
{
    return capacity_tiers_get_groups(tiers, index, out, out_size, max, count, err);
}

static capacity_status items_of(const capacity_tiers *tiers, size_t index, void *out,
                                size_t out_size, size_t max, size_t *count, capacity_error *err)
{
    return capacity_tiers_get_items(tiers, index, out, out_size, max, count, err);
}

static void parts_are_asked_for_in_two_calls(void)
{
    static const struct {
        part_getter *get;
        size_t size, rows;
    } getters[] = {
        {components_of, sizeof(capacity_tier_component), 2},
        {groups_of, sizeof(capacity_tier_group), 2},
        {items_of, sizeof(capacity_tier_item), 5},
    };
    char rows[CAPACITY_MAX_ROWS * 1024];
    for (size_t i = 0; i < COUNT(getters); i++) {
        size_t n = 0, size = getters[i].size;
        OK(getters[i].get(NULL, LARGE, NULL, 0, 0, &n, NULL));
        EQ(getters[i].rows, n);
        memset(rows, 0x77, sizeof rows);
        FAILS(CAPACITY_E_BUFFER, "room for",
              getters[i].get(NULL, LARGE, rows, size, n - 1, &n, &test_err));
        EQ(getters[i].rows, n);
        EQ(0x77, rows[0]);
        OK(getters[i].get(NULL, LARGE, rows, size, n, &n, NULL));
        EQ(0x77, rows[n * size]);
        OK(getters[i].get(NULL, LARGE, rows, size + 8, n, &n, NULL));
        n = 77;
        FAILS(CAPACITY_E_STRUCT_SIZE, "struct_size",
              getters[i].get(NULL, LARGE, rows, size - 1, 16, &n, &test_err));
        FAILS(CAPACITY_E_NOT_FOUND, "no tier 4",
              getters[i].get(NULL, TIERS, rows, size, 16, &n, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "tiers",
              getters[i].get(wrong_handle(), LARGE, rows, size, 16, &n, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "count",
              getters[i].get(NULL, LARGE, rows, size, 16, NULL, &test_err));
        EQ(77, n);
    }
}

static const scenario scenarios[] = {
    SCENARIO(borders_belong_to_the_tier_above),
    SCENARIO(selecting_refuses_what_cannot_be),
    SCENARIO(tiers_are_found_by_name),
    SCENARIO(handles_are_checked_and_the_builtin_is_immortal),
    SCENARIO(a_row_of_another_size_follows_the_protocol),
    SCENARIO(parts_are_asked_for_in_two_calls),
};

TEST_MAIN(tiers_select, NULL)
