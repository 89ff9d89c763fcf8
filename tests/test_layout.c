/*
 * Offsets, sizes and values that releases have promised, at compile time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The layouts come from tests/abi/layout.py. A struct may grow at its end: then its size in an older
 * layout is the least that it may have.
 */
#include "harness.h"

#include <stddef.h>

#define VALUE(name, value) _Static_assert((name) == (value), #name " has changed");
#define MEMBER(type, field, at, size)                                                              \
    _Static_assert(offsetof(type, field) == (at) && sizeof(((type *)0)->field) == (size),          \
                   #type "." #field " has moved");
#define STRUCT(type, size) _Static_assert(sizeof(type) >= (size), #type " has shrunk");

#include "abi/0.1.layout"

#undef STRUCT
#define STRUCT(type, size) {#type, (size), sizeof(type)},
#undef VALUE
#define VALUE(name, value)
#undef MEMBER
#define MEMBER(type, field, at, size)

static const struct {
    const char *name;
    size_t promised, size;
} newest[] = {
#include "abi/0.1.layout"
};

/* In the layout of this version sizes are exact. */
static void sizes_of_this_version(void)
{
    for (size_t i = 0; i < COUNT(newest); i++)
        if (newest[i].size != newest[i].promised)
            ck_abort_msg("%s has %zu bytes, promised are %zu", newest[i].name, newest[i].size,
                         newest[i].promised);
    TRUE(COUNT(newest) > 15);
}

static const scenario scenarios[] = {
    SCENARIO(sizes_of_this_version),
};

TEST_MAIN(layout, NULL)
