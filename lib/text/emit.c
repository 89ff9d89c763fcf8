/*
 * Manifests: documents of one kind, and the names of their files.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/emit_private.h"

typedef struct format_form {
    uint32_t format;
    const char *name, *extension;
} format_form;

static const format_form forms[] = {
    {CAPACITY_FORMAT_JSON, "JSON", ".json"},
    {CAPACITY_FORMAT_YAML, "YAML", ".yaml"},
    {CAPACITY_FORMAT_MARKDOWN, "Markdown", ".md"},
};
enum { FORMS = sizeof forms / sizeof *forms };

static const format_form *form_of(uint32_t format)
{
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i].format == format)
            return &forms[i];
    return NULL;
}

static capacity_status find_kind(capacity_emit_kind number, const capacity__emit_kind **kind,
                                 capacity_error *err)
{
    *kind = capacity__emit_kind_of(number);
    if (*kind != NULL)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                          "%" PRId64 " is no kind of manifest", (int64_t)number);
}

static capacity_status check_format(const capacity__emit_kind *kind, uint32_t format,
                                    capacity_error *err)
{
    char had[32];
    capacity__out out = capacity__out_new(had, sizeof had);
    const format_form *form = form_of(format);

    if (capacity__emit_has(kind, format))
        return CAPACITY_OK;
    for (size_t i = 0; i < FORMS; i++)
        if (capacity__emit_has(kind, forms[i].format))
            capacity__put_format(&out, "%s%s", out.len > 0 ? " or " : "", forms[i].name);
    (void)capacity__out_end(&out, NULL, NULL);
    return capacity__fail(err, CAPACITY_E_UNSUPPORTED, CAPACITY_FIELD_NONE, -1,
                          "%s is written as %s, not as %s", kind->name, had,
                          form == NULL ? "anything else" : form->name);
}

capacity_status capacity_emit_kind_file(capacity_emit_kind kind, uint32_t format, char *buf,
                                        size_t size, size_t *needed, capacity_error *err)
{
    const capacity__emit_kind *found;
    CAPACITY__TRY(find_kind(kind, &found, err));
    CAPACITY__TRY(check_format(found, format, err));
    capacity__out out = capacity__out_new(buf, size);
    capacity__put(&out, found->file);
    capacity__put(&out, form_of(format)->extension);
    return capacity__out_end(&out, needed, err);
}

static void write_list(const capacity__emission *emission, size_t objects)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "apiVersion", "v1");
    capacity__emit_pair(emitter, "kind", "List");
    capacity__emit_key(emitter, "items");
    capacity__emit_list(emitter);
    for (size_t i = 0; i < objects; i++)
        emission->kind->write(emission, i);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static capacity_status write_json(const capacity__emission *given, capacity__out *out,
                                  capacity_error *err)
{
    capacity__emitter emitter;
    capacity__emission emission = *given;
    size_t objects = given->kind->objects(given);

    emission.emitter = &emitter;
    capacity__emitter_resume(&emitter, CAPACITY_FORMAT_JSON, out);
    if (objects == 1)
        emission.kind->write(&emission, 0);
    else
        write_list(&emission, objects);
    return capacity__emitter_close(&emitter, out, err);
}

/* Each document is marked, also the first, so that files can be joined. */
static capacity_status write_yaml(const capacity__emission *given, capacity__out *out,
                                  capacity_error *err)
{
    capacity__emitter emitter;
    capacity__emission emission = *given;
    size_t objects = given->kind->objects(given);

    emission.emitter = &emitter;
    for (size_t i = 0; i < objects; i++) {
        capacity__put(out, "---\n");
        capacity__emitter_resume(&emitter, CAPACITY_FORMAT_YAML, out);
        emission.kind->write(&emission, i);
        CAPACITY__TRY(capacity__emitter_close(&emitter, out, err));
    }
    return CAPACITY_OK;
}

static capacity_status write_kind(const capacity__emission *emission, uint32_t format,
                                  capacity__out *out, capacity_error *err)
{
    if (format == CAPACITY_FORMAT_MARKDOWN)
        return capacity__emit_page(emission, out, err);
    if (emission->kind->check != NULL)
        CAPACITY__TRY(emission->kind->check(emission, err));
    return format == CAPACITY_FORMAT_JSON ? write_json(emission, out, err)
                                          : write_yaml(emission, out, err);
}

capacity_status capacity_plan_emit(const capacity_plan *plan, capacity_emit_kind kind,
                                   const capacity_emit_options *options, uint32_t format, char *buf,
                                   size_t size, size_t *needed, capacity_error *err)
{
    capacity_emit_options own;
    capacity__emission emission = {.plan = plan, .options = &own};
    capacity__out out = capacity__out_new(buf, size);

    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(find_kind(kind, &emission.kind, err));
    CAPACITY__TRY(check_format(emission.kind, format, err));
    CAPACITY__TRY(capacity__emit_options_in(plan, options, &own, err));
    CAPACITY__TRY(write_kind(&emission, format, &out, err));
    return capacity__out_end(&out, needed, err);
}

const capacity__emit_kind capacity__emit_reasons = {
    .name = "reasons",
    .summary = "Why each number of the manifests is what it is, for people",
    .file = "REASONS",
    .formats = CAPACITY__EMIT_MARKDOWN,
};
