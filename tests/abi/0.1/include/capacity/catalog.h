/*
 * Dated prices, machine shapes and purchase options of one region.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_CATALOG_H
#define CAPACITY_CATALOG_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What a purchase option is. \since 0.1 */
typedef enum capacity_option_kind {
    CAPACITY_OPTION_SPOT_MEASURED = 1, /**< \brief Spot price, mean over zones. */
    CAPACITY_OPTION_SPOT_ADVISOR = 2,  /**< \brief Spot saving by the provider's advisor. */
    CAPACITY_OPTION_COMMITTED_1Y_NO_UPFRONT =
        3, /**< \brief Standard reserved instance, one year, nothing upfront. */
    CAPACITY_OPTION_COMMITTED_3Y_NO_UPFRONT = 4, /**< \brief The same for three years. */
    CAPACITY_OPTION_COMMITTED_3Y_ALL_UPFRONT =
        5, /**< \brief Three years, all upfront, spread over the term. */
    CAPACITY_OPTION_CONVERTIBLE_1Y_NO_UPFRONT =
        6, /**< \brief Convertible reserved instance, one year. */
    CAPACITY_OPTION_CONVERTIBLE_3Y_NO_UPFRONT =
        7, /**< \brief Convertible reserved instance, three years. */
    CAPACITY_OPTION_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_option_kind;

/** \brief Commitments that the COMMITMENT field chooses from. \since 0.1 */
typedef enum capacity_commitment {
    CAPACITY_COMMITMENT_1Y_NO_UPFRONT = 1,  /**< \brief One year, nothing upfront. */
    CAPACITY_COMMITMENT_3Y_NO_UPFRONT = 2,  /**< \brief Three years, nothing upfront. */
    CAPACITY_COMMITMENT_3Y_ALL_UPFRONT = 3, /**< \brief Three years, all upfront. */
    CAPACITY_COMMITMENT_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_commitment;

/** \brief Bits of a machine's or meter's flags. \flags \since 0.1 */
typedef enum capacity_catalog_flag {
    CAPACITY_CATALOG_ARM64 = 1 << 0, /**< \brief Machine: arm64, else amd64. */
    CAPACITY_CATALOG_INFERRED =
        1 << 1, /**< \brief Meter: taken from another region's price list. */
    CAPACITY_CATALOG_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_catalog_flag;

/** \brief Longest source note of a catalogue entry, its NUL included. \unit{bytes} \since 0.1 */
#define CAPACITY_SOURCE_SIZE 256
/** \brief Largest catalogue text. \unit{bytes} \since 0.1 */
#define CAPACITY_CATALOG_TEXT_BYTES INT64_C(16777216)
/** \brief Most machines, meters and options of a catalogue, each. \since 0.1 */
#define CAPACITY_CATALOG_MAX_ROWS 65535

/**
 * \brief One machine shape. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_machine {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Bits of capacity_catalog_flag. \enum{capacity_catalog_flag} */
    char name[CAPACITY_NAME_SIZE];   /**< \brief For example t3.large. */
    char family[CAPACITY_NAME_SIZE]; /**< \brief For example t3. */
    int64_t cpu_mcpu;                /**< \brief Nominal CPU. \unit{mcpu} */
    int64_t memory_bytes;            /**< \brief Nominal memory. \unit{bytes} */
    int64_t
        interfaces; /**< \brief Network interfaces; 0: not known, the pod limit must be given. \unit{1} */
    int64_t addresses_per_interface; /**< \brief IPv4 addresses of an interface. \unit{1} */
    int64_t
        max_pods; /**< \brief Pod limit where it does not follow from interfaces; 0: computed. \unit{1} */
    int64_t network_kbps; /**< \brief Sustained network bandwidth; 0: not known. \unit{kbit/s} */
    int64_t hour_nusd;    /**< \brief On-demand price of an hour. \unit{nusd} */
    int64_t
        baseline_ppm; /**< \brief CPU baseline of a burstable vCPU; 0: not burstable or not known. \unit{ppm} */
    char as_of[CAPACITY_NAME_SIZE];    /**< \brief Date of the figure, as its source gives it. */
    char source[CAPACITY_SOURCE_SIZE]; /**< \brief Where the figure comes from. */
} capacity_machine;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_machine_init(capacity_machine *row, uint32_t size);

/**
 * \brief One price: what is counted, in which unit, and the free allowance. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_meter {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t flags;       /**< \brief Bits of capacity_catalog_flag. \enum{capacity_catalog_flag} */
    char name[CAPACITY_NAME_SIZE];    /**< \brief Key, for example dynamodb.on_demand_write. */
    char service[CAPACITY_NAME_SIZE]; /**< \brief For example dynamodb. */
    char item[CAPACITY_LABEL_SIZE];   /**< \brief What is counted, in the price list's words. */
    char unit[CAPACITY_NAME_SIZE];    /**< \brief The priced unit, for example million WRU. */
    int64_t
        unit_quantity; /**< \brief Quantity of one priced unit: 1000000 for a million, 1073741824 for a GB. \unit{1} */
    int64_t free_quantity;             /**< \brief Quantity that is free each month. \unit{1} */
    char region[CAPACITY_NAME_SIZE];   /**< \brief Region of the price. */
    char as_of[CAPACITY_NAME_SIZE];    /**< \brief Date of the figure, as its source gives it. */
    char source[CAPACITY_SOURCE_SIZE]; /**< \brief Where the figure comes from. */
} capacity_meter;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_meter_init(capacity_meter *row, uint32_t size);

/**
 * \brief One band of a meter; only the part of the quantity inside it pays its price. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_band {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t reserved;    /**< \brief 0. */
    int64_t
        end; /**< \brief Where the band ends, in the meter's quantity; INT64_MAX: open. \unit{1} */
    int64_t price_nusd; /**< \brief Price of one priced unit. \unit{nusd} */
} capacity_band;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_band_init(capacity_band *row, uint32_t size);

