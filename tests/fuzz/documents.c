/*
 * Documents for the fuzz targets: read, write both ways, read again, and plan.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz.h"

#include <stdlib.h>

static capacity_status read_profile(const char *text, size_t size, void **out, capacity_error *err)
{
    capacity_profile *profile = NULL;
    capacity_status status =
        capacity_profile_new_from_text(text, size, fuzz_allocator(), &profile, err);
    *out = profile;
    return status;
}

static capacity_status write_profile(const void *object, uint32_t format, char *buf, size_t size,
                                     size_t *needed, capacity_error *err)
{
    return capacity_profile_write_text(object, format, buf, size, needed, err);
}

static void release_profile(void *object)
{
    capacity_profile_free(object);
}

static capacity_status read_catalog(const char *text, size_t size, void **out, capacity_error *err)
{
    capacity_catalog *catalog = NULL;
    capacity_status status =
        capacity_catalog_new_from_text(text, size, fuzz_allocator(), &catalog, err);
    *out = catalog;
    return status;
}

static capacity_status write_catalog(const void *object, uint32_t format, char *buf, size_t size,
                                     size_t *needed, capacity_error *err)
{
    return capacity_catalog_write_text(object, format, buf, size, needed, err);
}

static void release_catalog(void *object)
{
    capacity_catalog_unref(object);
}

static capacity_status read_tiers(const char *text, size_t size, void **out, capacity_error *err)
{
    capacity_tiers *tiers = NULL;
    capacity_status status =
        capacity_tiers_new_from_text(text, size, fuzz_allocator(), &tiers, err);
    *out = tiers;
    return status;
}

static capacity_status write_tiers(const void *object, uint32_t format, char *buf, size_t size,
                                   size_t *needed, capacity_error *err)
{
    return capacity_tiers_write_text(object, format, buf, size, needed, err);
}

static void release_tiers(void *object)
{
    capacity_tiers_unref(object);
}

static capacity_status read_metrics(const char *text, size_t size, void **out, capacity_error *err)
{
    capacity_metrics *metrics = NULL;
    capacity_status status =
        capacity_metrics_new_from_text(text, size, fuzz_allocator(), &metrics, err);
    *out = metrics;
    return status;
}

static capacity_status write_metrics(const void *object, uint32_t format, char *buf, size_t size,
                                     size_t *needed, capacity_error *err)
{
    return capacity_metrics_write_text(object, format, buf, size, needed, err);
}

static void release_metrics(void *object)
{
    capacity_metrics_free(object);
}

const fuzz_document fuzz_metrics = {read_metrics, write_metrics, release_metrics};
const fuzz_document fuzz_profile = {read_profile, write_profile, release_profile};
const fuzz_document fuzz_catalog = {read_catalog, write_catalog, release_catalog};
const fuzz_document fuzz_tiers = {read_tiers, write_tiers, release_tiers};

/* The text of an object in a buffer of exactly its size; the caller frees it. */
static char *written(const fuzz_document *document, const void *object, uint32_t format)
{
    capacity_error err;
    size_t needed = 0, again = 0;
    HOLDS(document->write(object, format, NULL, 0, &needed, &err) == CAPACITY_OK);
    char *text = malloc(needed + 1);
    HOLDS(text != NULL);
    HOLDS(document->write(object, format, text, needed + 1, &again, &err) == CAPACITY_OK);
    HOLDS(again == needed && strlen(text) == needed);
    if (needed > 0) {
        capacity_status status = document->write(object, format, text, needed, &again, &err);
        HOLDS(!fuzz_status(status, &err) && status == CAPACITY_E_BUFFER && again == needed);
        HOLDS(document->write(object, format, text, needed + 1, &again, &err) == CAPACITY_OK);
    }
    return text;
}

