#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# front.sh COMMAND DIR [ADDRESS]: the demo's front page, DIR/site/index.html,
# and the places that it leads to, DIR/places.conf. Themes and catalogues are
# the folders that are built in, languages what the command lists, so that none
# can be missing.
set -eu

command=$1
dir=$2
address=${3:-http://localhost:8080}
src=$(cd "$(dirname "$0")" && pwd)
top=$src/../../..
mkdir -p "$dir/front" "$dir/site"
cp "$src/index.html" "$dir/front/index.html"
: >"$dir/places.conf"

# place PATH DIRECTIVE...: where these are in force
place() {
    echo "<Location \"$1\">" >>"$dir/places.conf"
    shift
    printf '    %s\n' "$@" >>"$dir/places.conf"
    echo "</Location>" >>"$dir/places.conf"
}

for folder in "$top"/templates/*/; do
    name=$(basename "$folder")
    place "/theme/$name/" "StatusPagesTheme $name"
    about=$(sed -n 's/^ *"description": "\(.*\)",\{0,1\}$/\1/p' "$folder/theme.json" |
        sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g')
    cat <<ITEM
<li><a href="/theme/$name/lost">$name</a>
<a href="/theme/$name/down" aria-label="$name, 503">503</a>
<p>$about</p></li>
ITEM
done >"$dir/front/themes.html"

for name in html json xml text markdown; do
    place "/format/$name/" "StatusPagesFormats $name"
    echo "<li><a href=\"/format/$name/lost\">$name</a></li>"
done >"$dir/front/formats.html"

"$command" codes --languages | while read -r tag name; do
    place "/language/$tag/" "StatusPagesLanguages $tag"
    echo "<li><a href=\"/language/$tag/lost\" lang=\"$tag\">$name</a></li>"
done >"$dir/front/languages.html"

for catalog in "$top"/conf/catalogs/*; do
    name=$(basename "$catalog" .json)
    place "/catalog/$name" "SetHandler statuspages" "StatusPagesCatalog $name"
    echo "<li><a href=\"/catalog/$name\">$name</a></li>"
done >"$dir/front/catalogs.html"

cat >"$dir/front/commands.html" <<TEXT
curl -i -H 'Accept: application/json' $address/nothing-here
curl -i -H 'Accept: text/markdown' $address/nothing-here
curl -i -H 'Accept-Language: de' $address/nothing-here
curl -i $address/api/nothing
TEXT

"$command" render 200 --template "$dir/front/index.html" \
    --var "name=mod_statuspages" --var "accent=#0a7c5a" \
    --var "footer=Configuration: $dir/httpd.conf. Error log: $dir/logs/error_log." \
    >"$dir/site/index.html"
