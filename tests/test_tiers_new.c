/*
 * Ladders of one's own: what is copied, and what is refused.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tier_maker.h"

#include <stdlib.h>

static void equals_the_guide(const capacity_tiers *ladder)
{
    EQ(TIERS, ladder->count);
    for (size_t i = 0; i < TIERS; i++) {
        const capacity__tier *want = &capacity__tiers(NULL)->tiers[i], *got = &ladder->tiers[i];
        TRUE(memcmp(&want->tier, &got->tier, sizeof got->tier) == 0);
        TRUE(memcmp(&want->backend, &got->backend, sizeof got->backend) == 0);
        TRUE(memcmp(&want->frontend, &got->frontend, sizeof got->frontend) == 0);
        EQ(want->group_count, got->group_count);
        EQ(want->item_count, got->item_count);
        TRUE(memcmp(want->groups, got->groups, got->group_count * sizeof *got->groups) == 0);
        TRUE(memcmp(want->items, got->items, got->item_count * sizeof *got->items) == 0);
    }
}

static void refuses(const capacity__tier *tiers, size_t count, capacity_status want,
                    const char *message)
{
    capacity_tiers *ladder;
    REFUSES(want, message, ladder,
            capacity__tiers_new(tiers, count, "own", test_allocator(), &ladder, &test_err));
}

static void a_copy_of_the_guide_equals_it(void)
{
    capacity_tiers *ladder = ladder_new(guide_copy(), TIERS);
    memset(&copy, 0x77, sizeof copy); /* the ladder has copied it */
    SAME("own", capacity_tiers_source(ladder));
    equals_the_guide(ladder);
}

static void sizes_of_rows_are_set(void)
{
    capacity__tier *tiers = guide_copy();
    for (size_t i = 0; i < TIERS; i++) {
        tiers[i].tier.struct_size = 0;
        tiers[i].backend.struct_size = tiers[i].frontend.struct_size = 0;
        for (size_t j = 0; j < tiers[i].group_count; j++)
            copy.groups[i][j].struct_size = 0;
        for (size_t j = 0; j < tiers[i].item_count; j++)
            copy.items[i][j].struct_size = 0;
    }
    equals_the_guide(ladder_new(tiers, TIERS));
}

static void a_ladder_of_one_tier_takes_everybody(void)
{
    capacity__tier *tiers = guide_copy();
    tiers[0].tier.users_max = tiers[0].tier.total_users_max = CAPACITY_OPEN;
    capacity_tiers *ladder = ladder_new(tiers, 1);
    capacity_tier_choice choice = CAPACITY_INIT(capacity_tier_choice);
    OK(capacity_tiers_select(ladder, 1000000, 2000000, &choice, NULL));
    EQ(0, choice.tier);
    EQ(CAPACITY_CRITERION_BOTH, choice.criterion);
}

static void the_last_reference_frees(void)
{
    capacity_tiers *ladder = ladder_new(guide_copy(), TIERS);
    size_t alive = test_alive();
    TRUE(capacity_tiers_ref(ladder) == ladder);
    capacity_tiers_unref(ladder);
    EQ(alive, test_alive());
    EQ(TIERS, capacity_tiers_count(ladder));
    DROP(ladder);
    EQ(alive - 1, test_alive());
}

/* Sixteen tiers of one user each, the last one open. */
static void the_most_tiers_fit_and_one_more_is_refused(void)
{
    capacity__tier *tiers = guide_copy();
    for (int i = CAPACITY_MAX_ROWS; i >= 0; i--) {
        tiers[i] = tiers[SMALL];
        snprintf(tiers[i].tier.name, sizeof tiers[i].tier.name, "t%d", i);
        tiers[i].tier.users_min = tiers[i].tier.total_users_min = i;
        tiers[i].tier.users_max = tiers[i].tier.total_users_max = i + 1;
    }
    tiers[CAPACITY_MAX_ROWS].tier.users_max = CAPACITY_OPEN;
    refuses(tiers, CAPACITY_MAX_ROWS + 1, CAPACITY_E_TOO_LARGE, "17 tiers exceed 16");
    refuses(tiers, 0, CAPACITY_E_RANGE, "0 tiers are below 1");
    tiers[CAPACITY_MAX_ROWS - 1].tier.users_max = CAPACITY_OPEN;
    tiers[CAPACITY_MAX_ROWS - 1].tier.total_users_max = CAPACITY_OPEN;
    EQ(CAPACITY_MAX_ROWS, capacity_tiers_count(ladder_new(tiers, CAPACITY_MAX_ROWS)));
}

