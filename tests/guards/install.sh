# "make install" puts everything in its place and "make uninstall" takes all of
# it away, below any DESTDIR and with any LIBEXECDIR, with Debian's a2enmod and
# without; no link of the installed documents is dead.
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
    for f in LICENSE README.md conf/README.md templates/README.md CHANGES.md \
        SECURITY.md conf/statuspages.conf conf/statuspages.load; do
        there "$1/$doc/$f"
    done
    for f in man/man1/statuspages.1 man/man8/mod_statuspages.8 \
        bash-completion/completions/statuspages; do
        there "$1/usr/share/$f"
    done
    if grep -qx "LoadModule statuspages_module $2/mod_statuspages.so" \
        "$1/$doc/conf/statuspages.load"; then
        ok "statuspages.load"
    else
        bad "statuspages.load does not load $2/mod_statuspages.so"
    fi
    if said=$(sh tests/packages/links.sh "$1/$doc"); then
        ok "$said"
    else
        bad "links of the installed documents: $said"
    fi
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

# advice HTTPD COMMAND: Debian's httpd can't read its configuration alone.
advice() {
    run install "$temp/a second" LIBEXECDIR=/opt/modules MODS_AVAILABLE= \
        APXS_HTTPD="$1"
    grep -qxF "  $2" "$temp/log" || bad "make install does not say: $2"
}

# Without a2enmod: where the module goes by default is apxs's word.
run install "$temp/one" MODS_AVAILABLE=
modules=$(sed -n "s/^  LoadModule statuspages_module \(.*\)\/mod_statuspages.so$/\1/p" \
    "$temp/log" | tail -n 1)
case $modules in
/*) ok "$modules" ;;
*) bad "make install does not tell where the module is" ;;
esac
look "$temp/one" "$modules"
run uninstall "$temp/one" MODS_AVAILABLE=
grep -q "Remove 'LoadModule statuspages_module'" "$temp/log" ||
    bad "make uninstall does not tell that LoadModule has to go"
"${MAKE:-make}" help | grep -q '^make uninstall ' ||
    bad "make help lacks uninstall"
gone "$temp/one"

mkdir "$temp/sbin" && : >"$temp/sbin/apachectl"
advice "$temp/bin/httpd" "$temp/bin/httpd -t && $temp/bin/httpd -k graceful"
advice "$temp/sbin/apache2" \
    "$temp/sbin/apachectl configtest && $temp/sbin/apachectl graceful"
look "$temp/a second" /opt/modules
run uninstall "$temp/a second" LIBEXECDIR=/opt/modules MODS_AVAILABLE=
gone "$temp/a second"

# With a2enmod, which the links stand for.
etc=$temp/debian/etc/apache2
debian() {
    run "$1" "$temp/debian" LIBEXECDIR=/opt/modules \
        MODS_AVAILABLE=/etc/apache2/mods-available
}
debian install
grep -qx "  a2enmod statuspages" "$temp/log" || bad "make install: no a2enmod"
cmp -s "$etc/mods-available/statuspages.load" \
    "$temp/debian/$doc/conf/statuspages.load" || bad "a2enmod finds no .load"
mkdir -p "$etc/mods-enabled" "$etc/sites-enabled" \
    "$temp/debian/var/lib/apache2/module/enabled_by_admin"
: >"$temp/debian/var/lib/apache2/module/enabled_by_admin/statuspages"
for f in load conf; do
    ln -s "../mods-available/statuspages.$f" "$etc/mods-enabled/statuspages.$f"
done
debian uninstall
gone "$temp/debian"

# What an administrator has written stays, and what stops httpd is named.
debian install
echo '# mine' >>"$etc/mods-available/statuspages.conf"
debian install
grep -qx '# mine' "$etc/mods-available/statuspages.conf" ||
    bad "make install writes over an administrator's statuspages.conf"
printf '<IfModule statuspages_module>\n<IfModule x>\n</IfModule>\nStatusPages On\n</IfModule>\n' \
    >"$etc/sites-enabled/kept.conf"
printf '<IfModule ssl_module>\n  statuspagesvar name x\n</IfModule>\n' \
    >"$etc/sites-enabled/stops.conf"
debian uninstall
grep -q "^Kept.*mods-available/statuspages.conf" "$temp/log" ||
    bad "make uninstall does not tell that it keeps statuspages.conf"
grep -q "stops.conf has lines" "$temp/log" ||
    bad "make uninstall does not name the file that stops httpd"
grep -q "kept.conf" "$temp/log" &&
    bad "make uninstall names a file that does not stop httpd"
if [ "$(find "$etc" -name 'statuspages*')" = "$etc/mods-available/statuspages.conf" ]; then
    ok "kept"
else
    bad "make uninstall: in $etc is $(find "$etc" ! -type d)"
fi
done_guard
