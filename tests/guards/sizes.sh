# A file of the product holds one idea, at most 400 lines of it; a function
# does one thing, in at most 45 lines from its name to its closing brace.
. tests/guards/guard.sh.inc
longest_file=400
longest_function=45

# Prints "FILE:LINE: NAME has N lines" for each function above the limit. It
# leans on the code's form ("make lint" holds it): a body stands between lines
# that are nothing but a brace, and no other braces do.
functions_over() {
    awk -v limit="$1" '
    # outside of a body, these lines belong to no function
    !body && (/^$/ || /^#/ || /^\/\*/ || /\*\/$/ || /;$/) { start = 0; next }
    !body && !start { start = FNR; name = $0 }
    /^\{$/ { body = 1 }
    /^\}$/ {
        if (body && FNR - start + 1 > limit) {
            sub(/\(.*/, "", name)
            sub(/.*[ *]/, "", name)
            print FILENAME ":" start ": " name "() has " FNR - start + 1 " lines"
        }
        body = 0
        start = 0
    }
    body { inside++ }
    END { if (!inside) print "no function was seen" }' "$2"
}

for f in $(find mod_statuspages -name '*.[ch]' | sort); do
    lines=$(wc -l <"$f")
    if [ "$lines" -gt "$longest_file" ]; then
        bad "$f has $lines lines, more than $longest_file: it holds two ideas"
    else
        ok "$f"
    fi
done
for f in $(find mod_statuspages -name '*.c' | sort); do
    found=$(functions_over "$longest_function" "$f")
    case $found in
    "" | "no function was seen") ok "$f" ;; # a table has none
    *) bad "$found" ;;
    esac
done

# The measure itself: functions of 45 and of 46 lines.
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
write_functions() {
    echo '/* one */'
    for n in 45 46; do
        printf '\n/* Two lines of\n * comment. */\nstatic const char *of_%s(int a,\n                      int b)\n{\n' "$n"
        i=4
        while [ "$i" -lt "$n" ]; do
            if [ "$i" -eq 9 ]; then echo; else echo "    if (a) { b(); }"; fi
            i=$((i + 1))
        done
        echo '}'
    done
    printf '\nstatic const struct {\n    int a;\n} t[] = {\n    {1},\n};\n'
}
write_functions >"$temp/t.c"
found=$(functions_over 45 "$temp/t.c")
if [ "$found" = "$temp/t.c:53: of_46() has 46 lines" ]; then
    ok "the measure"
else
    bad "a function of 46 lines is not the one that is found: \"$found\""
fi
done_guard
