#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make rpm": rpm.sh VERSION BUILD builds the RPM packages in BUILD/rpm of what
# "make dist" packs. On Debian what the package needs has other names than in
# the spec; "make deps" has installed it, so rpmbuild does not ask.
set -eu
version=$1
mkdir -p "$2"
top=$(cd "$2" && pwd -P)/rpm
nodeps=""
! command -v dpkg >/dev/null || nodeps=--nodeps

rm -rf "$top"
mkdir -p "$top/SOURCES" "$top/tmp"
sh conf/packaging/dist.sh "$version" "$top/SOURCES/mod_statuspages-$version.tar.gz"
SOURCE_DATE_EPOCH=$(sh mod_statuspages/make/epoch.sh)
export SOURCE_DATE_EPOCH
rpmbuild -ba $nodeps --define "_topdir $top" --define "_tmppath $top/tmp" \
    --define "sp_version $version" conf/packaging/mod_statuspages.spec \
    >"$top/build.log" 2>&1 || {
    tail -n 40 "$top/build.log" >&2
    echo "rpm: the package was not built ($top/build.log)" >&2
    exit 1
}
find "$top" -name '*.rpm'
