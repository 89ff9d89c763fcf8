/*
 * Reasons, as annotations and as REASONS.md.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/emit_private.h"

#include "text/people.h"
#include "text/plan_names.h"

#include <string.h>

/* Of the two sinks one is set. */
struct capacity__reasons {
    capacity__emitter *emitter;
    capacity__out *out;
    size_t count; /* under the last title */
};

void capacity__reason_title(capacity__reasons *reasons, const char *format, ...)
{
    va_list args;

    reasons->count = 0;
    if (reasons->out == NULL)
        return;
    capacity__put(reasons->out, "\n### ");
    va_start(args, format);
    capacity__put_vformat(reasons->out, format, args);
    va_end(args);
    capacity__put(reasons->out, "\n\n");
}

static void put_row(capacity__out *out, const char *path, const char *sentence, size_t count)
{
    if (count == 0)
        capacity__put(out, "| field | why |\n| --- | --- |\n");
    capacity__put_format(out, "| `%s` | ", path);
    capacity__put_clean(out, sentence, strlen(sentence), 1);
    capacity__put(out, " |\n");
}

static void annotate(capacity__emitter *emitter, const char *path, const char *sentence,
                     size_t count)
{
    static const char prefix[] = CAPACITY__REASON_PREFIX;
    char key[sizeof prefix + CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(key, sizeof key);

    if (count == 0) {
        capacity__emit_key(emitter, "annotations");
        capacity__emit_map(emitter);
    }
    capacity__put_format(&out, "%s%s", prefix, path);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_pair(emitter, key, sentence);
}

void capacity__reason(capacity__reasons *reasons, const char *path, const char *format, ...)
{
    char sentence[CAPACITY__REASON_BYTES + 1];
    capacity__out out = capacity__out_new(sentence, sizeof sentence);
    va_list args;

    va_start(args, format);
    capacity__put_vformat(&out, format, args);
    va_end(args);
    (void)capacity__out_end(&out, NULL, NULL);
    if (reasons->emitter != NULL)
        annotate(reasons->emitter, path, sentence, reasons->count);
    else
        put_row(reasons->out, path, sentence, reasons->count);
    reasons->count++;
}

void capacity__emit_annotations(const capacity__emission *emission, size_t object)
{
    capacity__reasons reasons = {.emitter = emission->emitter};

    if (emission->options->flags & CAPACITY_EMIT_NO_REASONS)
        return;
    emission->kind->reasons(emission, object, &reasons);
    capacity__emit_map_end(
        emission->emitter); /* which the first reason began: each object has one */
}

static void put_kind(const capacity__emission *emission, capacity__out *out)
{
    const capacity__emit_kind *kind = emission->kind;
    capacity__reasons reasons = {.out = out};
    size_t objects = kind->objects(emission);

    capacity__put_format(out, "\n## %s\n\n%s.\n", kind->name, kind->summary);
    for (size_t i = 0; i < objects; i++)
        kind->reasons(emission, i, &reasons);
}

/* A kind without reasons, like this page itself, has no section. */
capacity_status capacity__emit_page(const capacity__emission *emission, capacity__out *out,
                                    capacity_error *err)
{
    const capacity_plan *plan = emission->plan;
    const capacity__emit_kind *kind;

    capacity__put_format(out,
                         "# Reasons\n\nWhy each number of the manifests is what it is: the %s "
                         "answer of a plan of the tier %s, formulas %" PRId64 ", prices %s.\n",
                         capacity__enum_name(&capacity__names_answer, emission->options->answer),
                         capacity_plan_tier_name(plan), (int64_t)capacity_plan_model(plan),
                         capacity_plan_catalog_name(plan));
    for (size_t i = 0; (kind = capacity__emit_kind_at(i)) != NULL; i++) {
        capacity__emission part = *emission;
        part.kind = kind;
        if (kind->reasons == NULL)
            continue;
        if (kind->check != NULL)
            CAPACITY__TRY(kind->check(&part, err));
        put_kind(&part, out);
    }
    return CAPACITY_OK;
}
