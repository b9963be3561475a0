#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make deb": deb.sh VERSION BUILD puts what "make dist" packs and the files of
# conf/packaging/debian together in BUILD/deb, builds the package and lets
# lintian look at it. The changelog is made here: one entry, of this version, which
# a package of the same version by Debian itself would replace.
set -eu
export LC_ALL=C
version=$1 build=$2/deb
here=conf/packaging
tree=$build/mod-statuspages-$version

rm -rf "$build"
mkdir -p "$tree"
archive=$build/mod-statuspages_$version.orig.tar.gz
sh $here/dist.sh "$version" "$archive"
tar -xzf "$archive" --strip-components=1 -C "$tree"
cp -R $here/debian "$tree/debian"
epoch=$(sh mod_statuspages/make/epoch.sh)
cat >"$tree/debian/changelog" <<END
mod-statuspages ($version-0upstream1) UNRELEASED; urgency=medium

  * Version $version; CHANGES.md says what is new.

 -- $(sed -n 's/^Maintainer: //p' $here/debian/control)  $(date -u -R -d "@$epoch")
END
(cd "$tree" && dpkg-buildpackage --unsigned-source --unsigned-changes) \
    >"$build/build.log" 2>&1 || {
    tail -n 40 "$build/build.log" >&2
    echo "deb: the package was not built ($build/build.log)" >&2
    exit 1
}
lintian --fail-on error,warning --info --allow-root "$build"/*.changes
ls "$build"/*.deb
