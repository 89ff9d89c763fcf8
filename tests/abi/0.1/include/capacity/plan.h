/*
 * The answer for one profile.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PLAN_H
#define CAPACITY_PLAN_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief The three answers that stand side by side. \since 0.1 */
typedef enum capacity_answer {
    CAPACITY_ANSWER_RECOMMENDED = 0, /**< \brief What holds when every bound is honoured. */
    CAPACITY_ANSWER_TIER = 1,        /**< \brief What the guide prescribes for the tier. */
    CAPACITY_ANSWER_FORMULA = 2,     /**< \brief What the guide's formulas compute. */
    CAPACITY_ANSWER_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_answer;

/** \brief How much a finding matters. \since 0.1 */
typedef enum capacity_severity {
    CAPACITY_SEVERITY_INFO = 1,     /**< \brief Worth knowing, or money to save. */
    CAPACITY_SEVERITY_WARNING = 2,  /**< \brief Decide before going live. */
    CAPACITY_SEVERITY_CRITICAL = 3, /**< \brief Does not hold as it stands. */
    CAPACITY_SEVERITY_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_severity;

/** \brief Bits of a bill line's flags. \flags \since 0.1 */
typedef enum capacity_bill_flag {
    CAPACITY_BILL_OFF = 1 << 0,      /**< \brief Switched off: shown, not in the total. */
    CAPACITY_BILL_UNKNOWN = 1 << 1,  /**< \brief Nobody gave the quantity: billed as 0. */
    CAPACITY_BILL_INFERRED = 1 << 2, /**< \brief The price is another region's. */
    CAPACITY_BILL_PRINTED = 1 << 3,  /**< \brief The guide prints a range for it. */
    CAPACITY_BILL_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_bill_flag;

/**
 * \brief How to plan; 0 means default in every member. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_plan_options {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t model;       /**< \brief Formula revision; 0: the newest. */
    uint32_t flags;       /**< \brief 0. */
    uint32_t reserved;    /**< \brief 0. */
} capacity_plan_options;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_plan_options_init(capacity_plan_options *row, uint32_t size);

/**
 * \brief Pods of one component: the three answers and every bound. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_plan_component {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t bound;       /**< \brief What decided the recommended pods. \enum{capacity_bound} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief backend, frontend, or one's own. */
    int64_t pods;                  /**< \brief Recommended minimum. \unit{1} */
    int64_t pods_max;              /**< \brief Recommended maximum. \unit{1} */
    int64_t tier_pods;        /**< \brief The tier's minimum; -1: the tier says nothing. \unit{1} */
    int64_t tier_pods_max;    /**< \brief The tier's maximum. \unit{1} */
    int64_t formula_pods;     /**< \brief The guide's formula; -1: it has none. \unit{1} */
    int64_t formula_pods_max; /**< \brief The guide's formula, maximum. \unit{1} */
    int64_t by_rate;          /**< \brief Pods by requests a second. \unit{1} */
    int64_t by_inflight;      /**< \brief Pods by requests in flight. \unit{1} */
    int64_t by_connections;   /**< \brief Pods by open connections. \unit{1} */
    int64_t by_cpu;           /**< \brief Pods by CPU. \unit{1} */
    int64_t floor;            /**< \brief High-availability floor. \unit{1} */
    int64_t needed;           /**< \brief Pods before they are spread over whole zones. \unit{1} */
    int64_t rate_mrps;   /**< \brief Requests a second that reach it, rounded up. \unit{mrps} */
    int64_t inflight;    /**< \brief Its requests in flight, rounded up. \unit{1} */
    int64_t connections; /**< \brief Its open connections, rounded up. \unit{1} */
    int64_t
        hpa_rate_mrps; /**< \brief Autoscaler target of requests a second per pod; 0: none. \unit{mrps} */
    int64_t hpa_cpu_target_ppm;    /**< \brief Autoscaler target of CPU. \unit{ppm} */
    int64_t hpa_memory_target_ppm; /**< \brief Autoscaler target of memory; 0: none. \unit{ppm} */
    int64_t cpu_request_mcpu;      /**< \brief CPU request of a pod. \unit{mcpu} */
    int64_t cpu_limit_mcpu;        /**< \brief CPU limit of a pod. \unit{mcpu} */
    int64_t memory_request_bytes;  /**< \brief Memory request of a pod. \unit{bytes} */
    int64_t memory_limit_bytes;    /**< \brief Memory limit of a pod. \unit{bytes} */
} capacity_plan_component;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_plan_component_init(capacity_plan_component *row, uint32_t size);

/**
 * \brief One node group of one answer. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_plan_group {
    uint32_t struct_size;                 /**< \brief Size of the caller's struct. */
    uint32_t purchase;                    /**< \brief How it is bought. \enum{capacity_purchase} */
    char name[CAPACITY_NAME_SIZE];        /**< \brief Key, for example on-demand. */
    char node_type[CAPACITY_NAME_SIZE];   /**< \brief Machine type at which it is priced. */
    char node_types[CAPACITY_LABEL_SIZE]; /**< \brief All its machine types, separated by commas. */
    int64_t region;     /**< \brief 0: primary, 1: all further regions together. \unit{1} */
    int64_t nodes_low;  /**< \brief Nodes at the minimum of replicas. \unit{1} */
    int64_t nodes;      /**< \brief Nodes expected. \unit{1} */
    int64_t nodes_high; /**< \brief Nodes at the maximum of replicas. \unit{1} */
    int64_t
        allocatable_cpu_mcpu; /**< \brief What one node offers to pods, daemonsets taken off. \unit{mcpu} */
    int64_t
        allocatable_memory_bytes; /**< \brief What one node offers to pods, daemonsets taken off. \unit{bytes} */
    int64_t
        allocatable_pods; /**< \brief Pods that one node takes, daemonsets taken off. \unit{1} */
    int64_t
        cpu_used_ppm; /**< \brief Share of its CPU requested at the minimum of pods, rounded up. \unit{ppm} */
    int64_t memory_used_ppm; /**< \brief Share of its memory requested, rounded up. \unit{ppm} */
    int64_t pods_used_ppm;   /**< \brief Share of its pod slots taken, rounded up. \unit{ppm} */
    int64_t
        memory_limit_ppm; /**< \brief Memory limits of its pods as a share of its memory: above 100 % they may be killed. \unit{ppm} */
    int64_t hour_nusd;    /**< \brief Price of a node for an hour. \unit{nusd} */
    int64_t monthly_low_uusd;              /**< \brief Cost of a month at nodes_low. \unit{uusd} */
    int64_t monthly_uusd;                  /**< \brief Cost of a month expected. \unit{uusd} */
    int64_t monthly_high_uusd;             /**< \brief Cost of a month at nodes_high. \unit{uusd} */
    char label_key[CAPACITY_NAME_SIZE];    /**< \brief Node label; empty: none. */
    char label_value[CAPACITY_NAME_SIZE];  /**< \brief Its value. */
    char taint_key[CAPACITY_NAME_SIZE];    /**< \brief Taint; empty: none. */
    char taint_value[CAPACITY_NAME_SIZE];  /**< \brief Its value. */
    char taint_effect[CAPACITY_NAME_SIZE]; /**< \brief Its effect. */
} capacity_plan_group;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_plan_group_init(capacity_plan_group *row, uint32_t size);

