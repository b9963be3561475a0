#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Writes a manual page: "man.sh 1 VERSION build/statuspages" of what the command
# says to --help, "man.sh 8 VERSION conf/README.md" of that document. Both are
# the only source of their page; nothing is said here but a page's frame.
set -eu
section=$1 version=$2 source=$3
here=$(dirname "$0")
date=$(date -u -d "@$(sh "$here/epoch.sh")" +%F)

# head NAME TITLE-OF-THE-SECTION WHAT
head() {
    printf '.TH %s %s "%s" "mod_statuspages %s" "%s"\n' \
        "$(echo "$1" | tr '[:lower:]' '[:upper:]')" "$section" "$date" \
        "$version" "$2"
    printf '.SH NAME\n%s \\- %s\n' "$1" "$3"
}

command_page() {
    what=$("$source" --help | sed -n '1s/^[^:]*: //p')
    head statuspages "User Commands" "$what"
    "$source" --help | sed 1d | awk -f "$here/man.awk" -f "$here/man-help.awk"
    for c in $("$source" --help | awk '/^Commands:/ {on = 1; next} /^$/ {on = 0} on {print $1}'); do
        printf '.SH STATUSPAGES %s\n' "$(echo "$c" | tr '[:lower:]' '[:upper:]')"
        "$source" "$c" --help |
            awk -v inside=1 -f "$here/man.awk" -f "$here/man-help.awk"
    done
    printf '.SH SEE ALSO\n.BR mod_statuspages (8)\n'
}

module_page() {
    head mod_statuspages "System Administration" "error pages for Apache httpd"
    printf '.SH SYNOPSIS\n.nf\n'
    sed '/^#/d' conf/statuspages.load
    printf 'StatusPages On\n.fi\n.SH DESCRIPTION\n'
    awk -f "$here/man.awk" -f "$here/man-markdown.awk" "$source"
    printf '.SH SEE ALSO\n.BR statuspages (1),\n.BR apachectl (8)\n'
}

case $section in
1) command_page ;;
8) module_page ;;
esac
