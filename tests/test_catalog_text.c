/*
 * Catalogues from and to JSON and YAML.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "formats.h"

#include "model/catalog.h"

#include <errno.h>
#include <stdlib.h>

static capacity_status read_catalog(const char *text, size_t size, capacity_catalog **out)
{
    return capacity_catalog_new_from_text(text, size, test_allocator(), out, &test_err);
}

#if CAPACITY_TEXT

static const char sample_yaml[] = "catalog: own\n"
                                  "region: eu-central-9\n"
                                  "as_of: \"2026-11-24\"\n"
                                  "machines:\n"
                                  "- name: m1\n"
                                  "  family: m\n"
                                  "  cpu: 2\n"
                                  "  memory: 8Gi\n"
                                  "  interfaces: 3\n"
                                  "  addresses_per_interface: 12\n"
                                  "  network_kbps: 750000\n"
                                  "  price: $0.0832\n"
                                  "  burst_baseline: 30%\n"
                                  "  as_of: \"2026-07-20\"\n"
                                  "  source: price list\n"
                                  "- name: m2\n"
                                  "  arch: arm64\n"
                                  "  cpu: 1500m\n"
                                  "  memory: 2Gi\n"
                                  "  max_pods: 110\n"
                                  "  price: $0.000000001\n"
                                  "meters:\n"
                                  "- name: cdn.transfer\n"
                                  "  service: cdn\n"
                                  "  item: data to users\n"
                                  "  unit: GB\n"
                                  "  unit_quantity: 1073741824\n"
                                  "  free: 1099511627776\n"
                                  "  region: eu-central-1\n"
                                  "  inferred: true\n"
                                  "  bands:\n"
                                  "  - to: 10995116277760\n"
                                  "    price: $0.085\n"
                                  "  - price: $0.08\n"
                                  "  as_of: 2026 (undated page)\n"
                                  "- name: eks.cluster\n"
                                  "  service: eks\n"
                                  "  unit: hour\n"
                                  "  bands:\n"
                                  "  - price: $0.1\n"
                                  "options:\n"
                                  "- kind: spot_advisor\n"
                                  "  scope: m\n"
                                  "  off: 59.2%\n"
                                  "  low: 55.1%\n"
                                  "  high: 61.8%\n"
                                  "- kind: committed_3y_all_upfront\n"
                                  "  scope: m1\n"
                                  "  price: $0.05\n"
                                  "  source: price list\n";

static const char sample_json[] =
    "{\"options\":[{\"kind\":\"committed_3y_all_upfront\",\"scope\":\"m1\",\"price\":\"0.05\","
    "\"source\":\"price list\"},{\"kind\":\"spot_advisor\",\"scope\":\"m\",\"off\":0.592,"
    "\"low\":0.551,\"high\":0.618}],\"meters\":[{\"name\":\"eks.cluster\",\"service\":\"eks\","
    "\"unit\":\"hour\",\"unit_quantity\":1,\"free\":0,\"bands\":[{\"price\":0.10}]},{\"name\":"
    "\"cdn.transfer\",\"service\":\"cdn\",\"item\":\"data to users\",\"unit\":\"GB\","
    "\"unit_quantity\":1073741824,\"free\":1099511627776,\"region\":\"eu-central-1\","
    "\"inferred\":true,\"bands\":[{\"to\":10995116277760,\"price\":\"$0.085\"},{\"price\":"
    "0.08}],\"as_of\":\"2026 (undated page)\"}],\"machines\":[{\"name\":\"m2\",\"arch\":"
    "\"arm64\",\"cpu\":\"1500m\",\"memory\":2147483648,\"max_pods\":110,\"price\":0.000000001},"
    "{\"name\":\"m1\",\"family\":\"m\",\"arch\":\"amd64\",\"cpu\":2,\"memory\":\"8Gi\","
    "\"interfaces\":3,\"addresses_per_interface\":12,\"max_pods\":0,\"network_kbps\":750000,"
    "\"price\":0.0832,\"burst_baseline\":0.3,\"as_of\":\"2026-07-20\",\"source\":\"price "
    "list\"}],\"as_of\":\"2026-11-24\",\"region\":\"eu-central-9\",\"catalog\":\"own\"}";

/* --- comparing ---------------------------------------------------------------------------------- */

