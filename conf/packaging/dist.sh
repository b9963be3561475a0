#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make dist": dist.sh VERSION ARCHIVE packs what git knows (in an archive of
# ours, all that is there) so that the same sources give the same bytes: by name,
# all of one time and nobody's, with rights that no umask has changed.
set -eu
export LC_ALL=C TZ=UTC
version=$1 archive=$2
mkdir -p "$(dirname "$archive")"

if [ -e .git ]; then
    git ls-files -z
    if ! git diff --quiet HEAD; then
        echo "dist: there are changes that are not committed; they go in" >&2
    fi
else
    find . -path ./build -prune -o -type f -printf '%P\0'
fi | sort -z |
    tar --null --files-from=- --format=gnu \
        --mtime="@$(sh mod_statuspages/make/epoch.sh)" --mode=u=rwX,go=rX \
        --owner=0 --group=0 --numeric-owner \
        --transform="s,^,mod_statuspages-$version/," -cf "$archive.tar"
gzip -9n <"$archive.tar" >"$archive"
rm -f "$archive.tar"
sha256sum "$archive"
