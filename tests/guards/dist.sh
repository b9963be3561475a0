# "make dist" packs the same bytes from the same sources, whenever and wherever
# they were checked out, and from what it has packed itself.
. tests/guards/guard.sh.inc
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" != "$(pwd -P)" ]; then
    skip_guard "the project's history" "a clone by git"
    exit 0
fi
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
temp=$(cd "$temp" && pwd -P)

# pack WHERE UMASK: the archive's hash.
pack() {
    (
        cd "$1" || exit 1
        umask "$2"
        "${MAKE:-make}" --no-print-directory dist BUILD=build 2>&1 |
            sed -n 's/^\([0-9a-f]\{64\}\) .*/\1/p'
    )
}

# what is committed and what was edited since
changed() {
    git diff HEAD >"$temp/edits"
    [ ! -s "$temp/edits" ] || git -C "$1" apply --index "$temp/edits"
}

for u in 022 077; do
    (umask $u && git clone --quiet --shared . "$temp/$u") 2>/dev/null
    changed "$temp/$u"
done
# another time, another order of names, another zone
find "$temp/077" -type f ! -path '*/.git/*' -exec touch -d @1000000000 {} +
one=$(pack "$temp/022" 022)
two=$(TZ=Asia/Tokyo LC_ALL=C.UTF-8 pack "$temp/077" 077)
[ -n "$one" ] || bad "make dist tells no hash"
if [ "$one" = "$two" ]; then
    ok "two clones"
else
    bad "two clones give two archives: $one and $two"
fi

tar -xzf "$temp"/022/build/*.tar.gz -C "$temp"
tree=$(echo "$temp"/mod_statuspages-*)
version=$(sed -n 's/^VERSION := //p' Makefile)
if [ "${tree##*/}" = "mod_statuspages-$version" ]; then
    ok "$version"
else
    bad "the archive holds ${tree##*/}"
fi
if [ "$(pack "$tree" 027)" = "$one" ]; then
    ok "again"
else
    bad "the archive gives another one"
fi
(cd "$tree" && find . -path ./build -prune -o ! -type d -print | sed 's,^\./,,' | sort) >"$temp/packed"
if git -C "$temp/022" ls-files | sort | cmp -s - "$temp/packed"; then
    ok "files"
else
    bad "the archive holds other files than the project"
fi
done_guard
