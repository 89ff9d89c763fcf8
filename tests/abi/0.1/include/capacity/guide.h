/*
 * What the sizing guide says beside its tiers: benchmarks, tips, migration, alerts.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_GUIDE_H
#define CAPACITY_GUIDE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Part of the guide. \since 0.1 */
typedef enum capacity_guide_section {
    CAPACITY_GUIDE_ASSUMPTIONS = 1,      /**< \brief Key assumptions: pods and user behaviour. */
    CAPACITY_GUIDE_BENCHMARKS = 2,       /**< \brief Performance benchmarks. */
    CAPACITY_GUIDE_SCALING = 3,          /**< \brief Scaling characteristics. */
    CAPACITY_GUIDE_HPA = 4,              /**< \brief Horizontal Pod Autoscaler configuration. */
    CAPACITY_GUIDE_AUTOSCALER = 5,       /**< \brief Cluster autoscaler configuration. */
    CAPACITY_GUIDE_METRICS = 6,          /**< \brief Key metrics to monitor. */
    CAPACITY_GUIDE_ALERTS = 7,           /**< \brief Recommended alerts. */
    CAPACITY_GUIDE_COST_TIPS = 8,        /**< \brief Cost optimization tips. */
    CAPACITY_GUIDE_MIGRATION = 9,        /**< \brief Migration steps from tier to tier. */
    CAPACITY_GUIDE_START_SMALL = 10,     /**< \brief Start small, scale smart. */
    CAPACITY_GUIDE_SUCCESS = 11,         /**< \brief Key success factors. */
    CAPACITY_GUIDE_SCALE_UP = 12,        /**< \brief When to scale up. */
    CAPACITY_GUIDE_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_guide_section;

/**
 * \brief One statement of the guide. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_guide_entry {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t section;     /**< \brief Part of the guide. \enum{capacity_guide_section} */
    char subject
        [CAPACITY_NAME_SIZE]; /**< \brief What it is about, for example backend, or small to medium. */
    char text[CAPACITY_TEXT_SIZE]; /**< \brief What the guide says. */
    int64_t
        low; /**< \brief Its number, or the lower of two; CAPACITY_INVALID: none. \unit{by unit} */
    int64_t high;   /**< \brief The upper number; equal to low where there is one. \unit{by unit} */
    uint32_t unit;  /**< \brief Unit of the numbers. \enum{capacity_unit} */
    uint32_t order; /**< \brief Place inside its subject, from 1. */
} capacity_guide_entry;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_guide_entry_init(capacity_guide_entry *row, uint32_t size);

/**
 * \brief Heading of a part of the guide. \since 0.1
 * \param[in] section The part.
 * \return \static \nullable The heading; NULL if unknown.
 */
CAPACITY_API const char *capacity_guide_section_title(capacity_guide_section section);

/**
 * \brief The statements of a part of the guide, in its order. \since 0.1
 * \param[in] section The part.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_NOT_FOUND No such part.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_guide_get(capacity_guide_section section,
                                                                 capacity_guide_entry *out,
                                                                 size_t out_size, size_t max,
                                                                 size_t *count,
                                                                 capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
