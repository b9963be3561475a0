#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make debian SUITE=trixie": a fresh clone of what is committed here passes
# "make test" in a bare Debian of that suite, made by debootstrap and gone
# afterwards. For root. The mirrors are those of this machine's apt, unless
# MIRROR names one, with a KEYRING where debootstrap has none for it.
#
# All mounts and processes live in namespaces of their own, which end with it:
# nothing outside of the root is ever mounted into it, and it is removed only
# where no mount is left below it.
set -eu

suite=${1:-trixie}
command=${2:-make test}

# The repository of this machine's apt with that label, without a suite.
mirror() {
    # shellcheck disable=SC2016  # words of apt's
    apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^$1|//p" | head -n 1
}

# In the namespaces: the root, from nothing to the last test.
inside() {
    mount --make-rprivate /
    components=main
    [ "$suite" != focal ] || components=main,universe # Ubuntu's cmocka
    debootstrap --variant=minbase --include=git,make \
        --components=$components ${KEYRING:+"--keyring=$KEYRING"} \
        "$suite" "$root" "${MIRROR:-$(mirror Debian)}" >"$root.log" 2>&1 || {
        tail -n 20 "$root.log" >&2
        echo "debian: no root of $suite" >&2
        return 1
    }
    security=$(mirror Debian-Security)
    [ -n "${MIRROR:-}" ] || [ -z "$security" ] ||
        echo "deb $security $suite-security main" >>"$root/etc/apt/sources.list"
    apt-config dump | grep -i '^Acquire::[a-z]*::Proxy' \
        >"$root/etc/apt/apt.conf.d/00machine" || true
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    mount -t proc proc "$root/proc"
    mount -t devpts devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    git clone --quiet --no-hardlinks . "$root/srv/clone"
    code=0
    chroot "$root" sh -c "cd /srv/clone && apt-get update -qq && $command" ||
        code=$?
    # shellcheck disable=SC2016
    chroot "$root" dpkg-query -W -f '${Package} ${Version}\n' apache2-bin gcc \
        libcmocka-dev libxml2-dev libjansson-dev libyaml-dev libcurl4-openssl-dev || true
    return $code
}

if [ "${DEBIAN_ROOT:-}" ]; then
    root=$DEBIAN_ROOT
    inside
    exit
fi
[ "$(id -u)" = 0 ] || {
    echo "debian: debootstrap and chroot are for root alone" >&2
    exit 1
}
command -v debootstrap >/dev/null || {
    echo "debian: there is no debootstrap (apt-get install debootstrap)" >&2
    exit 1
}
root=$(mktemp -d "${TMPDIR:-/tmp}/debian-$suite.XXXXXX")
chmod 755 "$root"
# shellcheck disable=SC2317  # called by the trap
clean() {
    if grep -qF " $root" /proc/self/mountinfo; then
        echo "debian: something is mounted below $root: not removed" >&2
        exit 1
    fi
    rm -rf --one-file-system "$root" "$root.log"
}
trap clean EXIT
trap 'exit 1' INT TERM HUP
code=0
DEBIAN_ROOT=$root unshare --mount --pid --fork --kill-child \
    sh "$0" "$suite" "$command" || code=$?
echo "debian $suite: exit code $code"
exit $code
