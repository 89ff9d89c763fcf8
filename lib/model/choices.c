/*
 * Names of the values of ENUM and BOOL fields.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/choices.h"

#define CHOICES(name, first, ...)                                                                  \
    static const char *const name##_names[] = {__VA_ARGS__};                                       \
    const capacity__choices capacity__choices_##name = {                                           \
        first, sizeof name##_names / sizeof *name##_names, name##_names}

CHOICES(switch, 0, "off", "on");
CHOICES(node_model, 1, "eks", "guide");
CHOICES(max_pods_mode, 1, "default", "capped", "prefix", "custom_networking");
CHOICES(commitment, 1, "1y_no_upfront", "3y_no_upfront", "3y_all_upfront");
CHOICES(billing_mode, 1, "on_demand", "provisioned", "cheapest");
CHOICES(reserved_term, 1, "1y", "3y");
CHOICES(cache_engine, 1, "redis", "valkey");
CHOICES(queue, 1, "none", "sqs", "mq", "mq_pair");

const char *capacity__choice_name(const capacity__choices *choices, int64_t value)
{
    if (choices == NULL || value < choices->first ||
        value - choices->first >= (int64_t)choices->count)
        return NULL;
    return choices->names[value - choices->first];
}
