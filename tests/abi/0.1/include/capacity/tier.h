/*
 * A ladder of sizes: the guide's four tiers, or one's own.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_TIER_H
#define CAPACITY_TIER_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What decided a tier. \since 0.1 */
typedef enum capacity_criterion {
    CAPACITY_CRITERION_CONCURRENT_USERS = 1, /**< \brief The concurrent users. */
    CAPACITY_CRITERION_TOTAL_USERS =
        2,                       /**< \brief The total users, which ask for the higher tier. */
    CAPACITY_CRITERION_BOTH = 3, /**< \brief Both ask for the same tier. */
    CAPACITY_CRITERION_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_criterion;

/** \brief Queue for background work. \since 0.1 */
typedef enum capacity_queue {
    CAPACITY_QUEUE_NONE = 1,             /**< \brief None. */
    CAPACITY_QUEUE_SQS = 2,              /**< \brief SQS standard queue. */
    CAPACITY_QUEUE_MQ = 3,               /**< \brief One Amazon MQ broker, mq.m5.large. */
    CAPACITY_QUEUE_MQ_PAIR = 4,          /**< \brief An active and a standby Amazon MQ broker. */
    CAPACITY_QUEUE_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_queue;

/** \brief Custom autoscaling metrics that a tier names. \flags \since 0.1 */
typedef enum capacity_tier_metric {
    CAPACITY_TIER_METRIC_RATE = 1 << 0,        /**< \brief Requests a second. */
    CAPACITY_TIER_METRIC_CONNECTIONS = 1 << 1, /**< \brief Active connections. */
    CAPACITY_TIER_METRIC_P95 = 1 << 2,         /**< \brief Response time p95. */
    CAPACITY_TIER_METRIC_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_tier_metric;

/** \brief Bits of the flags of a tier and of its printed items. \flags \since 0.1 */
typedef enum capacity_tier_flag {
    CAPACITY_TIER_COST_OPEN = 1 << 0,   /**< \brief The printed cost has an open upper end ("+"). */
    CAPACITY_TIER_ALTERNATIVE = 1 << 1, /**< \brief Item: instead of another, not in the total. */
    CAPACITY_TIER_OPTIONAL =
        1 << 2, /**< \brief Item: named as an optimisation, or recommended only. */
    CAPACITY_TIER_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_tier_flag;

/** \brief An upper border that is open. \since 0.1 */
#define CAPACITY_OPEN INT64_MAX
/** \brief Largest ladder text. \unit{bytes} \since 0.1 */
#define CAPACITY_TIERS_TEXT_BYTES INT64_C(1048576)

/**
 * \brief One tier: whom it is for, and what it prescribes beside pods and nodes. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_tier {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Bits of capacity_tier_flag. \enum{capacity_tier_flag} */
    char name[CAPACITY_NAME_SIZE];      /**< \brief Key, for example small. */
    char title[CAPACITY_NAME_SIZE];     /**< \brief For example Small Deployment. */
    char use_case[CAPACITY_LABEL_SIZE]; /**< \brief Use case. */
    int64_t users_min; /**< \brief Concurrent users from here, inclusive. \unit{1} */
    int64_t
        users_max; /**< \brief Concurrent users up to here, exclusive; CAPACITY_OPEN: no limit. \unit{1} */
    int64_t total_users_min; /**< \brief Total users from here, inclusive. \unit{1} */
    int64_t
        total_users_max; /**< \brief Total users up to here, exclusive; CAPACITY_OPEN: no limit. \unit{1} */
    int64_t rate_min_mrps; /**< \brief Printed requests a second, a label only. \unit{mrps} */
    int64_t
        rate_max_mrps; /**< \brief Printed requests a second; CAPACITY_OPEN: no limit. \unit{mrps} */
    int64_t cluster_cpu_min_mcpu; /**< \brief Printed cluster CPU. \unit{mcpu} */
    int64_t cluster_cpu_max_mcpu; /**< \brief Printed cluster CPU. \unit{mcpu} */
    int64_t
        cluster_memory_min_bytes; /**< \brief Printed cluster memory, GB read as GiB. \unit{bytes} */
    int64_t cluster_memory_max_bytes; /**< \brief Printed cluster memory. \unit{bytes} */
    int64_t read_units_min; /**< \brief Printed provisioned read units; 0: none printed. \unit{1} */
    int64_t read_units_max; /**< \brief Upper end of the autoscaling. \unit{1} */
    int64_t
        write_units_min; /**< \brief Printed provisioned write units; 0: none printed. \unit{1} */
    int64_t write_units_max; /**< \brief Upper end of the autoscaling. \unit{1} */
    int64_t
        reserved_saving_min_ppm; /**< \brief Printed saving of reserved capacity; 0: none printed. \unit{ppm} */
    int64_t reserved_saving_max_ppm; /**< \brief Printed saving of reserved capacity. \unit{ppm} */
    int64_t cache_nodes;             /**< \brief Cache nodes; 0: no cache. \unit{1} */
    int64_t dax_nodes;               /**< \brief DAX nodes; 0: none. \unit{1} */
    int64_t load_balancers; /**< \brief Load balancers that the tier names; 0: none. \unit{1} */
    int64_t cdn_traffic_min_bytes; /**< \brief CDN traffic of a month; 0: no CDN. \unit{bytes} */
    int64_t cdn_traffic_max_bytes; /**< \brief CDN traffic of a month. \unit{bytes} */
    int64_t replica_regions_min;   /**< \brief Replica regions; 0: none. \unit{1} */
    int64_t replica_regions_max;   /**< \brief Replica regions. \unit{1} */
    int64_t standby_share_ppm;     /**< \brief Standby capacity of a further region. \unit{ppm} */
    int64_t spot_discount_ppm;     /**< \brief Spot discount that the guide assumes. \unit{ppm} */
    int64_t monthly_low_uusd;      /**< \brief Printed total of a month. \unit{uusd} */
    int64_t monthly_high_uusd;     /**< \brief Printed total of a month. \unit{uusd} */
    char cache_node_type[CAPACITY_NAME_SIZE]; /**< \brief Type of the cache nodes; empty: none. */
    char dax_node_type[CAPACITY_NAME_SIZE];   /**< \brief Type of the DAX nodes; empty: none. */
    uint32_t queue;                           /**< \brief Queue. \enum{capacity_queue} */
    uint32_t reserved;                        /**< \brief 0. */
} capacity_tier;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_tier_init(capacity_tier *row, uint32_t size);

/**
 * \brief Pods of one component in one tier. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_tier_component {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        metrics; /**< \brief Custom metrics, bits of capacity_tier_metric. \enum{capacity_tier_metric} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief backend or frontend. */
    int64_t replicas;              /**< \brief Printed replicas. \unit{1} */
    int64_t pods_min;              /**< \brief Autoscaling minimum. \unit{1} */
    int64_t pods_max;              /**< \brief Autoscaling maximum. \unit{1} */
    int64_t cpu_request_mcpu;      /**< \brief CPU request. \unit{mcpu} */
    int64_t cpu_limit_mcpu;        /**< \brief CPU limit. \unit{mcpu} */
    int64_t memory_request_bytes;  /**< \brief Memory request. \unit{bytes} */
    int64_t memory_limit_bytes;    /**< \brief Memory limit. \unit{bytes} */
    int64_t cpu_target_ppm;        /**< \brief CPU target; 0: none printed. \unit{ppm} */
    int64_t memory_target_ppm;     /**< \brief Memory target; 0: none printed. \unit{ppm} */
    int64_t
        users_at_min_low; /**< \brief Printed users at the minimum of pods; 0: none printed. \unit{1} */
    int64_t users_at_min_high; /**< \brief Printed users at the minimum of pods. \unit{1} */
    int64_t users_at_max_low;  /**< \brief Printed users at the maximum of pods. \unit{1} */
    int64_t users_at_max_high; /**< \brief Printed users at the maximum of pods. \unit{1} */
} capacity_tier_component;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_tier_component_init(capacity_tier_component *row, uint32_t size);

/**
 * \brief One node group of one tier, in the primary region. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_tier_group {
    uint32_t struct_size;               /**< \brief Size of the caller's struct. */
    uint32_t purchase;                  /**< \brief How it is bought. \enum{capacity_purchase} */
    char name[CAPACITY_NAME_SIZE];      /**< \brief Key, for example critical. */
    char title[CAPACITY_NAME_SIZE];     /**< \brief For example Critical Workloads. */
    char node_type[CAPACITY_NAME_SIZE]; /**< \brief First machine type, at which it is priced. */
    char node_types
        [CAPACITY_LABEL_SIZE]; /**< \brief All machine types, separated by commas; the smallest is packed. */
    int64_t nodes_min;     /**< \brief Minimum. \unit{1} */
    int64_t nodes_desired; /**< \brief Desired; CAPACITY_AUTO: none printed. \unit{1} */
    int64_t nodes_max;     /**< \brief Maximum. \unit{1} */
    char label_key[CAPACITY_NAME_SIZE];    /**< \brief Node label; empty: none. */
    char label_value[CAPACITY_NAME_SIZE];  /**< \brief Its value. */
    char taint_key[CAPACITY_NAME_SIZE];    /**< \brief Taint; empty: none. */
    char taint_value[CAPACITY_NAME_SIZE];  /**< \brief Its value. */
    char taint_effect[CAPACITY_NAME_SIZE]; /**< \brief Its effect. */
} capacity_tier_group;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_tier_group_init(capacity_tier_group *row, uint32_t size);

/**
 * \brief One printed cost of one tier. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_tier_item {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Bits of capacity_tier_flag. \enum{capacity_tier_flag} */
    char key[CAPACITY_NAME_SIZE];    /**< \brief Part of the bill, for example cache. */
    char title[CAPACITY_LABEL_SIZE]; /**< \brief What it is. */
    char detail[CAPACITY_TEXT_SIZE]; /**< \brief What the guide says about it. */
    int64_t monthly_low_uusd;        /**< \brief Printed cost of a month. \unit{uusd} */
    int64_t monthly_high_uusd;       /**< \brief Printed cost of a month. \unit{uusd} */
} capacity_tier_item;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_tier_item_init(capacity_tier_item *row, uint32_t size);

