# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# httpd's own regression suite, see tests/README.md. Included by the Makefile;
# needs its APXS, BUILD, M. SUITE_TESTS= takes some of it: t/modules/include.t

.PHONY: httpd-suite
#: make httpd-suite FRAMEWORK=F  httpd's perl-framework without us and with us
httpd-suite:
	$(Q)sh $(M)/deps.sh build run suite
	$(Q)$(MAKE) --no-print-directory all
	$(Q)BUILD="$(BUILD)" APXS="$(APXS)" sh tests/httpd-suite/run.sh "$(FRAMEWORK)" $(SUITE_TESTS)
