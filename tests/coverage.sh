#!/bin/sh
# Lines, functions and branches of lib/ that the unit tests reach, and what they do not.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: coverage.sh [BUILD]
#
# Fails unless every line and branch is reached; tests/uncovered.py lists what is not. Checks that no input
# can turn are marked CAPACITY__NEVER or CAPACITY__SURELY in the source (lib/base/never.h), with the reason
# beside them, and counted here; nothing else is left out.
set -eu

cd "$(dirname "$0")/.."
for tool in gcovr gcov meson; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "skipped: needs $tool (apt-get install gcovr gcc meson)"
        exit 77
    }
done
build=${1:-$(mktemp -d)/coverage}
# Threads share counters: without atomic ones their sums go wrong, even below zero.
[ -f "$build/build.ninja" ] || CC=${CC:-gcc} meson setup "$build" -Db_coverage=true -Dtests=enabled \
    -Dexamples=false --buildtype=plain -Doptimization=0 "-Dc_args=-fprofile-update=atomic -DCAPACITY_NEVER_CONSTANT" >/dev/null
ninja -C "$build" >/dev/null
find "$build" -name '*.gcda' -delete
# Forked children end early and their counts with them.
CK_FORK=no meson test -C "$build" --no-rebuild --suite unit --timeout-multiplier 5 >"$build/tests.log" || {
    tail -n 60 "$build/tests.log"
    exit 1
}
gcovr -r . --object-directory "$build" --filter 'lib/' --branches --json "$build/coverage.json" -s "$build/lib" \
    >"$build/gcovr.log" 2>&1 || {
    cat "$build/gcovr.log"
    exit 1
}
python3 -B tests/uncovered.py "$build/coverage.json"
