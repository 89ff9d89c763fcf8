/*
 * The plan object: made by running the stages in their order, read by everything after.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "plan/rows.h"
#include "plan/state.h"

#include <string.h>

int capacity__plan_ok(const capacity_plan *plan)
{
    return plan != NULL && capacity__counted_is(&plan->head, CAPACITY__KIND_PLAN);
}

/* Catalogue and ladder are immutable but for their count, which is atomic. */
static capacity_catalog *counted_catalog(const capacity_catalog *catalog)
{
    return (capacity_catalog *)(uintptr_t)catalog;
}

static capacity_tiers *counted_tiers(const capacity_tiers *tiers)
{
    return (capacity_tiers *)(uintptr_t)tiers;
}

static capacity_status take_options(const capacity_plan_options *options,
                                    capacity_plan_options *own, capacity_error *err)
{
    capacity_plan_options_init(own, sizeof *own);
    if (options != NULL)
        CAPACITY__TRY(capacity__row_in(own, sizeof *own, sizeof *own, options, err));
    if (own->flags != 0 || own->reserved != 0)
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "plan options: flags %" PRId64 " are not known",
                              (int64_t)(own->flags | own->reserved));
    return capacity_model_check(own->model, err);
}

static capacity_status run_stages(capacity_plan *plan, capacity_error *err)
{
    static capacity_status (*const stages[])(capacity_plan *, capacity_error *) = {
        capacity__stage_demand, capacity__stage_tier, capacity__stage_pods,
        capacity__stage_nodes,  capacity__stage_data, capacity__stage_cost,
    };
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        CAPACITY__TRY(stages[i](plan, err));
    capacity__stage_findings(plan);
    return CAPACITY_OK;
}

capacity_status capacity_plan_new(const capacity_profile *profile, const capacity_catalog *catalog,
                                  const capacity_tiers *tiers, const capacity_plan_options *options,
                                  capacity_plan **out, capacity_error *err)
{
    capacity_plan_options own;
    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    if (!capacity__profile_ok(profile))
        return capacity__null(err, "profile");
    const capacity_catalog *prices = capacity__catalog(catalog);
    const capacity_tiers *ladder = capacity__tiers(tiers);
    if (prices == NULL || ladder == NULL)
        return capacity__null(err, prices == NULL ? "catalog" : "tiers");
    CAPACITY__TRY(take_options(options, &own, err));
    CAPACITY__TRY(capacity__inputs_check(&profile->inputs, err));

    capacity_plan *plan = capacity__new(&profile->allocator, sizeof *plan);
    if (plan == NULL)
        return capacity__no_memory(err);
    plan->model = own.model > 0 ? own.model : capacity_model_latest();
    plan->catalog = prices;
    plan->tiers = ladder;
    plan->inputs = profile->inputs;
    capacity_status status = run_stages(plan, err);
    if (status < 0) {
        capacity__delete(&profile->allocator, plan);
        return status;
    }
    capacity__counted_begin(&plan->head, CAPACITY__KIND_PLAN, &profile->allocator);
    (void)capacity_catalog_ref(counted_catalog(prices));
    (void)capacity_tiers_ref(counted_tiers(ladder));
    *out = plan;
    return CAPACITY_OK;
}

capacity_plan *capacity_plan_ref(capacity_plan *object)
{
    if (object != NULL)
        capacity__counted_ref(&object->head, CAPACITY__KIND_PLAN);
    return object;
}

void capacity_plan_unref(capacity_plan *object)
{
    if (object == NULL || !capacity__counted_unref(&object->head, CAPACITY__KIND_PLAN))
        return;
    capacity_catalog_unref(counted_catalog(object->catalog));
    capacity_tiers_unref(counted_tiers(object->tiers));
    capacity__counted_end(&object->head);
}

uint32_t capacity_plan_model(const capacity_plan *plan)
{
    return capacity__plan_ok(plan) ? plan->model : 0;
}

const char *capacity_plan_catalog_name(const capacity_plan *plan)
{
    return capacity__plan_ok(plan) ? plan->catalog->label : "";
}

const char *capacity_plan_tier_name(const capacity_plan *plan)
{
    return capacity__plan_ok(plan) ? plan->tier->tier.name : "";
}

static capacity_status get(const capacity_plan *plan, capacity_field field, int64_t index,
                           int64_t *value, capacity_error *err)
{
    const capacity__field_info *info = capacity__field(field);
    if (info == NULL || info->unit == CAPACITY_UNIT_NAME)
        return capacity__fail(err, CAPACITY_E_FIELD,
                              info == NULL ? CAPACITY_FIELD_NONE : info->field, index,
                              "field %" PRId64 " is not a number of the plan", (int64_t)field);
    int place = capacity__field_place(field);
    *value = info->kind == CAPACITY_KIND_INPUT ? plan->inputs.value[place] : plan->result[place];
    return CAPACITY_OK;
}

capacity_status capacity_plan_get(const capacity_plan *plan, capacity_field field, int64_t *value,
                                  capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    if (value == NULL)
        return capacity__null(err, "value");
    return get(plan, field, -1, value, err);
}

capacity_status capacity_plan_get_many(const capacity_plan *plan, const capacity_field *fields,
                                       size_t n, int64_t *values, capacity_error *err)
{
    int64_t ignored;
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    if (n > 0 && (fields == NULL || values == NULL))
        return capacity__null(err, fields == NULL ? "fields" : "values");
    for (size_t i = 0; i < n; i++)
        CAPACITY__TRY(get(plan, fields[i], (int64_t)i, &ignored, err));
    for (size_t i = 0; i < n; i++)
        (void)get(plan, fields[i], (int64_t)i, &values[i], err); /* all are numbers of the plan */
    return CAPACITY_OK;
}

capacity_status capacity_plan_get_choice(const capacity_plan *plan, capacity_tier_choice *out,
                                         capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    if (out == NULL)
        return capacity__null(err, "out");
    CAPACITY__TRY(capacity__row_size(out->struct_size, sizeof *out, err));
    capacity__row_out(out, out->struct_size, &plan->choice, sizeof plan->choice);
    return CAPACITY_OK;
}
