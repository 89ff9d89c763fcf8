/*
 * A plan, its steps and its differences from another: the entry points of the four forms.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_writers.h"

#include "base/error.h"

capacity_status capacity__check_format(uint32_t format, capacity_error *err)
{
    if (format >= CAPACITY_FORMAT_TEXT && format <= CAPACITY_FORMAT_MARKDOWN)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                          "format %" PRId64 " is none of text 1, JSON 2, YAML 3, Markdown 4",
                          (int64_t)format);
}

static int is_tree(uint32_t format)
{
    return format == CAPACITY_FORMAT_JSON || format == CAPACITY_FORMAT_YAML;
}

capacity_status capacity_plan_write(const capacity_plan *plan, uint32_t format, char *buf,
                                    size_t size, size_t *needed, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(capacity__check_format(format, err));
    if (is_tree(format))
        return capacity__plan_tree(plan, format, buf, size, needed, err);
    capacity__out out = capacity__out_new(buf, size);
    if (format == CAPACITY_FORMAT_TEXT)
        capacity__plan_text(plan, &out);
    else
        capacity__plan_markdown(plan, &out);
    return capacity__out_end(&out, needed, err);
}

capacity_status capacity_plan_write_steps(const capacity_plan *plan, uint32_t format, char *buf,
                                          size_t size, size_t *needed, capacity_error *err)
{
    if (!capacity__plan_ok(plan))
        return capacity__null(err, "plan");
    CAPACITY__TRY(capacity__check_format(format, err));
    if (is_tree(format))
        return capacity__steps_tree(plan, format, buf, size, needed, err);
    capacity__out out = capacity__out_new(buf, size);
    capacity__steps_text(plan, &out, format == CAPACITY_FORMAT_MARKDOWN);
    return capacity__out_end(&out, needed, err);
}

capacity_status capacity_plan_write_differences(const capacity_plan *before,
                                                const capacity_plan *after, uint32_t format,
                                                char *buf, size_t size, size_t *needed,
                                                capacity_error *err)
{
    if (!capacity__plan_ok(before) || !capacity__plan_ok(after))
        return capacity__null(err, capacity__plan_ok(before) ? "after" : "before");
    CAPACITY__TRY(capacity__check_format(format, err));
    if (is_tree(format))
        return capacity__differences_tree(before, after, format, buf, size, needed, err);
    capacity__out out = capacity__out_new(buf, size);
    capacity__differences_text(before, after, &out, format == CAPACITY_FORMAT_MARKDOWN);
    return capacity__out_end(&out, needed, err);
}
