#!/bin/sh
# The unit tests and fuzz corpora under every checker beside those of tests/run.sh, and by other compilers.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: sanitizers.sh [STAGE...]
#
#   msan       clang: uninitialised memory, libyaml built with it too (tests/long/libyaml.sh)
#   integer    clang: unsigned wrap, truncation and sign changes are findings; lib/base/wraps.h marks what is meant
#   never      checks that no input can turn (lib/base/never.h) stop the program where one does
#   asan       gcc: addresses, undefined behaviour, leaks, with each allocation failing in turn
#   compilers  gcc and clang, -O0, -O2 and -O3: every vector passes, and plans are the same bytes
#
# Default all. A stage is skipped aloud where its compiler is missing; the table at the end tells all.
set -eu

cd "$(dirname "$0")/../.."
stages=${*:-msan integer never asan compilers}
work=${SANITIZERS_WORK:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
: >"$work/table"
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:detect_leaks=1
export MSAN_OPTIONS=halt_on_error=1

# The newest clang that links this sanitizer.
clang_with()
{
    for one in ${CC:-clang-19 clang-14 clang}; do
        command -v "$one" >/dev/null 2>&1 || continue
        echo 'int main(void){return 0;}' | "$one" "$1" -x c - -o "$work/try" 2>/dev/null || continue
        echo "$one"
        return
    done
}

# build NAME COMPILER OPTION...
build()
{
    folder=$work/$1
    compiler=$2
    shift 2
    [ -f "$folder/build.ninja" ] || CC=$compiler meson setup "$folder" -Dtests=enabled -Dexamples=false "$@" \
        >"$folder.log" 2>&1 || { tail -n 20 "$folder.log"; return 1; }
    ninja -j "${JOBS:-2}" -C "$folder" >>"$folder.log" 2>&1 || { grep -E 'error|FAILED' -A 5 "$folder.log" | tail -n 40; return 1; }
}

# check NAME ARGUMENT...: its tests; what failed is shown
check()
{
    name=$1
    shift
    meson test -C "$work/$name" --no-rebuild --timeout-multiplier 20 "$@" >"$work/$name.tests" 2>&1 || {
        grep -vE ' OK +[0-9.]+s' "$work/$name.tests" | tail -n 80
        return 1
    }
    remark="$(sed -n 's/^Ok: *//p' "$work/$name.tests" | tr -d ' ') programs"
}

msan()
{
    compiler=$(clang_with -fsanitize=memory)
    [ -n "$compiler" ] || { missing="clang-19 libclang-rt-19-dev"; return 77; }
    flags="-fsanitize=memory -fno-omit-frame-pointer"
    text=enabled
    # shellcheck disable=SC2086
    sh tests/long/libyaml.sh "$work/yaml-msan" "$compiler" $flags >"$work/yaml-msan.log" 2>&1 || text=disabled
    PKG_CONFIG_LIBDIR="$work/yaml-msan/lib/pkgconfig" build msan "$compiler" -Dcheck=own -Dtext=$text --default-library=static \
        -Db_sanitize=memory -Db_lundef=false || return 1
    CK_EXCLUDE_TAGS=oom check msan --suite unit --suite fuzz || return 1
    [ "$text" = enabled ] || remark="$remark, without text: libyaml's source was not to be had"
    remark="$remark ($compiler)"
}

integer()
{
    groups=undefined,unsigned-integer-overflow,unsigned-shift-base,implicit-conversion,nullability
    compiler=$(clang_with -fsanitize=$groups)
    [ -n "$compiler" ] || { missing="clang-19 libclang-rt-19-dev"; return 77; }
    sanitize="'-fsanitize=$groups'"
    build integer "$compiler" -Dcheck=own --default-library=static -Db_lundef=false "-Dc_link_args=[$sanitize]" \
        "-Dc_args=[$sanitize, '-fno-sanitize-recover=all', '-fsanitize-ignorelist=$PWD/tests/long/integer.ignore']" || return 1
    CK_EXCLUDE_TAGS=oom check integer --suite unit --suite fuzz || return 1
    remark="$remark, $(grep -hoE '^CAPACITY__WRAPS' lib/*/*.c | wc -l) functions marked as wrapping ($compiler)"
}

never()
{
    build never "${CC:-cc}" -Dcheck=own --default-library=static "-Dc_args=-DCAPACITY_NEVER_TRAPS" || return 1
    check never --suite unit --suite fuzz || return 1
    remark="$remark, $(grep -ohE 'CAPACITY__(NEVER|SURELY)\(' lib/*/*.c | wc -l) checks that never turn"
}

asan()
{
    command -v gcc >/dev/null 2>&1 || { missing=gcc; return 77; }
    build asan gcc -Dcheck=own --default-library=static -Db_sanitize=address,undefined -Db_lundef=false || return 1
    check asan --suite unit --suite fuzz
}

compilers()
{
    first= done=0
    for compiler in gcc clang-19 clang-14 clang; do
        command -v "$compiler" >/dev/null 2>&1 || continue
        for level in 0 2 3; do
            name=$compiler-O$level
            build "$name" "$compiler" -Dcheck=own --default-library=static --buildtype=plain "-Doptimization=$level" || return 1
            CK_EXCLUDE_TAGS=oom check "$name" vectors hpa_vectors checked ratio || return 1
            for users in 1 999 1000 12345 500000; do
                for what in plan steps; do
                    "$work/$name/tests/print_plan" $what 3 concurrent_users=$users own
                done
            done >"$work/$name.plans"
            [ -s "$work/$name.plans" ] || return 1
            first=${first:-$name}
            cmp "$work/$first.plans" "$work/$name.plans" || return 1
            done=$((done + 1))
        done
    done
    [ "$done" -gt 3 ] || { missing="gcc and clang"; return 77; }
    remark="$done builds agree on $(wc -c <"$work/$first.plans") bytes of plans"
}

for tool in meson ninja; do
    command -v "$tool" >/dev/null 2>&1 || { echo "skipped: needs $tool (apt-get install meson ninja-build)"; exit 77; }
done
for stage in $stages; do
    case $stage in
        msan | integer | never | asan | compilers) ;;
        *) sed -n 's/^# \{0,1\}//p' "$0" | sed -n 4,12p >&2; exit 2 ;;
    esac
    printf '\n== %s\n' "$stage"
    remark='' missing='' status=0
    "$stage" || status=$?
    case $status in
        0) verdict="passed $remark" ;;
        77) verdict="skipped needs $missing"; echo "skipped: $stage needs $missing (apt-get install $missing)" ;;
        *) verdict=FAILED ;;
    esac
    echo "$verdict"
    echo "$stage $verdict" >>"$work/table"
done
printf '\n'
awk '{ printf "%-10s %-8s", $1, $2; $1 = $2 = ""; print }' "$work/table"
! grep -q ' FAILED' "$work/table" || exit 1
grep -q ' passed ' "$work/table" || exit 77
