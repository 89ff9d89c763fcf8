#!/bin/sh
# From a fresh checkout to a plan: install what is missing, build, size a chat application.
# SPDX-License-Identifier: Apache-2.0
#
#   sh examples/quickstart.sh                 install with apt (as root or through sudo), build, plan
#   sh examples/quickstart.sh --no-install    only say what is missing; exit status 1 if anything is
set -eu

cd "$(dirname "$0")/.."
. examples/packages.sh

case ${1:-} in
    '') ;;
    --no-install)
        list_missing missing_to_build
        exit ;;
    *)
        say "usage: sh examples/quickstart.sh [--no-install]"
        exit 2 ;;
esac
ensure missing_to_build || exit 1

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
