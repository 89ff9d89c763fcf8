/*
 * DynamoDB counts items in blocks, one at least.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_KERNEL_BLOCKS_H
#define CAPACITY_KERNEL_BLOCKS_H

#include <stdint.h>

enum { CAPACITY__READ_BLOCK = 4096, CAPACITY__WRITE_BLOCK = 1024 };

/* Blocks of an item; even an empty one takes a block. */
static inline int64_t capacity__blocks_of(int64_t bytes, int64_t block)
{
    return bytes <= block ? 1 : (bytes - 1) / block + 1;
}

#endif
