# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Fuzzing: see tests/README.md. Included by the Makefile; needs its SP_CPPFLAGS,
# SP_CFLAGS, CORE_OBJ, IMPORT_OBJ and LIBS.
#
#   make fuzz                 every target in turn, FUZZ_SECONDS for each
#   make fuzz FUZZ=accept     those targets
#   make fuzz-seeds           their first inputs, in build/fuzz/seeds
#   make build/fuzz/X         a target without a fuzzer: build/fuzz/X FILE...

FUZZ_SECONDS ?= 60
FUZZ_SRC     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_ALL     := $(patsubst tests/fuzz/fuzz_%.c,%,$(FUZZ_SRC))
FUZZ         ?= $(FUZZ_ALL)
FUZZ_REPLAY  := $(FUZZ_ALL:%=$(BUILD)/fuzz/%)
FUZZ_CLANG   ?= clang
FUZZ_BUILD   := $(BUILD)/clang
FUZZ_SAN     := -fsanitize=address,undefined -fno-sanitize-recover=undefined

# asked for when a recipe runs, not whenever the Makefile is read
FUZZ_CMARK    = $(shell printf '\#include <cmark-gfm-core-extensions.h>\n' | \
                  $(CC) -E - >/dev/null 2>&1 && echo yes)
FUZZ_CPPFLAGS = -Itests -Itests/fuzz -Itests/unit $(shell pkg-config --cflags libxml-2.0) \
                $(if $(FUZZ_CMARK),-DSP_FUZZ_CMARK)
FUZZ_LIBS     = $(IMPORT_LIBS) $(shell pkg-config --libs libxml-2.0) -lpthread -ldl \
                $(if $(FUZZ_CMARK),-lcmark-gfm-extensions -lcmark-gfm)
# what every target has beside its own file; pools are the sanitizers' own
FUZZ_OWN      = tests/fuzz/accepted.c $(BUILD)/sanitize/pool.o
FUZZ_PARTS    = $(wildcard tests/fuzz/*.h) tests/hostile_words.h tests/unit/html_structure.h $(CORE_OBJ) $(IMPORT_OBJ)

# tests that ask the same judges
FUZZ_JUDGED := $(BUILD)/unit/page/test_hostile $(BUILD)/integration/test_hostile
$(FUZZ_JUDGED): private SP_CPPFLAGS += $(FUZZ_CPPFLAGS)
$(FUZZ_JUDGED): private LIBS += $(FUZZ_LIBS)
$(FUZZ_JUDGED): private INT_LIBS += $(FUZZ_LIBS)

.PHONY: fuzz fuzz-seeds fuzz-programs fuzz-binaries
fuzz-programs: $(FUZZ_REPLAY) fuzz-seeds

#: make fuzz       each target of tests/fuzz for FUZZ_SECONDS=60; FUZZ="X Y" those
fuzz: fuzz-seeds
	$(Q)sh mod_statuspages/make/deps.sh build fuzz
	$(Q)$(MAKE) --no-print-directory BUILD=$(FUZZ_BUILD) CC=$(FUZZ_CLANG) \
	    SAN="$(FUZZ_SAN) -fsanitize=fuzzer-no-link" fuzz-binaries
	$(Q)BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh $(FUZZ)

fuzz-binaries: $(FUZZ_ALL:%=$(BUILD)/fuzz/%-fuzzer)
$(BUILD)/fuzz/%-fuzzer: tests/fuzz/fuzz_%.c $(FUZZ_OWN) $(FUZZ_PARTS)
	@mkdir -p $(@D)
	@echo "  FUZZ  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(FUZZ_CPPFLAGS) $(SP_CFLAGS) -fsanitize=fuzzer \
	    $(CFLAGS) -o $@ $(filter %.c %.o,$^) $(LDFLAGS) $(APR_LIBS) \
	    $(LIBS) $(FUZZ_LIBS)

$(BUILD)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/standalone.c $(FUZZ_OWN) $(FUZZ_PARTS)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(FUZZ_CPPFLAGS) $(SP_CFLAGS) $(CFLAGS) -o $@ \
	    $(filter %.c %.o,$^) $(LDFLAGS) $(APR_LIBS) $(LIBS) $(FUZZ_LIBS)

#: make fuzz-seeds  what the targets begin with, from the tests' own cases
fuzz-seeds: $(BUILD)/fuzz/seeds/.made
$(BUILD)/fuzz/seeds/.made: tests/fuzz/seeds.sh
	$(Q)sh tests/fuzz/seeds.sh $(@D)
	@touch $@