static void same_machines(const capacity_catalog *a, const capacity_catalog *b)
{
    EQ(a->machine_count, b->machine_count);
    for (size_t i = 0; i < a->machine_count; i++) {
        capacity_machine one = CAPACITY_INIT(capacity_machine), other = one;
        OK(capacity_catalog_find_machine(a, a->machines[i].name, &one, &test_err));
        OK(capacity_catalog_find_machine(b, a->machines[i].name, &other, &test_err));
        if (memcmp(&one, &other, sizeof one) != 0)
            ck_abort_msg("machine %s differs", one.name);
        if (a->machines[i].spot_nusd != b->machines[i].spot_nusd ||
            memcmp(a->machines[i].committed_nusd, b->machines[i].committed_nusd,
                   sizeof a->machines[i].committed_nusd) != 0)
            ck_abort_msg("the purchases of %s differ", one.name);
    }
}

static void same_meters(const capacity_catalog *a, const capacity_catalog *b)
{
    EQ(a->meter_count, b->meter_count);
    for (size_t i = 0; i < a->meter_count; i++) {
        capacity_meter one = CAPACITY_INIT(capacity_meter), other = one;
        const char *name = a->meters[i].name;
        OK(capacity_catalog_find_meter(a, name, &one, &test_err));
        OK(capacity_catalog_find_meter(b, name, &other, &test_err));
        if (memcmp(&one, &other, sizeof one) != 0)
            ck_abort_msg("meter %s differs", name);

        capacity_band bands[CAPACITY_MAX_ROWS], others[CAPACITY_MAX_ROWS];
        size_t n = 0, m = 0;
        OK(capacity_catalog_get_bands(a, name, bands, sizeof *bands, 16, &n, &test_err));
        OK(capacity_catalog_get_bands(b, name, others, sizeof *others, 16, &m, &test_err));
        if (n != m || memcmp(bands, others, n * sizeof *bands) != 0)
            ck_abort_msg("the bands of %s differ", name);
    }
    EQ(0, memcmp(a->known, b->known, sizeof a->known));
}

static void same_options(const capacity_catalog *a, const capacity_catalog *b)
{
    static capacity_option one[200], other[200];
    size_t n = 0, m = 0;
    OK(capacity_catalog_get_options(a, one, sizeof *one, COUNT(one), &n, &test_err));
    OK(capacity_catalog_get_options(b, other, sizeof *other, COUNT(other), &m, &test_err));
    EQ(n, m);
    for (size_t i = 0; i < n; i++)
        if (memcmp(&one[i], &other[i], sizeof *one) != 0)
            ck_abort_msg("option %zu, of %s, differs", i, one[i].scope);
}

static void same_catalogs(const capacity_catalog *a, const capacity_catalog *b)
{
    SAME(capacity_catalog_name(a), capacity_catalog_name(b));
    SAME(capacity_catalog_region(a), capacity_catalog_region(b));
    SAME(capacity_catalog_as_of(a), capacity_catalog_as_of(b));
    same_machines(a, b);
    same_meters(a, b);
    same_options(a, b);
}

/* --- reading and writing ------------------------------------------------------------------------ */

