/*
 * Ladders of tiers as text (docs/formats.md).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/tier_shape.h"

#include <string.h>

enum { VALUES = 100000, FIRST_ROOM = 4 };

static const capacity__limits limits = {"ladder", CAPACITY_TIERS_TEXT_BYTES, VALUES};

/* A ladder on its way. */
typedef struct loader {
    capacity_allocator allocator;
    capacity__tier_draft *tiers;
    capacity__mark marks[CAPACITY_MAX_ROWS];
    size_t count, room;
    char source[CAPACITY_LABEL_SIZE];
} loader;

static int grow(loader *load)
{
    size_t room = load->room == 0 ? FIRST_ROOM : 2 * load->room; /* up to CAPACITY_MAX_ROWS */
    capacity__tier_draft *tiers = capacity__new(&load->allocator, room * sizeof *tiers);
    if (tiers == NULL)
        return 0;
    if (load->count > 0)
        memcpy(tiers, load->tiers, load->count * sizeof *tiers);
    capacity__delete(&load->allocator, load->tiers);
    load->tiers = tiers;
    load->room = room;
    return 1;
}

static capacity_status read_tier(capacity__reader *reader, size_t index, void *target,
                                 capacity_error *err)
{
    loader *load = target;
    if (index == CAPACITY_MAX_ROWS)
        return capacity__beyond(reader, CAPACITY_MAX_ROWS, err);
    if (load->count == load->room && !grow(load))
        return capacity__no_memory(err);

    load->marks[load->count] = reader->mark;
    capacity__tier *tier = &load->tiers[load->count++].tier;
    capacity_tier_init(&tier->tier, sizeof tier->tier);
    capacity_tier_component_init(&tier->backend, sizeof tier->backend);
    capacity_tier_component_init(&tier->frontend, sizeof tier->frontend);
    memcpy(tier->backend.name, "backend", sizeof "backend");
    memcpy(tier->frontend.name, "frontend", sizeof "frontend");
    capacity__shape_reset(&capacity__tier_shape, tier);
    return capacity__read_map(reader, &capacity__tier_shape, tier, err);
}

static capacity_status read_tiers(capacity__reader *reader, void *target, capacity_error *err)
{
    return capacity__read_list(reader, read_tier, target, err);
}

static const capacity__member root_members[] = {
    {CAPACITY__TEXT_KEY(loader, source, "source")},
    {CAPACITY__OTHER_KEY(0, "tiers", read_tiers, NULL), .required = 1},
};
static const capacity__shape root_shape = CAPACITY__SHAPE(root_members);

/* The tiers side by side, each with its rows. */
static capacity__tier *line_up(const loader *load)
{
    capacity__tier *tiers = capacity__new(&load->allocator, CAPACITY_MAX_ROWS * sizeof *tiers);
    for (size_t i = 0; tiers != NULL && i < load->count; i++) {
        tiers[i] = load->tiers[i].tier;
        tiers[i].groups = load->tiers[i].groups;
        tiers[i].items = load->tiers[i].items;
    }
    return tiers;
}

/* The ladder as a whole; errors that name a tier get its place. */
static capacity_status make_ladder(capacity__reader *reader, const loader *load,
                                   capacity_tiers **out, capacity_error *err)
{
    capacity__tier *tiers = line_up(load);
    if (tiers == NULL)
        return capacity__no_memory(err);
    capacity_status status =
        capacity__tiers_new(tiers, load->count, load->source, &load->allocator, out, err);
    capacity__delete(&load->allocator, tiers);
    if (status == CAPACITY_OK || err == NULL)
        return status;
    int named = (uint64_t)err->index < load->count; /* -1: none */
    return capacity__reader_place(reader, named ? load->marks[err->index] : reader->mark, status,
                                  err);
}

static capacity_status read_ladder(capacity__reader *reader, loader *load, capacity_tiers **out,
                                   capacity_error *err)
{
    CAPACITY__TRY(capacity__read_map(reader, &root_shape, load, err));
    capacity__mark start = reader->mark;
    CAPACITY__TRY(capacity__reader_end(reader, err));
    reader->mark = start;
    return make_ladder(reader, load, out, err);
}

capacity_status capacity_tiers_new_from_text(const char *text, size_t size,
                                             const capacity_allocator *allocator,
                                             capacity_tiers **out, capacity_error *err)
{
    capacity__reader reader;
    loader load = {.allocator = capacity__allocator(allocator)};

    if (out == NULL)
        return capacity__null(err, "out");
    *out = NULL;
    capacity_status status = capacity__reader_begin(&reader, text, size, &limits, err);
    if (status == CAPACITY_OK)
        status = read_ladder(&reader, &load, out, err);
    capacity__reader_close(&reader);
    capacity__delete(&load.allocator, load.tiers);
    return status;
}

capacity_status capacity_tiers_write_text(const capacity_tiers *tiers, uint32_t format, char *buf,
                                          size_t size, size_t *needed, capacity_error *err)
{
    capacity__emitter emitter;
    const capacity_tiers *own = capacity__tiers(tiers);
    if (own == NULL)
        return capacity__null(err, "tiers");
    capacity__emitter_begin(&emitter, format, buf, size);
    capacity__emit_map(&emitter);
    if (own->source[0] != '\0')
        capacity__emit_pair(&emitter, "source", own->source);
    capacity__emit_key(&emitter, "tiers");
    capacity__emit_list(&emitter);
    for (size_t i = 0; i < own->count; i++)
        capacity__emit_shape(&emitter, &capacity__tier_shape, &own->tiers[i]);
    capacity__emit_list_end(&emitter);
    capacity__emit_map_end(&emitter);
    return capacity__emitter_end(&emitter, needed, err);
}
