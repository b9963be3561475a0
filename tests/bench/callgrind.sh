# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches that count instructions, after rows.sh: those of one
# request to a row's side, the slope between few and many, by valgrind on
# "httpd -X". KEEP=1 keeps callgrind's files.
# shellcheck shell=sh disable=SC2034,SC2154  # lib.sh and rows.sh set

few=${N:-400}

# As root, valgrind must run as the user that httpd would change to: it could
# not write its numbers afterwards.
start_counting() {
    out=$root/$1/callgrind.$2
    rm -f "$root/$1/pid"
    set -- "$1" valgrind --tool=callgrind --callgrind-out-file="$out" \
        "$httpd" -X -f "$root/$1/httpd.conf"
    folder=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$root/$folder"
        set -- setpriv --reuid=nobody --regid="$(id -gn nobody)" \
            --clear-groups "$@"
    fi
    start "$root/$folder/log" "$@"
}

# Instructions of the server's whole life with $3 requests, in $total.
count() {
    start_counting "$1" "$3"
    ask_side "$1" "$2" "$3" || fail "$1 does not answer what is meant"
    stop "$pid"
    total=$(awk '/^(summary|totals):/ {print $2; exit}' "$out")
    [ -n "$total" ] || fail "$1: callgrind left no sum (see $root/$1/log)"
}

# Instructions of one request to the side $1 of the row that was read, in
# $slope. A 200 must be told apart by less, so it is asked more often.
count_side() {
    side=$name.$1
    many=$((few * 4))
    [ "$status" != 200 ] || many=$((few * 16))
    rm -rf "${root:?}/$side"
    make_side "$side" "$1"
    count "$side" "$1" "$few"
    low=$total
    count "$side" "$1" "$many"
    slope=$(((total - low) / (many - few)))
    [ -n "${KEEP:-}" ] || rm -f "$root/$side"/callgrind.*
}
