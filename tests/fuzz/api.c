/*
 * Bytes as a program over handles: made, changed, planned, shared and released in any order, with
 * failing allocations and NULL among the arguments.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

enum { SLOTS = 3, STEPS = 64 };

typedef struct machine {
    capacity_profile *profile[SLOTS];
    capacity_catalog *catalog[SLOTS];
    capacity_catalog_builder *builder[SLOTS];
    capacity_tiers *tiers[SLOTS];
    capacity_plan *plan[SLOTS];
    capacity_metrics *metrics[SLOTS];
    fuzz_input *input;
    capacity_error err;
} machine;

static size_t slot(machine *m)
{
    return fuzz_below(m->input, SLOTS);
}

static void judge(machine *m, capacity_status status)
{
    (void)fuzz_status(status, &m->err);
}

/* A constructor: sets the handle on success and NULL on failure. */
#define MADE(handle, call)                                                                         \
    do {                                                                                           \
        capacity_status made_ = (call);                                                            \
        HOLDS(fuzz_status(made_, &m->err) == ((handle) != NULL));                                  \
    } while (0)

static void new_profile(machine *m)
{
    size_t i = slot(m);
    capacity_profile_free(m->profile[i]);
    MADE(m->profile[i], capacity_profile_new(fuzz_allocator(), &m->profile[i], &m->err));
}

static void clone_profile(machine *m)
{
    size_t i = slot(m), k = slot(m);
    if (i == k)
        return;
    capacity_profile_free(m->profile[i]);
    MADE(m->profile[i], capacity_profile_clone(m->profile[k], &m->profile[i], &m->err));
}

static void set_field(machine *m)
{
    capacity_profile *profile = m->profile[slot(m)];
    capacity_field fields[2] = {fuzz_field(m->input), fuzz_field(m->input)};
    int64_t values[2] = {fuzz_value(m->input), fuzz_value(m->input)};
    judge(m, capacity_profile_set(profile, fields[0], values[0], &m->err));
    judge(m, capacity_profile_set_many(profile, fields, values, fuzz_below(m->input, 3), &m->err));
    judge(m, capacity_profile_reset(profile, fuzz_field(m->input), &m->err));
}

static void set_text(machine *m)
{
    char name[48], value[80];
    fuzz_text(m->input, name, sizeof name);
    fuzz_text(m->input, value, sizeof value);
    const char *key = capacity_field_key(fuzz_field(m->input));
    judge(m,
          capacity_profile_set_text(m->profile[slot(m)], key == NULL ? name : key, value, &m->err));
}

static void free_profile(machine *m)
{
    size_t i = slot(m);
    capacity_profile_free(m->profile[i]);
    m->profile[i] = NULL;
}

static void new_builder(machine *m)
{
    size_t i = slot(m);
    const capacity_catalog *base = fuzz_byte(m->input) % 2 == 0 ? NULL : m->catalog[slot(m)];
    capacity_catalog_builder_free(m->builder[i]);
    MADE(m->builder[i],
         capacity_catalog_builder_new(base, fuzz_allocator(), &m->builder[i], &m->err));
}

static void set_source(machine *m)
{
    char name[80], region[80], as_of[80];
    fuzz_text(m->input, name, sizeof name);
    fuzz_text(m->input, region, sizeof region);
    fuzz_text(m->input, as_of, sizeof as_of);
    judge(m,
          capacity_catalog_builder_set_source(m->builder[slot(m)], name, region, as_of, &m->err));
}

static void change_machine(machine *m)
{
    capacity_machine row;
    capacity_machine_init(&row, sizeof row);
    judge(m, capacity_catalog_find_machine(capacity_catalog_builtin(), "t3.large", &row, &m->err));
    row.cpu_mcpu = fuzz_natural(m->input);
    row.memory_bytes = fuzz_natural(m->input);
    row.hour_nusd = fuzz_natural(m->input);
    row.max_pods = fuzz_natural(m->input) >> fuzz_below(m->input, 63);
    judge(m, capacity_catalog_builder_put_machine(m->builder[slot(m)], &row, &m->err));
}

