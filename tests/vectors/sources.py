"""Inputs of every public kernel with their ranges, and what must come out where a source says so.

SPDX-License-Identifier: Apache-2.0
"""
from model import (
    GIB,
    MAX,
    MIB,
    PPM,
    cost_discounted,
    cost_hours,
    cost_load_balancer_units,
    cost_surplus_credits,
    cost_units,
    dynamo_break_even,
    dynamo_burst,
    dynamo_hot_key_limit,
    dynamo_partitions,
    dynamo_provision,
    dynamo_read_units,
    dynamo_write_units,
    eks_allocatable,
    eks_max_pods,
    eks_reserved,
    formula_dynamo,
    formula_nodes,
    formula_pods,
    pods_by_connections,
    pods_by_cpu,
    pods_by_inflight,
    pods_by_rate,
    pods_for_zones,
    pods_hpa_rate,
)

NATURAL = (0, MAX)
POSITIVE = (1, MAX)
SHARE = (0, PPM)

USERS = ("users", NATURAL, 1000)
MRPM = ("requests_per_user_mrpm", NATURAL, 3000)
PER_POD = ("requests_per_pod_mrps", POSITIVE, 50000)
BUFFER = ("buffer_ppm", NATURAL, 300000)
NODE = [
    ("cpu_mcpu", POSITIVE, 2000),
    ("memory_bytes", POSITIVE, 8192 * MIB),
    ("max_pods", NATURAL, 35),
    ("vm_overhead_ppm", SHARE, 75000),
    ("arm64", (0, 1), 0),
]

