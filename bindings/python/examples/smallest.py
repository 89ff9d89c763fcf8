#!/usr/bin/env python3
"""The smallest program: what a chat application for 1000 people at a time needs and costs.

SPDX-License-Identifier: Apache-2.0
"""
import libcapacity

chat = libcapacity.Profile(concurrent_users=1000)
plan = libcapacity.Plan(chat)
cost = libcapacity.cost_format(plan.raw["monthly_uusd"])
print(f"{plan.pods} pods on {plan.nodes} nodes, {cost} a month (prices: {plan.catalog_name})")