static void change_option(machine *m)
{
    capacity_option row;
    capacity_option_init(&row, sizeof row);
    row.kind = (uint32_t)fuzz_below(m->input, 10);
    memcpy(row.scope, "t3.large", sizeof "t3.large");
    row.price_nusd = fuzz_natural(m->input);
    row.off_ppm = (int64_t)fuzz_below(m->input, 60000) * 20;
    judge(m, capacity_catalog_builder_put_option(m->builder[slot(m)], &row, &m->err));
}

/* A meter of the built-in catalogue with another price. */
static void change_meter(machine *m)
{
    static const char *const names[] = {"eks.cluster_hour", "dynamodb.on_demand_write",
                                        "dynamodb.wcu_hour", "ec2.transfer_out", "none"};
    capacity_meter row;
    capacity_meter_init(&row, sizeof row);
    const char *name = names[fuzz_below(m->input, COUNT(names))];
    const capacity_catalog *from = capacity_catalog_builtin();
    if (!fuzz_status(capacity_catalog_find_meter(from, name, &row, &m->err), &m->err))
        return;
    const int64_t ends[] = {fuzz_natural(m->input), CAPACITY_OPEN};
    const int64_t prices[] = {fuzz_natural(m->input), fuzz_natural(m->input)};
    judge(m,
          capacity_catalog_builder_put_meter(m->builder[slot(m)], &row, ends, prices, 2, &m->err));
}

static void drop_rows(machine *m)
{
    char name[80];
    fuzz_text(m->input, name, sizeof name);
    capacity_catalog_builder *builder = m->builder[slot(m)];
    judge(m, capacity_catalog_builder_drop_machine(builder, name, &m->err));
    judge(m, capacity_catalog_builder_drop_meter(builder, name, &m->err));
    judge(m, capacity_catalog_builder_drop_option(builder, fuzz_byte(m->input), name, &m->err));
    judge(m, capacity_catalog_builder_drop_machine(builder, "t3.large", &m->err));
}

static void finish(machine *m)
{
    size_t i = slot(m), k = slot(m);
    capacity_catalog_unref(m->catalog[k]);
    MADE(m->catalog[k], capacity_catalog_builder_finish(m->builder[i], &m->catalog[k], &m->err));
}

static void free_builder(machine *m)
{
    size_t i = slot(m);
    capacity_catalog_builder_free(m->builder[i]);
    m->builder[i] = NULL;
}

static void use_catalog(machine *m)
{
    char name[80];
    fuzz_text(m->input, name, sizeof name);
    const capacity_catalog *catalog = m->catalog[slot(m)];
    HOLDS((*capacity_catalog_name(catalog) == '\0') == (catalog == NULL));
    HOLDS(capacity_catalog_region(catalog) != NULL && capacity_catalog_as_of(catalog) != NULL);
    const char *meter = fuzz_byte(m->input) % 2 == 0 ? name : "dynamodb.on_demand_write";
    int64_t cost = -7;
    judge(m, capacity_catalog_cost(catalog, meter, fuzz_value(m->input), fuzz_byte(m->input) % 3,
                                   &cost, &m->err));
    judge(m, capacity_catalog_machine_price(catalog, "t3.large", fuzz_byte(m->input) % 8,
                                            fuzz_byte(m->input) % 8, &cost, &m->err));
}

static void share(machine *m)
{
    size_t i = slot(m), k = slot(m);
    if (i == k)
        return;
    capacity_catalog_unref(m->catalog[i]);
    m->catalog[i] = capacity_catalog_ref(m->catalog[k]);
    capacity_tiers_unref(m->tiers[i]);
    m->tiers[i] = capacity_tiers_ref(m->tiers[k]);
    capacity_plan_unref(m->plan[i]);
    m->plan[i] = capacity_plan_ref(m->plan[k]);
}

static void take_builtin(machine *m)
{
    size_t i = slot(m);
    capacity_catalog_unref(m->catalog[i]);
    m->catalog[i] = capacity_catalog_builtin();
    capacity_tiers_unref(m->tiers[i]);
    m->tiers[i] = capacity_tiers_builtin();
    HOLDS(capacity_tiers_count(m->tiers[i]) == 4 && capacity_tiers_source(m->tiers[i]) != NULL);
}

