#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the data files beside this script into C tables (lib/model/builtin.h).

usage: generate.py CATALOG.json TIERS.json GUIDE.json METERS.def OUTPUT_DIRECTORY

The data files are checked as strictly as a user's own: unknown, doubled and missing keys, numbers
that the unit cannot hold exactly, names, lengths and ranges. No number passes through a float.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the build leaves nothing in the source tree

from catalog_table import catalog_source  # noqa: E402
from rows import (DataError, INT64_MAX, LABEL, NAME, Row, TEXT, UNITS, banner, load,  # noqa: E402
                  number, quote)
from tiers_table import tiers_source  # noqa: E402

SECTIONS = ['assumptions', 'benchmarks', 'scaling', 'hpa', 'autoscaler', 'metrics', 'alerts',
            'cost_tips', 'migration', 'start_small', 'success', 'scale_up']


def entry_line(value, where, orders):
    row = Row(value, where)
    subject, text = row.text('subject', NAME), row.text('text', TEXT)
    orders[subject] = orders.get(subject, 0) + 1
    low = high = 'CAPACITY_INVALID'
    unit = 'NONE'
    if row.has('low'):
        unit = row.choice('unit', UNITS)
        first = row.quantity('low', unit, 0, INT64_MAX)
        last = row.quantity('high', unit, 0, INT64_MAX) if row.has('high') else first
        if first > last:
            raise DataError(f'{where}: low exceeds high in "{text}"')
        low, high = number(first), number(last)
    row.close()
    return f'    {{{quote(subject)}, {quote(text)}, {low}, {high}, ' \
           f'CAPACITY_UNIT_{unit.upper()}, {orders[subject]}}},\n'


def guide_source(path):
    top = Row(load(path), 'guide')
    top.text('as_of', NAME)
    top.text('source', LABEL)
    parts, lists = [], []
    for name, value in zip(SECTIONS, top.rows('sections', len(SECTIONS)), strict=True):
        row = Row(value, f'guide, {name}')
        row.choice('section', [name])  # all of them, in the order of capacity_guide_section
        title, entries, orders = row.text('title', NAME), row.rows('entries', 1000), {}
        lines = [entry_line(entry, row.where, orders) for entry in entries]
        row.close()
        lists += [f'static const capacity__guide_entry {name}[] = {{\n', *lines, '};\n\n']
        parts.append(f'    [CAPACITY_GUIDE_{name.upper()}] = '
                     f'{{{quote(title)}, {name}, {len(lines)}}},\n')
    top.close()
    return banner('What the guide says beside its tiers.', path.name) + ''.join([
        *lists, 'const capacity__guide_part capacity__guide[] = {\n', *parts, '};\n',
        'const size_t capacity__guide_parts = sizeof capacity__guide / sizeof *capacity__guide;\n'])


def main(catalog, tiers, guide, meters, output):
    directory = Path(output)
    definitions = Path(meters).read_text(encoding='ascii')
    catalog_text, machines = catalog_source(Path(catalog), definitions)
    files = {
        'catalog_builtin.c': catalog_text,
        'tiers_builtin.c': tiers_source(Path(tiers), machines),
        'guide_builtin.c': guide_source(Path(guide)),
    }
    for name, text in files.items():
        (directory / name).write_text(text, encoding='ascii')


if __name__ == '__main__':
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (DataError, ValueError, OSError) as error:
        sys.exit(f'generate.py: {error}')
