/*
 * Versions of the library, the header and the formulas.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_VERSION_H
#define CAPACITY_VERSION_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Major version of this header. \since 0.1 */
#define CAPACITY_VERSION_MAJOR 0
/** \brief Minor version of this header. \since 0.1 */
#define CAPACITY_VERSION_MINOR 1
/** \brief Patch version of this header. \since 0.1 */
#define CAPACITY_VERSION_PATCH 0
/** \brief A version as one number. \since 0.1 */
#define CAPACITY_VERSION_ENCODE(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))
/** \brief The version of this header as one number. \since 0.1 */
#define CAPACITY_VERSION_NUMBER                                                                    \
    CAPACITY_VERSION_ENCODE(CAPACITY_VERSION_MAJOR, CAPACITY_VERSION_MINOR, CAPACITY_VERSION_PATCH)

/**
 * \brief Version of the library that is running. \since 0.1
 * \return The number, as CAPACITY_VERSION_ENCODE makes it.
 */
CAPACITY_API uint32_t capacity_version_number(void);

/**
 * \brief Version of the library that is running, as text. \since 0.1
 * \return \static For example "0.1.0".
 */
CAPACITY_API const char *capacity_version_string(void);

/**
 * \brief May a caller built against this header version use the running library? \since 0.1
 * \param[in] header_version CAPACITY_VERSION_NUMBER of the caller.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_VERSION The major differs, before 1.0 the minor; or the header is newer.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_version_check(uint32_t header_version,
                                                                     capacity_error *err);

/**
 * \brief Newest revision of the sizing formulas. \since 0.1
 * \return The revision; a revision's numbers never change.
 */
CAPACITY_API uint32_t capacity_model_latest(void);

/**
 * \brief Is this formula revision available? \since 0.1
 * \param[in] model A revision; 0 means the newest.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_MODEL It is not.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_model_check(uint32_t model,
                                                                   capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
