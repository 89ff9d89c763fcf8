#!/bin/sh
# Builds libyaml from Debian's source, for machines and memory checkers that have none of their own.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: libyaml.sh FOLDER COMPILER [FLAG...]
#
# FOLDER/lib gets libyaml.a and pkgconfig/yaml-0.1.pc. The source comes from apt-get, through a list of
# its own so that the machine's stay as they are, or from LIBYAML_SOURCE, an unpacked folder; it is kept
# in FOLDER/../libyaml-source. Exit status 77 where it cannot be had.
set -eu

folder=$1
compiler=$2
shift 2
mkdir -p "$folder/objects" "$folder/lib/pkgconfig"
folder=$(cd "$folder" && pwd)
source=${LIBYAML_SOURCE:-$(dirname "$folder")/libyaml-source}

fetch()
{
    mkdir -p "$source/lists/partial"
    (
        cd "$source"
        release=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
        mirror=$(sed -n 's/^URIs: *//p; s/^deb [^h]*\(http[^ ]*\) .*/\1/p' /etc/apt/sources.list \
            /etc/apt/sources.list.d/*debian* /etc/apt/sources.list.d/*ubuntu* 2>/dev/null | head -n 1)
        suites=$release
        echo "deb-src ${mirror:-http://deb.debian.org/debian} $suites main" >list
        set -- -o "Dir::Etc::sourcelist=$source/list" -o Dir::Etc::sourceparts=/dev/null \
            -o "Dir::State::lists=$source/lists"
        apt-get "$@" -q update && apt-get "$@" -q source --download-only libyaml
        tar xzf libyaml_*.orig.tar.gz --strip-components=1
    ) >"$source.log" 2>&1
}

if [ ! -f "$source/src/parser.c" ]; then
    [ -z "${LIBYAML_SOURCE:-}" ] && command -v apt-get >/dev/null 2>&1 && fetch || exit 77
fi
version=$(sed -n 's/^set (YAML_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\))/\2/p' "$source/CMakeLists.txt" | paste -sd ' ' -)
# shellcheck disable=SC2086
set -- "$@" -O2 -g -w -fPIC -I "$source/include" -DYAML_DECLARE_STATIC $(echo "$version" |
    awk '{ printf "-DYAML_VERSION_MAJOR=%s -DYAML_VERSION_MINOR=%s -DYAML_VERSION_PATCH=%s", $1, $2, $3 }')
version=$(echo "$version" | tr ' ' .)
for file in "$source"/src/*.c; do
    "$compiler" "$@" "-DYAML_VERSION_STRING=\"$version\"" -c "$file" -o "$folder/objects/$(basename "$file").o"
done
rm -f "$folder/lib/libyaml.a"
"$("$compiler" -print-prog-name=ar)" rcs "$folder/lib/libyaml.a" "$folder"/objects/*.o
cat >"$folder/lib/pkgconfig/yaml-0.1.pc" <<END
Name: LibYAML
Description: libyaml $version from Debian's source
Version: $version
Libs: -L$folder/lib -lyaml
Cflags: -I$source/include -DYAML_DECLARE_STATIC
END
echo "libyaml $version"
