#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make bench-vhosts": VHOSTS virtual hosts (10000), each with a name and a
# colour of its own over one theme, beside as many without these two lines:
# time to read the configuration, memory of the child, and what it costs to
# answer from all of them in turn, every answer looked at for its own brand.
set -eu
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/contenders.sh"

vhosts=${VHOSTS:-10000}
ports=100 # httpd looks through all names of a port, one by one
rounds=${ROUNDS:-9}
cache=16777216 # StatusPagesCacheSize, if nothing is said
big_cache=${BIG_CACHE:-268435456}
each=$((vhosts / ports))
# What is only read, and what answers, too. "site" is a virtual host as people
# write them (lines as in Debian's example); the others have as few as can be.
read="without loaded setenv branded site site_setenv site_branded"
live="without loaded branded big"
THREADS=4
make_root vhosts
[ $((each * ports)) = "$vhosts" ] || fail "VHOSTS must be a multiple of $ports"

# The virtual hosts, a like number on each port; $1 tells what stands in each
# beside: two lines of ours (own), two of httpd's (setenv), or none; $2 whether
# they are bare or as on a site.
hosts() {
    awk -v each="$each" -v lines="$1" -v kind="$2" -v docs="$root/htdocs" '{
        print "Listen 127.0.0.1:" $1
        for (i = (NR - 1) * each; i < NR * each; i++) {
            printf "<VirtualHost 127.0.0.1:%s>\n", $1
            printf "    ServerName v%06d.test\n    ServerAlias www.v%06d.test\n", i, i
            printf "    DocumentRoot \"%s\"\n", docs
            printf "    <Location \"/private/\">\n        Require all denied\n    </Location>\n"
            if (kind == "site") {
                printf "    ServerAdmin webmaster@v%06d.test\n", i
                print "    LogLevel warn"
                printf "    <Directory \"%s\">\n", docs
                print "        Options FollowSymLinks\n        AllowOverride None\n        Require all granted"
                print "    </Directory>\n    Alias /static/ \"/usr/share/static/\""
                print "    RedirectMatch 301 ^/old/(.*)$ /new/$1"
            }
            if (lines == "own") {
                printf "    StatusPagesVar name \"Brand %06d\"\n", i
                printf "    StatusPagesVar accent \"#0a7%03x\"\n", i % 4096
            }
            if (lines == "setenv") {
                printf "    SetEnv name \"Brand %06d\"\n", i
                printf "    SetEnv accent \"#0a7%03x\"\n", i % 4096
            }
            print "</VirtualHost>"
        }
    }' "$root/ports"
}
# The servers: without the module, with it, with two lines of httpd's own in
# each vhost (for the picture), with a brand for each vhost, and that with room
# for all their pages. One runs at a time, so they may
# share their ports.
make_server() {
    make_httpd "$1" </dev/null
    {
        kind=bare
        case $1 in site*) kind=site ;; esac
        case $1 in without) ;; *) printf '%s\nStatusPages On\n' "$(load_ours)" ;; esac
        case $1 in big) echo "StatusPagesCacheSize $big_cache" ;; esac
        case $1 in
        *branded | big) hosts own "$kind" ;;
        *setenv) hosts setenv "$kind" ;;
        *) hosts none "$kind" ;;
        esac
    } >>"$root/$1/httpd.conf"
}

# Milliseconds of "httpd -t", wall and processor, a line a round.
read_configurations() {
    r=0
    while [ "$r" -lt "$rounds" ]; do
        for s in $read; do
            "$tools/cost" "$root/cost" "$httpd" -t -f "$root/$s/httpd.conf" \
                >"$root/$s/log" 2>&1 || fail "$s: $(cat "$root/$s/log")"
            echo "$s $(cat "$root/cost")" >>"$root/config"
        done
        r=$((r + 1))
    done
}

# Millions of user-space instructions of "httpd -t", which don't drift.
count_configurations() {
    for s in $read; do
        valgrind --tool=callgrind --callgrind-out-file="$root/callgrind" \
            "$httpd" -t -f "$root/$s/httpd.conf" >"$root/$s/log" 2>&1 ||
            fail "$s: $(cat "$root/$s/log")"
        awk -v s="$s" '/^(summary|totals):/ {printf "%s %.0f\n", s, $2 / 1e6; exit}' \
            "$root/callgrind" >>"$root/counts"
    done
    rm -f "$root/callgrind"
}

median() { # of column $2 of the lines of $1 in the file $3
    awk -v s="$1" -v c="$2" '$1 == s {print $c}' "$3" | sort -n |
        awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'
}

# Start a server and see how long, and how large it is; $pid.
boot() {
    start_httpd "$1"
    "$client" -w 120 "$(cat "$root/$1/port")" /missing/page >"$root/$1/first" 2>&1 ||
        fail "$1 does not answer: $(cat "$root/$1/log" "$root/$1/first")"
    child=$(child_of "$pid")
}
# Ask on one port, $2 times, of hosts from number $4 on; $3 of them in turn.
# $1 is the server.
ask_port() {
    marker=""
    case $1 in branded | big) marker="Brand @" ;; esac
    "$client" -n "$2" -k "$3" -o "$4" -H "Host: v@.test" -H "$agent" \
        -H "Accept: $for_html" -H "Accept-Encoding: $for_plain" \
        -H "Accept-Language: $english" -m "$marker" "$5" /missing/page ||
        fail "$1: wrong answer"
}
# Ask as often as there are hosts: of all in turn, or of the middle one of a
# port again and again. Prints microseconds of processor a request.
ask() {
    before=$(cpu_of "$pid")
    first_host=0
    first_port=$(head -n 1 "$root/ports")
    while read -r p; do
        case $2 in
        all) ask_port "$1" "$each" "$each" "$first_host" "$p" ;;
        one) ask_port "$1" "$each" 1 $((each / 2)) "$first_port" ;;
        esac
        first_host=$((first_host + each))
    done <"$root/ports"
    after=$(cpu_of "$pid")
    awk -v used=$((after - before)) -v n="$vhosts" \
        'BEGIN {printf "%.1f", used / n}'
}

# One server's life: start, memory, answers from one, from all, once more.
live() {
    boot "$1"
    started=$(cpu_of "$pid")
    fresh=$(rss_of "$child")
    one=$(ask "$1" one)
    first=$(ask "$1" all)
    second=$(ask "$1" all)
    grown=$(rss_of "$child")
    again=$(ask "$1" one)
    stop "$pid"
    echo "$1 $((started / 1000)) $fresh $one $first $second $again $grown" >>"$root/lives"
    say "$1: done"
}

free_ports() {
    i=0
    while [ "$i" -lt "$ports" ]; do
        free_port
        echo "$port"
        i=$((i + 1))
    done >"$root/ports"
}

free_ports
mkdir -p "$root/htdocs"
: >"$root/config"
: >"$root/lives"
: >"$root/counts"
for s in $read big; do make_server "$s"; done
read_configurations
count_configurations
for s in $live; do live "$s"; done

for s in $read; do
    echo "$s $(median "$s" 2 "$root/config") $(median "$s" 3 "$root/config")"
done >"$root/medians"
awk -v n="$vhosts" -v ports="$ports" -v rounds="$rounds" -v cache="$cache" \
    -v big="$big_cache" -f "$here/vhosts.awk" \
    "$root/medians" "$root/counts" "$root/lives"
