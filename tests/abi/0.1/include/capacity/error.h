/*
 * Statuses and the caller's error object.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_ERROR_H
#define CAPACITY_ERROR_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief What a call came to: 0 good, positive good with a remark, negative failure. \errors
 * \since 0.1
 *
 * Numbers never change. Treat a negative number that you do not know as failure.
 */
typedef enum capacity_status {
    CAPACITY_OK = 0, /**< \brief Done. */
    CAPACITY_PARTIAL =
        1, /**< \brief Done, but some rows failed: their outputs are CAPACITY_INVALID. */
    CAPACITY_E_ARGUMENT = -1,      /**< \brief A NULL, wrong or contradictory argument. */
    CAPACITY_E_MEMORY = -2,        /**< \brief The allocator returned NULL. */
    CAPACITY_E_RANGE = -3,         /**< \brief A value outside its documented range. */
    CAPACITY_E_OVERFLOW = -4,      /**< \brief A result does not fit in 64 bits. */
    CAPACITY_E_FIELD = -5,         /**< \brief An unknown field, or one of the wrong kind. */
    CAPACITY_E_NOT_FOUND = -6,     /**< \brief No entry of that name. */
    CAPACITY_E_EXISTS = -7,        /**< \brief A name that is there already. */
    CAPACITY_E_LIMIT = -8,         /**< \brief A limit of the platform would be exceeded. */
    CAPACITY_E_INFEASIBLE = -9,    /**< \brief No plan meets the constraints. */
    CAPACITY_E_BUFFER = -10,       /**< \brief The output buffer is too small. */
    CAPACITY_E_SYNTAX = -11,       /**< \brief Malformed text; the index is the line. */
    CAPACITY_E_STRUCT_SIZE = -12,  /**< \brief struct_size unset or absurd. */
    CAPACITY_E_STRUCT_NEWER = -13, /**< \brief The caller set members that this library lacks. */
    CAPACITY_E_MODEL = -14,        /**< \brief The formula revision is not available. */
    CAPACITY_E_VERSION = -15,      /**< \brief Header and library do not match. */
    CAPACITY_E_STATE = -16,        /**< \brief The builder is finished already. */
    CAPACITY_E_INTERNAL = -17,     /**< \brief A defensive check fired: please report it. */
    CAPACITY_E_TOO_LARGE = -18,    /**< \brief The input exceeds a limit of size, depth or count. */
    CAPACITY_E_UNSUPPORTED = -19,  /**< \brief The function's part was left out of this build. */
    CAPACITY_STATUS_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_status;

/**
 * \brief The caller's error object. \since 0.1
 *
 * Frozen for ever at 256 bytes: it has no struct_size and never grows. It need not be initialised
 * before a call and is written only on failure.
 */
typedef struct capacity_error {
    int32_t code;       /**< \brief The status that the function returned. \enum{capacity_status} */
    uint32_t field;     /**< \brief The field at fault, 0 if none. \enum{capacity_field} */
    int64_t index;      /**< \brief The row, element or line at fault, -1 if none. */
    uint32_t column;    /**< \brief The column in a text, counted from 1; 0 if none. */
    uint32_t reserved1; /**< \brief 0. */
    uint32_t reserved2; /**< \brief 0. */
    uint32_t reserved3; /**< \brief 0. */
    char message[CAPACITY_MESSAGE_SIZE]; /**< \brief One English line without a final period. */
} capacity_error;

/**
 * \brief Name of a status, for logs: "CAPACITY_E_RANGE". \since 0.1
 * \param[in] status Any number.
 * \return \static The enumerator's name; "CAPACITY_E_UNKNOWN" for a number that is none.
 */
CAPACITY_API const char *capacity_status_name(capacity_status status);

/**
 * \brief One English sentence about a status. \since 0.1
 * \param[in] status Any number.
 * \return \static The sentence, without a final period.
 */
CAPACITY_API const char *capacity_status_summary(capacity_status status);

/**
 * \brief Reset an error object to "no error". \since 0.1
 * \param[out] err The object; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_error_clear(capacity_error *err);

/**
 * \brief Write status, place and message of an error as one line. \since 0.1
 * \param[in] err The error.
 * \param[out] buf Receives the line and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the line without the NUL. \nullable
 * \retval CAPACITY_E_ARGUMENT err is NULL.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_error_format(const capacity_error *err,
                                                                    char *buf, size_t size,
                                                                    size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
