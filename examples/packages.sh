# What is missing on this machine, by the names of Debian and Ubuntu packages, and installing it.
# Sourced by examples/quickstart.sh and tests/run.sh; not a program of its own.
# SPDX-License-Identifier: Apache-2.0

say()
{
    printf '%s\n' "$*" >&2
}

have()
{
    command -v "$1" >/dev/null 2>&1
}

# can_compile LANGUAGE COMPILER...: is there one that compiles, and not only can be called?
can_compile()
{
    language=$1
    shift
    for compiler in "$@"; do
        have "$compiler" || continue
        if printf '#include <stdlib.h>\nint main(void) { return 0; }\n' |
            "$compiler" -x "$language" - -o /dev/null 2>/dev/null; then
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

missing_to_build()
{
    can_compile c ${CC:-cc} gcc clang || echo gcc libc6-dev
    have python3 || echo python3
    has_meson || echo meson
    have ninja || echo ninja-build
    have pkg-config || echo pkg-config
    pkg-config --exists yaml-0.1 2>/dev/null || echo libyaml-dev
}

# apt_install PACKAGE...
apt_install()
{
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root=sudo
        have sudo || { say "Missing: $*. Install as root: apt-get install $*"; return 1; }
    fi
    have apt-get || { say "Missing, and there is no apt-get to install with: $*"; return 1; }
    say "Installing with ${as_root:+sudo }apt-get: $*"
    $as_root apt-get update -q >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

# ensure FUNCTION: install what the function lists, until it lists nothing.
ensure()
{
    need=$("$1" | tr '\n' ' ')
    [ -n "$need" ] || return 0
    apt_install $need || return 1
    need=$("$1" | tr '\n' ' ')
    [ -z "$need" ] || { say "Still missing, or too old (meson must be 1.0 or later): $need"; return 1; }
}

# list_missing FUNCTION: say what is missing; status 1 if anything is.
list_missing()
{
    need=$("$1" | tr '\n' ' ')
    if [ -n "$need" ]; then
        say "Missing: $need"
        return 1
    fi
    say "Nothing is missing."
}
