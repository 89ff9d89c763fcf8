/*
 * One tree, written as JSON or YAML: the writers of profiles, catalogues, ladders and plans.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Streams: maps, lists, keys and scalars in document order, straight into the caller's buffer in the
 * snprintf manner (capacity__out). JSON is written by ourselves, YAML by libyaml's emitter. The first
 * error sticks; capacity__emitter_end reports it. Nothing needs to be checked in between.
 */
#ifndef CAPACITY_TEXT_EMITTER_H
#define CAPACITY_TEXT_EMITTER_H

#include "base/format.h"

typedef struct capacity__emitter capacity__emitter; /* on the caller's stack, see below */

#include "text/emitter_state.h"

/* Format is CAPACITY_FORMAT_JSON or CAPACITY_FORMAT_YAML, else CAPACITY_E_ARGUMENT at the end. */
void capacity__emitter_begin(capacity__emitter *emitter, uint32_t format, char *buf, size_t size);
void capacity__emit_map(capacity__emitter *emitter);
void capacity__emit_map_end(capacity__emitter *emitter);
void capacity__emit_list(capacity__emitter *emitter);
void capacity__emit_list_end(capacity__emitter *emitter);
void capacity__emit_key(capacity__emitter *emitter, const char *key);
/* Less than 2 GiB, as names and sentences are. */
void capacity__emit_string(capacity__emitter *emitter, const char *text);
void capacity__emit_int(capacity__emitter *emitter, int64_t value);
/* A number in JSON's own spelling, written as it is: "2.5". */
void capacity__emit_number(capacity__emitter *emitter, const char *digits);
void capacity__emit_bool(capacity__emitter *emitter, int value);
void capacity__emit_null(capacity__emitter *emitter);

/* A key and its scalar. */
void capacity__emit_pair(capacity__emitter *emitter, const char *key, const char *text);
void capacity__emit_pair_int(capacity__emitter *emitter, const char *key, int64_t value);
void capacity__emit_pair_bool(capacity__emitter *emitter, const char *key, int value);

/* Begin a document where a text stands; capacity__emitter_close ends it and leaves the text open. */
void capacity__emitter_resume(capacity__emitter *emitter, uint32_t format,
                              const capacity__out *out);
capacity_status capacity__emitter_close(capacity__emitter *emitter, capacity__out *out,
                                        capacity_error *err);

/* End the document with a newline; the status of the whole writing. */
capacity_status capacity__emitter_end(capacity__emitter *emitter, size_t *needed,
                                      capacity_error *err);

#endif
