/*
 * Reads one text by one reader, so that what it costs can be counted from outside (linear.py).
 * SPDX-License-Identifier: Apache-2.0
 *
 * Usage: reads profile|catalog|tiers|metrics|trace|usage FILE
 * Prints the first error, or "read"; a CSV is fed in pieces and errors are passed over.
 */
#include <capacity/capacity.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 4000 };

static char *load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        exit(2);
    *size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*size + 1);
    if (text == NULL || fread(text, 1, *size, file) != *size)
        exit(2);
    fclose(file);
    return text;
}

#define READ(type, release)                                                                        \
    do {                                                                                           \
        capacity_##type *object = NULL;                                                            \
        status = capacity_##type##_new_from_text(text, size, NULL, &object, err);                  \
        release(object);                                                                           \
    } while (0)

static capacity_status read_document(const char *kind, const char *text, size_t size,
                                     capacity_error *err)
{
    capacity_status status = CAPACITY_OK;
    if (strcmp(kind, "profile") == 0)
        READ(profile, capacity_profile_free);
    else if (strcmp(kind, "catalog") == 0)
        READ(catalog, capacity_catalog_unref);
    else if (strcmp(kind, "tiers") == 0)
        READ(tiers, capacity_tiers_unref);
    else
        READ(metrics, capacity_metrics_free);
    return status;
}

typedef capacity_status feed(void *object, const char *text, size_t size, size_t *consumed,
                             capacity_error *err);

/* In pieces; the first error of all is kept, and its index counts from there. */
static capacity_status feed_all(feed *give, void *object, const char *text, size_t size,
                                capacity_error *err)
{
    capacity_status status = CAPACITY_OK;
    for (size_t at = 0, consumed = 0; at < size; at += consumed) {
        capacity_error other;
        capacity_status one =
            give(object, text + at, size - at < PIECE ? size - at : PIECE, &consumed, &other);
        if (one < 0 && status >= 0) {
            status = one;
            *err = other;
        }
    }
    return status;
}

static capacity_status feed_usage(void *object, const char *text, size_t size, size_t *consumed,
                                  capacity_error *err)
{
    return capacity_usage_feed_text(object, text, size, consumed, err);
}

static capacity_status feed_trace(void *object, const char *text, size_t size, size_t *consumed,
                                  capacity_error *err)
{
    return capacity_simulation_feed_text(object, text, size, consumed, err);
}

static capacity_status read_usage(const char *text, size_t size, capacity_error *err)
{
    capacity_usage *usage = NULL;
    capacity_status status = capacity_usage_new(0, NULL, &usage, err);
    if (status >= 0)
        status = feed_all(feed_usage, usage, text, size, err);
    capacity_usage_free(usage);
    return status;
}

static capacity_status read_trace(const char *text, size_t size, capacity_error *err)
{
    capacity_simulation *simulation = NULL;
    capacity_simulation_options options = CAPACITY_INIT(capacity_simulation_options);
    capacity_simulation_component row = CAPACITY_INIT(capacity_simulation_component);
    options.flags = CAPACITY_SIMULATION_NO_TICKS | CAPACITY_SIMULATION_NO_EVENTS;
    memcpy(row.name, "web", 4);
    row.requests_per_pod_mrps = 50000;
    capacity_status status = capacity_simulation_new(&options, NULL, &simulation, err);
    if (status >= 0)
        status = capacity_simulation_put_component(simulation, &row, err);
    if (status >= 0)
        status = feed_all(feed_trace, simulation, text, size, err);
    capacity_simulation_free(simulation);
    return status;
}

int main(int argc, char **argv)
{
    size_t size = 0;
    capacity_error err;
    if (argc != 3)
        return 2;
    char *text = load(argv[2], &size);
    capacity_error_clear(&err);
    capacity_status status = strcmp(argv[1], "usage") == 0 ? read_usage(text, size, &err)
                             : strcmp(argv[1], "trace") == 0
                                 ? read_trace(text, size, &err)
                                 : read_document(argv[1], text, size, &err);
    puts(status < 0 ? err.message : "read");
    free(text);
    return 0;
}
