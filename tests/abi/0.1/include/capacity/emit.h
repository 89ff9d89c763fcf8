/*
 * A plan as manifests that a cluster and its tools accept as they are.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CAPACITY_EMIT_H
#define CAPACITY_EMIT_H

#ifndef CAPACITY_INSIDE_UMBRELLA
#error "include <capacity/capacity.h>"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * \brief What can be emitted; docs/emit.md has a table for each. \since 0.1
 *
 * The numbers are stable; gaps mean nothing.
 */
typedef enum capacity_emit_kind {
    CAPACITY_EMIT_NONE = 0,       /**< \brief No kind. */
    CAPACITY_EMIT_HPA = 1,        /**< \brief HorizontalPodAutoscaler for each component. */
    CAPACITY_EMIT_DEPLOYMENT = 2, /**< \brief Requests, limits and placement of each Deployment. */
    CAPACITY_EMIT_PDB = 3,        /**< \brief PodDisruptionBudget for each component. */
    CAPACITY_EMIT_VPA = 4, /**< \brief VerticalPodAutoscaler for each component that recommends. */
    CAPACITY_EMIT_CLUSTER_AUTOSCALER =
        5, /**< \brief Values of the Helm chart cluster-autoscaler. */
    CAPACITY_EMIT_CLUSTER_AUTOSCALER_FLAGS =
        6, /**< \brief Deployment patch with the command line of cluster-autoscaler. */
    CAPACITY_EMIT_KARPENTER = 7, /**< \brief NodePool and EC2NodeClass for each node group. */
    CAPACITY_EMIT_EKSCTL = 8,    /**< \brief ClusterConfig of eksctl with managed node groups. */
    CAPACITY_EMIT_PROMETHEUS_RULE = 9,   /**< \brief PrometheusRule of the Prometheus operator. */
    CAPACITY_EMIT_PROMETHEUS_RULES = 10, /**< \brief Plain rule file of Prometheus. */
    CAPACITY_EMIT_TERRAFORM_EKS = 11, /**< \brief tfvars.json for terraform-aws-modules/eks/aws. */
    CAPACITY_EMIT_TERRAFORM_DYNAMODB =
        12, /**< \brief tfvars.json for terraform-aws-modules/dynamodb-table/aws. */
    CAPACITY_EMIT_TERRAFORM_ELASTICACHE =
        13, /**< \brief tfvars.json for terraform-aws-modules/elasticache/aws. */
    CAPACITY_EMIT_DYNAMODB_AUTOSCALING =
        14, /**< \brief Requests to Application Auto Scaling for provisioned tables. */
    CAPACITY_EMIT_GRAFANA = 15, /**< \brief Dashboard of Grafana. */
    CAPACITY_EMIT_REASONS = 16, /**< \brief REASONS.md: why each number is what it is. */
    CAPACITY_EMIT_KIND_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_emit_kind;

/** \brief Bits of the flags of the options. \flags \since 0.1 */
typedef enum capacity_emit_flag {
    CAPACITY_EMIT_RATE_METRIC =
        1 << 0, /**< \brief Scale by requests a second also where the tier does not name it. */
    CAPACITY_EMIT_RESOURCE_METRICS =
        1 << 1, /**< \brief Scale by CPU and memory alone, whatever the tier names. */
    CAPACITY_EMIT_NO_REASONS = 1 << 2, /**< \brief Write no annotations that give reasons. */
    CAPACITY_EMIT_FLAG_FORCE_32 =
        0x7fffffff /**< \brief Keeps the enum 32 bits wide. \skip{sentinel} */
} capacity_emit_flag;

/** \brief Kubernetes 1.MINOR that is written for when the options say 0. \since 0.1 */
#define CAPACITY_EMIT_KUBERNETES_MINOR 35

/**
 * \brief How to emit; 0 and the empty text mean default in every member. \versioned{struct_size} \since 0.1
 *
 * In the patterns * stands for the component, in which . and _ become -: "chat-*" makes chat-backend.
 */
typedef struct capacity_emit_options {
    uint32_t struct_size;      /**< \brief Size of the caller's struct. */
    uint32_t flags;            /**< \brief Bits of capacity_emit_flag. \enum{capacity_emit_flag} */
    uint32_t answer;           /**< \brief Whose numbers. \enum{capacity_answer} */
    uint32_t kubernetes_minor; /**< \brief 35 stands for Kubernetes 1.35, from 23 to 99; 0: 35. */
    int64_t
        scale_up_tolerance_ppm; /**< \brief Tolerance of the autoscaler on the way up; 0: not written, Kubernetes then takes 10 %. Needs 1.33. \unit{ppm} */
    int64_t scale_down_tolerance_ppm; /**< \brief The same on the way down. \unit{ppm} */
    int64_t
        p95_target_us; /**< \brief Response time p95 to scale by where the tier names it; 0: 500 ms. \unit{us} */
    char kubernetes_namespace[CAPACITY_NAME_SIZE]; /**< \brief Namespace; empty: none is written. */
    char deployment
        [CAPACITY_NAME_SIZE]; /**< \brief Pattern of the deployments' names; empty: chat-*. */
    char object
        [CAPACITY_NAME_SIZE]; /**< \brief Pattern of other objects' names, to which -hpa, -pdb and the like are added; empty: *. */
    char container[CAPACITY_NAME_SIZE]; /**< \brief Pattern of the containers' names; empty: *. */
    char app_label
        [CAPACITY_NAME_SIZE]; /**< \brief Key of the label by which a deployment's pods are selected; its value is the deployment's name; empty: app. */
    char cluster[CAPACITY_NAME_SIZE]; /**< \brief Name of the cluster; empty: chat. */
    char environment
        [CAPACITY_NAME_SIZE];      /**< \brief Value of the label environment; empty: no label. */
    char team[CAPACITY_NAME_SIZE]; /**< \brief Value of the label team; empty: no label. */
    char rate_metric
        [CAPACITY_NAME_SIZE]; /**< \brief Pods metric of requests a second; empty: http_requests_per_second. */
    char connections_metric
        [CAPACITY_NAME_SIZE]; /**< \brief Pods metric of open connections; empty: active_connections. */
    char p95_metric
        [CAPACITY_NAME_SIZE]; /**< \brief Pods metric of the response time p95 in seconds; empty: http_request_duration_p95_seconds. */
    char requests_metric
        [CAPACITY_NAME_SIZE]; /**< \brief Counter of requests in rules and dashboard; empty: http_requests_total. */
    char durations_metric
        [CAPACITY_NAME_SIZE]; /**< \brief Histogram of response times in seconds, without _bucket, in rules and dashboard; empty: http_request_duration_seconds. */
    char release
        [CAPACITY_NAME_SIZE]; /**< \brief Value of the label release of a PrometheusRule, by which operators installed with Helm select it; empty: no label. */
} capacity_emit_options;

/**
 * \brief Zero a row and set its size. \since 0.1
 * \param[out] row The row; NULL does nothing. \nullable
 * \param[in] size sizeof the caller's struct. \unit{bytes}
 */
CAPACITY_API void capacity_emit_options_init(capacity_emit_options *row, uint32_t size);

/**
 * \brief Number of kinds. \threadsafe \since 0.1
 * \return The count.
 */
CAPACITY_API size_t capacity_emit_kind_count(void);

/**
 * \brief The index-th kind in the order of numbers. \threadsafe \since 0.1
 * \param[in] index From 0.
 * \return The kind; CAPACITY_EMIT_NONE past the end.
 */
CAPACITY_API capacity_emit_kind capacity_emit_kind_at(size_t index);

/**
 * \brief Look a kind up by its name. \threadsafe \since 0.1
 * \param[in] name For example "hpa". \nullable
 * \return The kind; CAPACITY_EMIT_NONE if unknown or NULL.
 */
CAPACITY_API capacity_emit_kind capacity_emit_kind_from_name(const char *name);

/**
 * \brief Name of a kind. \threadsafe \since 0.1
 * \param[in] kind The kind.
 * \return \static For example "hpa"; "" if unknown.
 */
CAPACITY_API const char *capacity_emit_kind_name(capacity_emit_kind kind);

/**
 * \brief One sentence on a kind. \threadsafe \since 0.1
 * \param[in] kind The kind.
 * \return \static The sentence; "" if unknown.
 */
CAPACITY_API const char *capacity_emit_kind_summary(capacity_emit_kind kind);

/**
 * \brief The format that a kind has in place of a wanted one. \threadsafe \since 0.1
 * \param[in] kind The kind.
 * \param[in] wanted JSON, YAML or any other. \enum{capacity_format}
 * \return \enum{capacity_format} The wanted one where the kind has it, else the kind's first; 0 if unknown.
 */
CAPACITY_API uint32_t capacity_emit_kind_format(capacity_emit_kind kind, uint32_t wanted);

/**
 * \brief Name of the file that holds a kind. \threadsafe \since 0.1
 * \param[in] kind The kind.
 * \param[in] format One that the kind has. \enum{capacity_format}
 * \param[out] buf Receives the name, for example "hpa.yaml", and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the name without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_NOT_FOUND No such kind.
 * \retval CAPACITY_E_UNSUPPORTED The kind has no such format.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_emit_kind_file(capacity_emit_kind kind,
                                                                      uint32_t format, char *buf,
                                                                      size_t size, size_t *needed,
                                                                      capacity_error *err);

/**
 * \brief Write one kind of manifest. \name{write_manifest} \threadsafe \since 0.1
 *
 * The same plan, kind, options and format give the same bytes. In YAML each object is a document
 * that begins with ---; in JSON several objects are a v1 List. Beside a number stands its reason, as
 * an annotation capacity.reason/PATH of Kubernetes objects, and always in CAPACITY_EMIT_REASONS.
 * \param[in] plan The plan.
 * \param[in] kind What to write.
 * \param[in] options Options; NULL: defaults. \nullable
 * \param[in] format One that the kind has. \enum{capacity_format}
 * \param[out] buf Receives the text and a NUL; NULL asks for the length. \nullable \length{size}
 * \param[in] size Bytes of buf.
 * \param[out] needed Length of the text without the NUL. \nullable
 * \param[out] err Details on failure. \nullable
 * \retval CAPACITY_E_ARGUMENT A handle or a needed pointer is NULL or of the wrong kind. Or an option is no valid name, or two contradict each other.
 * \retval CAPACITY_E_NOT_FOUND No such kind.
 * \retval CAPACITY_E_RANGE An option is outside its range.
 * \retval CAPACITY_E_EXISTS Two components would have one name.
 * \retval CAPACITY_E_LIMIT A name or a count exceeds what Kubernetes takes.
 * \retval CAPACITY_E_BUFFER buf is too small; what fits is written.
 * \retval CAPACITY_E_MEMORY Out of memory.
 * \retval CAPACITY_E_UNSUPPORTED The kind has no such format, or YAML is left out of this build.
 * \retval CAPACITY_E_STRUCT_SIZE struct_size is unset or absurd.
 * \retval CAPACITY_E_STRUCT_NEWER Members that this library lacks are set.
 */
CAPACITY_API CAPACITY_CHECKED capacity_status capacity_plan_emit(
    const capacity_plan *plan, capacity_emit_kind kind, const capacity_emit_options *options,
    uint32_t format, char *buf, size_t size, size_t *needed, capacity_error *err);

#ifdef __cplusplus
}
#endif

#endif
