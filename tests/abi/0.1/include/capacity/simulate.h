/*
 * A load trace against autoscalers: pods, nodes, requests not served, cost.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_SIMULATE_H
#define CAPACITY_SIMULATE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief A simulation: rows put in, a trace fed, ticks and events read; mutable, one owner. \handle \since 0.1
 *
 * Order of calls: new, put rows, then feed and read in turn, finish, read. Rows are closed from the
 * first feed to the next reset. What it models, rule by rule, with sources: docs/model/simulation.md.
 */
typedef struct capacity_simulation capacity_simulation;

/** \brief Most metrics of a component. \since 0.1 */
#define CAPACITY_SIMULATION_METRICS 8
/** \brief Most scaling policies of a component in one direction. \since 0.1 */
#define CAPACITY_SIMULATION_POLICIES 8
/** \brief Largest rate of a trace, and of a component's share of it: ten million a second. \unit{mrps} \since 0.1 */
#define CAPACITY_SIMULATION_RATE_MRPS INT64_C(10000000000)
/** \brief Longest line of a trace in text, its end of line left out. \unit{bytes} \since 0.1 */
#define CAPACITY_TRACE_LINE_BYTES 4096
/** \brief Ticks that are kept by default until they are dropped: more than a day of 15 s. \since 0.1 */
#define CAPACITY_SIMULATION_TICKS 6144
/** \brief Events that are kept by default until they are dropped. \since 0.1 */
#define CAPACITY_SIMULATION_EVENTS 4096

