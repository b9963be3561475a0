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
# UTF-8 at its edges, whole and broken off
for bytes in '\177\302\200\337\277' '\340\240\200\357\277\277' '\355\237\277\356\200\200' \
    '\360\220\200\200\364\217\277\277' '\300\200\301\277' '\340\237\277' '\355\240\200' '\360\217\277\277' \
    '\364\220\200\200' '\365\200\377' '\342\202' '\360\237\230a' '\200\277'; do
    for target in words escape; do
        into "$target"
        # shellcheck disable=SC2059  # the bytes are written as octal numbers
        printf "$bytes" >"$seed"
    done
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
        *.mustache) name=${name%.*} ;;
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

# Every safe place once, with values of each kind that may stand there.
i=0
while read -r line; do
    i=$((i + 1))
    into template
    printf '0%s%s00%s' "$((i % 10))" "$((i % 7))" "$line" >"$seed"
done <<'EOF'
<p title="{{uri}}" lang='{{language}}' dir="{{dir}}">{{message}}{{#details}}{{detail.query}}{{/details}}</p>
<a href="{{vars.home}}">{{labels.uri}}</a><a href="mailto:{{host}}">x</a><a href="/x?y={{uri}}#{{request_id}}">z</a>
<a href="https://a.example/{{message}}">{{host}}</a>{{^retry_after}}no{{/retry_after}}{{#retry_after}}{{.}}{{/retry_after}}
<style>a { color: {{vars.accent}}; background: url({{logo}}) } .s{{status}}::after { content: "{{class}}" }</style>
<!-- {{! not here }}--><svg viewBox="0 0 1 1"><text>{{status}}</text><use href="#a-{{class}}"/></svg><img src="{{logo}}" alt="{{vars.name}}">
<title>{{status}} {{message}}</title><textarea>{{detail.query}}</textarea>{{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
{{#vars.home}}<a href="{{vars.home}}">{{vars.home}}</a>{{/vars.home}}{{#reference_url}}<a href="{{reference_url}}">{{uri}}</a>{{/reference_url}}
<ul>{{#retry.later}}<li>{{labels.retry_later}}{{/retry.later}}</ul><time datetime="{{time}}">{{time}}</time>
EOF
for text in '1{"a":{{status}},"b":"{{message}}","c":[{{#paragraphs}}"{{.}}",{{/paragraphs}}0]}' \
    '1{"u":"{{uri}}"{{#details}},"q":"{{detail.query}}"{{/details}}{{#retry_after}},"r":{{retry_after}}{{/retry_after}}}' \
    '2<a b="{{uri}}" c="{{status}}">{{message}}<!-- x --><d/>{{#details}}<e>{{detail.client}}</e>{{/details}}</a>' \
    '3{{status}} {{message}} {{uri}}' '4# {{message}} [{{labels.home}}]({{vars.home}}) {{uri}}'; do
    into template
    printf '%s' "$text" | sed 's/^./&1000/' >"$seed"
done

# JSON and XML where something comes and goes, seen with all but one thing and
# with one alone: a name for each, what stands before and what behind.
for i in 1 2 3 4 8 9 ':' B C D E F G I K; do
    for how in 0 1; do
        for text in '1[0{{#uri}},"{{.}}"{{/uri}}{{#retry.later}}{{^description}},1{{/description}}{{/retry.later}}]' \
            '1{"a":1{{#vars.home}}{{^logo}},"b":2{{/logo}}{{/vars.home}}{{#details}},"c":"{{detail.client}}"{{/details}}}' \
            '1[{{#retry_after}}{{retry_after}}{{/retry_after}}{{^retry_after}}{{status}}{{/retry_after}}]' \
            '2<a>{{#host}}<b c="{{.}}"/>{{/host}}{{#mixed}}{{^vars.note}}<d/>{{/vars.note}}{{/mixed}}{{#retry}}{{.}}{{/retry}}</a>'; do
            into template
            printf '%s' "$text" | sed "s/^./&1$((n % 10))$i$how/" >"$seed"
        done
    done
done

# Documents for import, short enough to be changed often.
for file in tests/cases/import/*/input.*; do
    case $file in
    *.html) into html ;;
    *) into import ;;
    esac
    head -c 4000 "$file" >"$seed"
done

# OpenAPI: the tests' documents, YAML without its first line.
for file in tests/cases/openapi/*/input.*; do
    into openapi
    grep -v '^#\|^openapi:' "$file" >"$seed"
done

# Plans for gzip: eight facts, each behind how often it stands there, then
# steps.
facts=$(printf '0/a<b%s030%s~the morning%s-%s%s3x%s0&%s01%s' "$sep" "$sep" "$sep" "$sep" "$sep" "$sep" "$sep" "$sep")
for steps in "thello${sep}h01" "i0tthere${sep}eu0tnot there${sep}e" "r1text ${sep}h02h13i2tx${sep}h24e" \
    "rzlong words, again and again ${sep}h01tmiddle${sep}i1h12ety${sep}" \
    "ta${sep}h01rzlong words, again and again ${sep}h20rztwice, as it is said ${sep}u3rzonce ${sep}e" ""; do
    into gzip
    printf '%s%s' "$facts" "$steps" >"$seed"
done

# Brand values, the last with a logo.
for value in '0Example' '1https://a.example/b?c#d' '2mailto:a@b.c' '3/status' '1//evil' '1javascript:x' \
    '4#0a7c5a' '4teal' '4rgb(10, 124, 90)' '4hsl(120deg 50% 50% / 0.5)' '4oklch(0.5 0.2 30)' '4red;x' \
    "0x${sep}GIF89a.." "0x${sep}<svg xmlns='http://www.w3.org/2000/svg'/>" "0x${sep}RIFF....WEBPVP8 "; do
    into brand
    printf '%s' "$value" >"$seed"
done

# Catalogues: small ones, and the beginnings of those that are built in.
catalog='{"name":"shop","language":"en","extends":"1","labels":{"home":"Home"},"codes":{"404":{"message":"No such shelf","description":"One.\\n\\nTwo.","retry":"modify"},"503":{"message":"Closed","retry":"after"}}}'
root='{"name":"1","language":"en","extends":"standard","codes":{"404":{"message":"Not Found"}},"labels":{"home":"Home"}}'
german='{"name":"shop","language":"de-CH","extends":"1","codes":{"404":{"message":"Kein Regal"}}}'
problems='{"name":"1","language":"en","problems":{"QUOTA":{"status":429,"message":"Used up","retry":"after","url":"/q"},"BUSY":{"status":503,"message":"Busy"}}}'
problem='{"name":"shop","language":"de","extends":"1","problems":{"BUSY":{"message":"Zu","retry":"later"},"Sold.out-1":{"status":410,"message":"Weg","url":"https://x.example"}}}'
for text in "$problems" "$problem$sep$problems" "$problems$sep$problem" "$root" "$catalog$sep$root" "$catalog$sep$root$sep$german" "$german$sep$root$sep$catalog" \
    "$catalog$sep$catalog" '{"name":"1","language":"en","codes":{"404":{"message":"a\u001b[1mb"}}}' \
    '{"name":"alone","language":"en","extends":null,"title":"All","codes":{"404":{"message":"Lost","url":"/e"}}}' \
    '{"name":"1","language":"en","codes":{"404":{"message":"a","description":"b\u0007"}}}'; do
    into catalog
    printf '%s' "$text" >"$seed"
done
for file in conf/catalogs/*.json conf/catalogs/standard/e[nl].json; do
    into catalog
    head -c 8000 "$file" >"$seed"
done

# Places in JSON.
for text in "$catalog${sep}codes${sep}404${sep}retry" "[1, {\"a\": 2}]${sep}a" \
    "{\"a\": {\"b\\\"\": [1], \"b\":\n {\"c\": 1}}}${sep}a${sep}b${sep}c${sep}7"; do
    into json
    printf '%s' "$text" >"$seed"
done

# Themes: theme.json alone, folders, single files.
manifest='{"name":"x","description":"y","vars":{"note":"Hello","tone":""}}'
page='<!doctype html><html lang="{{language}}"><head><title>{{status}}</title>{{> style}}</head><body><h1>{{message}}</h1>{{> links}}{{vars.note}}<p>{{uri}}</p></body></html>'
for text in "0$manifest" "1theme.json${sep}$manifest${sep}page.html${sep}$page" \
    "1page.html${sep}{{<layout.html}}{{\$main}}{{message}}{{/main}}{{/layout.html}}" \
    "1style.css${sep}body { color: {{vars.accent}} }" "1plain.txt${sep}{{status}} {{uri}}" \
    "2page.html${sep}$page" "3problem.json${sep}{\"status\":{{status}},\"title\":\"{{message}}\"}" \
    "4problem.xml${sep}<a b=\"{{uri}}\">{{message}}</a>" "5a.txt${sep}{{message}}" \
    "6a.md${sep}# {{status}} [{{message}}]({{vars.home}})"; do
    into theme
    printf '%s' "$text" >"$seed"
done

# Pages: hostile words, missing facts, format, language, theme, catalogue,
# code, formats; texts; the cache.
for i in 0 1 2 3 4 5 6 7 8 9 : ';' '<'; do
    for f in 0 1 2 3 4; do
        into page
        printf '%s00%s%s%s%s404%s%s%s%s%s%s' "$i" "$f" "$i" "$i" "$f" "No <b>shelf</b>$sep" \
            "One.$sep" "Shop$sep/home${sep}mailto:a@b.c$sep" "Footer$sep" "#123$sep" \
            "901234001010200101" >"$seed"
    done
done

for f in 0 1 2 3 4; do # problems: of the catalogue behind those built in, by the last codes
    into page
    printf "100%s006\\366$f%sShop$sep/home$sep$sep$sep${sep}901234001010200101" "$f" "$sep$sep" >"$seed"
    into page
    printf "100%s006\\367$f%sShop$sep/home$sep$sep$sep${sep}901234001010200101" "$f" "Own $sep$sep" >"$seed"
done

# The reference and the gallery: theme, catalogue, language and code by number;
# a path, and what the gallery shows.
for kind in 0 1 3 7; do
    for i in 0 1 2 3 4 5 6 7 8 9 : ';' '<'; do
        into reference
        printf '%s%s%s%s4%s%s%s%s%s' "$kind" "$i" "$((n % 6))" "$i" "a \"b<c>/d?e=f&g" \
            "${sep}<&theme" "${sep}X-<b>" "${sep}1; \"2\"" "${sep}</pre><script>x</script>" >"$seed"
    done
done
