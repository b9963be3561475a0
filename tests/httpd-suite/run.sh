#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make httpd-suite FRAMEWORK=FOLDER": httpd's own regression suite, the
# perl-framework, three times: without the module, with it loaded, and with
# "StatusPages On" for the whole server. Each subtest must end alike, but for
# those of own-text, which read httpd's own error text. The suite is no part
# of this project: "apt-get source apache2" has it as debian/perl-framework.
#
#   sh tests/httpd-suite/run.sh FOLDER [TEST…]     as t/modules/include.t
set -eu
[ -f "${1:-}/Makefile.PL" ] || {
    echo "httpd-suite: FRAMEWORK must be the suite's folder: of Debian's" \
        "source package apache2 it is debian/perl-framework" >&2
    exit 2
}
framework=$1
shift
build=${BUILD:-build}
apxs=${APXS:-apxs}
MPM=${MPM:-event}
modules=$("$apxs" -q LIBEXECDIR)
here=$(dirname "$0")
out=$build/httpd-suite
rm -rf "$out"
mkdir -p "$out"
# where whoever httpd runs as can read
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' INT TERM
chmod 755 "$place"

# As root the suite can't be run: as nobody then.
as=""
[ "$(id -u)" -ne 0 ] || as="setpriv --reuid=nobody --regid=nogroup --clear-groups"

# The modules that are httpd's own: others might want directives.
own_modules() {
    dpkg -L apache2-bin 2>/dev/null | grep '/mod_[^/]*\.so$' ||
        ls "$modules"/mod_*.so
}

# All of them, but for the MPMs.
config() {
    echo "ServerName localhost"
    echo "LoadModule mpm_${MPM}_module $modules/mod_mpm_$MPM.so"
    own_modules | sort | sed -n -e '/mod_mpm_/d' -e '/mod_statuspages/d' \
        -e 's,.*/mod_\(.*\)\.so$,LoadModule \1_module &,p'
    echo "TypesConfig /etc/mime.types"
}

# outcomes LOG: a line for each subtest, "FILE NUMBER ok|not|skip".
outcomes() {
    awk '
        /^t\/[^ ]*\.t \.+/ { file = $1; if (/skipped:/) print file, "all", "skip" }
        file && /^(not )?ok [0-9]+/ {
            how = /^not/ ? "not" : "ok"
            print file, /^not/ ? $3 : $2, /# skip/ ? "skip" : how
        }' "$1"
}

# run NAME MODULE DIRECTIVES TEST…
run() {
    name=$1 module=$2 directives=$3
    shift 3
    echo "== $name"
    cp -R "$framework" "$place/$name"
    config >"$place/$name/suite.conf"
    [ -z "$module" ] || {
        cp "$module" "$place/$name/mod_statuspages.so"
        echo "LoadModule statuspages_module $place/$name/mod_statuspages.so" \
            >>"$place/$name/suite.conf"
    }
    echo "$directives" >"$place/$name/t/conf/zz_statuspages.conf.in"
    [ -z "$as" ] || chown -R nobody:nogroup "$place/$name"
    (
        cd "$place/$name"
        export LANG=C HOME="$place/$name" HARNESS_VERBOSE=1
        $as perl Makefile.PL -apxs "$(command -v "$apxs")" \
            -httpd_conf "$place/$name/suite.conf"
        $as perl t/TEST "$@"
    ) >"$out/$name.log" 2>&1 </dev/null || true # some fail on a bare httpd
    outcomes "$out/$name.log" >"$out/$name"
    awk '{ n[$3]++ } END { print n["ok"] + 0, "passed,", n["not"] + 0, "failed,",
        n["skip"] + 0, "skipped" }' "$out/$name"
    [ -s "$out/$name" ] || {
        echo "httpd-suite: nothing was run: $out/$name.log" >&2
        exit 1
    }
}

run without "" "" "$@"
run loaded "$build/mod_statuspages.so" "" "$@"
run on "$build/mod_statuspages.so" "StatusPages On" "$@"

# A subtest that is in one list alone differs, too. Where pages are on, those
# of own-text may; where the module is only loaded, none.
bad=0
for name in loaded on; do
    own=/dev/null
    [ "$name" = loaded ] || own=$here/own-text
    awk -v name="$name" '
        FILENAME == ARGV[1] {
            if (!/^#/) for (i = 2; i <= NF; i++) own[$1 " " $i] = 1
            next
        }
        FILENAME == ARGV[2] { before[$1 " " $2] = $3; next }
        { after[$1 " " $2] = $3 }
        END {
            for (t in before) if (before[t] != after[t] && !(t in own)) {
                print name ": " t ": " before[t] ", now " after[t]; bad = 1
            }
            for (t in after) if (!(t in before)) {
                print name ": " t ": new, " after[t]; bad = 1
            }
            exit bad
        }' "$own" "$out/without" "$out/$name" || bad=1
done
[ "$bad" -ne 0 ] || echo "every subtest ends as it does without the module"
exit "$bad"
