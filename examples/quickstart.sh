#!/bin/sh
# From a fresh checkout to a plan: install what is missing, build, size a chat application.
# SPDX-License-Identifier: Apache-2.0
#
#   sh examples/quickstart.sh                 install with apt (as root or through sudo), build, plan
#   sh examples/quickstart.sh --no-install    only say what is missing; exit status 1 if anything is
set -eu

cd "$(dirname "$0")/.."

say()
{
    printf '%s\n' "$*" >&2
}

# Is a program there that can compile, not only be called?
can_compile()
{
    for compiler in "${CC:-cc}" gcc clang; do
        command -v "$compiler" >/dev/null 2>&1 || continue
        if printf '#include <stdio.h>\nint main(void) { return 0; }\n' |
            "$compiler" -x c - -o /dev/null 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

# Version 1.0 or later.
has_meson()
{
    version=$(meson --version 2>/dev/null) || return 1
    [ "${version%%.*}" -ge 1 ] 2>/dev/null
}

# The Debian packages of what is missing.
missing()
{
    can_compile || echo gcc libc6-dev
    command -v python3 >/dev/null 2>&1 || echo python3
    has_meson || echo meson
    command -v ninja >/dev/null 2>&1 || echo ninja-build
    command -v pkg-config >/dev/null 2>&1 || echo pkg-config
    pkg-config --exists yaml-0.1 2>/dev/null || echo libyaml-dev
}

install()
{
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root=sudo
        if ! command -v sudo >/dev/null 2>&1; then
            say "Missing: $*. Install them as root: apt-get install $*"
            exit 1
        fi
    fi
    say "Installing with ${as_root:+sudo }apt-get: $*"
    $as_root apt-get update -q >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

need=$(missing | tr '\n' ' ')
case ${1:-} in
    '') ;;
    --no-install)
        if [ -n "$need" ]; then
            say "Missing: $need"
            exit 1
        fi
        say "Nothing is missing." ;;
    *)
        say "usage: sh examples/quickstart.sh [--no-install]"
        exit 2 ;;
esac

if [ -n "$need" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing, and there is no apt-get here to install: $need"
        exit 1
    fi
    install $need
    need=$(missing | tr '\n' ' ')
    if [ -n "$need" ]; then
        say "Still missing, or too old (meson must be 1.0 or later): $need"
        exit 1
    fi
fi

say "Building in build/"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { [ -f build/build.ninja ] || meson setup build; } >"$log" 2>&1 ||
    ! ninja -C build examples/cli/capacity >>"$log" 2>&1; then
    cat "$log" >&2
    say "The build failed; the messages are above."
    exit 1
fi

say "\$ capacity plan --profile examples/chat-1000.yaml"
build/examples/cli/capacity plan --profile examples/chat-1000.yaml
