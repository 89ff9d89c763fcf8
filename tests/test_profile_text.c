/*
 * Profiles from and to JSON and YAML.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "formats.h"

#include "model/profile.h"

#include <errno.h>
#include <stdlib.h>

static capacity_status read_profile(const char *text, size_t size, capacity_profile **out)
{
    return capacity_profile_new_from_text(text, size, test_allocator(), out, &test_err);
}

static const char sample_yaml[] = "concurrent_users: 1000\n"
                                  "requests_per_user_per_minute: 2.5\n"
                                  "response_time: 150ms\n"
                                  "backend_cpu_request: 250m\n"
                                  "backend_memory_request: 512Mi\n"
                                  "spike_buffer: 25.5%\n"
                                  "node_type: t3.large\n"
                                  "billing_mode: provisioned\n"
                                  "components:\n"
                                  "- name: worker\n"
                                  "  traffic: 50%\n"
                                  "  requests_per_pod: 20.5\n"
                                  "  cpu_request: 1\n"
                                  "  memory_request: 1Gi\n"
                                  "  min_pods: 2\n"
                                  "- name: gateway\n"
                                  "  traffic: 100%\n"
                                  "  cpu_request: 100m\n"
                                  "  memory_request: 64Mi\n"
                                  "tables:\n"
                                  "- name: sessions\n"
                                  "  billing: on_demand\n"
                                  "  reads_per_user_per_minute: 6\n"
                                  "  read_item_size: 4Ki\n"
                                  "  stored_data: 10Gi\n";

#if CAPACITY_TEXT

static const char sample_json[] = "{\n"
                                  "  \"concurrent_users\": 1000,\n"
                                  "  \"requests_per_user_per_minute\": 2.5,\n"
                                  "  \"response_time\": \"150ms\",\n"
                                  "  \"backend_cpu_request\": \"250m\",\n"
                                  "  \"backend_memory_request\": \"512Mi\",\n"
                                  "  \"spike_buffer\": \"25.5%\",\n"
                                  "  \"node_type\": \"t3.large\",\n"
                                  "  \"billing_mode\": \"provisioned\",\n"
                                  "  \"components\": [\n"
                                  "    {\n"
                                  "      \"name\": \"worker\",\n"
                                  "      \"traffic\": \"50%\",\n"
                                  "      \"requests_per_pod\": 20.5,\n"
                                  "      \"cpu_request\": 1,\n"
                                  "      \"memory_request\": \"1Gi\",\n"
                                  "      \"min_pods\": 2\n"
                                  "    },\n"
                                  "    {\n"
                                  "      \"name\": \"gateway\",\n"
                                  "      \"traffic\": \"100%\",\n"
                                  "      \"cpu_request\": \"100m\",\n"
                                  "      \"memory_request\": \"64Mi\"\n"
                                  "    }\n"
                                  "  ],\n"
                                  "  \"tables\": [\n"
                                  "    {\n"
                                  "      \"name\": \"sessions\",\n"
                                  "      \"billing\": \"on_demand\",\n"
                                  "      \"reads_per_user_per_minute\": 6,\n"
                                  "      \"read_item_size\": \"4Ki\",\n"
                                  "      \"stored_data\": \"10Gi\"\n"
                                  "    }\n"
                                  "  ]\n"
                                  "}\n";

static int64_t value_of(const capacity_profile *profile, capacity_field field)
{
    int64_t value = -9;
    OK(capacity_profile_get(profile, field, &value, &test_err));
    return value;
}

static int same_inputs(const capacity_profile *a, const capacity_profile *b)
{
    return memcmp(&a->inputs, &b->inputs, sizeof a->inputs) == 0;
}

static void check_sample(const capacity_profile *profile)
{
    capacity_component_spec parts[2];
    capacity_table_spec tables[1];
    size_t count = 0;

    EQ(1000, value_of(profile, CAPACITY_IN_CONCURRENT_USERS));
    EQ(2500, value_of(profile, CAPACITY_IN_REQUESTS_PER_USER_MRPM));
    EQ(150000, value_of(profile, CAPACITY_IN_RESPONSE_TIME_US));
    EQ(250, value_of(profile, CAPACITY_IN_BACKEND_CPU_REQUEST_MCPU));
    EQ(512 * CAPACITY_MIB, value_of(profile, CAPACITY_IN_BACKEND_MEMORY_REQUEST_BYTES));
    EQ(255000, value_of(profile, CAPACITY_IN_SPIKE_BUFFER_PPM));
    EQ(CAPACITY_BILLING_PROVISIONED, value_of(profile, CAPACITY_IN_BILLING_MODE));
    EQ(CAPACITY_AUTO, value_of(profile, CAPACITY_IN_TOTAL_USERS));
    SAME("t3.large", capacity_profile_get_name(profile, CAPACITY_IN_NODE_TYPE));
    OK(capacity_profile_get_components(profile, parts, sizeof *parts, 2, &count, &test_err));
    EQ(2, count);
    SAME("worker", parts[0].name);
    EQ(500000, parts[0].traffic_ppm);
    EQ(20500, parts[0].requests_per_pod_mrps);
    EQ(1000, parts[0].cpu_request_mcpu);
    EQ(CAPACITY_GIB, parts[0].memory_request_bytes);
    EQ(2, parts[0].min_pods);
    EQ(0, parts[0].inflight_per_pod);
    SAME("gateway", parts[1].name);
    OK(capacity_profile_get_tables(profile, tables, sizeof *tables, 1, &count, &test_err));
    EQ(1, count);
    SAME("sessions", tables[0].name);
    EQ(CAPACITY_BILLING_ON_DEMAND, tables[0].billing);
    EQ(6000, tables[0].reads_per_user_mrpm);
    EQ(4096, tables[0].read_item_bytes);
    EQ(10 * CAPACITY_GIB, tables[0].stored_bytes);
}

static const char *written(const capacity_profile *profile, uint32_t format)
{
    char text[8192];
    size_t needed = 0, size = 0;
    OK(capacity_profile_write_text(profile, format, NULL, 0, &needed, &test_err));
    OK(capacity_profile_write_text(profile, format, text, sizeof text, &size, &test_err));
    EQ(needed, size);
    EQ(size, strlen(text));
    return test_string(text);
}

static void reads_and_writes_yaml(void)
{
    capacity_profile *profile;
    NEW(profile, read_profile(TEXT(sample_yaml), &profile));
    check_sample(profile);
    SAME(sample_yaml, written(profile, CAPACITY_FORMAT_YAML));
}

static void reads_and_writes_json(void)
{
    capacity_profile *profile;
    NEW(profile, read_profile(TEXT(sample_json), &profile));
    check_sample(profile);
    SAME(sample_json, written(profile, CAPACITY_FORMAT_JSON));
}

static void both_forms_mean_the_same(void)
{
    capacity_profile *one, *other;
    NEW(one, read_profile(TEXT(sample_yaml), &one));
    NEW(other, read_profile(TEXT(sample_json), &other));
    TRUE(same_inputs(one, other));
}

static void an_empty_map_is_the_default(void)
{
    capacity_profile *plain, *read;
    NEW(plain, capacity_profile_new(test_allocator(), &plain, &test_err));
    NEW(read, read_profile(TEXT("{}"), &read));
    TRUE(same_inputs(plain, read));
    SAME("{}\n", written(read, CAPACITY_FORMAT_JSON));
    SAME("{}\n", written(read, CAPACITY_FORMAT_YAML));
    DROP(read);
    NEW(read, read_profile(TEXT("components: []\ntables: []\n"), &read));
    TRUE(same_inputs(plain, read));
}

static void takes_exact_names_auto_and_switches(void)
{
    capacity_profile *profile;
    NEW(profile, read_profile(TEXT("spike_buffer_ppm: 123456\n"
                                   "total_users: auto\n"
                                   "zones: 2\n"
                                   "node_type: ''\n"
                                   "bill_logs: off\n"),
                              &profile));
    EQ(123456, value_of(profile, CAPACITY_IN_SPIKE_BUFFER_PPM));
    EQ(CAPACITY_AUTO, value_of(profile, CAPACITY_IN_TOTAL_USERS));
    EQ(0, value_of(profile, CAPACITY_IN_BILL_LOGS));
    SAME("", capacity_profile_get_name(profile, CAPACITY_IN_NODE_TYPE));
    SAME("spike_buffer: 12.3456%\nzones: 2\nbill_logs: false\n",
         written(profile, CAPACITY_FORMAT_YAML));
}

static void leaves_errno_alone(void)
{
    capacity_profile *profile;
    errno = 77;
    NEW(profile, read_profile(TEXT(sample_yaml), &profile));
    EQ(77, errno);
    (void)written(profile, CAPACITY_FORMAT_YAML);
    EQ(77, errno);
    REFUSES(CAPACITY_E_SYNTAX, "", profile, read_profile(TEXT("zones: ["), &profile));
    EQ(77, errno);
}

/* --- refusals ----------------------------------------------------------------------------------- */

