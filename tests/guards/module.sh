# The module holds what the module calls: nothing of import/, and no global
# name of core/ or httpd/ that nothing outside of its own file, in those two,
# refers to: such a name is dead, or only the command's or a test's. Computed
# from the objects' relocations.
. tests/guards/guard.sh.inc
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT

# Names that may stay, each with its reason; one that is no longer needed here
# is a fault, too.
exceptions='
sp_appearance_create        makes what core/page is tried with, and what the command shows
sp_appearance_all_languages is a part of it
sp_theme_files              the theme alone knows what it has read; the command asks
sp_theme_gaps               as those: words that lack a language
sp_theme_nearly_names_code  the theme alone knows which files are pages; the command asks
sp_value_null               completes the kinds of values
sp_vocabulary_table         for the test that each name is filled where the table says
sp_page_cache_destroy       for tests: the module leaves it to the end of the process
sp_page_cache_used          for tests: the bound is held to the byte
'

# objects WING…: those of the sources that are there; old ones do not count.
objects() {
    for wing in "$@"; do
        find "mod_statuspages/$wing" -name '*.c' | sort |
            sed "s,^mod_statuspages/\(.*\)c\$,$build/\1o,"
    done
}

# symbols NM-OPTION WING…: lines "OBJECT NAME"; a sanitizer's own are left out.
symbols() {
    how=$1
    shift
    for o in $(objects "$@"); do
        nm "$how" "$o" | awk -v o="${o#"$build/"}" \
            'NF && $(NF - 1) ~ /^[TDBRVWU]$/ && $NF !~ /^__/ { print o, $NF }'
    done
}

symbols --defined-only import | awk '{print $2}' | sort -u >"$temp/import"
nm "$build/mod_statuspages.so" | awk '{print $NF}' | sort -u >"$temp/module"
[ -s "$temp/import" ] || bad "import/ has no global name: was it built?"
[ -s "$temp/module" ] || bad "$build/mod_statuspages.so has no symbols"
found=$(comm -12 "$temp/import" "$temp/module")
if [ -z "$found" ]; then
    ok import
else
    bad "the module holds names of import/:" $found
fi

# The command's own library stays the command's.
found=$(nm -u "$build/mod_statuspages.so" | awk '{print $2}' | grep -E '^(xml|html)[A-Z]')
if [ -z "$found" ]; then
    ok libxml2
else
    bad "the module needs libxml2:" $found
fi

symbols --defined-only core httpd >"$temp/defined"
symbols -u core httpd cli import >"$temp/used"
[ -s "$temp/defined" ] || bad "core/ and httpd/ have no global name: were they built?"
echo "$exceptions" >"$temp/exceptions"
awk '
FNR == 1 { file++ }
file == 1 { if (NF) { why[$1] = 1 } next }
file == 2 { users[$2] = users[$2] " " $1; next }
{
    n = split(users[$2], user, " ")
    callers = ""
    for (i = 1; i <= n; i++) {
        if (user[i] ~ /^(core|httpd)\// && user[i] != $1) {
            next
        }
        callers = callers " " user[i]
    }
    offends[$2] = 1
    if (!($2 in why)) {
        print $2 " of " $1 ": " (callers ? "called by" callers " alone" : "called by nothing outside of its file")
    }
}
END {
    for (name in why) {
        if (!(name in offends)) {
            print name ": no exception is needed for it any more"
        }
    }
}' "$temp/exceptions" "$temp/used" "$temp/defined" | sort >"$temp/faults"
while read -r fault; do
    bad "$fault"
done <"$temp/faults"
[ -s "$temp/faults" ] || ok callers
done_guard