# function: inputs as (name, range, typical), outputs, and what must come out where a source says so
KERNELS = [
    (
        formula_pods,
        [USERS, MRPM, PER_POD, BUFFER, ("max_factor_ppm", (PPM, MAX), 3 * PPM)],
        ["min_pods", "max_pods"],
        [  # sizing guide, Backend Capacity Calculation; guide audit 3
            ((1000, 3000, 50000, 300000, 3 * PPM), (2, 6)),
            ((0, 3000, 50000, 300000, 3 * PPM), (0, 0)),
            ((500, 3000, 50000, 300000, 3 * PPM), (1, 3)),
            ((2000, 3000, 50000, 300000, 3 * PPM), (3, 9)),
            ((5000, 3000, 50000, 300000, 3 * PPM), (7, 21)),
            ((10000, 3000, 50000, 300000, 3 * PPM), (13, 39)),
            ((20000, 3000, 50000, 300000, 3 * PPM), (26, 78)),
        ],
    ),
    (
        pods_by_rate,
        [USERS, MRPM, PER_POD, BUFFER],
        ["pods"],
        [((1000, 3000, 50000, 300000), (2,)), ((10000, 3000, 50000, 0), (10,)), ((10001, 3000, 50000, 0), (11,))],
    ),
    (
        pods_by_inflight,
        [USERS, MRPM, ("time_us", NATURAL, 200000), ("inflight_per_pod", POSITIVE, 200), BUFFER],
        ["pods"],
        [((1000, 3000, 20 * 10**6, 200, 0), (5,)), ((1000, 3000, 20 * 10**6, 200, 300000), (7,))],
    ),
    (
        pods_by_connections,
        [USERS, ("connections_per_user_ppm", NATURAL, PPM), ("connections_per_pod", POSITIVE, 200), BUFFER],
        ["pods"],
        [  # guide audit 3: 100-200 users a pod
            ((1000, PPM, 200, 0), (5,)),
            ((1000, PPM, 100, 0), (10,)),
            ((10000, PPM, 200, 0), (50,)),
            ((154, PPM, 200, 300000), (2,)),
            ((153, PPM, 200, 300000), (1,)),
        ],
    ),
    (
        pods_by_cpu,
        [
            USERS,
            MRPM,
            ("cpu_per_request_us", NATURAL, 20000),
            ("cpu_request_mcpu", POSITIVE, 500),
            ("target_ppm", (1, PPM), 700000),
            BUFFER,
        ],
        ["pods"],
        [((1000, 3000, 20000, 500, PPM, 0), (2,)), ((1000, 3000, 20000, 500, 700000, 0), (3,))],
    ),
    (
        pods_for_zones,
        [("pods", NATURAL, 7), ("zones", POSITIVE, 3), ("zones_lost", NATURAL, 1)],
        ["spread_pods"],
        [((7, 3, 1), (12,)), ((7, 3, 0), (7,)), ((0, 3, 1), (0,)), ((6, 3, 2), (18,))],
    ),
    (
        pods_hpa_rate,
        [("requests_per_pod_mrps", NATURAL, 50000), BUFFER],
        ["target_mrps"],
        [((50000, 300000), (38000,)), ((1000, 0), (1000,)), ((1000, 1), (0,))],
    ),
    (
        formula_nodes,
        [
            ("cpu_mcpu", NATURAL, 6000),
            ("memory_bytes", NATURAL, 6400 * MIB),
            ("usable_cpu_mcpu", POSITIVE, 1800),
            ("usable_memory_bytes", POSITIVE, 6500 * MIB),
            ("buffer_ppm", NATURAL, 200000),
        ],
        ["by_cpu", "by_memory", "nodes"],
        [  # sizing guide, Node Capacity Calculation; guide audit 4
            ((6000, 6400 * MIB, 1800, 6500 * MIB, 200000), (4, 1, 5)),
            ((9100, 9728 * MIB, 1780, 6837 * MIB, 200000), (6, 2, 8)),
            ((57500, 58880 * MIB, 3770, 6584 * MIB, 0), (16, 9, 16)),
        ]
        + [((n * 1000, 0, 1000, 1, 200000), (n, 0, b)) for n, b in ((1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 8))],
    ),
    (
        eks_max_pods,
        [
            ("interfaces", (1, 1000), 3),
            ("addresses_per_interface", (1, 1000), 12),
            ("cpu_mcpu", POSITIVE, 2000),
            ("mode", (1, 4), 1),
        ],
        ["max_pods"],
        [  # amazon-eks-ami@81fec2e8; AL2 pod calculator
            ((3, 6, 2000, 1), (17,)),
            ((3, 12, 2000, 1), (35,)),
            ((4, 15, 4000, 1), (58,)),
            ((8, 30, 16000, 1), (234,)),
            ((8, 30, 16000, 2), (110,)),
            ((3, 6, 2000, 3), (110,)),
            ((2, 2, 2000, 3), (34,)),
            ((8, 30, 30000, 3), (110,)),
            ((8, 30, 30001, 3), (250,)),
            ((15, 50, 96000, 4), (688,)),
        ],
    ),
    (
        eks_reserved,
        NODE,
        ["reserved_cpu_mcpu", "reserved_memory_bytes"],
        [  # the same, and karpenter-provider-aws@1d927085 for 7.5 %
            ((2000, 4096 * MIB, 17, 75000, 0), (70, (442 + 308 + 100) * MIB)),
            ((2000, 8192 * MIB, 35, 75000, 0), (70, (640 + 615 + 100) * MIB)),
            ((4000, 8192 * MIB, 58, 75000, 0), (80, (893 + 615 + 100) * MIB)),
            ((8000, 16384 * MIB, 58, 75000, 0), (90, (893 + 1229 + 100) * MIB)),
            ((16000, 65536 * MIB, 234, 75000, 0), (110, (2829 + 4916 + 100) * MIB)),
            ((1000, 1024 * MIB, 0, 0, 0), (60, 355 * MIB)),
            ((1000, 1024 * MIB, 0, 0, 1), (60, 419 * MIB)),
            ((999, 1, 0, PPM, 0), (59, 356 * MIB)),
        ],
    ),
    (
        eks_allocatable,
        NODE,
        ["allocatable_cpu_mcpu", "allocatable_memory_bytes"],
        [
            ((2000, 4096 * MIB, 17, 75000, 0), (1930, 3246 * MIB)),
            ((2000, 8192 * MIB, 35, 75000, 0), (1930, 6837 * MIB)),
            ((4000, 8192 * MIB, 58, 75000, 0), (3920, 6584 * MIB)),
            ((8000, 16384 * MIB, 58, 75000, 0), (7910, 14162 * MIB)),
            ((16000, 65536 * MIB, 234, 75000, 0), (15890, 57691 * MIB)),
            ((2000, 4096 * MIB, 110, 75000, 0), (1930, 2223 * MIB)),
            ((2000, 8192 * MIB, 110, 75000, 0), (1930, 6012 * MIB)),
            ((4000, 8192 * MIB, 110, 75000, 0), (3920, 6012 * MIB)),
            ((8000, 16384 * MIB, 110, 75000, 0), (7910, 13590 * MIB)),
            ((16000, 65536 * MIB, 110, 75000, 0), (15890, 59055 * MIB)),
            ((2000, 3827 * MIB, 17, 0, 0), (1930, 3285 * MIB)),
            ((2000, 7811 * MIB, 35, 0, 0), (1930, 7071 * MIB)),
        ],
    ),
    (
        formula_dynamo,
        [USERS, ("reads_per_user_mrpm", NATURAL, 30000), ("writes_per_user_mrpm", NATURAL, 6000)],
        ["read_mrcu", "write_mwcu"],
        [  # sizing guide, DynamoDB Capacity Planning; guide audit 5
            ((1000, 30000, 6000), (250000, 100000)),
            ((500, 30000, 6000), (125000, 50000)),
            ((10000, 30000, 6000), (2500000, 1000000)),
            ((1, 1, 1), (1, 1)),
        ],
    ),
    (
        dynamo_read_units,
        [("item_bytes", (0, 409600), 4096), ("consistency", (1, 3), 1)],
        ["mrcu"],
        [((s, c), (k * n,)) for s, n in ((0, 1), (1, 1), (4096, 1), (4097, 2), (409600, 100)) for c, k in ((1, 500), (2, 1000), (3, 2000))],
    ),
    (
        dynamo_write_units,
        [("item_bytes", (0, 409600), 1024), ("transactional", (0, 1), 0), ("index_writes_ppm", NATURAL, 0)],
        ["mwcu"],
        [
            ((0, 0, 0), (1000,)),
            ((1024, 0, 0), (1000,)),
            ((1025, 0, 0), (2000,)),
            ((409600, 1, 0), (800000,)),
            ((1024, 0, 500000), (1500,)),
            ((1024, 0, 1), (1001,)),
        ],
    ),
    (
        dynamo_provision,
        [("units_m", NATURAL, 250000), ("target_ppm", (1, PPM), 700000)],
        ["provisioned"],
        [((250000, 700000), (358,)), ((100000, 700000), (143,)), ((1, PPM), (1,)), ((0, 700000), (0,)), ((250000, PPM), (250,))],
    ),
    (
        dynamo_partitions,
        [("read_mrcu", NATURAL, 250000), ("write_mwcu", NATURAL, 100000), ("stored_bytes", NATURAL, 25 * GIB)],
        ["partitions"],
        [
            ((0, 0, 0), (1,)),
            ((3000000, 0, 0), (1,)),
            ((3000001, 0, 0), (2,)),
            ((0, 1000000, 0), (1,)),
            ((1500000, 500000, 0), (1,)),
            ((1500000, 500001, 0), (2,)),
            ((0, 0, 10 * GIB), (1,)),
            ((0, 0, 10 * GIB + 1), (2,)),
        ],
    ),
    (
        dynamo_hot_key_limit,
        [("read_mrcu", NATURAL, 250000), ("write_mwcu", NATURAL, 100000)],
        ["share_ppm"],
        [((0, 0), (PPM,)), ((3000000, 0), (PPM,)), ((6000000, 0), (500000,)), ((0, 4000000), (250000,)), ((3000000, 1000000), (500000,))],
    ),
    (
        dynamo_burst,
        [("provisioned", NATURAL, 150), ("demand", POSITIVE, 200)],
        ["seconds"],
        [((150, 200), (900,)), ((0, 1), (0,)), ((1, 302), (0,)), ((1, 301), (1,))],
    ),
    (
        dynamo_break_even,
        [("unit_hour_nusd", NATURAL, 130000), ("million_requests_nusd", POSITIVE, 125000000)],
        ["use_ppm"],
        [((130000, 125000000), (288889,)), ((650000, 625000000), (288889,)), ((130000, 250000000), (144444,))],
    ),
    (
        cost_hours,
        [("count", NATURAL, 2), ("hour_nusd", NATURAL, 41600000), ("hours", NATURAL, 730)],
        ["cost_uusd"],
        [  # guide audit 6: 2-4 x t3.medium; cache.r6g.large x 2; EKS control plane
            ((2, 41600000, 730), (60736000,)),
            ((4, 41600000, 730), (121472000,)),
            ((2, 206000000, 730), (300760000,)),
            ((1, 100000000, 730), (73000000,)),
            ((1, 499, 1), (0,)),
            ((1, 500, 1), (1,)),
        ],
    ),
    (
        cost_units,
        [("quantity", NATURAL, 10**6), ("price_nusd", NATURAL, 125000000), ("unit_quantity", POSITIVE, 10**6)],
        ["cost_uusd"],
        [  # guide audit 6: 500 users at full load, reads and writes: 41.0625 + 82.125 = 123.1875
            ((125 * 2628000, 125000000, 10**6), (41062500,)),
            ((50 * 2628000, 625000000, 10**6), (82125000,)),
        ],
    ),
    (
        cost_discounted,
        [("price_nusd", NATURAL, 170000000), ("discount_ppm", SHARE, 700000)],
        ["discounted_nusd"],
        [((170000000, 700000), (51000000,)), ((1, 500000), (1,)), ((1, 500001), (0,)), ((MAX, 0), (MAX,)), ((MAX, PPM), (0,))],
    ),
    (
        cost_load_balancer_units,
        [
            ("new_connections_mps", NATURAL, 25000),
            ("active_connections", NATURAL, 3000),
            ("bytes_per_hour", NATURAL, GIB),
            ("rule_evaluations_mps", NATURAL, 10**6),
        ],
        ["units_m"],
        [
            ((25000, 0, 0, 0), (1000,)),
            ((0, 3000, 0, 0), (1000,)),
            ((0, 0, GIB, 0), (1000,)),
            ((0, 0, 0, 10**6), (1000,)),
            ((0, 3001, 0, 0), (1001,)),
            ((50000, 3000, GIB, 10**6), (2000,)),
        ],
    ),
    (
        cost_surplus_credits,
        [
            ("nodes", NATURAL, 1),
            ("cpu_mcpu", NATURAL, 2000),
            ("utilisation_ppm", SHARE, 700000),
            ("baseline_ppm", SHARE, 300000),
            ("vcpu_hour_nusd", NATURAL, 50000000),
        ],
        ["cost_uusd"],
        [  # guide audit 7: a t3.large at a steady 70 %
            ((1, 2000, 700000, 300000, 50000000), (29200000,)),
            ((1, 2000, 300000, 300000, 50000000), (0,)),
            ((1, 2000, 200000, 300000, 50000000), (0,)),
        ],
    ),
]

