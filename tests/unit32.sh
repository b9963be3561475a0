#!/bin/sh
# "make unit32": builds everything for 32 bits (i386, gcc -m32) in build/32 and
# runs the unit tests there; T and P as for "make unit".
#
#   sh tests/unit32.sh PROGRAM-PATTERN [TEST-PATTERN [MAKE]]
#
# What gcc needs for that is fetched once, with apt-get from where this machine
# has its packages, and unpacked into build/32/root: libapr1-dev and its kin can
# not be installed for two architectures at once. Nothing is installed, the
# lists of packages are kept in build/32/apt, and root's rights are not needed.
set -eu

place=$(pwd)/build/32
root=$place/root
make=${3:-make}

missing=""
for tool in gcc apt-get dpkg; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    echo "unit32: missing:$missing; this works on Debian and its kin on amd64" >&2
    exit 1
fi
gcc=$(gcc -dumpversion | cut -d. -f1)
packages="libc6 libc6-dev linux-libc-dev libcrypt1 libcrypt-dev libgcc-s1
    libgcc-$gcc-dev libapr1 libapr1-dev libaprutil1 libaprutil1-dev libuuid1
    libexpat1 libjansson4 libjansson-dev libyaml-0-2 libyaml-dev zlib1g zlib1g-dev libcmocka0
    libcmocka-dev libxml2 libxml2-dev libicu72 libicu-dev liblzma5 libstdc++6"

# apt ARGUMENT…: apt-get as an i386 machine without any package would run it.
apt() {
    apt-get -qq -o APT::Architecture=i386 -o APT::Architectures=i386 \
        -o APT::Sandbox::User=root -o Dir::State::status=/dev/null \
        -o Dir::State::lists="$place/apt/lists" -o Dir::Cache="$place/apt" "$@"
}

if [ ! -e "$root/.whole" ]; then
    echo "unit32: fetching i386 packages and unpacking them into $root:" $packages
    rm -rf "$root" "$place/debs"
    mkdir -p "$root" "$place/debs" "$place/apt/lists/partial" "$place/apt/archives/partial"
    apt update || echo "unit32: not every list of packages could be had; going on" >&2
    # shellcheck disable=SC2086
    if ! (cd "$place/debs" && apt download $packages); then
        echo "unit32: not all of these could be fetched for i386:" $packages >&2
        exit 1
    fi
    for deb in "$place"/debs/*.deb; do
        dpkg -x "$deb" "$root"
    done
    touch "$root/.whole"
fi

# An RPATH, not a RUNPATH: that is for the libraries' own libraries, too.
own=$root/usr/lib/gcc/i686-linux-gnu/$gcc
libraries=$root/lib/i386-linux-gnu:$root/usr/lib/i386-linux-gnu
exec "$make" --no-print-directory BUILD=build/32 \
    CC="gcc -m32 --sysroot=$root -B$own" \
    LDFLAGS="-L$own -Wl,--dynamic-linker=$root/lib/ld-linux.so.2 -Wl,--disable-new-dtags,-rpath,$libraries" \
    APR_CPPFLAGS="$(sh "$root/usr/bin/apr-1-config" --cppflags) -I$root/usr/include/apr-1.0" \
    XML_CPPFLAGS="-isystem $root/usr/include/libxml2" APR_LIBS="-laprutil-1 -lapr-1" JANSSON_LIBS=-ljansson YAML_LIBS=-lyaml XML_LIBS=-lxml2 CMOCKA_LIBS=-lcmocka \
    unit T="$1" P="${2:-}"
