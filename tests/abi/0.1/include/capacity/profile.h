/*
 * What the application must carry.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_PROFILE_H
#define CAPACITY_PROFILE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief A text form. \since 0.1 */
typedef enum capacity_format {
    CAPACITY_FORMAT_TEXT = 1,     /**< \brief For people, one screen. */
    CAPACITY_FORMAT_JSON = 2,     /**< \brief JSON (RFC 8259), two spaces of indent. */
    CAPACITY_FORMAT_YAML = 3,     /**< \brief YAML 1.1. */
    CAPACITY_FORMAT_MARKDOWN = 4, /**< \brief Markdown with pipe tables. */
    CAPACITY_FORMAT_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_format;

/** \brief Largest profile text. \unit{bytes} \since 0.1 */
#define CAPACITY_PROFILE_TEXT_BYTES INT64_C(1048576)
/** \brief Deepest nesting of any text. \since 0.1 */
#define CAPACITY_TEXT_DEPTH 32

/**
 * \brief A component beside backend and frontend that scales with the requests: a worker, a gateway. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_component_spec {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief 0. */
    char name
        [CAPACITY_NAME_SIZE]; /**< \brief Name: [a-z0-9]([a-z0-9._-]*[a-z0-9])?, not backend or frontend. */
    int64_t
        traffic_ppm; /**< \brief Requests that reach it, as a share of all, 0 to 100000000. \unit{ppm} */
    int64_t
        requests_per_pod_mrps; /**< \brief Requests a second of one pod; 0: no bound. \unit{mrps} */
    int64_t inflight_per_pod;  /**< \brief Requests in flight of one pod; 0: no bound. \unit{1} */
    int64_t connections_per_pod; /**< \brief Open connections of one pod; 0: no bound. \unit{1} */
    int64_t
        response_time_us; /**< \brief Average time of a request in flight; 0: the profile's. \unit{us} */
    int64_t cpu_per_request_us;   /**< \brief CPU time of one request; 0: no bound. \unit{us} */
    int64_t cpu_request_mcpu;     /**< \brief CPU request of a pod. \unit{mcpu} */
    int64_t cpu_limit_mcpu;       /**< \brief CPU limit; 0: the request. \unit{mcpu} */
    int64_t memory_request_bytes; /**< \brief Memory request of a pod. \unit{bytes} */
    int64_t memory_limit_bytes;   /**< \brief Memory limit; 0: the request. \unit{bytes} */
    int64_t min_pods;             /**< \brief High-availability floor. \unit{1} */
    int64_t hpa_cpu_target_ppm;   /**< \brief CPU target of the autoscaler; 0: 70 %. \unit{ppm} */
} capacity_component_spec;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_component_spec_init(capacity_component_spec *row, uint32_t size);

/**
 * \brief A table beside the one that the profile's fields describe. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_table_spec {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t
        billing; /**< \brief How it is billed; 0: as the profile says. \enum{capacity_billing} */
    char name[CAPACITY_NAME_SIZE]; /**< \brief Name, not main. */
    int64_t reads_per_user_mrpm;   /**< \brief Item reads of one user a minute. \unit{mrpm} */
    int64_t writes_per_user_mrpm;  /**< \brief Item writes of one user a minute. \unit{mrpm} */
    int64_t read_item_bytes;       /**< \brief Size of an item read. \unit{bytes} */
    int64_t write_item_bytes;      /**< \brief Size of an item written. \unit{bytes} */
    int64_t strong_read_share_ppm; /**< \brief Share of strongly consistent reads. \unit{ppm} */
    int64_t transactional_read_share_ppm;  /**< \brief Share of transactional reads. \unit{ppm} */
    int64_t transactional_write_share_ppm; /**< \brief Share of transactional writes. \unit{ppm} */
    int64_t
        index_writes_ppm; /**< \brief Units that indexes add to a write, as a multiple. \unit{ppm} */
    int64_t stored_bytes; /**< \brief Data stored. \unit{bytes} */
    int64_t
        hottest_key_share_ppm; /**< \brief Share of the traffic on the busiest key; 0: not known. \unit{ppm} */
} capacity_table_spec;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_table_spec_init(capacity_table_spec *row, uint32_t size);

