/*
 * What quantities and machines cost by the built-in catalogue.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The figures are those of the audit of the guide (docs/model/guide-audit.md), sections 5 to 7,
 * recomputed from the catalogue alone.
 */
#include "harness.h"

/* A handle of another kind, as a careless binding could pass it. */
static capacity_catalog *wrong_handle(void)
{
    return (capacity_catalog *)(void *)capacity_tiers_builtin();
}

/* --- what quantities cost --------------------------------------------------------------------- */

static int64_t cost(const char *meter, int64_t quantity, uint32_t with_free)
{
    int64_t uusd = -1;
    OK(capacity_catalog_cost(NULL, meter, quantity, with_free, &uusd, NULL));
    return uusd;
}

/* To the cent, as it is printed. */
static int64_t cents(int64_t uusd)
{
    return (uusd + 5000) / 10000;
}

static void quantities_cost_what_the_audit_says(void)
{
    static const struct {
        const char *meter;
        int64_t quantity;
        uint32_t with_free;
        int64_t cents;
    } lines[] = {
        /* section 6: caches, a month of nodes */
        {"elasticache.redis.cache.t3.micro", 730, 0, 1241},
        {"elasticache.redis.cache.t3.small", 730, 0, 2482},
        {"elasticache.redis.cache.r6g.large", 730, 0, 15038},
        {"elasticache.redis.cache.r6g.large", 2 * 730, 0, 30076},
        {"elasticache.valkey.cache.r6g.large", 2 * 730, 0, 24061},
        {"elasticache.redis.cache.r6g.xlarge", 3 * 730, 0, 90009},
        {"elasticache.redis.cache.r6g.xlarge", 2 * 730, 0, 60006},
        {"elasticache.valkey.cache.r6g.xlarge", 3 * 730, 0, 72007},
        {"dax.dax.r5.large", 3 * 730, 0, 55845},
        {"dax.dax.r5.large", 2 * 730, 0, 37230},
        {"dax.dax.t3.small", 3 * 730, 0, 8760},
        /* CDN, list price and after the free TB */
        {"cloudfront.transfer_us", 1 * CAPACITY_TIB, 0, 8704},
        {"cloudfront.transfer_us", 5 * CAPACITY_TIB, 0, 43520},
        {"cloudfront.transfer_us", 10 * CAPACITY_TIB, 0, 87040},
        {"cloudfront.transfer_us", 50 * CAPACITY_TIB, 0, 414720},
        {"cloudfront.transfer_us", 1 * CAPACITY_TIB, 1, 0},
        {"cloudfront.transfer_us", 5 * CAPACITY_TIB, 1, 34816},
        {"cloudfront.transfer_us", 10 * CAPACITY_TIB, 1, 78336},
        {"cloudfront.transfer_us", 50 * CAPACITY_TIB, 1, 406528},
        /* queues */
        {"mq.mq.m5.large", 730, 0, 21024},
        {"mq.mq.m5.large", 2 * 730, 0, 42048},
        {"sqs.standard", 250000000, 0, 10000},
        {"sqs.standard", 500000000, 0, 20000},
        {"sqs.standard", 251000000, 1, 10000},
        /* load balancer, control plane, NAT, disks, credits, traffic, logs */
        {"alb.hour", 730, 0, 1643},
        {"alb.lcu", 730, 0, 584},
        {"eks.cluster", 730, 0, 7300},
        {"eks.cluster_extended", 730, 0, 43800},
        {"nat.hour", 730, 0, 3285},
        {"nat.hour", 3 * 730, 0, 9855},
        {"nat.data", 100 * CAPACITY_GIB, 0, 450},
        {"ebs.gp3", 2 * 20 * CAPACITY_GIB, 0, 320},
        {"ec2.surplus_credit", 584, 0, 2920}, /* t3.large, (0.70 - 0.30) x 2 x 730 h */
        {"transfer.internet", 10 * CAPACITY_TIB, 0, 92160},
        {"transfer.zone", 100 * CAPACITY_GIB, 0, 100},
        {"transfer.region", 100 * CAPACITY_GIB, 0, 200},
        {"logs.ingested", 10 * CAPACITY_GIB, 0, 500},
        {"logs.stored", 100 * CAPACITY_GIB, 0, 300},
        /* DynamoDB by the unit */
        {"dynamodb.on_demand_read", 1000000, 0, 13}, /* 12.5 cents, half up */
        {"dynamodb.on_demand_write", 8000000, 0, 500},
        {"dynamodb.on_demand_replicated_write", 2628000000, 0, 164250},
        {"dynamodb.provisioned_read", 100 * 730, 0, 949},
        {"dynamodb.provisioned_write", 100 * 730, 0, 4745},
        {"dynamodb.provisioned_read", 25 * 730, 1, 0},
        {"dynamodb.provisioned_write", 10 * 730, 1, 0},
        {"dynamodb.storage", 25 * CAPACITY_GIB, 1, 0},
        {"dynamodb.storage", 125 * CAPACITY_GIB, 1, 2500},
        {"dynamodb.continuous_backup", 100 * CAPACITY_GIB, 0, 2000},
    };
    for (size_t i = 0; i < COUNT(lines); i++)
        if (cents(cost(lines[i].meter, lines[i].quantity, lines[i].with_free)) != lines[i].cents)
            ck_abort_msg("%s x %" PRId64 " costs %" PRId64 " cents, not %" PRId64, lines[i].meter,
                         lines[i].quantity,
                         cents(cost(lines[i].meter, lines[i].quantity, lines[i].with_free)),
                         lines[i].cents);
}