/* Whatever is wrong inside a tier. */
static void an_error_names_the_tier_by_its_index(void)
{
    capacity__tier *tiers = guide_copy();
    memcpy(copy.groups[LARGE][1].name, copy.groups[LARGE][0].name, CAPACITY_NAME_SIZE);
    refuses(tiers, TIERS, CAPACITY_E_EXISTS, "two node groups");
    EQ(LARGE, test_err.index);
    tiers = guide_copy();
    tiers[MEDIUM].tier.standby_share_ppm = -1;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "standby_share_ppm");
    EQ(MEDIUM, test_err.index);
    refuses(tiers, 0, CAPACITY_E_RANGE, "0 tiers");
    EQ(-1, test_err.index);
}

static void borders_leave_no_gap_and_no_overlap(void)
{
    capacity__tier *tiers = guide_copy();
    tiers[MEDIUM].tier.users_min = 501;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier medium: users_min 501 is not 500");
    EQ(MEDIUM, test_err.index);
    tiers = guide_copy();
    tiers[MEDIUM].tier.total_users_min = 4999;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier medium: total_users_min 4999 is not 5000");
    tiers = guide_copy();
    tiers[SMALL].tier.users_min = 1;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier small: users_min 1 is not 0");
    tiers = guide_copy();
    tiers[LARGE].tier.users_max = 2000;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier large: users_max 2000 is not above 2000");
    refuses(guide_copy(), TIERS - 1, CAPACITY_E_RANGE,
            "tier large: users_max 10000 of the last tier is not open");
    tiers = guide_copy();
    tiers[ENTERPRISE].tier.total_users_max = 1000000;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "total_users_max 1000000 of the last tier is not open");
}

static void names_are_unique(void)
{
    capacity__tier *tiers = guide_copy();
    snprintf(tiers[LARGE].tier.name, sizeof tiers[LARGE].tier.name, "small");
    refuses(tiers, TIERS, CAPACITY_E_EXISTS, "two tiers small");
    EQ(LARGE, test_err.index);
    tiers = guide_copy();
    snprintf(copy.groups[LARGE][1].name, sizeof copy.groups[LARGE][1].name, "critical");
    refuses(tiers, TIERS, CAPACITY_E_EXISTS, "tier large: two node groups critical");
}

/* --- ranges ----------------------------------------------------------------------------------- */

enum { HEAD, BACKEND, GROUP, ITEM };

#define IN_TIER(member, low, high)                                                                 \
    {                                                                                              \
        HEAD, #member, offsetof(capacity_tier, member), low, high                                  \
    }
#define IN_BACKEND(member, low, high)                                                              \
    {                                                                                              \
        BACKEND, #member, offsetof(capacity_tier_component, member), low, high                     \
    }
#define IN_GROUP(member, low, high)                                                                \
    {                                                                                              \
        GROUP, #member, offsetof(capacity_tier_group, member), low, high                           \
    }
#define IN_ITEM(member, low, high)                                                                 \
    {                                                                                              \
        ITEM, #member, offsetof(capacity_tier_item, member), low, high                             \
    }
#define MONEY INT64_C(1000000000000000)

