# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches: private servers on 127.0.0.1, each the leader of a
# session of its own below build/bench, and what the kernel says of them. Knows
# no contender and no number. The caller has set BUILD and APXS.
# shellcheck shell=sh disable=SC2034  # who sources it uses these

. "$here/../../mod_statuspages/make/machine.sh"

tools=$(cd "$BUILD" && pwd)/bench/bin
client=$tools/client
module=${MODULE:-$(cd "$BUILD" && pwd)/mod_statuspages.so}
modules=$($APXS -q LIBEXECDIR)
httpd=$($APXS -q SBINDIR)/$($APXS -q PROGNAME)
ticks=$(getconf CLK_TCK)
servers=""  # process numbers of what was started
next_port=$((18000 + $$ % 1000 * 10))
LC_ALL=C
export LC_ALL

say() {
    echo "$*" >&2
}
fail() {
    say "bench: $*"
    exit 1
}

# Make an empty folder NAME for a bench; it is $root from then on.
make_root() {
    root=$(cd "$BUILD" && pwd)/bench/$1
    if [ "$(id -u)" = 0 ] && ! reachable "$(cd "$BUILD" && pwd)"; then
        root=$(mktemp -d)/$1
    fi
    rm -rf "$root"
    mkdir -p "$root"
    chmod 755 "$root" "$(dirname "$root")"
}

# Set $port to one that is free.
free_port() {
    while listening "$next_port"; do next_port=$((next_port + 1)); done
    port=$next_port
    next_port=$((next_port + 1))
}

# The processes of a session, a line each: number, and the ticks that its
# children used which are gone.
session() {
    cat /proc/[0-9]*/stat 2>/dev/null | awk -v sid="$1" '{
        pid = $1; sub(/^.*\) /, "")   # the name may hold anything
        if ($4 == sid) print pid, $14 + $15
    }'
}
# Microseconds of processor that a server has used until now.
cpu_of() {
    session "$1" >"$root/session"
    # shellcheck disable=SC2046  # numbers, one a word
    alive=$("$tools/cputime" $(cut -d' ' -f1 "$root/session"))
    awk -v alive="$alive" -v hz="$ticks" '{gone += $2}
        END {printf "%.0f\n", alive + gone * 1e6 / hz}' "$root/session"
}
# The one child of a server.
child_of() {
    session "$1" | awk -v sid="$1" '$1 != sid {print $1; exit}'
}
# Kilobytes that a process holds.
rss_of() {
    awk '/^VmRSS:/ {print $2}' "/proc/$1/status"
}

# Start a program in the background as a session of its own; $pid.
start() {
    log=$1
    shift
    setsid "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    servers="$servers $pid"
}
# End what start() has started, and wait until it is gone.
stop() {
    kill -TERM "$1" 2>/dev/null || true
    tries=0
    while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 300 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    for p in $(session "$1" | cut -d' ' -f1); do
        kill -KILL "$p" 2>/dev/null || true
    done
    wait "$1" 2>/dev/null || true
    servers=$(echo " $servers " | sed "s/ $1 / /")
}
stop_all() {
    for s in $servers; do stop "$s"; done
}
trap stop_all EXIT
trap 'exit 130' INT TERM HUP

# LoadModule lines for what is a file and not built in.
load() {
    for m in "$@"; do
        [ ! -f "$modules/mod_$m.so" ] ||
            echo "LoadModule ${m}_module $modules/mod_$m.so"
    done
}
load_ours() {
    echo "LoadModule statuspages_module $module"
}

# The part of httpd.conf that all servers share: the same modules, one child
# whose threads are all there from the start, no end to keep-alive. $1 is the
# folder, $2 the MPM; the port is $port.
preamble() {
    load "mpm_$2"
    load unixd authn_core authz_core authz_host mime dir alias env setenvif \
        filter deflate headers negotiation include
    cat <<TEXT
ServerRoot "$1"
DefaultRuntimeDir "$1"
PidFile "$1/pid"
ErrorLog "$1/error_log"
LogLevel warn
Listen 127.0.0.1:$port
ServerName localhost
TypesConfig "$1/mime.types"
DocumentRoot "$1/htdocs"
Timeout 60
KeepAliveTimeout 60
MaxKeepAliveRequests 0
StartServers 1
<IfModule mpm_event_module>
    ServerLimit 1
    ThreadsPerChild ${THREADS:-80}
    ThreadLimit ${THREADS:-80}
    MaxRequestWorkers ${THREADS:-80}
    MinSpareThreads 1
    MaxSpareThreads ${THREADS:-80}
</IfModule>
<Directory "/">
    AllowOverride None
    Require all granted
</Directory>
TEXT
    if [ "$(id -u)" = 0 ]; then
        echo "User nobody"
        echo "Group $(id -gn nobody)"
    fi
}

# Make a server's folder: its configuration from preamble() and stdin.
make_httpd() {
    mkdir -p "$root/$1/htdocs"
    printf 'text/html html\ntext/plain txt\n' >"$root/$1/mime.types"
    free_port
    {
        preamble "$root/$1" "${2:-event}"
        cat
    } >"$root/$1/httpd.conf"
    echo "$port" >"$root/$1/port"
}
# Start it; $pid.
start_httpd() {
    start "$root/$1/log" "$httpd" -DFOREGROUND -f "$root/$1/httpd.conf"
}
