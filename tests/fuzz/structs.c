/*
 * Any bytes as a row with any struct_size, in an allocation of exactly that size, in and out.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#include <stdlib.h>

/* A row of `size` bytes from the input; struct_size says so unless the input wants a lie. */
static void *row_of(fuzz_input *input, size_t *size)
{
    static const uint32_t lies[] = {0, 1, 4, 8, 4096, 4097, UINT32_MAX};
    *size = 8 + fuzz_below(input, 3400);
    unsigned char *row = calloc(1, *size);
    HOLDS(row != NULL);
    uint8_t shape = fuzz_byte(input);
    fuzz_fill(input, row, *size < input->left ? *size : input->left);
    uint32_t said = (uint32_t)*size;
    if (shape < COUNT(lies) && lies[shape] <= *size)
        said = lies[shape];
    if (shape == COUNT(lies))
        said = UINT32_MAX; /* refused before a byte is read */
    memcpy(row, &said, sizeof said);
    return row;
}

static void into_profile(fuzz_input *input)
{
    capacity_error err;
    capacity_profile *profile = NULL;
    size_t size = 0;
    void *row = row_of(input, &size);
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &err) == CAPACITY_OK);
    (void)fuzz_status(capacity_profile_put_component(profile, row, &err), &err);
    (void)fuzz_status(capacity_profile_put_table(profile, row, &err), &err);
    capacity_plan *plan = NULL;
    if (fuzz_status(capacity_plan_new(profile, NULL, NULL, row, &plan, &err), &err))
        fuzz_read_plan(plan, size);
    capacity_plan_unref(plan);
    plan = NULL;
    size_t needed = 0;
    if (fuzz_status(capacity_plan_new(profile, NULL, NULL, NULL, &plan, &err), &err))
        (void)fuzz_status(capacity_plan_emit(plan, CAPACITY_EMIT_HPA, row, CAPACITY_FORMAT_JSON,
                                             NULL, 0, &needed, &err),
                          &err);
    capacity_plan_unref(plan);
    capacity_profile_free(profile);
    free(row);
}

static void into_builder(fuzz_input *input)
{
    capacity_error err;
    capacity_catalog_builder *builder = NULL;
    capacity_catalog *catalog = NULL;
    int64_t ends[3], prices[3];
    for (size_t i = 0; i < COUNT(ends); i++) {
        ends[i] = fuzz_value(input);
        prices[i] = fuzz_value(input);
    }
    size_t size = 0, n = fuzz_below(input, COUNT(ends) + 1);
    const capacity_catalog *base = fuzz_byte(input) % 2 == 0 ? capacity_catalog_builtin() : NULL;
    void *row = row_of(input, &size);
    HOLDS(capacity_catalog_builder_new(base, fuzz_allocator(), &builder, &err) == CAPACITY_OK);
    (void)fuzz_status(capacity_catalog_builder_put_machine(builder, row, &err), &err);
    (void)fuzz_status(capacity_catalog_builder_put_meter(builder, row, ends, prices, n, &err),
                      &err);
    (void)fuzz_status(capacity_catalog_builder_put_option(builder, row, &err), &err);
    if (fuzz_status(capacity_catalog_builder_finish(builder, &catalog, &err), &err))
        fuzz_plan(NULL, catalog, NULL, size);
    capacity_catalog_unref(catalog);
    capacity_catalog_builder_free(builder);
    free(row);
}

/* A getter of rows: two calls, the second into exactly count rows of the caller's size. */
#define ROWS_OUT(call)                                                                             \
    do {                                                                                           \
        size_t count = 0, most = fuzz_below(input, 20);                                            \
        unsigned char *out = malloc(most * element + 1);                                           \
        HOLDS(out != NULL);                                                                        \
        memset(out, 0, most *element + 1);                                                         \
        for (size_t row = 0; row < most && element >= sizeof(uint32_t); row++) {                   \
            uint32_t said = (uint32_t)element;                                                     \
            memcpy(out + row * element, &said, sizeof said);                                       \
        }                                                                                          \
        (void)fuzz_status((call), &err);                                                           \
        free(out);                                                                                 \
    } while (0)

