#!/bin/sh
# Instructions of one plan, one kernel call and so on, by callgrind: the same on every run.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: instructions.sh BUILD [NAME...]    BUILD: a build directory, without sanitizers
#
# Each measure runs n and 2 n times; the difference leaves out what happens once.
set -eu

build=${1:?usage: instructions.sh BUILD [NAME...]}
shift
bench=$build/tests/bench/bench
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# count NAME N: instructions of the whole program.
count()
{
    valgrind --tool=callgrind --callgrind-out-file="$scratch/out" "$bench" "$1" "$2" 2>"$scratch/err" || {
        cat "$scratch/err" >&2
        exit 1
    }
    awk '/^summary:|^totals:/ { print $2; exit }' "$scratch/out"
}

[ $# -gt 0 ] || set -- plan plan_text plan_json formula_pods formula_pods_many eks_allocatable cost_hours nodes_pack day catalog
for name in "$@"; do
    n=1000
    [ "$name" != catalog ] || n=2
    [ "$name" != day ] || n=5
    once=$(count "$name" "$n")
    twice=$(count "$name" $((2 * n)))
    printf '%-18s %12d instructions\n' "$name" $(((twice - once) / n))
done

library=$(find "$build/lib" -name 'libcapacity.so.*.*.*' | head -n 1)
cp "$library" "$scratch/stripped"
strip "$scratch/stripped"
size=$(wc -c <"$scratch/stripped")
printf '%-18s %12d bytes stripped, %d %% of 400 KiB\n' "$(basename "$library")" "$size" $((size * 100 / 409600))
