/*
 * Memory by the caller's allocator.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static void *default_alloc(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void default_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

capacity_allocator capacity__allocator(const capacity_allocator *given)
{
    const capacity_allocator standard = {default_alloc, default_release, NULL};
    if (given != NULL && given->alloc != NULL && given->release != NULL)
        return *given;
    return standard;
}

void *capacity__new(const capacity_allocator *allocator, size_t size)
{
    void *ptr = allocator->alloc(allocator->ctx, size);
    if (ptr != NULL)
        memset(ptr, 0, size);
    return ptr;
}

void capacity__delete(const capacity_allocator *allocator, void *ptr)
{
    if (ptr != NULL)
        allocator->release(allocator->ctx, ptr);
}