/**
 * \brief Which tier was selected, and why. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_tier_choice {
    uint32_t struct_size;   /**< \brief Size of the caller's struct. */
    uint32_t criterion;     /**< \brief What decided. \enum{capacity_criterion} */
    int64_t tier;           /**< \brief Index of the selected tier: the higher one. \unit{1} */
    int64_t by_users;       /**< \brief Index of the tier by concurrent users. \unit{1} */
    int64_t by_total_users; /**< \brief Index of the tier by total users; -1: not given. \unit{1} */
} capacity_tier_choice;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_tier_choice_init(capacity_tier_choice *row, uint32_t size);

/**
 * \brief The guide's four tiers, compiled into the library. \since 0.1
 * \return \owned The ladder; it needs no unref, and unref does no harm.
 */
CAPACITY_API capacity_tiers *capacity_tiers_builtin(void);

/**
 * \brief Read a ladder of one's own. \since 0.1
 *
 * The form is described in docs/formats.md. Tiers must be contiguous, from 0 to an open end.
 * \param[in] text JSON or YAML, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text.
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The ladder. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_SYNTAX Malformed text; index and column say where.
 * \retval CAPACITY_E_FIELD An unknown key; the message names the nearest known one.
 * \retval CAPACITY_E_RANGE A value outside its range.
 * \retval CAPACITY_E_EXISTS A key or name twice.
 * \retval CAPACITY_E_TOO_LARGE The text exceeds a limit of size, depth or count.
 * \retval CAPACITY_E_UNSUPPORTED Text is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_tiers_new_from_text(const char *text, size_t size, const capacity_allocator *allocator,
                             capacity_tiers **out, capacity_error *err);

/**
 * \brief Take one more reference. \threadsafe \since 0.1
 * \param[in] object The object; NULL gives NULL. \nullable
 * \return \owned \nullable The same object.
 */
