/*
 * The members of a plan's rows by name; a test holds them against the header.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/plan_members.h"

#include "text/plan_names.h"

/* clang-format off */
#define INT(type, member) {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_INT, 0, NULL}
#define KNOWN(type, member) {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_KNOWN, 0, NULL}
#define WORD(type, member) {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_WORD, 0, NULL}
#define FIELD(type, member) {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_FIELD, 0, NULL}
#define TEXT(type, member) {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_TEXT, 0, NULL}
#define ENUM(type, member, names)                                                                  \
    {#member, offsetof(type, member), CAPACITY__PLAN_MEMBER_ENUM, 0, &capacity__names_##names}
#define BIT(type, key, bit) {key, offsetof(type, flags), CAPACITY__PLAN_MEMBER_BIT, bit, NULL}
/* clang-format on */

#define MEMBERS(name)                                                                              \
    const capacity__members capacity__members_##name = {name, sizeof name / sizeof *name}

static const capacity__plan_member component[] = {
    TEXT(capacity_plan_component, name),
    ENUM(capacity_plan_component, bound, bound),
    INT(capacity_plan_component, pods),
    INT(capacity_plan_component, pods_max),
    KNOWN(capacity_plan_component, tier_pods),
    KNOWN(capacity_plan_component, tier_pods_max),
    KNOWN(capacity_plan_component, formula_pods),
    KNOWN(capacity_plan_component, formula_pods_max),
    INT(capacity_plan_component, by_rate),
    INT(capacity_plan_component, by_inflight),
    INT(capacity_plan_component, by_connections),
    INT(capacity_plan_component, by_cpu),
    INT(capacity_plan_component, floor),
    INT(capacity_plan_component, needed),
    INT(capacity_plan_component, rate_mrps),
    INT(capacity_plan_component, inflight),
    INT(capacity_plan_component, connections),
    INT(capacity_plan_component, hpa_rate_mrps),
    INT(capacity_plan_component, hpa_cpu_target_ppm),
    INT(capacity_plan_component, hpa_memory_target_ppm),
    INT(capacity_plan_component, cpu_request_mcpu),
    INT(capacity_plan_component, cpu_limit_mcpu),
    INT(capacity_plan_component, memory_request_bytes),
    INT(capacity_plan_component, memory_limit_bytes),
};
MEMBERS(component);

static const capacity__plan_member group[] = {
    TEXT(capacity_plan_group, name),
    ENUM(capacity_plan_group, purchase, purchase),
    TEXT(capacity_plan_group, node_type),
    TEXT(capacity_plan_group, node_types),
    INT(capacity_plan_group, region),
    INT(capacity_plan_group, nodes_low),
    INT(capacity_plan_group, nodes),
    INT(capacity_plan_group, nodes_high),
    INT(capacity_plan_group, allocatable_cpu_mcpu),
    INT(capacity_plan_group, allocatable_memory_bytes),
    INT(capacity_plan_group, allocatable_pods),
    INT(capacity_plan_group, cpu_used_ppm),
    INT(capacity_plan_group, memory_used_ppm),
    INT(capacity_plan_group, pods_used_ppm),
    INT(capacity_plan_group, memory_limit_ppm),
    INT(capacity_plan_group, hour_nusd),
    INT(capacity_plan_group, monthly_low_uusd),
    INT(capacity_plan_group, monthly_uusd),
    INT(capacity_plan_group, monthly_high_uusd),
    TEXT(capacity_plan_group, label_key),
    TEXT(capacity_plan_group, label_value),
    TEXT(capacity_plan_group, taint_key),
    TEXT(capacity_plan_group, taint_value),
    TEXT(capacity_plan_group, taint_effect),
};
MEMBERS(group);

static const capacity__plan_member table[] = {
    TEXT(capacity_plan_table, name),
    ENUM(capacity_plan_table, billing, billing),
    INT(capacity_plan_table, reads_mps),
    INT(capacity_plan_table, writes_mps),
    INT(capacity_plan_table, read_mrcu),
    INT(capacity_plan_table, write_mwcu),
    INT(capacity_plan_table, provisioned_rcu),
    INT(capacity_plan_table, provisioned_wcu),
    INT(capacity_plan_table, reserved_rcu),
    INT(capacity_plan_table, reserved_wcu),
    INT(capacity_plan_table, partitions),
    INT(capacity_plan_table, hot_key_limit_ppm),
    INT(capacity_plan_table, stored_bytes),
    KNOWN(capacity_plan_table, on_demand_uusd),
    KNOWN(capacity_plan_table, on_demand_full_uusd),
    KNOWN(capacity_plan_table, provisioned_uusd),
    KNOWN(capacity_plan_table, reserved_uusd),
};
MEMBERS(table);

static const capacity__plan_member bill_line[] = {
    TEXT(capacity_bill_line, key),
    BIT(capacity_bill_line, "off", CAPACITY_BILL_OFF),
    BIT(capacity_bill_line, "unknown", CAPACITY_BILL_UNKNOWN),
    BIT(capacity_bill_line, "inferred", CAPACITY_BILL_INFERRED),
    BIT(capacity_bill_line, "printed", CAPACITY_BILL_PRINTED),
    FIELD(capacity_bill_line, toggle),
    TEXT(capacity_bill_line, service),
    TEXT(capacity_bill_line, item),
    TEXT(capacity_bill_line, unit),
    TEXT(capacity_bill_line, meter),
    KNOWN(capacity_bill_line, quantity_m),
    INT(capacity_bill_line, rate_nusd),
    INT(capacity_bill_line, monthly_low_uusd),
    INT(capacity_bill_line, monthly_uusd),
    INT(capacity_bill_line, monthly_high_uusd),
    INT(capacity_bill_line, printed_low_uusd),
    INT(capacity_bill_line, printed_high_uusd),
};
MEMBERS(bill_line);

static const capacity__plan_member finding[] = {
    TEXT(capacity_finding, name),
    WORD(capacity_finding, code),
    ENUM(capacity_finding, severity, severity),
    FIELD(capacity_finding, field),
    WORD(capacity_finding, rank),
    INT(capacity_finding, monthly_effect_uusd),
    TEXT(capacity_finding, subject),
    TEXT(capacity_finding, evidence),
    TEXT(capacity_finding, action),
    TEXT(capacity_finding, source),
};
MEMBERS(finding);

static const capacity__plan_member step[] = {
    TEXT(capacity_step, name),   FIELD(capacity_step, field),  ENUM(capacity_step, unit, unit),
    WORD(capacity_step, depth),  TEXT(capacity_step, formula), INT(capacity_step, value),
    TEXT(capacity_step, source),
};
MEMBERS(step);

static const capacity__plan_member migration_step[] = {
    ENUM(capacity_migration_step, phase, migration_phase),
    ENUM(capacity_migration_step, kind, migration_kind),
    ENUM(capacity_migration_step, risk, risk),
    WORD(capacity_migration_step, order),
    WORD(capacity_migration_step, guide_order),
    INT(capacity_migration_step, share_ppm),
    INT(capacity_migration_step, hold_us),
    INT(capacity_migration_step, cost_low_uusd),
    INT(capacity_migration_step, cost_uusd),
    INT(capacity_migration_step, cost_high_uusd),
    INT(capacity_migration_step, monthly_uusd),
    TEXT(capacity_migration_step, subject),
    TEXT(capacity_migration_step, guide_path),
    TEXT(capacity_migration_step, title),
    TEXT(capacity_migration_step, why),
    TEXT(capacity_migration_step, precondition),
    TEXT(capacity_migration_step, trigger),
    TEXT(capacity_migration_step, action),
    TEXT(capacity_migration_step, verify),
    TEXT(capacity_migration_step, rollback),
    TEXT(capacity_migration_step, note),
    TEXT(capacity_migration_step, source),
};
MEMBERS(migration_step);

static const capacity__plan_member migration_change[] = {
    ENUM(capacity_migration_change, what, change), FIELD(capacity_migration_change, field),
    ENUM(capacity_migration_change, unit, unit),   WORD(capacity_migration_change, step),
    TEXT(capacity_migration_change, subject),      INT(capacity_migration_change, before),
    INT(capacity_migration_change, after),         TEXT(capacity_migration_change, before_text),
    TEXT(capacity_migration_change, after_text),
};
MEMBERS(migration_change);

static const capacity__plan_member migration_cost[] = {
    WORD(capacity_migration_cost, step),           TEXT(capacity_migration_cost, key),
    TEXT(capacity_migration_cost, item),           INT(capacity_migration_cost, before_low_uusd),
    INT(capacity_migration_cost, before_uusd),     INT(capacity_migration_cost, before_high_uusd),
    INT(capacity_migration_cost, after_low_uusd),  INT(capacity_migration_cost, after_uusd),
    INT(capacity_migration_cost, after_high_uusd),
};
MEMBERS(migration_cost);

static const capacity__plan_member component_spec[] = {
    TEXT(capacity_component_spec, name),
    INT(capacity_component_spec, traffic_ppm),
    INT(capacity_component_spec, requests_per_pod_mrps),
    INT(capacity_component_spec, inflight_per_pod),
    INT(capacity_component_spec, connections_per_pod),
    INT(capacity_component_spec, response_time_us),
    INT(capacity_component_spec, cpu_per_request_us),
    INT(capacity_component_spec, cpu_request_mcpu),
    INT(capacity_component_spec, cpu_limit_mcpu),
    INT(capacity_component_spec, memory_request_bytes),
    INT(capacity_component_spec, memory_limit_bytes),
    INT(capacity_component_spec, min_pods),
    INT(capacity_component_spec, hpa_cpu_target_ppm),
};
MEMBERS(component_spec);

static const capacity__plan_member table_spec[] = {
    TEXT(capacity_table_spec, name),
    ENUM(capacity_table_spec, billing, billing),
    INT(capacity_table_spec, reads_per_user_mrpm),
    INT(capacity_table_spec, writes_per_user_mrpm),
    INT(capacity_table_spec, read_item_bytes),
    INT(capacity_table_spec, write_item_bytes),
    INT(capacity_table_spec, strong_read_share_ppm),
    INT(capacity_table_spec, transactional_read_share_ppm),
    INT(capacity_table_spec, transactional_write_share_ppm),
    INT(capacity_table_spec, index_writes_ppm),
    INT(capacity_table_spec, stored_bytes),
    INT(capacity_table_spec, hottest_key_share_ppm),
};
MEMBERS(table_spec);

static uint32_t word_at(const void *at)
{
    return *(const uint32_t *)at;
}

static int64_t int_at(const void *at)
{
    return *(const int64_t *)at;
}

static void emit_string_or_null(capacity__emitter *emitter, const char *text)
{
    if (text == NULL)
        capacity__emit_null(emitter);
    else
        capacity__emit_string(emitter, text);
}

static void emit_int(capacity__emitter *emitter, const capacity__plan_member *member,
                     const void *at)
{
    (void)member;
    capacity__emit_int(emitter, int_at(at));
}

static void emit_known(capacity__emitter *emitter, const capacity__plan_member *member,
                       const void *at)
{
    (void)member;
    if (int_at(at) < 0)
        capacity__emit_null(emitter);
    else
        capacity__emit_int(emitter, int_at(at));
}

static void emit_word(capacity__emitter *emitter, const capacity__plan_member *member,
                      const void *at)
{
    (void)member;
    capacity__emit_int(emitter, (int64_t)word_at(at));
}

static void emit_enum(capacity__emitter *emitter, const capacity__plan_member *member,
                      const void *at)
{
    emit_string_or_null(emitter, capacity__choice_name(member->names, (int64_t)word_at(at)));
}

static void emit_field(capacity__emitter *emitter, const capacity__plan_member *member,
                       const void *at)
{
    (void)member;
    emit_string_or_null(emitter, capacity_field_name((capacity_field)word_at(at)));
}

static void emit_bit(capacity__emitter *emitter, const capacity__plan_member *member,
                     const void *at)
{
    capacity__emit_bool(emitter, (word_at(at) & member->bit) != 0);
}

static void emit_text(capacity__emitter *emitter, const capacity__plan_member *member,
                      const void *at)
{
    (void)member;
    capacity__emit_string(emitter, at);
}

static void (*const emit_kind[])(capacity__emitter *emitter, const capacity__plan_member *member,
                                 const void *at) = {
    [CAPACITY__PLAN_MEMBER_INT] = emit_int,     [CAPACITY__PLAN_MEMBER_KNOWN] = emit_known,
    [CAPACITY__PLAN_MEMBER_WORD] = emit_word,   [CAPACITY__PLAN_MEMBER_ENUM] = emit_enum,
    [CAPACITY__PLAN_MEMBER_FIELD] = emit_field, [CAPACITY__PLAN_MEMBER_BIT] = emit_bit,
    [CAPACITY__PLAN_MEMBER_TEXT] = emit_text,
};

void capacity__emit_row(capacity__emitter *emitter, const capacity__members *members,
                        const void *row)
{
    capacity__emit_map(emitter);
    for (size_t i = 0; i < members->count; i++) {
        capacity__emit_key(emitter, members->list[i].key);
        emit_kind[members->list[i].kind](emitter, &members->list[i],
                                         (const unsigned char *)row + members->list[i].offset);
    }
    capacity__emit_map_end(emitter);
}