CLOUDFRONT = (
    [t * GIB for t in (10240, 51200, 153600, 512000, 1048576, 5242880)] + [MAX],
    [85000000, 80000000, 60000000, 40000000, 30000000, 25000000, 20000000],
)


def tier(backends, frontends):
    """Two shapes of (count, cpu, MiB) as arrays."""
    return [backends[1], frontends[1]], [backends[2] * MIB, frontends[2] * MIB], [backends[0], frontends[0]]


PACKS = [  # guide audit 4, at the pods of each tier and what its node leaves beside the daemonsets
    ((1780, 3246 * MIB, 15, *tier((3, 250, 256), (2, 100, 128))), (1, 1)),
    ((1780, 3246 * MIB, 15, *tier((6, 250, 256), (4, 100, 128))), (2, 2)),
    ((1780, 6837 * MIB, 33, *tier((5, 500, 512), (3, 200, 256))), (2, 2)),
    ((1780, 6837 * MIB, 33, *tier((15, 500, 512), (8, 200, 256))), (6, 6)),
    ((3770, 6584 * MIB, 56, *tier((10, 1000, 1024), (5, 500, 512))), (4, 4)),
    ((3770, 6584 * MIB, 56, *tier((50, 1000, 1024), (15, 500, 512))), (17, 16)),
    ((7760, 14162 * MIB, 56, *tier((20, 2000, 2048), (10, 1000, 1024))), (8, 7)),
    ((7760, 14162 * MIB, 56, *tier((100, 2000, 2048), (30, 1000, 1024))), (34, 30)),
    # the guide's own example, and its ten one-core pods
    ((1800, 6500 * MIB, 35, *tier((10, 500, 512), (5, 200, 256))), (4, 4)),
    ((1800, 6500 * MIB, 35, [1000], [512 * MIB], [10]), (10, 6)),
    # first-fit decreasing is not optimal: 9 would do
    ((2000, 0, 100, [1008, 516, 508, 484], [0, 0, 0, 0], [6, 6, 6, 12]), (11, 9)),
    # pod slots bind, pods that ask for nothing take one
    ((1930, 3246 * MIB, 17, [10], [MIB], [18]), (2, 2)),
    ((1930, 3246 * MIB, 17, [0], [0], [35]), (3, 3)),
    ((0, 0, 5, [0, 0], [0, 0], [5, 1]), (2, 2)),
    ((0, 0, 0, [5], [5], [0]), (0, 0)),
    ((1000, 1000, 10, [], [], []), (0, 0)),
    ((999, 1000, 10, [1000], [1], [1]), "CAPACITY_E_INFEASIBLE"),
    ((1000, 999, 10, [1], [1000], [1]), "CAPACITY_E_INFEASIBLE"),
    ((1000, 1000, 0, [1], [1], [1]), "CAPACITY_E_INFEASIBLE"),
    ((999, 1000, 10, [1000], [1], [0]), (0, 0)),
    ((-1, 1000, 10, [1], [1], [1]), "CAPACITY_E_RANGE"),
    ((1000, -1, 10, [1], [1], [1]), "CAPACITY_E_RANGE"),
    ((1000, 1000, -1, [1], [1], [1]), "CAPACITY_E_RANGE"),
    ((1000, 1000, 10, [1, -1], [1, 1], [1, 1]), "CAPACITY_E_RANGE"),
    ((1000, 1000, 10, [1, 1], [1, -1], [1, 1]), "CAPACITY_E_RANGE"),
    ((1000, 1000, 10, [1, 1], [1, 1], [1, -1]), "CAPACITY_E_RANGE"),
    ((1000, 1000, 10, [1] * 17, [1] * 17, [1] * 17), (2, 2)),
    ((1000, 1000, 10, [1] * 18, [1] * 18, [1] * 18), "CAPACITY_E_TOO_LARGE"),
]

