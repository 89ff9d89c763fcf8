#!/bin/sh
# Modified condition/decision coverage of lib/ by the unit tests: each condition shown to turn its decision alone.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mcdc.sh [BUILD]
#
# Needs clang 18 or newer with its llvm-profdata and llvm-cov. Fails unless every condition is shown.
# CAPACITY_NEVER_CONSTANT takes out the checks that no input can turn (lib/base/never.h).
set -eu

cd "$(dirname "$0")/.."
compiler=
for one in ${CC:-clang-20 clang-19 clang-18 clang}; do
    version=$(echo __clang_major__ | "$one" -E -P - 2>/dev/null) && [ "$version" -ge 18 ] 2>/dev/null || continue
    command -v "llvm-cov-$version" >/dev/null 2>&1 && command -v "llvm-profdata-$version" >/dev/null 2>&1 || continue
    compiler=$one
    break
done
[ -n "$compiler" ] || {
    echo "skipped: needs clang-19 with llvm-19 and its runtime (apt-get install clang-19 llvm-19 libclang-rt-19-dev)"
    exit 77
}
build=${1:-$(mktemp -d)/mcdc}
flags="'-fprofile-instr-generate', '-fcoverage-mapping', '-fcoverage-mcdc'"
[ -f "$build/build.ninja" ] || CC=$compiler meson setup "$build" -Dtests=enabled -Dexamples=false --default-library=static \
    --buildtype=plain -Doptimization=0 "-Dc_args=[$flags, '-DCAPACITY_NEVER_CONSTANT']" "-Dc_link_args=[$flags]" >/dev/null
ninja -C "$build" >/dev/null
build=$(cd "$build" && pwd)
rm -rf "$build/profiles"
mkdir "$build/profiles"
# Forked children end early and their counts with them.
LLVM_PROFILE_FILE="$build/profiles/%p-%m.profraw" CK_FORK=no meson test -C "$build" --no-rebuild --suite unit \
    --timeout-multiplier 5 >"$build/tests.log" || {
    tail -n 60 "$build/tests.log"
    exit 1
}
"llvm-profdata-$version" merge -sparse "$build"/profiles/*.profraw -o "$build/merged.profdata"
first=
set --
for program in "$build"/tests/test_*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    if [ -z "$first" ]; then first=$program; else set -- "$@" -object "$program"; fi
done
"llvm-cov-$version" export -format=text -skip-functions -instr-profile="$build/merged.profdata" "$first" "$@" \
    -ignore-filename-regex='/(tests|subprojects)/' >"$build/mcdc.json"
python3 -B tests/conditions.py "$build/mcdc.json"