/**
 * \brief One table. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_plan_table {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        billing; /**< \brief How its throughput is billed: on demand or provisioned. \enum{capacity_billing} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief main, or one's own. */
    int64_t
        reads_mps; /**< \brief Reads a second at the peak, in thousandths, rounded up. \unit{1} */
    int64_t
        writes_mps; /**< \brief Writes a second at the peak, in thousandths, rounded up. \unit{1} */
    int64_t read_mrcu;         /**< \brief Read units a second at the peak. \unit{mrcu} */
    int64_t write_mwcu;        /**< \brief Write units a second at the peak. \unit{mwcu} */
    int64_t provisioned_rcu;   /**< \brief Read units to provision. \unit{1} */
    int64_t provisioned_wcu;   /**< \brief Write units to provision. \unit{1} */
    int64_t reserved_rcu;      /**< \brief Read units of reserved capacity. \unit{1} */
    int64_t reserved_wcu;      /**< \brief Write units of reserved capacity. \unit{1} */
    int64_t partitions;        /**< \brief Partitions needed. \unit{1} */
    int64_t hot_key_limit_ppm; /**< \brief Share of the traffic that one key may take. \unit{ppm} */
    int64_t stored_bytes;      /**< \brief Data stored. \unit{bytes} */
    int64_t
        on_demand_uusd; /**< \brief Throughput of a month on demand, at the duty factor; CAPACITY_INVALID: no price. \unit{uusd} */
    int64_t
        on_demand_full_uusd; /**< \brief The same at full load; CAPACITY_INVALID: no price. \unit{uusd} */
    int64_t
        provisioned_uusd; /**< \brief Throughput of a month provisioned at list price; CAPACITY_INVALID: no price. \unit{uusd} */
    int64_t
        reserved_uusd; /**< \brief Throughput of a month provisioned with the reserved share; CAPACITY_INVALID: no price. \unit{uusd} */
} capacity_plan_table;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_plan_table_init(capacity_plan_table *row, uint32_t size);

