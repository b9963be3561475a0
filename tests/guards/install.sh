# "make install" puts everything in its place and "make uninstall" takes all of
# it away, below any DESTDIR and with any LIBEXECDIR.
. tests/guards/guard.sh.inc
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
version=$(sed -n 's/^VERSION := //p' Makefile)
[ -n "$version" ] || bad "the Makefile does not tell the version"
doc=usr/share/doc/mod_statuspages

# run TARGET DESTDIR [VARIABLE…]
run() {
    target=$1 dest=$2
    shift 2
    if "${MAKE:-make}" --no-print-directory BUILD="$build" DESTDIR="$dest" \
        prefix=/usr "$@" "$target" >"$temp/log" 2>&1; then
        ok "$target"
    else
        bad "make $target $* failed: $(tail -n 3 "$temp/log")"
    fi
}

there() {
    if [ -s "$1" ]; then
        ok "$1"
    else
        bad "make install: there is no ${1#"$temp"}"
    fi
}

# look DESTDIR FOLDER-OF-MODULES
look() {
    there "$1$2/mod_statuspages.so"
    for f in LICENSE README.md CONFIGURATION.md TEMPLATES.md statuspages.conf \
        statuspages.load; do
        there "$1/$doc/$f"
    done
    case $("$1/usr/bin/statuspages" --version 2>&1) in
    *"$version"*) ok "--version" ;;
    *) bad "the installed command does not tell its version, $version" ;;
    esac
}

# gone DESTDIR
gone() {
    left=$(find "$1" ! -type d)
    if [ -z "$left" ] && [ ! -d "$1/$doc" ]; then
        ok "uninstall"
    else
        bad "make uninstall leaves $left"
    fi
}

# Where the module goes by default is apxs's word, which make repeats.
run install "$temp/one"
modules=$(sed -n "s/.*LoadModule statuspages_module \(.*\)\/mod_statuspages.so.*/\1/p" \
    "$temp/log" | tail -n 1)
case $modules in
/*) ok "$modules" ;;
*) bad "make install does not tell where the module is" ;;
esac
look "$temp/one" "$modules"
cmp -s README.md "$temp/one/$doc/README.md" || bad "README.md is another's"
cmp -s conf/README.md "$temp/one/$doc/CONFIGURATION.md" ||
    bad "CONFIGURATION.md is not conf/README.md"
run uninstall "$temp/one"
grep -q "Remove 'LoadModule statuspages_module'" "$temp/log" ||
    bad "make uninstall does not tell that LoadModule has to go"
"${MAKE:-make}" help | grep -q '^make uninstall ' ||
    bad "make help lacks uninstall"
gone "$temp/one"

# advice HTTPD COMMAND: Debian's httpd can't read its configuration alone.
advice() {
    run install "$temp/a second" LIBEXECDIR=/opt/modules APXS_HTTPD="$1"
    grep -qF "then check it with '$2'." "$temp/log" ||
        bad "make install does not say: check it with '$2'"
}

mkdir "$temp/sbin" && : >"$temp/sbin/apachectl"
advice "$temp/bin/httpd" "$temp/bin/httpd -t"
advice "$temp/sbin/apache2" "$temp/sbin/apachectl configtest"
look "$temp/a second" /opt/modules
run uninstall "$temp/a second" LIBEXECDIR=/opt/modules
gone "$temp/a second"
done_guard