/** \brief Bits of a simulation's options. \flags \since 0.1 */
typedef enum capacity_simulation_flag {
    CAPACITY_SIMULATION_NO_TICKS = 1 << 0,  /**< \brief Keep no ticks: totals and events alone. */
    CAPACITY_SIMULATION_NO_EVENTS = 1 << 1, /**< \brief Keep no events. */
    CAPACITY_SIMULATION_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_simulation_flag;

/** \brief Bits of a component's flags. \flags \since 0.1 */
typedef enum capacity_simulation_component_flag {
    CAPACITY_SIMULATION_COMPONENT_FIXED =
        1 << 0, /**< \brief No autoscaler: the replicas stay as they start. */
    CAPACITY_SIMULATION_COMPONENT_LEGACY =
        1 << 1, /**< \brief An autoscaler without behavior: the limits of before there was any. */
    CAPACITY_SIMULATION_COMPONENT_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_simulation_component_flag;

/** \brief What an autoscaler looks at. \since 0.1 */
typedef enum capacity_simulation_signal {
    CAPACITY_SIMULATION_SIGNAL_CPU = 1, /**< \brief CPU of a pod. */
    CAPACITY_SIMULATION_SIGNAL_MEMORY =
        2, /**< \brief Memory of a pod, as memory_used_bytes says. */
    CAPACITY_SIMULATION_SIGNAL_RATE =
        3, /**< \brief Requests a second that are served: of a pod, or of all pods together. */
    CAPACITY_SIMULATION_SIGNAL_INFLIGHT =
        4, /**< \brief Requests in flight: of a pod, or of all pods together. */
    CAPACITY_SIMULATION_SIGNAL_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_simulation_signal;

/** \brief Bits of the cluster autoscaler's flags. \flags \since 0.1 */
typedef enum capacity_simulation_autoscaler_flag {
    CAPACITY_SIMULATION_AUTOSCALER_OFF =
        1 << 0, /**< \brief Nodes neither come nor go, but for interruptions. */
    CAPACITY_SIMULATION_AUTOSCALER_IGNORE_DAEMONSETS =
        1 << 1, /**< \brief Leave daemonsets out of the utilization of a node. */
    CAPACITY_SIMULATION_AUTOSCALER_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_simulation_autoscaler_flag;

/** \brief Which node group grows where several could. \since 0.1 */
typedef enum capacity_expander {
    CAPACITY_EXPANDER_LEAST_WASTE =
        1, /**< \brief Smallest unused share of CPU plus of memory; the first put of equals. */
    CAPACITY_EXPANDER_ORDER = 2, /**< \brief The first put that takes a pod. */
    CAPACITY_EXPANDER_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_expander;

/** \brief What happened. \since 0.1 */
typedef enum capacity_happening {
    CAPACITY_HAPPENING_SCALED_UP =
        1, /**< \brief An autoscaler raised the replicas; before and after. */
    CAPACITY_HAPPENING_SCALED_DOWN =
        2, /**< \brief An autoscaler lowered the replicas; before and after. */
    CAPACITY_HAPPENING_LIMITED =
        3, /**< \brief An autoscaler is held back for a new reason; after is what the metrics ask for. */
    CAPACITY_HAPPENING_PENDING =
        4, /**< \brief Pods find no node; after is how many of the component are pending. */
    CAPACITY_HAPPENING_NODES_ADDED =
        5, /**< \brief The cluster autoscaler asked for nodes; before and after of the group. */
    CAPACITY_HAPPENING_NODES_READY =
        6, /**< \brief Nodes joined; before and after of the group's ready ones. */
    CAPACITY_HAPPENING_NODES_REMOVED =
        7, /**< \brief Unneeded nodes were removed; before and after of the group. */
    CAPACITY_HAPPENING_NODES_INTERRUPTED =
        8, /**< \brief Spot nodes were taken back and are being replaced; before and after of the ready ones. */
    CAPACITY_HAPPENING_PROVISION_FAILED =
        9, /**< \brief Nodes did not join in time; before and after of the group, which backs off. */
    CAPACITY_HAPPENING_NO_ROOM =
        10, /**< \brief Pods are pending and no group can grow: all are at their maximum, back off, or are too small; after is how many. */
    CAPACITY_HAPPENING_UNSERVED =
        11, /**< \brief Requests began to go unserved; after is the rate that is lost, in thousandths a second. */
    CAPACITY_HAPPENING_SERVED =
        12, /**< \brief All requests are served again; before is how long they were not, in microseconds. */
    CAPACITY_HAPPENING_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_happening;

/**
 * \brief How to simulate; 0 means default in every member. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_options {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags; /**< \brief Bits of capacity_simulation_flag. \enum{capacity_simulation_flag} */
    uint32_t
        answer; /**< \brief Which of a plan's answers: recommended by default. \enum{capacity_answer} */
    uint32_t reserved; /**< \brief 0. */
    int64_t seed;      /**< \brief Of spot interruptions and failing nodes, any number. \unit{1} */
    int64_t tick_us;   /**< \brief Length of a row of results, 1 to 300 s; 15 s. \unit{us} */
    int64_t
        sync_us; /**< \brief How often pods are scaled, 1 to 300 s; 15 s, as the controller manager does. \unit{us} */
    int64_t
        gap_us; /**< \brief Longest time between two rows of a trace, up to 31 days; 1 h. \unit{us} */
    int64_t
        cpu_initialization_us; /**< \brief A pod younger than this counts for CPU only once it was ready for a whole sample; 5 min, -1: none, up to 1 h. \unit{us} */
    int64_t
        readiness_delay_us; /**< \brief Initial readiness delay; 30 s, -1: none, up to 1 h. \unit{us} */
    int64_t
        pod_start_us; /**< \brief From a place on a node to Ready, where a component does not say; 45 s, -1: none, up to 1 h. \unit{us} */
    int64_t
        metric_lag_us; /**< \brief Age of the newest sample, where a component does not say; 30 s, -1: none, up to 10 min. \unit{us} */
    int64_t
        provision_us; /**< \brief From the request for a node to Ready, where a group does not say; 90 s, -1: none, up to 1 h. \unit{us} */
    int64_t
        ticks_max; /**< \brief Ticks kept until they are dropped, up to 1000000; CAPACITY_SIMULATION_TICKS. \unit{1} */
    int64_t
        events_max; /**< \brief Events kept until they are dropped, 256 to 1000000; CAPACITY_SIMULATION_EVENTS. \unit{1} */
} capacity_simulation_options;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_options_init(capacity_simulation_options *row, uint32_t size);

/**
 * \brief A component and its autoscaler; 0 means default in every member that has one. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_component {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        flags; /**< \brief Bits of capacity_simulation_component_flag. \enum{capacity_simulation_component_flag} */
    uint32_t
        select_up; /**< \brief Which policy counts on the way up; the largest. \enum{capacity_hpa_select} */
    uint32_t
        select_down; /**< \brief Which policy counts on the way down; the largest. \enum{capacity_hpa_select} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Name: [a-z0-9]([a-z0-9._-]*[a-z0-9])?. */
    int64_t
        traffic_ppm; /**< \brief Requests that reach it, as a share of all, up to 100000000; 100 %. \unit{ppm} */
    int64_t
        requests_per_pod_mrps; /**< \brief Requests a second that a pod serves; 0: no bound. \unit{mrps} */
    int64_t
        inflight_per_pod; /**< \brief Requests in flight that a pod holds; 0: no bound. \unit{1} */
    int64_t
        response_time_us; /**< \brief Mean time of a request in flight; 0: not known. \unit{us} */
    int64_t cpu_per_request_us; /**< \brief CPU time of a request; 0: not known. \unit{us} */
    int64_t cpu_idle_mcpu;      /**< \brief CPU of a pod without requests. \unit{mcpu} */
    int64_t cpu_request_mcpu;   /**< \brief CPU request of a pod. \unit{mcpu} */
    int64_t
        cpu_limit_mcpu; /**< \brief CPU limit of a pod, which bounds the requests that it serves; 0: no bound. \unit{mcpu} */
    int64_t memory_request_bytes; /**< \brief Memory request of a pod. \unit{bytes} */
    int64_t
        memory_used_bytes; /**< \brief Memory that a pod uses, whatever its load; 0: not known. \unit{bytes} */
    int64_t pods_min;     /**< \brief Least replicas, 1 to 100000; 1. \unit{1} */
    int64_t pods_max;     /**< \brief Most replicas; pods_min. \unit{1} */
    int64_t pods_initial; /**< \brief Replicas at the beginning; pods_min. \unit{1} */
    int64_t
        pod_start_us; /**< \brief From a place on a node to Ready; the options', -1: none. \unit{us} */
    int64_t
        metric_lag_us; /**< \brief Age of the newest sample, rounded up to whole sync periods; the options', -1: none. \unit{us} */
    int64_t
        tolerance_up_ppm; /**< \brief Ratio above the target that is left alone; 10 %, -1: none. \unit{ppm} */
    int64_t
        tolerance_down_ppm; /**< \brief Ratio below the target that is left alone; 10 %, -1: none. \unit{ppm} */
    int64_t
        window_up_us; /**< \brief Stabilization window on the way up, whole seconds up to 1 h; none. \unit{us} */
    int64_t
        window_down_us; /**< \brief Stabilization window on the way down, whole seconds up to 1 h; 5 min, -1: none. \unit{us} */
} capacity_simulation_component;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_component_init(capacity_simulation_component *row,
                                                     uint32_t size);

/**
 * \brief A metric of a component's autoscaler. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_metric {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t signal;      /**< \brief What is looked at. \enum{capacity_simulation_signal} */
    uint32_t
        kind; /**< \brief Resource: CPU and memory; pods, object or external: rate and in flight. \enum{capacity_hpa_kind} */
    uint32_t
        target_type; /**< \brief Utilization or average value of a resource; average value of pods; average value or value of an object or external metric. \enum{capacity_hpa_target} */
    char component[CAPACITY_NAME_SIZE]; /**< \brief Its component. */
    int64_t
        target; /**< \brief Percent for a utilization, else thousandths: of a core, of a byte, of a request a second, of a request in flight; from 1. \unit{1} */
} capacity_simulation_metric;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_metric_init(capacity_simulation_metric *row, uint32_t size);

/**
 * \brief How fast an autoscaler may move; a direction without policies has the controllers' defaults. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_policy {
    uint32_t struct_size;               /**< \brief Size of the caller's struct. */
    uint32_t direction;                 /**< \brief Up or down. \enum{capacity_hpa_direction} */
    uint32_t type;                      /**< \brief Pods or percent. \enum{capacity_hpa_policy} */
    uint32_t reserved;                  /**< \brief 0. */
    char component[CAPACITY_NAME_SIZE]; /**< \brief Its component. */
    int64_t
        value; /**< \brief Pods, or percent of the pods at the beginning of the period, from 1. \unit{1} */
    int64_t period_us; /**< \brief Whole seconds, 1 s to 30 min. \unit{us} */
} capacity_simulation_policy;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_policy_init(capacity_simulation_policy *row, uint32_t size);

/**
 * \brief A group of equal nodes. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_group {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t purchase;    /**< \brief How it is bought; on demand. \enum{capacity_purchase} */
    uint32_t flags;       /**< \brief 0. */
    uint32_t reserved;    /**< \brief 0. */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Name: [a-z0-9]([a-z0-9._-]*[a-z0-9])?. */
    int64_t
        allocatable_cpu_mcpu; /**< \brief What one node offers to pods, daemonsets taken off. \unit{mcpu} */
    int64_t
        allocatable_memory_bytes; /**< \brief What one node offers to pods, daemonsets taken off. \unit{bytes} */
    int64_t
        allocatable_pods; /**< \brief Pods that one node takes, daemonsets taken off. \unit{1} */
    int64_t
        daemonset_cpu_mcpu; /**< \brief What daemonsets request of a node beside: it counts in the utilization. \unit{mcpu} */
    int64_t
        daemonset_memory_bytes; /**< \brief What daemonsets request of a node beside. \unit{bytes} */
    int64_t nodes_min;          /**< \brief Least nodes. \unit{1} */
    int64_t nodes_max;          /**< \brief Most nodes, up to 10000. \unit{1} */
    int64_t nodes_initial;      /**< \brief Nodes at the beginning; nodes_min. \unit{1} */
    int64_t
        provision_us; /**< \brief From the request for a node to Ready; the options', -1: none. \unit{us} */
    int64_t
        provision_failure_ppm; /**< \brief Share of the requested nodes that never join. \unit{ppm} */
    int64_t
        interruptions_per_hour_ppm; /**< \brief Share of the nodes that are taken back in an hour; spot only. \unit{ppm} */
    int64_t hour_nusd; /**< \brief Price of a node for an hour. \unit{nusd} */
} capacity_simulation_group;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_group_init(capacity_simulation_group *row, uint32_t size);

/**
 * \brief The cluster autoscaler; 0 means its own default in every member. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_autoscaler {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        flags; /**< \brief Bits of capacity_simulation_autoscaler_flag. \enum{capacity_simulation_autoscaler_flag} */
    uint32_t expander; /**< \brief Which group grows; least waste. \enum{capacity_expander} */
    uint32_t reserved; /**< \brief 0. */
    int64_t scan_us;   /**< \brief Time between two loops, 1 s to 1 h; 10 s. \unit{us} */
    int64_t
        new_pod_delay_us; /**< \brief Pending pods younger than this are left alone; none. \unit{us} */
    int64_t
        provision_limit_us; /**< \brief A node that has not joined by then is given up; 15 min. \unit{us} */
    int64_t
        delay_after_add_us; /**< \brief No removal until this long after the last scale-up; 10 min, -1: none. \unit{us} */
    int64_t
        delay_after_delete_us; /**< \brief No removal until this long after the last removal; none. \unit{us} */
    int64_t
        unneeded_us; /**< \brief A node is removed once it was unneeded for longer than this; 10 min, -1: none. \unit{us} */
    int64_t
        utilization_ppm; /**< \brief A node at or below this share of requests is a candidate; 50 %, -1: only empty ones. \unit{ppm} */
    int64_t
        backoff_us; /**< \brief First back-off of a group after a node failed to join; 5 min. \unit{us} */
    int64_t backoff_max_us; /**< \brief Longest back-off, to which it doubles; 30 min. \unit{us} */
    int64_t
        backoff_reset_us; /**< \brief The back-off starts small again after this long without a failure; 3 h. \unit{us} */
    int64_t nodes_per_scale_up; /**< \brief Most nodes of one scale-up; 1000. \unit{1} */
    int64_t removals_at_once;   /**< \brief Most nodes removed in one loop; 10. \unit{1} */
    int64_t drains_at_once;     /**< \brief Most of them that still hold pods; 1. \unit{1} */
} capacity_simulation_autoscaler;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_autoscaler_init(capacity_simulation_autoscaler *row,
                                                      uint32_t size);

