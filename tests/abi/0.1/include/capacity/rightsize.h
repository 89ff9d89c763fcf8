/*
 * Requests and limits of a pod from what it was seen to use.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A usage collects samples in decaying histograms of bounded memory, as the vertical pod autoscaler
 * (VPA) does; recommend reads them by VPA's or by KRR's rules. Where a horizontal pod autoscaler runs
 * on the same resource, request and target are recommended as a pair whose product stays: the usage
 * at which pods are added does not move, and a recommendation followed twice is the same. Sources:
 * kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender, robusta-dev/krr;
 * docs/model/rightsizing.md.
 */
#ifndef CAPACITY_RIGHTSIZE_H
#define CAPACITY_RIGHTSIZE_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** \brief What pods were seen to use; mutable, one owner. \handle \since 0.1 */
typedef struct capacity_usage capacity_usage;

/** \brief Largest CPU of a sample, 1000 cores. \unit{mcpu} \since 0.1 */
#define CAPACITY_USAGE_CPU_MCPU INT64_C(1000000)
/** \brief Largest memory of a sample, 16 TiB. \unit{bytes} \since 0.1 */
#define CAPACITY_USAGE_MEMORY_BYTES INT64_C(17592186044416)
/** \brief Latest time of a sample, some 29000 years. \unit{us} \since 0.1 */
#define CAPACITY_USAGE_TIME_US INT64_C(922337203685477580)

