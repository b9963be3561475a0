# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Other servers than the one next door: see "The matrix" in tests/README.md.

.PHONY: matrix debian
MPM   ?= event worker prefork
PROTO ?= http/1.1 h2c h2
SUITE ?= trixie

#: make matrix     the integration tests for each MPM and protocol, or those of
#:                 MPM="event worker prefork" PROTO="http/1.1 h2c h2"
matrix: all
	$(Q)BUILD=$(BUILD) MAKE="$(MAKE)" MPM="$(MPM)" PROTO="$(PROTO)" sh tests/matrix/matrix.sh

#: make debian     "make test" of a fresh clone in a bare Debian; SUITE=trixie
debian:
	$(Q)sh $(M)/deps.sh debian
	$(Q)MIRROR="$(MIRROR)" KEYRING="$(KEYRING)" sh tests/matrix/debian.sh "$(SUITE)"