static void release_shared(machine *m)
{
    size_t i = slot(m);
    capacity_catalog_unref(m->catalog[i]);
    m->catalog[i] = NULL;
    capacity_tiers_unref(m->tiers[i]);
    m->tiers[i] = NULL;
    capacity_plan_unref(m->plan[i]);
    m->plan[i] = NULL;
}

static void plan(machine *m)
{
    size_t i = slot(m);
    capacity_plan_unref(m->plan[i]);
    MADE(m->plan[i], capacity_plan_new(m->profile[slot(m)], m->catalog[slot(m)], m->tiers[slot(m)],
                                       NULL, &m->plan[i], &m->err));
}

static void look(machine *m)
{
    const capacity_plan *before = m->plan[slot(m)], *after = m->plan[slot(m)];
    size_t count = 0, needed = 0;
    int64_t value = 0;
    char text[512];
    judge(m, capacity_plan_get(before, fuzz_field(m->input), &value, &m->err));
    judge(m, capacity_plan_get_differences(before, after, NULL, 0, 0, &count, &m->err));
    judge(m, capacity_plan_write_differences(before, after, fuzz_byte(m->input) % 6, text,
                                             sizeof text, &needed, &m->err));
    judge(m, capacity_migration_get_steps(before, after, fuzz_byte(m->input) % 4, NULL, 0, 0,
                                          &count, &m->err));
    judge(m,
          capacity_migration_write(before, after, fuzz_byte(m->input) % 4, fuzz_byte(m->input) % 6,
                                   text, sizeof text, &needed, &m->err));
}

static void look_at_all(machine *m)
{
    const capacity_plan *any = m->plan[slot(m)];
    fuzz_fail_at(0);
    if (any != NULL)
        fuzz_read_plan(any, fuzz_byte(m->input));
}

/* Options of which some are set: a text that the input wrote, or a good one. */
static capacity_emit_options some_options(machine *m)
{
    capacity_emit_options options;
    capacity_emit_options_init(&options, sizeof options);
    uint8_t shape = fuzz_byte(m->input);
    options.answer = shape % 4;
    options.flags = fuzz_byte(m->input) % 12;
    if (shape & 4)
        options.kubernetes_minor = fuzz_byte(m->input);
    if (shape & 8)
        options.scale_up_tolerance_ppm = fuzz_natural(m->input);
    if (shape & 16)
        fuzz_text(m->input, options.deployment, sizeof options.deployment);
    if (shape & 32)
        fuzz_text(m->input, options.app_label, sizeof options.app_label);
    if (shape & 64)
        memcpy(options.object, "x-*-y", sizeof "x-*-y");
    if (shape & 128)
        fuzz_text(m->input, options.team, sizeof options.team);
    return options;
}

/* Twice the same text, of the length announced. */
static void emit(machine *m)
{
    static char first[1 << 17], second[1 << 17];
    const capacity_plan *of = m->plan[slot(m)];
    capacity_emit_kind kind = capacity_emit_kind_at(fuzz_below(m->input, 20));
    capacity_emit_options options = some_options(m);
    uint32_t format = fuzz_byte(m->input) % 6;
    size_t needed = 0;
    char name[CAPACITY_NAME_SIZE];
    if (fuzz_byte(m->input) % 8 != 0)
        format = capacity_emit_kind_format(kind, format);
    judge(m, capacity_emit_kind_file(kind, format, name, sizeof name, NULL, &m->err));
    HOLDS(capacity_emit_kind_from_name(capacity_emit_kind_name(kind)) == kind);
    HOLDS((*capacity_emit_kind_summary(kind) == '\0') == (kind == CAPACITY_EMIT_NONE));
    HOLDS(capacity_emit_kind_at(capacity_emit_kind_count()) == CAPACITY_EMIT_NONE);
    capacity_status status =
        capacity_plan_emit(of, kind, &options, format, NULL, 0, &needed, &m->err);
    if (!fuzz_status(status, &m->err) || needed >= sizeof first)
        return;
    fuzz_fail_at(0);
    HOLDS(capacity_plan_emit(of, kind, &options, format, first, needed + 1, NULL, &m->err) == 0);
    HOLDS(capacity_plan_emit(of, kind, &options, format, second, needed + 1, NULL, &m->err) == 0);
    HOLDS(strlen(first) == needed && strcmp(first, second) == 0);
}