static void check_round_trip(const fuzz_document *document, const void *object, uint32_t format,
                             const char *json)
{
    capacity_error err;
    char *text = written(document, object, format);
    size_t size = strlen(text);
    char *exact = malloc(size + 1);
    HOLDS(exact != NULL);
    memcpy(exact, text, size);
    void *copy = NULL;
    HOLDS(document->read(exact, size, &copy, &err) == CAPACITY_OK && copy != NULL);
    free(exact);
    char *again = written(document, copy, CAPACITY_FORMAT_JSON);
    HOLDS(strcmp(again, json) == 0);
    free(again);
    document->release(copy);
    free(text);
}

void *fuzz_read(const fuzz_document *document, const uint8_t *data, size_t size)
{
    capacity_error err;
    void *object = NULL;
    if (!fuzz_status(document->read((const char *)data, size, &object, &err), &err)) {
        HOLDS(object == NULL);
        return NULL;
    }
    HOLDS(object != NULL);
    char *json = written(document, object, CAPACITY_FORMAT_JSON);
    check_round_trip(document, object, CAPACITY_FORMAT_JSON, json);
    check_round_trip(document, object, CAPACITY_FORMAT_YAML, json);
    free(json);
    return object;
}

/* --- plans ------------------------------------------------------------------------------------ */

/* One form and one kind of text a time, since they take most of the time of a run. */
static void write_one(const capacity_plan *plan, size_t turn)
{
    static char text[1 << 18]; /* what does not fit is cut, and the length told */
    const uint32_t format = (uint32_t)(turn / 4 % (CAPACITY_FORMAT_MARKDOWN + 2));
    const bool known = format >= CAPACITY_FORMAT_TEXT && format <= CAPACITY_FORMAT_MARKDOWN;
    capacity_error err;
    capacity_status status = CAPACITY_OK;
    size_t needed = 0;
    if (turn % 4 == 0)
        status = capacity_plan_write_steps(plan, format, text, sizeof text, &needed, &err);
    else if (turn % 4 == 1)
        status =
            capacity_plan_write_differences(plan, plan, format, text, sizeof text, &needed, &err);
    else
        status = capacity_plan_write(plan, format, text, sizeof text, &needed, &err);
    if (fuzz_status(status, &err))
        HOLDS(known && strlen(text) == needed);
    else
        HOLDS(!known || status == CAPACITY_E_BUFFER);
}

static void check_bill(const capacity_plan *plan, uint32_t answer)
{
    capacity_error err;
    capacity_bill_line lines[64];
    size_t count = 0;
    HOLDS(capacity_plan_get_bill(plan, answer, lines, sizeof *lines, COUNT(lines), &count, &err) ==
          CAPACITY_OK);
    for (size_t i = 0; i < count; i++)
        HOLDS(memchr(lines[i].key, '\0', sizeof lines[i].key) != NULL &&
              lines[i].monthly_low_uusd <= lines[i].monthly_uusd &&
              lines[i].monthly_uusd <= lines[i].monthly_high_uusd);
}

void fuzz_read_plan(const capacity_plan *plan, size_t turn)
{
    capacity_error err;
    for (size_t i = 0; i < capacity_field_count(); i++) {
        capacity_field field = capacity_field_at(i);
        int64_t value = -7, again = -8;
        capacity_status status = capacity_plan_get(plan, field, &value, &err);
        if (!fuzz_status(status, &err))
            continue;
        HOLDS(capacity_plan_get_many(plan, &field, 1, &again, &err) == CAPACITY_OK);
        HOLDS(value == again);
        if (i != turn % capacity_field_count())
            continue;
        size_t count = 0;
        status = capacity_plan_get_steps(plan, field, NULL, 0, 0, &count, &err);
        HOLDS(fuzz_status(status, &err) || status == CAPACITY_E_FIELD);
    }
    for (uint32_t answer = CAPACITY_ANSWER_TIER; answer <= CAPACITY_ANSWER_RECOMMENDED; answer++)
        check_bill(plan, answer);
    HOLDS(capacity_plan_tier_name(plan) != NULL && capacity_plan_catalog_name(plan) != NULL);
    HOLDS(capacity_plan_model(plan) >= 1);
    write_one(plan, turn);
}