static void check_sample(const capacity_catalog *catalog)
{
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    capacity_meter meter = CAPACITY_INIT(capacity_meter);
    capacity_option options[2];
    capacity_band bands[2];
    size_t count = 0;

    SAME("own", capacity_catalog_name(catalog));
    SAME("eu-central-9", capacity_catalog_region(catalog));
    SAME("2026-11-24", capacity_catalog_as_of(catalog));
    OK(capacity_catalog_find_machine(catalog, "m1", &machine, &test_err));
    SAME("m", machine.family);
    EQ(0, machine.flags);
    EQ(2000, machine.cpu_mcpu);
    EQ(8 * CAPACITY_GIB, machine.memory_bytes);
    EQ(3, machine.interfaces);
    EQ(12, machine.addresses_per_interface);
    EQ(0, machine.max_pods);
    EQ(750000, machine.network_kbps);
    EQ(83200000, machine.hour_nusd);
    EQ(300000, machine.baseline_ppm);
    SAME("2026-07-20", machine.as_of);
    SAME("price list", machine.source);
    OK(capacity_catalog_find_machine(catalog, "m2", &machine, &test_err));
    EQ(CAPACITY_CATALOG_ARM64, machine.flags);
    EQ(1500, machine.cpu_mcpu);
    EQ(110, machine.max_pods);
    EQ(1, machine.hour_nusd);
    SAME("", machine.source);
    OK(capacity_catalog_find_meter(catalog, "cdn.transfer", &meter, &test_err));
    EQ(CAPACITY_CATALOG_INFERRED, meter.flags);
    SAME("eu-central-1", meter.region);
    EQ(CAPACITY_GIB, meter.unit_quantity);
    EQ(CAPACITY_TIB, meter.free_quantity);
    OK(capacity_catalog_get_bands(catalog, "cdn.transfer", bands, sizeof *bands, 2, &count,
                                  &test_err));
    EQ(2, count);
    EQ(10 * CAPACITY_TIB, bands[0].end);
    EQ(85000000, bands[0].price_nusd);
    EQ(INT64_MAX, bands[1].end);
    OK(capacity_catalog_find_meter(catalog, "eks.cluster", &meter, &test_err));
    EQ(0, meter.flags);
    EQ(1, meter.unit_quantity);
    EQ(0, meter.free_quantity);
    OK(capacity_catalog_get_options(catalog, options, sizeof *options, 2, &count, &test_err));
    EQ(2, count);
    EQ(CAPACITY_OPTION_SPOT_ADVISOR, options[0].kind);
    EQ(592000, options[0].off_ppm);
    EQ(551000, options[0].low_ppm);
    EQ(618000, options[0].high_ppm);
    EQ(CAPACITY_OPTION_COMMITTED_3Y_ALL_UPFRONT, options[1].kind);
    SAME("m1", options[1].scope);
    EQ(50000000, options[1].price_nusd);
}

static const char *written(const capacity_catalog *catalog, uint32_t format)
{
    size_t needed = 0, size = 0;
    OK(capacity_catalog_write_text(catalog, format, NULL, 0, &needed, &test_err));
    char *text = malloc(needed + 1);
    OK(capacity_catalog_write_text(catalog, format, text, needed + 1, &size, NULL));
    EQ(needed, size);
    const char *copy = test_string(text);
    free(text);
    return copy;
}

static void reads_yaml(void)
{
    capacity_catalog *catalog;
    NEW(catalog, read_catalog(TEXT(sample_yaml), &catalog));
    check_sample(catalog);
}

static void reads_json(void)
{
    capacity_catalog *catalog, *other;
    NEW(catalog, read_catalog(TEXT(sample_json), &catalog));
    check_sample(catalog);
    NEW(other, read_catalog(TEXT(sample_yaml), &other));
    same_catalogs(catalog, other);
}

/* The writer asks malloc only through libyaml; failures inside it are the emitter's test. */
START_TEST(writes_what_it_read)
{
    capacity_catalog *catalog, *again;
    NEW(catalog, read_catalog(TEXT(sample_yaml), &catalog));
    const char *yaml = written(catalog, CAPACITY_FORMAT_YAML);
    CONTAINS("name: m1\n  family: m\n  cpu: 2\n", yaml);
    CONTAINS("  bands:\n  - to: 10995116277760\n    price: $0.085\n  - price: $0.08\n", yaml);
    NEW(again, read_catalog(TEXT(yaml), &again));
    same_catalogs(catalog, again);
    SAME(yaml, written(again, CAPACITY_FORMAT_YAML));
    const char *json = written(catalog, CAPACITY_FORMAT_JSON);
    CONTAINS("      \"price\": \"$0.000000001\"\n", json);
    NEW(again, read_catalog(TEXT(json), &again));
    same_catalogs(catalog, again);
}
END_TEST

