#!/usr/bin/env python3
"""Cells of a notebook: a plan as a table, what more users change, and a page to keep.

Usage: notebook.py [PAGE.html]    editors that know "# %%" run it cell by cell
SPDX-License-Identifier: Apache-2.0
"""
# %% A profile in people's units
import sys

import libcapacity as lc

profile = lc.Profile(
    concurrent_users=1000,
    requests_per_user_per_minute=2.5,
    backend_memory_request="512Mi",
    spike_buffer="30%",
    stored_data="200Gi",
    egress_traffic="500Gi",
)

# %% The plan; a notebook shows it as tables
plan = lc.Plan(profile)
plan

# %% Its rows go into pandas or polars as lists of dicts: pandas.DataFrame(bill.to_dicts())
bill = plan.get_bill()
dearest = max(bill, key=lambda line: line.monthly)
print(f"the dearest line is {dearest.item}: {dearest.monthly} of {plan.monthly} USD a month")

# %% What more users change
print(f"{'users':>6} {'pods':>5} {'nodes':>5} {'USD a month':>12}  tier")
for users in (500, 1000, 2000, 5000):
    profile.concurrent_users = users
    at = lc.Plan(profile)
    print(f"{users:6} {at.pods:5} {at.nodes:5} {lc.cost_format(at.raw['monthly_uusd']):>12}  {at.tier_name}")

# %% Losing a zone without slowing down: what it takes
profile.update({"concurrent_users": 1000, "zones_lost": 1})
safe = lc.Plan(profile)
for row in plan.get_differences(safe):
    if row.field in (lc.Field.PODS, lc.Field.NODES, lc.Field.MONTHLY_UUSD):
        print(f"{row.field.key}: {row.field.format(row.before)} -> {row.field.format(row.after)}")

# %% A page to keep
page = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Plan</title></head>
<body>
{plan._repr_html_()}
</body></html>
"""
if len(sys.argv) > 1:
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(page)
