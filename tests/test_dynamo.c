/*
 * DynamoDB: the guide's example, AWS' own examples, every number of users.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "kernel/table.h"
#include "numbers.h"

enum { MOST_USERS = 200000, CHUNK = 1000 };

static void the_guides_example(void)
{
    int64_t reads = 0, writes = 0;
    OK(capacity_formula_dynamo(1000, 30000, 6000, &reads, &writes, NULL));
    EQ(250000, reads);
    EQ(100000, writes);
}

static void a_read_rounds_its_item_up_to_4_kib(void)
{
    for (int64_t size = 0; size <= CAPACITY_DYNAMO_ITEM_BYTES; size += 37) {
        int64_t eventual = 0, strong = 0, transactional = 0;
        const int64_t steps = size <= 4096 ? 1 : (size + 4095) / 4096;
        OK(capacity_dynamo_read_units(size, CAPACITY_CONSISTENCY_EVENTUAL, &eventual, NULL));
        OK(capacity_dynamo_read_units(size, CAPACITY_CONSISTENCY_STRONG, &strong, NULL));
        OK(capacity_dynamo_read_units(size, CAPACITY_CONSISTENCY_TRANSACTIONAL, &transactional,
                                      NULL));
        EQ(steps * 500, eventual);
        EQ(steps * 1000, strong);
        EQ(steps * 2000, transactional);
    }
}

static void a_write_rounds_its_item_up_to_1_kib(void)
{
    for (int64_t size = 0; size <= CAPACITY_DYNAMO_ITEM_BYTES; size += 37) {
        int64_t plain = 0, transactional = 0, indexed = 0;
        const int64_t steps = size <= 1024 ? 1 : (size + 1023) / 1024;
        OK(capacity_dynamo_write_units(size, 0, 0, &plain, NULL));
        OK(capacity_dynamo_write_units(size, 1, 0, &transactional, NULL));
        OK(capacity_dynamo_write_units(size, 0, 2000000, &indexed, NULL));
        EQ(steps * 1000, plain);
        EQ(steps * 2000, transactional);
        EQ(steps * 3000, indexed);
    }
}

static void messages(void)
{
    int64_t a = 5, b = 6;
    FAILS(CAPACITY_E_RANGE, "item_bytes 409601 exceeds 409600",
          capacity_dynamo_read_units(409601, 1, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "consistency 0 is below 1",
          capacity_dynamo_read_units(1, 0, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "consistency 4 exceeds 3",
          capacity_dynamo_read_units(1, 4, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "transactional 2 exceeds 1",
          capacity_dynamo_write_units(1, 2, 0, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "1 + index_writes_ppm exceeds",
          capacity_dynamo_write_units(1, 0, INT64_MAX, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "target_ppm 0 is below 1",
          capacity_dynamo_provision(1, 0, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "provisioned exceeds",
          capacity_dynamo_provision(INT64_MAX, 1, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "demand 150 does not exceed 150 provisioned units",
          capacity_dynamo_burst(150, 150, &a, &test_err));
    FAILS(CAPACITY_E_RANGE, "demand 100 does not exceed 150 provisioned units",
          capacity_dynamo_burst(150, 100, &a, &test_err));
    EQ(-1, test_err.index);
    FAILS(CAPACITY_E_RANGE, "demand 0 is below 1", capacity_dynamo_burst(0, 0, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "seconds exceeds",
          capacity_dynamo_burst(INT64_MAX - 1, INT64_MAX, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "use_ppm exceeds",
          capacity_dynamo_break_even(INT64_MAX, 1, &a, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "read_mrcu exceeds",
          capacity_formula_dynamo(INT64_MAX, 121, 1, &a, &b, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "write_mwcu exceeds",
          capacity_formula_dynamo(INT64_MAX, 1, 61, &a, &b, &test_err));
    EQ(5, a);
    EQ(6, b);
}

static void null_outputs(void)
{
    int64_t a = 5;
    FAILS(CAPACITY_E_ARGUMENT, "read_mrcu is NULL",
          capacity_formula_dynamo(1, 1, 1, NULL, &a, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "write_mwcu is NULL",
          capacity_formula_dynamo(1, 1, 1, &a, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "mrcu is NULL", capacity_dynamo_read_units(1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "mwcu is NULL",
          capacity_dynamo_write_units(1, 0, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "provisioned is NULL",
          capacity_dynamo_provision(1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "partitions is NULL",
          capacity_dynamo_partitions(1, 1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "share_ppm is NULL",
          capacity_dynamo_hot_key_limit(1, 1, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "seconds is NULL", capacity_dynamo_burst(1, 2, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "use_ppm is NULL",
          capacity_dynamo_break_even(1, 1, NULL, &test_err));
    EQ(5, a);
}

START_TEST(all_users_by_the_formula)
{
    static int64_t users[CHUNK], reads[CHUNK], writes[CHUNK], rcu[CHUNK], wcu[CHUNK];
    for (int64_t first = 0; first <= MOST_USERS; first += CHUNK) {
        for (int64_t i = 0; i < CHUNK; i++) {
            users[i] = first + i;
            reads[i] = 30000;
            writes[i] = 6000;
        }
        OK(capacity_formula_dynamo_many(users, reads, writes, CHUNK, rcu, wcu, NULL));
        for (int64_t i = 0; i < CHUNK; i++) /* 0.5 reads of half a unit, 0.1 writes */
            if (rcu[i] != users[i] * 250 || wcu[i] != users[i] * 100)
                ck_abort_msg("%" PRId64 " users: %" PRId64 " and %" PRId64, users[i], rcu[i],
                             wcu[i]);
    }
    /* rates that do not divide evenly */
    for (int64_t i = 0; i < MOST_USERS; i++) {
        int64_t rcu1 = 0, wcu1 = 0;
        OK(capacity_formula_dynamo(i, 7, 11, &rcu1, &wcu1, NULL));
        if (rcu1 != (i * 7 + 119) / 120 || wcu1 != (i * 11 + 59) / 60)
            ck_abort_msg("%" PRId64 " users: %" PRId64 " and %" PRId64, i, rcu1, wcu1);
    }
}
END_TEST

