# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches that count instructions: the slope of one contender
# between $few and many requests, by valgrind on "httpd -X".
# shellcheck shell=sh disable=SC2034,SC2154  # lib.sh and the benches set

# As root, valgrind must run as the user that httpd would change to: it could
# not write its numbers afterwards.
start_counting() {
    out=$root/$name/callgrind.$1
    rm -f "$root/$name/pid"
    set -- valgrind --tool=callgrind --callgrind-out-file="$out" \
        "$httpd" -X -f "$root/$name/httpd.conf"
    if [ "$(id -u)" = 0 ]; then
        chown -R nobody "$root/$name"
        set -- setpriv --reuid=nobody --regid="$(id -gn nobody)" \
            --clear-groups "$@"
    fi
    start "$root/log" "$@"
}

# Instructions of a server's whole life with $1 requests.
count() {
    start_counting "$1"
    told=$(ask_contender "$1" -v -w 120 2>&1) || {
        stop "$pid"
        return 1
    }
    stop "$pid"
    total=$(awk '/^(summary|totals):/ {print $2; exit}' "$out")
    [ -n "$total" ] || fail "$name: callgrind left no sum (see $root/log)"
}

# The slope of one contender, as a line "name instructions".
slope() {
    contenders | grep "^$name|" >"$root/line"
    read_contender "$(cat "$root/line")"
    path=$path/@ # another page each time, its address always as long
    case $status in 200) path="${path%/@}?@" ;; esac
    [ -d "$root/$name" ] || "make_$name" "$name"
    if ! count "$few"; then
        case $name in gzip*) ;; *) fail "$told" ;; esac
        say "$name: SKIPPED, the answer is not gzip'd: $told"
        return
    fi
    low=$total
    many=$((few * 20))
    case $name in ok_*) many=$((few * 100)) ;; esac
    count "$many" || fail "$told"
    echo "$name $(((total - low) / (many - few)))" >>"$root/numbers"
    say "$name: $told: $(((total - low) / (many - few)))"
    [ -n "${KEEP:-}" ] || rm -f "$root/$name"/callgrind.*
}