static void on_demand_tables_cost_what_the_audit_says(void)
{
    /* users x 0.5 reads a second at half a unit each, users x 0.1 writes; the whole month. */
    static const struct {
        int64_t users, cents, cents_until_2024;
    } loads[] = {{500, 12319, 24638}, {2000, 49275, 98550}, {10000, 246375, 492750}};
    for (size_t i = 0; i < COUNT(loads); i++) {
        int64_t reads = loads[i].users * CAPACITY_MONTH_SECONDS / 4;
        int64_t writes = loads[i].users * CAPACITY_MONTH_SECONDS / 10;
        EQ(loads[i].cents, cents(cost("dynamodb.on_demand_read", reads, 0) +
                                 cost("dynamodb.on_demand_write", writes, 0)));
        EQ(loads[i].cents_until_2024,
           cents(cost("dynamodb.on_demand_read_until_2024", reads, 0) +
                 cost("dynamodb.on_demand_write_until_2024", writes, 0)));
    }
}

static int64_t provisioned(int64_t reads, int64_t writes)
{
    return cost("dynamodb.provisioned_read", reads * CAPACITY_MONTH_HOURS, 0) +
           cost("dynamodb.provisioned_write", writes * CAPACITY_MONTH_HOURS, 0);
}

static void provisioned_tables_cost_what_the_audit_says(void)
{
    EQ(712, cents(provisioned(25, 10)));
    EQ(3322, cents(provisioned(100, 50)));
    EQ(14235, cents(provisioned(500, 200)));
    EQ(56940, cents(provisioned(2000, 800)));
}

static void reserved_capacity_costs_what_the_audit_says(void)
{
    int64_t one = cost("dynamodb.reserved_1y_read_upfront", 500, 0) / 12 +
                  cost("dynamodb.reserved_1y_write_upfront", 200, 0) / 12 +
                  cost("dynamodb.reserved_1y_read_hour", 500 * 730, 0) +
                  cost("dynamodb.reserved_1y_write_hour", 200 * 730, 0);
    int64_t three = cost("dynamodb.reserved_3y_read_upfront", 500, 0) / 36 +
                    cost("dynamodb.reserved_3y_write_upfront", 200, 0) / 36 +
                    cost("dynamodb.reserved_3y_read_hour", 500 * 730, 0) +
                    cost("dynamodb.reserved_3y_write_hour", 200 * 730, 0);
    EQ(6531, cents(one));
    EQ(3267, cents(three));
    EQ(49236, cents(one + provisioned(2000 - 500, 800 - 200)));
}

static void a_band_pays_only_for_its_part(void)
{
    const int64_t tib = CAPACITY_TIB, gib = CAPACITY_GIB;
    EQ(870400000, cost("cloudfront.transfer_us", 10 * tib, 0));
    EQ(870400000 + 80000, cost("cloudfront.transfer_us", 10 * tib + gib, 0));
    EQ(870400000 - 85000, cost("cloudfront.transfer_us", 10 * tib - gib, 0));
    EQ(0, cost("cloudfront.transfer_us", 0, 0));
    EQ(0, cost("cloudfront.transfer_us", tib, 1));
    EQ(85000, cost("cloudfront.transfer_us", tib + gib, 1));
    /* the last band is open */
    EQ(INT64_C(171839416320000), cost("cloudfront.transfer_us", INT64_MAX, 0));
}

static void money_is_rounded_half_up_once(void)
{
    EQ(0, cost("sqs.standard", 1, 0));             /* 0.4 uusd */
    EQ(1, cost("sqs.standard", 2, 0));             /* 0.8 */
    EQ(1, cost("dynamodb.on_demand_read", 4, 0));  /* 0.5 */
    EQ(0, cost("dynamodb.on_demand_read", 3, 0));  /* 0.375 */
    EQ(6, cost("dynamodb.on_demand_write", 9, 0)); /* 5.625 */
}