START_TEST(the_builtin_survives)
{
    capacity_catalog *again;
    for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
        const char *text = written(NULL, format);
        NEW(again, read_catalog(TEXT(text), &again));
        same_catalogs(capacity_catalog_builtin(), again);
        EQ(180, again->machine_count);
    }
}
END_TEST

/* The data file is in our own form: what the build made of it is what we read. */
START_TEST(the_data_file_is_the_builtin)
{
    size_t size = 0;
    const char *text = test_file("lib/data/catalog.us-east-1.json", &size);
    capacity_catalog *catalog;
    NEW(catalog, read_catalog(text, size, &catalog));
    same_catalogs(capacity_catalog_builtin(), catalog);
}
END_TEST

static void writes_only_when_there_is_room(void)
{
    char text[16] = "same";
    size_t needed = 1;
    uint32_t wrong[64] = {7};
    FAILS(CAPACITY_E_BUFFER, "too small",
          capacity_catalog_write_text(NULL, CAPACITY_FORMAT_JSON, text, sizeof text, &needed,
                                      &test_err));
    TRUE(needed > 100000);
    EQ(0, strncmp(text, "{\n  \"catalog\": ", 15));
    FAILS(CAPACITY_E_ARGUMENT, "neither JSON nor YAML",
          capacity_catalog_write_text(NULL, 9, text, sizeof text, &needed, &test_err));
    FAILS(CAPACITY_E_ARGUMENT, "catalog is NULL or not a live object",
          capacity_catalog_write_text((const capacity_catalog *)(const void *)wrong,
                                      CAPACITY_FORMAT_JSON, text, sizeof text, &needed, &test_err));
}

/* --- on top of the built-in catalogue ----------------------------------------------------------- */

static const char overlay[] =
    "base: builtin\n"
    "catalog: mine\n"
    "machines:\n"
    "- {name: t3.large, cpu: 2, memory: 8Gi, price: 0.05}\n"
    "- {name: own.large, cpu: 4, memory: 8Gi, price: 0.06}\n"
    "meters:\n"
    "- {name: eks.cluster, service: eks, unit: h, bands: [{price: 0.2}]}\n";

START_TEST(base_builtin_replaces_and_adds)
{
    const capacity_catalog *builtin = capacity_catalog_builtin();
    capacity_catalog *catalog;
    capacity_machine machine = CAPACITY_INIT(capacity_machine);
    capacity_band band[1];
    size_t count;
    NEW(catalog, read_catalog(TEXT(overlay), &catalog));
    SAME("mine", capacity_catalog_name(catalog));
    SAME(capacity_catalog_region(builtin), capacity_catalog_region(catalog));
    SAME(capacity_catalog_as_of(builtin), capacity_catalog_as_of(catalog));
    EQ(builtin->machine_count + 1, catalog->machine_count);
    EQ(builtin->meter_count, catalog->meter_count);
    EQ(builtin->option_count, catalog->option_count);
    OK(capacity_catalog_find_machine(catalog, "t3.large", &machine, &test_err));
    EQ(50000000, machine.hour_nusd);
    SAME("", machine.family);
    OK(capacity_catalog_find_machine(catalog, "own.large", &machine, &test_err));
    OK(capacity_catalog_get_bands(catalog, "eks.cluster", band, sizeof *band, 1, &count, NULL));
    EQ(200000000, band[0].price_nusd);

    NEW(catalog, read_catalog(TEXT("{base: builtin}"), &catalog));
    same_catalogs(builtin, catalog);
    NEW(catalog, read_catalog(TEXT("{base: builtin, as_of: 2027-01-02, region: moon}"), &catalog));
    SAME("2027-01-02", capacity_catalog_as_of(catalog));
    SAME("moon", capacity_catalog_region(catalog));
}
END_TEST

static void the_least_catalogue(void)
{
    capacity_catalog *catalog;
    NEW(catalog, read_catalog(TEXT("{catalog: a, region: b, as_of: 2026-11-24}"), &catalog));
    EQ(0, catalog->machine_count + catalog->meter_count + catalog->option_count);
}

