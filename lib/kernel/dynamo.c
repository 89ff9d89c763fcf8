/*
 * DynamoDB throughput. Unit rules and limits: AWS, capacity modes; the guide, DynamoDB.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/blocks.h"
#include "kernel/kernel.h"

enum { THOUSANDTHS = 1000 };

/* A partition carries RCU / 3000 + WCU / 1000 <= 1, so a write unit weighs as much as three read
 * units; both in thousandths. */
static const int64_t PARTITION_LOAD = CAPACITY_DYNAMO_PARTITION_RCU * THOUSANDTHS;
static const int64_t WRITE_WEIGHT = CAPACITY_DYNAMO_PARTITION_RCU / CAPACITY_DYNAMO_PARTITION_WCU;

static capacity_status formula_dynamo(const int64_t *in, int64_t *out, capacity_error *err)
{
    /* Thousandths a minute / 60 a second; an eventual read of 4 KB is half a unit. */
    CAPACITY__FITS(capacity__mul_div(in[0], in[1], 120, CAPACITY__UP, &out[0]), "read_mrcu");
    CAPACITY__FITS(capacity__mul_div(in[0], in[2], 60, CAPACITY__UP, &out[1]), "write_mwcu");
    return CAPACITY_OK;
}

static const capacity__kernel formula_dynamo_kernel = {
    .in = {{"users", 0, INT64_MAX},
           {"reads_per_user_mrpm", 0, INT64_MAX},
           {"writes_per_user_mrpm", 0, INT64_MAX}},
    .out = {"read_mrcu", "write_mwcu"},
    .compute = formula_dynamo,
};

capacity_status capacity_formula_dynamo(int64_t users, int64_t reads_per_user_mrpm,
                                        int64_t writes_per_user_mrpm, int64_t *read_mrcu,
                                        int64_t *write_mwcu, capacity_error *err)
{
    return capacity__kernel_one(&formula_dynamo_kernel,
                                CAPACITY__VALUES(users, reads_per_user_mrpm, writes_per_user_mrpm),
                                CAPACITY__RESULTS(read_mrcu, write_mwcu), err);
}

capacity_status capacity_formula_dynamo_many(const int64_t *users,
                                             const int64_t *reads_per_user_mrpm,
                                             const int64_t *writes_per_user_mrpm, size_t n,
                                             int64_t *read_mrcu, int64_t *write_mwcu,
                                             capacity_error *err)
{
    return capacity__kernel_many(
        &formula_dynamo_kernel, CAPACITY__COLUMNS(users, reads_per_user_mrpm, writes_per_user_mrpm),
        n, CAPACITY__RESULTS(read_mrcu, write_mwcu), err);
}

static capacity_status read_units(const int64_t *in, int64_t *out, capacity_error *err)
{
    static const int64_t block_mrcu[] = {
        [CAPACITY_CONSISTENCY_EVENTUAL] = 500,
        [CAPACITY_CONSISTENCY_STRONG] = 1000,
        [CAPACITY_CONSISTENCY_TRANSACTIONAL] = 2000,
    };
    (void)err; /* a hundred blocks of two units at most */
    out[0] = capacity__blocks_of(in[0], CAPACITY__READ_BLOCK) * block_mrcu[in[1]];
    return CAPACITY_OK;
}

static const capacity__kernel read_units_kernel = {
    .in = {{"item_bytes", 0, CAPACITY_DYNAMO_ITEM_BYTES},
           {"consistency", CAPACITY_CONSISTENCY_EVENTUAL, CAPACITY_CONSISTENCY_TRANSACTIONAL}},
    .out = {"mrcu"},
    .compute = read_units,
};

capacity_status capacity_dynamo_read_units(int64_t item_bytes, int64_t consistency, int64_t *mrcu,
                                           capacity_error *err)
{
    return capacity__kernel_one(&read_units_kernel, CAPACITY__VALUES(item_bytes, consistency),
                                CAPACITY__RESULTS(mrcu), err);
}

capacity_status capacity_dynamo_read_units_many(const int64_t *item_bytes,
                                                const int64_t *consistency, size_t n, int64_t *mrcu,
                                                capacity_error *err)
{
    return capacity__kernel_many(&read_units_kernel, CAPACITY__COLUMNS(item_bytes, consistency), n,
                                 CAPACITY__RESULTS(mrcu), err);
}