/**
 * \brief A profile with every field at its default. \since 0.1
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The profile. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_new(
    const capacity_allocator *allocator, capacity_profile **out, capacity_error *err);

/**
 * \brief Read a profile: keys with values in people's units. \since 0.1
 *
 * The form is described in docs/formats.md.
 * \param[in] text JSON or YAML, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text.
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The profile. NULL on failure. \owned
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
capacity_profile_new_from_text(const char *text, size_t size, const capacity_allocator *allocator,
                               capacity_profile **out, capacity_error *err);

/**
 * \brief An independent copy. \since 0.1
 * \param[in] profile The profile.
 * \param[out] out The copy. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_clone(
    const capacity_profile *profile, capacity_profile **out, capacity_error *err);

/**
 * \brief Release a profile. \since 0.1
 * \param[in] profile The profile; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_profile_free(capacity_profile *profile);

/**
 * \brief Set one input. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] field An input that is not a NAME.
 * \param[in] value The integer in the field's unit, or CAPACITY_AUTO where the default is auto.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, a result, or a NAME.
 * \retval CAPACITY_E_RANGE Outside the field's range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_set(capacity_profile *profile,
                                                                   capacity_field field,
                                                                   int64_t value,
                                                                   capacity_error *err);

/**
 * \brief Set several inputs: all or none. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] fields Inputs. \length{n}
 * \param[in] values Their values. \length{n}
 * \param[in] n How many.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, a result, or a NAME; the index says which.
 * \retval CAPACITY_E_RANGE Outside the field's range; the index says which.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_profile_set_many(capacity_profile *profile, const capacity_field *fields,
                          const int64_t *values, size_t n, capacity_error *err);

/**
 * \brief Set one input by its name, from text. \since 0.1
 *
 * By key (spike_buffer) the value is in people's units (30%); by exact name (spike_buffer_ppm) it is the
 * integer (300000). A NAME field takes the text itself.
 * \param[in,out] profile The profile.
 * \param[in] name Key or exact name.
 * \param[in] value The value.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, with the nearest known name, or a result.
 * \retval CAPACITY_E_SYNTAX Not a quantity of this unit.
 * \retval CAPACITY_E_RANGE Outside the field's range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_set_text(capacity_profile *profile,
                                                                        const char *name,
                                                                        const char *value,
                                                                        capacity_error *err);

/**
 * \brief Set a NAME input. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] field A NAME input.
 * \param[in] name The name, at most 63 bytes; "" resets.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Not a NAME input.
 * \retval CAPACITY_E_RANGE Too long, or not a name.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_set_name(capacity_profile *profile,
                                                                        capacity_field field,
                                                                        const char *name,
                                                                        capacity_error *err);

/**
 * \brief Read one input, set or default. \since 0.1
 * \param[in] profile The profile.
 * \param[in] field An input that is not a NAME.
 * \param[out] value The integer, or CAPACITY_AUTO.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Unknown, a result, or a NAME.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_get(const capacity_profile *profile,
                                                                   capacity_field field,
                                                                   int64_t *value,
                                                                   capacity_error *err);

/**
 * \brief Read a NAME input. \since 0.1
 * \param[in] profile The profile. \nullable
 * \param[in] field A NAME input.
 * \return \borrowed{profile} \nullable The name, "" if not set; NULL for NULL or another field.
 */
CAPACITY_API const char *capacity_profile_get_name(const capacity_profile *profile,
                                                   capacity_field field);

/**
 * \brief Set one input back to its default. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] field An input.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_FIELD Not an input.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_reset(capacity_profile *profile,
                                                                     capacity_field field,
                                                                     capacity_error *err);

/**
 * \brief Add or replace (by name) a further component. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] spec The row; struct_size set.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_RANGE A member is outside its range, or the name is none.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_MAX_ROWS components with backend and frontend.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_put_component(
    capacity_profile *profile, const capacity_component_spec *spec, capacity_error *err);

/**
 * \brief Remove a further component. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] name Its name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such component.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_profile_drop_component(capacity_profile *profile, const char *name, capacity_error *err);

/**
 * \brief The further components, in the order they were added. \since 0.1
 * \param[in] profile The profile.
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
capacity_profile_get_components(const capacity_profile *profile, capacity_component_spec *out,
                                size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief Add or replace (by name) a further table. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] spec The row; struct_size set.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_RANGE A member is outside its range, shares exceed 100 %, or the name is none.
 * \retval CAPACITY_E_TOO_LARGE More than CAPACITY_MAX_ROWS tables with the main one.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_put_table(
    capacity_profile *profile, const capacity_table_spec *spec, capacity_error *err);

/**
 * \brief Remove a further table. \since 0.1
 * \param[in,out] profile The profile.
 * \param[in] name Its name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such table.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_profile_drop_table(capacity_profile *profile,
                                                                          const char *name,
                                                                          capacity_error *err);

/**
 * \brief The further tables, in the order they were added. \since 0.1
 * \param[in] profile The profile.
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
capacity_profile_get_tables(const capacity_profile *profile, capacity_table_spec *out,
                            size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief First contradiction in the whole profile, without planning it. \since 0.1
 * \param[in] profile The profile.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT NULL, or two fields contradict each other; the field says which.
 * \retval CAPACITY_E_RANGE Shares exceed 100 % together.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_profile_check(const capacity_profile *profile, capacity_error *err);

/**
 * \brief Write what differs from the defaults; reading it back gives an equal profile. \since 0.1
 * \param[in] profile The profile.
 * \param[in] format CAPACITY_FORMAT_JSON or CAPACITY_FORMAT_YAML. \enum{capacity_format}
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
capacity_profile_write_text(const capacity_profile *profile, uint32_t format, char *buf,
                            size_t size, size_t *needed, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