typedef struct refusal {
    const char *text;
    capacity_status status;
    int64_t line;
    uint32_t column;
    capacity_field field;
    const char *part;
} refusal;

#define SPEC "name: a, traffic: 1%, cpu_request: 1, memory_request: 1Mi"

static const refusal refusals[] = {
    {"", CAPACITY_E_SYNTAX, 1, 1, 0, "the profile is empty"},
    {"- 1", CAPACITY_E_SYNTAX, 1, 1, 0, "the profile must be a map of keys"},
    {"zones: 2\nspike_bufer: 30%", CAPACITY_E_FIELD, 2, 1, 0,
     "unknown key 'spike_bufer' at line 2, did you mean 'spike_buffer'"},
    {"rwrite_item_size: 1", CAPACITY_E_FIELD, 1, 1, 0, "did you mean 'write_item_size'"},
    {"table: []", CAPACITY_E_FIELD, 1, 1, 0, "did you mean 'tables'"},
    {"qqq: 1", CAPACITY_E_FIELD, 1, 1, 0, "unknown key 'qqq' at line 1"},
    {"pods: 1", CAPACITY_E_FIELD, 1, 1, 0, "key 'pods' at line 1 is a result, not an input"},
    {"<<: {zones: 2}", CAPACITY_E_FIELD, 1, 1, 0, "unknown key '<<'"},
    {"zones: 2\nzones: 2", CAPACITY_E_EXISTS, 2, 1, 0, "key 'zones' is there already at line 2"},
    {"{spike_buffer: 1%,\nspike_buffer_ppm: 1}", CAPACITY_E_EXISTS, 2, 1, 0, "is there already"},
    {"tables: []\ntables: []", CAPACITY_E_EXISTS, 2, 1, 0, "key 'tables' is there already"},
    {"[1]: 2", CAPACITY_E_SYNTAX, 1, 1, 0, "the document has a key that is not text"},
    {"zones: 9", CAPACITY_E_RANGE, 1, 8, CAPACITY_IN_ZONES, "zones 9 exceeds 6"},
    {"zones:\n  0", CAPACITY_E_RANGE, 2, 3, CAPACITY_IN_ZONES, "zones 0 is below 1"},
    {"zones: -1", CAPACITY_E_RANGE, 1, 8, CAPACITY_IN_ZONES, "zones '-1' is negative"},
    {"zones: auto", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "zones 'auto' is not a quantity"},
    {"zones: NaN", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "zones 'NaN' is not a quantity"},
    {"zones: .inf", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "not a quantity"},
    {"zones: 0x2", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "not a quantity"},
    {"zones: 02", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "not a quantity"},
    {"zones: 1_0", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "not a quantity"},
    {"zones: 2e0", CAPACITY_E_SYNTAX, 1, 8, CAPACITY_IN_ZONES, "not a quantity"},
    {"zones: null", CAPACITY_E_SYNTAX, 1, 8, 0, "zones has no value at line 1"},
    {"zones: [2]", CAPACITY_E_SYNTAX, 1, 8, 0, "zones must be a single value"},
    {"spike_buffer_ppm: 30%", CAPACITY_E_SYNTAX, 1, 19, CAPACITY_IN_SPIKE_BUFFER_PPM,
     "spike_buffer_ppm '30%' is not a quantity"},
    {"requests_per_user_per_minute: 2.5005", CAPACITY_E_RANGE, 1, 31,
     CAPACITY_IN_REQUESTS_PER_USER_MRPM, "'2.5005' has more digits than thousandths hold"},
    {"node_disk: 20GB", CAPACITY_E_SYNTAX, 1, 12, CAPACITY_IN_NODE_DISK_BYTES,
     "write 20Gi (2^30) or 20G (10^9)"},
    {"billing_mode: free", CAPACITY_E_SYNTAX, 1, 15, CAPACITY_IN_BILLING_MODE,
     "'free' is not one of on_demand, provisioned, cheapest"},
    {"bill_logs: maybe", CAPACITY_E_SYNTAX, 1, 12, CAPACITY_IN_BILL_LOGS, "not one of off, on"},
    {"node_type: T3", CAPACITY_E_RANGE, 1, 12, CAPACITY_IN_NODE_TYPE, "must be a name"},
    {"components: 1", CAPACITY_E_SYNTAX, 1, 13, 0, "components must be a list"},
    {"components:\n- 1", CAPACITY_E_SYNTAX, 2, 3, 0, "components[0] must be a map of keys"},
    {"components:\n- {name: a}", CAPACITY_E_SYNTAX, 2, 3, 0, "components[0] has no key 'traffic'"},
    {"components:\n- {nam: a}", CAPACITY_E_FIELD, 2, 4, 0,
     "unknown key 'nam' in components[0] at line 2, did you mean 'name'"},
    {"components:\n- {" SPEC ", min_pods: x}", CAPACITY_E_SYNTAX, 2, 73, 0,
     "components[0].min_pods 'x' is not a quantity"},
    {"components:\n- {" SPEC "}\n- {" SPEC "}", CAPACITY_E_EXISTS, 3, 3, 0,
     "components[1]: the name 'a' is there already at line 3"},
    {"components: [{" SPEC ", cpu_limit: 9999}]", CAPACITY_E_RANGE, 1, 14, 0,
     "components[0]: component a: cpu_limit_mcpu 9999000 exceeds 1000000"},
    {"components: [{name: backend, traffic: 1, cpu_request: 1, memory_request: 1}]",
     CAPACITY_E_RANGE, 1, 14, 0, "components[0]: name 'backend'"},
    {"tables:\n- {name: main}", CAPACITY_E_RANGE, 2, 3, 0, "tables[0]: name 'main'"},
    {"tables:\n- {name: a}\n- {name: a}", CAPACITY_E_EXISTS, 3, 3, 0,
     "tables[1]: the name 'a' is there already"},
    {"tables:\n- {name: a, read_item_size: 1Mi}", CAPACITY_E_RANGE, 2, 3, 0,
     "tables[0]: table a: read_item_bytes 1048576 exceeds 409600"},
    {"tables:\n- {name: a, billing: 1}", CAPACITY_E_SYNTAX, 2, 22, 0,
     "tables[0].billing '1' is not one of on_demand, provisioned, cheapest"},
    {"tables: [{name: 0123456789012345678901234567890123456789012345678901234567890123}]",
     CAPACITY_E_RANGE, 1, 17, 0, "tables[0].name of 64 bytes exceeds 63"},
};