BANDED = [  # guide audit 6: CloudFront 1, 5, 10 and 50 TB, with and without the free TB
    ((1024 * GIB, 0, GIB, *CLOUDFRONT), (87040000,)),
    ((5120 * GIB, 0, GIB, *CLOUDFRONT), (435200000,)),
    ((5120 * GIB, 1024 * GIB, GIB, *CLOUDFRONT), (348160000,)),
    ((10240 * GIB, 0, GIB, *CLOUDFRONT), (870400000,)),
    ((10240 * GIB, 1024 * GIB, GIB, *CLOUDFRONT), (783360000,)),
    ((51200 * GIB, 0, GIB, *CLOUDFRONT), (4147200000,)),
    ((51200 * GIB, 1024 * GIB, GIB, *CLOUDFRONT), (4065280000,)),
    ((1024 * GIB, 1024 * GIB, GIB, *CLOUDFRONT), (0,)),
    ((0, 0, 1, [1], [0]), (0,)),
    ((1, 0, 1, [1], [500]), (1,)),
    ((1, 0, 1, [1], [499]), (0,)),
    ((2, 0, 1, [1], [5]), "CAPACITY_E_RANGE"),
    ((3, 1, 1, [2], [1000]), (2,)),
    ((-1, 0, 1, [MAX], [5]), "CAPACITY_E_RANGE"),
    ((1, -1, 1, [MAX], [5]), "CAPACITY_E_RANGE"),
    ((1, 0, 0, [MAX], [5]), "CAPACITY_E_RANGE"),
    ((MAX, 0, MAX // 1000, [MAX], [1000]), (1000,)),
    ((1, 0, MAX // 1000 + 1, [MAX], [5]), "CAPACITY_E_RANGE"),
    ((1, 0, 1, [MAX], [-1]), "CAPACITY_E_RANGE"),
    ((1, 0, 1, [5, 5], [1, 1]), "CAPACITY_E_RANGE"),
    ((1, 0, 1, [0], [1]), "CAPACITY_E_RANGE"),
    ((1, 0, 1, [MAX, MAX], [1, 1]), "CAPACITY_E_RANGE"),
    ((1, 0, 1, [], []), "CAPACITY_E_RANGE"),
    ((17, 0, 1, list(range(1, 18)), [1000] * 17), "CAPACITY_E_RANGE"),
    ((16, 0, 1, list(range(1, 17)), [1000] * 16), (16,)),
    ((MAX, 0, 1, [MAX], [MAX]), "CAPACITY_E_OVERFLOW"),
    ((MAX, 0, 1, [MAX], [1000]), (MAX,)),
    ((MAX, 0, 1, [MAX], [1001]), "CAPACITY_E_OVERFLOW"),
]
