# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by what starts a private httpd from a shell ("make run", the
# benches): what the machine allows.
# shellcheck shell=sh

# Whether "nobody", who answers when root starts httpd, gets to a folder.
reachable() {
    d=$1
    while [ "$d" != / ]; do
        case $(ls -ld "$d") in
        ?????????[xt]*) ;;
        *) return 1 ;;
        esac
        d=$(dirname "$d")
    done
}

# Whether a port is taken, by the kernel's table: needs no tool.
listening() {
    hex=$(printf ':%04X ' "$1")
    grep -q "$hex.* 0A " /proc/net/tcp /proc/net/tcp6 2>/dev/null
}
