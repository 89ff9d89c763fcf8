/*
 * capacity: size a workload from the command line. The first user of libcapacity; it uses the public
 * header alone.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "files.h"
#include "report.h"

#include <signal.h>
#include <string.h>

const command commands[] = {
    {"plan", CMD_PLAN, "", 0, "size a workload and print the plan",
     "Size a workload and print the plan: the tier and why, the guide's tier, its formulas and the "
     "recommendation side by side, nodes, data store, monthly bill, findings.",
     run_plan},
    {"explain", CMD_EXPLAIN, "", 0, "print every step of a plan's arithmetic, with sources",
     "Print how each result of a plan comes about: every step of the arithmetic with its numbers, "
     "and the source of each formula and constant.",
     run_explain},
    {"compare", CMD_COMPARE, "[A [B]]", 2, "compare two workloads",
     "Print the results in which two workloads A and B differ. A and B are profiles (YAML or JSON, "
     "- for standard input). Without B, or without both, B starts as a copy of A, and --set-b, "
     "--catalog-b or --tiers-b sets it apart.",
     run_compare},
    {"emit", CMD_EMIT, "KIND|all", 1, "write a plan as manifests",
     "Write one kind of manifest of a plan to standard output or into the folder --out, or all "
     "kinds into the folder; the folder is made if there is none. Beside each number stands why it "
     "is what it is, as an annotation and in REASONS.md. --names lists the kinds.",
     run_emit},
    {"assess", CMD_ASSESS, "METRICS", 1, "say from metrics whether to scale now",
     "Hold metrics of a running component (a file in YAML or JSON, - for standard input) against "
     "the guide's alerts and, where a workload is given, against its plan. The exit status is 0 "
     "to hold, 10 to scale or to change the tier, 11 where a critical alert fired.",
     run_assess},
    {"migrate", CMD_MIGRATE, "[A [B]]", 2, "print the steps from one workload or tier to another",
     "Print the steps from A to B in a safe order, each with why, trigger, action, verification, "
     "rollback, risk and what it does to the bill. A and B are profiles (YAML or JSON, - for "
     "standard input), numbers of concurrent users, or tiers by name; ./NAME is always a file. "
     "Without B, or without both, B starts as a copy of A, and --set-b, --catalog-b or --tiers-b "
     "sets it apart. From tier to tier the guide's prescription is migrated, else what is "
     "recommended; --answer chooses.",
     run_migrate},
    {"rightsize", CMD_RIGHTSIZE, "USAGE", 1, "recommend requests and limits from usage",
     "Recommend requests and limits from what pods were seen to use: USAGE is CSV with a header, "
     "time, cpu, memory and oom (- for standard input). Where a workload is given, its requests "
     "and "
     "autoscaler targets are in force, and request x target is kept. The form of the file: "
     "docs/formats.md; the rules: docs/model/rightsizing.md.",
     run_rightsize},
    {"tiers", CMD_TIERS, "[NAME]", 1, "print the guide's tiers, or one's own",
     "Print the quick reference table and every tier with all that it prescribes, or the tier of "
     "that name.",
     run_tiers},
    {"fields", CMD_FIELDS, "[NAME|PATTERN]", 1, "list inputs and results, or show one in full",
     "List the fields: what a profile sets and what a plan computes, with unit, default, range and "
     "meaning. A field's name shows that field in full, with its source; a pattern with * and ? "
     "selects by name, any other text by name and meaning.",
     run_fields},
    {"catalog", CMD_CATALOG, "[machines|meters|options|NAME]", 1, "show machines, prices, sources",
     "Show what the catalogue holds. machines, meters and options list these; the name of a "
     "machine "
     "shows its shape, what EKS leaves of it to pods, and its price by every way to buy it; the "
     "name of a meter shows its bands. Each figure comes with date and source.",
     run_catalog},
    {"guide", CMD_GUIDE, "[SECTION]", 1, "print what the sizing guide says beside its tiers",
     "Print the statements of the sizing guide beside its tiers: assumptions, benchmarks, scaling, "
     "autoscaling, alerts, cost tips, migration. --names lists the sections.",
     run_guide},
    {"simulate", CMD_SIMULATE, "[TRACE]", 1, "play a load trace against the autoscalers",
     "Play a load trace against the autoscalers of a plan: pods and nodes come and go as "
     "Kubernetes "
     "would have them, and requests that nobody serves are counted. TRACE is CSV with a header, "
     "time "
     "and rate (- for standard input); --spike and --day make one up. The form of a trace: "
     "docs/formats.md; the rules: docs/model/simulation.md.",
     run_simulate},
    {"headroom", CMD_HEADROOM, "", 0, "say how fast the load may grow",
     "Say in what time the load may grow by a factor before the spike buffer is used up: until new "
     "pods carry load nothing helps but what is spare. With --within the buffer that such growth "
     "needs, and how an autoscaler on CPU follows. Closed forms: docs/model/autoscaling.md; "
     "capacity simulate plays a trace.",
     run_headroom},
    {"help", CMD_HELP, "[COMMAND]", 1, "say more about a command", "Say more about a command.",
     run_help},
    {"version", CMD_VERSION, "", 0, "print the versions of library, formulas and catalogue",
     "Print the versions of the library, of its formulas and of the built-in catalogue.",
     run_version},
};
const size_t command_count = sizeof commands / sizeof *commands;

/* Is the text to be written? A verdict is a status with one. */
static int is_answer(int status)
{
    return status == EXIT_FINE || status == EXIT_SCALE || status == EXIT_CRITICAL;
}

static int run(const command *c, int argc, char **argv)
{
    settings s;
    text out = {0};
    int status = settings_read(&s, c, argc, argv);

    if (!status && s.help)
        put_command_help(c, &out);
    else if (!status)
        status = c->run(&s, &out);
    if (is_answer(status)) {
        const int written = write_file(s.output, &out);

        status = written ? written : status;
    }
    text_free(&out);
    settings_free(&s);
    return status;
}

/* --help and --version stand before any command. */
static const char *command_of(const char *word)
{
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return "help";
    if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        return "version";
    return word;
}

int main(int argc, char **argv)
{
    const command *c;
    capacity_error err;

    occupy_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a failed write, with a message */
    if (capacity_version_check(CAPACITY_VERSION_NUMBER, &err) < 0)
        return complain_about(&err, NULL, FAULT_VALUE);
    if (argc < 2) {
        complain("which command? for example: capacity plan --users 1000");
        advise("'capacity help' lists the commands");
        return EXIT_BAD_INPUT;
    }
    if (argv[1][0] == '-' && command_of(argv[1]) == argv[1]) {
        complain("the command comes first, then its options: capacity plan %.*s", QUOTED_SIZE,
                 argv[1]);
        advise("'capacity help' lists the commands");
        return EXIT_BAD_INPUT;
    }
    c = find_command(command_of(argv[1]));
    return c ? run(c, argc - 1, argv + 1) : EXIT_BAD_INPUT;
}