void fuzz_plan(const capacity_profile *profile, const capacity_catalog *catalog,
               const capacity_tiers *tiers, size_t turn)
{
    capacity_error err;
    capacity_profile *preset = NULL;
    capacity_plan *plan = NULL;
    if (profile == NULL) {
        HOLDS(capacity_profile_new(fuzz_allocator(), &preset, &err) == CAPACITY_OK);
        HOLDS(capacity_profile_set(preset, CAPACITY_IN_CONCURRENT_USERS, 1000, &err) ==
              CAPACITY_OK);
        profile = preset;
    }
    capacity_status checked = capacity_profile_check(profile, &err);
    bool sound = fuzz_status(checked, &err);
    capacity_status status = capacity_plan_new(profile, catalog, tiers, NULL, &plan, &err);
    HOLDS(fuzz_status(status, &err) == (plan != NULL) && (sound || plan == NULL));
    if (plan != NULL)
        fuzz_read_plan(plan, turn);
    capacity_plan_unref(plan);
    capacity_profile_free(preset);
}

/* --- assessments ------------------------------------------------------------------------------- */

static void check_summary(const capacity_assessment_summary *row)
{
    HOLDS(row->verdict >= CAPACITY_VERDICT_HOLD && row->verdict <= CAPACITY_VERDICT_CHANGE_TIER);
    HOLDS(row->confidence_ppm >= 0 && row->confidence_ppm <= CAPACITY_PPM);
    HOLDS(row->known <= row->needed && row->look_again_us >= 15 * CAPACITY_SECOND_US);
    HOLDS(memchr(row->sentence, '\0', sizeof row->sentence) != NULL);
    HOLDS((row->exit_code == CAPACITY_EXIT_CRITICAL) == (row->level == CAPACITY_LEVEL_CRITICAL));
    if (row->verdict == CAPACITY_VERDICT_SCALE_DOWN)
        HOLDS(row->pods < row->replicas && row->pods >= row->pods_min &&
              row->known == row->needed && row->level != CAPACITY_LEVEL_CRITICAL);
    else if (row->replicas != CAPACITY_INVALID)
        HOLDS(row->pods >= row->replicas);
}

void fuzz_assess(const capacity_metrics *metrics, const capacity_plan *plan, size_t turn)
{
    static const char *const components[] = {NULL, "", "backend", "frontend", "worker"};
    static char text[1 << 15];
    capacity_error err;
    capacity_assessment *assessment = NULL;
    capacity_assessment_summary summary = CAPACITY_INIT(capacity_assessment_summary);
    size_t triggers = 0, missing = 0, needed = 0;
    capacity_status status =
        capacity_assessment_new(metrics, plan, components[turn % 5], &assessment, &err);
    HOLDS(fuzz_status(status, &err) == (assessment != NULL));
    if (assessment == NULL)
        return;
    HOLDS(capacity_metrics_check(metrics, &err) == CAPACITY_OK);
    HOLDS(capacity_assessment_get_summary(assessment, &summary, &err) == CAPACITY_OK);
    check_summary(&summary);
    HOLDS(capacity_assessment_get_triggers(assessment, NULL, 0, 0, &triggers, &err) == CAPACITY_OK);
    HOLDS(capacity_assessment_get_missing(assessment, NULL, 0, 0, &missing, &err) == CAPACITY_OK);
    HOLDS(triggers >= (size_t)(summary.fired + summary.pending));
    HOLDS(missing >= (size_t)(summary.needed - summary.known));
    const uint32_t format = (uint32_t)(turn / 5 % 6);
    status = capacity_assessment_write(assessment, format, text, sizeof text, &needed, &err);
    if (fuzz_status(status, &err))
        HOLDS(strlen(text) == needed);
    HOLDS(capacity_assessment_ref(assessment) == assessment);
    capacity_assessment_unref(assessment);
    capacity_assessment_unref(assessment);
}
