/*
 * Statuses and the caller's error object.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/error.h"

#include <string.h>

typedef struct status_text {
    int32_t status;
    const char *name;
    const char *summary;
} status_text;

static const status_text statuses[] = {
    {CAPACITY_OK, "CAPACITY_OK", "done"},
    {CAPACITY_PARTIAL, "CAPACITY_PARTIAL", "done, but some rows failed"},
    {CAPACITY_E_ARGUMENT, "CAPACITY_E_ARGUMENT", "a NULL, wrong or contradictory argument"},
    {CAPACITY_E_MEMORY, "CAPACITY_E_MEMORY", "out of memory"},
    {CAPACITY_E_RANGE, "CAPACITY_E_RANGE", "a value outside its range"},
    {CAPACITY_E_OVERFLOW, "CAPACITY_E_OVERFLOW", "a result does not fit in 64 bits"},
    {CAPACITY_E_FIELD, "CAPACITY_E_FIELD", "an unknown field, or one of the wrong kind"},
    {CAPACITY_E_NOT_FOUND, "CAPACITY_E_NOT_FOUND", "no entry of that name"},
    {CAPACITY_E_EXISTS, "CAPACITY_E_EXISTS", "a name that is there already"},
    {CAPACITY_E_LIMIT, "CAPACITY_E_LIMIT", "a limit of the platform would be exceeded"},
    {CAPACITY_E_INFEASIBLE, "CAPACITY_E_INFEASIBLE", "no plan meets the constraints"},
    {CAPACITY_E_BUFFER, "CAPACITY_E_BUFFER", "the output buffer is too small"},
    {CAPACITY_E_SYNTAX, "CAPACITY_E_SYNTAX", "malformed text"},
    {CAPACITY_E_STRUCT_SIZE, "CAPACITY_E_STRUCT_SIZE", "struct_size unset or absurd"},
    {CAPACITY_E_STRUCT_NEWER, "CAPACITY_E_STRUCT_NEWER",
     "the caller set members that this library lacks"},
    {CAPACITY_E_MODEL, "CAPACITY_E_MODEL", "the formula revision is not available"},
    {CAPACITY_E_VERSION, "CAPACITY_E_VERSION", "header and library do not match"},
    {CAPACITY_E_STATE, "CAPACITY_E_STATE", "the builder is finished already"},
    {CAPACITY_E_INTERNAL, "CAPACITY_E_INTERNAL", "a defensive check fired: please report it"},
    {CAPACITY_E_TOO_LARGE, "CAPACITY_E_TOO_LARGE",
     "the input exceeds a limit of size, depth or count"},
    {CAPACITY_E_UNSUPPORTED, "CAPACITY_E_UNSUPPORTED", "this part was left out of the build"},
};

static const status_text *find_status(int32_t status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].status == status)
            return &statuses[i];
    return NULL;
}

static const char *name_of(int32_t status)
{
    const status_text *found = find_status(status);
    return found == NULL ? "CAPACITY_E_UNKNOWN" : found->name;
}

const char *capacity_status_name(capacity_status status)
{
    return name_of((int32_t)status);
}

const char *capacity_status_summary(capacity_status status)
{
    const status_text *found = find_status((int32_t)status);
    return found == NULL ? "a status that this library does not know" : found->summary;
}

void capacity_error_clear(capacity_error *err)
{
    if (err == NULL)
        return;
    memset(err, 0, sizeof *err);
    err->index = -1;
}

capacity_status capacity_error_format(const capacity_error *err, char *buf, size_t size,
                                      size_t *needed)
{
    if (err == NULL)
        return CAPACITY_E_ARGUMENT;
    capacity__out out = capacity__out_new(buf, size);
    const char *end = memchr(err->message, '\0', sizeof err->message);

    capacity__put(&out, name_of(err->code));
    if (err->index >= 0)
        capacity__put_format(&out, " at %" PRId64, err->index);
    if (err->column > 0)
        capacity__put_format(&out, ":%" PRId64, (int64_t)err->column);
    capacity__put(&out, ": ");
    capacity__put_bytes(&out, err->message,
                        end == NULL ? sizeof err->message : (size_t)(end - err->message));
    return capacity__out_end(&out, needed, NULL);
}

/* Cut a message at a whole UTF-8 character: no continuation byte may follow the cut. */
static void cut_message(char *message, size_t len)
{
    if (len < CAPACITY_MESSAGE_SIZE)
        return;
    size_t end = CAPACITY_MESSAGE_SIZE - 1;
    while (end > 0 && ((unsigned char)message[end - 1] & 0xc0u) == 0x80u)
        end--;
    if (end > 0 && ((unsigned char)message[end - 1] & 0x80u) != 0)
        end--;
    message[end] = '\0';
}

capacity_status capacity__fail(capacity_error *err, capacity_status status, capacity_field field,
                               int64_t index, const char *format, ...)
{
    if (err == NULL)
        return status;
    capacity_error_clear(err);
    err->code = (int32_t)status;
    err->field = (uint32_t)field;
    err->index = index;

    capacity__out out = capacity__out_new(err->message, sizeof err->message);
    va_list args;
    va_start(args, format);
    capacity__put_vformat(&out, format, args);
    va_end(args);
    err->message[out.len < sizeof err->message ? out.len : sizeof err->message - 1] = '\0';
    cut_message(err->message, out.len);
    return status;
}

capacity_status capacity__null(capacity_error *err, const char *what)
{
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                          "%s is NULL or not a live object of its kind", what);
}

capacity_status capacity__no_memory(capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_MEMORY, CAPACITY_FIELD_NONE, -1, "out of memory");
}

capacity_status capacity__overflow(capacity_error *err, capacity_field field, const char *what)
{
    return capacity__fail(err, CAPACITY_E_OVERFLOW, field, -1,
                          "%s exceeds 9223372036854775807, the largest result", what);
}

capacity_status capacity__in_range(capacity_error *err, const char *what, int64_t value,
                                   int64_t lowest, int64_t highest)
{
    if (value < lowest)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s %" PRId64 " is below %" PRId64, what, value, lowest);
    if (value > highest)
        return capacity__fail(err, CAPACITY_E_RANGE, CAPACITY_FIELD_NONE, -1,
                              "%s %" PRId64 " exceeds %" PRId64, what, value, highest);
    return CAPACITY_OK;
}
