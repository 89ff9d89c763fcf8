/*
 * JSON for the listings that the library does not write itself.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "text.h"

/* An object or a list; members come one a line. */
typedef struct json {
    text *out;
    int depth, first;
} json;

void json_begin(json *j, text *out);
void json_open(json *j, const char *key, char bracket); /* key NULL inside a list */
void json_close(json *j, char bracket);
void json_string(json *j, const char *key, const char *value); /* NULL becomes null */
void json_int(json *j, const char *key, int64_t value);
void json_null(json *j, const char *key);
void json_end(json *j);

#endif