/* --- refusals ----------------------------------------------------------------------------------- */

typedef struct refusal {
    const char *text;
    capacity_status status;
    int64_t line;
    uint32_t column;
    const char *part;
} refusal;

#define HEAD "catalog: a\nregion: b\nas_of: 2026-11-24\n"

static const refusal refusals[] = {
    {"", CAPACITY_E_SYNTAX, 1, 1, "the catalogue is empty"},
    {"[]", CAPACITY_E_SYNTAX, 1, 1, "the catalogue must be a map of keys"},
    {"region: b\nas_of: 2026-11-24", CAPACITY_E_SYNTAX, 1, 1, "has no key 'catalog'"},
    {"catalog: b\nas_of: 2026-11-24", CAPACITY_E_SYNTAX, 1, 1, "has no key 'region'"},
    {"catalog: b\nregion: b", CAPACITY_E_SYNTAX, 1, 1, "has no key 'as_of'"},
    {"catalog: ''\nregion: b\nas_of: 2026-11-24", CAPACITY_E_SYNTAX, 1, 1, "no key 'catalog'"},
    {"catalog: b\nregion: b\nas_of: 2026-11-31", CAPACITY_E_RANGE, 1, 1,
     "'2026-11-31' is not a date"},
    {HEAD "machine: []", CAPACITY_E_FIELD, 4, 1,
     "unknown key 'machine' at line 4, did you mean 'machines'"},
    {HEAD "machines: []\nbase: builtin", CAPACITY_E_SYNTAX, 5, 7,
     "base at line 5 must come before machines, meters and options"},
    {HEAD "base: other", CAPACITY_E_SYNTAX, 4, 7, "base 'other' is not one of builtin"},
    {"base: [builtin]", CAPACITY_E_SYNTAX, 1, 7, "base must be a single value"},
    {HEAD "machines: 1", CAPACITY_E_SYNTAX, 4, 11, "machines must be a list"},
    {HEAD "machines: [1]", CAPACITY_E_SYNTAX, 4, 12, "machines[0] must be a map of keys"},
    {HEAD "machines:\n- {name: a}\n", CAPACITY_E_SYNTAX, 5, 3, "machines[0] has no key 'cpu'"},
    {HEAD "machines:\n- {name: a, cpu: 1, memroy: 1}", CAPACITY_E_FIELD, 5, 21,
     "unknown key 'memroy' in machines[0] at line 5, did you mean 'memory'"},
    {HEAD "machines:\n- {name: a, cpu: 1, memory: 4GB, price: 1}", CAPACITY_E_SYNTAX, 5, 29,
     "machines[0].memory '4GB' is ambiguous, write 4Gi (2^30) or 4G (10^9)"},
    {HEAD "machines:\n- {name: a, cpu: 0, memory: 4, price: 1}", CAPACITY_E_RANGE, 5, 3,
     "machines[0]: machine a: cpu_mcpu 0 is below 1"},
    {HEAD "machines:\n- {name: a, cpu: 1, memory: 4, price: 1, arch: x86}", CAPACITY_E_SYNTAX, 5,
     48, "machines[0].arch 'x86' is not one of amd64, arm64"},
    {HEAD "machines:\n- {name: a, cpu: 1, memory: 4, price: 0.0000000001}", CAPACITY_E_RANGE, 5, 39,
     "has more than 9 digits after the point"},
    {HEAD "machines:\n- {name: a, cpu: 1, memory: 4, price: 1}\n"
          "- {name: b, cpu: 1, memory: 4, price: 1}\n- {name: a, cpu: 1, memory: 4, price: 1}\n"
          "- {name: b, cpu: 1, memory: 4, price: 1}",
     CAPACITY_E_EXISTS, 7, 0, "machines: a is there already at line 7"},
    {HEAD "machines:\n- {name: z, cpu: 1, memory: 4, price: 1}\n"
          "- {name: b, cpu: 1, memory: 4, price: 1}\n- {name: z, cpu: 1, memory: 4, price: 1}\n"
          "- {name: b, cpu: 1, memory: 4, price: 1}",
     CAPACITY_E_EXISTS, 7, 0, "machines: z is there already at line 7"},
    {HEAD "meters:\n- {name: a, service: s, unit: u}", CAPACITY_E_SYNTAX, 5, 3,
     "meters[0] has no key 'bands'"},
    {HEAD "meters:\n- {name: a, service: s, unit: u, bands: []}", CAPACITY_E_RANGE, 5, 3,
     "meters[0]: meter a: 0 bands are below 1"},
    {HEAD "meters:\n- {name: a, service: s, unit: u, bands: [{to: 1}]}", CAPACITY_E_SYNTAX, 5, 42,
     "meters[0].bands[0] has no key 'price'"},
    {HEAD "meters:\n- {name: a, service: s, unit: u, bands: [{price: 1}, {price: 1}]}",
     CAPACITY_E_RANGE, 5, 3, "meter a: band end 9223372036854775807 is not above"},
    {HEAD "meters:\n- &m {name: a, service: s, unit: u, bands: [{price: 1}]}", CAPACITY_E_SYNTAX, 5,
     3, "an anchor at line 5 is not accepted"},
    {HEAD "meters:\n- {name: a, service: s, unit: u, inferred: 1, bands: [{price: 1}]}",
     CAPACITY_E_SYNTAX, 5, 44, "meters[0].inferred '1' is not one of false, true"},
    {HEAD "options:\n- {scope: a, off: 1%}", CAPACITY_E_SYNTAX, 5, 3, "has no key 'kind'"},
    {HEAD "options:\n- {kind: spot, scope: a, off: 1%}", CAPACITY_E_SYNTAX, 5, 10,
     "options[0].kind 'spot' is not one of spot_measured, spot_advisor, committed_1y_no_upfront"},
    {HEAD "options:\n- {kind: spot_advisor, scope: a, off: 1%}\n"
          "- {kind: spot_measured, scope: a, price: 1}\n"
          "- {kind: spot_advisor, scope: a, off: 2%}",
     CAPACITY_E_EXISTS, 7, 0, "options: spot_advisor of a is there already at line 7"},
    {HEAD "options:\n- {kind: spot_advisor, scope: a}", CAPACITY_E_RANGE, 5, 3,
     "options[0]: option for a: neither price_nusd nor off_ppm is given"},
    {HEAD "---\n" HEAD, CAPACITY_E_SYNTAX, 4, 1, "a second document"},
    {HEAD "region: c", CAPACITY_E_EXISTS, 4, 1, "key 'region' is there already"},
};

