# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# An allocator of which the n-th call fails (alloc.h): an object that unit tests
# are linked with, and a library to preload. Included by the Makefile.

FAULTS_FLAGS := -std=gnu99 -O2 -g -Wall -Wextra -Wno-unused-parameter -fPIC

# without a sanitizer's own code: they run before it is ready
$(BUILD)/faults/%.o: tests/faults/%.c tests/faults/alloc.h
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(FAULTS_FLAGS) -c -o $@ $<

$(BUILD)/faults/alloc.so: $(BUILD)/faults/alloc.o $(BUILD)/faults/caller.o
	@echo "  LD    $@"
	$(Q)$(CC) -shared -o $@ $^

# The unit tests that have it in themselves.
FAULTS_UNIT := $(BUILD)/unit/loaded/test_loaded_memory \
               $(BUILD)/unit/page_cache/test_page_memory \
               $(BUILD)/unit/import/test_import_memory
# and so APR's own pools, which ask for memory as they do in earnest
$(FAULTS_UNIT): WITHOUT = $(POOL)
$(FAULTS_UNIT): $(BUILD)/faults/alloc.o $(BUILD)/faults/caller.o
test-programs: $(BUILD)/faults/alloc.so
# what these preload
$(BUILD)/unit/cli/test_cli_faults $(BUILD)/integration/test_memory: \
    | $(BUILD)/faults/alloc.so