/**
 * \brief One tick; counts are those at its end. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_tick {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t reserved;    /**< \brief 0. */
    int64_t time_us;      /**< \brief Its beginning, in the trace's time. \unit{us} */
    int64_t length_us;    /**< \brief Its length; the last may be shorter. \unit{us} */
    int64_t
        demand_mrps; /**< \brief Mean of the requests a second that arrive, rounded up. \unit{mrps} */
    int64_t
        served_mrps; /**< \brief Mean of those that every component serves, rounded down. \unit{mrps} */
    int64_t unserved_mrps; /**< \brief Mean of the others, rounded up. \unit{mrps} */
    int64_t pods_ready;    /**< \brief Pods that serve. \unit{1} */
    int64_t pods_starting; /**< \brief Pods on a node that are not ready. \unit{1} */
    int64_t pods_pending;  /**< \brief Pods without a node. \unit{1} */
    int64_t nodes_ready;   /**< \brief Nodes that hold pods. \unit{1} */
    int64_t nodes_coming;  /**< \brief Nodes asked for that have not joined. \unit{1} */
    int64_t cost_uusd; /**< \brief Cost of the nodes since the beginning, half up. \unit{uusd} */
    int64_t
        p50_us; /**< \brief Median response time of the component with the longest 95th percentile; CAPACITY_INVALID: not known, or overloaded. \unit{us} */
    int64_t p95_us; /**< \brief Its 95th percentile; CAPACITY_INVALID likewise. \unit{us} */
} capacity_simulation_tick;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_tick_init(capacity_simulation_tick *row, uint32_t size);

