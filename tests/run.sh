#!/bin/sh
# From a fresh checkout to every test: install what is missing, build, run.
# SPDX-License-Identifier: Apache-2.0
#
#   sh tests/run.sh                 install with apt (as root or through sudo), build in build/, test
#   sh tests/run.sh --no-install    only say what is missing; exit status 1 if anything needed is
#   sh tests/run.sh --all           also with address and undefined-behaviour sanitizers in
#                                   build-sanitized/, the unit tests under valgrind, coverage in
#                                   build-coverage/ and build-mcdc/, threads under a race detector in build-threads/,
#                                   the fuzz targets for 20 s each, the proofs, and what takes long:
#                                   further sanitizers and compilers in build-more/, other machines under emulation,
#                                   reproducible builds, mutants of the kernels
#   sh tests/run.sh --build=DIR     build there instead
#
# With CI=true, as continuous integration has it, coverage and the arithmetic of integers are asked for by
# themselves: no line, branch or condition of the library may go untried, and nothing wraps unmarked.
#
# The last lines are meson's summary, a table of what ran, what was skipped and why, and, over all runs, "N passed, N failed, N skipped".
set -eu

cd "$(dirname "$0")/.."
. examples/packages.sh

missing_to_test()
{
    missing_to_build
    can_compile c++ ${CXX:-c++} g++ clang++ || echo g++
    pkg-config --exists check 2>/dev/null || echo check
    [ "$all" = no ] || have valgrind || echo valgrind
}

# Without these single tests are skipped: not every release has this clang-format.
missing_for_some()
{
    have clang-format-14 || echo clang-format-14
    have doxygen || echo doxygen
    have abidiff || echo abigail-tools
    have go || echo golang-go
    have promtool || echo prometheus
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    have valgrind || echo valgrind
    have yamllint || echo yamllint
    [ "$coverage" = no ] || have gcovr || echo gcovr
    [ "$coverage" = no ] || have llvm-cov-19 || echo clang-19 llvm-19 libclang-rt-19-dev
    /usr/bin/python3 -c 'import yaml' 2>/dev/null || python3 -c 'import yaml' 2>/dev/null || echo python3-yaml
    # Debian's own NumPy serves Debian's own Python only; its mypy is too old
    [ "$(command -v python3)" = /usr/bin/python3 ] || return 0
    python3 -c 'import numpy' 2>/dev/null || echo python3-numpy
}

install_for_some()
{
    wished=$(missing_for_some | tr '\n' ' ')
    [ -n "$wished" ] || return 0
    apt_install $wished && return 0
    for package in $wished; do
        apt_install "$package" || say "Going on without $package: its tests will be skipped."
    done
}

all=no
coverage=no
[ "${CI:-}" != true ] || coverage=yes
check_only=no
build=build
for argument in "$@"; do
    case $argument in
        --all) all=yes coverage=yes ;;
        --no-install) check_only=yes ;;
        --build=?*) build=${argument#--build=} ;;
        *)
            say "usage: sh tests/run.sh [--all] [--build=DIR] [--no-install]"
            exit 2 ;;
    esac
done

if [ "$check_only" = yes ]; then
    [ -z "$(missing_for_some)" ] || say "For some tests: $(missing_for_some | tr '\n' ' ')"
    list_missing missing_to_test
    exit
fi
ensure missing_to_test || exit 1
install_for_some

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
: >"$scratch/counts"
: >"$scratch/table"
failed=no

# configure DIR OPTION...: a build directory, new or as it is, with these options.
configure()
{
    dir=$1
    shift
    if [ -f "$dir/build.ninja" ]; then
        meson setup --reconfigure "$dir" -Dtests=enabled "$@" >"$scratch/setup" 2>&1 && return 0
        say "Setting up $dir anew."
        rm -rf "$dir"
    fi
    meson setup "$dir" -Dtests=enabled "$@" >"$scratch/setup" 2>&1 && return 0
    cat "$scratch/setup" >&2
    return 1
}

# Lines as they come, but the closing summary into a file.
hold_summary()
{
    : >"$scratch/summary"
    summary=no
    while IFS= read -r line; do
        case $line in
            Ok:*) summary=yes ;;
        esac
        if [ "$summary" = yes ]; then
            printf '%s\n' "$line" >>"$scratch/summary"
        else
            printf '%s\n' "$line"
        fi
    done
}

# note NAME VERDICT REMARK: a line of the table at the end.
note()
{
    printf '%s|%s|%s\n' "$1" "$2" "$3" >>"$scratch/table"
}

