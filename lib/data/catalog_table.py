# SPDX-License-Identifier: Apache-2.0
"""The built-in catalogue as a C table."""
import re
from fractions import Fraction

from rows import (DataError, INT64_MAX, LABEL, MAX_ROWS, NAME, PPM, Row, SOURCE, banner, load,
                  members, number, ordered, quote)

KINDS = [  # capacity_option_kind, from 1
    'spot_measured', 'spot_advisor', 'committed_1y_no_upfront', 'committed_3y_no_upfront',
    'committed_3y_all_upfront', 'convertible_1y_no_upfront', 'convertible_3y_no_upfront']


def half_up(number):
    return int((2 * number.numerator + number.denominator) // (2 * number.denominator))


def machine_of(value):
    row = Row.named(value, 'machine')
    machine = {
        'name': row.name('name'), 'family': row.name('family'),
        'as_of': row.text('as_of', NAME), 'source': row.text('source', SOURCE),
        'cpu_mcpu': row.quantity('cpu', 'mcpu', 1, 10**9),
        'memory_bytes': row.quantity('memory', 'bytes', 1, 2**50),
        'interfaces': row.integer('interfaces', 0, 1000),
        'addresses_per_interface': row.integer('addresses_per_interface', 0, 1000),
        'max_pods': row.integer('max_pods', 1, 10**6, 0),
        'network_kbps': row.integer('network_kbps', 1, 10**12),
        'hour_nusd': row.quantity('price', 'nusd', 1, 10**15),
        'baseline_ppm': row.quantity('burst_baseline', 'ppm', 1, PPM, 0),
        'arm64': row.choice('arch', ['amd64', 'arm64']) == 'arm64',
    }
    row.close()
    return machine


def bands_of(row):
    bands, start = [], 0
    for value in row.rows('bands', MAX_ROWS):
        band = Row(value, f'{row.where}, band')
        end = band.integer('to', start + 1, INT64_MAX - 1) if band.has('to') else INT64_MAX
        bands.append((end, band.quantity('price', 'nusd', 0, 10**15)))
        band.close()
        if end <= start:
            raise DataError(f'{row.where}: bands do not rise')
        start = end
    return bands


def meter_of(value):
    row = Row.named(value, 'meter')
    meter = {
        'name': row.name('name'), 'service': row.text('service', NAME),
        'item': row.text('item', LABEL), 'unit': row.text('unit', NAME),
        'region': row.text('region', NAME), 'as_of': row.text('as_of', NAME),
        'source': row.text('source', SOURCE),
        'unit_quantity': row.integer('unit_quantity', 1, 2**53),
        'free_quantity': row.integer('free', 1, INT64_MAX, 0),
        'inferred': row.flag('inferred'), 'bands': bands_of(row),
    }
    row.close()
    return meter


def option_of(value):
    row = Row.named(value, 'option for', 'scope')
    option = {
        'kind': KINDS.index(row.choice('kind', KINDS)) + 1, 'scope': row.name('scope'),
        'as_of': row.text('as_of', NAME), 'source': row.text('source', SOURCE),
        'price_nusd': row.quantity('price', 'nusd', 1, 10**15, 0),
        'off_ppm': row.quantity('off', 'ppm', 1, PPM - 1, 0),
        'low_ppm': row.quantity('low', 'ppm', 1, PPM, 0),
        'high_ppm': row.quantity('high', 'ppm', 1, PPM, 0),
    }
    row.close()
    if option['price_nusd'] == 0 and option['off_ppm'] == 0:
        raise DataError(f'{row.where}: neither price nor off')
    if option['low_ppm'] > option['high_ppm']:
        raise DataError(f'{row.where}: low exceeds high')
    return option


def rate_of(machine, options, kind):
    """As lib/model/catalog_options.c: the machine's own entry, else its family's fraction."""
    own = options.get((kind, machine['name']))
    if own and own['price_nusd']:
        return own['price_nusd']
    own = own or options.get((kind, machine['family']))
    if not own or not own['off_ppm']:
        return 0
    return half_up(Fraction(machine['hour_nusd'] * (PPM - own['off_ppm']), PPM))


def resolve(machine, options):
    machine['spot_nusd'] = rate_of(machine, options, 1) or rate_of(machine, options, 2)
    machine['committed_nusd'] = [rate_of(machine, options, kind) for kind in (3, 4, 5)]


def machine_line(machine):
    pairs = [(key, quote(machine[key])) for key in ('name', 'family', 'as_of', 'source')]
    pairs += [(key, number(machine[key])) for key in (
        'cpu_mcpu', 'memory_bytes', 'interfaces', 'addresses_per_interface', 'max_pods',
        'network_kbps', 'hour_nusd', 'baseline_ppm', 'spot_nusd')]
    if any(machine['committed_nusd']):
        pairs.append(('committed_nusd',
                      '{' + ', '.join(number(rate) for rate in machine['committed_nusd']) + '}'))
    pairs.append(('flags', 'CAPACITY_CATALOG_ARM64' if machine['arm64'] else '0'))
    return f'    {members(pairs)},\n'


def meter_line(meter, first_band):
    keys = ('name', 'service', 'item', 'unit', 'region', 'as_of', 'source')
    pairs = [(key, quote(meter[key])) for key in keys]
    pairs += [('bands', f'&bands[{first_band}]'), ('band_count', str(len(meter['bands'])))]
    pairs += [(key, number(meter[key])) for key in ('unit_quantity', 'free_quantity')]
    pairs.append(('flags', 'CAPACITY_CATALOG_INFERRED' if meter['inferred'] else '0'))
    return f'    {members(pairs)},\n'


def option_line(option):
    pairs = [(key, quote(option[key])) for key in ('scope', 'as_of', 'source')]
    pairs += [(key, number(option[key]))
              for key in ('price_nusd', 'off_ppm', 'low_ppm', 'high_ppm')]
    pairs.append(('kind', str(option['kind'])))
    return f'    {members(pairs)},\n'


def known_meters(definitions, meters):
    """Places of the meters that the library prices plans with; none may be absent."""
    places = {meter['name']: place for place, meter in enumerate(meters)}
    lines = []
    for name, text in re.findall(r'^CAPACITY_METER\((\w+), "([^"]+)"\)', definitions, re.M):
        if text not in places:
            raise DataError(f'meter {text}, which plans are priced with, is missing')
        lines.append(f'        [CAPACITY__METER_{name}] = {places[text]},\n')
    return ''.join(lines)


def catalog_source(path, definitions):
    """The C text, and the names of the machines."""
    top = Row(load(path), 'catalogue')
    head = {key: top.text(key, NAME) for key in ('catalog', 'region', 'as_of')}
    machines = ordered(map(machine_of, top.rows('machines', 65535)), lambda m: m['name'], 'machine')
    meters = ordered(map(meter_of, top.rows('meters', 65535)), lambda m: m['name'], 'meter')
    options = ordered(map(option_of, top.rows('options', 65535)),
                      lambda o: (o['kind'], o['scope']), 'option')
    top.close()

    scopes = {m['name'] for m in machines} | {m['family'] for m in machines}
    for option in options:
        if option['scope'] not in scopes:
            raise DataError(f'option for {option["scope"]}, which is no machine or family')
    by_key = {(option['kind'], option['scope']): option for option in options}
    for machine in machines:
        resolve(machine, by_key)

    bands, meter_lines = [], []
    for meter in meters:
        meter_lines.append(meter_line(meter, len(bands)))
        bands += meter['bands']
    band_lines = [f'    {{{number(end)}, {number(price)}}},\n' for end, price in bands]
    label = f'{head["catalog"]} {head["region"]} {head["as_of"]}'
    text = banner('The built-in catalogue.', path.name) + ''.join([
        'static const capacity__band bands[] = {\n', *band_lines, '};\n\n',
        'static const capacity__machine machines[] = {\n', *map(machine_line, machines), '};\n\n',
        'static const capacity__meter meters[] = {\n', *meter_lines, '};\n\n',
        'static const capacity__option options[] = {\n', *map(option_line, options), '};\n\n',
        'const capacity_catalog capacity__builtin_catalog = {\n',
        '    .head = {.kind = CAPACITY__KIND_CATALOG, .immortal = 1, .refs = 1},\n',
        f'    .name = {quote(head["catalog"])},\n    .region = {quote(head["region"])},\n',
        f'    .as_of = {quote(head["as_of"])},\n    .label = {quote(label)},\n',
        '    .machines = machines,\n    .meters = meters,\n    .options = options,\n',
        f'    .machine_count = {len(machines)},\n    .meter_count = {len(meters)},\n',
        f'    .option_count = {len(options)},\n',
        '    .known = {\n', known_meters(definitions, meters), '    },\n};\n'])
    return text, {machine['name'] for machine in machines}
