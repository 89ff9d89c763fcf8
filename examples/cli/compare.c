/*
 * compare: two workloads, or one under two prices, ladders or settings.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "commands.h"
#include "pair.h"

static capacity_status write_differences(const void *subject, uint32_t format, char *buf,
                                         size_t size, size_t *needed, capacity_error *err)
{
    const pair *p = subject;

    return capacity_plan_write_differences(p->a.plan, p->b.plan, format, buf, size, needed, err);
}

int run_compare(const settings *s, text *out)
{
    pair p;
    int status = load_pair(s, &p);

    if (!status)
        status = put_written(write_differences, &p, s->format, out);
    pair_free(&p);
    return status;
}
