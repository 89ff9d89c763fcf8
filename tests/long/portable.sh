#!/bin/sh
# Everywhere the same bits: builds for other machines, and runs the unit tests, the vectors and the fuzz
# corpora there under emulation; what plans print is compared with this machine's, byte for byte.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: portable.sh [--memory | --vectors] [TARGET...]
#
# Targets: s390x (64 bits, big-endian), armhf and i386 (32 bits), musl (another libc), mingw (Windows, under
# wine); default all. --memory also fails each allocation in turn there (long under emulation; musl, which
# is not emulated, always does). --vectors runs the vectors and what judges the arithmetic alone: minutes
# instead of an hour a target. A processor that knows i386 runs its programs itself, in minutes too. Work is
# done in PORTABLE_WORK, default a scratch folder.
#
# The unit tests are built with tests/plain/check.h in Check's place, libyaml for the target from Debian's
# source (tests/long/libyaml.sh). What is missing is said aloud; the table at the end tells all.
# Never install gcc-multilib for this: it removes the cross compilers.
set -eu

cd "$(dirname "$0")/../.."
memory=no
tests="--suite unit --suite fuzz"
targets=
for argument in "$@"; do
    case $argument in
        --memory) memory=yes ;;
        --vectors) tests="vectors hpa_vectors rightsize_vectors simulate checked ratio law queue layout quantity format" ;;
        s390x | armhf | i386 | musl | mingw) targets="$targets $argument" ;;
        *) sed -n 's/^# \{0,1\}//p' "$0" | sed -n 5,11p >&2; exit 2 ;;
    esac
done
[ -n "$targets" ] || targets="s390x armhf i386 musl mingw"
for tool in meson ninja pkg-config; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "skipped: needs $tool (apt-get install meson ninja-build pkg-config)"
        exit 77
    }
done
work=${PORTABLE_WORK:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
: >"$work/table"
export WINEPREFIX="$work/wine" WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=

# What runs a target's programs without emulation, if this machine can.
itself()
{
    [ "$1" = i386 ] || return 0
    sysroot=/usr/i686-linux-gnu/lib
    ! "$sysroot/ld-linux.so.2" --help >/dev/null 2>&1 || echo "$sysroot/ld-linux.so.2 --library-path $sysroot"
}

# What runs them: that, or the emulator of the target's cross file; nothing for musl.
runner()
{
    own=$(itself "$1")
    [ -z "$own" ] || { echo "$own"; return; }
    sed -n "s/^exe_wrapper = //p" "tests/long/cross/$1.ini" | tr -d "[]',"
}

# What a target needs: a compiler and a way to run its programs, by package.
needs()
{
    case $1 in
        s390x) echo s390x-linux-gnu-gcc:gcc-s390x-linux-gnu qemu-s390x:qemu-user ;;
        armhf) echo arm-linux-gnueabihf-gcc:gcc-arm-linux-gnueabihf qemu-arm:qemu-user ;;
        i386)
            echo i686-linux-gnu-gcc:gcc-i686-linux-gnu
            [ -n "$(itself i386)" ] || echo qemu-i386:qemu-user ;;
        musl) echo musl-gcc:musl-tools ;;
        mingw) echo x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 wine:wine wine64:wine64 ;;
    esac
}

missing()
{
    for need in $(needs "$1"); do
        command -v "${need%%:*}" >/dev/null 2>&1 || [ -x "/usr/lib/wine/${need%%:*}" ] || echo "${need##*:}"
    done
}

# What a few plans print, by print_plan and a runner before it.
plans()
{
    for users in 1 999 1000 12345 500000; do
        for what in plan steps; do
            "$@" $what 3 concurrent_users=$users own || return 1
        done
    done
    "$@" differences 3 concurrent_users=1000 -- concurrent_users=20000 own
}

