/*
 * Autoscaling of tables: requests to Application Auto Scaling.
 * SPDX-License-Identifier: Apache-2.0
 *
 * One document with the requests under the names of the two actions; each item is what the action
 * takes (Application Auto Scaling API 2016-02-06, as in aws-sdk-go-v2
 * service/applicationautoscaling v1.41.18, 2026). Cool-downs are left at DynamoDB's 0 s.
 */
#include "text/emit_groups.h"

static const struct {
    const char *dimension, *metric;
} ways[CAPACITY__EMIT_WAYS] = {
    {"dynamodb:table:ReadCapacityUnits", "DynamoDBReadCapacityUtilization"},
    {"dynamodb:table:WriteCapacityUnits", "DynamoDBWriteCapacityUtilization"},
};

static size_t objects(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

/* What both actions ask for. */
static void put_identity(capacity__emitter *emitter, const char *resource, size_t way)
{
    capacity__emit_pair(emitter, "ServiceNamespace", "dynamodb");
    capacity__emit_pair(emitter, "ResourceId", resource);
    capacity__emit_pair(emitter, "ScalableDimension", ways[way].dimension);
}

static void put_target(const capacity__emission *emission, const capacity__emit_table *table,
                       const char *resource, size_t way)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_map(emitter);
    put_identity(emitter, resource, way);
    capacity__emit_pair_int(emitter, "MinCapacity", table->units[way].least);
    capacity__emit_pair_int(emitter, "MaxCapacity", table->units[way].most);
    capacity__emit_map_end(emitter);
}

static void put_policy(const capacity__emission *emission, const capacity__emit_table *table,
                       const char *resource, size_t way)
{
    capacity__emitter *emitter = emission->emitter;
    char name[4 * CAPACITY_NAME_SIZE];
    capacity__out out = capacity__out_new(name, sizeof name);

    (void)table;
    capacity__put_format(&out, "%s:%s", ways[way].metric, resource);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_map(emitter);
    put_identity(emitter, resource, way);
    capacity__emit_pair(emitter, "PolicyName", name);
    capacity__emit_pair(emitter, "PolicyType", "TargetTrackingScaling");
    capacity__emit_open(emitter, "TargetTrackingScalingPolicyConfiguration");
    capacity__emit_target_value(emission, "TargetValue");
    capacity__emit_map_of(emitter, "PredefinedMetricSpecification", "PredefinedMetricType",
                          ways[way].metric);
    capacity__emit_map_end(emitter);
    capacity__emit_map_end(emitter);
}

typedef void put_request(const capacity__emission *emission, const capacity__emit_table *table,
                         const char *resource, size_t way);

static void put_requests(const capacity__emission *emission, const char *action, put_request *put)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_key(emitter, action);
    capacity__emit_list(emitter);
    for (size_t i = 0; i < capacity__table_count(emission->plan); i++) {
        char resource[3 * CAPACITY_NAME_SIZE];
        capacity__out out = capacity__out_new(resource, sizeof resource);
        capacity__emit_table table;

        capacity__emit_table_at(emission, i, &table);
        if (table.row.billing != CAPACITY_BILLING_PROVISIONED)
            continue;
        capacity__put_format(&out, "table/%s", table.name);
        (void)capacity__out_end(&out, NULL, NULL);
        for (size_t way = 0; way < CAPACITY__EMIT_WAYS; way++)
            put(emission, &table, resource, way);
    }
    capacity__emit_list_end(emitter);
}

static void write_document(const capacity__emission *emission, size_t object)
{
    (void)object;
    capacity__emit_map(emission->emitter);
    put_requests(emission, "RegisterScalableTarget", put_target);
    put_requests(emission, "PutScalingPolicy", put_policy);
    capacity__emit_map_end(emission->emitter);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    (void)object;
    capacity__reason_title(reasons, "Application Auto Scaling of the tables");
    for (size_t i = 0; i < capacity__table_count(emission->plan); i++) {
        capacity__emit_table table;
        capacity__emit_table_at(emission, i, &table);
        capacity__say_table(emission, &table, i, reasons);
    }
}

const capacity__emit_kind capacity__emit_dynamodb_autoscaling = {
    .name = "dynamodb-autoscaling",
    .summary = "Requests to Application Auto Scaling for the tables billed provisioned",
    .file = "dynamodb-autoscaling",
    .formats = CAPACITY__EMIT_TREES,
    .objects = objects,
    .write = write_document,
    .reasons = reasons,
    .check = capacity__emit_check_tables,
};
