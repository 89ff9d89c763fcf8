/*
 * Memory by the caller's allocator, and the first words of every object.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_ALLOC_H
#define CAPACITY_BASE_ALLOC_H

#include <capacity/capacity.h>

/* Each object starts with its kind, so that a wrong handle is refused instead of read. */
typedef enum capacity__kind {
    CAPACITY__KIND_CATALOG = 0x63617431,
    CAPACITY__KIND_BUILDER = 0x62756931,
    CAPACITY__KIND_TIERS = 0x74696531,
    CAPACITY__KIND_PROFILE = 0x70726f31,
    CAPACITY__KIND_PLAN = 0x706c6131,
    CAPACITY__KIND_METRICS = 0x6d657431,
    CAPACITY__KIND_ASSESSMENT = 0x61737331,
    CAPACITY__KIND_SIMULATION = 0x73696d31,
    CAPACITY__KIND_USAGE = 0x75736131,
    CAPACITY__KIND_DEAD = 0x64656164
} capacity__kind;

/* The allocator to use: a copy of the caller's, or malloc and free. */
capacity_allocator capacity__allocator(const capacity_allocator *given);

/* Zeroed memory; NULL when there is none. size is not 0. */
void *capacity__new(const capacity_allocator *allocator, size_t size);
void capacity__delete(const capacity_allocator *allocator, void *ptr);

#endif