/**
 * \brief One line of a bill. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_bill_line {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Bits of capacity_bill_flag. \enum{capacity_bill_flag} */
    uint32_t toggle;      /**< \brief Input that switches it on or off. \enum{capacity_field} */
    uint32_t reserved;    /**< \brief 0. */
    char key[CAPACITY_NAME_SIZE];     /**< \brief Key, for example nodes or cdn_traffic. */
    char service[CAPACITY_NAME_SIZE]; /**< \brief For example ec2. */
    char item[CAPACITY_LABEL_SIZE];   /**< \brief What it is. */
    char unit
        [CAPACITY_NAME_SIZE]; /**< \brief Unit of quantity and rate, for example instance-hour. */
    char meter[CAPACITY_NAME_SIZE]; /**< \brief The catalogue's meter, or the machine. */
    int64_t
        quantity_m; /**< \brief Expected quantity in thousandths of the unit, rounded up. \unit{1} */
    int64_t
        rate_nusd; /**< \brief Price of the unit; of the first band where there are several. \unit{nusd} */
    int64_t monthly_low_uusd;  /**< \brief Minimum of replicas, mean usage. \unit{uusd} */
    int64_t monthly_uusd;      /**< \brief Desired replicas, mean usage. \unit{uusd} */
    int64_t monthly_high_uusd; /**< \brief Maximum of replicas, full usage. \unit{uusd} */
    int64_t
        printed_low_uusd; /**< \brief What the guide prints for the tier; 0: nothing. \unit{uusd} */
    int64_t printed_high_uusd; /**< \brief What the guide prints for the tier. \unit{uusd} */
} capacity_bill_line;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_bill_line_init(capacity_bill_line *row, uint32_t size);

/**
 * \brief Something that a reviewer should know, with what to do. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_finding {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t code;        /**< \brief Stable number of the finding; docs/findings.md lists them. */
    uint32_t severity;    /**< \brief How much it matters. \enum{capacity_severity} */
    uint32_t field;       /**< \brief Input that it turns on; 0: none. \enum{capacity_field} */
    uint32_t rank;        /**< \brief Place in the ranking, from 1. */
    uint32_t reserved;    /**< \brief 0. */
    int64_t
        monthly_effect_uusd; /**< \brief What acting on it costs a month; negative: saves; 0: nothing or unknown. \unit{uusd} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Stable name of the finding, for example zone_loss. */
    char subject[CAPACITY_NAME_SIZE];  /**< \brief What it is about. */
    char evidence[CAPACITY_TEXT_SIZE]; /**< \brief What was found, with the numbers. */
    char action[CAPACITY_TEXT_SIZE];   /**< \brief What to do. */
    char source[CAPACITY_LABEL_SIZE];  /**< \brief Section of the guide or fact behind it. */
} capacity_finding;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_finding_init(capacity_finding *row, uint32_t size);

/**
 * \brief One step of the arithmetic. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_step {
    uint32_t struct_size;          /**< \brief Size of the caller's struct. */
    uint32_t field;                /**< \brief Result that it leads to. \enum{capacity_field} */
    uint32_t unit;                 /**< \brief Unit of the value. \enum{capacity_unit} */
    uint32_t depth;                /**< \brief 0: the result itself, from 1: what goes into it. */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Name of the step. */
    char formula[CAPACITY_TEXT_SIZE]; /**< \brief The arithmetic with its numbers. */
    int64_t value;                    /**< \brief What comes out. \unit{by unit} */
    char source[CAPACITY_TEXT_SIZE];  /**< \brief Where formula and constants come from. */
} capacity_step;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_step_init(capacity_step *row, uint32_t size);

/**
 * \brief One result that two plans give. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_difference {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t field;       /**< \brief The result. \enum{capacity_field} */
    int64_t before;       /**< \brief Value of the first plan. \unit{by field} */
    int64_t after;        /**< \brief Value of the second plan. \unit{by field} */
} capacity_difference;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_difference_init(capacity_difference *row, uint32_t size);

/**
 * \brief Size a profile. \since 0.1
 *
 * The plan copies what it needs of the profile and keeps references to catalogue and tiers; memory comes
 * from the profile's allocator, in one block.
 * \param[in] profile The profile.
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] options Options; NULL: defaults. \nullable
 * \param[out] out The plan. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or two fields contradict each other.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_RANGE Shares exceed 100 % together.
 * \retval CAPACITY_E_OVERFLOW A result does not fit.
 * \retval CAPACITY_E_NOT_FOUND The catalogue lacks a machine or a price that is needed.
 * \retval CAPACITY_E_INFEASIBLE A pod does not fit on an empty node.
 * \retval CAPACITY_E_MODEL The formula revision is not available.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_new(
    const capacity_profile *profile, const capacity_catalog *catalog, const capacity_tiers *tiers,
    const capacity_plan_options *options, capacity_plan **out, capacity_error *err);

/**
 * \brief Take one more reference. \threadsafe \since 0.1
 * \param[in] object The object; NULL gives NULL. \nullable
 * \return \owned \nullable The same object.
 */
