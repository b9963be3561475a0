#!/bin/sh
# "make fuzz-seeds": what the fuzzing targets begin with, made of the tests'
# own cases, the built-in themes and catalogues, so that most of it succeeds.
#
#   sh tests/fuzz/seeds.sh FOLDER
set -eu
to=$1
rm -rf "$to"
sep=$(printf '\036')

# into TARGET: where the next seed of that target goes, by number.
n=0
into() {
    n=$((n + 1))
    mkdir -p "$to/$1"
    seed=$to/$1/$(printf '%04d' "$n")
}

# Accept: every row of the table, each with another order of formats.
tab=$(printf '\t')
grep -v '^#' tests/cases/accept.tsv | while IFS="$tab" read -r _ accept dest _; do
    into accept
    printf '%s%s%s%s%s%s%s%s' "$(($# % 10))$((n % 9))" "${accept#(none)}" "$sep" \
        "${dest#(none)}" "$sep" "de-CH, fr;q=0.7, pt-br;q=0.5, *;q=0.1" "$sep" \
        "gzip, deflate;q=0.5, br, *;q=0" >"$seed"
done

# Escaping: every word of trouble, alone and joined.
for text in '<b>"&'"'"'\' 'https://a.b/c?d&e' 'mailto:a@b.c' '# a' '1. b' '*x* _y_ `z`' \
    '[x](y)' '~~~' '| a | b |' ']]>' '<!--' '</script>' '&lt;' 'www.a.b' 'Über 日本'; do
    into escape
    printf '%s' "$text" >"$seed"
    into escape
    printf '%s\n\n%s\r\n \377\300\200\033[1m\t%s' "$text" "$text" "$text" >"$seed"
done

for text in "404 4xx !500-511" "zh-Hant-TW" "de" "hom${sep}home${sep}name${sep}status" \
    "Übung" "reqeust_id${sep}request_id${sep}uri" "x-y-z" "!4xx 100 599-599"; do
    into words
    printf '%s' "$text" >"$seed"
done

# template CONTROLS FILE [PARTIAL-NAME PARTIAL-FILE]…: one seed. The controls
# are the format, the hostile words, the brand, and the facts that are missing.
template() {
    into template
    printf '%s' "$1" >"$seed"
    cat "$2" >>"$seed"
    shift 2
    while [ $# -gt 1 ]; do
        printf '%s%s%s' "$sep" "$1" "$sep" >>"$seed"
        cat "$2" >>"$seed"
        shift 2
    done
}

# format FILE: the number of the format that a template is written in.
format() {
    case $1 in
    *.html | *.mustache) echo 0 ;;
    *.json) echo 1 ;;
    *.xml) echo 2 ;;
    *.txt) echo 3 ;;
    *) echo 4 ;;
    esac
}

# with_partials FOLDER FILE: the template with all that stands beside it.
with_partials() {
    folder=$1 file=$2
    set -- "$(format "$file")$((n % 10))$((n % 10))00" "$folder/$file"
    for part in "$folder"/*.* "$folder"/partials/*; do
        name=$(basename "$part")
        case $name in
        "$file" | error | data.json | facts.json | theme.json | expected | '*'*) continue ;;
        *.html | *.xml | *.txt | *.md | *.json | *.mustache) name=${name%.*} ;;
        esac
        [ ! -f "$part" ] || set -- "$@" "$name" "$part"
    done
    template "$@"
}

for folder in tests/cases/templates/*/; do
    for file in template.html template.xml template.txt template.md problem.json gallery.html; do
        [ ! -f "$folder$file" ] || with_partials "${folder%/}" "$file"
    done
done
for folder in tests/cases/mustache/*/; do
    with_partials "${folder%/}" template.mustache
done
for theme in templates/*/; do
    for file in page.html problem.json problem.xml plain.txt note.md layout.html links.html facts.html; do
        [ ! -f "$theme$file" ] || with_partials "${theme%/}" "$file"
    done
done

# Documents for import, short enough to be changed often.
for file in tests/cases/import/*/input.*; do
    into import
    head -c 4000 "$file" >"$seed"
done

# Plans for gzip: eight facts, then steps.
facts=$(printf '/a<b%s30%s2026-01-01%s-%s%sx%s&%s1%s' "$sep" "$sep" "$sep" "$sep" "$sep" "$sep" "$sep" "$sep")
for steps in "thello${sep}h01" "i0tthere${sep}eu0tnot there${sep}e" "r1text ${sep}h02h13i2tx${sep}h24e" \
    "rzlong words, again and again ${sep}h01tmiddle${sep}i1h12ety${sep}" ""; do
    into gzip
    printf '%s%s' "$facts" "$steps" >"$seed"
done
