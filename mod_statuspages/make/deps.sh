#!/bin/sh
# "make deps": installs what is missing, from Debian's packages; says so first.
# Arguments: what it is for (build, run, test, fuzz, lint, browser, bench,
# debian); no argument: all that "make", "make run" and "make test" need.
set -eu

[ $# -gt 0 ] || set -- build run test
want=""
for part in "$@"; do
    case $part in
    build) want="$want gcc libc6-dev make pkg-config apache2-dev libjansson-dev zlib1g-dev" ;;
    run) want="$want apache2-bin util-linux" ;;
    test) want="$want apache2-bin libcmocka-dev libcurl4-openssl-dev libxml2-utils libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev binutils cmark-gfm nginx-light openssl" ;;
    fuzz) want="$want clang libclang-rt-dev libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev" ;;
    lint) want="$want clang clang-format clang-tidy cppcheck" ;;
    browser) want="$want chromium nodejs npm" ;;
    debian) want="$want debootstrap util-linux git" ;;
    bench) want="$want wrk valgrind nginx-light haproxy" ;;
    *)
        echo "deps: \"$part\" is none of build, run, test, fuzz, lint, browser, bench, debian" >&2
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
