/*
 * The options: one table for getopt, for the help and for the checks.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "settings.h"
#include "names.h"
#include "report.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum {
    TWO_SIDED = CMD_COMPARE | CMD_MIGRATE,
    SIZING = CMD_PLAN | CMD_EXPLAIN | TWO_SIDED | CMD_EMIT | CMD_SIMULATE | CMD_HEADROOM,
    PLANNED = SIZING | CMD_ASSESS | CMD_RIGHTSIZE, /* what may take a workload */
    PRINTING = CMD_PLAN | CMD_EXPLAIN | TWO_SIDED,
    LISTING = CMD_TIERS | CMD_FIELDS | CMD_CATALOG | CMD_GUIDE,
    LONG_ONLY = 256, /* getopt's value of the first option without a letter */
    HELP_INDENT = 32
};

typedef struct option_info option_info;
typedef int (*take_option)(settings *s, const option_info *o, const char *value);

struct option_info {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    int commands;
    take_option take;
    const char *field; /* input that it sets */
    int sides;
    const char *sentence;
};

static int take_field(settings *s, const option_info *o, const char *value);
static int take_set(settings *s, const option_info *o, const char *value);
static int take_file(settings *s, const option_info *o, const char *value);
static int take_name(settings *s, const option_info *o, const char *value);
static int take_format(settings *s, const option_info *o, const char *value);
static int take_answer(settings *s, const option_info *o, const char *value);
static int take_flag(settings *s, const option_info *o, const char *value);
static int take_manifest_option(settings *s, const option_info *o, const char *value);
static int take_word(settings *s, const option_info *o, const char *value);
static int take_seed(settings *s, const option_info *o, const char *value);

