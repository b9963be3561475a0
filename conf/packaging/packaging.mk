# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Packages, from the one version that the Makefile has. See README.md.

.PHONY: dist deb rpm test-packages
DIST  := $(BUILD)/mod_statuspages-$(VERSION).tar.gz

#: make dist       the sources as an archive in build/, the same to the byte
dist:
	$(Q)sh conf/packaging/dist.sh $(VERSION) $(DIST)

#: make deb        Debian's package, in build/deb, checked by lintian
deb:
	$(Q)sh $(M)/deps.sh build packages
	$(Q)sh conf/packaging/deb.sh $(VERSION) $(BUILD)

#: make rpm        an RPM package, in build/rpm
rpm:
	$(Q)sh $(M)/deps.sh build packages
	$(Q)sh conf/packaging/rpm.sh $(VERSION) $(BUILD)

#: make test-packages  Debian's package and "make install" in bare roots, for
#:                 root, some ten minutes each; SUITE="bookworm trixie"
test-packages: SUITE = bookworm trixie
test-packages:
	$(Q)sh $(M)/deps.sh debian
	$(Q)MIRROR="$(MIRROR)" KEYRING="$(KEYRING)" sh tests/packages/packages.sh $(SUITE)
