# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Sourced by the benches that count instructions: the configurations that real
# sites have. Each row is two servers that differ in our lines alone, "own" and
# "ours", and one question, the same to both. Knows no numbers.
# shellcheck shell=sh disable=SC2034,SC2154  # lib.sh sets, benches use

# name|limit, ours to own|how it is asked|path|Accept|Accept-Encoding|status|
# type, coding and a word of ours|title. "@" in a path: another each time.
rows() {
    cat <<TEXT
html|0.95|http|/missing/@|$for_html|$for_plain|404|text/html|identity|<html lang="en"|bare, HTML
gzip|0.97|http|/missing/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|bare, gzip
forbidden|0.95|http|/secret/@|$for_html|$for_plain|403|text/html|identity|<html lang="en"|403 by Require
htaccess|0.96|http|/missing/@|$for_html|$for_plain|404|text/html|identity|<html lang="en"|.htaccess in force
details|1.00|http|/missing/@|$for_html|$for_plain|404|text/html|identity|Firefox/140.0|details on
header|1.05|http|/missing/@|$for_html|$for_plain|404|text/html|identity|<html lang="en"|one Header always set
usual|1.05|http|/missing/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|a site's usual, gzip
usual_json|1.03|http|/missing/@|$for_json|$for_gzip|404|application/json|identity|"status": 404|a site's usual, JSON
tls|1.05|https|/missing/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|TLS, gzip
h2c|1.10|h2c|/missing/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|HTTP/2 cleartext, gzip
h2_usual|1.10|h2|/missing/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|HTTP/2, TLS, usual, gzip
proxied|1.10|http|/app/@|$for_html|$for_gzip|404|text/html|gzip|<html lang="en"|a backend's HTML replaced
ok|1.003|http|/page.html?@|$for_html|$for_gzip|200|text/html|identity|a page that is there|a 200 of a file
TEXT
}

# Split a line of the table into variables.
read_row() {
    IFS='|' read -r name limit how path accept encoding status type coding \
        marker title <<TEXT
$1
TEXT
}

# What a row's two servers have in common, beyond lib.sh's preamble(). By the
# time of the others a folder $1 is there.
site_html() { :; }
site_gzip() { :; }
site_details() { :; }
site_ok() {
    page_that_is_there >"$root/$1/htdocs/page.html"
}
site_forbidden() {
    cat <<'TEXT'
<Location "/secret/">
    Require all denied
</Location>
TEXT
}
site_htaccess() {
    echo 'Options -Indexes' >"$root/$1/htdocs/.htaccess"
    cat <<TEXT
<Directory "$root/$1/htdocs">
    AllowOverride All
</Directory>
TEXT
}
site_header() {
    echo 'Header always set X-Frame-Options DENY'
}
site_usual() {
    load reqtimeout status log_config
    cat <<'TEXT'
RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500
AddOutputFilterByType DEFLATE text/html text/plain text/css text/xml
AddOutputFilterByType DEFLATE application/javascript application/json
BrowserMatch "Mozilla/2" nokeepalive
BrowserMatch "MSIE 4\.0b2;" nokeepalive downgrade-1.0 force-response-1.0
BrowserMatch "RealPlayer 4\.0" force-response-1.0
BrowserMatch "Java/1\.0" force-response-1.0
BrowserMatch "JDK/1\.0" force-response-1.0
ExtendedStatus On
CustomLog logs "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""
Header always set X-Frame-Options SAMEORIGIN
Header always set Referrer-Policy strict-origin-when-cross-origin
Header always set Strict-Transport-Security "max-age=31536000"
TEXT
}
site_usual_json() { site_usual "$1"; }
site_tls() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
        -keyout "$root/$1/key.pem" -out "$root/$1/cert.pem" 2>/dev/null
    load socache_shmcb ssl
    cat <<TEXT
