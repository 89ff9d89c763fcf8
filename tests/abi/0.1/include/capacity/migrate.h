/*
 * From one plan to another: what changes, what each line of the bill does, and the ordered steps.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_MIGRATE_H
#define CAPACITY_MIGRATE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Part of a migration; steps come in this order. \since 0.1 */
typedef enum capacity_migration_phase {
    CAPACITY_MIGRATION_PHASE_PREPARE = 1, /**< \brief Before anything is changed. */
    CAPACITY_MIGRATION_PHASE_BUILD = 2,   /**< \brief What grows or is new, beside what serves. */
    CAPACITY_MIGRATION_PHASE_TRAFFIC = 3, /**< \brief The load moves, a share at a time. */
    CAPACITY_MIGRATION_PHASE_RETIRE = 4,  /**< \brief What shrinks or goes. */
    CAPACITY_MIGRATION_PHASE_OBSERVE = 5, /**< \brief Watching, adjusting, checking. */
    CAPACITY_MIGRATION_PHASE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_migration_phase;

/** \brief What a step is about. \since 0.1 */
typedef enum capacity_migration_kind {
    CAPACITY_MIGRATION_KIND_BASELINE = 1,     /**< \brief Measure first; confirm the trigger. */
    CAPACITY_MIGRATION_KIND_REGIONS = 2,      /**< \brief Further regions and their standby. */
    CAPACITY_MIGRATION_KIND_NODES = 3,        /**< \brief One node group. */
    CAPACITY_MIGRATION_KIND_TABLES = 4,       /**< \brief One table: billing, units, replicas. */
    CAPACITY_MIGRATION_KIND_DAX = 5,          /**< \brief DynamoDB Accelerator. */
    CAPACITY_MIGRATION_KIND_CACHE = 6,        /**< \brief The cache. */
    CAPACITY_MIGRATION_KIND_QUEUE = 7,        /**< \brief The queue for background work. */
    CAPACITY_MIGRATION_KIND_RESOURCES = 8,    /**< \brief Requests and limits of a component. */
    CAPACITY_MIGRATION_KIND_REPLICAS = 9,     /**< \brief Pods of a component. */
    CAPACITY_MIGRATION_KIND_AUTOSCALING = 10, /**< \brief Maximum and targets of its autoscaler. */
    CAPACITY_MIGRATION_KIND_NETWORK = 11,     /**< \brief Load balancers, NAT gateways, zones. */
    CAPACITY_MIGRATION_KIND_CDN = 12,         /**< \brief The CDN. */
    CAPACITY_MIGRATION_KIND_MONITORING = 13,  /**< \brief Advanced monitoring. */
    CAPACITY_MIGRATION_KIND_MESH = 14,        /**< \brief Service mesh. */
    CAPACITY_MIGRATION_KIND_TRACING = 15,     /**< \brief Distributed tracing. */
    CAPACITY_MIGRATION_KIND_CHAOS = 16,       /**< \brief Chaos tests. */
    CAPACITY_MIGRATION_KIND_REVIEW = 17,      /**< \brief Deciding about several regions. */
    CAPACITY_MIGRATION_KIND_ROLLOUT = 18,     /**< \brief A share of the requests to what is new. */
    CAPACITY_MIGRATION_KIND_LOAD = 19,        /**< \brief The load itself grows or falls. */
    CAPACITY_MIGRATION_KIND_TERMS = 20,   /**< \brief Prices, purchase terms, billing switches. */
    CAPACITY_MIGRATION_KIND_MONITOR = 21, /**< \brief Watching for a week. */
    CAPACITY_MIGRATION_KIND_ADJUST = 22,  /**< \brief Adjusting by what was seen. */
    CAPACITY_MIGRATION_KIND_VERIFY = 23,  /**< \brief The result against the plan. */
    CAPACITY_MIGRATION_KIND_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_migration_kind;

/** \brief What can go wrong in a step. \since 0.1 */
typedef enum capacity_risk {
    CAPACITY_RISK_LOW = 1,    /**< \brief Nothing that serves is touched. */
    CAPACITY_RISK_MEDIUM = 2, /**< \brief Serving parts change, and it is undone in minutes. */
    CAPACITY_RISK_HIGH = 3,   /**< \brief Users may notice, or undoing it takes long. */
    CAPACITY_RISK_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_risk;

/** \brief One thing that differs. \since 0.1 */
typedef enum capacity_change {
    CAPACITY_CHANGE_RESULT = 1,          /**< \brief A result of the plan: see field. */
    CAPACITY_CHANGE_PODS = 2,            /**< \brief Pods, the autoscaler's minimum. */
    CAPACITY_CHANGE_PODS_MAX = 3,        /**< \brief The autoscaler's maximum. */
    CAPACITY_CHANGE_CPU_REQUEST = 4,     /**< \brief CPU request of a pod. */
    CAPACITY_CHANGE_CPU_LIMIT = 5,       /**< \brief CPU limit of a pod. */
    CAPACITY_CHANGE_MEMORY_REQUEST = 6,  /**< \brief Memory request of a pod. */
    CAPACITY_CHANGE_MEMORY_LIMIT = 7,    /**< \brief Memory limit of a pod. */
    CAPACITY_CHANGE_CPU_TARGET = 8,      /**< \brief The autoscaler's CPU target. */
    CAPACITY_CHANGE_MEMORY_TARGET = 9,   /**< \brief The autoscaler's memory target. */
    CAPACITY_CHANGE_RATE_TARGET = 10,    /**< \brief The autoscaler's requests per pod. */
    CAPACITY_CHANGE_NODES_MIN = 11,      /**< \brief Nodes of a group at the minimum. */
    CAPACITY_CHANGE_NODES = 12,          /**< \brief Nodes of a group expected. */
    CAPACITY_CHANGE_NODES_MAX = 13,      /**< \brief Nodes of a group at the maximum. */
    CAPACITY_CHANGE_NODE_TYPES = 14,     /**< \brief Machine types of a group. */
    CAPACITY_CHANGE_PURCHASE = 15,       /**< \brief How a group is bought. */
    CAPACITY_CHANGE_LABEL = 16,          /**< \brief Node label of a group. */
    CAPACITY_CHANGE_TAINT = 17,          /**< \brief Taint of a group. */
    CAPACITY_CHANGE_BILLING = 18,        /**< \brief How a table is billed. */
    CAPACITY_CHANGE_RCU = 19,            /**< \brief Read units provisioned for a table. */
    CAPACITY_CHANGE_WCU = 20,            /**< \brief Write units provisioned for a table. */
    CAPACITY_CHANGE_RESERVED_RCU = 21,   /**< \brief Read units reserved for a table. */
    CAPACITY_CHANGE_RESERVED_WCU = 22,   /**< \brief Write units reserved for a table. */
    CAPACITY_CHANGE_TABLE_REGIONS = 23,  /**< \brief Regions that hold a table. */
    CAPACITY_CHANGE_CACHE_NODES = 24,    /**< \brief Cache nodes. */
    CAPACITY_CHANGE_CACHE_TYPE = 25,     /**< \brief Type of the cache nodes. */
    CAPACITY_CHANGE_DAX_NODES = 26,      /**< \brief DAX nodes. */
    CAPACITY_CHANGE_DAX_TYPE = 27,       /**< \brief Type of the DAX nodes. */
    CAPACITY_CHANGE_QUEUE = 28,          /**< \brief The queue. */
    CAPACITY_CHANGE_CDN = 29,            /**< \brief The CDN. */
    CAPACITY_CHANGE_REGIONS = 30,        /**< \brief Further regions. */
    CAPACITY_CHANGE_STANDBY = 31,        /**< \brief Share that a further region keeps running. */
    CAPACITY_CHANGE_LOAD_BALANCERS = 32, /**< \brief Load balancers of a region. */
    CAPACITY_CHANGE_NAT_GATEWAYS = 33,   /**< \brief NAT gateways of a region. */
    CAPACITY_CHANGE_ZONES = 34,          /**< \brief Availability zones. */
    CAPACITY_CHANGE_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_change;

/**
 * \brief One step of a migration. \versioned{struct_size} \since 0.1
 *
 * Amounts are what the month's bill changes by when the step is done; over all steps they add up to
 * the difference of the two bills exactly. An old node group is paid until it is retired, so the sum
 * up to a step may exceed both bills.
 */
typedef struct capacity_migration_step {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t phase;       /**< \brief Part of the migration. \enum{capacity_migration_phase} */
    uint32_t kind;        /**< \brief What it is about. \enum{capacity_migration_kind} */
    uint32_t risk;        /**< \brief What can go wrong. \enum{capacity_risk} */
    uint32_t order;       /**< \brief Place in the migration, from 1. */
    uint32_t guide_order; /**< \brief Place in the guide's path; 0: the guide does not list it. */
    int64_t
        share_ppm; /**< \brief Share of the requests on what is new, of a rollout; else 0. \unit{ppm} */
    int64_t
        hold_us; /**< \brief How long the verification must hold before the next step; 0: at once. \unit{us} */
    int64_t cost_low_uusd; /**< \brief Change of the bill at the minimum of replicas. \unit{uusd} */
    int64_t cost_uusd;     /**< \brief Change of the expected bill. \unit{uusd} */
    int64_t
        cost_high_uusd;   /**< \brief Change of the bill at the maximum of replicas. \unit{uusd} */
    int64_t monthly_uusd; /**< \brief The expected bill after this step. \unit{uusd} */
    char subject[CAPACITY_NAME_SIZE];      /**< \brief Component, group or table; empty: none. */
    char guide_path[CAPACITY_NAME_SIZE];   /**< \brief The guide's path; empty: not listed. */
    char title[CAPACITY_LABEL_SIZE];       /**< \brief What it is, in a line. */
    char why[CAPACITY_TEXT_SIZE];          /**< \brief Why it is needed. */
    char precondition[CAPACITY_TEXT_SIZE]; /**< \brief What must be so before it begins. */
    char trigger[CAPACITY_TEXT_SIZE];      /**< \brief What makes it due. */
    char action[CAPACITY_TEXT_SIZE];       /**< \brief What to do. */
    char verify[CAPACITY_TEXT_SIZE];       /**< \brief How to see that it worked. */
    char rollback[CAPACITY_TEXT_SIZE];     /**< \brief How to go back. */
    char note
        [CAPACITY_TEXT_SIZE]; /**< \brief Where the guide's path and its tiers differ; empty: nowhere. */
    char source[CAPACITY_LABEL_SIZE]; /**< \brief Section of the guide or page behind it. */
} capacity_migration_step;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_migration_step_init(capacity_migration_step *row, uint32_t size);

/**
 * \brief One thing that differs, and the one step that it belongs to. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_migration_change {
    uint32_t struct_size;                  /**< \brief Size of the caller's struct. */
    uint32_t what;                         /**< \brief What differs. \enum{capacity_change} */
    uint32_t field;                        /**< \brief The result; 0: none. \enum{capacity_field} */
    uint32_t unit;                         /**< \brief Unit of the values. \enum{capacity_unit} */
    uint32_t step;                         /**< \brief Order of its step. */
    uint32_t reserved;                     /**< \brief 0. */
    char subject[CAPACITY_NAME_SIZE];      /**< \brief Component, group or table; empty: none. */
    int64_t before;                        /**< \brief Value of the first plan. \unit{by unit} */
    int64_t after;                         /**< \brief Value of the second plan. \unit{by unit} */
    char before_text[CAPACITY_LABEL_SIZE]; /**< \brief The same where it is a name. */
    char after_text[CAPACITY_LABEL_SIZE];  /**< \brief The same where it is a name. */
} capacity_migration_change;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_migration_change_init(capacity_migration_change *row, uint32_t size);

/**
 * \brief One line of the bill that differs, and the one step that it belongs to. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_migration_cost {
    uint32_t struct_size;           /**< \brief Size of the caller's struct. */
    uint32_t step;                  /**< \brief Order of its step. */
    char key[CAPACITY_NAME_SIZE];   /**< \brief Key of the line, for example nodes. */
    char item[CAPACITY_LABEL_SIZE]; /**< \brief What it is. */
    int64_t before_low_uusd;        /**< \brief Of the first plan; 0: no such line. \unit{uusd} */
    int64_t before_uusd;            /**< \brief Of the first plan, expected. \unit{uusd} */
    int64_t before_high_uusd;       /**< \brief Of the first plan, at most. \unit{uusd} */
    int64_t after_low_uusd;         /**< \brief Of the second plan; 0: no such line. \unit{uusd} */
    int64_t after_uusd;             /**< \brief Of the second plan, expected. \unit{uusd} */
    int64_t after_high_uusd;        /**< \brief Of the second plan, at most. \unit{uusd} */
} capacity_migration_cost;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_migration_cost_init(capacity_migration_cost *row, uint32_t size);

/**
 * \brief The steps from one plan to another, in a safe order. \threadsafe \since 0.1
 *
 * What grows comes before the traffic, nodes before the pods that need them, limits before replicas,
 * the data store before the traffic; what shrinks comes after it in the reverse order. Between tiers
 * the guide's own path is followed in its order where that is safe. Equal plans have no steps.
 * docs/model/migration.md has the rules.
 * \param[in] before The first plan.
 * \param[in] after The second plan.
 * \param[in] answer Which answer of the plans; CAPACITY_ANSWER_TIER from tier to tier. \enum{capacity_answer}
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind; no such answer.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_migration_get_steps(
    const capacity_plan *before, const capacity_plan *after, uint32_t answer,
    capacity_migration_step *out, size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Everything in which two plans differ, each with its step. \threadsafe \since 0.1
 *
 * First what is changed by hand, then the results as capacity_plan_get_differences has them.
 * \param[in] before The first plan.
 * \param[in] after The second plan.
 * \param[in] answer Which answer of the plans. \enum{capacity_answer}
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind; no such answer.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_migration_get_changes(const capacity_plan *before, const capacity_plan *after,
                               uint32_t answer, capacity_migration_change *out, size_t out_size,
                               size_t max, size_t *count, capacity_error *err);

/**
 * \brief Every line of the bill that differs, each with its step. \threadsafe \since 0.1
 *
 * A line that is switched off counts as 0, as in the total.
 * \param[in] before The first plan.
 * \param[in] after The second plan.
 * \param[in] answer Which answer of the plans. \enum{capacity_answer}
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind; no such answer.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_migration_get_costs(
    const capacity_plan *before, const capacity_plan *after, uint32_t answer,
    capacity_migration_cost *out, size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Write the steps with what they change and cost. \threadsafe \since 0.1
 *
 * JSON follows docs/migration.schema.json; YAML is the same tree.
 * \param[in] before The first plan.
 * \param[in] after The second plan.
 * \param[in] answer Which answer of the plans. \enum{capacity_answer}
 * \param[in] format Any. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind; no such answer.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED YAML is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_migration_write(
    const capacity_plan *before, const capacity_plan *after, uint32_t answer, uint32_t format,
    char *buf, size_t size, size_t *needed, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