static void out_of_handles(fuzz_input *input)
{
    capacity_error err;
    const size_t element = fuzz_below(input, 1400);
    const capacity_catalog *catalog = capacity_catalog_builtin();
    const capacity_tiers *tiers = capacity_tiers_builtin();
    const size_t tier = fuzz_below(input, 6);
    const uint32_t answer = (uint32_t)fuzz_below(input, 5);
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL, *other = NULL;
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &err) == CAPACITY_OK);
    HOLDS(capacity_plan_new(profile, catalog, tiers, NULL, &plan, &err) == CAPACITY_OK);
#define OUT (void *)out, element, most, &count, &err
    capacity_metrics *metrics = NULL;
    capacity_assessment *assessment = NULL;
    HOLDS(capacity_metrics_new(fuzz_allocator(), &metrics, &err) == CAPACITY_OK);
    HOLDS(capacity_assessment_new(metrics, plan, NULL, &assessment, &err) == CAPACITY_OK);
    HOLDS(capacity_profile_set(profile, CAPACITY_IN_CONCURRENT_USERS, 5000, &err) == CAPACITY_OK);
    HOLDS(capacity_plan_new(profile, catalog, tiers, NULL, &other, &err) == CAPACITY_OK);
    switch (fuzz_below(input, 23)) {
    case 0:
        ROWS_OUT(capacity_catalog_get_machines(catalog, OUT));
        break;
    case 1:
        ROWS_OUT(capacity_catalog_get_meters(catalog, OUT));
        break;
    case 2:
        ROWS_OUT(capacity_catalog_get_options(catalog, OUT));
        break;
    case 3:
        ROWS_OUT(capacity_catalog_get_bands(catalog, "ec2.transfer_out", OUT));
        break;
    case 4:
        ROWS_OUT(capacity_tiers_get_components(tiers, tier, OUT));
        break;
    case 5:
        ROWS_OUT(capacity_tiers_get_groups(tiers, tier, OUT));
        break;
    case 6:
        ROWS_OUT(capacity_tiers_get_items(tiers, tier, OUT));
        break;
    case 7:
        ROWS_OUT(capacity_profile_get_components(profile, OUT));
        break;
    case 8:
        ROWS_OUT(capacity_profile_get_tables(profile, OUT));
        break;
    case 9:
        ROWS_OUT(capacity_plan_get_components(plan, OUT));
        break;
    case 10:
        ROWS_OUT(capacity_plan_get_groups(plan, answer, OUT));
        break;
    case 11:
        ROWS_OUT(capacity_plan_get_tables(plan, OUT));
        break;
    case 12:
        ROWS_OUT(capacity_plan_get_bill(plan, answer, OUT));
        break;
    case 13:
        ROWS_OUT(capacity_plan_get_findings(plan, OUT));
        break;
    case 14:
        ROWS_OUT(capacity_plan_get_steps(plan, fuzz_field(input), OUT));
        break;
    case 15:
        ROWS_OUT(capacity_plan_get_differences(plan, plan, OUT));
        break;
    case 16:
        ROWS_OUT(capacity_metrics_get_registry(OUT));
        break;
    case 17:
        ROWS_OUT(capacity_assessment_get_triggers(assessment, OUT));
        break;
    case 18:
        ROWS_OUT(capacity_assessment_get_missing(assessment, OUT));
        break;
    case 19:
        ROWS_OUT(capacity_migration_get_steps(plan, other, answer, OUT));
        break;
    case 20:
        ROWS_OUT(capacity_migration_get_changes(plan, other, answer, OUT));
        break;
    case 21:
        ROWS_OUT(capacity_migration_get_costs(plan, other, answer, OUT));
        break;
    default:
        ROWS_OUT(capacity_guide_get((capacity_guide_section)fuzz_below(input, 16), OUT));
    }
#undef OUT
    capacity_assessment_unref(assessment);
    capacity_metrics_free(metrics);
    capacity_plan_unref(other);
    capacity_plan_unref(plan);
    capacity_profile_free(profile);
}