/* Just outside: at low a value refused for being too small, at high one for being too large. */
static const struct {
    int place;
    const char *member;
    size_t offset;
    int64_t low, high;
} outside[] = {
    IN_TIER(users_min, -1, 0),
    IN_TIER(users_max, 0, 0),
    IN_TIER(total_users_min, -1, 0),
    IN_TIER(total_users_max, 0, 0),
    IN_TIER(rate_min_mrps, -1, 2000001),
    IN_TIER(rate_max_mrps, -1, 399999),
    IN_TIER(cluster_cpu_min_mcpu, -1, INT64_C(1000000000001)),
    IN_TIER(cluster_cpu_max_mcpu, -1, INT64_C(1000000000001)),
    IN_TIER(cluster_memory_min_bytes, -1, (INT64_C(1) << 60) + 1),
    IN_TIER(cluster_memory_max_bytes, -1, (INT64_C(1) << 60) + 1),
    IN_TIER(read_units_min, -1, 1000000001),
    IN_TIER(read_units_max, -1, 1000000001),
    IN_TIER(write_units_min, -1, 1000000001),
    IN_TIER(write_units_max, -1, 1000000001),
    IN_TIER(reserved_saving_min_ppm, -1, 1000001),
    IN_TIER(reserved_saving_max_ppm, -1, 1000001),
    IN_TIER(cache_nodes, -1, 501),
    IN_TIER(dax_nodes, -1, 12),
    IN_TIER(load_balancers, -1, 1001),
    IN_TIER(cdn_traffic_min_bytes, -1, (INT64_C(1) << 50) + 1),
    IN_TIER(cdn_traffic_max_bytes, -1, (INT64_C(1) << 50) + 1),
    IN_TIER(replica_regions_min, -1, 6),
    IN_TIER(replica_regions_max, -1, 6),
    IN_TIER(standby_share_ppm, -1, 1000001),
    IN_TIER(spot_discount_ppm, -1, 950001),
    IN_TIER(monthly_low_uusd, -1, MONEY + 1),
    IN_TIER(monthly_high_uusd, -1, MONEY + 1),
    IN_BACKEND(replicas, -1, 1000001),
    IN_BACKEND(pods_min, -1, 1000001),
    IN_BACKEND(pods_max, 0, 1000001),
    IN_BACKEND(cpu_request_mcpu, 0, 1000001),
    IN_BACKEND(cpu_limit_mcpu, -1, 1000001),
    IN_BACKEND(memory_request_bytes, 0, (INT64_C(1) << 44) + 1),
    IN_BACKEND(memory_limit_bytes, -1, (INT64_C(1) << 44) + 1),
    IN_BACKEND(cpu_target_ppm, -1, 1000001),
    IN_BACKEND(memory_target_ppm, -1, 1000001),
    IN_BACKEND(users_at_min_low, -1, 2001),
    IN_BACKEND(users_at_min_high, -1, 999),
    IN_BACKEND(users_at_max_low, -1, 10001),
    IN_BACKEND(users_at_max_high, -1, 4999),
    IN_GROUP(nodes_min, -1, 1000001),
    IN_GROUP(nodes_desired, -2, 1000001),
    IN_GROUP(nodes_max, 0, 1000001),
    IN_ITEM(monthly_low_uusd, -1, MONEY + 1),
    IN_ITEM(monthly_high_uusd, -1, MONEY + 1),
};

/* The rows of the copy's Large tier. */
static void *row_of(int place)
{
    void *const rows[] = {&copy.tiers[LARGE].tier, &copy.tiers[LARGE].backend, &copy.groups[LARGE],
                          &copy.items[LARGE]};
    return rows[place];
}

static void every_number_has_a_range(void)
{
    for (size_t i = 0; i < COUNT(outside); i++) {
        const int64_t values[] = {outside[i].low, outside[i].high, INT64_MIN};
        for (size_t j = 0; j < COUNT(values); j++) {
            capacity__tier *tiers = guide_copy();
            if (values[j] == 0 && outside[i].low != 0)
                continue; /* as far as it goes upwards anything fits */
            memcpy((char *)row_of(outside[i].place) + outside[i].offset, &values[j],
                   sizeof values[j]);
            refuses(tiers, TIERS, CAPACITY_E_RANGE, outside[i].member);
            CONTAINS("tier large", test_err.message);
        }
    }
}

