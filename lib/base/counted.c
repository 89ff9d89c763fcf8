/*
 * What counted objects begin with: catalogues, ladders and plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/counted.h"

void capacity__counted_begin(capacity__counted *object, capacity__kind kind,
                             const capacity_allocator *allocator)
{
    object->kind = kind;
    object->immortal = 0;
    object->allocator = *allocator;
    atomic_init(&object->refs, 1);
}

int capacity__counted_is(const capacity__counted *object, capacity__kind kind)
{
    return object->kind == (uint32_t)kind;
}

void capacity__counted_ref(capacity__counted *object, capacity__kind kind)
{
    if (capacity__counted_is(object, kind) && !object->immortal)
        atomic_fetch_add_explicit(&object->refs, 1, memory_order_relaxed);
}

int capacity__counted_unref(capacity__counted *object, capacity__kind kind)
{
    return capacity__counted_is(object, kind) && !object->immortal &&
           atomic_fetch_sub_explicit(&object->refs, 1, memory_order_acq_rel) == 1;
}

void capacity__counted_end(capacity__counted *object)
{
    capacity_allocator allocator = object->allocator;
    object->kind = CAPACITY__KIND_DEAD;
    capacity__delete(&allocator, object);
}
