/*
 * Every row of tests/vectors/hpa through the autoscaler's functions; the expectations are computed
 * by hpa_model.py. Sequences carry their history from row to row.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv.h"

static csv grid;

static size_t column(const char *name)
{
    for (size_t i = 0; i < grid.columns; i++)
        if (strcmp(grid.cell[0][i], name) == 0)
            return i;
    ck_abort_msg("no column %s", name);
}

static const char *cell(size_t row, const char *name)
{
    return grid.cell[row][column(name)];
}

static int64_t number(size_t row, const char *name)
{
    return csv_number_or_none(cell(row, name));
}

static void same(size_t row, const char *name, int64_t got)
{
    if (got != number(row, name))
        ck_abort_msg("row %zu: %s is %" PRId64 ", not %s", row, name, got, cell(row, name));
}

/* --- classify ----------------------------------------------------------------------------------- */

static capacity_hpa_readiness readiness_of(size_t row)
{
    capacity_hpa_readiness how = CAPACITY_INIT(capacity_hpa_readiness);
    how.flags = (uint32_t)number(row, "flags");
    how.cpu = (uint32_t)number(row, "cpu");
    how.now_us = number(row, "now_us");
    how.initialization_us = number(row, "initialization_us");
    how.readiness_delay_us = number(row, "readiness_delay_us");
    return how;
}

/* One by one and each row as an array of one: the settings differ from row to row. */
START_TEST(classify)
{
    csv_read("hpa/classify", &grid);
    for (size_t row = 1; row < grid.rows; row++) {
        const capacity_hpa_readiness how = readiness_of(row);
        int64_t in[6], alone = -7, many = -7;
        for (size_t i = 0; i < 6; i++)
            in[i] = csv_number_or_none(grid.cell[row][i]);
        OK(capacity_hpa_classify(&how, in[0], in[1], in[2], in[3], in[4], in[5], &alone,
                                 &test_err));
        OK(capacity_hpa_classify_many(&how, &in[0], &in[1], &in[2], &in[3], &in[4], &in[5], 1,
                                      &many, &test_err));
        same(row, "pod_class", alone);
        EQ(alone, many);
    }
}
END_TEST

/* --- propose ------------------------------------------------------------------------------------ */

static capacity_hpa_metric metric_of(size_t row)
{
    capacity_hpa_metric metric = CAPACITY_INIT(capacity_hpa_metric);
    metric.kind = (uint32_t)number(row, "kind");
    metric.target_type = (uint32_t)number(row, "target_type");
    metric.flags = (uint32_t)number(row, "flags");
    metric.target = number(row, "target");
    metric.value = number(row, "value");
    metric.current_replicas = number(row, "current_replicas");
    metric.status_replicas = number(row, "status_replicas");
    metric.up_tolerance_ppm = number(row, "up_tolerance_ppm");
    metric.down_tolerance_ppm = number(row, "down_tolerance_ppm");
    return metric;
}

START_TEST(propose)
{
    csv_read("hpa/propose", &grid);
    for (size_t row = 1; row < grid.rows; row++) {
        const capacity_hpa_metric metric = metric_of(row);
        capacity_hpa_proposal got = CAPACITY_INIT(capacity_hpa_proposal);
        int64_t pods[4][CSV_LIST];
        size_t n = csv_list(cell(row, "pod_class"), pods[0]);
        EQ(n, csv_list(cell(row, "pod_count"), pods[1]));
        EQ(n, csv_list(cell(row, "pod_value"), pods[2]));
        EQ(n, csv_list(cell(row, "pod_request"), pods[3]));
        const capacity_status status =
            capacity_hpa_propose(&metric, pods[0], pods[1], pods[2], pods[3], n, &got, &test_err);
        if (strncmp(cell(row, "replicas"), "CAPACITY_", 9) == 0) {
            SAME(cell(row, "replicas"), capacity_status_name(status));
            EQ(0, got.replicas);
            continue;
        }
        EQ(CAPACITY_OK, status);
        same(row, "replicas", got.replicas);
        same(row, "seen", got.seen);
        same(row, "samples", got.samples);
        same(row, "failure", got.failure);
        EQ(sizeof got, got.struct_size);
    }
}
END_TEST