START_TEST(refusals_say_where_and_what)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *want = &refusals[i];
        capacity_catalog *catalog = test_nowhere();
        capacity_error_clear(&test_err);
        capacity_status status = read_catalog(TEXT(want->text), &catalog);
        if (status != want->status || catalog != NULL || test_err.code != (int32_t)status ||
            test_err.index != want->line || test_err.column != want->column ||
            strstr(test_err.message, want->part) == NULL)
            ck_abort_msg("'%s': %s at %" PRId64 ":%" PRIu32 " '%s', not %s at %" PRId64 ":%" PRIu32
                         " '%s'",
                         want->text, capacity_status_name(status), test_err.index, test_err.column,
                         test_err.message, capacity_status_name(want->status), want->line,
                         want->column, want->part);
        if (capacity_catalog_new_from_text(TEXT(want->text), NULL, &catalog, NULL) != status)
            ck_abort_msg("'%s' is judged otherwise without an error object", want->text);
    }
}
END_TEST

static void checks_its_arguments(void)
{
    capacity_catalog *catalog;
    FAILS(CAPACITY_E_ARGUMENT, "out is NULL",
          capacity_catalog_new_from_text(TEXT("{}"), test_allocator(), NULL, &test_err));
    REFUSES(CAPACITY_E_ARGUMENT, "text is NULL", catalog, read_catalog(NULL, 2, &catalog));
    errno = 77;
    REFUSES(CAPACITY_E_SYNTAX, "", catalog, read_catalog(TEXT("base: {"), &catalog));
    EQ(77, errno);
}

