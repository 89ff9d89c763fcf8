/*
 * The public getters of rows: one loop over the row functions for each.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "model/fields.h"
#include "plan/rows.h"

static capacity_status check_answer(uint32_t answer, capacity_error *err)
{
    if (answer <= CAPACITY_ANSWER_FORMULA)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                          "answer %" PRId64 " is none of 0, 1 and 2", (int64_t)answer);
}

capacity_status capacity_plan_get_components(const capacity_plan *plan,
                                             capacity_plan_component *out, size_t out_size,
                                             size_t max, size_t *count, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__FILL_ROWS(capacity_plan_component, capacity__component_count(plan),
                        capacity__component_row(plan, i, &row));
}

capacity_status capacity_plan_get_groups(const capacity_plan *plan, uint32_t answer,
                                         capacity_plan_group *out, size_t out_size, size_t max,
                                         size_t *count, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(check_answer(answer, err));
    CAPACITY__FILL_ROWS(capacity_plan_group, capacity__group_count(plan, (capacity_answer)answer),
                        capacity__group_row(plan, (capacity_answer)answer, i, &row));
}

capacity_status capacity_plan_get_tables(const capacity_plan *plan, capacity_plan_table *out,
                                         size_t out_size, size_t max, size_t *count,
                                         capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__FILL_ROWS(capacity_plan_table, capacity__table_count(plan),
                        capacity__table_row(plan, i, &row));
}

capacity_status capacity_plan_get_bill(const capacity_plan *plan, uint32_t answer,
                                       capacity_bill_line *out, size_t out_size, size_t max,
                                       size_t *count, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(check_answer(answer, err));
    CAPACITY__FILL_ROWS(capacity_bill_line, capacity__bill_count(plan, (capacity_answer)answer),
                        capacity__bill_row(plan, (capacity_answer)answer, i, &row));
}

capacity_status capacity_plan_get_findings(const capacity_plan *plan, capacity_finding *out,
                                           size_t out_size, size_t max, size_t *count,
                                           capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__FILL_ROWS(capacity_finding, capacity__finding_count(plan),
                        capacity__finding_row(plan, i, &row));
}

capacity_status capacity_plan_get_steps(const capacity_plan *plan, capacity_field field,
                                        capacity_step *out, size_t out_size, size_t max,
                                        size_t *count, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    if (field != CAPACITY_FIELD_NONE && capacity_field_kind(field) != CAPACITY_KIND_OUTPUT)
        return capacity__fail(err, CAPACITY_E_FIELD, CAPACITY_FIELD_NONE, -1,
                              "field %" PRId64 " is not a result", (int64_t)field);
    CAPACITY__FILL_ROWS(capacity_step, capacity__step_count(plan, field),
                        capacity__step_row(plan, field, i, &row));
}

capacity_status capacity_plan_get_differences(const capacity_plan *before,
                                              const capacity_plan *after, capacity_difference *out,
                                              size_t out_size, size_t max, size_t *count,
                                              capacity_error *err)
{
    if (!capacity__plan_ok(before) || !capacity__plan_ok(after))
        return capacity__null(err, capacity__plan_ok(before) ? "after" : "before");
    CAPACITY__FILL_ROWS(capacity_difference, capacity__difference_count(before, after),
                        capacity__difference_row(before, after, i, &row));
}
