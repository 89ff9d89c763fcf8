#!/bin/sh
# Proves lib/base/checked.c by Frama-C/WP: no overflow, and equal to its contracts.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: proof.sh [--smoke]    --smoke: also that no contract is vacuous
#
# The form without 128-bit integers is proved, since Frama-C cannot read them; tests/test_checked.c
# compares both. Goals are searched by time: TIMEOUT=120 on a loaded machine, never fewer goals.
set -eu

cd "$(dirname "$0")/../.."
for tool in frama-c why3 cvc4 z3; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "skipped: needs $tool (apt-get install frama-c-base why3 z3 cvc4)"
        exit 77
    }
done
[ -f "$HOME/.why3.conf" ] || why3 config detect >/dev/null 2>&1
smoke=
[ "${1:-}" != --smoke ] || smoke=-wp-smoke-tests
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086
frama-c -cpp-extra-args="-Ilib -DCAPACITY_NO_INT128" -wp -wp-rte -warn-unsigned-overflow \
    -wp-prover cvc4,z3 -wp-timeout "${TIMEOUT:-40}" -wp-par 2 $smoke lib/base/checked.c >"$log" 2>&1 || {
    cat "$log"
    exit 1
}
grep -E 'Failed|Timeout|Unknown|Warning' "$log" || :
grep -E 'Proved goals:' "$log"
grep -qE 'Proved goals: +([1-9][0-9]*) / \1$' "$log"