START_TEST(refusals_say_where_and_what)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *want = &refusals[i];
        capacity_profile *profile = test_nowhere();
        capacity_error_clear(&test_err);
        capacity_status status = read_profile(TEXT(want->text), &profile);
        if (status != want->status || profile != NULL || test_err.code != (int32_t)status ||
            test_err.index != want->line || test_err.column != want->column ||
            test_err.field != (uint32_t)want->field || strstr(test_err.message, want->part) == NULL)
            ck_abort_msg("'%s': %s at %" PRId64 ":%" PRIu32 ", field %" PRIu32
                         ": '%s', not %s at %" PRId64 ":%" PRIu32 " '%s'",
                         want->text, capacity_status_name(status), test_err.index, test_err.column,
                         test_err.field, test_err.message, capacity_status_name(want->status),
                         want->line, want->column, want->part);
        if (capacity_profile_new_from_text(TEXT(want->text), NULL, &profile, NULL) != status)
            ck_abort_msg("'%s' is judged otherwise without an error object", want->text);
    }
}
END_TEST

static void checks_its_arguments(void)
{
    capacity_profile *profile = NULL;
    char text[8] = "same";
    size_t needed = 5;
    FAILS(CAPACITY_E_ARGUMENT, "out is NULL",
          capacity_profile_new_from_text(TEXT("{}"), test_allocator(), NULL, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "text is NULL", profile, read_profile(NULL, 2, &profile));
    FAILS(CAPACITY_E_ARGUMENT, "profile is NULL",
          capacity_profile_write_text(NULL, CAPACITY_FORMAT_JSON, text, sizeof text, &needed,
                                      &test_err));
    NEW(profile, read_profile(TEXT("zones: 2"), &profile));
    FAILS(CAPACITY_E_ARGUMENT, "format 1 is neither JSON nor YAML",
          capacity_profile_write_text(profile, CAPACITY_FORMAT_TEXT, text, sizeof text, &needed,
                                      &test_err));
    SAME("same", text);
    EQ(5, needed);
    FAILS(CAPACITY_E_BUFFER, "too small",
          capacity_profile_write_text(profile, CAPACITY_FORMAT_YAML, text, sizeof text, &needed,
                                      &test_err));
    EQ(9, needed);
    SAME("zones: ", text);
}

/* --- limits ------------------------------------------------------------------------------------- */

static const char *padded(size_t size)
{
    char *text = malloc(size);
    memset(text, ' ', size);
    memcpy(text, "zones: 2", 8);
    const char *copy = test_copy(text, size);
    free(text);
    return copy;
}

START_TEST(a_mebibyte_is_the_limit)
{
    static const size_t sizes[] = {CAPACITY_PROFILE_TEXT_BYTES - 1, CAPACITY_PROFILE_TEXT_BYTES,
                                   CAPACITY_PROFILE_TEXT_BYTES + 1, 10000000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        capacity_profile *profile;
        capacity_status status = read_profile(padded(sizes[i]), sizes[i], &profile);
        EQ(i < 2 ? CAPACITY_OK : CAPACITY_E_TOO_LARGE, status);
        if (i >= 2)
            CONTAINS("bytes exceeds 1048576", test_err.message);
        capacity_profile_free(profile);
    }
}
END_TEST

static const char *rows_of(const char *list, const char *row, int n)
{
    char text[4096];
    int size = snprintf(text, sizeof text, "%s:\n", list);
    for (int i = 0; i < n; i++)
        size += snprintf(text + size, sizeof text - (size_t)size, "- {name: r%d%s}\n", i, row);
    return test_string(text);
}

static void limits_rows(void)
{
    static const char spec[] = ", traffic: 1%, cpu_request: 1, memory_request: 1Mi";
    capacity_profile *profile;
    NEW(profile, read_profile(TEXT(rows_of("components", spec, 14)), &profile));
    DROP(profile);
    REFUSES(CAPACITY_E_TOO_LARGE, "components[14]: more than 16 components", profile,
            read_profile(TEXT(rows_of("components", spec, 15)), &profile));
    EQ(16, test_err.index);
    NEW(profile, read_profile(TEXT(rows_of("tables", "", 15)), &profile));
    REFUSES(CAPACITY_E_TOO_LARGE, "tables[15]: more than 16 tables", profile,
            read_profile(TEXT(rows_of("tables", "", 16)), &profile));
}

/* --- hostile changes ---------------------------------------------------------------------------- */

/* An exact copy is read; what is taken must survive writing in both forms. */
static int judge(const char *text, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);
    capacity_profile *profile = NULL, *again = NULL;
    memcpy(copy, text, size);
    capacity_status status = read_profile(copy, size, &profile);
    free(copy);
    if (status < 0) {
        size_t len = strlen(test_err.message);
        if (profile != NULL || len == 0 || test_err.message[len - 1] == '.' ||
            strpbrk(test_err.message, "\n\r\x1b") != NULL)
            ck_abort_msg("'%.*s': '%s'", (int)size, text, test_err.message);
        return 0;
    }
    for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
        char out[8192];
        size_t len = 0;
        if (capacity_profile_write_text(profile, format, out, sizeof out, &len, &test_err) < 0 ||
            read_profile(out, len, &again) < 0 || !same_inputs(profile, again))
            ck_abort_msg("'%.*s' is written as '%s'", (int)size, text, out);
        capacity_profile_free(again);
    }
    capacity_profile_free(profile);
    return 1;
}

