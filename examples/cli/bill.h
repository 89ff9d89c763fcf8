/*
 * Node groups and bill of one of the three answers.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_BILL_H
#define CLI_BILL_H

#include <capacity/capacity.h>

#include "text.h"

/* Text or Markdown. Returns the exit status. */
int put_answer(const capacity_plan *plan, capacity_answer answer, capacity_format format,
               text *out);

#endif