/** \brief By which rules requests are recommended. \since 0.1 */
typedef enum capacity_rightsize_method {
    CAPACITY_RIGHTSIZE_VPA = 1, /**< \brief Decaying percentiles: 90 %, margin 15 %. */
    CAPACITY_RIGHTSIZE_KRR =
        2, /**< \brief CPU by the 95th percentile of all samples, memory by the peak and 15 %; 100 samples. */
    CAPACITY_RIGHTSIZE_METHOD_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_rightsize_method;

/** \brief What decided a recommended request. \since 0.1 */
typedef enum capacity_rightsize_reason {
    CAPACITY_RIGHTSIZE_TOO_FEW = 0, /**< \brief Too few samples: nothing is recommended. */
    CAPACITY_RIGHTSIZE_PERCENTILE =
        1,                          /**< \brief The percentile of what was used, and the margin. */
    CAPACITY_RIGHTSIZE_PEAK = 2,    /**< \brief The peak of what was used, and the margin. */
    CAPACITY_RIGHTSIZE_OOM = 3,     /**< \brief A container was killed for want of memory. */
    CAPACITY_RIGHTSIZE_MINIMUM = 4, /**< \brief The least that is recommended. */
    CAPACITY_RIGHTSIZE_PAIR =
        5, /**< \brief With the autoscaler's target: their product stays what it is. */
    CAPACITY_RIGHTSIZE_KEPT =
        6, /**< \brief The request stays: no whole percentage from 1 keeps the product. */
    CAPACITY_RIGHTSIZE_REASON_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_rightsize_reason;

/**
 * \brief How to recommend; 0 means the method's default in every member. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_rightsize_options {
    uint32_t struct_size; /**< \brief Size of the caller's struct. */
    uint32_t method;      /**< \brief By which rules; 0: VPA. \enum{capacity_rightsize_method} */
    int64_t
        cpu_percentile_ppm; /**< \brief Percentile of CPU; 0: 90 % of VPA, 95 % of KRR. \unit{ppm} */
    int64_t
        memory_percentile_ppm; /**< \brief Percentile of the daily peaks of memory, VPA only; 0: 90 %. \unit{ppm} */
    int64_t
        cpu_margin_ppm; /**< \brief Added to CPU; 0: 15 % of VPA, none of KRR; CAPACITY_AUTO: none. \unit{ppm} */
    int64_t
        memory_margin_ppm;  /**< \brief Added to memory; 0: 15 %; CAPACITY_AUTO: none. \unit{ppm} */
    int64_t cpu_least_mcpu; /**< \brief Least CPU request; 0: 25m of VPA, 10m of KRR. \unit{mcpu} */
    int64_t
        memory_least_bytes; /**< \brief Least memory request; 0: 250 MiB of VPA, 100 MiB of KRR. \unit{bytes} */
    int64_t cpu_request_mcpu; /**< \brief Request in force; 0: not known. \unit{mcpu} */
    int64_t
        cpu_target_ppm; /**< \brief Utilization target of the autoscaler that runs on CPU, whole percent; 0: none. \unit{ppm} */
    int64_t memory_request_bytes; /**< \brief Request in force; 0: not known. \unit{bytes} */
    int64_t
        memory_target_ppm; /**< \brief Utilization target of the autoscaler that runs on memory, whole percent; 0: none. \unit{ppm} */
    int64_t
        cpu_limit_ppm; /**< \brief CPU limit as a share of the request, from 100 %; 0: no limit. \unit{ppm} */
    int64_t
        memory_limit_ppm; /**< \brief Memory limit as a share of the request, from 100 %; 0: 100 %. \unit{ppm} */
} capacity_rightsize_options;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_rightsize_options_init(capacity_rightsize_options *row, uint32_t size);

/**
 * \brief What is recommended; CAPACITY_INVALID where there is nothing to say. \versioned{struct_size} \since 0.1
 */
typedef struct capacity_rightsize {
    uint32_t struct_size;     /**< \brief Size of the caller's struct. */
    uint32_t method;          /**< \brief By which rules. \enum{capacity_rightsize_method} */
    uint32_t cpu_reason;      /**< \brief What decided CPU. \enum{capacity_rightsize_reason} */
    uint32_t memory_reason;   /**< \brief What decided memory. \enum{capacity_rightsize_reason} */
    int64_t cpu_request_mcpu; /**< \brief CPU request. \unit{mcpu} */
    int64_t cpu_lower_mcpu;   /**< \brief Below it a request is too small; VPA only. \unit{mcpu} */
    int64_t
        cpu_upper_mcpu; /**< \brief Above it a request is wasteful; VPA only, wide while there is little history. \unit{mcpu} */
    int64_t cpu_limit_mcpu; /**< \brief CPU limit; 0: none. \unit{mcpu} */
    int64_t
        cpu_target_ppm; /**< \brief Utilization target that belongs to the request; 0: no autoscaler on CPU. \unit{ppm} */
    int64_t
        cpu_usage_mcpu; /**< \brief What usage alone asks for, with margin and least, whatever an autoscaler keeps. \unit{mcpu} */
    int64_t
        memory_request_bytes; /**< \brief Memory request, in whole MiB unless it is kept. \unit{bytes} */
    int64_t
        memory_lower_bytes; /**< \brief Below it a request is too small; VPA only. \unit{bytes} */
    int64_t
        memory_upper_bytes; /**< \brief Above it a request is wasteful; VPA only. \unit{bytes} */
    int64_t memory_limit_bytes; /**< \brief Memory limit, in whole MiB. \unit{bytes} */
    int64_t
        memory_target_ppm; /**< \brief Utilization target that belongs to the request; 0: no autoscaler on memory. \unit{ppm} */
    int64_t
        memory_usage_bytes; /**< \brief What usage alone asks for, with margin and least. \unit{bytes} */
    int64_t cpu_samples;    /**< \brief Samples of CPU. \unit{1} */
    int64_t memory_samples; /**< \brief Samples of memory. \unit{1} */
    int64_t ooms;           /**< \brief Containers killed for want of memory. \unit{1} */
    int64_t span_us;        /**< \brief From the first sample to the last. \unit{us} */
} capacity_rightsize;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_rightsize_init(capacity_rightsize *row, uint32_t size);

/**
 * \brief A usage without samples. \since 0.1
 * \param[in] half_life_us Time in which a sample loses half of its weight, 1 min to 10 years; 0: 24 hours. \unit{us}
 * \param[in] allocator Where memory comes from; NULL: malloc and free. \nullable
 * \param[out] out The usage. NULL on failure. \owned
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT out is NULL.
 * \retval CAPACITY_E_RANGE The half-life is outside its range.
 * \retval CAPACITY_E_MEMORY Out of memory.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_usage_new(int64_t half_life_us, const capacity_allocator *allocator, capacity_usage **out,
                   capacity_error *err);

/**
 * \brief Release it. \since 0.1
 * \param[in] object The usage; NULL does nothing. \nullable
 */
CAPACITY_API void capacity_usage_free(capacity_usage *object);

/**
 * \brief Add samples in the order of time; several pods may share one usage and one time. \since 0.1
 *
 * Nothing is added unless all is well. CPU goes into a histogram of buckets from 1m on, each 5 % wider than the one
 * before; of memory the peak of each day is kept in one from 10 MB on. Memory does not grow with the samples.
 * \param[in,out] usage The usage.
 * \param[in] time_us Times, from 0, none before the one before it. \length{n} \unit{us}
 * \param[in] cpu_mcpu CPU of one pod, 0 to CAPACITY_USAGE_CPU_MCPU; CAPACITY_INVALID: not measured. \length{n} \unit{mcpu}
 * \param[in] memory_bytes Memory of one pod, 0 to CAPACITY_USAGE_MEMORY_BYTES; CAPACITY_INVALID: not measured. \length{n} \unit{bytes}
 * \param[in] n Elements of each array.
 * \param[out] err Details on failure; the index is the element. \nullable
 * \retval CAPACITY_E_ARGUMENT usage or, while n is not 0, an array is NULL.
 * \retval CAPACITY_E_RANGE A number is outside its range, or time runs backwards.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_usage_add(capacity_usage *usage,
                                                                 const int64_t *time_us,
                                                                 const int64_t *cpu_mcpu,
                                                                 const int64_t *memory_bytes,
                                                                 size_t n, capacity_error *err);

/**
 * \brief A container was killed for want of memory. \since 0.1
 *
 * What it had counts as a peak, raised by 20 % (KRR 25 %) and by at least 100 MiB.
 * \param[in,out] usage The usage.
 * \param[in] time_us When, from 0, not before the last sample. \unit{us}
 * \param[in] memory_bytes Its request or usage, whichever is larger, 0 to CAPACITY_USAGE_MEMORY_BYTES. \unit{bytes}
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT usage is NULL.
 * \retval CAPACITY_E_RANGE A number is outside its range, or time runs backwards.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_usage_oom(capacity_usage *usage,
                                                                 int64_t time_us,
                                                                 int64_t memory_bytes,
                                                                 capacity_error *err);

/**
 * \brief Add a piece of CSV, cut anywhere. \since 0.1
 *
 * RFC 4180 with a header: time, then cpu, memory and oom in any order and people's units, at least one of them; an empty
 * cell was not measured; docs/formats.md. A line that is refused is passed over, and the text can go on. A piece of size 0
 * ends the text: a last line without its end is taken.
 * \param[in,out] usage The usage.
 * \param[in] text The bytes. \length{size}
 * \param[in] size How many; 0: the text has ended.
 * \param[out] consumed Bytes taken. \always
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT usage or consumed is NULL, or text while size is not 0.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_SYNTAX Malformed CSV, or a value that is no quantity; the index is the line.
 * \retval CAPACITY_E_FIELD The header has an unknown column or lacks one.
 * \retval CAPACITY_E_EXISTS The header names a column twice.
 * \retval CAPACITY_E_RANGE As of capacity_usage_add; the index is the line.
 * \retval CAPACITY_E_TOO_LARGE A line exceeds CAPACITY_TRACE_LINE_BYTES.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_usage_feed_text(
    capacity_usage *usage, const char *text, size_t size, size_t *consumed, capacity_error *err);

/**
 * \brief Requests and limits from what was used. \threadsafe \since 0.1
 *
 * VPA: percentile of the decaying histogram x (1 + margin); lower and upper bounds from the percentiles 50 % and 95 %, x (1 +
 * 0.001 / d)^-2 and x (1 + 1 / d), d being the smaller of days and samples / 1440. KRR: the percentile of all samples, the
 * largest peak x (1 + margin). Percentiles are the upper ends of buckets. CPU is rounded up to a millicore, memory to a MiB. With a
 * target and a request in force the largest whole percentage is taken whose request is not below the usage:
 * t' = floor(r t / u), r' = floor(r t / t'), of memory down to a MiB.
 * \param[in] usage The usage.
 * \param[in] options How; NULL: VPA. \nullable
 * \param[out] out The recommendation; set struct_size first.
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT usage or out is NULL, a target without a request, or one that is no whole percentage.
 * \retval CAPACITY_E_RANGE An option is outside its range.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER The caller set members that this library lacks.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status
capacity_usage_recommend(const capacity_usage *usage, const capacity_rightsize_options *options,
                         capacity_rightsize *out, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