/* One row out, by its own struct_size. */
static void one_out(fuzz_input *input)
{
    capacity_error err;
    size_t size = 0;
    void *row = row_of(input, &size);
    const capacity_catalog *catalog = capacity_catalog_builtin();
    const capacity_tiers *tiers = capacity_tiers_builtin();
    char name[CAPACITY_NAME_SIZE];
    size_t index = fuzz_below(input, 6);
    fuzz_text(input, name, sizeof name);
    (void)fuzz_status(capacity_catalog_find_machine(catalog, name, row, &err), &err);
    (void)fuzz_status(capacity_catalog_find_machine(catalog, "t3.large", row, &err), &err);
    (void)fuzz_status(capacity_catalog_find_meter(catalog, name, row, &err), &err);
    (void)fuzz_status(capacity_tiers_get(tiers, index, row, &err), &err);
    (void)fuzz_status(capacity_tiers_select(tiers, fuzz_value(input), fuzz_value(input), row, &err),
                      &err);
    (void)fuzz_status(capacity_tiers_find(tiers, name, &index, &err), &err);
    capacity_profile *profile = NULL;
    capacity_plan *plan = NULL;
    HOLDS(capacity_profile_new(fuzz_allocator(), &profile, &err) == CAPACITY_OK);
    HOLDS(capacity_plan_new(profile, catalog, tiers, NULL, &plan, &err) == CAPACITY_OK);
    (void)fuzz_status(capacity_plan_get_choice(plan, row, &err), &err);
    capacity_metrics *metrics = NULL;
    capacity_assessment *assessment = NULL;
    HOLDS(capacity_metrics_new(fuzz_allocator(), &metrics, &err) == CAPACITY_OK);
    HOLDS(capacity_assessment_new(metrics, plan, NULL, &assessment, &err) == CAPACITY_OK);
    (void)fuzz_status(capacity_assessment_get_summary(assessment, row, &err), &err);
    capacity_assessment_unref(assessment);
    capacity_metrics_free(metrics);
    capacity_plan_unref(plan);
    capacity_profile_free(profile);
    free(row);
}

/* Every _init writes inside the size it is told and no further. */
static void inits(fuzz_input *input)
{
    uint32_t size = (uint32_t)fuzz_below(input, 1400) + 4;
    unsigned char *row = malloc(size);
    HOLDS(row != NULL);
    memset(row, 0xee, size);
#define INIT(type) type##_init((void *)row, size)
    INIT(capacity_component_spec);
    INIT(capacity_table_spec);
    INIT(capacity_hpa_readiness);
    INIT(capacity_hpa_metric);
    INIT(capacity_hpa_proposal);
    INIT(capacity_hpa_spec);
    INIT(capacity_hpa_decision);
    INIT(capacity_machine);
    INIT(capacity_meter);
    INIT(capacity_band);
    INIT(capacity_option);
    INIT(capacity_tier);
    INIT(capacity_tier_component);
    INIT(capacity_tier_group);
    INIT(capacity_tier_item);
    INIT(capacity_tier_choice);
    INIT(capacity_plan_options);
    INIT(capacity_emit_options);
    INIT(capacity_plan_component);
    INIT(capacity_plan_group);
    INIT(capacity_plan_table);
    INIT(capacity_bill_line);
    INIT(capacity_finding);
    INIT(capacity_step);
    INIT(capacity_difference);
    INIT(capacity_migration_step);
    INIT(capacity_migration_change);
    INIT(capacity_migration_cost);
    INIT(capacity_rightsize_options);
    INIT(capacity_rightsize);
    INIT(capacity_guide_entry);
    INIT(capacity_metric_info);
    INIT(capacity_assessment_summary);
    INIT(capacity_trigger_result);
    INIT(capacity_missing);
#undef INIT
    uint32_t said = 0;
    memcpy(&said, row, sizeof said);
    HOLDS(said == size);
    free(row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const ways[])(fuzz_input *) = {into_profile, into_builder, out_of_handles,
                                                 one_out, inits};
    fuzz_input input = {data, size};
    ways[fuzz_below(&input, COUNT(ways))](&input);
    fuzz_settle();
    return 0;
}
