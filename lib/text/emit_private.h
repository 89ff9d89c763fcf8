/*
 * What the files of the framework share and no kind needs.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TEXT_EMIT_PRIVATE_H
#define CAPACITY_TEXT_EMIT_PRIVATE_H

#include "base/error.h"
#include "text/emit.h"

/* Options with defaults filled in, checked against the plan. */
capacity_status capacity__emit_options_in(const capacity_plan *plan,
                                          const capacity_emit_options *given,
                                          capacity_emit_options *options, capacity_error *err);

/* Replace * of a pattern by a component's name; the length, also where it does not fit. */
size_t capacity__emit_name(const char *pattern, const char *component,
                           char name[CAPACITY_NAME_SIZE]);

/* REASONS.md. */
capacity_status capacity__emit_page(const capacity__emission *emission, capacity__out *out,
                                    capacity_error *err);

/* Does a kind have a format? */
int capacity__emit_has(const capacity__emit_kind *kind, uint32_t format);

/* Texts of Kubernetes: a label's value, not empty, and its key. */
int capacity__is_label_value(const char *text);
int capacity__is_label_key(const char *text);

extern const capacity__emit_kind capacity__emit_hpa;
extern const capacity__emit_kind capacity__emit_deployment;
extern const capacity__emit_kind capacity__emit_pdb;
extern const capacity__emit_kind capacity__emit_vpa;
extern const capacity__emit_kind capacity__emit_cluster_autoscaler;
extern const capacity__emit_kind capacity__emit_cluster_autoscaler_flags;
extern const capacity__emit_kind capacity__emit_karpenter;
extern const capacity__emit_kind capacity__emit_eksctl;
extern const capacity__emit_kind capacity__emit_terraform_eks;
extern const capacity__emit_kind capacity__emit_terraform_dynamodb;
extern const capacity__emit_kind capacity__emit_terraform_elasticache;
extern const capacity__emit_kind capacity__emit_dynamodb_autoscaling;
extern const capacity__emit_kind capacity__emit_prometheus_rule;
extern const capacity__emit_kind capacity__emit_prometheus_rules;
extern const capacity__emit_kind capacity__emit_grafana;
extern const capacity__emit_kind capacity__emit_reasons;

#endif