static const option_info options[] = {
    {"users", 'u', "N", PLANNED, take_field, "concurrent_users", SIDE_BOTH,
     "users active at the same time"},
    {"total-users", 't', "N", PLANNED, take_field, "total_users", SIDE_BOTH, "registered users"},
    {"node-type", 'n', "TYPE", PLANNED, take_field, "node_type", SIDE_BOTH,
     "machine type of the nodes"},
    {"set", 's', "FIELD=VALUE", PLANNED, take_set, NULL, SIDE_BOTH,
     "set an input: by key in people's units (spike_buffer=30%), by exact name the integer "
     "(spike_buffer_ppm=300000); may be repeated, the last one wins"},
    {"set-a", 0, "FIELD=VALUE", TWO_SIDED, take_set, NULL, SIDE_A, "set an input of A only"},
    {"set-b", 0, "FIELD=VALUE", TWO_SIDED, take_set, NULL, SIDE_B, "set an input of B only"},
    {"profile", 'p', "FILE",
     CMD_PLAN | CMD_EXPLAIN | CMD_EMIT | CMD_ASSESS | CMD_SIMULATE | CMD_HEADROOM | CMD_RIGHTSIZE,
     take_file, NULL, 0,
     "read a profile (YAML or JSON), - for standard input; options override it"},
    {"catalog", 'c', "FILE", PLANNED | CMD_CATALOG, take_file, NULL, 0,
     "prices and machines of one's own instead of the built-in catalogue"},
    {"catalog-b", 0, "FILE", TWO_SIDED, take_file, NULL, 0, "another catalogue for B"},
    {"tiers", 'T', "FILE", PLANNED | CMD_TIERS, take_file, NULL, 0,
     "a ladder of tiers of one's own instead of the guide's"},
    {"tiers-b", 0, "FILE", TWO_SIDED, take_file, NULL, 0, "another ladder for B"},
    {"component", 'C', "NAME", CMD_ASSESS | CMD_RIGHTSIZE, take_name, NULL, 0,
     "the component that was measured: backend (the default), frontend or one's own"},
    {"component", 'C', "NAME", CMD_HEADROOM, take_name, NULL, 0,
     "whose pods: backend (the default), frontend or one's own"},
    {"growth", 0, "GROWTH", CMD_HEADROOM, take_word, NULL, 0,
     "by how much the load grows: 2x (the default), or 100% more"},
    {"within", 0, "TIME", CMD_HEADROOM, take_word, NULL, 0,
     "in what time it does (60s): which buffer that needs"},
    {"simulate", 0, NULL, CMD_HEADROOM, take_flag, NULL, 0,
     "ask the simulator too, with the pods and nodes that the plan has"},
    {"format", 'f', "FORMAT", CMD_HEADROOM, take_format, NULL, 0, "text (the default) or json"},
    {"explain", 'e', NULL, CMD_PLAN, take_flag, NULL, 0,
     "after the plan every step of its arithmetic, with sources"},
    {"answer", 'a', "ANSWER", CMD_PLAN, take_answer, NULL, 0,
     "only the nodes and the bill of one answer: recommended, tier or formula"},
    {"answer", 'a', "ANSWER", CMD_EMIT, take_answer, NULL, 0,
     "whose numbers: recommended (the default), tier or formula"},
    {"answer", 'a', "ANSWER", CMD_MIGRATE, take_answer, NULL, 0,
     "what is migrated: recommended, tier or formula"},
    {"out", 'O', "DIR", CMD_EMIT, take_file, NULL, 0, "write files into this folder"},
    {"force", 0, NULL, CMD_EMIT, take_flag, NULL, 0, "overwrite files that are there"},
    {"namespace", 0, "NAME", CMD_EMIT, take_file, NULL, 0, "namespace of the objects"},
    {"option", 0, "NAME=VALUE", CMD_EMIT, take_manifest_option, NULL, 0,
     "names, labels and versions, see below; may be repeated, the last one wins"},
    {"answer", 'a', "ANSWER", CMD_SIMULATE, take_answer, NULL, 0,
     "whose pods and nodes: recommended (the default), tier or formula"},
    {"spike", 0, "FACTOR", CMD_SIMULATE, take_word, NULL, 0,
     "a trace made up: the planned rate, then so many times that (5x), then the planned rate"},
    {"within", 0, "TIME", CMD_SIMULATE, take_word, NULL, 0, "how long the spike rises (60s)"},
    {"for", 0, "TIME", CMD_SIMULATE, take_word, NULL, 0, "how long it lasts (10m)"},
    {"day", 0, NULL, CMD_SIMULATE, take_flag, NULL, 0,
     "a trace made up: a day from a quiet night to the planned rate at 15:00"},
    {"seed", 0, "N", CMD_SIMULATE, take_seed, NULL, 0,
     "of interruptions and nodes that never join (0)"},
    {"events", 0, NULL, CMD_SIMULATE, take_flag, NULL, 0, "what happened when, with reasons"},
    {"format", 'f', "FORMAT", CMD_SIMULATE, take_format, NULL, 0,
     "text (the default), json, or csv: a line for each tick"},
    {"method", 'm', "METHOD", CMD_RIGHTSIZE, take_word, NULL, 0,
     "by which rules: vpa (the default) or krr"},
    {"format", 'f', "FORMAT", CMD_RIGHTSIZE, take_format, NULL, 0,
     "text (the default), json or markdown"},
    {"inputs", 'i', NULL, CMD_FIELDS, take_flag, NULL, 0, "only what a profile sets"},
    {"results", 'r', NULL, CMD_FIELDS, take_flag, NULL, 0, "only what a plan computes"},
    {"names", 'N', NULL, LISTING | CMD_EMIT, take_flag, NULL, 0,
     "bare names, one a line, for scripts"},
    {"format", 'f', "FORMAT", PRINTING | CMD_ASSESS | LISTING, take_format, NULL, 0,
     "text (the default), json, yaml or markdown"},
    {"format", 'f', "FORMAT", CMD_EMIT, take_format, NULL, 0,
     "yaml (the default) or json; REASONS.md is markdown"},
    {"output", 'o', "FILE", CMD_ALL, take_file, NULL, 0,
     "write to a file, whole or not at all; - for standard output"},
    {"help", 'h', NULL, CMD_ALL, take_flag, NULL, 0, "this help"},
};
enum { OPTIONS = sizeof options / sizeof *options };

/* --- what an option does ------------------------------------------------------------------- */

static void assign(settings *s, const option_info *o, const char *name, size_t size,
                   const char *value)
{
    assignment *all = need_memory(s->assignment_count + 1, sizeof *all);

    if (s->assignment_count)
        memcpy(all, s->assignments, s->assignment_count * sizeof *all);
    free(s->assignments);
    s->assignments = all;
    all[s->assignment_count++] = (assignment){o->sides, o->name, copy_string(name, size), value};
}

static int take_field(settings *s, const option_info *o, const char *value)
{
    assign(s, o, o->field, strlen(o->field), value);
    return EXIT_FINE;
}

static int take_set(settings *s, const option_info *o, const char *value)
{
    const char *equals = strchr(value, '=');

    if (!equals || equals == value) {
        complain("--%s '%.*s' is not FIELD=VALUE", o->name, QUOTED_SIZE, value);
        advise("for example --%s spike_buffer=30%%; 'capacity fields' lists all fields", o->name);
        return EXIT_BAD_INPUT;
    }
    assign(s, o, value, (size_t)(equals - value), equals + 1);
    return EXIT_FINE;
}

