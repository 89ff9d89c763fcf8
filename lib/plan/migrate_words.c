/*
 * The rows of a migration: the words of each step with its numbers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/structs.h"
#include "model/guide.h"
#include "plan/finding.h"
#include "plan/migrate.h"
#include "plan/rows.h"

enum { GROWS = 1, SHRINKS = -1 };

static const struct words {
    uint8_t kind;
    int8_t sign;
    uint8_t risk;
    int32_t hold_s;
    const char *title, *why, *precondition, *trigger, *action, *verify, *rollback, *source;
} all_words[] = {
#define CAPACITY_STEP(kind, sign, risk, hold, ...)                                                 \
    {CAPACITY_MIGRATION_KIND_##kind, sign, CAPACITY_RISK_##risk, hold, __VA_ARGS__},
#include "plan/migrate.def"
#undef CAPACITY_STEP
};
enum { WORDS = sizeof all_words / sizeof *all_words };

/* --- changes in words ---------------------------------------------------------------------- */

static const char *const what_words[] = {
    [CAPACITY_CHANGE_PODS] = "pods",
    [CAPACITY_CHANGE_PODS_MAX] = "maximum",
    [CAPACITY_CHANGE_CPU_REQUEST] = "CPU request",
    [CAPACITY_CHANGE_CPU_LIMIT] = "CPU limit",
    [CAPACITY_CHANGE_MEMORY_REQUEST] = "memory request",
    [CAPACITY_CHANGE_MEMORY_LIMIT] = "memory limit",
    [CAPACITY_CHANGE_CPU_TARGET] = "CPU target",
    [CAPACITY_CHANGE_MEMORY_TARGET] = "memory target",
    [CAPACITY_CHANGE_RATE_TARGET] = "requests/s per pod",
    [CAPACITY_CHANGE_NODES_MIN] = "minimum",
    [CAPACITY_CHANGE_NODES] = "nodes",
    [CAPACITY_CHANGE_NODES_MAX] = "maximum",
    [CAPACITY_CHANGE_NODE_TYPES] = "types",
    [CAPACITY_CHANGE_PURCHASE] = "purchase",
    [CAPACITY_CHANGE_LABEL] = "label",
    [CAPACITY_CHANGE_TAINT] = "taint",
    [CAPACITY_CHANGE_BILLING] = "billing",
    [CAPACITY_CHANGE_RCU] = "read units",
    [CAPACITY_CHANGE_WCU] = "write units",
    [CAPACITY_CHANGE_RESERVED_RCU] = "reserved read units",
    [CAPACITY_CHANGE_RESERVED_WCU] = "reserved write units",
    [CAPACITY_CHANGE_TABLE_REGIONS] = "regions",
    [CAPACITY_CHANGE_CACHE_NODES] = "cache nodes",
    [CAPACITY_CHANGE_CACHE_TYPE] = "type",
    [CAPACITY_CHANGE_DAX_NODES] = "DAX nodes",
    [CAPACITY_CHANGE_DAX_TYPE] = "type",
    [CAPACITY_CHANGE_QUEUE] = "queue",
    [CAPACITY_CHANGE_CDN] = "CDN",
    [CAPACITY_CHANGE_REGIONS] = "further regions",
    [CAPACITY_CHANGE_STANDBY] = "standby share",
    [CAPACITY_CHANGE_LOAD_BALANCERS] = "load balancers",
    [CAPACITY_CHANGE_NAT_GATEWAYS] = "NAT gateways",
    [CAPACITY_CHANGE_ZONES] = "zones",
};

static void put_side(capacity__out *out, const char *text, capacity_unit unit, int64_t value)
{
    if (text != NULL)
        capacity__put(out, text[0] == '\0' ? "none" : text);
    else
        capacity__put_quantity(out, unit, value);
}

void capacity__put_change(capacity__out *out, const capacity__change *change)
{
    capacity__put_format(out, "%s ", what_words[change->what]);
    /* what is new or goes is named by the one side that there is */
    if (change->before_text != NULL && change->before_text[0] == '\0') {
        capacity__put(out, change->after_text);
        return;
    }
    put_side(out, change->before_text, change->unit, change->before);
    capacity__put(out, " -> ");
    put_side(out, change->after_text, change->unit, change->after);
}

