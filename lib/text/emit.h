/*
 * Manifests: what a kind of them is, and what its writer may use.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A kind is one file emit_<kind>.c with one capacity__emit_kind, listed in emit_names.c. It writes
 * trees through text/emitter.h and gives its reasons apart, so that they serve twice: as annotations
 * of Kubernetes objects and as a section of REASONS.md.
 */
#ifndef CAPACITY_TEXT_EMIT_H
#define CAPACITY_TEXT_EMIT_H

#include "plan/rows.h"
#include "text/emitter.h"

/* Where reasons go; the annotations of an object, or a section of REASONS.md. */
typedef struct capacity__reasons capacity__reasons;

typedef struct capacity__emit_kind capacity__emit_kind;

/* One call of capacity_plan_emit. */
typedef struct capacity__emission {
    const capacity_plan *plan;
    const capacity_emit_options *options; /* checked, defaults filled in */
    capacity__emitter *emitter;
    const capacity__emit_kind *kind;
} capacity__emission;

enum {
    CAPACITY__EMIT_JSON = 1 << CAPACITY_FORMAT_JSON,
    CAPACITY__EMIT_YAML = 1 << CAPACITY_FORMAT_YAML,
    CAPACITY__EMIT_MARKDOWN = 1 << CAPACITY_FORMAT_MARKDOWN,
    CAPACITY__EMIT_TREES = CAPACITY__EMIT_JSON | CAPACITY__EMIT_YAML
};

struct capacity__emit_kind {
    const char *name;
    const char *summary;
    const char *file;                                      /* without extension */
    uint32_t formats;                                      /* CAPACITY__EMIT_JSON and the like */
    size_t (*objects)(const capacity__emission *emission); /* how many documents */
    /* One document, from capacity__emit_map to capacity__emit_map_end. */
    void (*write)(const capacity__emission *emission, size_t object);
    /* capacity__reason_title, then capacity__reason for each number; NULL: none. */
    void (*reasons)(const capacity__emission *emission, size_t object, capacity__reasons *reasons);
    /* What the options and the plan must fulfil for this kind alone; NULL: nothing. */
    capacity_status (*check)(const capacity__emission *emission, capacity_error *err);
};

/* The kind of a number, NULL if there is none; and the index-th, NULL past the end. */
const capacity__emit_kind *capacity__emit_kind_of(capacity_emit_kind kind);
const capacity__emit_kind *capacity__emit_kind_at(size_t index);

/* --- reasons ---------------------------------------------------------------------------------- */

/* What the reasons after it are about: "HorizontalPodAutoscaler backend-hpa". */
void capacity__reason_title(capacity__reasons *reasons, const char *format, ...)
    CAPACITY__PRINTF(2, 3);

/*
 * Why a field has its value: path like spec.minReplicas, letters, digits, '.', '-' and '_' only, at
 * most 63 of them; a sentence with the numbers and the formula, finding or guide section behind it,
 * at most CAPACITY__REASON_BYTES long, without a final period.
 */
void capacity__reason(capacity__reasons *reasons, const char *path, const char *format, ...)
    CAPACITY__PRINTF(3, 4);

enum { CAPACITY__REASON_BYTES = 480 };

/* The prefix of the annotations. */
#define CAPACITY__REASON_PREFIX "capacity.reason/"

/* --- parts of Kubernetes objects --------------------------------------------------------------- */

/* apiVersion, kind and metadata: name, namespace, labels of the options, reasons as annotations. */
void capacity__emit_head(const capacity__emission *emission, size_t object, const char *api_version,
                         const char *kind, const char *name);
/* The same for objects that belong to no namespace. */
void capacity__emit_cluster_head(const capacity__emission *emission, size_t object,
                                 const char *api_version, const char *kind, const char *name);
/* The pair annotations, unless there are no reasons or they are switched off. */
void capacity__emit_annotations(const capacity__emission *emission, size_t object);
/* scaleTargetRef or targetRef: a Deployment. */
void capacity__emit_target(capacity__emitter *emitter, const char *key, const char *deployment);
/* selector or labelSelector: matchLabels of a deployment's pods. */
void capacity__emit_selector(const capacity__emission *emission, const char *key,
                             const char *deployment);

/* --- quantities (docs/emit.md) ------------------------------------------------------------------ */

/* 250m, 2. */
void capacity__emit_cpu(capacity__emitter *emitter, const char *key, int64_t mcpu);
/* 2Gi, 512Mi where exact; else Ki, then bytes. */
void capacity__emit_memory(capacity__emitter *emitter, const char *key, int64_t bytes);
/* A pure number in thousandths: 38, 38500m. */
void capacity__emit_milli(capacity__emitter *emitter, const char *key, int64_t thousandths);
/* 1h30m, 10m, 90s: whole seconds. */
void capacity__emit_duration(capacity__emitter *emitter, const char *key, int64_t seconds);

/* The same into a text, for lists and sentences. */
void capacity__put_cpu(capacity__out *out, int64_t mcpu);
void capacity__put_memory(capacity__out *out, int64_t bytes);
void capacity__put_milli(capacity__out *out, int64_t thousandths);
void capacity__put_duration(capacity__out *out, int64_t seconds);

/* A short text in place, for sentences: capacity__short_text text; capacity__cpu_text(&text, 250). */
typedef struct capacity__short_text {
    char text[40];
} capacity__short_text;
const char *capacity__cpu_text(capacity__short_text *text, int64_t mcpu);
const char *capacity__memory_text(capacity__short_text *text, int64_t bytes);
const char *capacity__milli_text(capacity__short_text *text, int64_t thousandths);
const char *capacity__duration_text(capacity__short_text *text, int64_t seconds);
const char *capacity__percent_text(capacity__short_text *text, int64_t ppm);

/* --- the plan as the options see it ------------------------------------------------------------- */

/* One component in the answer of the options. */
typedef struct capacity__emit_component {
    /* pods, pods_max, requests, limits and targets are those of the answer; pods from 1. */
    capacity_plan_component row;
    uint32_t metrics; /* custom metrics to scale by, bits of capacity_tier_metric */
    uint32_t answer;  /* whose numbers pods and pods_max are: the tier may say nothing of it */
    char deployment[CAPACITY_NAME_SIZE];
    char object[CAPACITY_NAME_SIZE]; /* base of other objects' names */
    char container[CAPACITY_NAME_SIZE];
} capacity__emit_component;

/* capacity__component_count(plan) of them. */
void capacity__emit_component_at(const capacity__emission *emission, size_t index,
                                 capacity__emit_component *component);

/* An object's name: the component's base and a suffix like -hpa. */
void capacity__emit_object_name(const capacity__emit_component *component, const char *suffix,
                                char name[CAPACITY_NAME_SIZE]);

#endif
