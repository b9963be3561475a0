#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make test-packages": what an administrator does with the package, and with
# "make install", in bare roots of Debian (tests/matrix/debian.sh makes them).
# What is committed is tested. For root.
#
#   packages.sh SUITE…     each suite in a root of its own
#   packages.sh inside     in that root: a second one builds, the first stays bare
#   packages.sh build      in the second root: an older package and this one
#   packages.sh source     in the second root: "make install", the RPM package
set -u
. tests/guards/guard.sh.inc
. tests/packages/debian_httpd.sh.inc
debs=/srv/debs

suites() {
    for s in "$@"; do
        log=$(mktemp)
        started=$(date +%s)
        sh tests/matrix/debian.sh "$s" "sh tests/packages/packages.sh inside" 2>&1 |
            tee "$log"
        if grep -q "^debian $s: exit code 0" "$log"; then
            ok "$s"
        else
            bad "$s: see above"
        fi
        echo "$s: $(($(date +%s) - started)) s"
        rm -f "$log"
    done
}

build() {
    mkdir -p $debs/old $debs/new
    # an older version, with another statuspages.conf
    sed -i 's/^VERSION := .*/VERSION := 0.0.1/' Makefile
    echo '# This is the older one.' >>conf/statuspages.conf
    make deb && mv build/deb/libapache2-mod-statuspages_*.deb $debs/old &&
        git checkout -q . &&
        make deb && mv build/deb/libapache2-mod-statuspages_*.deb $debs/new
}

# install WHICH: that package, as an administrator would.
install_deb() {
    try "installing the $1 package" apt-get install -y -qq \
        --no-install-recommends "$debs/$1"/*.deb
}

package() {
    site=/etc/apache2/sites-available/000-default.conf
    doc=/usr/share/doc/libapache2-mod-statuspages
    install_deb old
    answers theirs "a package that is installed and not enabled"
    try a2enmod a2enmod -q statuspages
    try configtest apachectl configtest
    try graceful apachectl graceful
    answers ours "a2enmod statuspages"
    see "statuspages 0.0.1" "$(statuspages --version)"
    grep -q older /etc/apache2/mods-enabled/statuspages.conf ||
        bad "the older package has not its own statuspages.conf"

    install_deb new
    answers ours "the upgrade"
    see "statuspages $(sed -n 's/^VERSION := //p' Makefile)" "$(statuspages --version)"
    if grep -ls 'mod_statuspages.so (deleted)' /proc/[0-9]*/maps; then
        bad "httpd goes on with the older version"
    else
        ok "restarted"
    fi
    if cmp -s conf/statuspages.conf /etc/apache2/mods-enabled/statuspages.conf; then
        ok "statuspages.conf"
    else
        bad "statuspages.conf is still the older one"
    fi
    for f in /usr/share/man/man1/statuspages.1.gz $doc/copyright \
        /usr/share/man/man8/mod_statuspages.8.gz $doc/changelog.gz \
        /usr/share/bash-completion/completions/statuspages; do
        if [ -s "$f" ]; then ok "$f"; else bad "the package has no $f"; fi
    done
    try "links" sh tests/packages/links.sh $doc

    cp $site /srv/site
    sed -i 's,</VirtualHost>,<IfModule statuspages_module>\nStatusPagesVar name "Example Shop"\n</IfModule>\n&,' $site
    try graceful apachectl graceful
    answers ours "a site's directive" "Example Shop"
    try "removing it while it is enabled" apt-get remove -y libapache2-mod-statuspages
    grep -q "000-default.conf has lines" "$said" &&
        bad "the removal complains about what stands in <IfModule>"
    try "configtest without it" apachectl configtest
    restart
    answers theirs "the removal"

    # a directive that nothing protects: the removal says so
    install_deb new
    try a2enmod a2enmod -q statuspages
    cp /srv/site $site
    sed -i 's,</VirtualHost>,StatusPages On\n&,' $site
    try graceful apachectl graceful
    answers ours "installing it again"
    try "removing it once more" apt-get remove -y libapache2-mod-statuspages
    if grep -q "sites-enabled/000-default.conf has lines" "$said"; then
        ok "told"
    else
        bad "the removal does not name the file that has StatusPages: $(cat "$said")"
    fi
    cp /srv/site $site

    install_deb new
    try a2enmod a2enmod -q statuspages
    restart
    answers ours "the last installing"
    try purge apt-get purge -y libapache2-mod-statuspages
    nothing_left
    restart
    answers theirs "the purge"
}

# The last lines that "make install" prints, as they are.
source_install() {
    try "make install" make install
    sed '1,/^Installed/d; s/^  //' "$said" >/srv/advice
    see 2 "$(wc -l </srv/advice)"
    try "make install's own advice" sh -e /srv/advice
    answers ours "make install"
    try "make uninstall" make uninstall
    grep -q "Kept" "$said" && bad "make uninstall keeps what nobody has edited"
    try "configtest after make uninstall" apachectl configtest
    nothing_left
    restart
    answers theirs "make uninstall"
}

# The RPM package, with this httpd: what it holds is what Fedora's would load.
rpm_package() {
    stop_httpd
    try "make rpm" make rpm
    try "rpm --install" rpm --install --nodeps build/rpm/RPMS/*/mod_statuspages-[0-9]*.rpm
    cat >/srv/httpd.conf <<END
ServerRoot /srv
ServerName localhost
Listen 127.0.0.1:$port
PidFile /srv/httpd.pid
ErrorLog /srv/error.log
User www-data
Group www-data
LoadModule mpm_event_module $(apxs -q LIBEXECDIR)/mod_mpm_event.so
LoadModule authz_core_module $(apxs -q LIBEXECDIR)/mod_authz_core.so
Include /etc/httpd/conf.modules.d/*.conf
Include /etc/httpd/conf.d/*.conf
END
    try "starting httpd" apache2 -f /srv/httpd.conf
    answers ours "rpm --install"
    try "links" sh tests/packages/links.sh /usr/share/doc/mod_statuspages
    try "stopping httpd" apache2 -f /srv/httpd.conf -k stop
    try "rpm --erase" rpm --erase mod_statuspages
    nothing_left
}

inside() {
    mkdir -p /srv/build/proc $debs
    tar -C / --one-file-system --exclude=./srv/build -cf - . | tar -C /srv/build -xf -
    mount -t proc proc /srv/build/proc
    mount -t devpts devpts /srv/build/dev/pts
    chroot /srv/build sh -c 'cd /srv/clone && sh tests/packages/packages.sh build' || {
        bad "the packages were not built"
        return
    }
    cp -R /srv/build$debs /srv
    chroot /srv/build sh -c 'cd /srv/clone && sh tests/packages/packages.sh source' ||
        bad "make install: see above"
    debian_httpd
    package
    stop_httpd
}

# These change the system that they run on: never outside of a root.
in_a_root() {
    if [ -z "${DEBIAN_ROOT:-}" ] || [ "$(pwd)" != /srv/clone ]; then
        echo "packages: \"$1\" is for the roots that debian.sh makes" >&2
        exit 1
    fi
}

main() {
    case $1 in
    inside | build | source) in_a_root "$1" ;;
    esac
    case $1 in
    inside) inside ;;
    build)
        build
        exit
        ;;
    source)
        debian_httpd
        source_install
        rpm_package
        ;;
    *) suites "$@" ;;
    esac
    done_guard
}

# read to its end before anything runs: somebody may edit it meanwhile
said=$(mktemp)
trap 'rm -f "$said"' EXIT
main "$@"; exit
