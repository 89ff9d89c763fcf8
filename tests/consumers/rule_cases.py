"""One table of series under which each alert fires, and under which it keeps quiet.

The limits and durations are typed in from the sizing guide and docs/alerts.md, not read from the rules.
A case tells how to make series whose signal has a wanted value at each minute; what is derived from it:
firing exactly when the duration is over and not a minute before, quiet (or firing) exactly at the limit,
quiet when healthy, and the duration beginning anew after a break.
SPDX-License-Identifier: Apache-2.0
"""
NAMESPACE = 'namespace="chat"'
POD = f'{NAMESPACE},pod="chat-backend-6d4cf56db6-x7k2p"'
CONTAINER = f'{POD},container="backend"'
START = 1000000  # counters do not begin at 0, where rate() extrapolates less


def counter(per_minute):
    """A counter whose k-th minute adds per_minute[k]."""
    total, values = START, [START]
    for step in per_minute[1:]:
        total += step
        values.append(total)
    return values


def scaled(signal, factor):
    return [None if v is None else v * factor for v in signal]


class Case:
    """first: minute at which the signal is first seen when it holds from minute 0 on.
    shown: the value that the alert shows at `up`; default `up` itself. labels: those of the series."""

    def __init__(self, alert, hold, up, edge, down, series, labels, *, first=0, edge_fires=False, shown=None,
                 variant="", restarts=True):
        self.alert, self.hold, self.up, self.edge, self.down = alert, hold, up, edge, down
        self.series, self.labels, self.first, self.edge_fires = series, labels, first, edge_fires
        self.shown = up if shown is None else shown
        self.variant, self.restarts = variant, restarts


# --- signals -----------------------------------------------------------------------------------

def requests(label="code", ok="200", bad="500", name="http_requests_total", where=POD, total=60000):
    """Share of failing requests."""
    def make(signal):
        return {f'{name}{{{where},{label}="{ok}"}}': counter([total - v * total for v in signal]),
                f'{name}{{{where},{label}="{bad}"}}': counter([v * total for v in signal])}
    return make


def rate(signal):
    """Requests a second, one pod."""
    return {f'http_requests_total{{{POD},code="200"}}': counter(scaled(signal, 60)),
            f'kube_deployment_status_replicas_available{{{NAMESPACE},deployment="chat-backend"}}': [1] * len(signal)}


def buckets(name, where, bounds):
    """The signal is a list of what of 100 requests a minute is within each bound."""
    def make(signal):
        series = {}
        for k, bound in enumerate(bounds):
            series[f'{name}_bucket{{{where},le="{bound}"}}'] = counter([row[k] for row in signal])
        series[f'{name}_bucket{{{where},le="+Inf"}}'] = counter([100] * len(signal))
        return series
    return make


DURATIONS = buckets("http_request_duration_seconds", POD, ("0.5", "1", "2", "5"))
API_DURATIONS = buckets("apiserver_request_duration_seconds", 'verb="GET",subresource=""', ("0.5", "1", "2"))


def gauge(series, factor=1):
    return lambda signal: {series: scaled(signal, factor)}


def with_constants(make, constants):
    return lambda signal: {**make(signal), **{series: [value] * len(signal) for series, value in constants.items()}}


def cpu(signal):
    """15 cores are requested: with those 70 % comes out as 0.7 in Prometheus' floating point."""
    return {f'container_cpu_usage_seconds_total{{{CONTAINER}}}': counter(scaled(signal, 15 * 60)),
            f'container_cpu_usage_seconds_total{{{POD},container=""}}': counter(scaled(signal, 9000)),
            f'kube_pod_container_resource_requests{{{CONTAINER},resource="cpu",unit="core"}}': [15] * len(signal),
            f'kube_pod_container_resource_requests{{{NAMESPACE},pod="chat-backend-6d4cf56db6-qqqqq",container="backend",'
            'resource="cpu",unit="core"}': [1] * len(signal)}  # pending: it has no usage and does not count


def memory(kind):
    def make(signal):
        return {f'container_memory_working_set_bytes{{{CONTAINER}}}': scaled(signal, 1000),
                f'container_memory_working_set_bytes{{{POD},container="POD"}}': [5000] * len(signal),
                f'kube_pod_container_resource_{kind}{{{CONTAINER},resource="memory",unit="byte"}}': [1000] * len(signal)}
    return make