SSLEngine On
SSLCertificateFile "$root/$1/cert.pem"
SSLCertificateKeyFile "$root/$1/key.pem"
TEXT
}
site_h2c() {
    load http2
    echo 'Protocols h2c http/1.1'
}
site_h2_usual() {
    site_usual "$1"
    site_tls "$1"
    load http2
    echo 'Protocols h2 http/1.1'
}
# A backend of its own, not counted; its page is httpd's.
site_proxied() {
    load proxy proxy_http
    cat <<TEXT
ProxyPass "/app/" "http://127.0.0.1:$backend/app/"
TEXT
}

# Our lines. The brand stands in every one: nobody runs without.
ours() {
    load_ours
    cat <<'TEXT'
StatusPages On
StatusPagesVar name "Example Shop"
StatusPagesVar home /
StatusPagesVar support "mailto:help@example.com"
TEXT
    case $1 in
    details) echo 'StatusPagesDetails On' ;;
    proxied) echo 'StatusPagesUpstream html' ;;
    esac
}

start_backend() {
    [ -z "${backend:-}" ] || return 0
    make_httpd backend </dev/null
    backend=$port
    start_httpd backend
}

# Make the server of a row's side, own or ours, in the folder $1.
make_side() {
    [ "$name" != proxied ] || start_backend
    mkdir -p "$root/$1/htdocs"
    {
        "site_$name" "$1"
        [ "$2" = own ] || ours "$name"
    } >"$root/$1/site.conf"
    make_httpd "$1" <"$root/$1/site.conf"
}

# What comes from the side $1: httpd's own page has its title.
expect_side() {
    want_type=$type want_coding=$coding want_marker=$marker
    if [ "$1" = own ] && [ "$status" != 200 ]; then
        want_type=text/html want_coding=identity want_marker="<title>$status "
    fi
}

# Ask the server in $1, being of the side $2, $3 times.
ask_side() {
    expect_side "$2"
    port=$(cat "$root/$1/port")
    if [ "$how" = http ]; then
        "$client" -w 120 -n "$3" -H "$agent" -H "Accept: $accept" \
            -H "Accept-Encoding: $encoding" -H "Accept-Language: $english" \
            -s "$status" -t "$want_type" -e "$want_coding" \
            -m "$want_marker" "$port" "$path"
    else
        ask_by_h2load "$1" "$3"
    fi
}

# The client speaks neither TLS nor HTTP/2. curl looks at the first answer,
# h2load at the status of each.
ask_by_h2load() {
    case $how in
    https) set -- "$1" "$2" https --http1.1 --h1 ;;
    h2c) set -- "$1" "$2" http --http2-prior-knowledge ;;
    h2) set -- "$1" "$2" https --http2 ;;
    esac
    base=$3://127.0.0.1:$(cat "$root/$1/port")${path%@}
    tries=0
    until curl -sk "$4" --compressed -o "$root/$1/body" -D "$root/$1/head" \
        -H "$agent" -H "Accept: $accept" -H "Accept-Encoding: $encoding" \
        -H "Accept-Language: $english" "${base}000000"; do
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || fail "$1 does not answer"
        sleep 0.5
    done
    answered "$1" || fail "$1: $(cat "$root/$1/head")"
    awk -v n="$2" -v base="$base" \
        'BEGIN {for (i = 1; i <= n; i++) printf "%s%06d\n", base, i}' \
        >"$root/$1/addresses"
    h2load -n "$2" -c 1 -m 1 ${5:+"$5"} -i "$root/$1/addresses" -H "$agent" \
        -H "Accept: $accept" -H "Accept-Encoding: $encoding" \
        -H "Accept-Language: $english" >"$root/$1/answers" 2>&1
    grep -q "^status codes: 0 2xx, 0 3xx, $2 4xx, 0 5xx" "$root/$1/answers" ||
        fail "$1: $(cat "$root/$1/answers")"
}
answered() {
    tr -d '\r' <"$root/$1/head" | awk -v status="$status" \
        -v type="$want_type" -v coding="$want_coding" '
        NR == 1 {right = $2 == status}
        tolower($1) == "content-type:" {typed = index($2, type) == 1}
        tolower($1) == "content-encoding:" {coded = $2}
        END {exit !(right && typed && (coded == "" ? "identity" : coded) == coding)}
    ' && grep -q "$want_marker" "$root/$1/body"
}