typedef struct listing {
    const capacity__migration *migration;
    size_t step;
    capacity__out *out;
    const char *comma;
} lister;

/* Groups of further regions are told apart by their names. */
static void list_change(void *context, const capacity__change *change)
{
    lister *listing = context;
    const capacity__move *move = &listing->migration->move[listing->step];
    if (capacity__change_step(listing->migration, change) != listing->step)
        return;
    if (change->what == CAPACITY_CHANGE_LABEL || change->what == CAPACITY_CHANGE_TAINT ||
        (move->kind == CAPACITY_MIGRATION_KIND_REGIONS && change->subject[0] != '\0' &&
         change->what != CAPACITY_CHANGE_NODES))
        return; /* rows of changes have them all */
    capacity__put(listing->out, listing->comma);
    if (move->subject[0] == '\0' && change->subject[0] != '\0')
        capacity__put_format(listing->out, "%s ", change->subject);
    capacity__put_change(listing->out, change);
    listing->comma = ", ";
}

static void put_changes(capacity__out *out, const capacity__migration *migration, size_t step)
{
    lister listing = {migration, step, out, ""};
    size_t before = out->len;
    capacity__walk_changes(&migration->pair, list_change, &listing);
    if (out->len == before)
        capacity__put(out, "labels or taints of its nodes");
}

/* --- what the guide says ------------------------------------------------------------------- */

/* Statements of a part, joined; those of a subject if one is given, but not where the alert goes. */
static void put_guide(capacity__out *out, capacity_guide_section section, const char *subject)
{
    const capacity__guide_entry *entry;
    const char *comma = "";
    for (size_t i = 0; (entry = capacity__guide_at(section, i)) != NULL; i++) {
        if (strcmp(entry->subject, subject) != 0 || strncmp(entry->text, "Channel", 7) == 0)
            continue;
        capacity__put_format(out, "%s%s", comma, entry->text);
        comma = "; ";
    }
}

static void put_demand(capacity__out *out, const capacity__pair *pair)
{
    static const struct {
        capacity_field field;
        const char *what;
    } demand[] = {{CAPACITY_OUT_USERS, "users"}, {CAPACITY_OUT_DEMAND_MRPS, "requests/s"}};
    const char *comma = "";
    for (int i = 0; i < 2; i++) {
        const capacity__field_info *info = capacity__field(demand[i].field);
        int64_t was = capacity__result(pair->before, demand[i].field);
        int64_t is = capacity__result(pair->after, demand[i].field);
        capacity__put(out, comma);
        capacity__put_quantity(out, info->unit, was);
        if (is != was) {
            capacity__put(out, " -> ");
            capacity__put_quantity(out, info->unit, is);
        }
        capacity__put_format(out, " %s", demand[i].what);
        comma = ", ";
    }
}

static void put_hole(capacity__out *out, const capacity__migration *migration, size_t step,
                     char hole)
{
    const capacity__move *move = &migration->move[step];
    switch (hole) {
    case 's':
        capacity__put(out, move->subject);
        break;
    case 'c':
        put_changes(out, migration, step);
        break;
    case 't':
        capacity__put(out, migration->pair.after->tier->tier.name);
        break;
    case 'n':
        capacity__say_percent(out, move->share_ppm);
        break;
    case 'u':
        put_demand(out, &migration->pair);
        break;
    case 'w':
        put_guide(out, CAPACITY_GUIDE_ALERTS, "warning");
        break;
    case 'x':
        put_guide(out, CAPACITY_GUIDE_ALERTS, "critical");
        break;
    default: /* g */
        put_guide(out, CAPACITY_GUIDE_SCALE_UP, "signs");
        break;
    }
}

static void fill(char *text, size_t size, const char *words, const capacity__migration *migration,
                 size_t step)
{
    capacity__out out = capacity__out_new(text, size);
    for (const char *at = words; *at != '\0'; at++) {
        if (*at != '{') {
            capacity__put_char(&out, *at);
            continue;
        }
        put_hole(&out, migration, step, at[1]);
        at += 2;
    }
    (void)capacity__out_end(&out, NULL,
                            NULL); /* a list too long is cut: rows of changes are whole */
}