static void new_metrics(machine *m)
{
    size_t i = slot(m), k = slot(m);
    capacity_metrics_free(m->metrics[i]);
    if (i == k)
        MADE(m->metrics[i], capacity_metrics_new(fuzz_allocator(), &m->metrics[i], &m->err));
    else
        MADE(m->metrics[i], capacity_metrics_clone(m->metrics[k], &m->metrics[i], &m->err));
}

static void set_metric(machine *m)
{
    char key[40], value[40], held[40];
    int64_t number[3];
    capacity_metrics *metrics = m->metrics[slot(m)];
    capacity_metric metric = (capacity_metric)fuzz_byte(m->input);
    const char *known = capacity_metric_key(metric);
    HOLDS((known == NULL) == (capacity_metric_unit(metric) == CAPACITY_UNIT_NONE));
    HOLDS(known == NULL || capacity_metric_from_key(known) == metric);
    judge(m, capacity_metrics_set(metrics, metric, fuzz_natural(m->input) % 2000000,
                                  fuzz_value(m->input), fuzz_value(m->input), &m->err));
    judge(m, capacity_metrics_get(metrics, metric, &number[0], &number[1], &number[2], &m->err));
    judge(m, capacity_metrics_set(metrics, metric, fuzz_natural(m->input) % 100,
                                  fuzz_natural(m->input) % CAPACITY_METRIC_HELD_US, CAPACITY_AUTO,
                                  &m->err));
    fuzz_text(m->input, key, sizeof key);
    fuzz_text(m->input, value, sizeof value);
    fuzz_text(m->input, held, sizeof held);
    judge(m, capacity_metrics_set_text(metrics, known == NULL ? key : known, value, held, value,
                                       &m->err));
    if (fuzz_byte(m->input) % 4 == 0)
        judge(m, capacity_metrics_reset(metrics, metric, &m->err));
}

static void assess(machine *m)
{
    const capacity_metrics *metrics = m->metrics[slot(m)];
    judge(m, capacity_metrics_check(metrics, &m->err));
    fuzz_assess(metrics, m->plan[slot(m)], fuzz_byte(m->input));
}

static void starve(machine *m)
{
    fuzz_fail_at(fuzz_below(m->input, 12));
}

/* The words of versions, models, sections. */
static void ask(machine *m)
{
    uint32_t number = (uint32_t)fuzz_value(m->input);
    judge(m, capacity_version_check(number, &m->err));
    HOLDS(capacity_version_check(CAPACITY_VERSION_NUMBER, &m->err) == CAPACITY_OK);
    HOLDS(capacity_version_number() == CAPACITY_VERSION_NUMBER && *capacity_version_string() != 0);
    judge(m, capacity_model_check(number, &m->err));
    HOLDS(capacity_model_check(capacity_model_latest(), &m->err) == CAPACITY_OK);
    (void)capacity_guide_section_title((capacity_guide_section)number);
    HOLDS(capacity_status_name((capacity_status)number) != NULL);
    capacity_error_clear(&m->err);
    HOLDS(m->err.code == 0 && m->err.index == -1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const steps[])(machine *) = {
        new_profile, clone_profile, set_field,      set_field,     set_text,     free_profile,
        new_builder, set_source,    change_machine, change_option, change_meter, drop_rows,
        finish,      free_builder,  use_catalog,    share,         take_builtin, release_shared,
        plan,        plan,          look,           look_at_all,   starve,       ask,
        emit,        emit,          new_metrics,    set_metric,    set_metric,   assess};
    fuzz_input input = {data, size};
    machine m = {.input = &input};
    for (int i = 0; i < STEPS && input.left > 0; i++)
        steps[fuzz_below(&input, COUNT(steps))](&m);
    for (size_t i = 0; i < SLOTS; i++) {
        capacity_profile_free(m.profile[i]);
        capacity_catalog_builder_free(m.builder[i]);
        capacity_catalog_unref(m.catalog[i]);
        capacity_tiers_unref(m.tiers[i]);
        capacity_plan_unref(m.plan[i]);
        capacity_metrics_free(m.metrics[i]);
    }
    fuzz_settle();
    return 0;
}
