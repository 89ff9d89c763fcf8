/*
 * The commands; each fills the text and returns the exit status.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "settings.h"

int run_plan(const settings *s, text *out);
int run_explain(const settings *s, text *out);
int run_compare(const settings *s, text *out);
int run_emit(const settings *s, text *out);
int run_assess(const settings *s, text *out);
int run_migrate(const settings *s, text *out);
int run_rightsize(const settings *s, text *out);
int run_tiers(const settings *s, text *out);
int run_fields(const settings *s, text *out);
int run_catalog(const settings *s, text *out);
int run_guide(const settings *s, text *out);
int run_simulate(const settings *s, text *out);
int run_headroom(const settings *s, text *out);
int run_help(const settings *s, text *out);
int run_version(const settings *s, text *out);

void put_overview(text *out); /* of all commands */
void put_command_help(const command *c, text *out);
void put_emit_kinds(text *out);
const command *find_command(const char *name); /* complains if there is none */

#endif
