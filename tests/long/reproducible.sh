#!/bin/sh
# Two builds are the same bytes, whoever made them, when and where; the tarball builds and tests alone.
# SPDX-License-Identifier: Apache-2.0
#
# Usage: reproducible.sh [--no-tarball]
#
# Built twice as a release: sources and build in other folders, under another umask, locale, time zone,
# user and home, an hour and a year away (faketime, else SOURCE_DATE_EPOCH alone, which is then said).
# Compared are the shared library, the archive, the command and every installed file. Then `meson dist`
# of a clean clone makes a tarball, which is unpacked, built and tested from scratch; its list of what is
# inside and linked (tests/long/sbom.py) is written twice and compared.
set -eu

cd "$(dirname "$0")/../.."
tarball=yes
[ "${1:-}" != --no-tarball ] || tarball=no
for tool in meson ninja git cmp; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "skipped: needs $tool (apt-get install meson ninja-build git diffutils)"
        exit 77
    }
done
work=${REPRODUCIBLE_WORK:-$(mktemp -d)}
rm -rf "$work/first" "$work/second" "$work/clone" "$work/dist"
mkdir -p "$work/first/home" "$work/second/a longer folder/home"
chmod 755 "$work" "$work/second" "$work/second/a longer folder"

# copy FOLDER: what git knows, as it stands in this checkout
copy()
{
    mkdir -p "$1/source"
    git ls-files -z | xargs -0 tar cf - --no-recursion 2>/dev/null | tar xf - -C "$1/source"
}

# build FOLDER COMMAND...: a release build and its installation, by a command that runs others
build()
{
    folder=$1
    shift
    "$@" sh -c 'cd "$1/source" && meson setup --buildtype=release -Dtests=disabled --prefix=/usr "$1/build" &&
        ninja -j "${JOBS:-2}" -C "$1/build" && DESTDIR="$1/root" meson install -C "$1/build" --no-rebuild' \
        sh "$folder" >"$work/build.log" 2>&1 || {
        tail -n 30 "$work/build.log"
        exit 1
    }
}

first=$work/first
second="$work/second/a longer folder"
umask 022
copy "$first"
copy "$second"
build "$first" env LC_ALL=C TZ=UTC HOME="$first/home" SOURCE_DATE_EPOCH=1700000000

how="SOURCE_DATE_EPOCH only: faketime is missing (apt-get install faketime)"
set -- env LC_ALL=C.UTF-8 TZ=Pacific/Chatham HOME="$second/home" USER=somebody LOGNAME=somebody SOURCE_DATE_EPOCH=1800000000
if command -v faketime >/dev/null 2>&1; then
    how="a year and an hour later"
    # sources stay older than what is made of them
    set -- "$@" faketime -f +8761h
fi
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null 2>&1 && chown -R 65534:65534 "$second"; then
    how="$how, by another user"
    set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
fi
(umask 077 && build "$second" "$@")

differ=0
files=0
(cd "$first/root" && find . -type f | LC_ALL=C sort) >"$work/installed"
(cd "$second/root" && find . -type f | LC_ALL=C sort) | cmp - "$work/installed" || differ=1
while IFS= read -r file; do
    files=$((files + 1))
    cmp "$first/root/$file" "$second/root/$file" || differ=$((differ + 1))
done <"$work/installed"
for file in lib/libcapacity.a; do
    files=$((files + 1))
    cmp "$first/build/$file" "$second/build/$file" || differ=$((differ + 1))
done
[ "$files" -gt 20 ] || { echo "only $files files were installed"; exit 1; }
grep -q 'libcapacity\.so\.' "$work/installed" && grep -q 'libcapacity\.a$' "$work/installed"
sha256sum "$first"/root/usr/lib/*/libcapacity.so.*.*.* "$first/build/lib/libcapacity.a" "$first/root/usr/bin/capacity" |
    sed "s|$first/||"
echo "$files installed files, $differ differ ($how)"
[ "$differ" -eq 0 ]
if grep -rlF "$work" "$first/root" >"$work/paths"; then
    echo "the build folder is named in:"
    cat "$work/paths"
    exit 1
fi

# What is inside: twice the same, and of the schema's shape.
SOURCE_DATE_EPOCH=1700000000 python3 -B tests/long/sbom.py "$first/build" >"$work/sbom.json"
SOURCE_DATE_EPOCH=1700000000 python3 -B tests/long/sbom.py "$second/build" >"$work/sbom-again.json"
cmp "$work/sbom.json" "$work/sbom-again.json"
python3 -B tests/long/sbom.py --check "$work/sbom.json"

[ "$tarball" = yes ] || exit 0
git clone -q . "$work/clone"
(
    cd "$work/clone"
    meson setup -Dtests=disabled "$work/dist" >"$work/dist.log" 2>&1
    meson dist -C "$work/dist" --no-tests >>"$work/dist.log" 2>&1
) || {
    tail -n 30 "$work/dist.log"
    exit 1
}
archive=$(echo "$work"/dist/meson-dist/*.tar.xz)
mkdir "$work/dist/unpacked"
tar xJf "$archive" -C "$work/dist/unpacked"
cd "$work"/dist/unpacked/*
tests=enabled
pkg-config --exists check 2>/dev/null || own=-Dcheck=own
# shellcheck disable=SC2086
meson setup "$work/dist/build" -Dtests=$tests ${own:-} >"$work/dist.log" 2>&1 &&
    ninja -j "${JOBS:-2}" -C "$work/dist/build" >>"$work/dist.log" 2>&1 || {
    tail -n 30 "$work/dist.log"
    exit 1
}
CK_EXCLUDE_TAGS=oom meson test -C "$work/dist/build" --no-rebuild --suite unit --suite text --suite data --suite cli \
    --timeout-multiplier 5 >"$work/dist-tests.log" 2>&1 || {
    grep -vE ' OK +[0-9.]+s' "$work/dist-tests.log" | tail -n 60
    exit 1
}
echo "$(basename "$archive"): $(sed -n 's/^Ok: *//p' "$work/dist-tests.log" | tr -d ' ') tests of the unpacked tarball pass"
