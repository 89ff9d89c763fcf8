/*
 * migrate: the steps from one workload, or tier, to another.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "pair.h"

typedef struct migration {
    pair pair;
    uint32_t answer;
} migration;

static capacity_status write_migration(const void *subject, uint32_t format, char *buf, size_t size,
                                       size_t *needed, capacity_error *err)
{
    const migration *m = subject;

    return capacity_migration_write(m->pair.a.plan, m->pair.b.plan, m->answer, format, buf, size,
                                    needed, err);
}

/* From tier to tier the guide's prescription is meant, else what is recommended. */
int run_migrate(const settings *s, text *out)
{
    migration m;
    int status = load_pair(s, &m.pair);

    if (!status) {
        m.answer = s->answer_given           ? (uint32_t)s->answer
                   : names_tiers(s, &m.pair) ? CAPACITY_ANSWER_TIER
                                             : CAPACITY_ANSWER_RECOMMENDED;
        status = put_written(write_migration, &m, s->format, out);
    }
    pair_free(&m.pair);
    return status;
}
