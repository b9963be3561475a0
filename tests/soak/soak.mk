# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The soak: see tests/README.md. Included by the Makefile behind
# integration.mk, whose harness it is linked with.

SOAK         := $(BUILD)/soak
SOAK_SECONDS ?= 3600
SOAK_PAUSE   ?= 20
SOAK_SRC     := $(sort $(wildcard tests/soak/*.c))
SOAK_OBJ     := $(patsubst tests/soak/%.c,$(SOAK)/%.o,$(SOAK_SRC))
# asked for when a recipe runs, not whenever the Makefile is read
SOAK_XML      = $(shell pkg-config --cflags libxml-2.0)
SOAK_LIBS     = $(shell pkg-config --libs libxml-2.0)

.PHONY: soak soak-program
soak-program: $(SOAK)/soak $(INT)/mod_sp_test.so $(BUILD)/mod_statuspages.so

#: make soak       three servers under load and mischief for SOAK_SECONDS=3600;
#:                 SOAK_PAUSE=20 ms between a client's requests
soak:
	$(Q)sh $(M)/deps.sh build run test
	$(Q)$(MAKE) --no-print-directory soak-program
	$(Q)$(SOAK)/soak $(SOAK_SECONDS) $(SOAK_PAUSE)

$(SOAK)/%.o: tests/soak/%.c
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(INT_CPPFLAGS) -Itests/soak $(SOAK_XML) \
	    $(SP_CFLAGS) $(CFLAGS) -c -o $@ $<

$(SOAK)/soak: $(SOAK_OBJ) $(INT_OBJ) $(BUILD)/rows.o
	@echo "  LD    $@"
	$(Q)$(CC) $(SAN) -o $@ $^ $(ROWS) $(LDFLAGS) $(INT_LIBS) $(SOAK_LIBS)
