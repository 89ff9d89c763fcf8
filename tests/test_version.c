/*
 * Versions of the library, the header and the formulas.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

static void header_and_library_agree(void)
{
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", CAPACITY_VERSION_MAJOR, CAPACITY_VERSION_MINOR,
             CAPACITY_VERSION_PATCH);
    SAME(text, capacity_version_string());
    EQ(CAPACITY_VERSION_NUMBER, capacity_version_number());
    EQ(1002003, CAPACITY_VERSION_ENCODE(1, 2, 3));
    OK(capacity_version_check(CAPACITY_VERSION_NUMBER, NULL));
}

static void check_refuses_other_versions(void)
{
    const uint32_t refused[] = {
        CAPACITY_VERSION_NUMBER + 1,        /* newer patch */
        CAPACITY_VERSION_ENCODE(0, 2, 0),   /* before 1.0 each minor may break */
        CAPACITY_VERSION_ENCODE(0, 0, 999), /* an older minor too */
        CAPACITY_VERSION_ENCODE(1, 1, 0),   /* another major */
        0,
        UINT32_MAX,
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        FAILS(CAPACITY_E_VERSION, "does not fit library version",
              capacity_version_check(refused[i], &test_err));
        IS(CAPACITY_E_VERSION, capacity_version_check(refused[i], NULL));
    }
    FAILS(CAPACITY_E_VERSION, "header version 1.2.3 does not fit",
          capacity_version_check(1002003, &test_err));
}

static void check_leaves_the_error_alone_on_success(void)
{
    memset(&test_err, 0x33, sizeof test_err);
    capacity_error before = test_err;
    OK(capacity_version_check(CAPACITY_VERSION_NUMBER, &test_err));
    OK(capacity_model_check(0, &test_err));
    TRUE(memcmp(&before, &test_err, sizeof before) == 0);
}

static void model_revisions(void)
{
    EQ(1, capacity_model_latest());
    OK(capacity_model_check(0, NULL));
    OK(capacity_model_check(1, NULL));
    FAILS(CAPACITY_E_MODEL, "model revision 2 is not available, the newest is 1",
          capacity_model_check(2, &test_err));
    IS(CAPACITY_E_MODEL, capacity_model_check(UINT32_MAX, NULL));
}

static const scenario scenarios[] = {
    SCENARIO(header_and_library_agree),
    SCENARIO(check_refuses_other_versions),
    SCENARIO(check_leaves_the_error_alone_on_success),
    SCENARIO(model_revisions),
};

TEST_MAIN(version, NULL)
