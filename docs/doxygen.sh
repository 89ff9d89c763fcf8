#!/bin/sh
# Run Doxygen on a Doxyfile; its warnings are errors. SPDX-License-Identifier: Apache-2.0
# Usage: doxygen.sh DOXYFILE
set -eu

if ! command -v doxygen >/dev/null 2>&1; then
    echo "skipped: needs doxygen"
    exit 77
fi
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
{
    cat "$1"
    printf '\nOUTPUT_DIRECTORY = "%s"\n' "$site"
} >"$site/Doxyfile"
include=$(cd "$(dirname "$0")/../include/capacity" && pwd)
cd "$site" # links of pages are looked up in the working directory first
doxygen Doxyfile
# Every public header must have a page of its own, or a silent filter has hidden it.
for header in "$include"/*.h; do
    name=$(basename "$header" .h)
    page=$(printf '%s_8h.html' "$name" | sed 's/field_ids/field__ids/')
    [ -s "$site/html/$page" ] || { echo "no page for $name.h"; exit 1; }
done
echo "documented without a warning"