#ifdef HAS_WIDE
/* A key at its limit does not exceed a partition; one millionth more would. */
START_TEST(hot_keys_fill_a_partition)
{
    uint64_t state = 21;
    for (int i = 0; i < 200000; i++) {
        const int64_t reads = random_below(&state, INT64_C(1) << 40);
        const int64_t writes = random_below(&state, INT64_C(1) << 40);
        int64_t share = 0, partitions = 0;
        const wide load = (wide)reads + 3 * (wide)writes;
        OK(capacity_dynamo_hot_key_limit(reads, writes, &share, NULL));
        OK(capacity_dynamo_partitions(reads, writes, 0, &partitions, NULL));
        TRUE(share >= 0 && share <= 1000000);
        TRUE(load * share <= (wide)3000000 * 1000000);
        TRUE(share == 1000000 || load * (share + 1) > (wide)3000000 * 1000000);
        TRUE((wide)partitions * 3000000 >= load);
        TRUE(partitions == 1 || (wide)(partitions - 1) * 3000000 < load);
    }
}
END_TEST

/* What is provisioned carries the demand at the target, and one unit less does not. */
START_TEST(provisioned_units_hold_the_target)
{
    uint64_t state = 22;
    for (int i = 0; i < 200000; i++) {
        const int64_t units = random_below(&state, INT64_C(1) << 40);
        const int64_t target = random_below(&state, 1000000) + 1;
        int64_t provisioned = 0;
        OK(capacity_dynamo_provision(units, target, &provisioned, NULL));
        TRUE((wide)provisioned * target >= (wide)units * 1000);
        TRUE(provisioned == 0 || (wide)(provisioned - 1) * target < (wide)units * 1000);
    }
}
END_TEST

/* What the plan asks of a table, against the same in one fraction. */
START_TEST(tables_against_fractions)
{
    uint64_t state = 23;
    for (int i = 0; i < 200000; i++) {
        const capacity__rate users = {random_below(&state, 1000000), random_below(&state, 60) + 1};
        const int64_t strong = random_below(&state, 1000001);
        const capacity__access access = {
            .per_user_mrpm = random_below(&state, 600000),
            .item_bytes = random_below(&state, CAPACITY_DYNAMO_ITEM_BYTES + 1),
            .absorbed_ppm = random_below(&state, 1000001),
            .strong_ppm = strong,
            .transactional_ppm = random_below(&state, 1000001 - strong),
            .index_ppm = random_below(&state, 5000000),
        };
        const wide rate = (wide)users.num * access.per_user_mrpm * (1000000 - access.absorbed_ppm);
        const wide per = (wide)users.den * 60 * 1000000, ppm = 1000000;
        const wide reads = access.item_bytes <= 4096 ? 1 : (access.item_bytes + 4095) / 4096;
        const wide writes = access.item_bytes <= 1024 ? 1 : (access.item_bytes + 1023) / 1024;
        /* halves of a unit: 1 eventual, 2 strong, 4 transactional */
        const wide halves = (ppm - strong - access.transactional_ppm) + 2 * (wide)strong +
                            4 * (wide)access.transactional_ppm;
        const wide units = (ppm + access.transactional_ppm) * (ppm + access.index_ppm);
        int64_t requests = -1, got = -1;

        TRUE(capacity__table_reads(users, &access, &requests, &got));
        TRUE(requests == (int64_t)((rate + per - 1) / per));
        TRUE(got == (int64_t)((rate * reads * halves + per * ppm * 2 - 1) / (per * ppm * 2)));
        TRUE(capacity__table_writes(users, &access, &requests, &got));
        TRUE(requests == (int64_t)((rate + per - 1) / per));
        TRUE(got == (int64_t)((rate * writes * units + per * ppm * ppm - 1) / (per * ppm * ppm)));
    }
}
END_TEST
#endif

static void tables_that_do_not_fit(void)
{
    const capacity__rate most = {INT64_MAX, 1};
    capacity__access access = {.per_user_mrpm = 61, .item_bytes = 1};
    int64_t requests = -1, units = -1;
    TRUE(!capacity__table_reads(most, &access, &requests, &units));
    TRUE(!capacity__table_writes(most, &access, &requests, &units));
    EQ(-1, requests);
    access.per_user_mrpm = 60; /* the requests fit, their units do not */
    access.item_bytes = CAPACITY_DYNAMO_ITEM_BYTES;
    TRUE(!capacity__table_reads(most, &access, &requests, &units));
    TRUE(!capacity__table_writes(most, &access, &requests, &units));
    EQ(-1, units);
}

static const scenario scenarios[] = {
    SCENARIO(the_guides_example),
    SCENARIO(a_read_rounds_its_item_up_to_4_kib),
    SCENARIO(a_write_rounds_its_item_up_to_1_kib),
    SCENARIO(messages),
    SCENARIO(null_outputs),
    SCENARIO(tables_that_do_not_fit),
};

static void more(Suite *suite)
{
    TCase *all = test_case(suite, "properties");
    tcase_add_test(all, all_users_by_the_formula);
#ifdef HAS_WIDE
    tcase_add_test(all, hot_keys_fill_a_partition);
    tcase_add_test(all, provisioned_units_hold_the_target);
    tcase_add_test(all, tables_against_fractions);
#endif
}

TEST_MAIN(dynamo, more)