/* --- limits ------------------------------------------------------------------------------------- */

static const char *with_bands(int n)
{
    char text[2048];
    int size = snprintf(text, sizeof text, HEAD "meters: [{name: a, service: s, unit: u, bands: [");
    for (int i = 1; i <= n; i++)
        size += snprintf(text + size, sizeof text - (size_t)size, "{to: %d, price: 1},", i);
    snprintf(text + size, sizeof text - (size_t)size, "]}]");
    return test_string(text);
}

static void limits_bands(void)
{
    capacity_catalog *catalog;
    NEW(catalog, read_catalog(TEXT(with_bands(15)), &catalog));
    NEW(catalog, read_catalog(TEXT(with_bands(16)), &catalog));
    REFUSES(CAPACITY_E_TOO_LARGE, "meters[0].bands[16] is more than 16 bands", catalog,
            read_catalog(TEXT(with_bands(17)), &catalog));
    EQ(4, test_err.index);
}

enum { ROOM = 17000000 };

/* Lists of n machines and m meters, in falling order. */
static size_t many(char *text, int n, int m)
{
    int size = snprintf(text, ROOM, HEAD "machines:\n");
    for (int i = n; i > 0; i--)
        size += snprintf(text + size, 80, "- {name: m%05d,cpu: 1,memory: 1Gi,price: 1}\n", i);
    if (m > 0)
        size += snprintf(text + size, 80, "meters:\n");
    for (int i = m; i > 0; i--)
        size += snprintf(text + size, 80,
                         "- {name: t%05d,service: s,unit: u,bands: [{price: 1}]}\n", i);
    return (size_t)size;
}

START_TEST(limits_rows_and_values)
{
    char *text = malloc(ROOM);
    capacity_catalog *catalog;
    NEW(catalog, read_catalog(text, many(text, 65535, 0), &catalog));
    EQ(65535, catalog->machine_count);
    SAME("m00001", catalog->machines[0].name);
    DROP(catalog);
    REFUSES(CAPACITY_E_TOO_LARGE, "machines[65535]: more than 65535 machines", catalog,
            read_catalog(text, many(text, 65536, 0), &catalog));
    EQ(65536 + 4, test_err.index);
    REFUSES(CAPACITY_E_TOO_LARGE, "more than 1000000 values in a catalogue", catalog,
            read_catalog(text, many(text, 65535, 65535), &catalog));
    free(text);
}
END_TEST

START_TEST(limits_the_size)
{
    char *text = malloc(ROOM);
    capacity_catalog *catalog;
    size_t used = many(text, 3, 0);
    memset(text + used, '\n', ROOM - used);
    NEW(catalog, read_catalog(text, CAPACITY_CATALOG_TEXT_BYTES - 1, &catalog));
    NEW(catalog, read_catalog(text, CAPACITY_CATALOG_TEXT_BYTES, &catalog));
    REFUSES(CAPACITY_E_TOO_LARGE, "catalogue of 16777217 bytes exceeds 16777216", catalog,
            read_catalog(text, CAPACITY_CATALOG_TEXT_BYTES + 1, &catalog));
    free(text);
}
END_TEST

/* --- hostile changes ---------------------------------------------------------------------------- */

static int judge(const char *text, size_t size)
{
    static char out[1 << 16];
    char *copy = malloc(size > 0 ? size : 1);
    capacity_catalog *catalog = NULL, *again = NULL;
    memcpy(copy, text, size);
    capacity_status status = read_catalog(copy, size, &catalog);
    free(copy);
    if (status < 0) {
        size_t len = strlen(test_err.message);
        if (catalog != NULL || len == 0 || test_err.message[len - 1] == '.' ||
            strpbrk(test_err.message, "\n\r\x1b") != NULL)
            ck_abort_msg("'%.*s': '%s'", (int)size, text, test_err.message);
        return 0;
    }
    for (uint32_t format = CAPACITY_FORMAT_JSON; format <= CAPACITY_FORMAT_YAML; format++) {
        size_t len = 0;
        if (capacity_catalog_write_text(catalog, format, out, sizeof out, &len, &test_err) < 0 ||
            read_catalog(out, len, &again) < 0)
            ck_abort_msg("'%.*s' is written as '%s': %s", (int)size, text, out, test_err.message);
        same_catalogs(catalog, again);
        capacity_catalog_unref(again);
    }
    capacity_catalog_unref(catalog);
    return 1;
}

