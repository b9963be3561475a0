#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# links.sh FOLDER: follows each link of the Markdown below it, to a file or to a
# heading; says those that lead nowhere, and how many it has followed. Links to
# other hosts are not looked at.
set -u
cd "$1" || exit 1

# The anchors of a document's headings, as they are made of Markdown.
anchors() {
    awk '/^```/ {code = !code} !code && /^#+ / {
        sub(/^#+ /, "")
        $0 = tolower($0)
        gsub(/[^a-z0-9 _-]/, "")
        gsub(/ /, "-")
        print
    }' "$1"
}

# The addresses of a document's links and pictures, examples aside.
links() {
    awk '/^ *```/ {code = !code; next} !code {
        gsub(/`[^`]*`/, "code")
        while (match($0, /\]\([^)]*\)/)) {
            print substr($0, RSTART + 2, RLENGTH - 3)
            $0 = substr($0, RSTART + RLENGTH)
        }
    }' "$1"
}

followed=0
dead=0
for doc in $(find . -name '*.md' | sort); do
    for link in $(links "$doc"); do
        case $link in
        *://* | mailto:*) continue ;;
        esac
        followed=$((followed + 1))
        file=${link%%#*}
        target=$doc
        [ -z "$file" ] || target=$(dirname "$doc")/$file
        part=""
        case $link in
        *#*) part=${link#*#} ;;
        esac
        if [ ! -s "$target" ]; then
            echo "$doc: $link is not there"
        elif [ -n "$part" ] && ! anchors "$target" | grep -qxF -- "$part"; then
            echo "$doc: $link: there is no such heading"
        else
            continue
        fi
        dead=$((dead + 1))
    done
done
echo "followed $followed links, $dead of them dead"
[ "$followed" -gt 0 ] && [ "$dead" -eq 0 ]
