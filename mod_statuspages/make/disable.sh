#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What "make uninstall" does to httpd's configuration, which does not start with
# what names a module that is gone: disable.sh DESTDIR MODS-AVAILABLE. In Debian
# that undoes "make install" and a2enmod, leaves what somebody has edited, and
# tells what else there is; elsewhere it can only say what to look for.
set -eu
root=$1 available=$1$2

if [ -z "$2" ]; then
    echo "Uninstalled. Remove 'LoadModule statuspages_module' and what begins" \
        "with StatusPages from httpd's configuration: it does not start with" \
        "them."
    exit
fi
rm -f "$available/statuspages.load" \
    "${available%-available}-enabled/statuspages.load" \
    "${available%-available}-enabled/statuspages.conf" \
    "$root"/var/lib/apache2/module/*_by_*/statuspages # a2enmod's memory
if cmp -s conf/statuspages.conf "$available/statuspages.conf"; then
    rm -f "$available/statuspages.conf"
elif [ -f "$available/statuspages.conf" ]; then
    echo "Kept, as it is not what \"make install\" put there:" \
        "$available/statuspages.conf"
fi
echo "Uninstalled and disabled."
DPKG_ROOT=$root sh conf/packaging/debian/libapache2-mod-statuspages.prerm remove