START_TEST(every_prefix_is_judged)
{
    size_t taken = 0;
    for (size_t size = 0; size < sizeof sample_yaml; size++)
        taken += (size_t)judge(sample_yaml, size);
    TRUE(taken > 20 && taken < sizeof sample_yaml / 2);
    for (size_t size = 0; size + 2 < sizeof sample_json; size++) /* without its closing brace */
        TRUE(!judge(sample_json, size));
    TRUE(judge(sample_json, sizeof sample_json - 2));
}
END_TEST

static const char small_yaml[] = "zones: 2\nspike_buffer: 25.5%\ntables:\n- name: a\n"
                                 "  billing: on_demand\nnode_type: \"t3.large\" # x\n";
static const char small_json[] = "{\"zones\":2,\"total_users\":\"auto\",\"tables\":[{\"name\":"
                                 "\"a\",\"read_item_size\":\"4Ki\"}],\"bill_logs\":true}";

static void change_each_byte(const char *good)
{
    char text[256];
    size_t size = strlen(good), taken = 0;
    TRUE(judge(good, size));
    for (size_t at = 0; at < size; at++)
        for (int byte = 0; byte < 256; byte++) {
            memcpy(text, good, size);
            text[at] = (char)byte;
            taken += (size_t)judge(text, size);
        }
    TRUE(taken > size && taken < 64 * size);
}

