# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make install", "make uninstall" and what they need: manual pages, and the
# line that loads the module. Packages are made of what "make install" leaves.

DOCDIR        ?= $(prefix)/share/doc/mod_statuspages
MANDIR        ?= $(prefix)/share/man
COMPLETIONDIR ?= $(prefix)/share/bash-completion/completions
# Asked for when a recipe runs: "make uninstall" does without flags.mk.
SYSCONFDIR     = $(shell $(APXS) -q SYSCONFDIR 2>/dev/null)
# Where Debian's a2enmod looks for modules; empty where there is none.
MODS_AVAILABLE ?= $(wildcard $(SYSCONFDIR)/mods-available)

# The documents keep their places, so that their links lead somewhere.
DOCS := README.md CHANGES.md SECURITY.md LICENSE $(wildcard templates/*.png) \
        conf/README.md conf/statuspages.conf conf/catalogs/standard/en.json \
        templates/README.md mod_statuspages/README.md tests/README.md \
        tests/bench/README.md
MAN  := $(BUILD)/man/statuspages.1 $(BUILD)/man/mod_statuspages.8

.PHONY: man
#: make man        the manual pages, in build/man
man: $(MAN)
MAN_SH := $(M)/man.sh $(wildcard $(M)/man*.awk) $(M)/epoch.sh
$(BUILD)/man/statuspages.1: $(BUILD)/statuspages $(MAN_SH)
	@mkdir -p $(@D)
	$(Q)sh $(M)/man.sh 1 $(VERSION) $< >$@
$(BUILD)/man/mod_statuspages.8: conf/README.md conf/statuspages.load $(MAN_SH)
	@mkdir -p $(@D)
	$(Q)sh $(M)/man.sh 8 $(VERSION) $< >$@

# Written anew each time, as LIBEXECDIR may be another one than before.
.PHONY: $(BUILD)/statuspages.load
$(BUILD)/statuspages.load: conf/statuspages.load
	@mkdir -p $(@D)
	$(Q)sed -e '/^# Adjust/d' \
	    -e 's,[^ ]*/mod_statuspages.so,$(LIBEXECDIR)/mod_statuspages.so,' $< >$@

# Debian's httpd does not read its configuration without what apachectl sets.
APACHECTL  = $(wildcard $(dir $(APXS_HTTPD))apachectl)
CONFIGTEST = $(if $(APACHECTL),$(APACHECTL) configtest,$(APXS_HTTPD) -t)
GRACEFUL   = $(or $(APACHECTL),$(APXS_HTTPD) -k) graceful
LOADMODULE = LoadModule statuspages_module $(LIBEXECDIR)/mod_statuspages.so

#: make install    DESTDIR, prefix, LIBEXECDIR and APXS are respected
install: all man $(BUILD)/statuspages.load
	install -d "$(DESTDIR)$(LIBEXECDIR)" "$(DESTDIR)$(prefix)/bin" \
	    "$(DESTDIR)$(MANDIR)/man1" "$(DESTDIR)$(MANDIR)/man8" \
	    "$(DESTDIR)$(COMPLETIONDIR)"
	install -m 644 $(BUILD)/mod_statuspages.so "$(DESTDIR)$(LIBEXECDIR)"
	install -m 755 $(BUILD)/statuspages "$(DESTDIR)$(prefix)/bin"
	install -m 644 $(BUILD)/man/statuspages.1 "$(DESTDIR)$(MANDIR)/man1"
	install -m 644 $(BUILD)/man/mod_statuspages.8 "$(DESTDIR)$(MANDIR)/man8"
	install -m 644 conf/packaging/statuspages.bash-completion \
	    "$(DESTDIR)$(COMPLETIONDIR)/statuspages"
	for d in $(DOCS); do \
	    install -D -m 644 $$d "$(DESTDIR)$(DOCDIR)/$$d" || exit 1; done
	install -m 644 $(BUILD)/statuspages.load "$(DESTDIR)$(DOCDIR)/conf"
	$(if $(MODS_AVAILABLE),$(INSTALL_MODS))
	@printf '%s\n' "Installed. Next:" $(if $(MODS_AVAILABLE), \
	    "  a2enmod statuspages",\
	    "  (into httpd's configuration)" "  $(LOADMODULE)" "  StatusPages On" \
	    "and then:") "  $(CONFIGTEST) && $(GRACEFUL)"

# What an administrator has written into the .conf stays.
define INSTALL_MODS
install -d "$(DESTDIR)$(MODS_AVAILABLE)"
	install -m 644 $(BUILD)/statuspages.load "$(DESTDIR)$(MODS_AVAILABLE)"
	test -e "$(DESTDIR)$(MODS_AVAILABLE)/statuspages.conf" || \
	    install -m 644 conf/statuspages.conf "$(DESTDIR)$(MODS_AVAILABLE)"
endef

#: make uninstall  takes it away again, enabled or not; the same variables
uninstall: LIBEXECDIR ?= $(shell $(APXS) -q LIBEXECDIR)
uninstall:
	rm -f "$(DESTDIR)$(LIBEXECDIR)/mod_statuspages.so" \
	    "$(DESTDIR)$(prefix)/bin/statuspages" \
	    "$(DESTDIR)$(MANDIR)/man1/statuspages.1" \
	    "$(DESTDIR)$(MANDIR)/man8/mod_statuspages.8" \
	    "$(DESTDIR)$(COMPLETIONDIR)/statuspages"
	rm -rf "$(DESTDIR)$(DOCDIR)"
	$(Q)sh $(M)/disable.sh "$(DESTDIR)" "$(MODS_AVAILABLE)"
