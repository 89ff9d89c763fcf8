/*
 * Versions of the library, the header and the formulas.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/error.h"

/* Revision 1: the formulas of version 0.1. A revision's numbers never change. */
enum { MODEL_LATEST = 1 };

#define TEXT_OF(x) #x
#define VERSION_TEXT(a, b, c) TEXT_OF(a) "." TEXT_OF(b) "." TEXT_OF(c)

uint32_t capacity_version_number(void)
{
    return CAPACITY_VERSION_NUMBER;
}

const char *capacity_version_string(void)
{
    return VERSION_TEXT(CAPACITY_VERSION_MAJOR, CAPACITY_VERSION_MINOR, CAPACITY_VERSION_PATCH);
}

capacity_status capacity_version_check(uint32_t header_version, capacity_error *err)
{
    uint32_t major = header_version / 1000000u, minor = header_version / 1000u % 1000u;
    int fits = major == CAPACITY_VERSION_MAJOR && header_version <= CAPACITY_VERSION_NUMBER;

    if (CAPACITY_VERSION_MAJOR == 0) /* before 1.0 each minor may break */
        fits = fits && minor == CAPACITY_VERSION_MINOR;
    if (fits)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_VERSION, CAPACITY_FIELD_NONE, -1,
                          "header version %" PRId64 ".%" PRId64 ".%" PRId64
                          " does not fit library version " VERSION_TEXT(CAPACITY_VERSION_MAJOR,
                                                                        CAPACITY_VERSION_MINOR,
                                                                        CAPACITY_VERSION_PATCH),
                          (int64_t)major, (int64_t)minor, (int64_t)(header_version % 1000u));
}

uint32_t capacity_model_latest(void)
{
    return MODEL_LATEST;
}

capacity_status capacity_model_check(uint32_t model, capacity_error *err)
{
    if (model <= MODEL_LATEST)
        return CAPACITY_OK;
    return capacity__fail(err, CAPACITY_E_MODEL, CAPACITY_FIELD_NONE, -1,
                          "model revision %" PRId64 " is not available, the newest is %" PRId64,
                          (int64_t)model, (int64_t)MODEL_LATEST);
}
