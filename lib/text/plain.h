/*
 * Which text YAML may write without quotes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_PLAIN_H
#define CAPACITY_TEXT_PLAIN_H

#include <stddef.h>

/*
 * Is this text a string to every YAML reader, 1.1 or 1.2, when it stands unquoted? Errs on the side
 * of quotes.
 */
int capacity__is_plain(const char *text, size_t size);

#endif