/* --- notes --------------------------------------------------------------------------------- */

static int is_listable(const capacity__move *move)
{
    return move->sign > 0 && move->kind >= CAPACITY_MIGRATION_KIND_REGIONS &&
           move->kind <= CAPACITY_MIGRATION_KIND_CDN;
}

/* A path goes tier by tier where each is lived in; of two plans only the ends are known. */
static void put_jump(capacity__out *out, const capacity__migration *migration)
{
    capacity__put_format(
        out,
        "Goes straight to %s and passes over %" PRId64
        " of the tiers: machines and stores of a tier between "
        "would be bought only to be replaced. To stay in each for a time, plan each and migrate "
        "from one to the next",
        migration->pair.after->tier->tier.name, (int64_t)migration->between);
}

static void put_note(char *text, size_t size, const capacity__migration *migration, size_t step)
{
    const capacity__move *move = &migration->move[step];
    capacity__out out = capacity__out_new(text, size);
    if (move->note != NULL)
        capacity__put(&out, move->note);
    if (move->early)
        capacity__put_format(&out,
                             "%sThe guide lists it later; it comes first because pods need it",
                             out.len > 0 ? ". " : "");
    if (migration->leg_count > 0 && is_listable(move) && move->guide == 0 && out.len == 0)
        capacity__put(&out, migration->pair.answer == CAPACITY_ANSWER_TIER
                                ? "The guide's path does not list it; its tier tables differ in it"
                                : "The guide's path does not list it; the plans differ in it");
    if (move->kind == CAPACITY_MIGRATION_KIND_BASELINE && migration->between > 0)
        put_jump(&out, migration);
    (void)capacity__out_end(&out, NULL, NULL);
}

/* --- rows ---------------------------------------------------------------------------------- */

/* Kinds that have no words for shrinking are always known as growing. */
static const struct words *words_of(const capacity__move *move)
{
    const struct words *found = all_words;
    for (size_t i = 0; i < WORDS; i++)
        if (all_words[i].kind == move->kind &&
            (all_words[i].sign == move->sign || found->kind != move->kind))
            found = &all_words[i];
    return found;
}

void capacity__migration_step_row(const capacity__migration *migration, size_t index,
                                  capacity_migration_step *row)
{
    const capacity__move *move = &migration->move[index];
    const struct words *words = words_of(move);
    const struct {
        char *text;
        size_t size;
        const char *words;
    } texts[] = {
        {row->title, sizeof row->title, words->title},
        {row->why, sizeof row->why, words->why},
        {row->precondition, sizeof row->precondition, words->precondition},
        {row->trigger, sizeof row->trigger, words->trigger},
        {row->action, sizeof row->action, words->action},
        {row->verify, sizeof row->verify, words->verify},
        {row->rollback, sizeof row->rollback, words->rollback},
    };

    memset(row, 0, sizeof *row);
    row->struct_size = sizeof *row;
    row->phase = move->phase;
    row->kind = move->kind;
    row->risk = words->risk;
    row->order = (uint32_t)index + 1;
    row->share_ppm = move->share_ppm;
    row->hold_us = words->hold_s * CAPACITY_SECOND_US;
    row->cost_low_uusd = move->cost[CAPACITY__LOW];
    row->cost_uusd = move->cost[CAPACITY__EXPECTED];
    row->cost_high_uusd = move->cost[CAPACITY__HIGH];
    row->monthly_uusd =
        migration->pair.before->bill[migration->pair.answer].total[CAPACITY__EXPECTED];
    for (size_t i = 0; i <= index; i++)
        row->monthly_uusd += migration->move[i].cost[CAPACITY__EXPECTED];
    capacity__name_copy(row->subject, sizeof row->subject, move->subject);
    capacity__name_copy(row->source, sizeof row->source, words->source);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fill(texts[i].text, texts[i].size, texts[i].words, migration, index);
    put_note(row->note, sizeof row->note, migration, index);
    if (move->guide == 0)
        return;
    row->guide_order = move->guide;
    capacity__out out = capacity__out_new(row->guide_path, sizeof row->guide_path);
    capacity__put_leg(&out, migration, move->leg);
    (void)capacity__out_end(&out, NULL, NULL);
}
