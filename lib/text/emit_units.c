/*
 * Quantities as Kubernetes writes them, and durations as Go does.
 * SPDX-License-Identifier: Apache-2.0
 *
 * CPU and pure numbers are exact in thousandths. Memory takes the largest binary unit that holds it
 * exactly, so that nothing is rounded here: requests are rounded where they are computed.
 */
#include "text/emit.h"

void capacity__put_milli(capacity__out *out, int64_t thousandths)
{
    if (thousandths % 1000 == 0)
        capacity__put_int(out, thousandths / 1000);
    else
        capacity__put_format(out, "%" PRId64 "m", thousandths);
}

void capacity__put_cpu(capacity__out *out, int64_t mcpu)
{
    capacity__put_milli(out, mcpu);
}

void capacity__put_memory(capacity__out *out, int64_t bytes)
{
    static const struct {
        int64_t size;
        const char *suffix;
    } units[] = {{CAPACITY_GIB, "Gi"}, {CAPACITY_MIB, "Mi"}, {CAPACITY_KIB, "Ki"}};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (bytes >= units[i].size && bytes % units[i].size == 0) {
            capacity__put_format(out, "%" PRId64 "%s", bytes / units[i].size, units[i].suffix);
            return;
        }
    capacity__put_int(out, bytes);
}

/* Hours only beside nothing or minutes: 1h, 1h30m; 90s stays 90s. */
void capacity__put_duration(capacity__out *out, int64_t seconds)
{
    int64_t minutes = seconds / 60;

    if (seconds == 0 || seconds % 60 != 0) {
        capacity__put_format(out, "%" PRId64 "s", seconds);
        return;
    }
    if (minutes >= 60)
        capacity__put_format(out, "%" PRId64 "h", minutes / 60);
    if (minutes % 60 != 0)
        capacity__put_format(out, "%" PRId64 "m", minutes % 60);
}

typedef void put_value(capacity__out *out, int64_t value);

static const char *text_of(capacity__short_text *text, put_value *put, int64_t value)
{
    capacity__out out = capacity__out_new(text->text, sizeof text->text);
    put(&out, value);
    (void)capacity__out_end(&out, NULL, NULL);
    return text->text;
}

static void put_percent(capacity__out *out, int64_t ppm)
{
    capacity__put_decimal(out, ppm, 4, 0);
    capacity__put(out, " %");
}

const char *capacity__cpu_text(capacity__short_text *text, int64_t mcpu)
{
    return text_of(text, capacity__put_cpu, mcpu);
}

const char *capacity__memory_text(capacity__short_text *text, int64_t bytes)
{
    return text_of(text, capacity__put_memory, bytes);
}

const char *capacity__milli_text(capacity__short_text *text, int64_t thousandths)
{
    return text_of(text, capacity__put_milli, thousandths);
}

const char *capacity__duration_text(capacity__short_text *text, int64_t seconds)
{
    return text_of(text, capacity__put_duration, seconds);
}

const char *capacity__percent_text(capacity__short_text *text, int64_t ppm)
{
    return text_of(text, put_percent, ppm);
}

void capacity__emit_cpu(capacity__emitter *emitter, const char *key, int64_t mcpu)
{
    capacity__short_text text;
    capacity__emit_pair(emitter, key, capacity__cpu_text(&text, mcpu));
}

void capacity__emit_memory(capacity__emitter *emitter, const char *key, int64_t bytes)
{
    capacity__short_text text;
    capacity__emit_pair(emitter, key, capacity__memory_text(&text, bytes));
}

void capacity__emit_milli(capacity__emitter *emitter, const char *key, int64_t thousandths)
{
    capacity__short_text text;
    capacity__emit_pair(emitter, key, capacity__milli_text(&text, thousandths));
}

void capacity__emit_duration(capacity__emitter *emitter, const char *key, int64_t seconds)
{
    capacity__short_text text;
    capacity__emit_pair(emitter, key, capacity__duration_text(&text, seconds));
}
