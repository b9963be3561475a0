# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The integration tests: a private httpd for each, see tests/README.md.
# Included by the Makefile; needs its APXS, SP_CPPFLAGS, SP_CFLAGS and LIBS.
#
#   make integration              all of them
#   make build/integration/test_X one of them, to be run by hand

INT      := $(BUILD)/integration
INT_SRC  := $(wildcard tests/integration/*.c)
INT_TEST := $(patsubst tests/integration/%.c,$(INT)/%,\
              $(filter tests/integration/test_%.c,$(INT_SRC)))
INT_OBJ  := $(patsubst tests/integration/%.c,$(INT)/obj/%.o,\
              $(filter-out tests/integration/test_%.c \
                tests/integration/mod_sp_test.c \
                tests/integration/preload_%.c,$(INT_SRC)))
# asked for when a recipe runs, not whenever the Makefile is read
INT_CPPFLAGS = -Itests -Itests/integration -DSP_BUILD='"$(abspath $(BUILD))"' \
  -DSP_SOURCE='"$(CURDIR)"' -DSP_APXS='"$(APXS)"' \
  -DSP_HTTPD='"$(shell $(APXS) -q SBINDIR)/$(shell $(APXS) -q PROGNAME)"' \
  -DSP_LIBEXECDIR='"$(shell $(APXS) -q LIBEXECDIR)"'
INT_LIBS = $(CMOCKA_LIBS) $(CURL_LIBS) $(JANSSON_LIBS) $(APR_LIBS) -lz -lpthread

.PHONY: integration integration-programs traps-bite stress-teardown
.SECONDARY: $(INT_OBJ)
integration-programs: $(INT_TEST) $(INT)/mod_sp_test.so $(INT)/preload_counts.so

integration: integration-programs $(BUILD)/mod_statuspages.so
	$(Q)fail=0; for t in $(INT_TEST); do echo "== $$t"; $$t || fail=1; done; \
	exit $$fail

#: make traps-bite  shows that the trap tests fail without their cures
traps-bite: integration-programs $(BUILD)/mod_statuspages.so
	$(Q)MAKE="$(MAKE)" BUILD=$(BUILD) sh tests/integration/traps-bite.sh

#: make stress-teardown  20 times, on a busy machine, what is hard to stop
stress-teardown: integration-programs $(BUILD)/mod_statuspages.so
	$(Q)BUILD=$(BUILD) sh tests/integration/stress.sh

$(INT)/obj/%.o: tests/integration/%.c
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(INT_CPPFLAGS) $(SP_CFLAGS) $(CFLAGS) -c -o $@ $<

$(INT)/test_%: tests/integration/test_%.c $(INT_OBJ) $(BUILD)/rows.o
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(INT_CPPFLAGS) $(SP_CFLAGS) $(CFLAGS) -o $@ $< \
	    $(INT_OBJ) $(BUILD)/rows.o $(ROWS) $(LDFLAGS) $(INT_LIBS)

$(INT)/mod_sp_test.so: tests/integration/mod_sp_test.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(HTTPD_CPPFLAGS) $(SP_CFLAGS) $(CFLAGS) -shared \
	    -o $@ $< $(LDFLAGS)
$(INT)/preload_%.so: tests/integration/preload_%.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(SP_CFLAGS) -fno-builtin $(CFLAGS) -shared -o $@ \
	    $< $(LDFLAGS) -ldl