static void a_price_that_is_not_known_is_an_error(void)
{
    int64_t uusd = 77;
    OK(capacity_catalog_cost(NULL, "sqs.fifo", INT64_C(100000000000), 0, &uusd, NULL));
    EQ(INT64_C(50000000000), uusd);
    uusd = 77;
    FAILS(CAPACITY_E_RANGE, "payable quantity 100000000001 of sqs.fifo exceeds 100000000000",
          capacity_catalog_cost(NULL, "sqs.fifo", INT64_C(100000000001), 0, &uusd, &test_err));
    EQ(77, uusd);
}

static void costs_refuse_bad_arguments(void)
{
    int64_t uusd = 77;
    FAILS(CAPACITY_E_RANGE, "quantity -1 of alb.hour is below 0",
          capacity_catalog_cost(NULL, "alb.hour", -1, 0, &uusd, &test_err));
    FAILS(CAPACITY_E_OVERFLOW, "",
          capacity_catalog_cost(NULL, "eks.cluster", INT64_MAX, 0, &uusd, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "did you mean alb.hour",
          capacity_catalog_cost(NULL, "alb.hours", 1, 0, &uusd, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "meter", capacity_catalog_cost(NULL, NULL, 1, 0, &uusd, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "cost_uusd",
          capacity_catalog_cost(NULL, "alb.hour", 1, 0, NULL, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "catalog",
          capacity_catalog_cost(wrong_handle(), "alb.hour", 1, 0, &uusd, &test_err));
    IS(CAPACITY_E_RANGE, capacity_catalog_cost(NULL, "alb.hour", -1, 0, &uusd, NULL));
    EQ(77, uusd);
}

/* --- what machines cost ----------------------------------------------------------------------- */

static int64_t price(const char *machine, uint32_t purchase, uint32_t commitment)
{
    int64_t nusd = -1;
    OK(capacity_catalog_machine_price(NULL, machine, purchase, commitment, &nusd, NULL));
    return nusd;
}

static void machine_prices_take_the_best_source(void)
{
    static const struct {
        const char *machine;
        uint32_t purchase, commitment;
        int64_t nusd;
    } prices[] = {
        {"t3.medium", CAPACITY_PURCHASE_ON_DEMAND, 0, 41600000},
        {"c5.xlarge", CAPACITY_PURCHASE_ON_DEMAND, 99, 170000000}, /* the commitment is ignored */
        /* measured, not the rounded fraction */
        {"c5.xlarge", CAPACITY_PURCHASE_SPOT, 0, 81500000},
        {"t3.large", CAPACITY_PURCHASE_SPOT, 0, 43980000},
        /* the advisor's fraction of the machine: 48 % off 0.216 */
        {"c5n.xlarge", CAPACITY_PURCHASE_SPOT, 0, 112320000},
        /* of the family: 67.5 % off 0.096, 55.5 % off 0.108 */
        {"m5.large", CAPACITY_PURCHASE_SPOT, 0, 31200000},
        {"c5n.large", CAPACITY_PURCHASE_SPOT, 0, 48060000},
        /* committed: the machine's price */
        {"t3.medium", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_1Y_NO_UPFRONT, 26100000},
        {"t3.medium", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_NO_UPFRONT, 18000000},
        {"t3.medium", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_ALL_UPFRONT, 15600000},
        {"c5.2xlarge", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_1Y_NO_UPFRONT, 214000000},
        /* else its family's fraction: 63.5 % off 0.085, 62.4 % off 0.0047, half a nano-USD up */
        {"c5.large", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_ALL_UPFRONT, 31025000},
        {"t3a.nano", CAPACITY_PURCHASE_COMMITTED, CAPACITY_COMMITMENT_3Y_ALL_UPFRONT, 1767200},
    };
    for (size_t i = 0; i < COUNT(prices); i++)
        EQ(prices[i].nusd, price(prices[i].machine, prices[i].purchase, prices[i].commitment));
}

/* A month of on-demand and spot nodes of one type; discount_ppm < 0: at the catalogue's price. */
static int64_t nodes(const char *machine, int64_t on_demand, int64_t spot, int64_t discount_ppm)
{
    int64_t hour = price(machine, CAPACITY_PURCHASE_ON_DEMAND, 0);
    int64_t spot_hour = 0, a = 0, b = 0;
    if (discount_ppm < 0)
        spot_hour = price(machine, CAPACITY_PURCHASE_SPOT, 0);
    else
        OK(capacity_cost_discounted(hour, discount_ppm, &spot_hour, NULL));
    OK(capacity_cost_hours(on_demand, hour, CAPACITY_MONTH_HOURS, &a, NULL));
    OK(capacity_cost_hours(spot, spot_hour, CAPACITY_MONTH_HOURS, &b, NULL));
    return cents(a + b);
}

static void node_groups_cost_what_the_audit_says(void)
{
    static const struct {
        const char *machine;
        int64_t on_demand, spot, stated, measured; /* cents at 70 % off, at the measured price */
    } groups[] = {
        {"t3.medium", 2, 0, 6074, 6074},       {"t3.medium", 4, 0, 12147, 12147},
        {"t3.medium", 0, 2, 1822, 2771},       {"t3.medium", 0, 4, 3644, 5542},
        {"t3.large", 2, 2, 15791, 18568},      {"t3.large", 3, 3, 23687, 27852},
        {"t3.large", 4, 8, 38871, 49979},      {"c5.xlarge", 3, 5, 55845, 66978},
        {"c5.xlarge", 4, 8, 79424, 97236},     {"c5.xlarge", 8, 20, 173740, 218270},
        {"c5.2xlarge", 5, 10, 198560, 225293}, {"c5.2xlarge", 15, 40, 670140, 777070},
    };
    for (size_t i = 0; i < COUNT(groups); i++) {
        EQ(groups[i].stated, nodes(groups[i].machine, groups[i].on_demand, groups[i].spot, 700000));
        EQ(groups[i].measured, nodes(groups[i].machine, groups[i].on_demand, groups[i].spot, -1));
    }
}

static void a_rate_that_is_not_sourced_is_an_error(void)
{
    int64_t nusd = 77;
    FAILS(CAPACITY_E_NOT_FOUND, "no sourced price of c5a.xlarge for one year without upfront",
          capacity_catalog_machine_price(NULL, "c5a.xlarge", CAPACITY_PURCHASE_COMMITTED,
                                         CAPACITY_COMMITMENT_1Y_NO_UPFRONT, &nusd, &test_err));
    FAILS(CAPACITY_E_NOT_FOUND, "no sourced price of t3.large for three years without upfront",
          capacity_catalog_machine_price(NULL, "t3.large", CAPACITY_PURCHASE_COMMITTED,
                                         CAPACITY_COMMITMENT_3Y_NO_UPFRONT, &nusd, &test_err));
    EQ(77, nusd);
}

static void machine_prices_refuse_bad_arguments(void)
{
    int64_t nusd = 77;
    static const uint32_t bad[] = {0, 4, UINT32_MAX};
    for (size_t i = 0; i < COUNT(bad); i++) {
        FAILS(CAPACITY_E_ARGUMENT, "purchase",
              capacity_catalog_machine_price(NULL, "t3.large", bad[i], 1, &nusd, &test_err));
        FAILS(CAPACITY_E_ARGUMENT, "commitment",
              capacity_catalog_machine_price(NULL, "t3.large", CAPACITY_PURCHASE_COMMITTED, bad[i],
                                             &nusd, &test_err));
    }
    FAILS(CAPACITY_E_NOT_FOUND, "did you mean c5.xlarge",
          capacity_catalog_machine_price(NULL, "c5.xlarg", CAPACITY_PURCHASE_SPOT, 0, &nusd,
                                         &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "machine",
          capacity_catalog_machine_price(NULL, NULL, CAPACITY_PURCHASE_SPOT, 0, &nusd, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "hour_nusd",
          capacity_catalog_machine_price(NULL, "t3.large", CAPACITY_PURCHASE_SPOT, 0, NULL,
                                         &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "catalog",
          capacity_catalog_machine_price(wrong_handle(), "t3.large", CAPACITY_PURCHASE_SPOT, 0,
                                         &nusd, &test_err));
    EQ(77, nusd);
}

static void the_catalogue_allocates_nothing(void)
{
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    OK(capacity_catalog_find_machine(NULL, "t3.large", &machine, NULL));
    (void)cost("alb.hour", 1, 0);
    (void)price("t3.large", CAPACITY_PURCHASE_SPOT, 0);
    EQ(0, test_allocations());
}

static const scenario scenarios[] = {
    SCENARIO(quantities_cost_what_the_audit_says),
    SCENARIO(on_demand_tables_cost_what_the_audit_says),
    SCENARIO(provisioned_tables_cost_what_the_audit_says),
    SCENARIO(reserved_capacity_costs_what_the_audit_says),
    SCENARIO(a_band_pays_only_for_its_part),
    SCENARIO(money_is_rounded_half_up_once),
    SCENARIO(a_price_that_is_not_known_is_an_error),
    SCENARIO(costs_refuse_bad_arguments),
    SCENARIO(machine_prices_take_the_best_source),
    SCENARIO(node_groups_cost_what_the_audit_says),
    SCENARIO(a_rate_that_is_not_sourced_is_an_error),
    SCENARIO(machine_prices_refuse_bad_arguments),
    SCENARIO(the_catalogue_allocates_nothing),
};

TEST_MAIN(catalog_cost, NULL)
