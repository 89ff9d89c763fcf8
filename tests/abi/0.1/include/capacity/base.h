/*
 * Types, units and macros; no functions.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_BASE_H
#define CAPACITY_BASE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(CAPACITY_STATIC)
#ifdef CAPACITY_BUILDING
#define CAPACITY_API __declspec(dllexport)
#else
#define CAPACITY_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define CAPACITY_API __attribute__((visibility("default")))
#else
#define CAPACITY_API
#endif
#if defined(__GNUC__)
#define CAPACITY_CHECKED __attribute__((warn_unused_result))
#else
#define CAPACITY_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief A zeroed versioned struct with its struct_size set; 0 means default in every member. */
#ifdef __cplusplus
#define CAPACITY_INIT(type)                                                                        \
    ([] {                                                                                          \
        type t = type();                                                                           \
        t.struct_size = static_cast<uint32_t>(sizeof t);                                           \
        return t;                                                                                  \
    }())
#else
#define CAPACITY_INIT(type)                                                                        \
    {                                                                                              \
        .struct_size = (uint32_t)sizeof(type)                                                      \
    }
#endif

/** \brief Size of an inline name, its NUL included. \unit{bytes} \since 0.1 */
#define CAPACITY_NAME_SIZE 64
/** \brief Size of an inline label, its NUL included. \unit{bytes} \since 0.1 */
#define CAPACITY_LABEL_SIZE 128
/** \brief Size of an inline sentence, its NUL included. \unit{bytes} \since 0.1 */
#define CAPACITY_TEXT_SIZE 320
/** \brief Size of an error message, its NUL included. \unit{bytes} \since 0.1 */
#define CAPACITY_MESSAGE_SIZE 224
/** \brief Most components, tables and node groups of a profile or plan, each. \since 0.1 */
#define CAPACITY_MAX_ROWS 16
/** \brief The value of an output that could not be computed. \since 0.1 */
#define CAPACITY_INVALID INT64_MIN
/** \brief The value of an input that the library decides; written "auto" in text. \since 0.1 */
#define CAPACITY_AUTO INT64_C(-1)
/** \brief 100 % in parts per million. \unit{ppm} \since 0.1 */
#define CAPACITY_PPM INT64_C(1000000)
/** \brief Bytes of a KiB. \unit{bytes} \since 0.1 */
#define CAPACITY_KIB INT64_C(1024)
/** \brief Bytes of a MiB. \unit{bytes} \since 0.1 */
#define CAPACITY_MIB INT64_C(1048576)
/** \brief Bytes of a GiB, the GB of price lists. \unit{bytes} \since 0.1 */
#define CAPACITY_GIB INT64_C(1073741824)
/** \brief Bytes of a TiB, the TB of price lists. \unit{bytes} \since 0.1 */
#define CAPACITY_TIB INT64_C(1099511627776)
/** \brief Microseconds of a second. \unit{us} \since 0.1 */
#define CAPACITY_SECOND_US INT64_C(1000000)
/** \brief Hours of the billing month. \unit{hours} \since 0.1 */
#define CAPACITY_MONTH_HOURS INT64_C(730)
/** \brief Seconds of the billing month. \unit{seconds} \since 0.1 */
#define CAPACITY_MONTH_SECONDS INT64_C(2628000)

/** \brief Prices, machine shapes and purchase options of one region; immutable. \handle \since 0.1 */
typedef struct capacity_catalog capacity_catalog;
/** \brief Collects a catalogue of one's own; mutable, one owner. \handle \since 0.1 */
typedef struct capacity_catalog_builder capacity_catalog_builder;
/** \brief A ladder of sizes, the guide's or one's own; immutable. \handle \since 0.1 */
typedef struct capacity_tiers capacity_tiers;
/** \brief What the application must carry; mutable, one owner. \handle \since 0.1 */
typedef struct capacity_profile capacity_profile;
/** \brief The answer for one profile; immutable. \handle \since 0.1 */
typedef struct capacity_plan capacity_plan;
/** \brief What was measured of a running component; mutable, one owner. \handle \since 0.1 */
typedef struct capacity_metrics capacity_metrics;
/** \brief What to do about it; immutable. \handle \since 0.1 */
typedef struct capacity_assessment capacity_assessment;

/**
 * \brief Where memory comes from; copied by constructors. The only struct with pointers.
 * \skip{the bindings use the default} \since 0.1
 *
 * Both functions are called on the calling thread only. They must be safe to call from several
 * threads if objects made with them end on different threads.
 */
typedef struct capacity_allocator {
    void *(*alloc)(void *ctx, size_t size); /**< \brief Gives size bytes; NULL: there are none. */
    void (*release)(void *ctx, void *ptr);  /**< \brief Takes them back; never called with NULL. */
    void *ctx;                              /**< \brief Handed to both. */
} capacity_allocator;

#ifdef __cplusplus
}
#endif

#endif