START_TEST(every_prefix_is_judged)
{
    size_t taken = 0;
    for (size_t size = 0; size < sizeof sample_yaml; size++)
        taken += (size_t)judge(sample_yaml, size);
    TRUE(taken > 10 && taken < sizeof sample_yaml / 2);
    for (size_t size = 0; size + 1 < sizeof sample_json; size++)
        TRUE(judge(sample_json, size) == (size == sizeof sample_json - 1));
}
END_TEST

START_TEST(every_changed_byte_is_judged)
{
    static const char good[] = HEAD "machines: [{name: m1,cpu: 2,memory: 8Gi,price: 0.1}]\n"
                                    "meters:\n- name: a\n  service: s\n  unit: u\n"
                                    "  bands: [{to: 7, price: $1}]\n"
                                    "options: [{kind: spot_advisor, scope: m, off: 5%}]\n";
    char text[512];
    size_t size = strlen(good), taken = 0;
    TRUE(judge(good, size));
    for (size_t at = 0; at < size; at++)
        for (int byte = 0; byte < 256; byte += byte < 128 ? 1 : 17) {
            memcpy(text, good, size);
            text[at] = (char)byte;
            taken += (size_t)judge(text, size);
        }
    TRUE(taken > size && taken < 64 * size);
}
END_TEST

START_TEST(the_pages_examples_are_taken)
{
    const char *at = formats_page(), *text;
    size_t size = 0, taken = 0;
    while ((text = next_example("<!-- catalog -->", &at, &size)) != NULL) {
        capacity_catalog *made = NULL;
        if (read_catalog(text, size, &made) < 0)
            ck_abort_msg("%.*s: %s", (int)size, text, test_err.message);
        capacity_catalog_unref(made);
        taken++;
    }
    EQ(2, taken);
}
END_TEST

static void add_more(Suite *suite)
{
    TCase *made = test_case(suite, "more");
    tcase_add_test(made, writes_what_it_read);
    tcase_add_test(made, the_builtin_survives);
    tcase_add_test(made, the_data_file_is_the_builtin);
    tcase_add_test(made, base_builtin_replaces_and_adds);
    tcase_add_test(made, refusals_say_where_and_what);
    tcase_add_test(made, the_pages_examples_are_taken);
    tcase_add_test(made, limits_rows_and_values);
    tcase_add_test(made, limits_the_size);
    tcase_add_test(made, every_prefix_is_judged);
    tcase_add_test(made, every_changed_byte_is_judged);
}

static const scenario scenarios[] = {
    SCENARIO(reads_yaml),          SCENARIO(reads_json),   SCENARIO(writes_only_when_there_is_room),
    SCENARIO(the_least_catalogue), SCENARIO(limits_bands), SCENARIO(checks_its_arguments),
};

TEST_MAIN(catalog_text, add_more)

#else

static void reading_is_left_out(void)
{
    capacity_catalog *catalog;
    char text[16];
    size_t needed = 0;
    REFUSES(CAPACITY_E_UNSUPPORTED, "left out of this build", catalog,
            read_catalog(TEXT("{base: builtin}"), &catalog));
    OK(capacity_catalog_write_text(NULL, CAPACITY_FORMAT_JSON, NULL, 0, &needed, &test_err));
    TRUE(needed > 100000);
    FAILS(CAPACITY_E_UNSUPPORTED, "YAML is left out of this build",
          capacity_catalog_write_text(NULL, CAPACITY_FORMAT_YAML, text, sizeof text, NULL,
                                      &test_err));
}

static const scenario scenarios[] = {SCENARIO(reading_is_left_out)};

TEST_MAIN(catalog_text, NULL)

#endif
