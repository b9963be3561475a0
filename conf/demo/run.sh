#!/bin/sh
# "make run": a private httpd with a demo, until Ctrl-C. Everything it writes
# is below build/demo; nothing of the system's own httpd is touched.
set -eu

apxs=$1
module=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
src=$(cd "$(dirname "$0")" && pwd)
root=$(pwd)/build/demo
modules=$($apxs -q LIBEXECDIR)
httpd=$($apxs -q SBINDIR)/$($apxs -q PROGNAME)
. "$src/../../mod_statuspages/make/machine.sh"

# The first port from $1 on that is not taken.
next_free() {
    p=$1
    while listening "$p"; do p=$((p + 1)); done
    echo "$p"
}

case ${PORT:-8080} in
*[!0-9]* | "")
    echo "make run: PORT=$PORT is no port; write a number, as PORT=8080" >&2
    exit 1
    ;;
esac
port=$(next_free "${PORT:-8080}")
dead=$(next_free $((port + 1)))

# As root, httpd serves as "nobody", who must be able to enter the folders
# above the demo; where a home is closed, the demo moves to a temporary one.
mkdir -p "$root"
moved=""
if [ "$(id -u)" = 0 ] && ! reachable "$root"; then
    root=$(mktemp -d)
    chmod 755 "$root"
    moved=$root
fi

rm -rf "$root/logs" "$root/site" "$root/cgi"
mkdir -p "$root/logs" "$root/site" "$root/cgi"
sh "$src/front/front.sh" "$(dirname "$module")/statuspages" "$root" \
    "http://localhost:$port"
cp "$src"/cgi/* "$root/cgi/"
chmod 755 "$root/cgi"/*

# Loads a module unless it is built in or not there.
load() {
    if [ -f "$modules/mod_$1.so" ]; then
        echo "LoadModule ${2:-$1}_module $modules/mod_$1.so"
    fi
}
{
    echo "ServerRoot \"$root\""
    echo "Listen 127.0.0.1:$port"
    echo "ServerName localhost:$port"
    for m in mpm_event unixd authn_core authz_core authz_host mime dir alias \
        headers deflate proxy proxy_http; do
        load "$m"
    done
    load cgid
    if [ "$(id -u)" = 0 ]; then
        # httpd does not serve as root: these exist on every Debian machine.
        echo "User nobody"
        echo "Group $(id -gn nobody)"
    fi
    echo "LoadModule statuspages_module \"$module\""
    sed -e "s|@ROOT@|$root|g" -e "s|@PORT@|$port|g" -e "s|@DEAD@|$dead|g" \
        "$src/demo.conf"
} >"$root/httpd.conf"

"$httpd" -t -f "$root/httpd.conf" 2>"$root/logs/syntax" || {
    cat "$root/logs/syntax" >&2
    exit 1
}
cat <<TEXT

The demo: http://localhost:$port/ (Ctrl-C stops it). Its links lead to every
theme, format and language, to what fails in other ways, and to what the codes mean:

  every page there is          http://localhost:$port/status/gallery
  any code, 400 to 599         http://localhost:$port/code/418
  an API that speaks JSON      curl -i http://localhost:$port/api/nothing
  its status codes             http://localhost:$port/status

The configuration is $root/httpd.conf, the error log $root/logs/error_log.
TEXT

# In a session of its own: httpd signals its whole process group when it stops.
setsid "$httpd" -DFOREGROUND -f "$root/httpd.conf" &
pid=$!
trap 'kill -TERM $pid 2>/dev/null || true; wait $pid 2>/dev/null || true; [ -z "$moved" ] || rm -rf "$moved"; echo; echo "stopped"; exit 0' INT TERM HUP
wait "$pid"
