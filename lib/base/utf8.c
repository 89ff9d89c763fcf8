/*
 * UTF-8, one character at a time: shortest forms only, no surrogates (RFC 3629).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/utf8.h"

typedef struct lead {
    unsigned char first, last; /* range of the lead byte */
    unsigned char low, high;   /* range of the byte after it; later ones are 80 to bf */
    unsigned char bytes, bits; /* length, and the lead byte's share of the code */
} lead;

static const lead leads[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f}, {0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f},
    {0xe1, 0xec, 0x80, 0xbf, 3, 0x0f}, {0xed, 0xed, 0x80, 0x9f, 3, 0x0f},
    {0xee, 0xef, 0x80, 0xbf, 3, 0x0f}, {0xf0, 0xf0, 0x90, 0xbf, 4, 0x07},
    {0xf1, 0xf3, 0x80, 0xbf, 4, 0x07}, {0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
};

static const lead *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

size_t capacity__utf8(const char *text, size_t size, uint32_t *code)
{
    if (size == 0)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        *code = bytes[0];
        return 1;
    }
    const lead *kind = find_lead(bytes[0]);
    if (kind == NULL || size < kind->bytes || bytes[1] < kind->low || bytes[1] > kind->high)
        return 0;

    uint32_t value = bytes[0] & kind->bits;
    for (size_t i = 1; i < kind->bytes; i++) {
        if (bytes[i] < 0x80 || bytes[i] > 0xbf)
            return 0;
        value = value * 64 + (bytes[i] & 0x3fu);
    }
    *code = value;
    return kind->bytes;
}
