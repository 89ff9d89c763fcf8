/*
 * A toy of a header that shows every idiom of the dialect once; not compiled into anything.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_CAPACITY_H
#define CAPACITY_CAPACITY_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CAPACITY_API __attribute__((visibility("default")))
#define CAPACITY_CHECKED __attribute__((warn_unused_result))
#else
#define CAPACITY_API
#define CAPACITY_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Major version. \since 0.1 */
#define CAPACITY_VERSION_MAJOR 0
/** \brief Minor version. \since 0.1 */
#define CAPACITY_VERSION_MINOR 3
/** \brief Patch version. \since 0.1 */
#define CAPACITY_VERSION_PATCH 7
/** \brief As one number. \since 0.1 */
#define CAPACITY_VERSION_ENCODE(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))
/** \brief The header's version. \since 0.1 */
#define CAPACITY_VERSION_NUMBER                                                                    \
    CAPACITY_VERSION_ENCODE(CAPACITY_VERSION_MAJOR, CAPACITY_VERSION_MINOR, CAPACITY_VERSION_PATCH)
/** \brief Size of a name. \unit{bytes} \since 0.1 */
#define CAPACITY_NAME_SIZE 16
/** \brief No value. \since 0.1 */
#define CAPACITY_INVALID INT64_MIN
/** \brief Decide yourself. \since 0.1 */
#define CAPACITY_AUTO INT64_C(-1)

/**
 * \brief Statuses. \errors \since 0.1
 *
 * Numbers never change.
 */
typedef enum capacity_status {
    CAPACITY_OK = 0,                      /**< \brief Done. */
    CAPACITY_PARTIAL = 1,                 /**< \brief Done in part. */
    CAPACITY_E_ARGUMENT = -1,             /**< \brief A wrong argument. */
    CAPACITY_STATUS_FORCE_32 = 0x7fffffff /**< \brief Keeps 32 bits. \skip{sentinel} */
} capacity_status;

/** \brief Colours of a box. \flags \since 0.1 */
typedef enum capacity_colour {
    CAPACITY_COLOUR_RED = 1 << 0,  /**< \brief Red. */
    CAPACITY_COLOUR_BLUE = 1 << 1, /**< \brief Blue. */
    /** \brief Both. */
    CAPACITY_COLOUR_BOTH = CAPACITY_COLOUR_RED | CAPACITY_COLOUR_BLUE,
    CAPACITY_COLOUR_FORCE_32 = 0x7fffffff /**< \brief Keeps 32 bits. \skip{sentinel} */
} capacity_colour;

/** \brief A warehouse. \handle \since 0.1 */
typedef struct capacity_store capacity_store;

/** \brief What went wrong. \since 0.1 */
typedef struct capacity_error {
    int32_t code;                     /**< \brief The status. \enum{capacity_status} */
    uint32_t reserved;                /**< \brief 0. */
    char message[CAPACITY_NAME_SIZE]; /**< \brief A line. */
} capacity_error;

/** \brief A box. \versioned{struct_size} \since 0.1 */
typedef struct capacity_box {
    uint32_t struct_size;          /**< \brief Size of the caller's struct. */
    uint32_t colour;               /**< \brief Its colours. \enum{capacity_colour} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Its name. */
    int64_t weight_bytes;          /**< \brief Its weight. \unit{bytes} */
} capacity_box;

/** \brief Memory. \skip{C only} \since 0.1 */
typedef struct capacity_allocator {
    void *(*alloc)(void *ctx, size_t size); /**< \brief Gives size bytes. */
    void *ctx;                              /**< \brief Handed to alloc. */
} capacity_allocator;

/**
 * \brief Called for each box. \since 0.1
 * \param[in] box The box.
 * \param[in] user The caller's. \nullable \closure
 * \return \stop Anything but 0 stops.
 */
typedef int32_t (*capacity_visit)(const capacity_box *box, void *user);

