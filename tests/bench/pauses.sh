#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-pauses": processor time, user and system, of one answer of ours
# to httpd's own in the same configuration, under clients that pause; row by
# row (rows.sh), but for HTTP/2, which wrk doesn't speak. Median (quartiles)
# of ROUNDS paired rounds; ROWS="usual tls" names some.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"
. "$here/rows.sh"
. "$here/paired.sh"

THREADS=64
first_pause=$PAUSE
make_root pauses

rows >"$root/rows"
printf '%-28s %6s %-22s %s\n' row pause "ours to own" limit
while read -r line <&3; do
    read_row "$line"
    case " ${ROWS:-$name} " in *" $name "*) ;; *) continue ;; esac
    case $how in h2*) continue ;; esac
    PAUSE=$first_pause
    serve own own "$module"
    serve ours ours "$module"
    compare own ours
    printf '%-28s %3d ms %-22s 1.03\n' "$title" "$PAUSE" "$(quartiles)"
done 3<"$root/rows"
