#!/bin/sh
# "make deps": installs what is missing, from Debian's packages; says so first.
# Arguments: what it is for (build, run, test, neighbours, fuzz, lint, browser,
# clients, bench, suite, debian, packages, valgrind); no argument: all that
# "make", "make run" and "make test" need.
set -eu

[ $# -gt 0 ] || set -- build run test
want=""
for part in "$@"; do
    case $part in
    build) want="$want gcc libc6-dev make pkg-config apache2-dev libjansson-dev libyaml-dev zlib1g-dev libxml2-dev" ;;
    run) want="$want apache2-bin util-linux" ;;
    test) want="$want apache2-bin libcmocka-dev libcurl4-openssl-dev libxml2-utils libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev binutils cmark-gfm nginx-light openssl varnish mandoc groff-base rpm" ;;
    # Other people's modules, for tests/integration/test_neighbours_*.c, which
    # skip what is missing. They are no part of "test" because PHP-FPM and
    # Python are much for a machine that only builds. mailutils comes first so
    # that mod_evasive, which wants a mailx, brings no mail server along.
    neighbours) want="$want mailutils libapache2-mod-security2 modsecurity-crs libapache2-mod-evasive libapache2-mod-qos libapache2-mod-wsgi-py3 libapache2-mod-php php-fpm" ;;
    fuzz) want="$want clang libclang-rt-dev libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev" ;;
    valgrind) want="$want valgrind libc6-dbg" ;;
    lint) want="$want clang clang-format clang-tidy cppcheck" ;;
    browser) want="$want chromium nodejs npm" ;;
    clients) want="$want nodejs npm" ;;
    debian) want="$want debootstrap util-linux git" ;;
    packages) want="$want build-essential debhelper dpkg-dev elfutils lintian rpm" ;;
    bench) want="$want wrk valgrind nginx-light haproxy nghttp2-client curl openssl" ;;
    suite) want="$want apache2-utils libanyevent-perl libanyevent-websocket-client-perl libcrypt-ssleay-perl libdatetime-perl libfcgi-perl libhtml-parser-perl libhttp-dav-perl libio-socket-ssl-perl liblwp-protocol-https-perl libnet-ssleay-perl libpcre2-dev libprotocol-http2-perl libwww-perl media-types openssl perl-doc util-linux" ;;
    *)
        echo "deps: \"$part\" is none of build, run, test, neighbours, fuzz, lint, browser, clients, bench, suite, debian, packages, valgrind" >&2
        exit 2
        ;;
    esac
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "deps: this machine has no Debian packages; install by hand what these" \
        "hold:$want" >&2
    exit 1
fi
# Node often stands there without Debian's packages (its vendor's brings npm
# along, and Debian's npm then can't be installed): the commands will do.
have_command() {
    case $1 in
    nodejs) command -v node ;;
    npm) command -v npm ;;
    *) false ;;
    esac >/dev/null 2>&1
}

missing=""
for p in $want; do
    if have_command "$p"; then continue; fi
    state=$(dpkg-query -W -f '${Status}' "$p" 2>/dev/null || true)
    case $state in
    *" installed") ;;
    *) case " $missing " in *" $p "*) ;; *) missing="$missing $p" ;; esac ;;
    esac
done
[ -n "$missing" ] || exit 0

echo "deps: these Debian packages are missing and will be installed:$missing"
sudo=""
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "deps: you are not root and there is no sudo; have root run:" \
            "apt-get install$missing" >&2
        exit 1
    fi
    sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # words are meant to be split
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "deps: installed"