static void pairs_are_in_order(void)
{
    capacity__tier *tiers = guide_copy();
    tiers[SMALL].backend.pods_min = 7;
    refuses(tiers, TIERS, CAPACITY_E_RANGE,
            "tier small, component backend: pods_min 7 exceeds pods_max 6");
    tiers = guide_copy();
    tiers[SMALL].frontend.cpu_limit_mcpu = 99;
    refuses(tiers, TIERS, CAPACITY_E_RANGE,
            "component frontend: cpu_request_mcpu 100 exceeds cpu_limit_mcpu 99");
    tiers[SMALL].frontend.cpu_limit_mcpu = 0; /* no limit */
    tiers[SMALL].frontend.memory_limit_bytes = 0;
    (void)ladder_new(tiers, TIERS);
    tiers = guide_copy();
    copy.groups[SMALL][0].nodes_min = 5;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "node group main: nodes_min 5 exceeds nodes_max 4");
    tiers = guide_copy();
    copy.groups[SMALL][0].nodes_desired = 1;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "nodes_desired of main 1 is below 2");
    copy.groups[SMALL][0].nodes_desired = 5;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "nodes_desired of main 5 exceeds 4");
    copy.groups[SMALL][0].nodes_desired = CAPACITY_AUTO;
    (void)ladder_new(tiers, TIERS);
    tiers = guide_copy();
    tiers[LARGE].tier.monthly_low_uusd = tiers[LARGE].tier.monthly_high_uusd + 1;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "monthly_low_uusd 3000000001 exceeds");
    tiers = guide_copy();
    copy.items[LARGE][4].monthly_low_uusd = 300000001;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "item cdn: monthly_low_uusd 300000001 exceeds");
}

static void choices_are_those_there_are(void)
{
    static const uint32_t bad_queues[] = {0, 5, UINT32_MAX}, bad_purchases[] = {0, 4, UINT32_MAX};
    for (size_t i = 0; i < COUNT(bad_queues); i++) {
        capacity__tier *tiers = guide_copy();
        tiers[LARGE].tier.queue = bad_queues[i];
        refuses(tiers, TIERS, CAPACITY_E_RANGE, "is none of 1 to 4");
        tiers = guide_copy();
        copy.groups[LARGE][1].purchase = bad_purchases[i];
        refuses(tiers, TIERS, CAPACITY_E_RANGE, "is none of 1 to 3");
    }
    capacity__tier *tiers = guide_copy();
    tiers[LARGE].tier.flags = CAPACITY_TIER_ALTERNATIVE;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier large: flags 2");
    tiers = guide_copy();
    tiers[LARGE].backend.metrics = 8;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "component backend: flags 8");
    tiers = guide_copy();
    copy.items[LARGE][0].flags = 8;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "item nodes: flags 8");
}

static void groups_and_items_have_limits(void)
{
    capacity__tier *tiers = guide_copy();
    tiers[LARGE].group_count = 0;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier large: 0 node groups");
    tiers[LARGE].group_count = CAPACITY__TIER_GROUPS + 1;
    refuses(tiers, TIERS, CAPACITY_E_TOO_LARGE, "tier large: 5 node groups exceed 4");
    tiers = guide_copy();
    tiers[LARGE].item_count = CAPACITY__TIER_ITEMS + 1;
    refuses(tiers, TIERS, CAPACITY_E_TOO_LARGE, "tier large: 17 items exceed 16");
    tiers[LARGE].item_count = 0;
    (void)ladder_new(tiers, TIERS);
}

static void nodes_of_a_service_need_their_type(void)
{
    capacity__tier *tiers = guide_copy();
    tiers[LARGE].tier.cache_node_type[0] = '\0';
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "need each other");
    tiers = guide_copy();
    tiers[ENTERPRISE].tier.dax_nodes = 0;
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "tier enterprise: nodes of cache or dax");
}

static void the_priced_type_is_the_first(void)
{
    static const char *const types[] = {"t3.mediumx", "t3", "t3.large,t3.medium", "t3.medium x"};
    for (size_t i = 0; i < COUNT(types); i++) {
        capacity__tier *tiers = guide_copy();
        snprintf(copy.groups[SMALL][0].node_types, sizeof copy.groups[SMALL][0].node_types, "%s",
                 types[i]);
        refuses(tiers, TIERS, CAPACITY_E_RANGE, "node_types do not begin with t3.medium");
    }
}

