/*
 * What every public kernel shares: named, bounded inputs, one value or many.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel/kernel.h"

static size_t input_count(const capacity__kernel *kernel)
{
    size_t n = 0;
    while (n < CAPACITY__KERNEL_INPUTS && kernel->in[n].name != NULL)
        n++;
    return n;
}

static size_t output_count(const capacity__kernel *kernel)
{
    size_t n = 0;
    while (n < CAPACITY__KERNEL_OUTPUTS && kernel->out[n] != NULL)
        n++;
    return n;
}

static capacity_status compute_row(const capacity__kernel *kernel, const int64_t *in, size_t inputs,
                                   int64_t *out, capacity_error *err)
{
    for (size_t i = 0; i < inputs; i++)
        CAPACITY__TRY(capacity__in_range(err, kernel->in[i].name, in[i], kernel->in[i].lowest,
                                         kernel->in[i].highest));
    return kernel->compute(in, out, err);
}

static capacity_status null_array(const char *name, capacity_error *err)
{
    return capacity__fail(err, CAPACITY_E_ARGUMENT, CAPACITY_FIELD_NONE, -1, "%s is NULL", name);
}

capacity_status capacity__kernel_one(const capacity__kernel *kernel, const int64_t *in,
                                     int64_t *const *out, capacity_error *err)
{
    const size_t outputs = output_count(kernel);
    int64_t result[CAPACITY__KERNEL_OUTPUTS];

    for (size_t i = 0; i < outputs; i++)
        if (out[i] == NULL)
            return null_array(kernel->out[i], err);
    CAPACITY__TRY(compute_row(kernel, in, input_count(kernel), result, err));
    for (size_t i = 0; i < outputs; i++)
        *out[i] = result[i];
    return CAPACITY_OK;
}

capacity_status capacity__kernel_many(const capacity__kernel *kernel, const int64_t *const *in,
                                      size_t n, int64_t *const *out, capacity_error *err)
{
    const size_t inputs = input_count(kernel), outputs = output_count(kernel);
    capacity_status status = CAPACITY_OK;

    for (size_t i = 0; n > 0 && i < inputs; i++)
        if (in[i] == NULL)
            return null_array(kernel->in[i].name, err);
    for (size_t i = 0; n > 0 && i < outputs; i++)
        if (out[i] == NULL)
            return null_array(kernel->out[i], err);
    for (size_t row = 0; row < n; row++) {
        int64_t value[CAPACITY__KERNEL_INPUTS], result[CAPACITY__KERNEL_OUTPUTS];
        for (size_t i = 0; i < inputs; i++)
            value[i] = in[i][row];
        const bool good = compute_row(kernel, value, inputs, result, NULL) >= 0;
        for (size_t i = 0; i < outputs; i++)
            out[i][row] = good ? result[i] : CAPACITY_INVALID;
        if (!good)
            status = CAPACITY_PARTIAL;
    }
    return status;
}
