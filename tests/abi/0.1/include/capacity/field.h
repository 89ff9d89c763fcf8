/*
 * The field registry: every scalar input and result by id, name, unit, range and default.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_FIELD_H
#define CAPACITY_FIELD_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief Input or result. \since 0.1 */
typedef enum capacity_kind {
    CAPACITY_KIND_NONE = 0,             /**< \brief Not a field. */
    CAPACITY_KIND_INPUT = 1,            /**< \brief Set on a profile. */
    CAPACITY_KIND_OUTPUT = 2,           /**< \brief Read from a plan. */
    CAPACITY_KIND_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_kind;

/** \brief Unit of the stored integer. \since 0.1 */
typedef enum capacity_unit {
    CAPACITY_UNIT_NONE = 0,  /**< \brief Not a field. */
    CAPACITY_UNIT_COUNT = 1, /**< \brief A plain number; people write 1000. */
    CAPACITY_UNIT_MCPU = 2,  /**< \brief Millicores; people write 250m or 0.25. */
    CAPACITY_UNIT_BYTES = 3, /**< \brief Bytes; people write 512Mi or 2G. */
    CAPACITY_UNIT_MRPS = 4,  /**< \brief Thousandths a second; people write 166.7. */
    CAPACITY_UNIT_MRPM = 5,  /**< \brief Thousandths a minute; people write 2.5, or 0.5/s. */
    CAPACITY_UNIT_US = 6,    /**< \brief Microseconds; people write 200ms, 1.5s, 30m. */
    CAPACITY_UNIT_PPM = 7,   /**< \brief Parts per million; people write 30% or 0.3. */
    CAPACITY_UNIT_MRCU = 8,  /**< \brief Thousandths of a read unit; people write 250. */
    CAPACITY_UNIT_MWCU = 9,  /**< \brief Thousandths of a write unit; people write 100. */
    CAPACITY_UNIT_NUSD = 10, /**< \brief Nano-USD, for rates; people write $0.0416. */
    CAPACITY_UNIT_UUSD = 11, /**< \brief Micro-USD, for amounts; people write $60.74. */
    CAPACITY_UNIT_BOOL = 12, /**< \brief 0 or 1; people write off or on. */
    CAPACITY_UNIT_ENUM = 13, /**< \brief One of the field's choices; people write its name. */
    CAPACITY_UNIT_NAME = 14, /**< \brief A name, set and read as text. */
    CAPACITY_UNIT_FORCE_32 = 0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_unit;

/**
 * \brief How many fields this library knows. \since 0.1
 * \return The number of inputs and results together.
 */
CAPACITY_API size_t capacity_field_count(void);

/**
 * \brief The index-th field in the order of ids. \since 0.1
 * \param[in] index From 0.
 * \return The field; CAPACITY_FIELD_NONE past the end.
 */
CAPACITY_API capacity_field capacity_field_at(size_t index);

/**
 * \brief Look a field up by its exact name or by its key. \since 0.1
 * \param[in] name For example "spike_buffer_ppm" or "spike_buffer".
 * \return The field; CAPACITY_FIELD_NONE if unknown or NULL.
 */
CAPACITY_API capacity_field capacity_field_from_name(const char *name);

/**
 * \brief The known field whose key or name is nearest to a misspelt one. \since 0.1
 * \param[in] name What was written.
 * \param[in] kind Only fields of this kind; CAPACITY_KIND_NONE for any.
 * \return The field; CAPACITY_FIELD_NONE if nothing is near.
 */
CAPACITY_API capacity_field capacity_field_nearest(const char *name, capacity_kind kind);

/**
 * \brief Exact name, ending in the unit of the integer: "spike_buffer_ppm". \since 0.1
 * \param[in] field A field.
 * \return \static \nullable The name; NULL if unknown.
 */
CAPACITY_API const char *capacity_field_name(capacity_field field);

/**
 * \brief Key in profiles, where people's units are written: "spike_buffer". \since 0.1
 * \param[in] field A field.
 * \return \static \nullable The key; NULL if unknown.
 */
CAPACITY_API const char *capacity_field_key(capacity_field field);

/**
 * \brief One sentence about a field, for help texts. \since 0.1
 * \param[in] field A field.
 * \return \static \nullable The sentence without a final period; NULL if unknown.
 */
CAPACITY_API const char *capacity_field_summary(capacity_field field);

/**
 * \brief Where a field or its default comes from: a section of the guide or a fact. \since 0.1
 * \param[in] field A field.
 * \return \static \nullable The source; NULL if unknown.
 */
CAPACITY_API const char *capacity_field_source(capacity_field field);

/**
 * \brief Input or result. \since 0.1
 * \param[in] field A field.
 * \return The kind; CAPACITY_KIND_NONE if unknown.
 */
CAPACITY_API capacity_kind capacity_field_kind(capacity_field field);

/**
 * \brief Unit of the stored integer. \since 0.1
 * \param[in] field A field.
 * \return The unit; CAPACITY_UNIT_NONE if unknown.
 */
CAPACITY_API capacity_unit capacity_field_unit(capacity_field field);

/**
 * \brief Lowest, highest and default value of an input. \since 0.1
 *
 * A default of CAPACITY_AUTO means that the library decides; only such fields accept it.
 * \param[in] field An input.
 * \param[out] lowest Lowest value. \nullable
 * \param[out] highest Highest value. \nullable
 * \param[out] preset Default. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_FIELD Not an input.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_field_range(
    capacity_field field, int64_t *lowest, int64_t *highest, int64_t *preset, capacity_error *err);

/**
 * \brief Name of one choice of an ENUM or BOOL field: "on_demand". \since 0.1
 * \param[in] field A field.
 * \param[in] value One of its values.
 * \return \static \nullable The name; NULL if the field has no such choice.
 */
CAPACITY_API const char *capacity_field_choice(capacity_field field, int64_t value);

/**
 * \brief Read a value in people's units: "2.5", "512Mi", "30%", "on_demand", "auto". \since 0.1
 *
 * Exact: digits that the field's unit cannot hold are refused, never rounded.
 * \param[in] field A field that is not a NAME.
 * \param[in] text The text, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text.
 * \param[out] value The integer in the field's unit.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT text or value is NULL.
 * \retval CAPACITY_E_FIELD Unknown field, or a NAME.
 * \retval CAPACITY_E_SYNTAX Not a quantity of this unit.
 * \retval CAPACITY_E_RANGE More digits than the unit holds, or outside the field's range.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_field_parse(capacity_field field,
                                                                   const char *text, size_t size,
                                                                   int64_t *value,
                                                                   capacity_error *err);

/**
 * \brief Write a value in people's units; capacity_field_parse reads it back exactly. \since 0.1
 * \param[in] field A field that is not a NAME.
 * \param[in] value The integer in the field's unit.
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_FIELD Unknown field, or a NAME.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_field_format(capacity_field field,
                                                                    int64_t value, char *buf,
                                                                    size_t size, size_t *needed,
                                                                    capacity_error *err);

/**
 * \brief Suffix of a unit in names: "mcpu"; "" for counts, switches and names. \since 0.1
 * \param[in] unit A unit.
 * \return \static The suffix.
 */
CAPACITY_API const char *capacity_unit_suffix(capacity_unit unit);

/**
 * \brief Decimal places between the stored integer and the base unit: 3 for mcpu. \since 0.1
 * \param[in] unit A unit.
 * \return The places; 0 for bytes, counts, switches, choices and names.
 */
CAPACITY_API int32_t capacity_unit_decimals(capacity_unit unit);

/**
 * \brief Read a value of a unit in people's units, for values that belong to no field. \since 0.1
 *
 * As capacity_field_parse does, without a field's range and without "auto".
 * \param[in] unit A unit that is not BOOL, ENUM or NAME.
 * \param[in] text The text, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text.
 * \param[out] value The integer in that unit.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT text or value is NULL; unknown unit, or BOOL, ENUM, NAME.
 * \retval CAPACITY_E_SYNTAX Not a quantity of this unit.
 * \retval CAPACITY_E_RANGE More digits than the unit holds, or too large for it.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_unit_parse(capacity_unit unit,
                                                                  const char *text, size_t size,
                                                                  int64_t *value,
                                                                  capacity_error *err);

/**
 * \brief Write a value of a unit in people's units, for values that belong to no field. \since 0.1
 *
 * As capacity_field_format does: members of rows, values of steps, numbers of guide entries.
 * \param[in] unit A unit that is not BOOL, ENUM or NAME.
 * \param[in] value The integer in that unit.
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT Unknown unit, or BOOL, ENUM, NAME.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_unit_format(capacity_unit unit,
                                                                   int64_t value, char *buf,
                                                                   size_t size, size_t *needed,
                                                                   capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
