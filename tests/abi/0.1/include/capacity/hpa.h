/*
 * What Kubernetes' horizontal pod autoscaler (HPA v2) decides: pure functions that allocate nothing.
 * SPDX-License-Identifier: Apache-2.0
 *
 * classify sorts pods, propose turns one metric into a number of replicas, decide makes of all
 * proposals what the controller would do now. No clock: the caller says what time it is, and keeps
 * the history between decisions. Ratios are IEEE doubles in the controller's own order, so that the
 * last bit agrees; everything else is integers. Metric values, targets and requests are in
 * thousandths ("milli-units": 250m CPU is 250, 15 requests a second 15000, one byte 1000).
 * Source: kubernetes/kubernetes pkg/controller/podautoscaler, v1.28 and the main branch of 2026;
 * docs/model/autoscaling.md.
 */
#ifndef CAPACITY_HPA_H
#define CAPACITY_HPA_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What a metric is measured on. \since 0.1 */
typedef enum capacity_hpa_kind {
    CAPACITY_HPA_RESOURCE = 1,           /**< \brief CPU or memory of whole pods. */
    CAPACITY_HPA_CONTAINER_RESOURCE = 2, /**< \brief CPU or memory of one container of each pod. */
    CAPACITY_HPA_PODS = 3,               /**< \brief A custom metric that each pod has. */
    CAPACITY_HPA_OBJECT = 4,             /**< \brief A metric of another object, say an ingress. */
    CAPACITY_HPA_EXTERNAL = 5, /**< \brief A metric from outside the cluster, say a queue. */
    CAPACITY_HPA_KIND_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_kind;

/** \brief What a metric's target means. \since 0.1 */
typedef enum capacity_hpa_target {
    CAPACITY_HPA_UTILIZATION = 1,   /**< \brief Percent of what the pods request. */
    CAPACITY_HPA_AVERAGE_VALUE = 2, /**< \brief Milli-units for each pod. */
    CAPACITY_HPA_VALUE = 3,         /**< \brief Milli-units in all. */
    CAPACITY_HPA_TARGET_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_target;

/** \brief Phase of a pod, deletion included. \since 0.1 */
typedef enum capacity_hpa_phase {
    CAPACITY_HPA_PENDING = 1,   /**< \brief Not yet running. */
    CAPACITY_HPA_RUNNING = 2,   /**< \brief Running, or of unknown phase. */
    CAPACITY_HPA_SUCCEEDED = 3, /**< \brief Ended well; ignored since 2026. */
    CAPACITY_HPA_FAILED = 4,    /**< \brief Ended badly. */
    CAPACITY_HPA_DELETED = 5,   /**< \brief Being deleted, whatever its phase. */
    CAPACITY_HPA_PHASE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_phase;

/** \brief How a pod counts. \since 0.1 */
typedef enum capacity_hpa_class {
    CAPACITY_HPA_READY = 1, /**< \brief Counts, with its sample. */
    CAPACITY_HPA_UNREADY =
        2, /**< \brief Its sample is dropped; 0 when scaling up, else left out. */
    CAPACITY_HPA_MISSING = 3,  /**< \brief Has no sample: the cautious value is assumed. */
    CAPACITY_HPA_IGNORED = 4,  /**< \brief Ends or has ended: does not count. */
    CAPACITY_HPA_STRANGER = 5, /**< \brief A sample of a pod that the selector does not find. */
    CAPACITY_HPA_CLASS_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_class;

/** \brief Direction of a policy. \since 0.1 */
typedef enum capacity_hpa_direction {
    CAPACITY_HPA_UP = 1,   /**< \brief behavior.scaleUp. */
    CAPACITY_HPA_DOWN = 2, /**< \brief behavior.scaleDown. */
    CAPACITY_HPA_DIRECTION_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_direction;

/** \brief What a policy counts in. \since 0.1 */
typedef enum capacity_hpa_policy {
    CAPACITY_HPA_POLICY_PODS = 1,    /**< \brief So many pods a period. */
    CAPACITY_HPA_POLICY_PERCENT = 2, /**< \brief So many percent of the pods a period. */
    CAPACITY_HPA_POLICY_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_policy;

/** \brief Which of several policies holds. \since 0.1 */
typedef enum capacity_hpa_select {
    CAPACITY_HPA_SELECT_DEFAULT = 0,  /**< \brief Max. */
    CAPACITY_HPA_SELECT_MAX = 1,      /**< \brief The one that allows the largest change. */
    CAPACITY_HPA_SELECT_MIN = 2,      /**< \brief The one that allows the smallest change. */
    CAPACITY_HPA_SELECT_DISABLED = 3, /**< \brief No scaling in this direction. */
    CAPACITY_HPA_SELECT_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_select;

/** \brief Bits of the flags of a metric and of a specification. \flags \since 0.1 */
typedef enum capacity_hpa_flag {
    CAPACITY_HPA_BEHAVIOR = 1 << 0, /**< \brief spec.behavior is there; else the older limits. */
    CAPACITY_HPA_SCALE_TO_ZERO = 1 << 1, /**< \brief The feature gate HPAScaleToZero is on. */
    CAPACITY_HPA_V1_28 = 1 << 2,         /**< \brief As v1.28 where it differs: see each use. */
    CAPACITY_HPA_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_flag;

/** \brief Why a metric gives no proposal. \since 0.1 */
typedef enum capacity_hpa_failure {
    CAPACITY_HPA_READ = 0,        /**< \brief It gives one. */
    CAPACITY_HPA_NO_PODS = 1,     /**< \brief The selector finds no pod. */
    CAPACITY_HPA_NO_SAMPLES = 2,  /**< \brief No sample of a pod that counts. */
    CAPACITY_HPA_NO_REQUESTS = 3, /**< \brief Those with samples request nothing. */
    CAPACITY_HPA_FAILURE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_failure;

/** \brief Reasons of the conditions in an HPA's status. \since 0.1 */
typedef enum capacity_hpa_reason {
    CAPACITY_HPA_REASON_NONE = 0,                /**< \brief The condition was not touched. */
    CAPACITY_HPA_SUCCEEDED_GET_SCALE = 1,        /**< \brief AbleToScale: nothing else to say. */
    CAPACITY_HPA_READY_FOR_NEW_SCALE = 2,        /**< \brief AbleToScale: no window held it back. */
    CAPACITY_HPA_SCALE_UP_STABILIZED = 3,        /**< \brief AbleToScale: a window holds it down. */
    CAPACITY_HPA_SCALE_DOWN_STABILIZED = 4,      /**< \brief AbleToScale: a window holds it up. */
    CAPACITY_HPA_SUCCEEDED_RESCALE = 5,          /**< \brief AbleToScale: the count changes. */
    CAPACITY_HPA_VALID_METRIC_FOUND = 16,        /**< \brief ScalingActive: true. */
    CAPACITY_HPA_FAILED_RESOURCE = 17,           /**< \brief ScalingActive: cannot be read. */
    CAPACITY_HPA_FAILED_CONTAINER_RESOURCE = 18, /**< \brief ScalingActive: cannot be read. */
    CAPACITY_HPA_FAILED_PODS = 19,               /**< \brief ScalingActive: cannot be read. */
    CAPACITY_HPA_FAILED_OBJECT = 20,             /**< \brief ScalingActive: cannot be read. */
    CAPACITY_HPA_FAILED_EXTERNAL = 21,           /**< \brief ScalingActive: cannot be read. */
    CAPACITY_HPA_INVALID_SOURCE = 22,            /**< \brief ScalingActive: no kind of metric. */
    CAPACITY_HPA_SCALING_DISABLED = 23,          /**< \brief ScalingActive: somebody set 0. */
    CAPACITY_HPA_WITHIN_RANGE = 32,              /**< \brief ScalingLimited: false. */
    CAPACITY_HPA_TOO_FEW = 33,                   /**< \brief ScalingLimited: by the minimum. */
    CAPACITY_HPA_TOO_MANY = 34,                  /**< \brief ScalingLimited: by the maximum. */
    CAPACITY_HPA_UP_LIMIT = 35,                  /**< \brief ScalingLimited: by a rate. */
    CAPACITY_HPA_DOWN_LIMIT = 36,                /**< \brief ScalingLimited: by a rate. */
    CAPACITY_HPA_REASON_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_reason;

/** \brief Bits of a decision's flags. \flags \since 0.1 */
typedef enum capacity_hpa_outcome {
    CAPACITY_HPA_RESCALED = 1 << 0,       /**< \brief The count changes. */
    CAPACITY_HPA_ACTIVE = 1 << 1,         /**< \brief ScalingActive is true. */
    CAPACITY_HPA_LIMITED = 1 << 2,        /**< \brief ScalingLimited is true. */
    CAPACITY_HPA_SCALED_TO_ZERO = 1 << 3, /**< \brief ScaledToZero is true. */
    CAPACITY_HPA_OUTCOME_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_hpa_outcome;

/** \brief Where 0 of a member means its default, the value that means zero itself. \since 0.1 */
#define CAPACITY_HPA_ZERO INT64_C(-1)
/** \brief Largest number of replicas. \since 0.1 */
#define CAPACITY_HPA_MAX_REPLICAS INT64_C(2147483647)
/** \brief Most policies of one direction. \since 0.1 */
#define CAPACITY_HPA_MAX_POLICIES 16
/**
 * \brief Elements of a history that no windows and periods fill when decisions are at least 15 s apart. \since 0.1
 *
 * A history has 8 + 8 k elements, here with k = 122: [0] bits: 1 in use, 2 the HPA itself went to 0; [1] proposals, [2] events up,
 * [3] events down, the rest of the eight 0; then 2 k pairs (replicas, time) of proposals, k pairs (pods, time) up, k pairs down.
 * An event that Kubernetes marks as outdated has its pods negated. The longest window, 3600 s, takes 242 of the 244 pairs, the
 * longest period, 1800 s, 121 of the 122: what is older is overwritten. For a shorter sync period take a larger k.
 */
#define CAPACITY_HPA_HISTORY 984
/** \brief Most elements of a history. \since 0.1 */
#define CAPACITY_HPA_MAX_HISTORY 1048584

/**
 * \brief When and how pods are sorted; 0 means default in every member. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_hpa_readiness {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        flags; /**< \brief CAPACITY_HPA_V1_28: pods that have succeeded count. \enum{capacity_hpa_flag} */
    uint32_t
        cpu; /**< \brief 1 for the resource cpu, else 0: readiness matters for cpu only. \unit{1} */
    uint32_t reserved;          /**< \brief 0. */
    int64_t now_us;             /**< \brief The time, from 0. \unit{us} */
    int64_t initialization_us;  /**< \brief CPU initialization period; 0: 300 s. \unit{us} */
    int64_t readiness_delay_us; /**< \brief Initial readiness delay; 0: 30 s. \unit{us} */
} capacity_hpa_readiness;

/**
 * \brief One metric of an HPA, with what it shows; 0 means default where there is one. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_hpa_metric {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t kind;        /**< \brief What it is measured on. \enum{capacity_hpa_kind} */
    uint32_t target_type; /**< \brief What the target means. \enum{capacity_hpa_target} */
    uint32_t
        flags; /**< \brief CAPACITY_HPA_V1_28: tolerance is |1 - ratio|, of the larger one. \enum{capacity_hpa_flag} */
    int64_t target; /**< \brief Percent for a utilization, else milli-units; from 1. \unit{1} */
    int64_t
        value; /**< \brief Object and External: what is measured, in milli-units; the sum of several external samples. \unit{1} */
    int64_t current_replicas; /**< \brief spec.replicas of the scaled object. \unit{1} */
    int64_t
        status_replicas; /**< \brief status.replicas of it; used by Object and External with an average value. \unit{1} */
    int64_t up_tolerance_ppm;   /**< \brief Tolerance above the target; 0: 10 %. \unit{ppm} */
    int64_t down_tolerance_ppm; /**< \brief Tolerance below the target; 0: 10 %. \unit{ppm} */
} capacity_hpa_metric;

/**
 * \brief What one metric proposes. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_hpa_proposal {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t failure;     /**< \brief Why there is no proposal. \enum{capacity_hpa_failure} */
    int64_t replicas;     /**< \brief The proposal; CAPACITY_INVALID if there is none. \unit{1} */
    int64_t
        seen; /**< \brief What the status shows: percent, or milli-units as the target is given; CAPACITY_INVALID if there is none. \unit{1} */
    int64_t samples; /**< \brief Samples that counted at last, assumed ones included. \unit{1} */
} capacity_hpa_proposal;

/**
 * \brief The specification of an HPA without its policies; 0 means default where there is one. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_hpa_spec {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Behavior, gates and version. \enum{capacity_hpa_flag} */
    int64_t min_replicas; /**< \brief 0: 1; CAPACITY_HPA_ZERO: none, with the gate only. \unit{1} */
    int64_t max_replicas; /**< \brief From 1. \unit{1} */
    int64_t
        up_window_us; /**< \brief Stabilization window up, whole seconds to 3600 s; 0: none. \unit{us} */
    int64_t
        down_window_us; /**< \brief The same down; 0: the controller's; CAPACITY_HPA_ZERO: none. \unit{us} */
    int64_t
        controller_window_us; /**< \brief The controller's downscale stabilization; 0: 300 s. \unit{us} */
    uint32_t up_select;       /**< \brief Which policy up. \enum{capacity_hpa_select} */
    uint32_t down_select; /**< \brief Which policy down. \enum{capacity_hpa_select} */
} capacity_hpa_spec;

/**
 * \brief What the controller does now. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_hpa_decision {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief What came of it. \enum{capacity_hpa_outcome} */
    uint32_t able;        /**< \brief Reason of AbleToScale. \enum{capacity_hpa_reason} */
    uint32_t active;      /**< \brief Reason of ScalingActive. \enum{capacity_hpa_reason} */
    uint32_t limited;     /**< \brief Reason of ScalingLimited. \enum{capacity_hpa_reason} */
    uint32_t reserved;    /**< \brief 0. */
    int64_t replicas;     /**< \brief Replicas from now on. \unit{1} */
    int64_t
        proposal; /**< \brief The largest proposal; CAPACITY_INVALID if none was looked at. \unit{1} */
    int64_t metric; /**< \brief Index of the metric that proposed it, else -1. \unit{1} */
    int64_t
        stabilized; /**< \brief The same after the windows; CAPACITY_INVALID likewise. \unit{1} */
    int64_t
        limit; /**< \brief What the rates allow; CAPACITY_INVALID where none was asked. \unit{1} */
} capacity_hpa_decision;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_hpa_readiness_init(capacity_hpa_readiness *row, uint32_t size);

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_hpa_metric_init(capacity_hpa_metric *row, uint32_t size);

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_hpa_proposal_init(capacity_hpa_proposal *row, uint32_t size);

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_hpa_spec_init(capacity_hpa_spec *row, uint32_t size);

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_hpa_decision_init(capacity_hpa_decision *row, uint32_t size);

/**
 * \brief A condition's reason as Kubernetes writes it: "DesiredWithinRange". \since 0.1
 * \param[in] reason Any number.
 * \return \static The reason; empty for CAPACITY_HPA_REASON_NONE and a number that is none.
 */
CAPACITY_API const char *capacity_hpa_reason_name(capacity_hpa_reason reason);

/**
 * \brief How a pod that the selector finds counts. \since 0.1
 *
 * Ended or ending: ignored; pending: unready; without a sample: missing. Then for cpu: unready without
 * a Ready condition or a start time; while start + initialization > now, if not Ready or if the sample is
 * older than transition + window; later, if not Ready and start + delay > transition (never been ready).
 * Else ready. Source: kubernetes v1.28 and main, groupPods; docs/model/autoscaling.md.
 * \param[in] readiness When and how.
 * \param[in] phase A capacity_hpa_phase. \enum{capacity_hpa_phase} \unit{1}
 * \param[in] ready 0: Ready is False; 1: True or Unknown; CAPACITY_INVALID: there is no such condition. \unit{1}
 * \param[in] start_us status.startTime, from 0; CAPACITY_INVALID: none. \unit{us}
 * \param[in] transition_us lastTransitionTime of Ready, from 0; looked at where ready is given. \unit{us}
 * \param[in] sample_us When the sample was taken, from 0; CAPACITY_INVALID: there is none. \unit{us}
 * \param[in] window_us The time that the sample covers, from 0; looked at where there is one. \unit{us}
 * \param[out] pod_class A capacity_hpa_class. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT readiness or pod_class is NULL, or a flag is unknown.
 * \retval CAPACITY_E_RANGE A number is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER The caller set members that this library lacks.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_hpa_classify(const capacity_hpa_readiness *readiness, int64_t phase, int64_t ready,
                      int64_t start_us, int64_t transition_us, int64_t sample_us, int64_t window_us,
                      int64_t *pod_class, capacity_error *err);

/**
 * \brief How a pod that the selector finds counts, for each element of parallel arrays. \since 0.1
 *
 * Bit-equal to capacity_hpa_classify called n times; a bad element does not stop the others.
 * \param[in] readiness When and how.
 * \param[in] phase A capacity_hpa_phase. \enum{capacity_hpa_phase} \length{n} \unit{1}
 * \param[in] ready 0: Ready is False; 1: True or Unknown; CAPACITY_INVALID: there is no such condition. \length{n} \unit{1}
 * \param[in] start_us status.startTime, from 0; CAPACITY_INVALID: none. \length{n} \unit{us}
 * \param[in] transition_us lastTransitionTime of Ready, from 0; looked at where ready is given. \length{n} \unit{us}
 * \param[in] sample_us When the sample was taken, from 0; CAPACITY_INVALID: there is none. \length{n} \unit{us}
 * \param[in] window_us The time that the sample covers, from 0; looked at where there is one. \length{n} \unit{us}
 * \param[in] n Elements of each array.
 * \param[out] pod_class A capacity_hpa_class. \length{n} \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT readiness or, while n is not 0, an array is NULL, or a flag is unknown.
 * \retval CAPACITY_E_RANGE A member of readiness is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER The caller set members that this library lacks.
 * \retval CAPACITY_PARTIAL Some elements failed; their outputs are CAPACITY_INVALID.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_hpa_classify_many(
    const capacity_hpa_readiness *readiness, const int64_t *phase, const int64_t *ready,
    const int64_t *start_us, const int64_t *transition_us, const int64_t *sample_us,
    const int64_t *window_us, size_t n, int64_t *pod_class, capacity_error *err);

/**
 * \brief The replicas that one metric proposes. \since 0.1
 *
 * Utilization: ratio = truncated percent / target over the ready pods, average value: truncated mean / target;
 * within [1 - down, 1 + up] it stays, else ceil(ratio x ready pods), after cautious values for missing and
 * unready pods and never against the first direction. Object and External: by the value and the pods that
 * are Running and Ready (those of class READY), or by the value for each pod. At most CAPACITY_HPA_MAX_REPLICAS.
 * A metric that cannot be read is no error: replicas is CAPACITY_INVALID, which capacity_hpa_decide takes.
 * 4 pods of 1000m with 500, 700, 600 and 600m at 40 %: 60 %, 1.5, 6. Source: kubernetes v1.28 and main,
 * replica_calculator.go; docs/model/autoscaling.md.
 * \param[in] metric The metric and its target.
 * \param[in] pod_class A capacity_hpa_class of each group of equal pods. \enum{capacity_hpa_class} \length{n} \unit{1}
 * \param[in] pod_count Pods of each group, from 0. \length{n} \unit{1}
 * \param[in] pod_value Sample of one pod in milli-units, from 0; of READY and STRANGER. \length{n} \unit{1}
 * \param[in] pod_request Request of one pod in milli-units, from 0; for a utilization. \length{n} \unit{1}
 * \param[in] n Groups.
 * \param[out] proposal The proposal.
 * \param[out] err Details on failure; the index is the group. \nullable
 * \retval CAPACITY_E_ARGUMENT A struct or, while n is not 0, an array is NULL, a flag is unknown, or the target does not suit the kind.
 * \retval CAPACITY_E_RANGE A number is outside its range.
 * \retval CAPACITY_E_OVERFLOW A sum does not fit.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER The caller set members that this library lacks.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_hpa_propose(const capacity_hpa_metric *metric, const int64_t *pod_class,
                     const int64_t *pod_count, const int64_t *pod_value, const int64_t *pod_request,
                     size_t n, capacity_hpa_proposal *proposal, capacity_error *err);

/**
 * \brief What the controller does now, and what it remembers of it. \since 0.1
 *
 * The largest proposal wins; if all metrics fail, or some and the best is below the current count, nothing
 * happens. Then without behavior: the largest proposal of the controller's window, at most max(2 x current, 4);
 * with behavior: both windows, then the policies over what really changed in their periods. Outside of
 * min and max it goes to the edge at once. The change is taken as carried out. A direction without policies
 * has the defaults: up 4 pods or 100 percent in 15 s, down 100 percent in 15 s. At 0 replicas nothing happens unless
 * the HPA itself went there (with CAPACITY_HPA_V1_28: unless min_replicas is 0).
 * Counts have 64 bits here: what overflows 32 bits in Kubernetes does not wrap.
 * Source: kubernetes v1.28 and main, horizontal.go; docs/model/autoscaling.md.
 * \param[in] spec Bounds, windows and version.
 * \param[in] policy_direction A capacity_hpa_direction. \enum{capacity_hpa_direction} \length{policies} \unit{1}
 * \param[in] policy_type A capacity_hpa_policy. \enum{capacity_hpa_policy} \length{policies} \unit{1}
 * \param[in] policy_value Pods or percent, from 1. \length{policies} \unit{1}
 * \param[in] policy_period_us Period, whole seconds from 1 s to 1800 s. \length{policies} \unit{us}
 * \param[in] policies Elements of these arrays; of one direction at most CAPACITY_HPA_MAX_POLICIES.
 * \param[in] metric_kind A capacity_hpa_kind. \enum{capacity_hpa_kind} \length{metrics} \unit{1}
 * \param[in] metric_replicas Proposal of each metric, from 0; CAPACITY_INVALID: it could not be read. \length{metrics} \unit{1}
 * \param[in] metrics Elements of these arrays, from 1.
 * \param[in] current_replicas spec.replicas of the scaled object, from 0. \unit{1}
 * \param[in] now_us The time, from 0, not before the last decision. \unit{us}
 * \param[in,out] history What was decided before; all zeros at first, changed only on success. \length{history_size} \unit{1}
 * \param[in] history_size 8 + 8 k with k from 1: see CAPACITY_HPA_HISTORY.
 * \param[out] decision The decision.
 * \param[out] err Details on failure; the index is the policy, metric or element of the history. \nullable
 * \retval CAPACITY_E_ARGUMENT A pointer is NULL, a flag is unknown, behavior without its flag, zero replicas without a suitable metric, or the history is damaged.
 * \retval CAPACITY_E_RANGE A number is outside its range, min exceeds max, or time runs backwards.
 * \retval CAPACITY_E_TOO_LARGE Too many policies of one direction, or the history is full.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER The caller set members that this library lacks.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_hpa_decide(
    const capacity_hpa_spec *spec, const int64_t *policy_direction, const int64_t *policy_type,
    const int64_t *policy_value, const int64_t *policy_period_us, size_t policies,
    const int64_t *metric_kind, const int64_t *metric_replicas, size_t metrics,
    int64_t current_replicas, int64_t now_us, int64_t *history, size_t history_size,
    capacity_hpa_decision *decision, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
