# SPDX-License-Identifier: Apache-2.0
"""Strict reading of the data files, exact quantities, and the pieces of C tables."""
import json
import re
from fractions import Fraction

PPM = 1000000
INT64_MAX = 2**63 - 1
NAME, LABEL, TEXT, SOURCE = 63, 127, 319, 255  # longest texts, without their NUL
MAX_ROWS = 16

UNITS = {
    'count': {'': 1},
    'mcpu': {'': 1000, 'm': 1},
    'bytes': {'': 1, 'Ki': 2**10, 'Mi': 2**20, 'Gi': 2**30, 'Ti': 2**40},
    'mrps': {'': 1000},
    'mrpm': {'': 1000},
    'us': {'us': 1, 'ms': 10**3, 's': 10**6, 'm': 60 * 10**6, 'h': 3600 * 10**6},
    'ppm': {'': PPM, '%': PPM // 100},
    'mrcu': {'': 1000},
    'mwcu': {'': 1000},
    'nusd': {'': 10**9},
    'uusd': {'': 10**6},
}


class DataError(Exception):
    """A sentence about the place in the data that is wrong."""


def unique_keys(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise DataError(f'key {key} twice in one object')
    return dict(pairs)


def no_float(text):
    raise DataError(f'{text} must be written as a string, so that it stays exact')


def load(path):
    with open(path, encoding='ascii') as file:
        return json.load(file, object_pairs_hook=unique_keys, parse_float=no_float,
                         parse_constant=no_float)


class Row:
    """An object whose keys are taken one by one; close() refuses what is left."""

    def __init__(self, value, where):
        if not isinstance(value, dict):
            raise DataError(f'{where} is not an object')
        self.left = dict(value)
        self.where = where

    @classmethod
    def named(cls, value, what, key='name'):
        return cls(value, f'{what} {value[key]}' if isinstance(value, dict) and key in value
                   else what)

    def has(self, key):
        return key in self.left

    def take(self, key):
        if key not in self.left:
            raise DataError(f'{self.where}: {key} is missing')
        return self.left.pop(key)

    def text(self, key, longest):
        value = self.take(key)
        if not isinstance(value, str) or not 1 <= len(value) <= longest:
            raise DataError(f'{self.where}: {key} is not a text of 1 to {longest} bytes')
        if any(not 0x20 <= ord(c) < 0x7f for c in value):
            raise DataError(f'{self.where}: {key} holds more than printable ASCII')
        return value

    def name(self, key):
        value = self.text(key, NAME)
        if not re.fullmatch(r'[a-z0-9]([a-z0-9._-]*[a-z0-9])?', value):
            raise DataError(f'{self.where}: {key} {value} is not a name')
        return value

    def integer(self, key, lowest, highest, default=None):
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if type(value) is not int or not lowest <= value <= highest:
            raise DataError(f'{self.where}: {key} {value} is not in {lowest} to {highest}')
        return value

    def quantity(self, key, unit, lowest, highest, default=None):
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        number = read_quantity(value, UNITS[unit], f'{self.where}: {key}')
        if not lowest <= number <= highest:
            raise DataError(f'{self.where}: {key} {value} is outside its range')
        return number

    def flag(self, key):
        value = self.take(key) if self.has(key) else False
        if type(value) is not bool:
            raise DataError(f'{self.where}: {key} is not true or false')
        return value

    def choice(self, key, choices):
        value = self.take(key)
        if value not in choices:
            raise DataError(f'{self.where}: {key} {value} is none of {", ".join(choices)}')
        return value

    def rows(self, key, most):
        value = self.take(key)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise DataError(f'{self.where}: {key} is not a list of 1 to {most}')
        return value

    def row(self, key):
        return Row(self.take(key), f'{self.where}, {key}')

    def close(self):
        if self.left:
            raise DataError(f'{self.where}: unknown key {next(iter(self.left))}')


def read_quantity(text, suffixes, where):
    """An exact decimal with a suffix, as the unit's integer."""
    match = re.fullmatch(r'((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)([A-Za-z%]*)', text) \
        if isinstance(text, str) else None
    if match is None or match.group(2) not in suffixes:
        raise DataError(f'{where}: {text} is no quantity')
    number = Fraction(match.group(1)) * suffixes[match.group(2)]
    if number.denominator != 1 or number > INT64_MAX:
        raise DataError(f'{where}: {text} cannot be held exactly')
    return int(number)


# --- writing -------------------------------------------------------------------------------------

def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def number(value):
    return 'INT64_MAX' if value == INT64_MAX else f'INT64_C({value})'


def members(pairs):
    """Designated initialisers; zeros are left out."""
    parts = [f'.{key} = {value}' for key, value in pairs
             if value not in ('0', 'INT64_C(0)', '""')]
    return '{' + ', '.join(parts) + '}'


def banner(what, source):
    return f'/*\n * {what}\n * Generated from {source} by lib/data/generate.py: do not edit.\n' \
           ' * SPDX-License-Identifier: Apache-2.0\n */\n#include "model/builtin.h"\n\n'


def ordered(rows, key, what):
    """Rows in the order of C's strcmp, each key once."""
    rows = sorted(rows, key=key)
    for before, after in zip(rows, rows[1:]):
        if key(before) == key(after):
            raise DataError(f'{what} {key(after)} twice')
    return rows
