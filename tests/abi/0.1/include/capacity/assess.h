/*
 * Should I scale now? Metrics of a running component against the guide's triggers and a plan.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rules and their reasons: docs/model/assess.md.
 */
#ifndef CAPACITY_ASSESS_H
#define CAPACITY_ASSESS_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What can be measured; all of it is optional. \since 0.1 */
typedef enum capacity_metric {
    CAPACITY_METRIC_NONE = 0, /**< \brief No metric. */
    CAPACITY_METRIC_CPU_PPM =
        1, /**< \brief CPU that the component's pods use together, as a share of what they request. */
    CAPACITY_METRIC_MEMORY_PPM =
        2, /**< \brief Memory that the component's pods use together, as a share of what they request. */
    CAPACITY_METRIC_RATE_MRPS =
        3, /**< \brief Requests a second that reach the component, all pods together. */
    CAPACITY_METRIC_LATENCY_P50_US = 10,     /**< \brief Response time, 50th percentile. */
    CAPACITY_METRIC_LATENCY_P95_US = 11,     /**< \brief Response time, 95th percentile. */
    CAPACITY_METRIC_LATENCY_P99_US = 12,     /**< \brief Response time, 99th percentile. */
    CAPACITY_METRIC_ERROR_RATE_PPM = 13,     /**< \brief Share of requests that fail. */
    CAPACITY_METRIC_REPLICAS = 20,           /**< \brief Pods of the component that there are. */
    CAPACITY_METRIC_AVAILABLE_REPLICAS = 21, /**< \brief Pods of the component that are ready. */
    CAPACITY_METRIC_MIN_REPLICAS =
        22, /**< \brief Minimum of the autoscaler; not given: the plan's. */
    CAPACITY_METRIC_MAX_REPLICAS =
        23, /**< \brief Maximum of the autoscaler; not given: the plan's. */
    CAPACITY_METRIC_ACTIVE_CONNECTIONS =
        30, /**< \brief Open connections of the component, all pods together. */
    CAPACITY_METRIC_QUEUE_DEPTH = 31, /**< \brief Requests or messages that wait. */
    CAPACITY_METRIC_DATABASE_THROTTLES_MRPS =
        40, /**< \brief Database requests a second that are throttled. */
    CAPACITY_METRIC_DATABASE_ERRORS_MRPS =
        41, /**< \brief Database requests a second that end with an error of the database. */
    CAPACITY_METRIC_DATABASE_AVAILABLE = 42, /**< \brief Does the database answer? */
    CAPACITY_METRIC_PENDING_PODS = 50,       /**< \brief Pods that wait for a node. */
    CAPACITY_METRIC_RESTARTS =
        51, /**< \brief Restarts in the last 10 minutes, of the pod that restarted most. */
    CAPACITY_METRIC_NODE_CPU_PPM =
        60, /**< \brief CPU in use, as a share of the node's; of the fullest node. */
    CAPACITY_METRIC_NODE_MEMORY_PPM =
        61, /**< \brief Memory in use, as a share of the node's; of the fullest node. */
    CAPACITY_METRIC_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_metric;

/** \brief The guide's triggers: critical alerts from 1, warnings from 20, when to scale up from 40. \since 0.1 */
typedef enum capacity_trigger {
    CAPACITY_TRIGGER_NONE = 0,                 /**< \brief No trigger. */
    CAPACITY_TRIGGER_ERROR_RATE_CRITICAL = 1,  /**< \brief Error rate, page at once. */
    CAPACITY_TRIGGER_LATENCY_CRITICAL = 2,     /**< \brief Response time p95, page at once. */
    CAPACITY_TRIGGER_CRASH_LOOP = 3,           /**< \brief Pods that crash again and again. */
    CAPACITY_TRIGGER_ALL_PODS_DOWN = 4,        /**< \brief No pod is ready. */
    CAPACITY_TRIGGER_DATABASE_UNAVAILABLE = 5, /**< \brief The database does not answer. */
    CAPACITY_TRIGGER_DATABASE_ERRORS = 6,      /**< \brief The database fails requests by itself. */
    CAPACITY_TRIGGER_CPU_HIGH = 20,            /**< \brief CPU of the pods. */
    CAPACITY_TRIGGER_MEMORY_HIGH = 21,         /**< \brief Memory of the pods. */
    CAPACITY_TRIGGER_ERROR_RATE_WARNING = 22,  /**< \brief Error rate. */
    CAPACITY_TRIGGER_LATENCY_WARNING = 23,     /**< \brief Response time p95. */
    CAPACITY_TRIGGER_AT_MAX_REPLICAS = 24, /**< \brief As many pods as the autoscaler may have. */
    CAPACITY_TRIGGER_PENDING_PODS = 25,    /**< \brief Pods that wait for a node. */
    CAPACITY_TRIGGER_DATABASE_THROTTLING = 26, /**< \brief The database throttles. */
    CAPACITY_TRIGGER_NODE_CPU_HIGH = 27,       /**< \brief CPU of the nodes. */
    CAPACITY_TRIGGER_NODE_MEMORY_HIGH = 28,    /**< \brief Memory of the nodes. */
    CAPACITY_TRIGGER_CPU_ABOVE_TARGET = 40,    /**< \brief CPU above the autoscaler's target. */
    CAPACITY_TRIGGER_MEMORY_ABOVE_TARGET = 41, /**< \brief Memory above the autoscaler's target. */
    CAPACITY_TRIGGER_LATENCY_DEGRADING = 42,   /**< \brief Response time longer than it was. */
    CAPACITY_TRIGGER_ERROR_RATE_INCREASING = 43, /**< \brief More errors than there were. */
    CAPACITY_TRIGGER_MAX_REPLICAS_OFTEN = 44,    /**< \brief The maximum of pods is too low. */
    CAPACITY_TRIGGER_QUEUE_GROWING = 45,         /**< \brief A queue longer than it was. */
    CAPACITY_TRIGGER_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_trigger;

/** \brief How much a trigger matters. \since 0.1 */
typedef enum capacity_level {
    CAPACITY_LEVEL_NONE = 0,             /**< \brief Nothing fired. */
    CAPACITY_LEVEL_SCALE_UP = 1,         /**< \brief When to scale up. */
    CAPACITY_LEVEL_WARNING = 2,          /**< \brief Mail or chat. */
    CAPACITY_LEVEL_CRITICAL = 3,         /**< \brief Page immediately. */
    CAPACITY_LEVEL_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_level;

/** \brief How a trigger looks at its metric. \since 0.1 */
typedef enum capacity_comparison {
    CAPACITY_COMPARISON_ABOVE = 1,    /**< \brief Above the threshold. */
    CAPACITY_COMPARISON_AT_LEAST = 2, /**< \brief At the threshold or above. */
    CAPACITY_COMPARISON_BELOW = 3,    /**< \brief Below the threshold. */
    CAPACITY_COMPARISON_AT_MAX = 4,   /**< \brief At the autoscaler's maximum or above. */
    CAPACITY_COMPARISON_GROWN =
        5, /**< \brief Above the baseline by more than the threshold, in ppm of it. */
    CAPACITY_COMPARISON_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_comparison;

/** \brief What a trigger has come to. \since 0.1 */
typedef enum capacity_trigger_state {
    CAPACITY_TRIGGER_STATE_UNKNOWN =
        1, /**< \brief The metric, or what it is compared with, is not known. */
    CAPACITY_TRIGGER_STATE_OK = 2, /**< \brief Its threshold is not crossed. */
    CAPACITY_TRIGGER_STATE_PENDING =
        3, /**< \brief Crossed, but not for long enough, or nobody says for how long. */
    CAPACITY_TRIGGER_STATE_FIRED = 4, /**< \brief Crossed for as long as it takes. */
    CAPACITY_TRIGGER_STATE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_trigger_state;

/** \brief What to do. \since 0.1 */
typedef enum capacity_verdict {
    CAPACITY_VERDICT_HOLD = 1, /**< \brief Change nothing. */
    CAPACITY_VERDICT_SCALE_UP =
        2, /**< \brief More pods; a higher maximum first where they exceed it. */
    CAPACITY_VERDICT_SCALE_DOWN = 3,  /**< \brief Fewer pods. */
    CAPACITY_VERDICT_CHANGE_TIER = 4, /**< \brief More pods than the plan's tier is made for. */
    CAPACITY_VERDICT_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_verdict;

/** \brief What decided the count, or what keeps it. \since 0.1 */
typedef enum capacity_reason {
    CAPACITY_REASON_CPU = 1,         /**< \brief CPU asks for the most pods. */
    CAPACITY_REASON_MEMORY = 2,      /**< \brief Memory asks for the most pods. */
    CAPACITY_REASON_RATE = 3,        /**< \brief Requests a second ask for the most pods. */
    CAPACITY_REASON_CONNECTIONS = 4, /**< \brief Open connections ask for the most pods. */
    CAPACITY_REASON_TRIGGER =
        5, /**< \brief A trigger that says to scale up fired; one pod more, then look again. */
    CAPACITY_REASON_MINIMUM = 6,   /**< \brief Fewer pods than the minimum. */
    CAPACITY_REASON_AT_TARGET = 7, /**< \brief What runs is right. */
    CAPACITY_REASON_TOO_SOON = 8,  /**< \brief Fewer would do, but not for long enough yet. */
    CAPACITY_REASON_BLOCKED = 9,   /**< \brief Fewer would do, but a trigger speaks against it. */
    CAPACITY_REASON_UNKNOWN = 10,  /**< \brief What is missing could change the answer. */
    CAPACITY_REASON_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_reason;

/** \brief Which part of a metric is missing. \since 0.1 */
typedef enum capacity_missing_part {
    CAPACITY_MISSING_PART_VALUE = 1,    /**< \brief The value. */
    CAPACITY_MISSING_PART_HELD = 2,     /**< \brief For how long it has held. */
    CAPACITY_MISSING_PART_BASELINE = 3, /**< \brief What it used to be. */
    CAPACITY_MISSING_PART_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_missing_part;

/** \brief Largest text of metrics. \unit{bytes} \since 0.1 */
#define CAPACITY_METRICS_TEXT_BYTES INT64_C(1048576)
/** \brief Longest time that a metric may have held: 365 days. \unit{us} \since 0.1 */
#define CAPACITY_METRIC_HELD_US INT64_C(31536000000000)
/** \brief Exit status of the command where pods or tier should change. \since 0.1 */
#define CAPACITY_EXIT_SCALE 10
/** \brief Exit status of the command where a critical trigger fired. \since 0.1 */
#define CAPACITY_EXIT_CRITICAL 11

/**
 * \brief One metric of the registry. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_metric_info {
    uint32_t struct_size;         /**< \brief Size of the caller's struct. */
    uint32_t metric;              /**< \brief The metric. \enum{capacity_metric} */
    uint32_t unit;                /**< \brief Unit of value and baseline. \enum{capacity_unit} */
    uint32_t reserved;            /**< \brief 0. */
    int64_t lowest;               /**< \brief Lowest value. \unit{by unit} */
    int64_t highest;              /**< \brief Highest value. \unit{by unit} */
    char key[CAPACITY_NAME_SIZE]; /**< \brief Its name in texts: "cpu". */
    char summary[CAPACITY_TEXT_SIZE]; /**< \brief What it is, without a final period. */
    char why[CAPACITY_TEXT_SIZE];     /**< \brief Why it matters. */
    char source[CAPACITY_LABEL_SIZE]; /**< \brief Where it comes from. */
} capacity_metric_info;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_metric_info_init(capacity_metric_info *row, uint32_t size);

/**
 * \brief Headline of an assessment. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_assessment_summary {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t verdict;     /**< \brief What to do. \enum{capacity_verdict} */
    uint32_t level;  /**< \brief Highest level of the triggers that fired. \enum{capacity_level} */
    uint32_t reason; /**< \brief What decided the count, or what keeps it. \enum{capacity_reason} */
    uint32_t exit_code; /**< \brief 0 hold, 10 scale or change tier, 11 a critical trigger fired. */
    uint32_t reserved;  /**< \brief 0. */
    int64_t replicas;   /**< \brief Pods that there are; CAPACITY_INVALID: not known. \unit{1} */
    int64_t
        pods; /**< \brief Pods recommended, within minimum and maximum; CAPACITY_INVALID: not known. \unit{1} */
    int64_t
        pods_wanted; /**< \brief Pods that the load asks for, whatever the limits; CAPACITY_INVALID: not known. \unit{1} */
    int64_t pods_min; /**< \brief Minimum in force. \unit{1} */
    int64_t pods_max; /**< \brief Maximum in force; CAPACITY_INVALID: not known. \unit{1} */
    int64_t
        tier_pods_max; /**< \brief Most pods of the plan's tier; CAPACITY_INVALID: none. \unit{1} */
    int64_t look_again_us; /**< \brief When to look again. \unit{us} */
    int64_t
        confidence_ppm; /**< \brief Share of the needed metrics that is known, rounded down. \unit{ppm} */
    int64_t needed;                     /**< \brief Metrics that are needed to decide. \unit{1} */
    int64_t known;                      /**< \brief Those of them that are known. \unit{1} */
    int64_t fired;                      /**< \brief Triggers that fired. \unit{1} */
    int64_t pending;                    /**< \brief Triggers that are pending. \unit{1} */
    char component[CAPACITY_NAME_SIZE]; /**< \brief The component. */
    char tier[CAPACITY_NAME_SIZE];      /**< \brief The plan's tier; empty: no plan. */
    char next_tier[CAPACITY_NAME_SIZE]; /**< \brief The tier to change to; empty: none. */
    char sentence[CAPACITY_TEXT_SIZE];  /**< \brief The verdict with its numbers. */
} capacity_assessment_summary;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_assessment_summary_init(capacity_assessment_summary *row, uint32_t size);

/**
 * \brief One trigger and what it has come to. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_trigger_result {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t trigger;     /**< \brief The trigger. \enum{capacity_trigger} */
    uint32_t level;       /**< \brief How much it matters. \enum{capacity_level} */
    uint32_t state;       /**< \brief What it has come to. \enum{capacity_trigger_state} */
    uint32_t metric;      /**< \brief The metric that it looks at. \enum{capacity_metric} */
    uint32_t unit;        /**< \brief Unit of value, threshold and baseline. \enum{capacity_unit} */
    uint32_t comparison;  /**< \brief How it looks at the metric. \enum{capacity_comparison} */
    uint32_t reserved;    /**< \brief 0. */
    int64_t value; /**< \brief What was measured; CAPACITY_INVALID: nothing. \unit{by unit} */
    int64_t
        threshold; /**< \brief Limit, with a baseline already multiplied; CAPACITY_INVALID: not known. \unit{by unit} */
    int64_t
        baseline; /**< \brief What it used to be; CAPACITY_INVALID: not known, or not compared. \unit{by unit} */
    int64_t
        held_us; /**< \brief For how long the value has held; CAPACITY_INVALID: not known. \unit{us} */
    int64_t wait_us; /**< \brief For how long it must hold. \unit{us} */
    int64_t
        left_us; /**< \brief Until a pending one fires; 0: not pending; CAPACITY_INVALID: not known. \unit{us} */
    char name[CAPACITY_NAME_SIZE];     /**< \brief Its name: "error_rate_critical". */
    char evidence[CAPACITY_TEXT_SIZE]; /**< \brief What was found, with the numbers. */
    char action[CAPACITY_TEXT_SIZE];   /**< \brief What to do where it fires. */
    char source[CAPACITY_TEXT_SIZE];   /**< \brief Where it comes from. */
} capacity_trigger_result;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_trigger_result_init(capacity_trigger_result *row, uint32_t size);

/**
 * \brief Something that is not known. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_missing {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t metric;      /**< \brief The metric. \enum{capacity_metric} */
    uint32_t part;        /**< \brief Which part of it. \enum{capacity_missing_part} */
    uint32_t needed; /**< \brief 1: it could change the verdict; 0: it only leaves triggers open. */
    char key[CAPACITY_NAME_SIZE]; /**< \brief The metric's name: "cpu". */
    char why[CAPACITY_TEXT_SIZE]; /**< \brief Why it matters. */
} capacity_missing;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_missing_init(capacity_missing *row, uint32_t size);

/**
 * \brief All metrics, in the order of their ids. \since 0.1
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_get_registry(
    capacity_metric_info *out, size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Look a metric up by its key. \since 0.1
 * \param[in] key For example "latency_p95".
 * \return The metric; CAPACITY_METRIC_NONE if unknown or NULL.
 */
CAPACITY_API capacity_metric capacity_metric_from_key(const char *key);

/**
 * \brief Its name in texts: "latency_p95". \since 0.1
 * \param[in] metric A metric.
 * \return \static \nullable The key; NULL if unknown.
 */
CAPACITY_API const char *capacity_metric_key(capacity_metric metric);

/**
 * \brief Unit of a metric's value and baseline. \since 0.1
 * \param[in] metric A metric.
 * \return The unit; CAPACITY_UNIT_NONE if unknown.
 */
CAPACITY_API capacity_unit capacity_metric_unit(capacity_metric metric);

/**
 * \brief Make an empty set of metrics: nothing is known. \since 0.1
 * \param[in] allocator Memory; NULL: malloc and free. \nullable
 * \param[out] out The metrics. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_new(
    const capacity_allocator *allocator, capacity_metrics **out, capacity_error *err);

/**
 * \brief Read metrics from JSON or YAML; see docs/formats.md. \since 0.1
 *
 * A metric is a value in people's units, cpu: 87%, or a map of value, held and baseline.
 * \param[in] text The text, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text, at most CAPACITY_METRICS_TEXT_BYTES. \unit{bytes}
 * \param[in] allocator Memory; NULL: malloc and free. \nullable
 * \param[out] out The metrics. NULL on failure. \owned
 * \param[out] err Details on failure; the index is the line. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_SYNTAX Not the expected form; line and column say where.
 * \retval CAPACITY_E_FIELD Unknown key, with the nearest known one.
 * \retval CAPACITY_E_EXISTS A key stands twice.
 * \retval CAPACITY_E_RANGE Outside the metric's range.
 * \retval CAPACITY_E_TOO_LARGE Longer, deeper or wider than the limits.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED Text is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_metrics_new_from_text(const char *text, size_t size, const capacity_allocator *allocator,
                               capacity_metrics **out, capacity_error *err);

/**
 * \brief Copy metrics; the copy is independent. \since 0.1
 * \param[in] metrics The metrics.
 * \param[out] out The copy. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_clone(
    const capacity_metrics *metrics, capacity_metrics **out, capacity_error *err);

/**
 * \brief Free metrics. \since 0.1
 * \param[in] metrics The metrics; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_metrics_free(capacity_metrics *metrics);

/**
 * \brief Set one metric. \since 0.1
 * \param[in,out] metrics The metrics.
 * \param[in] metric The metric.
 * \param[in] value What was measured. \unit{by unit}
 * \param[in] held_us For how long it has been so, 0 to CAPACITY_METRIC_HELD_US; CAPACITY_AUTO: not known. \unit{us}
 * \param[in] baseline What it used to be, for example at the same hour a week ago; CAPACITY_AUTO: not known. \unit{by unit}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown metric.
 * \retval CAPACITY_E_RANGE Outside the metric's range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_set(capacity_metrics *metrics,
                                                                   capacity_metric metric,
                                                                   int64_t value, int64_t held_us,
                                                                   int64_t baseline,
                                                                   capacity_error *err);

/**
 * \brief Set one metric by its key, from text in people's units. \since 0.1
 * \param[in,out] metrics The metrics.
 * \param[in] key For example "cpu".
 * \param[in] value For example "87%".
 * \param[in] held For example "12m"; NULL or "": not known. \nullable
 * \param[in] baseline For example "60%"; NULL or "": not known. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, with the nearest known key.
 * \retval CAPACITY_E_SYNTAX Not a quantity of this unit.
 * \retval CAPACITY_E_RANGE Outside the metric's range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_metrics_set_text(capacity_metrics *metrics, const char *key, const char *value,
                          const char *held, const char *baseline, capacity_error *err);

/**
 * \brief Read one metric. \since 0.1
 * \param[in] metrics The metrics.
 * \param[in] metric The metric.
 * \param[out] value What was measured; CAPACITY_INVALID: not known. \unit{by unit}
 * \param[out] held_us For how long; CAPACITY_AUTO: not known. \unit{us}
 * \param[out] baseline What it used to be; CAPACITY_AUTO: not known. \unit{by unit}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown metric.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_get(const capacity_metrics *metrics,
                                                                   capacity_metric metric,
                                                                   int64_t *value, int64_t *held_us,
                                                                   int64_t *baseline,
                                                                   capacity_error *err);

/**
 * \brief Forget one metric. \since 0.1
 * \param[in,out] metrics The metrics.
 * \param[in] metric The metric.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown metric.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_metrics_reset(capacity_metrics *metrics,
                                                                     capacity_metric metric,
                                                                     capacity_error *err);

/**
 * \brief Say whether the metrics can be true together. \since 0.1
 * \param[in] metrics The metrics.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or two metrics contradict each other.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_metrics_check(const capacity_metrics *metrics, capacity_error *err);

/**
 * \brief Write metrics; capacity_metrics_new_from_text reads them back. \since 0.1
 * \param[in] metrics The metrics.
 * \param[in] format JSON or YAML. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED YAML is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_metrics_write_text(const capacity_metrics *metrics, uint32_t format, char *buf,
                            size_t size, size_t *needed, capacity_error *err);

/**
 * \brief Assess a component: what to do, and why. \since 0.1
 *
 * With a plan, its targets, its limits and its ladder of tiers decide; without one, the guide's thresholds alone,
 * and no verdict on the tier. The assessment keeps copies: plan and metrics may change or go at once. Memory comes
 * from the metrics' allocator, in one block.
 * \param[in] metrics The metrics.
 * \param[in] plan The plan that runs; NULL: none. \nullable
 * \param[in] component Name of the component that was measured; NULL or "": backend. \nullable
 * \param[out] out The assessment. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or two metrics contradict each other.
 * \retval CAPACITY_E_NOT_FOUND The plan has no such component.
 * \retval CAPACITY_E_RANGE The component is not a name.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_assessment_new(const capacity_metrics *metrics, const capacity_plan *plan,
                        const char *component, capacity_assessment **out, capacity_error *err);

/**
 * \brief Take one more reference. \threadsafe \since 0.1
 * \param[in] object The object; NULL gives NULL. \nullable
 * \return \owned \nullable The same object.
 */
CAPACITY_API capacity_assessment *capacity_assessment_ref(capacity_assessment *object);

/**
 * \brief Give one reference back; the last one frees. \threadsafe \since 0.1
 * \param[in] object The object; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_assessment_unref(capacity_assessment *object);

/**
 * \brief The headline. \threadsafe \since 0.1
 * \param[in] assessment The assessment.
 * \param[out] out Receives the summary; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_assessment_get_summary(
    const capacity_assessment *assessment, capacity_assessment_summary *out, capacity_error *err);

/**
 * \brief Every trigger of the guide, in the order of their ids. \threadsafe \since 0.1
 * \param[in] assessment The assessment.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_assessment_get_triggers(
    const capacity_assessment *assessment, capacity_trigger_result *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief What is missing to decide, that which could change the verdict first. \threadsafe \since 0.1
 * \param[in] assessment The assessment.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_assessment_get_missing(const capacity_assessment *assessment, capacity_missing *out,
                                size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Write the assessment. \threadsafe \since 0.1
 *
 * JSON follows docs/assessment.schema.json; YAML is the same tree.
 * \param[in] assessment The assessment.
 * \param[in] format Any. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED YAML is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_assessment_write(const capacity_assessment *assessment, uint32_t format, char *buf,
                          size_t size, size_t *needed, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
