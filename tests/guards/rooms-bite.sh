# The guard of the rooms is able to fail: in a copy of the house each of these
# is wrong, and rooms.sh must say so in these words.
. tests/guards/guard.sh.inc
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT

# bites SAYS COMMAND: what the guard says once the command has run in a copy.
bites() {
    rm -rf "$temp/house"
    cp -R mod_statuspages "$temp/house"
    (cd "$temp/house" && sh -c "$2") || bad "could not do: $2"
    if SP_HOUSE="$temp/house" sh tests/guards/rooms.sh >"$temp/said" 2>&1; then
        bad "rooms.sh let pass: $2"
    elif grep -q "$1" "$temp/said"; then
        ok "$1"
    else
        bad "rooms.sh did not say \"$1\" about: $2"
    fi
}

bites "circle of rooms" "echo '#include \"page/page.h\"' >>core/plan/plan.c"
bites "circle of rooms" "echo '#include \"plan/plan.h\"' >>core/base/file.c"
bites "circle of files" "echo '#include \"httpd/facts.h\"' >>httpd/answer.h
    echo '#include \"httpd/answer.h\"' >>httpd/facts.h"
bites "circle of files" "echo '#include \"template/scan.h\"' >>core/template/scope.h
    echo '#include \"template/scope.h\"' >>core/template/scan.h"
bites "private to its room" "echo '#include \"safety/parts.h\"' >>core/page/page.c"
bites "private to its room" "echo '#include <safety/parts.h>' >>core/page/page.c"
bites "private to its room" "printf '#\tinclude\t\"safety/parts.h\"\n' >>core/page/page.c"
bites "wing that must not" "echo '#include \"httpd/answer.h\"' >>core/page/page.c"
bites "wing that must not" "echo '#include \"import/import.h\"' >>httpd/answer.c"
bites "does not name the room" "echo '#include \"catalog.h\"' >>core/page/page.c"
bites "lies in no room" "cp core/base/utf8.c core/utf8.c"
bites "no public header" "mkdir core/attic && cp core/base/utf8.c core/attic"
bites "refuses to know" "sed -i 's/efuses/eclines/' core/plan/plan.h"
bites "holds no C file" "find core httpd cli import -name '*.[ch]' -exec rm {} +"
done_guard
