/*
 * Fields as people see them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_FIELDS_H
#define CLI_FIELDS_H

#include <capacity/capacity.h>

#include "sheet.h"

const char *field_unit_name(capacity_field field);
void put_field_range(capacity_field field, text *out);   /* or its choices; nothing for a name */
void put_field_default(capacity_field field, text *out); /* nothing for a result */

/* A table of fields, ended by CAPACITY_FIELD_NONE. */
void put_field_table(const capacity_field *fields, const sheet *s);

#endif
