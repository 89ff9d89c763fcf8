# SPDX-License-Identifier: Apache-2.0
"""The tiers of the guide as a C table."""
from rows import (DataError, INT64_MAX, LABEL, MAX_ROWS, NAME, PPM, Row, TEXT, banner, load,
                  members, number, ordered, quote)

TIER_GROUPS, TIER_ITEMS = 4, 16  # CAPACITY__TIER_GROUPS, CAPACITY__TIER_ITEMS
PURCHASES = ['on_demand', 'spot', 'committed']  # capacity_purchase, from 1
QUEUES = ['none', 'sqs', 'mq', 'mq_pair']  # capacity_queue, from 1
METRICS = {'request_rate': 'RATE', 'connections': 'CONNECTIONS', 'response_time_p95': 'P95'}


def span(row, key, unit, names, pairs, most=INT64_MAX):
    """The two ends of an optional object, by the names of their keys and members."""
    if not row.has(key):
        return
    ends = row.row(key)
    values = [ends.quantity(name, unit, 0, most) if unit else ends.integer(name, 0, most)
              for name, _ in names]
    if values[0] > values[1]:
        raise DataError(f'{ends.where}: the ends are in the wrong order')
    pairs += [(member, number(value)) for (_, member), value in zip(names, values)]
    ends.close()


def open_span(row, key, unit, member, suffix=''):
    """{min, max}, where an absent max is open."""
    ends = row.row(key)
    if unit:
        low = ends.quantity('min', unit, 0, INT64_MAX)
        high = ends.quantity('max', unit, 0, INT64_MAX) if ends.has('max') else INT64_MAX
    else:
        low = ends.integer('min', 0, INT64_MAX)
        high = ends.integer('max', 1, INT64_MAX - 1) if ends.has('max') else INT64_MAX
    ends.close()
    if low >= high:
        raise DataError(f'{ends.where}: max is not above min')
    return low, high, [(f'{member}_min{suffix}', number(low)),
                       (f'{member}_max{suffix}', number(high))]


def nodes_of(row, key, most, pairs):
    if not row.has(key):
        return
    part = row.row(key)
    pairs.append((f'{key}_nodes', number(part.integer('nodes', 1, most))))
    pairs.append((f'{key}_node_type', quote(part.name('node_type'))))
    part.close()


def cluster_of(row, pairs):
    cluster = row.row('cluster')
    for key, unit, most in (('cpu', 'mcpu', 10**12), ('memory', 'bytes', 2**60)):
        for end in ('min', 'max'):
            value = cluster.quantity(f'{key}_{end}', unit, 1, most)
            pairs.append((f'cluster_{key}_{end}_{unit}', number(value)))
    cluster.close()


def database_of(row, pairs):
    if not row.has('database'):
        return
    database = row.row('database')
    for key in ('read_units_min', 'read_units_max', 'write_units_min', 'write_units_max'):
        pairs.append((key, number(database.integer(key, 1, 10**9))))
    for key in ('reserved_saving_min', 'reserved_saving_max'):
        if database.has(key):
            pairs.append((f'{key}_ppm', number(database.quantity(key, 'ppm', 1, PPM))))
    database.close()


def component_of(row, name):
    part = row.row(name)
    pairs = [('struct_size', 'sizeof(capacity_tier_component)'), ('name', quote(name))]
    pairs += [(key, number(part.integer(key, 1, 10**6)))
              for key in ('replicas', 'pods_min', 'pods_max')]
    for key, unit, most in (('cpu_request', 'mcpu', 10**6), ('cpu_limit', 'mcpu', 10**6),
                            ('memory_request', 'bytes', 2**44), ('memory_limit', 'bytes', 2**44)):
        pairs.append((f'{key}_{unit}', number(part.quantity(key, unit, 1, most))))
    for key in ('cpu_target', 'memory_target'):
        pairs.append((f'{key}_ppm', number(part.quantity(key, 'ppm', 1, PPM, 0))))
    for key in ('users_at_min', 'users_at_max'):
        span(part, key, None, [('low', f'{key}_low'), ('high', f'{key}_high')], pairs)
    metrics = part.rows('metrics', len(METRICS)) if part.has('metrics') else []
    for metric in metrics:
        if metric not in METRICS:
            raise DataError(f'{part.where}: unknown metric {metric}')
    pairs.append(('metrics', ' | '.join(f'CAPACITY_TIER_METRIC_{METRICS[m]}' for m in metrics)
                  or '0'))
    part.close()
    return members(pairs)


def group_of(value, where):
    row = Row.named(value, f'{where}, node group')
    types = row.rows('node_types', MAX_ROWS)
    if not all(isinstance(name, str) for name in types):
        raise DataError(f'{row.where}: node_types are not texts')
    joined = ','.join(types)
    if len(joined) > LABEL:
        raise DataError(f'{row.where}: node_types are longer than {LABEL} bytes')
    low, high = row.integer('nodes_min', 0, 10**6), row.integer('nodes_max', 1, 10**6)
    desired = row.integer('nodes_desired', low, high) if row.has('nodes_desired') else None
    pairs = [('struct_size', 'sizeof(capacity_tier_group)'), ('name', quote(row.name('name'))),
             ('title', quote(row.text('title', NAME))),
             ('purchase', str(PURCHASES.index(row.choice('purchase', PURCHASES)) + 1)),
             ('node_type', quote(types[0])), ('node_types', quote(joined)),
             ('nodes_min', number(low)),
             ('nodes_desired', 'CAPACITY_AUTO' if desired is None else number(desired)),
             ('nodes_max', number(high))]
    for key, parts in (('label', ('key', 'value')), ('taint', ('key', 'value', 'effect'))):
        if row.has(key):
            part = row.row(key)
            pairs += [(f'{key}_{name}', quote(part.text(name, NAME))) for name in parts]
            part.close()
    row.close()
    return members(pairs), types


