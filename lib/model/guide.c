/*
 * What the guide says beside its tiers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/error.h"
#include "base/structs.h"
#include "model/builtin.h"

/* NULL if the number is none. */
static const capacity__guide_part *find_part(capacity_guide_section section)
{
    size_t index = (size_t)section; /* a negative number becomes a large one */
    return index >= 1 && index < capacity__guide_parts ? &capacity__guide[index] : NULL;
}

static void entry_row(capacity_guide_section section, const capacity__guide_entry *entry,
                      capacity_guide_entry *row)
{
    capacity_guide_entry_init(row, sizeof *row);
    row->section = (uint32_t)section;
    capacity__name_copy(row->subject, sizeof row->subject, entry->subject);
    capacity__name_copy(row->text, sizeof row->text, entry->text);
    row->low = entry->low;
    row->high = entry->high;
    row->unit = entry->unit;
    row->order = entry->order;
}

const capacity__guide_entry *capacity__guide_at(capacity_guide_section section, size_t index)
{
    const capacity__guide_part *part = &capacity__guide[section];
    return index < part->count ? &part->entries[index] : NULL;
}

const char *capacity_guide_section_title(capacity_guide_section section)
{
    const capacity__guide_part *part = find_part(section);
    return part == NULL ? NULL : part->title;
}

capacity_status capacity_guide_get(capacity_guide_section section, capacity_guide_entry *out,
                                   size_t out_size, size_t max, size_t *count, capacity_error *err)
{
    const capacity__guide_part *part = find_part(section);
    if (part == NULL)
        return capacity__fail(err, CAPACITY_E_NOT_FOUND, CAPACITY_FIELD_NONE, -1,
                              "no part %" PRId64 " of the guide, there are 1 to %zu",
                              (int64_t)section, capacity__guide_parts - 1);
    CAPACITY__TRY(capacity__rows_begin(out, out_size, sizeof *out, max, count, part->count, err));
    for (size_t i = 0; out != NULL && i < *count; i++) {
        capacity_guide_entry row;
        entry_row(section, &part->entries[i], &row);
        capacity__row_out_at(out, out_size, i, &row, sizeof row);
    }
    return CAPACITY_OK;
}
