/*
 * DynamoDB throughput: pure functions that allocate nothing.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_DYNAMO_H
#define CAPACITY_DYNAMO_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Consistency of a read. \since 0.1 */
typedef enum capacity_consistency {
    CAPACITY_CONSISTENCY_EVENTUAL = 1,      /**< \brief Half a unit for each 4 KiB. */
    CAPACITY_CONSISTENCY_STRONG = 2,        /**< \brief One unit for each 4 KiB. */
    CAPACITY_CONSISTENCY_TRANSACTIONAL = 3, /**< \brief Two units for each 4 KiB. */
    CAPACITY_CONSISTENCY_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_consistency;

/** \brief How throughput is billed. \since 0.1 */
typedef enum capacity_billing {
    CAPACITY_BILLING_ON_DEMAND = 1,   /**< \brief By request. */
    CAPACITY_BILLING_PROVISIONED = 2, /**< \brief By provisioned unit and hour. */
    CAPACITY_BILLING_CHEAPEST = 3,    /**< \brief Whichever of the two costs less. */
    CAPACITY_BILLING_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_billing;

/** \brief Largest item. \unit{bytes} \since 0.1 */
#define CAPACITY_DYNAMO_ITEM_BYTES INT64_C(409600)
/** \brief Read units a second of one partition. \since 0.1 */
#define CAPACITY_DYNAMO_PARTITION_RCU INT64_C(3000)
/** \brief Write units a second of one partition. \since 0.1 */
#define CAPACITY_DYNAMO_PARTITION_WCU INT64_C(1000)
/** \brief Data of one partition. \unit{bytes} \since 0.1 */
#define CAPACITY_DYNAMO_PARTITION_BYTES INT64_C(10737418240)
/** \brief Seconds of unused units that may be kept for a burst, best effort. \since 0.1 */
#define CAPACITY_DYNAMO_BURST_SECONDS INT64_C(300)

/**
 * \brief The guide's DynamoDB formula: eventual reads of 4 KB, writes of 1 KB. \since 0.1
 *
 * RCU = users x reads / 2, WCU = users x writes. 1000 users, 0.5 and 0.1 a second: 250 and 100.
 * Source: sizing guide, DynamoDB Capacity Planning; docs/model/dynamodb.md.
 * \param[in] users Concurrent users, from 0. \unit{1}
 * \param[in] reads_per_user_mrpm Reads of one user a minute, from 0. \unit{mrpm}
 * \param[in] writes_per_user_mrpm Writes of one user a minute, from 0. \unit{mrpm}
 * \param[out] read_mrcu Read units, rounded up. \unit{mrcu}
 * \param[out] write_mwcu Write units, rounded up. \unit{mwcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_formula_dynamo(int64_t users, int64_t reads_per_user_mrpm, int64_t writes_per_user_mrpm,
                        int64_t *read_mrcu, int64_t *write_mwcu, capacity_error *err);

/**
 * \brief The guide's DynamoDB formula: eventual reads of 4 KB, writes of 1 KB, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_formula_dynamo called n times; a bad element does not stop the others.
 * \param[in] users Concurrent users, from 0. \length{n} \unit{1}
 * \param[in] reads_per_user_mrpm Reads of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] writes_per_user_mrpm Writes of one user a minute, from 0. \length{n} \unit{mrpm}
 * \param[in] n Elements of each array.
 * \param[out] read_mrcu Read units, rounded up. \length{n} \unit{mrcu}
 * \param[out] write_mwcu Write units, rounded up. \length{n} \unit{mwcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_formula_dynamo_many(
    const int64_t *users, const int64_t *reads_per_user_mrpm, const int64_t *writes_per_user_mrpm,
    size_t n, int64_t *read_mrcu, int64_t *write_mwcu, capacity_error *err);

/**
 * \brief Units that one read of an item takes. \since 0.1
 *
 * k x ceil(size / 4 KiB), at least one step; k is 0.5, 1 or 2 by consistency. Round each item, never the mean.
 * \param[in] item_bytes Size of the item, 0 to CAPACITY_DYNAMO_ITEM_BYTES. \unit{bytes}
 * \param[in] consistency A capacity_consistency. \enum{capacity_consistency} \unit{1}
 * \param[out] mrcu Units of the read. \unit{mrcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_read_units(int64_t item_bytes,
                                                                         int64_t consistency,
                                                                         int64_t *mrcu,
                                                                         capacity_error *err);

/**
 * \brief Units that one read of an item takes, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_dynamo_read_units called n times; a bad element does not stop the others.
 * \param[in] item_bytes Size of the item, 0 to CAPACITY_DYNAMO_ITEM_BYTES. \length{n} \unit{bytes}
 * \param[in] consistency A capacity_consistency. \enum{capacity_consistency} \length{n} \unit{1}
 * \param[in] n Elements of each array.
 * \param[out] mrcu Units of the read. \length{n} \unit{mrcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_dynamo_read_units_many(const int64_t *item_bytes, const int64_t *consistency, size_t n,
                                int64_t *mrcu, capacity_error *err);

/**
 * \brief Units that one write of an item takes, its indexes included. \since 0.1
 *
 * k x ceil(size / 1 KiB) x (1 + index writes), at least one step; k is 2 in a transaction.
 * \param[in] item_bytes Size of the item, 0 to CAPACITY_DYNAMO_ITEM_BYTES. \unit{bytes}
 * \param[in] transactional 1 inside a transaction, else 0. \unit{1}
 * \param[in] index_writes_ppm Units that indexes add, as a multiple, from 0. \unit{ppm}
 * \param[out] mwcu Units of the write, rounded up. \unit{mwcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_write_units(int64_t item_bytes,
                                                                          int64_t transactional,
                                                                          int64_t index_writes_ppm,
                                                                          int64_t *mwcu,
                                                                          capacity_error *err);

/**
 * \brief Units that one write of an item takes, its indexes included, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_dynamo_write_units called n times; a bad element does not stop the others.
 * \param[in] item_bytes Size of the item, 0 to CAPACITY_DYNAMO_ITEM_BYTES. \length{n} \unit{bytes}
 * \param[in] transactional 1 inside a transaction, else 0. \length{n} \unit{1}
 * \param[in] index_writes_ppm Units that indexes add, as a multiple, from 0. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] mwcu Units of the write, rounded up. \length{n} \unit{mwcu}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_write_units_many(
    const int64_t *item_bytes, const int64_t *transactional, const int64_t *index_writes_ppm,
    size_t n, int64_t *mwcu, capacity_error *err);

/**
 * \brief Units to provision so that autoscaling holds its target. \since 0.1
 *
 * ceil(units / target), at least 1 for a demand above 0.
 * \param[in] units_m Units a second at the peak, in thousandths, from 0. \unit{mrcu}
 * \param[in] target_ppm Target utilisation, 1 to 1000000. \unit{ppm}
 * \param[out] provisioned Whole units. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_provision(int64_t units_m,
                                                                        int64_t target_ppm,
                                                                        int64_t *provisioned,
                                                                        capacity_error *err);

/**
 * \brief Units to provision so that autoscaling holds its target, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_dynamo_provision called n times; a bad element does not stop the others.
 * \param[in] units_m Units a second at the peak, in thousandths, from 0. \length{n} \unit{mrcu}
 * \param[in] target_ppm Target utilisation, 1 to 1000000. \length{n} \unit{ppm}
 * \param[in] n Elements of each array.
 * \param[out] provisioned Whole units. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_dynamo_provision_many(const int64_t *units_m, const int64_t *target_ppm, size_t n,
                               int64_t *provisioned, capacity_error *err);

/**
 * \brief Partitions needed by throughput and by size. \since 0.1
 *
 * max(ceil(RCU / 3000 + WCU / 1000), ceil(size / 10 GiB)), at least 1.
 * \param[in] read_mrcu Read units a second. \unit{mrcu}
 * \param[in] write_mwcu Write units a second. \unit{mwcu}
 * \param[in] stored_bytes Data stored, from 0. \unit{bytes}
 * \param[out] partitions Partitions. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_partitions(int64_t read_mrcu,
                                                                         int64_t write_mwcu,
                                                                         int64_t stored_bytes,
                                                                         int64_t *partitions,
                                                                         capacity_error *err);

/**
 * \brief Partitions needed by throughput and by size, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_dynamo_partitions called n times; a bad element does not stop the others.
 * \param[in] read_mrcu Read units a second. \length{n} \unit{mrcu}
 * \param[in] write_mwcu Write units a second. \length{n} \unit{mwcu}
 * \param[in] stored_bytes Data stored, from 0. \length{n} \unit{bytes}
 * \param[in] n Elements of each array.
 * \param[out] partitions Partitions. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_partitions_many(
    const int64_t *read_mrcu, const int64_t *write_mwcu, const int64_t *stored_bytes, size_t n,
    int64_t *partitions, capacity_error *err);

/**
 * \brief Largest share of the traffic that one partition key may take. \since 0.1
 *
 * 1 / (RCU / 3000 + WCU / 1000), at most 1: beyond it the key's partition throttles.
 * \param[in] read_mrcu Read units a second. \unit{mrcu}
 * \param[in] write_mwcu Write units a second. \unit{mwcu}
 * \param[out] share_ppm The share, rounded down. \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_hot_key_limit(int64_t read_mrcu,
                                                                            int64_t write_mwcu,
                                                                            int64_t *share_ppm,
                                                                            capacity_error *err);

/**
 * \brief Largest share of the traffic that one partition key may take, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_dynamo_hot_key_limit called n times; a bad element does not stop the others.
 * \param[in] read_mrcu Read units a second. \length{n} \unit{mrcu}
 * \param[in] write_mwcu Write units a second. \length{n} \unit{mwcu}
 * \param[in] n Elements of each array.
 * \param[out] share_ppm The share, rounded down. \length{n} \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is NULL while n is not 0.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_dynamo_hot_key_limit_many(const int64_t *read_mrcu, const int64_t *write_mwcu, size_t n,
                                   int64_t *share_ppm, capacity_error *err);

/**
 * \brief How long unused units of five minutes carry a higher demand, at best. \since 0.1
 *
 * 300 x provisioned / (demand - provisioned); AWS: 150 idle, 200 asked for gives 900 s. Never count on it.
 * \param[in] provisioned Provisioned units, from 0. \unit{1}
 * \param[in] demand Units asked for, more than provisioned. \unit{1}
 * \param[out] seconds Seconds, rounded down. \unit{seconds}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_burst(int64_t provisioned,
                                                                    int64_t demand,
                                                                    int64_t *seconds,
                                                                    capacity_error *err);

/**
 * \brief Use of a provisioned unit above which it is cheaper than on-demand requests. \since 0.1
 *
 * hourly unit price / (3600 x request price): 28.89 % with the prices since November 2024.
 * \param[in] unit_hour_nusd Price of a provisioned unit for an hour, from 0. \unit{nusd}
 * \param[in] million_requests_nusd Price of a million request units, from 1. \unit{nusd}
 * \param[out] use_ppm The use, rounded half up; above 1000000 provisioned never wins. \unit{ppm}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT An output pointer is NULL.
 * \retval CAPACITY_E_RANGE A parameter is outside its range.
 * \retval CAPACITY_E_OVERFLOW The result does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_dynamo_break_even(
    int64_t unit_hour_nusd, int64_t million_requests_nusd, int64_t *use_ppm, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
