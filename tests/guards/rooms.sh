# The house has rooms, and arrows between them go one way: computed from the
# includes. core/ holds folders alone; each has one public header of its own
# name (the ground room base/ one small header for each helper), which is all
# that others may include of it; no circle of rooms, none of files; and no wing
# knows one that stands on it. Prints the order of the rooms, the highest first.
# SP_HOUSE names another tree to look at: rooms-bite.sh uses it.
. tests/guards/guard.sh.inc
house=${SP_HOUSE:-mod_statuspages}
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT

files=$(cd "$house" && find core import httpd cli -name '*.[ch]' | sort)
[ -n "$files" ] || bad "$house holds no C file"

# Lines "FILE INCLUDED", both as paths below the house. In "<>", too: -I makes
# no difference there.
for f in $files; do
    sed -n 's/^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*\([<"]\)\([^>"]*\).*/\1 \2/p' "$house/$f" |
        while read -r bracket include; do
            if [ -f "$house/core/$include" ]; then
                echo "$f core/$include"
            elif [ -f "$house/$include" ]; then
                echo "$f $include"
            elif [ "$bracket" != "<" ]; then
                echo "$f ?$include"
            fi
        done
done >"$temp/includes"

grep ' ?' "$temp/includes" | while read -r f include; do
    echo "$f: \"${include#?}\" does not name the room that the file is in"
done >"$temp/unnamed"
if [ -s "$temp/unnamed" ]; then
    bad "$(cat "$temp/unnamed")"
fi

for f in $(cd "$house" && find core -maxdepth 1 -type f); do
    bad "$f lies in no room: core/ holds folders alone"
done
for room in $(cd "$house/core" && find . -mindepth 1 -maxdepth 1 -type d | sed 's,^\./,,' | sort); do
    if [ "$room" = base ] || [ -f "$house/core/$room/$room.h" ]; then
        ok "$room"
    else
        bad "core/$room has no public header $room.h"
    fi
    if [ "$room" = base ] || sed -n '4,/\*\//s/^ \*//p' "$house/core/$room/$room.h" 2>/dev/null |
        tr -s '\n ' ' ' | grep -q '[Rr]efuses to know'; then
        ok "$room tells"
    else
        bad "core/$room/$room.h does not say what the room knows and refuses to know"
    fi
done

# room PATH: "core/page" for core/page/policy.h, "httpd" for httpd/answer.h.
awk '
function room(path, part) {
    split(path, part, "/")
    return part[1] == "core" ? part[1] "/" part[2] : part[1]
}
# A .c and its .h are one file, but for a public header: it is the face of all
# that is in its room.
function stem(path, part, n) {
    n = split(path, part, "/")
    if (part[2] != "base" && part[n] == part[n - 1] ".h") {
        return path
    }
    sub(/\.[ch]$/, "", path)
    return path
}
function wing(path, part) { split(path, part, "/"); return part[1] }
BEGIN {
    may["import core"] = may["httpd core"] = 1
    may["cli core"] = may["cli import"] = 1
}
{
    from = room($1); to = room($2)
    n = split($2, part, "/")
    public = to == "core/base" || part[n] == part[n - 1] ".h"
    if (from != to && !public) {
        print $1 ": " $2 " is private to its room" >"/dev/stderr"
    }
    if (wing($1) != wing($2) && !((wing($1) " " wing($2)) in may)) {
        print $1 ": " $2 " is in a wing that must not be known there" >"/dev/stderr"
    }
    if (from != to) {
        print from, to >rooms
    }
    a = stem($1)
    b = stem($2)
    if (a != b) {
        print a, b >stems
    }
}' rooms="$temp/rooms" stems="$temp/stems" "$temp/includes" 2>"$temp/faults"
if [ -s "$temp/faults" ]; then
    bad "$(cat "$temp/faults")"
else
    ok includes
fi

# circles KIND FILE: what tsort calls a loop.
circles() {
    if tsort "$2" >"$temp/order" 2>"$temp/loop"; then
        ok "$1"
    else
        bad "a circle of $1:" $(sed -n 's/^tsort: //p' "$temp/loop" | grep -v 'input contains a loop')
    fi
}
circles files "$temp/stems"
circles rooms "$temp/rooms"
echo "rooms, the highest first:" $(sed 's,^core/,,' "$temp/order")
done_guard
