/*
 * Nodes: what the three answers share.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_NODES_H
#define CAPACITY_PLAN_NODES_H

#include "plan/state.h"

/* What a machine offers to pods: allocatable less daemonsets, or the guide's usable pair. */
capacity_status capacity__node_offers(const capacity__inputs *inputs,
                                      const capacity__machine *machine, int guide,
                                      capacity__node *node, capacity_error *err);

/* The machine of a name that need not end in a NUL; CAPACITY_E_NOT_FOUND names it. */
capacity_status capacity__machine_of(const capacity_plan *plan, const char *name, size_t size,
                                     const capacity__machine **machine, capacity_error *err);

/* A group of an answer; the machine at which it is priced is the first of its types. */
capacity_status capacity__add_group(capacity_plan *plan, capacity_answer answer, const char *name,
                                    const char *types, uint32_t purchase,
                                    const capacity_tier_group *tier, capacity__group **group,
                                    capacity_error *err);

/* nodes_guide.c */
capacity_status capacity__nodes_of_tier(capacity_plan *plan, capacity_error *err);
capacity_status capacity__nodes_of_formula(capacity_plan *plan, capacity_error *err);

#endif