static capacity_status write_units(const int64_t *in, int64_t *out, capacity_error *err)
{
    const int64_t units = capacity__blocks_of(in[0], CAPACITY__WRITE_BLOCK) * (in[1] != 0 ? 2 : 1);
    int64_t whole;
    CAPACITY__FITS(capacity__add(CAPACITY_PPM, in[2], &whole), "1 + index_writes_ppm");
    /* 800 units at most, so the result is below `whole` */
    (void)capacity__mul_div(units * THOUSANDTHS, whole, CAPACITY_PPM, CAPACITY__UP, &out[0]);
    return CAPACITY_OK;
}

static const capacity__kernel write_units_kernel = {
    .in = {{"item_bytes", 0, CAPACITY_DYNAMO_ITEM_BYTES},
           {"transactional", 0, 1},
           {"index_writes_ppm", 0, INT64_MAX}},
    .out = {"mwcu"},
    .compute = write_units,
};

capacity_status capacity_dynamo_write_units(int64_t item_bytes, int64_t transactional,
                                            int64_t index_writes_ppm, int64_t *mwcu,
                                            capacity_error *err)
{
    return capacity__kernel_one(&write_units_kernel,
                                CAPACITY__VALUES(item_bytes, transactional, index_writes_ppm),
                                CAPACITY__RESULTS(mwcu), err);
}

capacity_status capacity_dynamo_write_units_many(const int64_t *item_bytes,
                                                 const int64_t *transactional,
                                                 const int64_t *index_writes_ppm, size_t n,
                                                 int64_t *mwcu, capacity_error *err)
{
    return capacity__kernel_many(&write_units_kernel,
                                 CAPACITY__COLUMNS(item_bytes, transactional, index_writes_ppm), n,
                                 CAPACITY__RESULTS(mwcu), err);
}

static capacity_status provision(const int64_t *in, int64_t *out, capacity_error *err)
{
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], CAPACITY_PPM),
                                   CAPACITY__DEN(in[1], THOUSANDTHS), CAPACITY__UP, &out[0]),
                   "provisioned");
    return CAPACITY_OK;
}

static const capacity__kernel provision_kernel = {
    .in = {{"units_m", 0, INT64_MAX}, {"target_ppm", 1, CAPACITY_PPM}},
    .out = {"provisioned"},
    .compute = provision,
};

capacity_status capacity_dynamo_provision(int64_t units_m, int64_t target_ppm, int64_t *provisioned,
                                          capacity_error *err)
{
    return capacity__kernel_one(&provision_kernel, CAPACITY__VALUES(units_m, target_ppm),
                                CAPACITY__RESULTS(provisioned), err);
}

capacity_status capacity_dynamo_provision_many(const int64_t *units_m, const int64_t *target_ppm,
                                               size_t n, int64_t *provisioned, capacity_error *err)
{
    return capacity__kernel_many(&provision_kernel, CAPACITY__COLUMNS(units_m, target_ppm), n,
                                 CAPACITY__RESULTS(provisioned), err);
}

static capacity_status partitions(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t by_load = 0, by_size = 0;
    (void)err; /* less than the numbers divided */
    (void)capacity__sum_div(in, CAPACITY__VALUES(1, WRITE_WEIGHT), 2, PARTITION_LOAD, CAPACITY__UP,
                            &by_load);
    (void)capacity__mul_div(in[2], 1, CAPACITY_DYNAMO_PARTITION_BYTES, CAPACITY__UP, &by_size);
    out[0] = by_load > by_size ? by_load : by_size;
    if (out[0] == 0)
        out[0] = 1;
    return CAPACITY_OK;
}

static const capacity__kernel partitions_kernel = {
    .in = {{"read_mrcu", 0, INT64_MAX},
           {"write_mwcu", 0, INT64_MAX},
           {"stored_bytes", 0, INT64_MAX}},
    .out = {"partitions"},
    .compute = partitions,
};

capacity_status capacity_dynamo_partitions(int64_t read_mrcu, int64_t write_mwcu,
                                           int64_t stored_bytes, int64_t *partitions,
                                           capacity_error *err)
{
    return capacity__kernel_one(&partitions_kernel,
                                CAPACITY__VALUES(read_mrcu, write_mwcu, stored_bytes),
                                CAPACITY__RESULTS(partitions), err);
}