def table(metric, label="table_name"):
    return gauge(f'aws_dynamodb_{metric}_sum{{{label}="chat-main",operation="GetItem"}}', 60)


def replicas(limit):
    return with_constants(
        gauge(f'kube_horizontalpodautoscaler_status_current_replicas{{{NAMESPACE},horizontalpodautoscaler="backend-hpa"}}'),
        {f'kube_horizontalpodautoscaler_spec_max_replicas{{{NAMESPACE},horizontalpodautoscaler="backend-hpa"}}': limit})


def node_cpu(signal):
    idle = counter([(1 - v) * 60 for v in signal])
    return {f'node_cpu_seconds_total{{instance="n1",cpu="{cpu}",mode="idle"}}': idle for cpu in "01"}


def node_memory(signal):
    return {'node_memory_MemAvailable_bytes{instance="n1"}': [1000 - v * 1000 for v in signal],
            'node_memory_MemTotal_bytes{instance="n1"}': [1000] * len(signal)}


def out_of_memory(signal):
    return {f'kube_pod_container_status_restarts_total{{{CONTAINER}}}': counter(signal),
            f'kube_pod_container_status_last_terminated_reason{{{CONTAINER},reason="OOMKilled"}}': [1] * len(signal)}


def cluster(resource):
    def make(signal):
        return {f'kube_pod_container_resource_requests{{{CONTAINER},resource="{resource}"}}': scaled(signal, 1000),
                f'kube_pod_status_phase{{{POD},phase="Running"}}': [1] * len(signal),
                f'kube_pod_container_resource_requests{{{NAMESPACE},pod="done",container="job",resource="{resource}"}}':
                    [9000] * len(signal),
                f'kube_pod_status_phase{{{NAMESPACE},pod="done",phase="Succeeded"}}': [1] * len(signal),
                f'kube_node_status_allocatable{{node="n1",resource="{resource}"}}': [1000] * len(signal)}
    return make


def nodes(signal):
    return {f'kube_node_info{{node="n{k}"}}': [1 if k < v else None for v in signal] for k in range(int(max(signal)))}


WATCHED = {
    "requests": f'http_requests_total{{{POD},code="200"}}',
    "durations": f'http_request_duration_seconds_bucket{{{POD},le="2"}}',
    "pods": f'kube_pod_container_resource_requests{{{CONTAINER},resource="cpu"}}',
    "autoscalers": f'kube_horizontalpodautoscaler_spec_max_replicas{{{NAMESPACE},horizontalpodautoscaler="backend-hpa"}}',
}


def missing(which):
    """Signal 1: it is missing; 0: all are there."""
    def make(signal):
        return {series: [None if v and key in which else 1 for v in signal] for key, series in WATCHED.items()} \
            | {"up": [1] * len(signal)}
    return make


def blind(signal):
    """Signal 1: no bucket of 2 s."""
    return {f'http_request_duration_seconds_bucket{{{POD},le="1"}}': [1] * len(signal),
            f'http_request_duration_seconds_bucket{{{POD},le="+Inf"}}': [1] * len(signal),
            f'http_request_duration_seconds_bucket{{{POD},le="2.5"}}': [None if v else 1 for v in signal]}


def available(signal):
    return {f'kube_deployment_status_replicas_available{{{NAMESPACE},deployment="chat-backend"}}': signal,
            f'kube_deployment_status_replicas_available{{{NAMESPACE},deployment="chat-frontend"}}': [2] * len(signal)}


def queue(signal):
    """Two hours of 100 messages, then the signal."""
    return {'aws_sqs_approximate_number_of_messages_visible_average{queue_name="jobs"}': [100] * 121 + signal}


# --- labels ------------------------------------------------------------------------------------

BACKEND = {"namespace": "chat", "component": "backend"}
TABLE = {"namespace": "chat", "table": "chat-main"}
IN_POD = {"namespace": "chat", "pod": "chat-backend-6d4cf56db6-x7k2p", "container": "backend"}
SCALER = {"namespace": "chat", "horizontalpodautoscaler": "backend-hpa"}
CHAT = {"namespace": "chat"}
NODE = {"namespace": "chat", "instance": "n1"}


