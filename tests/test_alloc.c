/*
 * Memory by the caller's allocator.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "harness.h"

#include "base/alloc.h"

static void fresh_memory_is_zero(void)
{
    const capacity_allocator counted = capacity__allocator(test_allocator());
    unsigned char *block = capacity__new(&counted, 1000);
    IS(CAPACITY_OK, block != NULL ? CAPACITY_OK : CAPACITY_E_MEMORY);
    for (size_t i = 0; i < 1000; i++)
        EQ(0, block[i]);
    EQ(1, test_alive());
    capacity__delete(&counted, block);
    EQ(0, test_alive());
    capacity__delete(&counted, NULL); /* the caller's function never sees NULL */
}

static void without_one_it_is_malloc(void)
{
    const capacity_allocator *given[] = {
        NULL,
        &(capacity_allocator){NULL, test_allocator()->release, NULL},
        &(capacity_allocator){test_allocator()->alloc, NULL, NULL},
    };
    for (size_t i = 0; i < COUNT(given); i++) {
        const capacity_allocator standard = capacity__allocator(given[i]);
        test_arm();
        void *block = capacity__new(&standard, 8);
        test_disarm();
        IS(CAPACITY_OK, block != NULL ? CAPACITY_OK : CAPACITY_E_MEMORY);
        EQ(i + 1, test_allocations());
        capacity__delete(&standard, block);
        EQ(0, test_alive());
    }
}

static const scenario scenarios[] = {
    SCENARIO(fresh_memory_is_zero),
    SCENARIO(without_one_it_is_malloc),
};

TEST_MAIN(alloc, NULL)
