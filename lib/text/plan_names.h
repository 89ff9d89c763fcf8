/*
 * Names of the enumerators that rows of a plan carry, for programs and for people.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_PLAN_NAMES_H
#define CAPACITY_TEXT_PLAN_NAMES_H

#include "model/choices.h"

/* As the enumerators are called, in lower case. */
extern const capacity__choices capacity__names_answer;
extern const capacity__choices capacity__names_bound;
extern const capacity__choices capacity__names_purchase;
extern const capacity__choices capacity__names_billing;
extern const capacity__choices capacity__names_severity;
extern const capacity__choices capacity__names_criterion;
extern const capacity__choices capacity__names_unit;
extern const capacity__choices capacity__names_migration_phase;
extern const capacity__choices capacity__names_migration_kind;
extern const capacity__choices capacity__names_risk;
extern const capacity__choices capacity__names_change;

/* In the words of a sentence. */
extern const capacity__choices capacity__words_bound;
extern const capacity__choices capacity__words_purchase;
extern const capacity__choices capacity__words_billing;

/* Never NULL: a number that is none is "unknown". */
const char *capacity__enum_name(const capacity__choices *names, uint32_t value);

#endif
