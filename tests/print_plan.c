/*
 * Prints a plan, its steps, its differences or a migration, for the checks of tests/test_plan_output.py.
 * SPDX-License-Identifier: Apache-2.0
 *
 * print_plan plan|steps|differences|migration[ANSWER] FORMAT [name=value | own]... [-- [name=value | own]...]
 *
 * FORMAT is 1 to 4; "own" adds a component and a table beside the usual ones. What stands behind
 * "--" is the second plan.
 */
#include <capacity/capacity.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static capacity_error err;

static void stop(void)
{
    char line[512];
    if (capacity_error_format(&err, line, sizeof line, NULL) < 0)
        snprintf(line, sizeof line, "no more is known");
    fprintf(stderr, "print_plan: %s\n", line);
    exit(1);
}

static void need(capacity_status status)
{
    if (status < 0)
        stop();
}

static void put_own(capacity_profile *profile)
{
    capacity_component_spec worker = CAPACITY_INIT(capacity_component_spec);
    capacity_table_spec sessions = CAPACITY_INIT(capacity_table_spec);

    strcpy(worker.name, "worker");
    worker.traffic_ppm = 500000;
    worker.requests_per_pod_mrps = 10000;
    worker.cpu_request_mcpu = 250;
    worker.memory_request_bytes = 256 * CAPACITY_MIB;
    worker.min_pods = 2;
    need(capacity_profile_put_component(profile, &worker, &err));

    strcpy(sessions.name, "sessions");
    sessions.reads_per_user_mrpm = 1000;
    sessions.writes_per_user_mrpm = 500;
    sessions.read_item_bytes = 4096;
    sessions.write_item_bytes = 1024;
    sessions.billing = CAPACITY_BILLING_PROVISIONED;
    need(capacity_profile_put_table(profile, &sessions, &err));
}

/* Sets inputs up to the end or "--", and returns how many arguments that took. */
static int set_inputs(capacity_profile *profile, char **args, int count)
{
    int i = 0;
    for (; i < count && strcmp(args[i], "--") != 0; i++) {
        char name[64];
        const char *equals = strchr(args[i], '=');
        if (strcmp(args[i], "own") == 0) {
            put_own(profile);
            continue;
        }
        if (equals == NULL || equals - args[i] >= (int)sizeof name) {
            fprintf(stderr, "print_plan: %s is not name=value\n", args[i]);
            exit(1);
        }
        memcpy(name, args[i], (size_t)(equals - args[i]));
        name[equals - args[i]] = '\0';
        need(capacity_profile_set_text(profile, name, equals + 1, &err));
    }
    return i;
}

static capacity_plan *plan_of(char **args, int count, int *used)
{
    capacity_profile *profile;
    capacity_plan *plan;

    need(capacity_profile_new(NULL, &profile, &err));
    *used = set_inputs(profile, args, count);
    need(capacity_plan_new(profile, NULL, NULL, NULL, &plan, &err));
    capacity_profile_free(profile);
    return plan;
}

static capacity_status write_it(const char *what, const capacity_plan *plan,
                                const capacity_plan *other, uint32_t format, char *buf, size_t size,
                                size_t *needed)
{
    if (strcmp(what, "plan") == 0)
        return capacity_plan_write(plan, format, buf, size, needed, &err);
    if (strcmp(what, "steps") == 0)
        return capacity_plan_write_steps(plan, format, buf, size, needed, &err);
    if (strncmp(what, "migration", 9) == 0)
        return capacity_migration_write(plan, other, (uint32_t)strtoul(what + 9, NULL, 10), format,
                                        buf, size, needed, &err);
    return capacity_plan_write_differences(plan, other, format, buf, size, needed, &err);
}

int main(int argc, char **argv)
{
    capacity_plan *other = NULL;
    size_t needed = 0;
    int used = 0;

    if (argc < 3) {
        fprintf(stderr,
                "usage: print_plan plan|steps|differences|migration FORMAT [name=value]...\n");
        return 1;
    }
    uint32_t format = (uint32_t)strtoul(argv[2], NULL, 10);
    capacity_plan *plan = plan_of(argv + 3, argc - 3, &used);
    if (strcmp(argv[1], "differences") == 0 || strncmp(argv[1], "migration", 9) == 0) {
        int from = 3 + used + (3 + used < argc);
        other = plan_of(argv + from, argc - from, &used);
    }
    need(write_it(argv[1], plan, other, format, NULL, 0, &needed));
    char *text = malloc(needed + 1);
    if (text == NULL)
        return 1;
    need(write_it(argv[1], plan, other, format, text, needed + 1, &needed));
    fputs(text, stdout);
    free(text);
    capacity_plan_unref(other);
    capacity_plan_unref(plan);
    return 0;
}