def cases(plan):
    """plan: what the planned figures are, read from the plan: maximum of pods, peak rate, units, nodes."""
    peak, most = plan["rate"], plan["pods_max"]
    return [
        Case("CapacityErrorRateCritical", 5, 0.06, 0.05, 0.001, requests(), BACKEND, first=1),
        Case("CapacityErrorRateCritical", 5, 0.06, 0.05, 0.001, requests("status", "2xx", "5xx"), BACKEND, first=1,
             variant="codes in classes"),
        Case("CapacityLatencyCritical", 5, (0, 90, 94, 100), (0, 90, 95, 100), (100, 100, 100, 100), DURATIONS, BACKEND,
             first=1, shown=2.5),
        Case("CapacityPodCrashLoop", 0, 3, 3, 2, None, IN_POD, edge_fires=True),
        Case("CapacityPodBackOff", 10, 1, 1, 0,
             gauge(f'kube_pod_container_status_waiting_reason{{{CONTAINER},reason="CrashLoopBackOff"}}'),
             {**IN_POD, "reason": "CrashLoopBackOff"}, edge_fires=True),
        Case("CapacityAllPodsDown", 1, 0, 1, 2, available, {"namespace": "chat", "deployment": "chat-backend"}),
        Case("CapacityAllPodsDown", 1, None, 1, 2, available, {"namespace": "chat", "deployment": "chat-backend"}, shown=1,
             variant="nobody reports", restarts=False),
        Case("CapacityDatabaseUnavailable", 0, 0, 1, 1,
             gauge('probe_success{instance="https://dynamodb.us-east-1.amazonaws.com/"}'), {}),
        Case("CapacityDatabaseErrors", 5, 1, 0, 0, table("system_errors"), TABLE),
        Case("CapacityDatabaseErrors", 5, 1, 0, 0, table("system_errors", "dimension_TableName"), TABLE,
             variant="labels of YACE"),
        Case("CapacityCpuHigh", 10, 0.88, 0.8, 0.3, cpu, BACKEND, first=4),
        Case("CapacityMemoryHigh", 10, 0.9, 0.85, 0.3, memory("requests"), BACKEND),
        Case("CapacityMemoryNearLimit", 10, 0.9, 0.85, 0.3, memory("limits"), IN_POD),
        Case("CapacityErrorRateWarning", 10, 0.02, 0.01, 0.001, requests(), BACKEND, first=1),
        Case("CapacityLatencyWarning", 10, (0, 94, 100, 100), (0, 95, 100, 100), (100, 100, 100, 100), DURATIONS, BACKEND,
             first=1, shown=1 + 1 / 6),
        Case("CapacityPodsAtMaximum", 15, 21, 21, 20, replicas(21), SCALER, edge_fires=True),
        Case("CapacityAutoscalerStuck", 15, 1, 1, 0,
             gauge(f'kube_horizontalpodautoscaler_status_condition{{{NAMESPACE},horizontalpodautoscaler="backend-hpa",'
                   'condition="ScalingActive",status="false"}'),
             {**SCALER, "condition": "ScalingActive", "status": "false"}, edge_fires=True),
        Case("CapacityPodsPending", 15, 1, 0, 0, gauge(f'kube_pod_status_phase{{{POD},phase="Pending"}}'), CHAT),
        Case("CapacityPodsUnschedulable", 15, 2, 0, 0, gauge("cluster_autoscaler_unschedulable_pods_count"), {}),
        Case("CapacityDatabaseThrottling", 5, 1, 0, 0, table("throttled_requests"), TABLE),
        Case("CapacityDatabaseThrottling", 5, 1, 0, 0, table("read_throttle_events"), TABLE, variant="reads"),
        Case("CapacityDatabaseThrottling", 5, 1, 0, 0, table("write_throttle_events"), TABLE, variant="writes"),
        Case("CapacityNodeCpuHigh", 10, 0.9, 0.8, 0.3, node_cpu, NODE, first=1),
        Case("CapacityNodeMemoryHigh", 10, 0.9, 0.85, 0.3, node_memory, NODE),
        Case("CapacityOutOfMemoryKill", 0, 1, 0, 0, None, IN_POD),
        Case("CapacityApiServerErrors", 15, 0.04, 0.03, 0.001,
             requests(name="apiserver_request_total", where='verb="GET"'), {}, first=1),
        Case("CapacityApiServerSlow", 15, (0, 98, 100), (0, 99, 100), (100, 100, 100), API_DURATIONS, {"verb": "GET"}, first=1,
             shown=1.5),
        Case("CapacityRequestsPerPodHigh", 10, 55, 50, 10, rate, BACKEND, first=4),
        Case("CapacityConnectionsPerPodHigh", 10, 201, 200, 50, with_constants(
            gauge(f"active_connections{{{POD}}}"),
            {f'kube_deployment_status_replicas_available{{{NAMESPACE},deployment="chat-backend"}}': 1}), BACKEND),
        Case("CapacityMetricsMissing", 10, 1, 0, 0, missing(WATCHED), CHAT, restarts=False),
        *(Case("CapacityMetricsMissing", 10, 1, 0, 0, missing([key]), CHAT, variant=key, restarts=False) for key in WATCHED),
        Case("CapacityLatencyBlind", 10, 1, 0, 0, blind, CHAT, restarts=False),
        Case("CapacityCpuAboveTarget", 10, 0.77, 0.7, 0.3, cpu, BACKEND, first=4),
        Case("CapacityMemoryAboveTarget", 10, 0.84, 0.8, 0.3, memory("requests"), BACKEND),
        Case("CapacityPodsAtMaximumOften", 0, 21, 21, 20, None, SCALER, edge_fires=True),
        Case("CapacityQueueGrowing", 10, 120, 110, 100, queue, CHAT, first=121),
        Case("CapacityDemandAbovePlan", 15, peak * 1.1, peak, peak / 2, rate, BACKEND, first=4),
        Case("CapacityMaximumBelowPlan", 15, most - 1, most, most + 1,
             gauge(f'kube_horizontalpodautoscaler_spec_max_replicas{{{NAMESPACE},horizontalpodautoscaler="backend-hpa"}}'),
             {}),
        Case("CapacityTableReadsAbovePlan", 15, plan["reads"] + 1, plan["reads"], 1,
             table("consumed_read_capacity_units"), TABLE),
        Case("CapacityTableWritesAbovePlan", 15, plan["writes"] + 1, plan["writes"], 1,
             table("consumed_write_capacity_units"), TABLE),
        Case("CapacityNodesAtMaximum", 15, plan["nodes"], plan["nodes"], plan["nodes"] - 1, nodes, {}, edge_fires=True),
        Case("CapacityClusterCpuNearlyFull", 30, 0.9, 0.85, 0.3, cluster("cpu"), CHAT),
        Case("CapacityClusterMemoryNearlyFull", 30, 0.9, 0.85, 0.3, cluster("memory"), CHAT),
    ]


