# The manual pages are roff that mandoc and groff have nothing to say about, and
# hold every directive, every command and every option.
. tests/guards/guard.sh.inc
for tool in mandoc groff; do
    command -v $tool >/dev/null || {
        skip_guard $tool "make deps"
        exit 0
    }
done
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
version=$(sed -n 's/^VERSION := //p' Makefile)
sh mod_statuspages/make/man.sh 1 "$version" "$build/statuspages" >"$temp/statuspages.1"
sh mod_statuspages/make/man.sh 8 "$version" conf/README.md >"$temp/mod_statuspages.8"

for page in "$temp/statuspages.1" "$temp/mod_statuspages.8"; do
    said=$(mandoc -T lint -W warning "$page" 2>&1)
    if [ -z "$said" ]; then ok mandoc; else bad "mandoc: $said"; fi
    said=$(groff -man -Kutf8 -Tutf8 -ww -z "$page" 2>&1)
    if [ -z "$said" ]; then ok groff; else bad "groff: $said"; fi
    mandoc -T utf8 -O width=200 "$page" | sed 's/.\x08//g' >"$page.text"
    # what is no text but Markdown, or a mark of the generator's own
    left=$(grep -nE '\*\*|`|\]\(|[[:cntrl:]]' "$page.text" | head -n 3)
    if [ -z "$left" ]; then ok plain; else bad "${page##*/}: $left"; fi
    grep -q "mod_statuspages $version" "$page.text" || bad "$page: no version"
done

# holds PAGE WORDS…: a line that begins with these words.
holds() {
    page=$1
    shift
    if sed 's/^ *//' "$temp/$page.text" | grep -qE -- "^$*( |\$)"; then
        ok "$*"
    else
        bad "$page does not have $*"
    fi
}

for d in $(sed -n 's/^### \(StatusPages[A-Za-z]*\)$/\1/p' conf/README.md); do
    holds mod_statuspages.8 "$d"
    syntax=$(sed -n "/^### $d\$/,/^| Syntax/s/^| Syntax: | \`\(.*\)\` |/\1/p" \
        conf/README.md | sed 's/\\|/|/g')
    if grep -qF -- "$syntax" "$temp/mod_statuspages.8.text"; then
        ok "$syntax"
    else
        bad "mod_statuspages.8 does not have $syntax"
    fi
done
for c in $("$build/statuspages" --help |
    awk '/^Commands:/ {on = 1; next} /^$/ {on = 0} on {print $1}'); do
    holds statuspages.1 "statuspages $c"
    for o in $("$build/statuspages" "$c" --help | sed -n 's/^  \(--[a-z]*\) .*/\1/p'); do
        holds statuspages.1 "$o"
    done
done
done_guard
