#!/bin/sh
# Runs the fuzz targets under libFuzzer with address and undefined-behaviour sanitizers.
# SPDX-License-Identifier: Apache-2.0
#
#   sh tests/fuzz/run.sh [--seconds N | --hours N] [--keep] [TARGET...]
#
# Each target runs N seconds (default 60) from its corpus in tests/fuzz/corpus/TARGET. What is found
# new stays in a scratch directory, and with --keep the corpus is minimised into place again. The time
# is that of each target. CC: a clang with libFuzzer, default clang-19, then clang-14, then clang.
set -eu

cd "$(dirname "$0")/../.."
seconds=60
keep=no
targets=
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=$2; shift ;;
        --hours) seconds=$(($2 * 3600)); shift ;;
        --keep) keep=yes ;;
        -*) sed -n 's/^# \{0,1\}//p' "$0" | sed -n 4,9p >&2; exit 2 ;;
        *) targets="$targets $1" ;;
    esac
    shift
done
[ -n "$targets" ] || targets="profile catalog tiers metrics same quantity kernels hpa structs api trace simulate usage"

work=${FUZZ_WORK:-$(mktemp -d)}
mkdir -p "$work"
compiler=
for one in ${CC:-clang-19 clang-14 clang}; do
    if command -v "$one" >/dev/null 2>&1 &&
        echo 'int LLVMFuzzerTestOneInput(void){return 0;}' |
        "$one" -fsanitize=fuzzer,address -x c - -o "$work/try" 2>/dev/null; then
        compiler=$one
        break
    fi
done
if [ -z "$compiler" ]; then
    echo "skipped: needs clang with libFuzzer (apt-get install clang-19 libclang-rt-19-dev)"
    exit 77
fi

mkdir -p "$work/data" "$work/objects"
python3 -B lib/data/generate.py --help >/dev/null 2>&1 || :
# The generated tables come out of a meson tree, the only place that knows how they are made.
[ -f "$work/meson/build.ninja" ] ||
    meson setup "$work/meson" -Dtests=disabled -Dexamples=false --buildtype=plain >"$work/setup.log"
ninja -C "$work/meson" >"$work/ninja.log"
generated=$(find "$work/meson/lib" -name '*_builtin.c')
flags="-std=c11 -g -O1 -DCAPACITY_BUILDING -DCAPACITY_TEXT=1 -Iinclude -Ilib
       -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
list=$(ls lib/*/*.c tests/fuzz/fuzz.c tests/fuzz/documents.c)
for source in $list $generated; do
    object=$work/objects/$(basename "$(dirname "$source")")_$(basename "$source").o
    # Arithmetic compares at every bit of a number: following that takes a third of the time and leads nowhere.
    case $source in
        lib/base/checked.c | lib/base/ratio.c) follow=-fno-sanitize-coverage=trace-cmp ;;
        *) follow= ;;
    esac
    # shellcheck disable=SC2086
    [ "$object" -nt "$source" ] || "$compiler" $flags -fsanitize=fuzzer-no-link $follow -c "$source" -o "$object"
done

failed=no
for target in $targets; do
    corpus=tests/fuzz/corpus/$target
    new=$work/corpus/$target
    mkdir -p "$new"
    # shellcheck disable=SC2086
    "$compiler" $flags -fsanitize=fuzzer "tests/fuzz/$target.c" "$work"/objects/*.o -lyaml \
        -o "$work/$target"
    status=0
    "$work/$target" "$new" "$corpus" -max_total_time="$seconds" -max_len=8192 -timeout=20 \
        -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$work/$target-" \
        >"$work/$target.log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
    covered=$(grep -o 'cov: [0-9]*' "$work/$target.log" | tail -n 1)
    echo "$target: ${executions:-0} executions, ${covered:-cov: ?}, exit status $status"
    if [ "$status" -ne 0 ]; then
        failed=yes
        grep -aE 'does not hold|ERROR|SUMMARY|runtime error|Test unit' "$work/$target.log" || :
    elif [ "$keep" = yes ]; then
        mkdir -p "$work/merged/$target"
        "$work/$target" -merge=1 "$work/merged/$target" "$new" "$corpus" >>"$work/$target.log" 2>&1
        find "$work/merged/$target" -type f -size -2049c | sort | head -n 150 | while read -r file; do
            cp "$file" "$corpus/"
        done
    fi
done
echo "work: $work"
[ "$failed" = no ]