/**
 * \brief One component in one tick; counts are those at its end. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_component_tick {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t component;   /**< \brief Place of the component, from 0. */
    int64_t time_us;      /**< \brief Beginning of the tick. \unit{us} */
    int64_t
        demand_mrps; /**< \brief Mean of the requests a second that reach it, rounded up. \unit{mrps} */
    int64_t served_mrps; /**< \brief Mean of those that its pods serve, rounded down. \unit{mrps} */
    int64_t
        utilisation_ppm; /**< \brief Served as a share of what the ready pods could serve, rounded up. \unit{ppm} */
    int64_t cpu_mcpu;      /**< \brief Mean CPU of a ready pod, rounded down. \unit{mcpu} */
    int64_t pods;          /**< \brief Replicas that are wanted. \unit{1} */
    int64_t pods_ready;    /**< \brief Those that serve. \unit{1} */
    int64_t pods_starting; /**< \brief Those on a node that are not ready. \unit{1} */
    int64_t pods_pending;  /**< \brief Those without a node. \unit{1} */
    int64_t
        p50_us; /**< \brief Median response time by the queue that its pods are; CAPACITY_INVALID: not known, or overloaded. \unit{us} */
    int64_t p95_us; /**< \brief Its 95th percentile; CAPACITY_INVALID likewise. \unit{us} */
} capacity_simulation_component_tick;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_component_tick_init(capacity_simulation_component_tick *row,
                                                          uint32_t size);