/**
 * \brief Zero a box. \since 0.1
 * \param[out] box The box. \nullable
 * \param[in] size Its size. \unit{bytes}
 */
CAPACITY_API void capacity_box_init(capacity_box *box, uint32_t size);

/**
 * \brief Open a store. \since 0.1
 * \param[in] text What is in it. \length{size}
 * \param[in] size Bytes of text.
 * \param[in] allocator Memory. \nullable
 * \param[out] out The store. \owned
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT It is none.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_store_new(const char *text, size_t size, const capacity_allocator *allocator,
                   capacity_store **out, capacity_error *err);

/**
 * \brief One more reference. \threadsafe \since 0.1
 * \param[in] store The store. \nullable
 * \return \owned \nullable The store.
 */
CAPACITY_API capacity_store *capacity_store_ref(capacity_store *store);

/**
 * \brief One reference less. \threadsafe \since 0.1
 * \param[in] store The store. \nullable
 */
CAPACITY_API void capacity_store_unref(capacity_store *store);

/**
 * \brief Its label. \since 0.2
 * \param[in] store The store.
 * \return \borrowed{store} \nullable The label.
 */
CAPACITY_API const char *capacity_store_label(const capacity_store *store);

/**
 * \brief Put a box in. \name{put} \since 0.1
 * \param[in,out] store The store.
 * \param[in] box The box.
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT It does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_store_put_box(capacity_store *store,
                                                                     const capacity_box *box,
                                                                     capacity_error *err);

/**
 * \brief All boxes. \since 0.1
 *
 * In the order of
 * their names.
 *
 * Two calls are needed.
 * \param[in] store The store.
 * \param[out] out The boxes. \nullable \length{*count}
 * \param[in] out_size Size of a box. \unit{bytes}
 * \param[in] max Boxes that out holds.
 * \param[out] count Boxes there are.
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT max is too small.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_store_get_boxes(const capacity_store *store,
                                                                       capacity_box *out,
                                                                       size_t out_size, size_t max,
                                                                       size_t *count,
                                                                       capacity_error *err);

/**
 * \brief As text. \since 0.1
 * \param[in] store The store.
 * \param[out] buf The text. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text. \nullable
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT buf is too small.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_store_write(const capacity_store *store,
                                                                   char *buf, size_t size,
                                                                   size_t *needed,
                                                                   capacity_error *err);

/**
 * \brief Visit all boxes. \skip{no callbacks in the bindings} \since 0.1
 * \param[in] store The store.
 * \param[in] visit What is called. \scope{call} \closure{user}
 * \param[in] user Handed to visit. \nullable
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT No store.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_store_walk(const capacity_store *store,
                                                                  capacity_visit visit, void *user,
                                                                  capacity_error *err);

/**
 * \brief Space of boxes. \since 0.1
 * \param[in] weight_bytes Weight. \unit{bytes}
 * \param[in] colour Colour. \enum{capacity_colour}
 * \param[out] space Space. \unit{1}
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT A negative weight.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_space(int64_t weight_bytes, int64_t colour,
                                                             int64_t *space, capacity_error *err);

/**
 * \brief Space of many boxes. \since 0.1
 * \param[in] weight_bytes Weights. \length{n} \unit{bytes}
 * \param[in] colour Colours. \length{n} \enum{capacity_colour}
 * \param[in] n How many.
 * \param[out] space Spaces. \length{n} \unit{1}
 * \param[out] err Details. \nullable
 * \retval CAPACITY_E_ARGUMENT An array is missing.
 * \retval CAPACITY_PARTIAL Some failed.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_space_many(const int64_t *weight_bytes,
                                                                  const int64_t *colour, size_t n,
                                                                  int64_t *space,
                                                                  capacity_error *err);

/**
 * \brief Name of a status. \since 0.1
 * \param[in] status Any.
 * \return \static The name.
 */
CAPACITY_API const char *capacity_status_name(capacity_status status);

#ifdef __cplusplus
}
#endif

#endif
