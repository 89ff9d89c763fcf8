/*
 * Variables for the community's ElastiCache module, as elasticache.auto.tfvars.json.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A replication group with one primary and up to five replicas takes six nodes (variables.tf of
 * terraform-aws-elasticache v1.4: replicas_per_node_group from 0 to 5); more become shards. The name
 * follows the ElastiCache API reference, CreateReplicationGroup (2015-02-02): 1 to 40 letters,
 * digits or hyphens, a letter first, no hyphen last nor two in a row, stored in lower case.
 */
#include "text/emit_groups.h"

#include <string.h>

enum { MOST_NODES = 6, MOST_REPLICAS = 5, NAME_MOST = 40 };

/* Families and versions of the module's own examples with cluster mode and with Valkey. */
static const struct {
    const char *name, *version, *family;
} engines[] = {{"redis", "7.1", "redis7"}, {"valkey", "7.2", "valkey7"}};

typedef struct cache {
    const char *type;
    int64_t nodes, shards, replicas; /* of each shard */
    char name[CAPACITY_NAME_SIZE + 8];
    size_t size; /* of the name */
} cache;

static size_t objects(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

/* The first one is no hyphen: a cluster's name begins with a letter or digit. */
static void put_letter(capacity__out *out, char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    if (c == '_')
        c = '-';
    if (c != '-' || out->buf[out->len - 1] != '-')
        capacity__put_char(out, c);
}

static void name_cache(const char *cluster, cache *c)
{
    capacity__out out = capacity__out_new(c->name, sizeof c->name);

    for (; *cluster != '\0'; cluster++)
        put_letter(&out, *cluster);
    for (const char *suffix = "-cache"; *suffix != '\0'; suffix++)
        put_letter(&out, *suffix);
    c->size = out.len;
    (void)capacity__out_end(&out, NULL, NULL);
}

/* Every node serves in a shard of equal size: the fewest replicas, but one, that divide them. */
static void split(cache *c)
{
    c->shards = 1;
    c->replicas = c->nodes - 1;
    if (c->nodes <= MOST_NODES)
        return;
    for (c->replicas = 1; c->replicas <= MOST_REPLICAS; c->replicas++)
        if (c->nodes % (c->replicas + 1) == 0)
            break;
    if (c->replicas > MOST_REPLICAS)
        c->replicas = 0;
    c->shards = c->nodes / (c->replicas + 1);
}

static cache cache_of(const capacity__emission *emission)
{
    const capacity__services *services = &emission->plan->services[emission->options->answer];
    cache c = {.type = services->cache_type, .nodes = services->cache_nodes};

    split(&c);
    name_cache(emission->options->cluster, &c);
    return c;
}

static void put_shards(const capacity__emission *emission, const cache *c, size_t engine)
{
    capacity__emitter *emitter = emission->emitter;

    capacity__emit_pair(emitter, "engine_version", engines[engine].version);
    capacity__emit_pair_bool(emitter, "cluster_mode_enabled", 1);
    capacity__emit_pair_int(emitter, "num_node_groups", c->shards);
    capacity__emit_pair_int(emitter, "replicas_per_node_group", c->replicas);
    capacity__emit_pair_bool(emitter, "create_parameter_group", 1);
    capacity__emit_pair(emitter, "parameter_group_family", engines[engine].family);
}

static void put_cache(const capacity__emission *emission, const cache *c)
{
    capacity__emitter *emitter = emission->emitter;
    size_t engine = CAPACITY__IN(emission->plan, CACHE_ENGINE) == 2;

    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "replication_group_id", c->name);
    capacity__emit_pair(emitter, "engine", engines[engine].name);
    capacity__emit_pair(emitter, "node_type", c->type);
    if (c->shards > 1)
        put_shards(emission, c, engine);
    else
        capacity__emit_pair_int(emitter, "num_cache_clusters", c->nodes);
    capacity__emit_pair_bool(emitter, "automatic_failover_enabled",
                             c->shards > 1 || c->replicas > 0);
    capacity__emit_pair_bool(emitter, "multi_az_enabled", c->replicas > 0);
    capacity__emit_marks(emission, "tags");
    capacity__emit_map_end(emitter);
}

static void write_document(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;
    cache c = cache_of(emission);

    (void)object;
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "elasticache");
    if (c.nodes == 0)
        capacity__emit_null(emitter);
    else
        put_cache(emission, &c);
    capacity__emit_map_end(emitter);
}

static void reasons(const capacity__emission *emission, size_t object, capacity__reasons *reasons)
{
    static const char path[] = "elasticache.nodes";
    cache c = cache_of(emission);

    (void)object;
    capacity__reason_title(reasons, "Terraform variable elasticache");
    if (c.nodes == 0) {
        capacity__reason(
            reasons, "elasticache",
            "null: the tier %s has no cache and cache_nodes asks for none; main.tf then "
            "makes nothing",
            capacity_plan_tier_name(emission->plan));
        return;
    }
    capacity__reason(reasons, path,
                     "%" PRId64 " nodes of %s (input cache_nodes; auto: the tier's): %" PRId64
                     " shard with %" PRId64 " replicas each; sizing guide, Caching Layer",
                     c.nodes, c.type, c.shards, c.replicas);
    if (c.replicas == 0)
        capacity__reason(reasons, "elasticache.multi_az_enabled",
                         "off: without a replica a node that fails takes its data with it; "
                         "cache_nodes 2 or more gives replicas");
}

/* Nothing is named where there is no cache. */
static capacity_status check(const capacity__emission *emission, capacity_error *err)
{
    cache c = cache_of(emission);

    if (c.nodes == 0)
        return CAPACITY_OK;
    if (c.size > NAME_MOST)
        return capacity__fail(err, CAPACITY_E_LIMIT, CAPACITY_FIELD_NONE, -1,
                              "the cache's name %s has %zu characters, ElastiCache takes %" PRId64,
                              c.name, c.size, (int64_t)NAME_MOST);
    if (c.name[0] <= '9') /* else a letter */
        return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1,
                              "the cache's name %s begins with a digit, ElastiCache wants a letter",
                              c.name);
    return CAPACITY_OK;
}

const capacity__emit_kind capacity__emit_terraform_elasticache = {
    .name = "terraform-elasticache",
    .summary = "Variables for terraform-aws-modules/elasticache/aws, version 1",
    .file = "elasticache.auto.tfvars",
    .formats = CAPACITY__EMIT_JSON,
    .objects = objects,
    .write = write_document,
    .reasons = reasons,
    .check = check,
};