def special(alert):
    """Alerts without a duration that count events: (name, minutes of series, series, minute, value or None)."""
    restarts = f'kube_pod_container_status_restarts_total{{{CONTAINER}}}'

    def restarting(*minutes):
        return {restarts: counter([1 if k in minutes else 0 for k in range(16)])}

    def at_max(*stretches):
        inside = [any(a <= k < b for a, b in stretches) for k in range(61)]
        return replicas(21)([21 if here else 20 for here in inside])

    if alert == "CapacityPodCrashLoop":
        return [("three restarts in 10 minutes fire", restarting(2, 5, 8), 10, 3),
                ("two restarts are no crash loop", restarting(2, 8), 10, None),
                ("three restarts in 14 minutes are none either", restarting(1, 6, 15), 15, None)]
    if alert == "CapacityOutOfMemoryKill":
        return [("a restart after a kill fires", out_of_memory([1 if k == 5 else 0 for k in range(16)]), 10, 1),
                ("a kill long ago does not", out_of_memory([0] * 16), 15, None),
                ("a restart for another reason does not", restarting(5), 10, None)]
    if alert == "CapacityPodsAtMaximumOften":
        return [("15 minutes at the maximum fire", at_max((0, 61)), 14, 15),
                ("14 minutes do not", at_max((0, 61)), 13, None),
                ("three times 5 minutes fire", at_max((0, 5), (20, 25), (40, 45)), 44, 15),
                ("below the maximum is quiet", at_max(), 60, None)]
    return []


WEEK = 7 * 24 * 60
GROWTH = {
    # alert: recorded series, value a week ago, now above the limit, at it, below
    "CapacityLatencyDegrading":
        ("capacity_component:http_request_duration_seconds:p95_5m", 2, 2.3, 2.2, 2),
    "CapacityErrorRateIncreasing":
        ("capacity_component:http_error_ratio:rate5m", 0.5, 0.56, 0.55, 0.5),
}