# run_tests NAME DIR OPTION...: build, test, keep the counts.
run_tests()
{
    name=$1
    dir=$2
    shift 2
    printf '\n== %s: building in %s/\n' "$name" "$dir"
    if ! ninja -C "$dir"; then
        failed=yes
        echo "0 1 0" >>"$scratch/counts"
        note "$name" FAILED "does not build"
        return 0
    fi
    printf '\n== %s: testing\n' "$name"
    rm -f "$dir"/meson-logs/testlog*.txt "$scratch/failed"
    { meson test -C "$dir" --no-rebuild --print-errorlogs "$@" 2>&1 || echo failed >"$scratch/failed"
    } | hold_summary
    [ ! -f "$scratch/failed" ] || failed=yes
    grep -h '^skipped: ' "$dir"/meson-logs/testlog*.txt >"$scratch/skipped" || :
    cat "$scratch/skipped"
    awk '/^Ok:/ { ok = $2; seen = 1 } /^Expected Fail:/ { ok += $3 }
         /^Fail:/ { bad += $2 } /^Unexpected Pass:/ { bad += $3 } /^Timeout:/ { bad += $2 }
         /^Skipped:/ { left = $2 }
         END { if (seen) print ok + 0, bad + 0, left + 0; else print 0, 1, 0 }' \
        "$scratch/summary" >>"$scratch/counts"
    verdict=passed
    [ ! -f "$scratch/failed" ] || verdict=FAILED
    note "$name" $verdict "$(tail -n 1 "$scratch/counts" | awk '{ print $1 " passed, " $2 " failed, " $3 " skipped" }')"
    while IFS= read -r line; do
        note "  one of them" skipped "${line#skipped: }"
    done <"$scratch/skipped"
}

# run_stage NAME COMMAND...: a script that succeeds, fails, or leaves with 77 for want of a tool.
run_stage()
{
    name=$1
    shift
    printf '\n== %s\n' "$name"
    status=0
    { "$@" || echo $? >"$scratch/status"; } 2>&1 | tee "$scratch/stage"
    [ ! -s "$scratch/status" ] || status=$(cat "$scratch/status")
    rm -f "$scratch/status"
    last=$(grep -v '^$' "$scratch/stage" | tail -n 1)
    case $status in
        0)
            note "$name" passed "$last"
            echo "1 0 0" >>"$scratch/counts" ;;
        77)
            note "$name" skipped "${last#skipped: }"
            echo "0 0 1" >>"$scratch/counts" ;;
        *)
            failed=yes
            note "$name" FAILED "$last"
            echo "0 1 0" >>"$scratch/counts" ;;
    esac
}

configure "$build" || exit 1
run_tests "every test" "$build"
if [ "$coverage" = yes ]; then
    run_stage "coverage" sh tests/coverage.sh "$build-coverage"
    run_stage "conditions" sh tests/mcdc.sh "$build-mcdc"
    run_stage "integers" env SANITIZERS_WORK="$build-more" sh tests/long/sanitizers.sh integer
fi
if [ "$all" = yes ]; then
    cat "$scratch/summary"
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:detect_leaks=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    configure "$build-sanitized" -Db_sanitize=address,undefined -Db_lundef=false || exit 1
    run_tests "sanitizers" "$build-sanitized"
    cat "$scratch/summary"
    # Fifty times slower: without each allocation failing, which the sanitizers have seen, and with the
    # first part only of what takes long (test_long_case). A program takes a minute or so, three beside
    # much else; 5 stands for 25.
    export CK_FORK=no CK_EXCLUDE_TAGS='oom long'
    run_tests "valgrind" "$build" --suite unit --timeout-multiplier 5 \
        --wrapper 'valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=all'
    unset CK_FORK CK_EXCLUDE_TAGS
    run_stage "threads" sh tests/threads.sh "$build-threads"
    run_stage "fuzz" sh tests/fuzz/run.sh --seconds 20
    run_stage "proof" sh tests/long/proof.sh --smoke
    run_stage "more sanitizers" env SANITIZERS_WORK="$build-more" sh tests/long/sanitizers.sh msan never compilers
    run_stage "other machines" sh tests/long/portable.sh
    run_stage "reproducible" sh tests/long/reproducible.sh
    run_stage "mutation" python3 -B tests/long/mutation.py
else
    note "everything longer" "not run" "asked for by --all: sanitizers, valgrind, races, fuzzing, proofs, machines, mutants"
fi

printf '\n'
cat "$scratch/summary"
awk -F '|' '{ printf "%-18s %-8s %s\n", $1, $2, substr($3, 1, 120) }' "$scratch/table"
awk '{ ok += $1; bad += $2; left += $3 }
     END { printf "%d passed, %d failed, %d skipped\n", ok, bad, left; exit bad > 0 || ok == 0 }' \
    "$scratch/counts" || exit 1
[ "$failed" = no ]