/**
 * \brief One way to buy a machine cheaper. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_option {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t kind;        /**< \brief What it is. \enum{capacity_option_kind} */
    char scope
        [CAPACITY_NAME_SIZE]; /**< \brief A machine, or a family for all its machines without an entry of their own. */
    int64_t price_nusd; /**< \brief Price of an hour; 0: only the fraction is known. \unit{nusd} */
    int64_t off_ppm;    /**< \brief Fraction off the on-demand price. \unit{ppm} */
    int64_t low_ppm;    /**< \brief Lowest fraction seen; 0: not known. \unit{ppm} */
    int64_t high_ppm;   /**< \brief Highest fraction seen; 0: not known. \unit{ppm} */
    char as_of[CAPACITY_NAME_SIZE];    /**< \brief Date of the figure, as its source gives it. */
    char source[CAPACITY_SOURCE_SIZE]; /**< \brief Where the figure comes from. */
} capacity_option;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_option_init(capacity_option *row, uint32_t size);

/**
 * \brief The dated snapshot for us-east-1 that is compiled into the library. \since 0.1
 * \return \owned The catalogue; it needs no unref, and unref does no harm.
 */
CAPACITY_API capacity_catalog *capacity_catalog_builtin(void);

/**
 * \brief Read a catalogue of one's own. \since 0.1
 *
 * A document with `base: builtin` starts from the built-in catalogue and replaces or adds entries.
 * The form is described in docs/formats.md.
 * \param[in] text JSON or YAML, UTF-8, not NUL-terminated. \length{size}
 * \param[in] size Bytes of text.
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The catalogue. NULL on failure. \owned
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
capacity_catalog_new_from_text(const char *text, size_t size, const capacity_allocator *allocator,
                               capacity_catalog **out, capacity_error *err);

/**
 * \brief Take one more reference. \threadsafe \since 0.1
 * \param[in] object The object; NULL gives NULL. \nullable
 * \return \owned \nullable The same object.
 */
CAPACITY_API capacity_catalog *capacity_catalog_ref(capacity_catalog *object);