START_TEST(every_changed_byte_is_judged)
{
    change_each_byte(small_yaml);
    change_each_byte(small_json);
}
END_TEST

/* --- any profile survives ----------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t random_value(const capacity__field_info *info, uint64_t *state)
{
    uint64_t width = (uint64_t)(info->highest - info->lowest) + 1, any = next_random(state);
    switch (any % 5) {
    case 0:
        return info->lowest;
    case 1:
        return info->highest;
    case 2:
        return info->preset;
    default:
        return info->lowest + (int64_t)((any >> 8) % width >> (any >> 3) % 32);
    }
}

static void fill(capacity_profile *profile, uint64_t *state)
{
    static const char *const names[] = {"", "a", "t3.large", "null", "1e3", "0x1f", "on", "1.5"};
    for (size_t i = 0; i < CAPACITY__INPUTS; i++) {
        const capacity__field_info *info = capacity__input_at(i);
        capacity_status status =
            info->unit == CAPACITY_UNIT_NAME
                ? capacity_profile_set_name(profile, info->field,
                                            names[next_random(state) % COUNT(names)], &test_err)
                : capacity_profile_set(profile, info->field, random_value(info, state), &test_err);
        if (status < 0)
            ck_abort_msg("%s", test_err.message);
    }
    for (size_t n = next_random(state) % 4; n > 0; n--) {
        capacity_component_spec spec = CAPACITY_INIT(capacity_component_spec);
        snprintf(spec.name, sizeof spec.name, "%zu", n);
        spec.traffic_ppm = (int64_t)(next_random(state) % 100000000);
        spec.response_time_us = (int64_t)(next_random(state) % 3600000000);
        spec.cpu_request_mcpu = 1 + (int64_t)(next_random(state) % 1000000);
        spec.memory_request_bytes = 1 + (int64_t)(next_random(state) % 17592186044416);
        if (capacity_profile_put_component(profile, &spec, &test_err) < 0)
            ck_abort_msg("%s", test_err.message);
    }
    for (size_t n = next_random(state) % 4; n > 0; n--) {
        capacity_table_spec spec = CAPACITY_INIT(capacity_table_spec);
        snprintf(spec.name, sizeof spec.name, "t%zu", n);
        spec.billing = (uint32_t)(next_random(state) % 4);
        spec.index_writes_ppm = (int64_t)(next_random(state) % 40000000);
        spec.stored_bytes = (int64_t)(next_random(state) % 1125899906842624);
        if (capacity_profile_put_table(profile, &spec, &test_err) < 0)
            ck_abort_msg("%s", test_err.message);
    }
}

START_TEST(any_profile_survives)
{
    enum { ROOM = 1 << 16 };
    char *text = malloc(ROOM);
    for (uint64_t seed = 0; seed < 300; seed++) {
        uint64_t state = seed;
        capacity_profile *profile = NULL, *again = NULL;
        if (capacity_profile_new(test_allocator(), &profile, NULL) < 0)
            ck_abort_msg("no profile");
        fill(profile, &state);
        for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
            size_t size = 0;
            if (capacity_profile_write_text(profile, format, text, ROOM, &size, &test_err) < 0 ||
                read_profile(text, size, &again) < 0)
                ck_abort_msg("seed %" PRIu64 ": %s", seed, test_err.message);
            if (!same_inputs(profile, again))
                ck_abort_msg("seed %" PRIu64 " came back otherwise from\n%s", seed, text);
            capacity_profile_free(again);
        }
        capacity_profile_free(profile);
    }
    free(text);
}
END_TEST

/* A line of the page's table of fields, from the registry. */
static const char *field_line(const capacity__field_info *info)
{
    static const char *const forms[] = {
        "",      "count", "CPU",   "size",  "rate a second", "rate a minute", "time",
        "share", "units", "units", "price", "amount",        "switch"};
    char text[1024];
    capacity__out out = capacity__out_new(text, sizeof text);
    capacity__put_format(&out, "| `%s` | ", info->key);
    if (info->unit == CAPACITY_UNIT_ENUM)
        for (size_t i = 0; i < info->choices->count; i++)
            capacity__put_format(&out, "%s%s", i == 0 ? "" : ", ", info->choices->names[i]);
    else
        capacity__put(&out, info->unit == CAPACITY_UNIT_NAME ? "name" : forms[info->unit]);
    capacity__put(&out, " | ");
    if (info->choices == NULL && info->unit != CAPACITY_UNIT_NAME) {
        capacity__put_value(&out, info, info->lowest);
        capacity__put(&out, " to ");
        capacity__put_value(&out, info, info->highest);
        capacity__put_char(&out, ' ');
    }
    capacity__put(&out, "| ");
    if (info->unit != CAPACITY_UNIT_NAME) {
        capacity__put_value(&out, info, info->preset);
        capacity__put_char(&out, ' ');
    }
    capacity__put_format(&out, "| %s |\n", info->summary);
    OK(capacity__out_end(&out, NULL, &test_err));
    return test_string(text);
}

