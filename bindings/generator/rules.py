"""What the header must say, beyond its syntax. All problems of a run are listed.

SPDX-License-Identifier: Apache-2.0
"""
import rules_callable
import rules_type


def check(api, problems):
    """Every rule on the intermediate form."""
    rules_type.check(api, problems)
    rules_callable.check(api, problems)
