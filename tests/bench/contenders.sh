# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches: who takes part. Each contender is a function that
# makes its server's folder, and a line in the table below that tells what is
# asked, what must come, and the limit it is held to. Knows nothing of time.
# shellcheck shell=sh disable=SC2034,SC2154  # lib.sh sets, benches use

# What every request carries: the headers of a browser, always as many. Only
# what they say differs, so that no contender reads fewer lines than another.
agent='User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
for_html='text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
for_json='application/json'
for_gzip='gzip, deflate, br'
for_plain='gzip;q=0,identity'
english='en-US,en;q=0.5'
german='de-CH,de;q=0.9,en;q=0.5'

# name|path|Accept|Accept-Encoding|Accept-Language|status|type|encoding|least
# bytes|marker|limit|of what|title
contenders() {
    cat <<TEXT
canned|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|200|<title>404 Not Found</title>|||httpd's canned 404
twin|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|200|<title>404 Not Found</title>|||the same once more: the noise
text|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|20|nothing at this address|||ErrorDocument text
file|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|5000|There is nothing at this address|||ErrorDocument file, our page
deflate|/missing/page|$for_html|$for_gzip|$english|404|text/html|gzip|5000|There is nothing at this address|||the same, DEFLATE
ssi|/missing/page|$for_html|$for_gzip|$german|404|text/html|identity|400|lang="de"|||multi-language SSI pages
php|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|300|made by PHP|||ErrorDocument in PHP
empty|/empty.html|$for_html|$for_gzip|$english|200|text/html|identity|0||||an empty static 200
nginx|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|5000|There is nothing at this address|||nginx error_page, our page
haproxy|/missing/page|$for_html|$for_gzip|$english|404|text/html|identity|5000|There is nothing at this address|||HAProxy errorfile, our page
html|/missing/page|$for_html|$for_plain|$english|404|text/html|identity|5000|<html lang="en"|1.00|canned|ours: HTML
facts|/missing/page|$for_html|$for_plain|$english|404|text/html|identity|5000|Firefox/140.0|1.00|canned|ours: HTML, all live facts
gzip|/missing/page|$for_html|$for_gzip|$english|404|text/html|gzip|5000|<html lang="en"|1.00|canned|ours: HTML, gzip
gzip_facts|/missing/page|$for_html|$for_gzip|$english|404|text/html|gzip|5000|Firefox/140.0|1.00|canned|ours: HTML, all live facts, gzip
json|/missing/page|$for_json|$for_plain|$english|404|application/json|identity|200|"status": 404|1.00|canned|ours: JSON
place|/shop/missing|$for_html|$for_plain|$german|404|text/html|identity|5000|Laden im Ort|1.05|canned|ours: German HTML of a <Location>
reference|/status|$for_html|$for_plain|$english|200|text/html|identity|20000|There is nothing at this address|||ours: the table of all codes
gallery|/status/gallery?theme=transit&catalog=cloud-api&code=503|$for_html|$for_plain|$english|200|text/html|identity|20000|<pre id="headers"|4.00|reference|ours: a look at the gallery
ok_none|/page.html|$for_html|$for_gzip|$english|200|text/html|identity|1000|a page that is there|||a static 200 without the module
ok_ours|/page.html|$for_html|$for_gzip|$english|200|text/html|identity|1000|a page that is there|1.00|ok_none|the same with the module on
TEXT
}

# The page that the peers send from a file: our own, so that all send the same.
our_page() {
    "$BUILD/statuspages" render 404 --format html
}

make_canned() {
    make_httpd "$1" </dev/null
}
make_twin() {
    make_canned "$1"
}
make_text() {
    make_httpd "$1" <<'TEXT'
ErrorDocument 404 "There is nothing at this address."
TEXT
}
make_file() {
    make_httpd "$1" <<'TEXT'
ErrorDocument 404 /404.html
TEXT
    our_page >"$root/$1/htdocs/404.html"
}
make_deflate() {
    make_httpd "$1" <<TEXT
ErrorDocument 404 /404.html
SetOutputFilter DEFLATE
TEXT
    our_page >"$root/$1/htdocs/404.html"
}
make_empty() {
    make_canned "$1"
    : >"$root/$1/htdocs/empty.html"
}
make_ok_none() {
    make_canned "$1"
    page_that_is_there >"$root/$1/htdocs/page.html"
}
page_that_is_there() {
    echo '<!DOCTYPE html><title>Here</title><p>This is a page that is there.</p>'
    our_page | head -c 2000
}

