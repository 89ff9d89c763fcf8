/*
 * The guide's migration paths: its lines find their steps, and those beyond numbers become steps.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/guide.h"
#include "plan/migrate.h"

enum { ALL, SPOT, OTHER };

static const struct line {
    const char *path;
    uint8_t order, kind, groups;
    const char *note;
} lines[] = {
#define CAPACITY_GUIDE_STEP(path, order, kind, groups, note)                                       \
    {path, order, CAPACITY_MIGRATION_KIND_##kind, groups, note},
#include "plan/migrate_guide.def"
#undef CAPACITY_GUIDE_STEP
};
enum { LINES = sizeof lines / sizeof *lines };

/* The tier from which a leg starts, counted from 1. */
static const capacity__tier *tier_of_leg(const capacity__migration *migration, unsigned leg)
{
    const capacity_plan *after = migration->pair.after;
    return &after->tiers->tiers[after->tier_index - migration->leg_count + leg - 1];
}

void capacity__put_leg(capacity__out *out, const capacity__migration *migration, unsigned leg)
{
    const capacity__tier *from = tier_of_leg(migration, leg);
    capacity__put_format(out, "%s to %s", from[0].tier.name, from[1].tier.name);
}

static int is_leg(const capacity__migration *migration, unsigned leg, const char *path)
{
    char name[2 * CAPACITY_NAME_SIZE + 4];
    capacity__out out = capacity__out_new(name, sizeof name);
    capacity__put_leg(&out, migration, leg);
    (void)capacity__out_end(&out, NULL, NULL);
    return strcmp(name, path) == 0;
}

const char *capacity__guide_words(const capacity__migration *migration, unsigned leg,
                                  unsigned order)
{
    const capacity__guide_entry *entry;
    for (size_t i = 0; (entry = capacity__guide_at(CAPACITY_GUIDE_MIGRATION, i)) != NULL; i++)
        if (entry->order == order && is_leg(migration, leg, entry->subject))
            return entry->text;
    return NULL;
}

/* Does a line mean this step? What shrinks or goes is on no path of the guide. */
static int means(const capacity__migration *migration, const struct line *line,
                 const capacity__move *move)
{
    if (move->kind != line->kind || move->sign < 0)
        return 0;
    if (line->groups == ALL)
        return 1;
    const capacity__pair *pair = &migration->pair;
    int spot = pair->after->nodes[pair->answer].group[move->key].purchase == CAPACITY_PURCHASE_SPOT;
    return spot == (line->groups == SPOT);
}

static int beyond_numbers(uint8_t kind)
{
    return kind >= CAPACITY_MIGRATION_KIND_MONITORING && kind <= CAPACITY_MIGRATION_KIND_REVIEW;
}

static void follow(capacity__migration *migration, const struct line *line, unsigned leg)
{
    if (beyond_numbers(line->kind))
        (void)capacity__move_add(migration, (capacity_migration_kind)line->kind, 1, CAPACITY__ALONE,
                                 "");
    for (size_t i = 0; i < migration->count; i++) {
        capacity__move *move = &migration->move[i];
        if (!means(migration, line, move)) /* no path has a step twice */
            continue;
        move->leg = (uint8_t)leg; /* a later path is nearer to what is built */
        move->guide = line->order;
        move->note = line->note;
    }
}

void capacity__migration_guide(capacity__migration *migration)
{
    for (unsigned leg = 1; leg <= migration->leg_count; leg++)
        for (size_t i = 0; i < LINES; i++)
            if (is_leg(migration, leg, lines[i].path))
                follow(migration, &lines[i], leg);
}
