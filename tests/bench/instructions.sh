#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-instructions": user-space instructions of one keep-alive request,
# ours to httpd's own page in the same configuration, row by row (rows.sh).
# ROWS="usual tls" names some.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"
. "$here/rows.sh"
. "$here/callgrind.sh"

THREADS=2
make_root instructions

rows >"$root/rows"
printf '%-28s %10s %10s %7s %6s\n' row own ours ratio limit
while read -r line <&3; do
    read_row "$line"
    case " ${ROWS:-$name} " in *" $name "*) ;; *) continue ;; esac
    count_side own
    own=$slope
    count_side ours
    awk -v title="$title" -v own="$own" -v ours="$slope" -v limit="$limit" '
        BEGIN {ratio = ours / own
               printf "%-28s %10d %10d %7.4f %6s  %s\n", title, own, ours,
                   ratio, limit, ratio <= limit ? "ok" : "OVER"}'
done 3<"$root/rows"
