/*
 * Names of the values of ENUM and BOOL fields.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MODEL_CHOICES_H
#define CAPACITY_MODEL_CHOICES_H

#include "model/fields.h"

extern const capacity__choices capacity__choices_switch;
extern const capacity__choices capacity__choices_node_model;
extern const capacity__choices capacity__choices_max_pods_mode;
extern const capacity__choices capacity__choices_commitment;
extern const capacity__choices capacity__choices_billing_mode;
extern const capacity__choices capacity__choices_reserved_term;
extern const capacity__choices capacity__choices_cache_engine;
extern const capacity__choices capacity__choices_queue;

/* Name of a value; NULL if it is none. */
const char *capacity__choice_name(const capacity__choices *choices, int64_t value);

#endif
