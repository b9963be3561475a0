# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The tests under sanitizers: see tests/README.md. Included by the Makefile;
# needs its SP_CPPFLAGS, SP_CFLAGS, CORE_OBJ and LIBS.

.PHONY: asan tsan tsan-programs valgrind

#: make asan       unit and integration tests with sanitizers, in build/asan;
#:                 what is leaked is an error
asan:
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/asan \
	    SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined" \
	    SP_ASAN=1 check

#: make tsan       threads at the page cache and in httpd under ThreadSanitizer;
#:                 TSAN="NAME" other integration programs
TSAN       ?= threads
TSAN_TESTS  = $(TSAN:%=$(BUILD)/integration/test_%)
tsan:
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan SAN=-fsanitize=thread \
	    tsan-programs
	$(Q)BUILD=$(BUILD)/tsan sh tests/sanitize/tsan.sh $(TSAN)
tsan-programs: $(BUILD)/mod_statuspages.so $(BUILD)/integration/mod_sp_test.so \
    $(BUILD)/sanitize/pool.so $(BUILD)/sanitize/test_cache_crowd $(TSAN_TESTS)

#: make valgrind   the unit tests under memcheck; T= and P= as for unit
valgrind: all $(BUILD)/sanitize/pool.so
	$(Q)sh $(M)/deps.sh valgrind
	$(Q)BUILD=$(BUILD) sh tests/sanitize/valgrind.sh "$(T)" "$(P)" "$(MAKE)"

# httpd has it preloaded where the module was built for a sanitizer.
integration-programs: $(if $(SAN),$(BUILD)/sanitize/pool.so)

# Without SAN, and with what it must show to APR: see there.
SHIM = $(CC) $(SP_CPPFLAGS) $(OPT) $(WARN) -fPIC $(CFLAGS)
$(BUILD)/sanitize/pool.o: tests/sanitize/pool.c
	@mkdir -p $(@D)
	$(Q)$(SHIM) -c -o $@ $<
$(BUILD)/sanitize/pool.so: tests/sanitize/pool.c
	@mkdir -p $(@D)
	$(Q)$(SHIM) -shared -Wl,-z,lazy -o $@ $<

$(BUILD)/sanitize/test_%: tests/sanitize/test_%.c $(CORE_OBJ) $(BUILD)/rows.o
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) -Itests -Itests/unit $(SP_CFLAGS) $(CFLAGS) -o $@ $< \
	    $(filter %.o,$^) $(ROWS) $(LDFLAGS) $(APR_LIBS) $(LIBS) $(CMOCKA_LIBS) -lpthread -ldl