static int take_file(settings *s, const option_info *o, const char *value)
{
    const struct {
        const char *name;
        const char **place;
    } files[] = {
        {"profile", &s->profile}, {"catalog", &s->catalog},
        {"tiers", &s->tiers},     {"catalog-b", &s->catalog_b},
        {"tiers-b", &s->tiers_b}, {"output", &s->output},
        {"out", &s->out},         {"namespace", &s->kubernetes_namespace},
    };
    size_t i;

    if (!*value) {
        complain("--%s needs a name, but it is empty", o->name);
        return EXIT_BAD_INPUT;
    }
    for (i = 0; i < sizeof files / sizeof *files; i++)
        if (!strcmp(o->name, files[i].name))
            *files[i].place = value;
    return EXIT_FINE;
}

static int take_name(settings *s, const option_info *o, const char *value)
{
    if (!*value) {
        complain("--%s needs a name, but it is empty", o->name);
        return EXIT_BAD_INPUT;
    }
    s->component = value;
    return EXIT_FINE;
}

static int take_format(settings *s, const option_info *o, const char *value)
{
    static const struct {
        const char *name;
        capacity_format format;
    } formats[] = {
        {"text", CAPACITY_FORMAT_TEXT},
        {"json", CAPACITY_FORMAT_JSON},
        {"yaml", CAPACITY_FORMAT_YAML},
        {"markdown", CAPACITY_FORMAT_MARKDOWN},
    };
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(value, formats[i].name)) {
            s->format = formats[i].format;
            s->format_given = 1;
            s->csv = 0;
            return EXIT_FINE;
        }
    if (s->command->bit == CMD_SIMULATE && !strcmp(value, "csv")) {
        s->csv = 1;
        return EXIT_FINE;
    }
    complain("--%s '%.*s' is none of text, json, yaml, markdown", o->name, QUOTED_SIZE, value);
    return EXIT_BAD_INPUT;
}

static int take_answer(settings *s, const option_info *o, const char *value)
{
    static const struct {
        const char *name;
        capacity_answer answer;
    } answers[] = {
        {"recommended", CAPACITY_ANSWER_RECOMMENDED},
        {"tier", CAPACITY_ANSWER_TIER},
        {"formula", CAPACITY_ANSWER_FORMULA},
    };
    size_t i;

    for (i = 0; i < sizeof answers / sizeof *answers; i++)
        if (!strcmp(value, answers[i].name)) {
            s->answer = answers[i].answer;
            s->answer_given = 1;
            return EXIT_FINE;
        }
    complain("--%s '%.*s' is none of recommended, tier, formula", o->name, QUOTED_SIZE, value);
    return EXIT_BAD_INPUT;
}

static int take_flag(settings *s, const option_info *o, const char *value)
{
    const struct {
        const char *name;
        int *place;
    } flags[] = {
        {"explain", &s->explain}, {"inputs", &s->inputs}, {"results", &s->results},
        {"names", &s->names},     {"help", &s->help},     {"force", &s->force},
        {"day", &s->day},         {"events", &s->events}, {"simulate", &s->simulate},
    };
    size_t i;

    (void)value;
    for (i = 0; i < sizeof flags / sizeof *flags; i++)
        if (!strcmp(o->name, flags[i].name))
            *flags[i].place = 1;
    return EXIT_FINE;
}

static int take_manifest_option(settings *s, const option_info *o, const char *value)
{
    const char **all = need_memory(s->option_count + 1, sizeof *all);

    (void)o;
    if (s->option_count)
        memcpy(all, s->options, s->option_count * sizeof *all);
    free(s->options);
    s->options = all;
    all[s->option_count++] = value;
    return EXIT_FINE;
}

static int take_word(settings *s, const option_info *o, const char *value)
{
    const char **place = !strcmp(o->name, "spike")    ? &s->spike
                         : !strcmp(o->name, "within") ? &s->within
                         : !strcmp(o->name, "method") ? &s->method
                         : !strcmp(o->name, "growth") ? &s->growth
                                                      : &s->hold;

    *place = value;
    return EXIT_FINE;
}

static int take_seed(settings *s, const option_info *o, const char *value)
{
    capacity_error err;
    char option[32] = "--";

    if (capacity_unit_parse(CAPACITY_UNIT_COUNT, value, strlen(value), &s->seed, &err) < 0)
        return complain_about(&err, strcat(option, o->name), FAULT_VALUE);
    return EXIT_FINE;
}

/* --- reading the command line -------------------------------------------------------------- */

/* getopt's tables for the options of one command. */
static void fill_tables(const command *c, struct option *longs, char *shorts)
{
    size_t n = 0;
    int i;

    *shorts++ = ':'; /* tell a missing argument from an unknown option */
    for (i = 0; i < OPTIONS; i++) {
        const option_info *o = &options[i];

        if (!(o->commands & c->bit))
            continue;
        longs[n++] = (struct option){o->name, o->argument ? required_argument : no_argument, NULL,
                                     LONG_ONLY + i};
        if (!o->letter)
            continue;
        *shorts++ = o->letter;
        if (o->argument)
            *shorts++ = ':';
    }
    *shorts = '\0';
    memset(&longs[n], 0, sizeof longs[n]);
}