/**
 * \brief One node group in one tick; counts are those at its end. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_group_tick {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t group;       /**< \brief Place of the group, from 0. */
    int64_t time_us;      /**< \brief Beginning of the tick. \unit{us} */
    int64_t nodes_ready;  /**< \brief Nodes that hold pods. \unit{1} */
    int64_t nodes_coming; /**< \brief Nodes asked for that have not joined. \unit{1} */
    int64_t cost_uusd;    /**< \brief Its cost since the beginning, half up. \unit{uusd} */
} capacity_simulation_group_tick;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_group_tick_init(capacity_simulation_group_tick *row,
                                                      uint32_t size);

/**
 * \brief One event. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_event {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t kind;        /**< \brief What happened. \enum{capacity_happening} */
    uint32_t
        reason; /**< \brief Why an autoscaler did it or was held back; 0 for other events. \enum{capacity_hpa_reason} */
    uint32_t reserved;                /**< \brief 0. */
    int64_t time_us;                  /**< \brief When, in the trace's time. \unit{us} */
    int64_t before;                   /**< \brief What it was; the kind says of what. \unit{1} */
    int64_t after;                    /**< \brief What it became. \unit{1} */
    char subject[CAPACITY_NAME_SIZE]; /**< \brief The component or group; empty: all. */
} capacity_simulation_event;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_event_init(capacity_simulation_event *row, uint32_t size);