build()
{
    target=$1
    folder=$2
    compiler=$(needs "$target" | sed 's/:.*//')
    text=enabled
    CC= sh tests/long/libyaml.sh "$work/yaml-$target" "$compiler" >"$folder.yaml" 2>&1 || text=disabled
    {
        printf "[properties]\npkg_config_libdir = '%s'\n" "$work/yaml-$target/lib/pkgconfig"
        printf "[binaries]\n"
        [ -z "$(itself "$target")" ] || itself "$target" | sed "s/ /', '/g; s/.*/exe_wrapper = ['&']/"
    } >"$folder.ini"
    meson setup "$folder" --wipe --cross-file "tests/long/cross/$target.ini" --cross-file "$folder.ini" -Dtests=enabled \
        -Dcheck=own -Dexamples=false -Dtext=$text --buildtype=debugoptimized >"$folder.log" 2>&1 ||
        meson setup "$folder" --cross-file "tests/long/cross/$target.ini" --cross-file "$folder.ini" -Dtests=enabled \
        -Dcheck=own -Dexamples=false -Dtext=$text --buildtype=debugoptimized >"$folder.log" 2>&1
    ninja -j "${JOBS:-2}" -C "$folder" >>"$folder.log" 2>&1
}

# Runs one target and says in one word and a remark how it went.
run()
{
    target=$1
    folder=$work/$target
    build "$target" "$folder" || {
        tail -n 40 "$folder.log"
        verdict="FAILED does not build"
        return
    }
    tags=oom
    [ "$memory" = no ] && [ "$target" != musl ] || tags=none
    # shellcheck disable=SC2086
    CK_EXCLUDE_TAGS=$tags meson test -C "$folder" --no-rebuild $tests --num-processes "${JOBS:-2}" \
        --timeout-multiplier 20 --print-errorlogs >"$folder.tests" 2>&1 || {
        grep -vE ' OK +[0-9.]+s' "$folder.tests" | tail -n 60
        verdict="FAILED tests"
        return
    }
    ran=$(sed -n 's/^Ok: *//p' "$folder.tests" | tr -d ' ')
    printer=$(find "$folder/tests" -maxdepth 1 -name print_plan -o -maxdepth 1 -name print_plan.exe)
    WINEPATH="Z:$(echo "$folder/lib" | tr / '\\')"
    export WINEPATH
    # shellcheck disable=SC2086
    plans $(runner "$target") "$printer" 2>"$folder.errors" | tr -d '\r' >"$folder.plans" || :
    remark="$ran programs"
    [ "$text" = enabled ] || remark="$remark, without text: libyaml's source was not to be had"
    [ "$tags" = oom ] || remark="$remark, each allocation failing"
    if cmp -s "$work/here.plans" "$folder.plans"; then
        verdict="passed $remark, $(wc -c <"$folder.plans") bytes of plans equal"
    else
        cat "$folder.errors"
        diff "$work/here.plans" "$folder.plans" | head -n 20 || :
        verdict="FAILED plans differ ($remark)"
    fi
}

meson setup "$work/here" -Dtests=disabled -Dexamples=false >"$work/here.log" 2>&1 ||
    meson setup "$work/here" --wipe >"$work/here.log" 2>&1
ninja -j "${JOBS:-2}" -C "$work/here" tests/print_plan >>"$work/here.log" 2>&1 || {
    tail -n 40 "$work/here.log"
    exit 1
}
plans "$work/here/tests/print_plan" >"$work/here.plans"
[ -s "$work/here.plans" ]

for target in $targets; do
    printf '\n== %s\n' "$target"
    absent=$(missing "$target" | sort -u | tr '\n' ' ')
    if [ -n "$absent" ]; then
        verdict="skipped needs $absent"
        echo "skipped: $target needs $absent(apt-get install $absent)"
    else
        run "$target"
    fi
    echo "$target $verdict" >>"$work/table"
    echo "$verdict"
done

printf '\n'
awk '{ printf "%-6s %-8s", $1, $2; $1 = $2 = ""; print }' "$work/table"
! grep -q ' FAILED ' "$work/table" || exit 1
grep -q ' passed ' "$work/table" || exit 77
