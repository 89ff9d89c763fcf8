/*
 * What counted objects begin with: catalogues, ladders and plans.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_COUNTED_H
#define CAPACITY_BASE_COUNTED_H

#include "base/alloc.h"

#include <stdatomic.h>

typedef struct capacity__counted {
    uint32_t kind;     /* capacity__kind */
    uint32_t immortal; /* built-in: never counted, never written, never freed */
    _Atomic uint32_t refs;
    uint32_t reserved;
    capacity_allocator allocator;
} capacity__counted;

/* An object of one reference in memory of this allocator. */
void capacity__counted_begin(capacity__counted *object, capacity__kind kind,
                             const capacity_allocator *allocator);

/* Of this kind? Here and below the object is not NULL. */
int capacity__counted_is(const capacity__counted *object, capacity__kind kind);

/* One more reference; nothing for another kind or an immortal object. */
void capacity__counted_ref(capacity__counted *object, capacity__kind kind);

/* One reference less. 1: it was the last, and the object is to be ended. */
int capacity__counted_unref(capacity__counted *object, capacity__kind kind);

/* Free the object, whose head it is. */
void capacity__counted_end(capacity__counted *object);

#endif
