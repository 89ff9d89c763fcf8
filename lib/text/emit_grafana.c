/*
 * A Grafana dashboard in the classic model: JSON for "Import dashboard" or for provisioning.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every Grafana from 10 on takes it. Version 39 of the schema is older than those of Grafana 12
 * (grafana-foundation-sdk 0.0.18 writes 42) and is migrated when loaded (Grafana documentation,
 * Dashboard JSON model, read 2026-11-24). Fields are those of the SDK's types, against which
 * tests/consumers decodes it.
 */
#include "text/dashboard.h"
#include "text/emit_private.h"

enum { SCHEMA = 39, UID_MOST = 40 };

static void put_current(capacity__emitter *emitter, const char *value)
{
    capacity__emit_key(emitter, "current");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "text", value);
    capacity__emit_pair(emitter, "value", value);
    capacity__emit_map_end(emitter);
}

static void put_variables(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;
    const char *kubernetes_namespace = emission->options->kubernetes_namespace;

    capacity__emit_key(emitter, "templating");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "list");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "type", "datasource");
    capacity__emit_pair(emitter, "name", "datasource");
    capacity__emit_pair(emitter, "label", "Data source");
    capacity__emit_pair(emitter, "query", "prometheus");
    capacity__emit_map_end(emitter);
    if (kubernetes_namespace[0] != '\0') {
        capacity__emit_map(emitter);
        capacity__emit_pair(emitter, "type", "query");
        capacity__emit_pair(emitter, "name", "namespace");
        capacity__emit_pair(emitter, "label", "Namespace");
        capacity__dashboard_source(emitter);
        capacity__emit_pair(emitter, "query", "label_values(kube_deployment_created, namespace)");
        put_current(emitter, kubernetes_namespace);
        capacity__emit_pair_int(emitter, "refresh", 1);
        capacity__emit_pair_int(emitter, "sort", 1);
        capacity__emit_map_end(emitter);
    }
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

static void put_alerts(capacity__emitter *emitter)
{
    capacity__emit_key(emitter, "annotations");
    capacity__emit_map(emitter);
    capacity__emit_key(emitter, "list");
    capacity__emit_list(emitter);
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "name", "Alerts");
    capacity__dashboard_source(emitter);
    capacity__emit_pair_bool(emitter, "enable", 1);
    capacity__emit_pair(emitter, "iconColor", "red");
    capacity__emit_pair(emitter, "expr", "ALERTS{alertname=~'Capacity.+',alertstate='firing'}");
    capacity__emit_map_end(emitter);
    capacity__emit_list_end(emitter);
    capacity__emit_map_end(emitter);
}

/* A uid has at most 40 characters (Grafana documentation, Dashboard HTTP API, read 2026-11-24). */
static void put_identity(const capacity__emission *emission)
{
    capacity__emitter *emitter = emission->emitter;
    const char *kubernetes_namespace = emission->options->kubernetes_namespace;
    char uid[UID_MOST + 1];
    capacity__out out = capacity__out_new(uid, sizeof uid);

    capacity__put(&out, "capacity");
    if (kubernetes_namespace[0] != '\0')
        capacity__put_format(&out, "-%s", kubernetes_namespace);
    (void)capacity__out_end(&out, NULL, NULL);
    capacity__emit_pair(emitter, "uid", uid);
    capacity__emit_pair(emitter, "title", "Capacity");
    capacity__emit_key(emitter, "tags");
    capacity__emit_list(emitter);
    capacity__emit_string(emitter, "capacity");
    capacity__emit_string(emitter, capacity_plan_tier_name(emission->plan));
    capacity__emit_list_end(emitter);
}

static size_t one(const capacity__emission *emission)
{
    (void)emission;
    return 1;
}

static void write_dashboard(const capacity__emission *emission, size_t object)
{
    capacity__emitter *emitter = emission->emitter;

    (void)object;
    capacity__emit_map(emitter);
    put_identity(emission);
    capacity__emit_pair(emitter, "timezone", "browser");
    capacity__emit_pair_bool(emitter, "editable", 1);
    capacity__emit_pair_int(emitter, "graphTooltip", 1);
    capacity__emit_pair(emitter, "refresh", "30s");
    capacity__emit_key(emitter, "time");
    capacity__emit_map(emitter);
    capacity__emit_pair(emitter, "from", "now-6h");
    capacity__emit_pair(emitter, "to", "now");
    capacity__emit_map_end(emitter);
    capacity__emit_pair_int(emitter, "schemaVersion", SCHEMA);
    capacity__emit_pair_int(emitter, "version", 1);
    put_variables(emission);
    put_alerts(emitter);
    capacity__dashboard_panels(emission);
    capacity__emit_map_end(emitter);
}

const capacity__emit_kind capacity__emit_grafana = {
    .name = "grafana",
    .summary = "Dashboard of the guide's key metrics for Grafana",
    .file = "grafana-dashboard",
    .formats = CAPACITY__EMIT_JSON,
    .objects = one,
    .write = write_dashboard,
};