# One language of a type-map: words of our catalogue in httpd's form.
ssi_language() {
    awk -v lang="$1" '
        /"404": \{/ {on = 1}
        on && /"message":/ {message = $0}
        on && /"description":/ {description = $0; exit}
        function text(line) {
            sub(/^[^:]*: "/, "", line); sub(/",? *$/, "", line)
            gsub(/\\n/, " ", line); gsub(/\\"/, "\\&quot;", line)
            return line
        }
        END {
            print "Content-language: " lang
            print "Content-type: text/html; charset=UTF-8"
            print "Body:----------" lang "--"
            print "<!--#set var=\"LANGUAGE\" value=\"" lang "\" --><!--#set var=\"TITLE\" value=\"" text(message) "\" -->"
            print "<!--#include virtual=\"include/top.html\" -->"
            print "<p>" text(description) "</p>"
            print "<!--#if expr=\"-n v('"'HTTP_REFERER'"')\" -->"
            print "<p>" text(description) " (<a href=\"<!--#echo encoding=\"url\" var=\"HTTP_REFERER\" -->\">&larr;</a>)</p>"
            print "<!--#else -->"
            print "<p>" text(message) ": " text(description) "</p>"
            print "<!--#endif -->"
            print "<!--#include virtual=\"include/bottom.html\" -->"
            print "----------" lang "--\n"
        }' "conf/catalogs/standard/$1.json"
}
# The like of what Debian's apache2-data brings, in words of our own.
ssi_pages() {
    mkdir -p "$1/include"
    for l in cs de en es fr it ja ko nl nb pl pt-BR pt ro ru sv tr; do
        ssi_language "$l"
    done >"$1/HTTP_NOT_FOUND.html.var"
    cat >"$1/include/top.html" <<'TEXT'
<!--#if expr="-z v('LANGUAGE')" --><!--#set var="LANGUAGE" value="en" --><!--#endif -->
<!DOCTYPE html>
<html lang="<!--#echo var="LANGUAGE" -->"><head><title><!--#echo encoding="none" var="TITLE" --></title>
<link rev="made" href="mailto:<!--#echo encoding="url" var="SERVER_ADMIN" -->">
<style>body { font-family: sans-serif; margin: 2em } p { margin-left: 3em }</style></head>
<body><h1><!--#echo encoding="none" var="TITLE" --></h1>
TEXT
    cat >"$1/include/bottom.html" <<'TEXT'
<!--#include virtual="contact.html" -->
<h2>Error <!--#echo encoding="none" var="REDIRECT_STATUS" --></h2>
<address><a href="/"><!--#echo var="SERVER_NAME" --></a><br><span><!--#echo var="SERVER_SOFTWARE" --></span></address>
</body></html>
TEXT
    echo '<p><a href="mailto:<!--#echo encoding="url" var="SERVER_ADMIN" -->">@</a></p>' >"$1/include/contact.html"
}
make_ssi() {
    pages=/usr/share/apache2/error
    if [ ! -f "$pages/HTTP_NOT_FOUND.html.var" ]; then
        pages=$root/ssi-pages
        ssi_pages "$pages"
    fi
    make_httpd "$1" <<TEXT
Alias /error/ "$pages/"
<Directory "$pages">
    Options IncludesNoExec
    AddOutputFilter Includes html
    AddHandler type-map var
    LanguagePriority en cs de es fr it nl sv pt-br ro
    ForceLanguagePriority Prefer Fallback
</Directory>
ErrorDocument 404 /error/HTTP_NOT_FOUND.html.var
TEXT
}

# PHP in httpd where its module is there, else as FastCGI; where neither is
# installed there is no such contender. LIBPHP names a module elsewhere.
php_page() {
    cat >"$1/404.php" <<'TEXT'
<?php http_response_code(404);
$path = htmlspecialchars($_SERVER['REDIRECT_URL'] ?? $_SERVER['REQUEST_URI'] ?? '');
$title = '404 Not Found'; ?>
<!DOCTYPE html>
<html lang="en"><head><title><?= $title ?></title>
<style>body { font-family: sans-serif; margin: 2em } p { margin-left: 3em }</style></head>
<body><h1><?= $title ?></h1>
<p>There is nothing at <code><?= $path ?></code> (<?= date('c') ?>).</p>
<p>The address may have a slip of the pen in it, or what was here has moved to another place since.</p>
<address>made by PHP on <?= htmlspecialchars($_SERVER['SERVER_NAME'] ?? '') ?></address>
</body></html>
TEXT
}
make_php() {
    libphp=${LIBPHP:-$(find "$modules" -name 'libphp*.so' | head -n 1)}
    if [ -n "$libphp" ]; then
        make_httpd "$1" prefork <<TEXT
LoadModule php_module $libphp
MaxRequestWorkers 8
<FilesMatch "\.php\$">
    SetHandler application/x-httpd-php
</FilesMatch>
ErrorDocument 404 /404.php
TEXT
    elif command -v php-cgi >/dev/null 2>&1; then
        free_port
        fcgi=$port
        make_httpd "$1" <<TEXT
$(load proxy proxy_fcgi)
<FilesMatch "\.php\$">
    SetHandler "proxy:fcgi://127.0.0.1:$fcgi"
</FilesMatch>
<Proxy "fcgi://127.0.0.1:$fcgi">
    ProxySet enablereuse=on
</Proxy>
ErrorDocument 404 /404.php
TEXT
    else
        return 1
    fi
    php_page "$root/$1/htdocs"
}
# Server and PHP in one session, so that both are counted.
start_php() {
    if [ -n "$libphp" ]; then
        start_httpd "$1"
    else
        start "$root/$1/log" sh -c "trap 'kill \$a \$b; wait' TERM
            PHP_FCGI_CHILDREN=4 PHP_FCGI_MAX_REQUESTS=0 php-cgi -b 127.0.0.1:$fcgi & a=\$!
            $httpd -DFOREGROUND -f $root/$1/httpd.conf & b=\$!
            wait"
    fi
}

make_nginx() {
    mkdir -p "$root/$1/htdocs"
    our_page >"$root/$1/htdocs/404.html"
    free_port
    echo "$port" >"$root/$1/port"
    user=""
    [ "$(id -u)" != 0 ] || user="user nobody $(id -gn nobody);"
    cat >"$root/$1/nginx.conf" <<TEXT
daemon off;
$user
worker_processes 1;
pid $root/$1/pid;
error_log $root/$1/error_log;
events { worker_connections 256; }
http {
    access_log off;
    keepalive_timeout 60;
    keepalive_requests 100000000;
    client_body_temp_path $root/$1/tmp;
    proxy_temp_path $root/$1/tmp;
    fastcgi_temp_path $root/$1/tmp;
    scgi_temp_path $root/$1/tmp;
    uwsgi_temp_path $root/$1/tmp;
    types { text/html html; }
    server {
        listen 127.0.0.1:$port;
        root $root/$1/htdocs;
        log_not_found off;
        error_page 404 /404.html;
    }
}
TEXT
}
start_nginx() {
    start "$root/$1/log" nginx -e "$root/$1/error_log" \
        -c "$root/$1/nginx.conf"
}
make_haproxy() {
    mkdir -p "$root/$1"
    our_page >"$root/$1/page"
    {
        printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n'
        printf 'Content-Length: %d\r\n\r\n' "$(wc -c <"$root/$1/page")"
        cat "$root/$1/page"
    } >"$root/$1/404.http"
    free_port
    echo "$port" >"$root/$1/port"
    cat >"$root/$1/haproxy.cfg" <<TEXT
global
    nbthread 1
    maxconn 256
defaults
    mode http
    timeout client 60s
    timeout connect 5s
    timeout server 60s
frontend peers
    bind 127.0.0.1:$port
    errorfile 404 $root/$1/404.http
    http-request return status 404 default-errorfiles
TEXT
}
start_haproxy() {
    start "$root/$1/log" haproxy -db -f "$root/$1/haproxy.cfg"
}

# Ours. The brand stands in every one: nobody runs without.
make_html() {
    make_httpd "$1" <<TEXT
$(load_ours)
StatusPages On
StatusPagesVar name "Example Shop"
StatusPagesVar home /
StatusPagesVar support "mailto:help@example.com"
TEXT
}
make_facts() {
    make_html "$1"
    echo "StatusPagesDetails On" >>"$root/$1/httpd.conf"
}
make_gzip() {
    make_html "$1"
}
make_gzip_facts() {
    make_facts "$1"
}
make_json() {
    make_html "$1"
}
make_place() {
    make_html "$1"
    cat >>"$root/$1/httpd.conf" <<'TEXT'
<Location "/shop/">
    StatusPagesVar name "Laden im Ort"
    StatusPagesVar accent "#0a7c5a"
    StatusPagesCatalog standard
</Location>
TEXT
}
make_reference() {
    make_html "$1"
    cat >>"$root/$1/httpd.conf" <<'TEXT'
<Location "/status">
    SetHandler statuspages
    StatusPagesGallery On
</Location>
TEXT
}
make_gallery() {
    make_reference "$1"
}
make_ok_ours() {
    make_html "$1"
    page_that_is_there >"$root/$1/htdocs/page.html"
}

# Make a contender's folder and start it; $pid. Fails where it can't be had.
start_contender() {
    "make_$1" "$1" || return 1
    case $1 in
    php | nginx | haproxy) "start_$1" "$1" ;;
    *) start_httpd "$1" ;;
    esac
}

# Split a line of the table into variables.
read_contender() {
    IFS='|' read -r name path accept encoding language status type packed \
        least marker limit basis title <<TEXT
$1
TEXT
}
# Ask $name $1 times; every answer must be the one meant. Further arguments go
# to the client.
ask_contender() {
    n=$1
    shift
    "$client" -n "$n" "$@" -H "$agent" -H "Accept: $accept" \
        -H "Accept-Encoding: $encoding" -H "Accept-Language: $language" \
        -s "$status" -t "$type" -e "$packed" -b "$least" -m "$marker" \
        "$(cat "$root/$name/port")" "$path"
}
