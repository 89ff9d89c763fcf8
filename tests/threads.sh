#!/bin/sh
# tests/test_threads.c under the race detector, and a canary that it must report.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: threads.sh [BUILD]    CC: default clang-19, then clang-14, then gcc
set -eu

cd "$(dirname "$0")/.."
build=${1:-$(mktemp -d)/threads}
export TSAN_OPTIONS=halt_on_error=1:exitcode=66
compiler=
for one in ${CC:-clang-19 clang-14 gcc}; do
    if command -v "$one" >/dev/null 2>&1 &&
        echo 'int main(void){return 0;}' | "$one" -fsanitize=thread -x c - -o /dev/null 2>/dev/null; then
        compiler=$one
        break
    fi
done
if [ -z "$compiler" ]; then
    echo "skipped: needs a compiler with -fsanitize=thread (apt-get install clang-19 libclang-rt-19-dev)"
    exit 77
fi
[ -f "$build/build.ninja" ] || CC=$compiler meson setup "$build" -Db_sanitize=thread -Db_lundef=false \
    -Dtests=disabled -Dexamples=false --default-library=static --buildtype=debugoptimized >/dev/null
ninja -C "$build" lib/libcapacity.a >/dev/null

link()
{
    # shellcheck disable=SC2086
    "$compiler" -std=c11 -g -O1 -fsanitize=thread -Iinclude $1 tests/test_threads.c \
        "$build/lib/libcapacity.a" -lyaml -lpthread -o "$2"
}

link "" "$build/threads"
"$build/threads"
link -DCANARY "$build/canary"
if "$build/canary" >"$build/canary.log" 2>&1 || ! grep -q 'data race' "$build/canary.log"; then
    echo "the canary, a plain counter raised by all threads, was not reported: the detector sees nothing"
    exit 1
fi
echo "no race; the canary was reported ($compiler)"