CAPACITY_API capacity_plan *capacity_plan_ref(capacity_plan *object);

/**
 * \brief Give one reference back; the last one frees. \threadsafe \since 0.1
 * \param[in] object The object; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_plan_unref(capacity_plan *object);

/**
 * \brief Formula revision that made it. \threadsafe \since 0.1
 * \param[in] plan The plan. \nullable
 * \return The revision; 0 for NULL.
 */
CAPACITY_API uint32_t capacity_plan_model(const capacity_plan *plan);

/**
 * \brief Catalogue, region and date that it was priced with, in one line. \threadsafe \since 0.1
 * \param[in] plan The plan. \nullable
 * \return \borrowed{plan} For example "aws us-east-1 2026-11-24"; "" for NULL.
 */
CAPACITY_API const char *capacity_plan_catalog_name(const capacity_plan *plan);

/**
 * \brief Name of the selected tier. \threadsafe \since 0.1
 * \param[in] plan The plan. \nullable
 * \return \borrowed{plan} For example "medium"; "" for NULL.
 */
CAPACITY_API const char *capacity_plan_tier_name(const capacity_plan *plan);

/**
 * \brief One field: a result, or an input as it was planned with. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[in] field A field that is not a NAME.
 * \param[out] value The integer in the field's unit.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, or a NAME.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get(const capacity_plan *plan,
                                                                capacity_field field,
                                                                int64_t *value,
                                                                capacity_error *err);

/**
 * \brief Several fields at once: all or none. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[in] fields Fields. \length{n}
 * \param[in] n How many.
 * \param[out] values Their values. \length{n}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, or a NAME; the index says which.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get_many(const capacity_plan *plan,
                                                                     const capacity_field *fields,
                                                                     size_t n, int64_t *values,
                                                                     capacity_error *err);

/**
 * \brief Why the tier was selected. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[out] out Receives the choice; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get_choice(const capacity_plan *plan,
                                                                       capacity_tier_choice *out,
                                                                       capacity_error *err);

/**
 * \brief Pods by component. \threadsafe \since 0.1
 * \param[in] plan The plan.
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
capacity_plan_get_components(const capacity_plan *plan, capacity_plan_component *out,
                             size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Node groups of one answer. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[in] answer Which of the three. \enum{capacity_answer}
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
capacity_plan_get_groups(const capacity_plan *plan, uint32_t answer, capacity_plan_group *out,
                         size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Tables. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get_tables(const capacity_plan *plan,
                                                                       capacity_plan_table *out,
                                                                       size_t out_size, size_t max,
                                                                       size_t *count,
                                                                       capacity_error *err);

/**
 * \brief The bill of one answer, line by line; the lines that are on add up to the totals exactly. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[in] answer Which of the three. \enum{capacity_answer}
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
capacity_plan_get_bill(const capacity_plan *plan, uint32_t answer, capacity_bill_line *out,
                       size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Findings, the weightiest first. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get_findings(const capacity_plan *plan,
                                                                         capacity_finding *out,
                                                                         size_t out_size,
                                                                         size_t max, size_t *count,
                                                                         capacity_error *err);

/**
 * \brief How a result came about; CAPACITY_FIELD_NONE for all results. \threadsafe \since 0.1
 * \param[in] plan The plan.
 * \param[in] field A result, or CAPACITY_FIELD_NONE.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_FIELD Not a result.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_plan_get_steps(const capacity_plan *plan, capacity_field field, capacity_step *out,
                        size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Results in which two plans differ, in the order of ids. \threadsafe \since 0.1
 * \param[in] before The first plan.
 * \param[in] after The second plan.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_get_differences(
    const capacity_plan *before, const capacity_plan *after, capacity_difference *out,
    size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Write the whole plan. \threadsafe \since 0.1
 *
 * JSON follows docs/plan.schema.json; YAML is the same tree.
 * \param[in] plan The plan.
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
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_write(const capacity_plan *plan,
                                                                  uint32_t format, char *buf,
                                                                  size_t size, size_t *needed,
                                                                  capacity_error *err);

/**
 * \brief Write every step of the arithmetic with its source. \threadsafe \since 0.1
 * \param[in] plan The plan.
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
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_write_steps(const capacity_plan *plan,
                                                                        uint32_t format, char *buf,
                                                                        size_t size, size_t *needed,
                                                                        capacity_error *err);

/**
 * \brief Write the comparison of two plans. \threadsafe \since 0.1
 * \param[in] before The first plan.
 * \param[in] after The second plan.
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
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_write_differences(
    const capacity_plan *before, const capacity_plan *after, uint32_t format, char *buf,
    size_t size, size_t *needed, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