capacity_status capacity_dynamo_partitions_many(const int64_t *read_mrcu, const int64_t *write_mwcu,
                                                const int64_t *stored_bytes, size_t n,
                                                int64_t *partitions, capacity_error *err)
{
    return capacity__kernel_many(&partitions_kernel,
                                 CAPACITY__COLUMNS(read_mrcu, write_mwcu, stored_bytes), n,
                                 CAPACITY__RESULTS(partitions), err);
}

static capacity_status hot_key_limit(const int64_t *in, int64_t *out, capacity_error *err)
{
    int64_t load;
    (void)err; /* at most 1000000 */
    out[0] = 0;
    if (!capacity__mul(in[1], WRITE_WEIGHT, &load) || !capacity__add(load, in[0], &load))
        return CAPACITY_OK; /* a load beyond 64 bits leaves far less than a millionth */
    if (load > PARTITION_LOAD)
        (void)capacity__mul_div(PARTITION_LOAD, CAPACITY_PPM, load, CAPACITY__DOWN, &out[0]);
    else
        out[0] = CAPACITY_PPM;
    return CAPACITY_OK;
}

static const capacity__kernel hot_key_limit_kernel = {
    .in = {{"read_mrcu", 0, INT64_MAX}, {"write_mwcu", 0, INT64_MAX}},
    .out = {"share_ppm"},
    .compute = hot_key_limit,
};

capacity_status capacity_dynamo_hot_key_limit(int64_t read_mrcu, int64_t write_mwcu,
                                              int64_t *share_ppm, capacity_error *err)
{
    return capacity__kernel_one(&hot_key_limit_kernel, CAPACITY__VALUES(read_mrcu, write_mwcu),
                                CAPACITY__RESULTS(share_ppm), err);
}

capacity_status capacity_dynamo_hot_key_limit_many(const int64_t *read_mrcu,
                                                   const int64_t *write_mwcu, size_t n,
                                                   int64_t *share_ppm, capacity_error *err)
{
    return capacity__kernel_many(&hot_key_limit_kernel, CAPACITY__COLUMNS(read_mrcu, write_mwcu), n,
                                 CAPACITY__RESULTS(share_ppm), err);
}

static capacity_status burst(const int64_t *in, int64_t *out, capacity_error *err)
{
    if (in[1] <= in[0])
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "demand %" PRId64 " does not exceed %" PRId64 " provisioned units",
                              in[1], in[0]);
    CAPACITY__FITS(capacity__mul_div(in[0], CAPACITY_DYNAMO_BURST_SECONDS, in[1] - in[0],
                                     CAPACITY__DOWN, &out[0]),
                   "seconds");
    return CAPACITY_OK;
}

static const capacity__kernel burst_kernel = {
    .in = {{"provisioned", 0, INT64_MAX}, {"demand", 1, INT64_MAX}},
    .out = {"seconds"},
    .compute = burst,
};

capacity_status capacity_dynamo_burst(int64_t provisioned, int64_t demand, int64_t *seconds,
                                      capacity_error *err)
{
    return capacity__kernel_one(&burst_kernel, CAPACITY__VALUES(provisioned, demand),
                                CAPACITY__RESULTS(seconds), err);
}

static capacity_status break_even(const int64_t *in, int64_t *out, capacity_error *err)
{
    /* A fully used unit serves 3600 requests an hour; the price is that of a million. */
    CAPACITY__FITS(capacity__ratio(CAPACITY__NUM(in[0], 1000000, CAPACITY_PPM),
                                   CAPACITY__DEN(3600, in[1]), CAPACITY__HALF_UP, &out[0]),
                   "use_ppm");
    return CAPACITY_OK;
}

static const capacity__kernel break_even_kernel = {
    .in = {{"unit_hour_nusd", 0, INT64_MAX}, {"million_requests_nusd", 1, INT64_MAX}},
    .out = {"use_ppm"},
    .compute = break_even,
};

capacity_status capacity_dynamo_break_even(int64_t unit_hour_nusd, int64_t million_requests_nusd,
                                           int64_t *use_ppm, capacity_error *err)
{
    return capacity__kernel_one(&break_even_kernel,
                                CAPACITY__VALUES(unit_hour_nusd, million_requests_nusd),
                                CAPACITY__RESULTS(use_ppm), err);
}
