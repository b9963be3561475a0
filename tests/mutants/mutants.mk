# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What the tests reach, and what they notice: see tests/README.md ("What the
# tests see"). Included by the Makefile; needs its SP_CPPFLAGS, SP_CFLAGS,
# ROOMS_OBJ, IMPORT_OBJ, CLI_OBJ and LIBS.
#
# The test programs are linked once, in build/mutants/shared, to a library of
# core, import and the command: another library in their way (LD_LIBRARY_PATH)
# and they test that one. There is no other way to it: with none, they fail.

SHARED      := $(BUILD)/shared
SHARED_UNIT := $(patsubst tests/unit/%.c,$(SHARED)/unit/%,\
                 $(sort $(shell find tests/unit -name 'test_*.c')))
SHARED_FUZZ  = $(FUZZ_ALL:%=$(SHARED)/fuzz/%)
SHARED_OBJ  := $(ROOMS_OBJ) $(IMPORT_OBJ) $(filter-out %/statuspages.o,$(CLI_OBJ))
MUTANTS     := $(BUILD)/mutants
COVERED     := $(BUILD)/coverage

.PHONY: coverage mutants coverage-built coverage-library shared-programs

#: make coverage   lines and branches that the tests reach; fails below bounds
coverage: coverage-built
	$(Q)BUILD=$(BUILD) sh tests/mutants/coverage.sh run $(COVERED)
	$(Q)sh tests/mutants/coverage.sh report $(COVERED)

coverage-built: all test-programs
	$(Q)$(MAKE) --no-print-directory BUILD=$(MUTANTS) OPT="-O2 -g0" \
	    CFLAGS=-fvisibility=default \
	    shared-programs
	$(Q)$(MAKE) --no-print-directory BUILD=$(COVERED) OPT=-O0 \
	    SAN="--coverage -fprofile-update=atomic" \
	    CFLAGS=-fvisibility=default coverage-library

#: make mutants    random faults in WING=core (or httpd), and which tests
#:                 notice them; N=100 of them, SEED=
mutants: coverage-built
	$(Q)BUILD=$(BUILD) sh tests/mutants/coverage.sh renew $(COVERED) \
	    $(if $(filter core,$(or $(WING),core)),unit fuzz,integration)
	$(file >$(MUTANTS)/compile,$(SP_CPPFLAGS) $(HTTPD_CPPFLAGS) -std=gnu99 \
	    -O2 -g0 -w -fPIC -fvisibility=default)
	$(file >$(MUTANTS)/libraries,$(LDFLAGS) $(APR_LIBS) $(LIBS) $(IMPORT_LIBS))
	$(Q)CC="$(CC)" BUILD=$(BUILD) sh tests/mutants/mutants.sh $(or $(WING),core) \
	    $(or $(N),100) $(SEED)

# The library and the module, to be measured or changed; objects are those of
# the build, with their names in sight of the programs.
coverage-library: $(BUILD)/libsp.so $(BUILD)/mod_statuspages.so
$(BUILD)/libsp.so: $(SHARED_OBJ) $(BUILD)/cli_data.o
	@echo "  LD    $@"
	$(Q)$(CC) -shared -Wl,-soname,libsp.so $(SAN) -o $@ $^ $(LDFLAGS) \
	    $(APR_LIBS) $(LIBS) $(IMPORT_LIBS)

shared-programs: coverage-library $(SHARED_UNIT) $(SHARED_FUZZ) $(SHARED)/statuspages \
    $(SHARED)/faults/alloc.so
$(SHARED)/statuspages: $(BUILD)/cli/statuspages.o $(BUILD)/libsp.so
	@mkdir -p $(@D)
	$(Q)$(CC) -o $@ $^ $(LDFLAGS) $(APR_LIBS) $(LIBS) $(IMPORT_LIBS)
# What theirs have: see fuzz.mk and faults.mk.
$(SHARED)/unit/page/test_hostile: private SP_CPPFLAGS += $(FUZZ_CPPFLAGS)
$(SHARED)/unit/page/test_hostile: private LIBS += $(FUZZ_LIBS)
$(FAULTS_UNIT:$(BUILD)/%=$(SHARED)/%): $(BUILD)/faults/alloc.o $(BUILD)/faults/caller.o
$(SHARED)/faults/alloc.so: $(BUILD)/faults/alloc.so # beside the command
	@mkdir -p $(@D)
	$(Q)cp $< $@
$(SHARED)/unit/%: tests/unit/%.c $(BUILD)/rows.o | $(BUILD)/libsp.so
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) -Itests -Itests/unit $(SP_CFLAGS) -o $@ $< \
	    $(filter %.o,$^) $(ROWS) $(BUILD)/libsp.so $(LDFLAGS) $(APR_LIBS) \
	    $(LIBS) $(IMPORT_LIBS) $(CMOCKA_LIBS) -lpthread -ldl
$(SHARED)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/standalone.c tests/fuzz/accepted.c | $(BUILD)/libsp.so
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(FUZZ_CPPFLAGS) $(SP_CFLAGS) -o $@ \
	    $(filter %.c,$^) $(BUILD)/libsp.so $(LDFLAGS) \
	    $(APR_LIBS) $(LIBS) $(FUZZ_LIBS)