/**
 * \brief Everything since the beginning. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_simulation_totals {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t reserved;    /**< \brief 0. */
    int64_t time_us;      /**< \brief How long. \unit{us} */
    int64_t ticks;        /**< \brief Ticks, the last one counted if it is shorter. \unit{1} */
    int64_t demand_m;     /**< \brief Requests that arrived, in thousandths, rounded up. \unit{1} */
    int64_t served_m;     /**< \brief Requests served, in thousandths, rounded down. \unit{1} */
    int64_t unserved_m;   /**< \brief The others, in thousandths. \unit{1} */
    int64_t
        served_ppm; /**< \brief Share that was served, rounded down; CAPACITY_INVALID without requests. \unit{ppm} */
    int64_t unserved_us; /**< \brief Time in which requests went unserved. \unit{us} */
    int64_t
        slo_ppm; /**< \brief Share of the time in which none did, rounded down; CAPACITY_INVALID: no time. \unit{ppm} */
    int64_t
        worst_time_us; /**< \brief Beginning of the tick with the most unserved requests; CAPACITY_INVALID: there is none. \unit{us} */
    int64_t worst_unserved_mrps; /**< \brief Their mean rate, rounded up. \unit{mrps} */
    int64_t pods_peak;           /**< \brief Most pods wanted at once. \unit{1} */
    int64_t nodes_peak;          /**< \brief Most nodes, ready and coming. \unit{1} */
    int64_t pod_hours_m; /**< \brief Hours of pods on nodes, in thousandths, rounded up. \unit{1} */
    int64_t
        pending_hours_m; /**< \brief Hours of pods without a node, in thousandths, rounded up. \unit{1} */
    int64_t node_hours_m;       /**< \brief Hours of nodes, in thousandths, rounded up. \unit{1} */
    int64_t cost_uusd;          /**< \brief Cost of the nodes, half up. \unit{uusd} */
    int64_t on_demand_uusd;     /**< \brief The part bought on demand. \unit{uusd} */
    int64_t spot_uusd;          /**< \brief The part bought as spot. \unit{uusd} */
    int64_t committed_uusd;     /**< \brief The part under a commitment. \unit{uusd} */
    int64_t scale_ups;          /**< \brief Times that an autoscaler raised replicas. \unit{1} */
    int64_t scale_downs;        /**< \brief Times that an autoscaler lowered replicas. \unit{1} */
    int64_t nodes_added;        /**< \brief Nodes that the cluster autoscaler asked for. \unit{1} */
    int64_t nodes_removed;      /**< \brief Nodes that it removed. \unit{1} */
    int64_t interruptions;      /**< \brief Spot nodes taken back. \unit{1} */
    int64_t provision_failures; /**< \brief Nodes that never joined. \unit{1} */
} capacity_simulation_totals;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_simulation_totals_init(capacity_simulation_totals *row, uint32_t size);