static void texts_are_checked(void)
{
    static const struct {
        int place;
        size_t offset, size;
        const char *message;
    } needed[] = {
        {HEAD, offsetof(capacity_tier, name), CAPACITY_NAME_SIZE, "tier 2: name"},
        {HEAD, offsetof(capacity_tier, title), CAPACITY_NAME_SIZE, "tier large: title"},
        {GROUP, offsetof(capacity_tier_group, name), CAPACITY_NAME_SIZE, "node group: name"},
        {GROUP, offsetof(capacity_tier_group, title), CAPACITY_NAME_SIZE, "critical: title"},
        {GROUP, offsetof(capacity_tier_group, node_type), CAPACITY_NAME_SIZE, "node_type"},
        {GROUP, offsetof(capacity_tier_group, node_types), CAPACITY_LABEL_SIZE, "node_types"},
        {ITEM, offsetof(capacity_tier_item, key), CAPACITY_NAME_SIZE, "an item: key"},
        {ITEM, offsetof(capacity_tier_item, title), CAPACITY_LABEL_SIZE, "item nodes: title"},
    };
    for (size_t i = 0; i < COUNT(needed); i++) {
        capacity__tier *tiers = guide_copy();
        char *text = (char *)row_of(needed[i].place) + needed[i].offset;
        memset(text, 0, needed[i].size);
        refuses(tiers, TIERS, CAPACITY_E_RANGE, needed[i].message);
        CONTAINS("is empty", test_err.message);
        memset(text, 'a', needed[i].size);
        refuses(tiers, TIERS, CAPACITY_E_RANGE, "does not end");
        memset(text, '\n', needed[i].size - 1);
        text[needed[i].size - 1] = '\0';
        refuses(tiers, TIERS, CAPACITY_E_RANGE, "control character");
    }
    capacity__tier *tiers = guide_copy();
    snprintf(tiers[LARGE].backend.name, sizeof tiers[LARGE].backend.name, "frontend");
    refuses(tiers, TIERS, CAPACITY_E_RANGE, "component backend: its name is another");
}

static void a_source_fits_its_member(void)
{
    char source[CAPACITY_LABEL_SIZE + 1];
    capacity_tiers *ladder;
    memset(source, 'a', sizeof source);
    source[CAPACITY_LABEL_SIZE] = '\0';
    REFUSES(CAPACITY_E_RANGE, "source of 128 bytes exceeds 127", ladder,
            capacity__tiers_new(guide_copy(), TIERS, source, test_allocator(), &ladder, &test_err));
    source[CAPACITY_LABEL_SIZE - 1] = '\0';
    NEW(ladder, capacity__tiers_new(guide_copy(), TIERS, source, test_allocator(), &ladder, NULL));
    SAME(source, capacity_tiers_source(ladder));
}

static const scenario scenarios[] = {
    SCENARIO(a_copy_of_the_guide_equals_it),
    SCENARIO(sizes_of_rows_are_set),
    SCENARIO(a_ladder_of_one_tier_takes_everybody),
    SCENARIO(the_last_reference_frees),
    SCENARIO(the_most_tiers_fit_and_one_more_is_refused),
    SCENARIO(an_error_names_the_tier_by_its_index),
    SCENARIO(borders_leave_no_gap_and_no_overlap),
    SCENARIO(names_are_unique),
    SCENARIO(every_number_has_a_range),
    SCENARIO(pairs_are_in_order),
    SCENARIO(choices_are_those_there_are),
    SCENARIO(groups_and_items_have_limits),
    SCENARIO(nodes_of_a_service_need_their_type),
    SCENARIO(the_priced_type_is_the_first),
    SCENARIO(texts_are_checked),
    SCENARIO(a_source_fits_its_member),
};

TEST_MAIN(tiers_new, NULL)