def money_of(row, pairs):
    low, high = row.quantity('low', 'uusd', 0, 10**15), row.quantity('high', 'uusd', 0, 10**15)
    if low > high:
        raise DataError(f'{row.where}: low exceeds high')
    pairs += [('monthly_low_uusd', number(low)), ('monthly_high_uusd', number(high))]


def item_of(value, where):
    row = Row.named(value, f'{where}, item', 'key')
    pairs = [('struct_size', 'sizeof(capacity_tier_item)'), ('key', quote(row.name('key'))),
             ('title', quote(row.text('title', LABEL))),
             ('detail', quote(row.text('detail', TEXT)))]
    money_of(row, pairs)
    flags = [name for key, name in (('open', 'COST_OPEN'), ('alternative', 'ALTERNATIVE'),
                                    ('optional', 'OPTIONAL')) if row.flag(key)]
    pairs.append(('flags', ' | '.join(f'CAPACITY_TIER_{flag}' for flag in flags) or '0'))
    row.close()
    return members(pairs)


def tier_head(row, borders):
    pairs = [('struct_size', 'sizeof(capacity_tier)'), ('name', quote(row.name('name'))),
             ('title', quote(row.text('title', NAME))),
             ('use_case', quote(row.text('use_case', LABEL)))]
    for key, member in (('concurrent_users', 'users'), ('total_users', 'total_users')):
        low, high, ends = open_span(row, key, None, member)
        borders.setdefault(key, []).append((low, high))
        pairs += ends
    pairs += open_span(row, 'request_rate', 'mrps', 'rate', '_mrps')[2]
    cluster_of(row, pairs)
    database_of(row, pairs)
    nodes_of(row, 'cache', 500, pairs)
    nodes_of(row, 'dax', 11, pairs)
    span(row, 'cdn', 'bytes', [('traffic_min', 'cdn_traffic_min_bytes'),
                               ('traffic_max', 'cdn_traffic_max_bytes')], pairs, 2**50)
    span(row, 'replica_regions', None, [('min', 'replica_regions_min'),
                                        ('max', 'replica_regions_max')], pairs, 5)
    pairs += [('queue', str(QUEUES.index(row.choice('queue', QUEUES)) + 1)),
              ('load_balancers', number(row.integer('load_balancers', 1, 1000, 0))),
              ('standby_share_ppm', number(row.quantity('standby_share', 'ppm', 1, PPM, 0))),
              ('spot_discount_ppm', number(row.quantity('spot_discount', 'ppm', 0, 950000)))]
    monthly = row.row('monthly')
    money_of(monthly, pairs)
    pairs.append(('flags', 'CAPACITY_TIER_COST_OPEN' if monthly.flag('open') else '0'))
    monthly.close()
    return members(pairs)


def tier_of(value, borders, types):
    row = Row.named(value, 'tier')
    head = tier_head(row, borders)
    parts = row.row('components')
    backend, frontend = component_of(parts, 'backend'), component_of(parts, 'frontend')
    parts.close()
    groups = []
    for group in row.rows('node_groups', TIER_GROUPS):
        line, group_types = group_of(group, row.where)
        groups.append(line)
        types += group_types
    items = [item_of(item, row.where) for item in row.rows('items', TIER_ITEMS)]
    row.close()
    return ''.join([
        '    {\n', f'        .tier = {head},\n', f'        .backend = {backend},\n',
        f'        .frontend = {frontend},\n', f'        .group_count = {len(groups)},\n',
        f'        .item_count = {len(items)},\n',
        '        .groups = (const capacity_tier_group[]){\n',
        *(f'            {line},\n' for line in groups), '        },\n',
        '        .items = (const capacity_tier_item[]){\n',
        *(f'            {line},\n' for line in items or ['{0}']), '        },\n',
        '    },\n'])


def check_borders(borders):
    for key, ends in borders.items():
        expected = 0
        for low, high in ends:
            if low != expected:
                raise DataError(f'{key}: a tier begins at {low}, not at {expected}')
            expected = high
        if expected != INT64_MAX:
            raise DataError(f'{key}: the last tier is not open')


def tiers_source(path, machines):
    top = Row(load(path), 'tiers')
    source = top.text('source', LABEL)
    borders, types = {}, []
    values = top.rows('tiers', MAX_ROWS)
    lines = [tier_of(value, borders, types) for value in values]
    top.close()
    check_borders(borders)
    ordered(values, lambda value: value['name'], 'tier')
    for node_type in types:
        if node_type not in machines:
            raise DataError(f'tiers: node type {node_type} is not in the catalogue')
    return banner('The tiers of the guide.', path.name) + ''.join([
        'static const capacity__tier tiers[] = {\n', *lines, '};\n\n',
        'const capacity_tiers capacity__builtin_tiers = {\n',
        '    .head = {.kind = CAPACITY__KIND_TIERS, .immortal = 1, .refs = 1},\n',
        f'    .tiers = tiers,\n    .count = {len(lines)},\n    .source = {quote(source)},\n}};\n'])