/**
 * \brief A simulation without rows. \since 0.1
 * \param[in] options Options; NULL: defaults. \nullable
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The simulation. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE An option is out of its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_new(
    const capacity_simulation_options *options, const capacity_allocator *allocator,
    capacity_simulation **out, capacity_error *err);

/**
 * \brief A simulation of a plan: its components with their autoscalers, and its node groups. \since 0.1
 *
 * Replicas and nodes start at the answer's minimum and may grow to its maximum. An autoscaler holds the
 * plan's requests a second per pod, its CPU target where the CPU of a request is known, and the sizing
 * guide's behavior. An option metric_lag_us, pod_start_us or provision_us of 0 is the plan's input metric_lag, pod_start or
 * node_start. Everything can be changed by put calls before the first feed.
 * \param[in] plan The plan; it is not kept.
 * \param[in] options Options; NULL: defaults. \nullable
 * \param[out] out The simulation. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE An option is out of its range, or the plan is too large to simulate.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_new_from_plan(
    const capacity_plan *plan, const capacity_simulation_options *options,
    capacity_simulation **out, capacity_error *err);

/**
 * \brief Release it. \since 0.1
 * \param[in] object The simulation; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_simulation_free(capacity_simulation *object);

/**
 * \brief Forget trace, ticks, events and totals; rows and options stay. \since 0.1
 * \param[in,out] simulation The simulation; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_simulation_reset(capacity_simulation *simulation);

/**
 * \brief Add a component, or replace the one of its name. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] row The component.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A member is out of its range.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_MAX_ROWS components.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_put_component(
    capacity_simulation *simulation, const capacity_simulation_component *row, capacity_error *err);

/**
 * \brief Add a metric to a component, or replace the one of its signal and kind. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] row The metric.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or signal, kind and target type do not go together.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A member is out of its range.
 * \retval CAPACITY_E_NOT_FOUND No such component.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_SIMULATION_METRICS.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_put_metric(
    capacity_simulation *simulation, const capacity_simulation_metric *row, capacity_error *err);

/**
 * \brief Add a scaling policy to a component. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] row The policy.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A member is out of its range.
 * \retval CAPACITY_E_NOT_FOUND No such component.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_SIMULATION_POLICIES in this direction.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_put_policy(
    capacity_simulation *simulation, const capacity_simulation_policy *row, capacity_error *err);

/**
 * \brief Take all metrics from a component. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] component Its name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such component.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_drop_metrics(
    capacity_simulation *simulation, const char *component, capacity_error *err);

/**
 * \brief Take all policies from a component, so that the controllers' defaults hold. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] component Its name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such component.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_drop_policies(
    capacity_simulation *simulation, const char *component, capacity_error *err);

/**
 * \brief Add a node group, or replace the one of its name; without any, every pod finds a place. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] row The group.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A member is out of its range.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_MAX_ROWS groups.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_put_group(
    capacity_simulation *simulation, const capacity_simulation_group *row, capacity_error *err);

/**
 * \brief Set the cluster autoscaler. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[in] row Its settings.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_RANGE A member is out of its range.
 * \retval CAPACITY_E_STATE A trace is under way: reset first.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_simulation_set_autoscaler(capacity_simulation *simulation,
                                   const capacity_simulation_autoscaler *row, capacity_error *err);

/**
 * \brief The cluster autoscaler's settings, defaults filled in. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives them; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_simulation_get_autoscaler(const capacity_simulation *simulation,
                                   capacity_simulation_autoscaler *out, capacity_error *err);

/**
 * \brief Components as they are simulated, defaults filled in. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_components(
    const capacity_simulation *simulation, capacity_simulation_component *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Metrics, by component. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_metrics(
    const capacity_simulation *simulation, capacity_simulation_metric *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Policies, by component, those that stand in for none included. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_policies(
    const capacity_simulation *simulation, capacity_simulation_policy *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Node groups as they are simulated, defaults filled in. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_groups(
    const capacity_simulation *simulation, capacity_simulation_group *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Feed rows of a trace: from a time on, this many requests a second arrive. \since 0.1
 *
 * The first row sets the beginning; a rate holds until the next row. Times rise. Stops early, with OK and
 * consumed below n, when the buffer of ticks or of events is full: read, drop the rows, and feed the rest.
 * How a trace is cut into calls never changes a result. A row that is refused leaves everything as it was
 * before that row, and the trace can go on with another.
 * \param[in,out] simulation The simulation.
 * \param[in] time_us When, from 0 to 10^16, at most 10^14 after the first. \length{n} \unit{us}
 * \param[in] rate_mrps Requests a second from then on, 0 to CAPACITY_SIMULATION_RATE_MRPS. \length{n} \unit{mrps}
 * \param[in] cpu_us CPU time of a request on the first component, from 0; NULL: the component's. \nullable \length{n} \unit{us}
 * \param[in] response_us Mean time in flight on the first component, from 0; NULL: the component's. \nullable \length{n} \unit{us}
 * \param[in] n Rows.
 * \param[out] consumed Rows taken. \always
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or there is no component, or one whose pods have no bound.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A value is out of its range, a time does not rise, or a gap is longer than gap_us; the index is the row.
 * \retval CAPACITY_E_OVERFLOW The requests that reach a component exceed CAPACITY_SIMULATION_RATE_MRPS.
 * \retval CAPACITY_E_STATE The trace is finished: reset first.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_feed(
    capacity_simulation *simulation, const int64_t *time_us, const int64_t *rate_mrps,
    const int64_t *cpu_us, const int64_t *response_us, size_t n, size_t *consumed,
    capacity_error *err);

/**
 * \brief Feed a piece of a trace as CSV, cut anywhere. \since 0.1
 *
 * RFC 4180 with a header: time and rate, optionally cpu and response, in any order and in people's units;
 * docs/formats.md. Stops early as capacity_simulation_feed does. A line that is refused is passed over:
 * consumed stands after it, and the trace can go on.
 * \param[in,out] simulation The simulation.
 * \param[in] text The bytes. \length{size}
 * \param[in] size How many.
 * \param[out] consumed Bytes taken. \always
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or there is no component, or one whose pods have no bound.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_SYNTAX Malformed CSV, or a value that is no number; the index is the line.
 * \retval CAPACITY_E_FIELD The header has an unknown column or lacks one.
 * \retval CAPACITY_E_EXISTS The header names a column twice.
 * \retval CAPACITY_E_RANGE As of capacity_simulation_feed; the index is the line.
 * \retval CAPACITY_E_OVERFLOW The requests that reach a component exceed CAPACITY_SIMULATION_RATE_MRPS.
 * \retval CAPACITY_E_TOO_LARGE A line exceeds CAPACITY_TRACE_LINE_BYTES.
 * \retval CAPACITY_E_STATE The trace is finished: reset first.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_simulation_feed_text(capacity_simulation *simulation, const char *text, size_t size,
                              size_t *consumed, capacity_error *err);

/**
 * \brief End the trace: its last row holds as long as the one before it did, one alone for a tick. \since 0.1
 * \param[in,out] simulation The simulation.
 * \param[out] done 1: finished; 0: the buffers are full: read, drop the rows, and call again. \unit{1}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_SYNTAX The last line of a text is malformed; the index is the line.
 * \retval CAPACITY_E_FIELD As of the header.
 * \retval CAPACITY_E_EXISTS As of the header.
 * \retval CAPACITY_E_RANGE As of the last line.
 * \retval CAPACITY_E_OVERFLOW As of the last line.
 * \retval CAPACITY_E_TOO_LARGE As of the last line.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE No row was fed.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_simulation_finish(capacity_simulation *simulation, int64_t *done, capacity_error *err);

/**
 * \brief Ticks since the last drop. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
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
capacity_simulation_get_ticks(const capacity_simulation *simulation, capacity_simulation_tick *out,
                              size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief The same ticks, one row for each component. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_component_ticks(
    const capacity_simulation *simulation, capacity_simulation_component_tick *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief The same ticks, one row for each node group. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_group_ticks(
    const capacity_simulation *simulation, capacity_simulation_group_tick *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Events since the last drop. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_events(
    const capacity_simulation *simulation, capacity_simulation_event *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Drop ticks and events that were read, so that there is room for more. \since 0.1
 * \param[in,out] simulation The simulation; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_simulation_drop_rows(capacity_simulation *simulation);

/**
 * \brief Totals since the beginning, whatever was dropped. \threadsafe \since 0.1
 * \param[in] simulation The simulation.
 * \param[out] out Receives them; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_simulation_get_totals(
    const capacity_simulation *simulation, capacity_simulation_totals *out, capacity_error *err);

/**
 * \brief Shortest time in which the load may grow by a factor with no request lost, by trying. \since 0.1
 *
 * Five minutes of the rate, a rise that compounds, a minute at the top: all components, pods that come whole, sync
 * periods, tolerance and nodes included, which capacity_headroom_survived_growth leaves out. Whole seconds from one
 * second to two hours: in the time found nothing is lost, in a second less something is. Some 20 simulations.
 * Forgets trace, ticks, events and totals, as capacity_simulation_reset does; rows and options stay.
 * \param[in,out] simulation The simulation; its gap_us from 5 min.
 * \param[in] rate_mrps Requests a second before it grows, 1 to CAPACITY_SIMULATION_RATE_MRPS. \unit{mrps}
 * \param[in] factor_ppm The factor, 1000000 to 1000000000; the rate at the top is in the range of rate_mrps. \unit{ppm}
 * \param[out] time_us The time; CAPACITY_INVALID: requests are lost even in two hours. \unit{us}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or there is no component, or one whose pods have no bound.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE A parameter is outside its range, or gap_us is too short.
 * \retval CAPACITY_E_OVERFLOW The requests that reach a component exceed CAPACITY_SIMULATION_RATE_MRPS.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_simulation_survived_growth(capacity_simulation *simulation, int64_t rate_mrps,
                                    int64_t factor_ppm, int64_t *time_us, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
