#!/bin/sh
# The Go package with every Go on this machine, in every link mode.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: go.sh SOURCE BUILD      both absolute
#
# Nothing is installed and nothing is fetched: the shared library and its .pc are those of the build
# directory. Go's cache does not notice that pkg-config answers otherwise, nor that a header or a
# library changed; so what is compiled for one state of them carries its name in CGO_CFLAGS.
set -u

source=$1
build=$2
package=$source/bindings/go
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
passed=0
failed=0

# check NAME COMMAND...: one line for each that passes, everything for one that does not.
check()
{
    name=$1
    shift
    if "$@" >"$scratch/out" 2>&1; then
        passed=$((passed + 1))
        printf 'ok: %s\n' "$name"
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$name"
        cat "$scratch/out"
    fi
}

# Each Go once, by its version.
gos()
{
    seen=
    for candidate in "$(command -v go)" /usr/lib/go-*/bin/go /usr/local/go/bin/go; do
        [ -x "$candidate" ] || continue
        version=$(GOTOOLCHAIN=local "$candidate" env GOVERSION) || continue
        case " $seen " in *" $version "*) continue ;; esac
        seen="$seen $version"
        printf '%s %s\n' "$version" "$candidate"
    done
}

state=$(cat "$source"/include/capacity/*.h "$build"/lib/libcapacity.so "$build"/lib/libcapacity.a | sha256sum | cut -c1-16)
export GOFLAGS=-mod=mod GOTOOLCHAIN=local GOPROXY=off GOWORK=off CGO_ENABLED=1

# with MODE COMMAND...: in a link mode; the bundled one has neither pkg-config nor a library.
with()
{
    mode=$1
    shift
    flags="-g -O2 -DCAPACITY_TESTED_$state -DCAPACITY_LINK_$mode"
    case $mode in
        bundled) env CGO_CFLAGS="$flags" PKG_CONFIG=/bin/false "$@" ;;
        *) env CGO_CFLAGS="$flags" PKG_CONFIG_PATH="$build/meson-uninstalled" LD_LIBRARY_PATH="$build/lib" "$@" ;;
    esac
}

formatted()
{
    names=$("$(dirname "$go")/gofmt" -l "$package") && [ -z "$names" ] || { echo "gofmt -l: $names"; return 1; }
}

# Every function of the package runs in its tests, and every function of the header is called by it.
parity()
{
    with shared "$go" test -count=1 -coverprofile="$scratch/cover" . || return 1
    "$go" tool cover -func="$scratch/cover" >"$scratch/functions" || return 1
    grep -q '100.0%' "$scratch/functions" || { echo "no coverage"; return 1; }
    if grep -w '0\.0%' "$scratch/functions"; then
        echo "not called by any test"
        return 1
    fi
    python3 -B - "$source" <<'END'
import json, pathlib, re, sys
root = pathlib.Path(sys.argv[1])
api = json.loads((root / "bindings/capacity.api.json").read_text(encoding="utf-8"))
code = "".join(path.read_text(encoding="utf-8") for path in (root / "bindings/go").glob("*.go")
               if not path.name.endswith("_test.go"))
called = set(re.findall(r"\bC\.(capacity_\w+)\(", code))
wanted = {function["name"] for function in api["functions"] if "skip" not in function}
missing = sorted(wanted - called)
print(f"{len(wanted)} functions", *missing, sep="\nmissing: ")
sys.exit(1 if missing or not wanted else 0)
END
}

# The program of docs/go.md as a user's own module, then with everything vendored.
program()
{
    mkdir -p "$scratch/app" && cd "$scratch/app" && chmod -R u+w . && rm -rf ./* || return 1
    awk '/^```go$/ { on = 1; next } /^```$/ { if (on) exit } on' "$source/docs/go.md" >main.go
    grep -q '^package main' main.go || { echo "docs/go.md has no program"; return 1; }
    "$go" mod init app && "$go" mod edit -require=libcapacity/bindings/go@v0.0.0 \
        -replace=libcapacity/bindings/go="$package" || return 1
    want='9 pods on 4 nodes, $479.37 a month (prices: aws us-east-1 2026-11-24)'
    for tags in shared static bundled; do
        got=$(with "$tags" "$go" run -tags "capacity_$tags" .) || return 1
        [ "$got" = "$want" ] || { echo "$tags: $got"; return 1; }
    done
    GOFLAGS= "$go" mod vendor || return 1
    got=$(GOFLAGS=-mod=vendor with bundled "$go" run -tags capacity_bundled .) || return 1
    [ "$got" = "$want" ] || { echo "vendored: $got"; return 1; }
}

# The static program does not ask for the shared library.
static()
{
    with static "$go" test -tags capacity_static -c -o "$scratch/static.test" . || return 1
    if ldd "$scratch/static.test" | grep libcapacity; then
        return 1
    fi
    (cd "$package" && env -u LD_LIBRARY_PATH "$scratch/static.test")
}

cgocheck()
{
    case $version in
        go1.19*|go1.20*) GODEBUG=cgocheck=2 with shared "$go" test -count=1 -short . ;;
        *) GOEXPERIMENT=cgocheck2 with shared "$go" test -count=1 -short . ;;
    esac
}

gos >"$scratch/gos"
if [ ! -s "$scratch/gos" ]; then
    echo "skipped: needs go"
    exit 77
fi
while read -r version go; do
    export GOCACHE="$build/go-cache/$version"
    cd "$package" || exit 1
    printf '%s\n' "$version: $go"
    check "gofmt" formatted
    check "vet" with shared "$go" vet ./...
    check "vet, bundled" with bundled "$go" vet -tags capacity_bundled ./...
    check "parity: every function is called" parity
    check "tests, static" static
    check "tests, bundled" with bundled "$go" test -count=1 -tags capacity_bundled ./...
    check "race" with shared "$go" test -count=1 -race -short ./...
    check "cgocheck" cgocheck
    GOGC=1 check "storm of finalizers, three times" with shared "$go" test -count=3 -short -run 'Storm|Goroutines|Flat' .
    check "the program of docs/go.md" program
done <"$scratch/gos"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