START_TEST(the_page_lists_the_fields)
{
    const char *page = formats_page();
    for (size_t i = 0; i < CAPACITY__INPUTS; i++) {
        const char *line = field_line(capacity__input_at(i));
        if (strstr(page, line) == NULL)
            ck_abort_msg("docs/formats.md lacks this line:\n%s", line);
    }
}
END_TEST

START_TEST(the_pages_examples_are_taken)
{
    const char *at = formats_page(), *text;
    size_t size = 0, taken = 0;
    while ((text = next_example("<!-- profile -->", &at, &size)) != NULL) {
        capacity_profile *made = NULL;
        if (read_profile(text, size, &made) < 0)
            ck_abort_msg("%.*s: %s", (int)size, text, test_err.message);
        capacity_profile_free(made);
        taken++;
    }
    EQ(2, taken);
}
END_TEST

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, refusals_say_where_and_what);
    tcase_add_test(made, the_pages_examples_are_taken);
    tcase_add_test(made, the_page_lists_the_fields);
    tcase_add_test(made, a_mebibyte_is_the_limit);
    tcase_add_test(made, every_prefix_is_judged);
    tcase_add_test(made, every_changed_byte_is_judged);
    tcase_add_test(made, any_profile_survives);
}

static const scenario scenarios[] = {
    SCENARIO(reads_and_writes_yaml),
    SCENARIO(reads_and_writes_json),
    SCENARIO(both_forms_mean_the_same),
    SCENARIO(an_empty_map_is_the_default),
    SCENARIO(takes_exact_names_auto_and_switches),
    SCENARIO(leaves_errno_alone),
    SCENARIO(checks_its_arguments),
    SCENARIO(limits_rows),
};

TEST_MAIN(profile_text, add_more)

#else

static void reading_is_left_out(void)
{
    capacity_profile *profile;
    char text[64];
    REFUSES(CAPACITY_E_UNSUPPORTED, "left out of this build", profile,
            read_profile(TEXT(sample_yaml), &profile));
    NEW(profile, capacity_profile_new(test_allocator(), &profile, &test_err));
    OK(capacity_profile_set(profile, CAPACITY_IN_ZONES, 2, &test_err));
    OK(capacity_profile_write_text(profile, CAPACITY_FORMAT_JSON, text, sizeof text, NULL,
                                   &test_err));
    SAME("{\n  \"zones\": 2\n}\n", text);
    FAILS(CAPACITY_E_UNSUPPORTED, "YAML is left out of this build",
          capacity_profile_write_text(profile, CAPACITY_FORMAT_YAML, text, sizeof text, NULL,
                                      &test_err));
}

static const scenario scenarios[] = {SCENARIO(reading_is_left_out)};

TEST_MAIN(profile_text, NULL)

#endif