static const option_info *option_of(const command *c, int value)
{
    int i;

    if (value >= LONG_ONLY)
        return &options[value - LONG_ONLY];
    for (i = 0; i < OPTIONS; i++)
        if (options[i].letter && options[i].letter == value && (options[i].commands & c->bit))
            return &options[i];
    return NULL;
}

static void complain_unknown_letter(const command *c, int letter)
{
    const char shown[2] = {(char)letter, '\0'};

    complain("unknown option '-%s' of '%s'", shown, c->name);
    advise("'capacity help %s' lists its options", c->name);
}

/* An unknown or ambiguous long option, or one that has an argument and may have none. */
static void complain_unknown_option(const command *c, const char *written)
{
    const size_t size = strcspn(written + 2, "=");
    char *name = copy_string(written + 2, size);
    nearest n = {.written = name};
    int i, matches = 0;

    for (i = 0; i < OPTIONS; i++) {
        if (!(options[i].commands & c->bit))
            continue;
        matches += !strncmp(options[i].name, name, size);
        nearest_try(&n, options[i].name);
    }
    if (n.name && !n.distance)
        complain("--%s takes no argument", name);
    else if (matches > 1 && size)
        complain("'--%.*s' could be several options of '%s'", QUOTED_SIZE, name, c->name);
    else if (n.name)
        complain("unknown option '--%.*s' of '%s', did you mean '--%s'", QUOTED_SIZE, name, c->name,
                 n.name);
    else
        complain("unknown option '--%.*s' of '%s'", QUOTED_SIZE, name, c->name);
    advise("'capacity help %s' lists its options", c->name);
    free(name);
}

static int complain_unread(const command *c, int value, char *const *argv)
{
    const option_info *o = option_of(c, optopt);
    const char *written = argv[optind - 1];

    if (value == ':' && o)
        complain("--%s needs an argument: %s", o->name, o->argument);
    else if (optopt > 0 && optopt < LONG_ONLY)
        complain_unknown_letter(c, optopt);
    else
        complain_unknown_option(c, written);
    return EXIT_BAD_INPUT;
}

static int read_arguments(settings *s, int argc, char *const *argv)
{
    const command *c = s->command;

    for (; optind < argc; optind++) {
        if (s->argument_count == c->most_arguments) {
            complain("'%.*s' is one argument too many for '%s'", QUOTED_SIZE, argv[optind],
                     c->name);
            advise("usage: capacity %s [OPTION]...%s%s", c->name, *c->arguments ? " " : "",
                   c->arguments);
            return EXIT_BAD_INPUT;
        }
        s->arguments[s->argument_count++] = argv[optind];
    }
    return EXIT_FINE;
}

int settings_read(settings *s, const command *c, int argc, char **argv)
{
    struct option longs[OPTIONS + 1];
    char shorts[2 * OPTIONS + 2];
    int value, status;

    memset(s, 0, sizeof *s);
    s->command = c;
    s->format = CAPACITY_FORMAT_TEXT;
    fill_tables(c, longs, shorts);
    opterr = 0;
    optind = 1;
    while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const option_info *o = value == '?' || value == ':' ? NULL : option_of(c, value);

        if (!o)
            return complain_unread(c, value, argv);
        status = o->take(s, o, optarg);
        if (status)
            return status;
    }
    return s->help ? EXIT_FINE : read_arguments(s, argc, argv);
}

void settings_free(settings *s)
{
    size_t i;

    for (i = 0; i < s->assignment_count; i++)
        free(s->assignments[i].name);
    free(s->assignments);
    free(s->options);
    memset(s, 0, sizeof *s);
}

void settings_help(const command *c, text *out)
{
    int i;

    for (i = 0; i < OPTIONS; i++) {
        const option_info *o = &options[i];
        text sentence = {0};
        char letter[8] = "    ";
        size_t begin = out->size;

        if (!(o->commands & c->bit))
            continue;
        if (o->letter)
            memcpy(letter, (const char[]){'-', o->letter, ',', ' ', '\0'}, 5);
        text_printf(out, "  %s--%s%s%s", letter, o->name, o->argument ? " " : "",
                    o->argument ? o->argument : "");
        begin = out->size - begin;
        text_wrap(&sentence, o->sentence, HELP_INDENT, 100);
        text_puts(out, sentence.data + begin); /* the options' names end before the indent */
        text_free(&sentence);
    }
}

int need_prose(const settings *s, const char *because)
{
    if (s->format == CAPACITY_FORMAT_TEXT || s->format == CAPACITY_FORMAT_MARKDOWN)
        return EXIT_FINE;
    complain("--format %s is not available here; %s",
             s->format == CAPACITY_FORMAT_JSON ? "json" : "yaml", because);
    return EXIT_BAD_INPUT;
}