/**
 * \brief Give one reference back; the last one frees. \threadsafe \since 0.1
 * \param[in] object The object; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_catalog_unref(capacity_catalog *object);

/**
 * \brief Name of the catalogue. \threadsafe \since 0.1
 * \param[in] catalog The catalogue. \nullable
 * \return \borrowed{catalog} The name; "" for NULL.
 */
CAPACITY_API const char *capacity_catalog_name(const capacity_catalog *catalog);

/**
 * \brief Region that the prices hold for. \threadsafe \since 0.1
 * \param[in] catalog The catalogue. \nullable
 * \return \borrowed{catalog} The region; "" for NULL.
 */
CAPACITY_API const char *capacity_catalog_region(const capacity_catalog *catalog);

/**
 * \brief ISO date of the catalogue. \threadsafe \since 0.1
 * \param[in] catalog The catalogue. \nullable
 * \return \borrowed{catalog} The date; "" for NULL.
 */
CAPACITY_API const char *capacity_catalog_as_of(const capacity_catalog *catalog);

/**
 * \brief All machine shapes, by name. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
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
capacity_catalog_get_machines(const capacity_catalog *catalog, capacity_machine *out,
                              size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief One machine shape by name. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] name The name.
 * \param[out] out Receives the row; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such machine.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_find_machine(
    const capacity_catalog *catalog, const char *name, capacity_machine *out, capacity_error *err);

/**
 * \brief All meters, by name. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
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
capacity_catalog_get_meters(const capacity_catalog *catalog, capacity_meter *out, size_t out_size,
                            size_t max, size_t *count, capacity_error *err);

/**
 * \brief One meter by name. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] name The name.
 * \param[out] out Receives the row; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such meter.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_find_meter(
    const capacity_catalog *catalog, const char *name, capacity_meter *out, capacity_error *err);

/**
 * \brief The price bands of a meter, from zero up. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] meter The meter's name.
 * \param[out] out Receives the rows; NULL asks for the count. \nullable \length{*count}
 * \param[in] out_size sizeof the caller's row. \unit{bytes}
 * \param[in] max Rows that out holds.
 * \param[out] count Rows there are.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_STRUCT_SIZE out_size is absurd.
 * \retval CAPACITY_E_BUFFER max is too small; nothing is written but count.
 * \retval CAPACITY_E_NOT_FOUND No such meter.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_catalog_get_bands(const capacity_catalog *catalog, const char *meter, capacity_band *out,
                           size_t out_size, size_t max, size_t *count, capacity_error *err);

/**
 * \brief All purchase options. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
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
capacity_catalog_get_options(const capacity_catalog *catalog, capacity_option *out, size_t out_size,
                             size_t max, size_t *count, capacity_error *err);

/**
 * \brief Cost of a quantity at a meter's bands. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] meter The meter's name.
 * \param[in] quantity Quantity, from 0. \unit{1}
 * \param[in] with_free 1: the free allowance comes off first; 0: list price. \unit{bool}
 * \param[out] cost_uusd The cost, rounded half up once. \unit{uusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such meter.
 * \retval CAPACITY_E_RANGE A negative quantity, or one beyond the last band.
 * \retval CAPACITY_E_OVERFLOW The cost does not fit.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_catalog_cost(const capacity_catalog *catalog, const char *meter, int64_t quantity,
                      uint32_t with_free, int64_t *cost_uusd, capacity_error *err);

/**
 * \brief Price of a machine for an hour, by how it is bought. \threadsafe \since 0.1
 *
 * Spot: the measured price, else the advisor's fraction of the machine, else of its family. Committed: the
 * machine's price, else its fraction, else its family's. Fractions are rounded half up to a nano-USD.
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] machine The machine's name.
 * \param[in] purchase How it is bought. \enum{capacity_purchase}
 * \param[in] commitment Which commitment, for CAPACITY_PURCHASE_COMMITTED; else ignored. \enum{capacity_commitment}
 * \param[out] hour_nusd The price. \unit{nusd}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_NOT_FOUND No such machine, or no sourced rate for this purchase.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_machine_price(
    const capacity_catalog *catalog, const char *machine, uint32_t purchase, uint32_t commitment,
    int64_t *hour_nusd, capacity_error *err);

/**
 * \brief Write a catalogue; reading it back gives an equal one. \threadsafe \since 0.1
 * \param[in] catalog The catalogue; NULL: the built-in one. \nullable
 * \param[in] format CAPACITY_FORMAT_JSON or CAPACITY_FORMAT_YAML. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED YAML is left out of this build.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_catalog_write_text(const capacity_catalog *catalog, uint32_t format, char *buf,
                            size_t size, size_t *needed, capacity_error *err);

/**
 * \brief Start a catalogue, empty or as a copy. \since 0.1
 * \param[in] base Catalogue to copy; NULL: empty. \nullable
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The builder. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_catalog_builder_new(const capacity_catalog *base, const capacity_allocator *allocator,
                             capacity_catalog_builder **out, capacity_error *err);

/**
 * \brief Drop a builder, finished or not. \since 0.1
 * \param[in] builder The builder; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_catalog_builder_free(capacity_catalog_builder *builder);

/**
 * \brief Set name, region and date; all are needed before finish. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] name Name of the catalogue, 1 to 63 bytes.
 * \param[in] region Region, 1 to 63 bytes.
 * \param[in] as_of ISO date, YYYY-MM-DD.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_RANGE A name is empty or too long, or the date is none.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_catalog_builder_set_source(capacity_catalog_builder *builder, const char *name,
                                    const char *region, const char *as_of, capacity_error *err);

/**
 * \brief Add or replace (by name) a machine shape. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] machine The row; struct_size set.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_RANGE A member is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 * \retval CAPACITY_E_TOO_LARGE Too many machines.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_put_machine(
    capacity_catalog_builder *builder, const capacity_machine *machine, capacity_error *err);

/**
 * \brief Remove a machine shape. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] name The name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_NOT_FOUND No such machine.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_drop_machine(
    capacity_catalog_builder *builder, const char *name, capacity_error *err);

/**
 * \brief Add or replace (by name) a meter with its bands. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] meter The row; struct_size set.
 * \param[in] band_ends Where each band ends, rising; INT64_MAX for open. \length{n} \unit{1}
 * \param[in] band_prices_nusd Price of a priced unit in each band. \length{n} \unit{nusd}
 * \param[in] n Bands, 1 to CAPACITY_MAX_ROWS.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_RANGE A member or band is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 * \retval CAPACITY_E_TOO_LARGE Too many meters or bands.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_put_meter(
    capacity_catalog_builder *builder, const capacity_meter *meter, const int64_t *band_ends,
    const int64_t *band_prices_nusd, size_t n, capacity_error *err);

/**
 * \brief Remove a meter. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] name The name.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_NOT_FOUND No such meter.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_drop_meter(
    capacity_catalog_builder *builder, const char *name, capacity_error *err);

/**
 * \brief Add or replace (by kind and scope) a purchase option. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] option The row; struct_size set.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_RANGE A member is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 * \retval CAPACITY_E_TOO_LARGE Too many options.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_put_option(
    capacity_catalog_builder *builder, const capacity_option *option, capacity_error *err);

/**
 * \brief Remove a purchase option. \since 0.1
 * \param[in,out] builder The builder.
 * \param[in] kind What it is. \enum{capacity_option_kind}
 * \param[in] scope Its machine or family.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 * \retval CAPACITY_E_NOT_FOUND No such option.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_drop_option(
    capacity_catalog_builder *builder, uint32_t kind, const char *scope, capacity_error *err);

/**
 * \brief Freeze into an immutable catalogue; the builder can only be freed afterwards. \since 0.1
 * \param[in,out] builder The builder.
 * \param[out] out The catalogue. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind; or name, region or date is not set.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_STATE The builder is finished.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_catalog_builder_finish(
    capacity_catalog_builder *builder, capacity_catalog **out, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