/* --- decide ------------------------------------------------------------------------------------- */

static capacity_hpa_spec spec_of(size_t row)
{
    capacity_hpa_spec spec = CAPACITY_INIT(capacity_hpa_spec);
    spec.flags = (uint32_t)number(row, "flags");
    spec.min_replicas = number(row, "min_replicas");
    spec.max_replicas = number(row, "max_replicas");
    spec.up_window_us = number(row, "up_window_us");
    spec.down_window_us = number(row, "down_window_us");
    spec.controller_window_us = number(row, "controller_window_us");
    spec.up_select = (uint32_t)number(row, "up_select");
    spec.down_select = (uint32_t)number(row, "down_select");
    return spec;
}

static void same_reason(size_t row, const char *name, uint32_t got)
{
    SAME(cell(row, name), capacity_hpa_reason_name((capacity_hpa_reason)got));
}

/* The pairs of a list as "number@time;..." */
static void same_pairs(size_t row, const char *name, const int64_t *pairs, int64_t count)
{
    char text[4096] = "";
    size_t len = 0;
    for (int64_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%" PRId64 "@%" PRId64,
                                i > 0 ? ";" : "", pairs[2 * i], pairs[2 * i + 1]);
    SAME(cell(row, name), text);
}

static void one_decision(size_t row, int64_t *history)
{
    const capacity_hpa_spec spec = spec_of(row);
    capacity_hpa_decision got = CAPACITY_INIT(capacity_hpa_decision);
    int64_t policy[4][CSV_LIST], metric[2][CSV_LIST];
    const size_t k = (CAPACITY_HPA_HISTORY - 8) / 8;
    const size_t policies = csv_list(cell(row, "policy_direction"), policy[0]);
    EQ(policies, csv_list(cell(row, "policy_type"), policy[1]));
    EQ(policies, csv_list(cell(row, "policy_value"), policy[2]));
    EQ(policies, csv_list(cell(row, "policy_period_us"), policy[3]));
    const size_t metrics = csv_list(cell(row, "metric_kind"), metric[0]);
    EQ(metrics, csv_list(cell(row, "metric_replicas"), metric[1]));
    OK(capacity_hpa_decide(&spec, policy[0], policy[1], policy[2], policy[3], policies, metric[0],
                           metric[1], metrics, number(row, "current_replicas"),
                           number(row, "now_us"), history, CAPACITY_HPA_HISTORY, &got, &test_err));
    same(row, "outcome", got.flags);
    same_reason(row, "able", got.able);
    same_reason(row, "active", got.active);
    same_reason(row, "limited", got.limited);
    same(row, "replicas", got.replicas);
    same(row, "proposal", got.proposal);
    same(row, "metric", got.metric);
    same(row, "stabilized", got.stabilized);
    same(row, "limit", got.limit);
    same_pairs(row, "proposals", history + 8, history[1]);
    same_pairs(row, "ups", history + 8 + 4 * k, history[2]);
    same_pairs(row, "downs", history + 8 + 6 * k, history[3]);
}

START_TEST(decide)
{
    static int64_t history[CAPACITY_HPA_HISTORY];
    csv_read("hpa/decide", &grid);
    const size_t before = test_allocations();
    for (size_t row = 1; row < grid.rows; row++) {
        if (strcmp(cell(row, "run"), cell(row - 1, "run")) != 0)
            memset(history, 0, sizeof history);
        one_decision(row, history);
    }
    EQ(before, test_allocations());
}
END_TEST

static void more(Suite *suite)
{
    TCase *rows = test_case(suite, "rows");
    tcase_add_test(rows, classify);
    tcase_add_test(rows, propose);
    tcase_add_test(rows, decide);
}

int main(void)
{
    return test_main("hpa_vectors", NULL, 0, more);
}
