/*
 * The struct_size protocol of versioned rows.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"

#include <string.h>

enum { LARGEST_ROW = 4096 };

capacity_status capacity__row_size(size_t size, size_t first, capacity_error *err)
{
    if (size < first || size > LARGEST_ROW)
        return capacity__fail(err, CAPACITY_E_STRUCT_SIZE, CAPACITY_FIELD_NONE, -1,
                              "struct_size %zu is not between %zu and %zu bytes", size, first,
                              (size_t)LARGEST_ROW);
    return CAPACITY_OK;
}

capacity_status capacity__row_in(void *own, size_t own_size, size_t first, const void *row,
                                 capacity_error *err)
{
    uint32_t size;
    memcpy(&size, row, sizeof size);
    CAPACITY__TRY(capacity__row_size(size, first, err));

    const unsigned char *bytes = row;
    for (size_t i = own_size; i < size; i++)
        if (bytes[i] != 0)
            return capacity__fail(err, CAPACITY_E_STRUCT_NEWER, CAPACITY_FIELD_NONE, (int64_t)i,
                                  "byte %zu of the struct is set, this library knows %zu", i,
                                  own_size);
    memset(own, 0, own_size);
    memcpy(own, row, size < own_size ? size : own_size);
    uint32_t own_tag = (uint32_t)own_size;
    memcpy(own, &own_tag, sizeof own_tag);
    return CAPACITY_OK;
}

void capacity__row_out(void *row, size_t size, const void *own, size_t own_size)
{
    uint32_t tag = (uint32_t)size;
    memset(row, 0, size);
    memcpy(row, own, size < own_size ? size : own_size);
    memcpy(row, &tag, sizeof tag);
}

void capacity__row_out_at(void *rows, size_t size, size_t index, const void *own, size_t own_size)
{
    capacity__row_out((char *)rows + index * size, size, own, own_size);
}

capacity_status capacity__rows_begin(const void *out, size_t out_size, size_t first, size_t max,
                                     size_t *count, size_t available, capacity_error *err)
{
    if (count == NULL)
        return capacity__null(err, "count");
    if (out != NULL)
        CAPACITY__TRY(capacity__row_size(out_size, first, err));
    *count = available;
    if (out != NULL && max < available)
        return capacity__fail(err, CAPACITY_E_BUFFER, CAPACITY_FIELD_NONE, -1,
                              "room for %zu rows, there are %zu", max, available);
    return CAPACITY_OK;
}

void capacity__name_copy(char *to, size_t size, const char *from)
{
    size_t len = strlen(from);
    if (len > size - 1)
        len = size - 1;
    memcpy(to, from, len);
    memset(to + len, 0, size - len);
}

int capacity__name_ends(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

static void row_init(void *row, uint32_t size)
{
    if (row == NULL || size < sizeof size || size > LARGEST_ROW)
        return;
    memset(row, 0, size);
    memcpy(row, &size, sizeof size); /* struct_size comes first */
}

/* T_init of every versioned row: zeros, and the size where the caller's struct has room for it. */
#define ROW_INIT(type)                                                                             \
    void type##_init(type *row, uint32_t size)                                                     \
    {                                                                                              \
        row_init(row, size);                                                                       \
    }

ROW_INIT(capacity_hpa_readiness)
ROW_INIT(capacity_hpa_metric)
ROW_INIT(capacity_hpa_proposal)
ROW_INIT(capacity_hpa_spec)
ROW_INIT(capacity_hpa_decision)
ROW_INIT(capacity_machine)
ROW_INIT(capacity_meter)
ROW_INIT(capacity_band)
ROW_INIT(capacity_option)
ROW_INIT(capacity_tier)
ROW_INIT(capacity_tier_component)
ROW_INIT(capacity_tier_group)
ROW_INIT(capacity_tier_item)
ROW_INIT(capacity_tier_choice)
ROW_INIT(capacity_guide_entry)
ROW_INIT(capacity_component_spec)
ROW_INIT(capacity_table_spec)
ROW_INIT(capacity_plan_options)
ROW_INIT(capacity_plan_component)
ROW_INIT(capacity_plan_group)
ROW_INIT(capacity_plan_table)
ROW_INIT(capacity_bill_line)
ROW_INIT(capacity_finding)
ROW_INIT(capacity_step)
ROW_INIT(capacity_difference)
ROW_INIT(capacity_emit_options)
ROW_INIT(capacity_metric_info)
ROW_INIT(capacity_assessment_summary)
ROW_INIT(capacity_trigger_result)
ROW_INIT(capacity_missing)
ROW_INIT(capacity_simulation_options)
ROW_INIT(capacity_simulation_component)
ROW_INIT(capacity_simulation_metric)
ROW_INIT(capacity_simulation_policy)
ROW_INIT(capacity_simulation_group)
ROW_INIT(capacity_simulation_autoscaler)
ROW_INIT(capacity_simulation_tick)
ROW_INIT(capacity_simulation_component_tick)
ROW_INIT(capacity_simulation_group_tick)
ROW_INIT(capacity_simulation_event)
ROW_INIT(capacity_simulation_totals)
ROW_INIT(capacity_migration_step)
ROW_INIT(capacity_migration_change)
ROW_INIT(capacity_migration_cost)
ROW_INIT(capacity_rightsize_options)
ROW_INIT(capacity_rightsize)
