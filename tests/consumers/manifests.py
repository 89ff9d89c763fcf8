"""Manifests for tests: every kind in both formats, of workloads that differ in all that they turn on.

SPDX-License-Identifier: Apache-2.0
"""
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))

OWN = """\
concurrent_users: 3000
zones_lost: 1
components:
  - name: my_worker.v2
    traffic: 50%
    requests_per_pod: 20
    cpu_request: 1500m
    memory_request: 768Mi
    min_pods: 2
"""

# What an option could turn into something else than a string.
ODD = [f"--option={pair}" for pair in (
    "team=on", "environment=0123", "deployment=*", "object=n-*", "app_label=app.kubernetes.io/name",
    "scale_up_tolerance=5%", "scale_down_tolerance=25%", "scale_by_rate=on", "p95_target=1500ms")]

# Arguments after `capacity emit all`, by the name of a folder.
WORKLOADS = {
    "nobody": ["--set=concurrent_users=0", "--set=backend_min_pods=0", "--set=frontend_min_pods=0"],
    "no-nodes": ["--set=concurrent_users=0", "--set=backend_min_pods=0", "--set=frontend_min_pods=0",
                 "--set=node_floor=0", "--set=coredns_replicas=0"],
    "one-pod": ["--users=1", "--set=backend_min_pods=1", "--set=frontend_min_pods=1", "--set=zones=1"],
    "small": ["--users=300"],
    "medium": ["--users=1000", "--namespace=prod"],
    "large": ["--users=5000", "--node-type=m5.xlarge"],
    "enterprise": ["--users=15000"],
    "huge": ["--users=1000000"],
    "odd": ["--users=15000", *ODD],
    "old": ["--users=1000", "--option=kubernetes=1.23"],
    "provisioned": ["--users=6000", "--set=billing_mode=provisioned", "--set=cache_nodes=8", "--set=max_pods_mode=prefix",
                    "--set=committed_share=50%", "--set=nat_gateways=0", "--option=cluster=Blue_1"],
    "arm": ["--users=900", "--set=node_type=c6g.xlarge", "--set=cache_engine=valkey", "--set=cache_nodes=7"],
    "own": ["--profile=-"],
}
ANSWERS = ("recommended", "tier", "formula")
FORMATS = ("yaml", "json")


def emit(command, *args, stdin=None):
    return subprocess.run([command, "emit", *args], input=stdin, capture_output=True, text=True, check=True, timeout=60).stdout


def write_all(command, folder):
    """A folder for each workload, answer and format below `folder`; their names."""
    names = []
    for workload, args in WORKLOADS.items():
        for answer in ANSWERS:
            for form in FORMATS:
                name = os.path.join(folder, f"{workload}-{answer}-{form}")
                emit(command, "all", *args, "--answer", answer, "--format", form, "--out", name,
                     stdin=OWN if workload == "own" else None)
                names.append(name)
    return names


def skip(what):
    """End with the status by which meson counts a test as skipped."""
    print(f"skipped: needs {what}")
    raise SystemExit(77)
