#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-start": millions of user-space instructions of "httpd -t", which
# reads the configuration once, above the same without the module. A server
# reads it twice when it starts. Limits are those of 13 million a millisecond.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"

make_root start

# A configuration of stdin; $count is what reading it takes.
read_configuration() {
    make_httpd "$1"
    valgrind --tool=callgrind --callgrind-out-file="$root/callgrind" \
        "$httpd" -t -f "$root/$1/httpd.conf" >"$root/$1/log" 2>&1 ||
        fail "$1: $(cat "$root/$1/log")"
    count=$(awk '/^(summary|totals):/ {print $2; exit}' "$root/callgrind")
}
row() {
    awk -v title="$1" -v n="$count" -v none="$none" -v limit="$2" 'BEGIN {
        n = (n - none) / 1e6
        printf "%-44s %8.2f %6d %s\n", title, n, limit, n <= limit ? "ok" : "OVER"
    }'
}

read_configuration without </dev/null
none=$count
printf '%-44s %8s %6s\n' "reading it once" Minstr limit
read_configuration loaded <<TEXT
$(load_ours)
TEXT
row "the module is loaded, nowhere On" 13
read_configuration on <<TEXT
$(load_ours)
StatusPages On
TEXT
row "On" 13
read_configuration more <<TEXT
$(load_ours)
StatusPages On
StatusPagesTheme space
StatusPagesCatalog cloud-api
TEXT
row "a built-in theme and catalogue beside" 52