CAPACITY_API capacity_tiers *capacity_tiers_ref(capacity_tiers *object);

/**
 * \brief Give one reference back; the last one frees. \threadsafe \since 0.1
 * \param[in] object The object; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_tiers_unref(capacity_tiers *object);

/**
 * \brief How many tiers the ladder has. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \return The number, 1 to CAPACITY_MAX_ROWS.
 */
CAPACITY_API size_t capacity_tiers_count(const capacity_tiers *tiers);

/**
 * \brief Where the ladder comes from. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \return \borrowed{tiers} The source.
 */
CAPACITY_API const char *capacity_tiers_source(const capacity_tiers *tiers);

/**
 * \brief One tier by index, 0 being the smallest. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] index From 0.
 * \param[out] out Receives the row; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such tier.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_tiers_get(const capacity_tiers *tiers,
                                                                 size_t index, capacity_tier *out,
                                                                 capacity_error *err);

/**
 * \brief Index of a tier by its name. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] name The name.
 * \param[out] index The index.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such tier.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_tiers_find(const capacity_tiers *tiers,
                                                                  const char *name, size_t *index,
                                                                  capacity_error *err);

/**
 * \brief Pods of one tier, by component. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] index The tier, from 0.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_NOT_FOUND No such tier.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_tiers_get_components(
    const capacity_tiers *tiers, size_t index, capacity_tier_component *out, size_t out_size,
    size_t max, size_t *count, capacity_error *err);

/**
 * \brief Node groups of one tier. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] index The tier, from 0.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_NOT_FOUND No such tier.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_tiers_get_groups(const capacity_tiers *tiers, size_t index, capacity_tier_group *out,
                          size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Printed costs of one tier. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] index The tier, from 0.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_NOT_FOUND No such tier.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_tiers_get_items(const capacity_tiers *tiers, size_t index, capacity_tier_item *out,
                         size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief The tier for a number of users. \threadsafe \since 0.1
 *
 * Borders are inclusive below: 500 users are Medium. If both numbers are given the higher tier wins.
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] concurrent_users Concurrent users, from 0. \unit{1}
 * \param[in] total_users Total users; CAPACITY_AUTO: not given. \unit{1}
 * \param[out] out Receives the choice; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_RANGE A number is negative.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_tiers_select(const capacity_tiers *tiers,
                                                                    int64_t concurrent_users,
                                                                    int64_t total_users,
                                                                    capacity_tier_choice *out,
                                                                    capacity_error *err);

/**
 * \brief Write a ladder; reading it back gives an equal one. \threadsafe \since 0.1
 * \param[in] tiers The ladder; NULL: the guide's. \nullable
 * \param[in] format CAPACITY_FORMAT_JSON or CAPACITY_FORMAT_YAML. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED YAML is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_tiers_write_text(const capacity_tiers *tiers,
                                                                        uint32_t format, char *buf,
                                                                        size_t size, size_t *needed,
                                                                        capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
