/*
 * What the command line says, read once.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <capacity/capacity.h>

#include "text.h"

/* One bit for each command, for the table of options. */
enum {
    CMD_PLAN = 1 << 0,
    CMD_EXPLAIN = 1 << 1,
    CMD_COMPARE = 1 << 2,
    CMD_TIERS = 1 << 3,
    CMD_FIELDS = 1 << 4,
    CMD_CATALOG = 1 << 5,
    CMD_GUIDE = 1 << 6,
    CMD_HELP = 1 << 7,
    CMD_VERSION = 1 << 8,
    CMD_EMIT = 1 << 9,
    CMD_ASSESS = 1 << 10,
    CMD_MIGRATE = 1 << 11,
    CMD_SIMULATE = 1 << 12,
    CMD_HEADROOM = 1 << 13,
    CMD_RIGHTSIZE = 1 << 14,
    CMD_ALL = (1 << 16) - 1
};

/* The two sides of a comparison; everything else has only the first. */
enum { SIDE_A = 1 << 0, SIDE_B = 1 << 1, SIDE_BOTH = SIDE_A | SIDE_B };

typedef struct assignment {
    int sides;
    const char *option; /* as written, for messages */
    char *name;
    const char *value;
} assignment;

typedef struct settings settings;

typedef struct command {
    const char *name;
    int bit;
    const char *arguments; /* after the name, for the usage line */
    size_t most_arguments;
    const char *sentence;
    const char *about;                        /* its help */
    int (*run)(const settings *s, text *out); /* the exit status */
} command;

struct settings {
    const command *command;
    const char *profile, *catalog, *tiers;    /* files, NULL: none */
    const char *catalog_b, *tiers_b, *output; /* likewise */
    const char *out, *kubernetes_namespace;   /* of emit, likewise */
    const char *component;                    /* of assess, rightsize, headroom; NULL: backend */
    const char *method;                       /* of rightsize; NULL: vpa */
    const char *arguments[2];
    size_t argument_count;
    assignment *assignments;
    size_t assignment_count;
    const char **options; /* of manifests: NAME=VALUE */
    size_t option_count;
    capacity_format format;
    capacity_answer answer;
    int answer_given, format_given, force, explain, names, inputs, results, help;
    const char *spike, *within, *hold; /* of a trace made up, NULL: not given */
    const char *growth;                /* of headroom; NULL: 2x */
    int64_t seed;
    int day, events, csv, simulate;
};

/* Exit status; anything but 0 has been complained about. argv[0] is the command's name. */
int settings_read(settings *s, const command *c, int argc, char **argv);
void settings_free(settings *s);

/* The options of a command, for its help. */
void settings_help(const command *c, text *out);

/* Complain unless the format is text or Markdown; `because` says what to do instead. */
int need_prose(const settings *s, const char *because);

extern const command commands[];
extern const size_t command_count;

#endif
