/*
 * Options of manifests as people write them: --option team=payments.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "settings.h"

/* Returns the exit status. */
int read_emit_options(const settings *s, capacity_emit_options *options);

/* What --option takes, for the help. */
void put_emit_options(text *out);

#endif
