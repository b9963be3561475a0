# mod_statuspages: plain make; everything that is made goes to build/.
# "make help" lists the targets. Variables: APXS CC CPPFLAGS CFLAGS OPT BUILD
# DESTDIR prefix LIBEXECDIR PORT; V=1 shows the commands.

VERSION := 0.1.0
APXS    ?= $(firstword $(wildcard /usr/bin/apxs /usr/sbin/apxs \
             /usr/local/apache2/bin/apxs) apxs)
prefix  ?= /usr/local
BUILD   ?= build
OPT     ?= -O2 -g
M       := mod_statuspages/make
Q       := $(if $(V),,@)

# Compiling needs apxs and pkg-config; these goals must do without.
ifneq ($(filter-out deb debian deps dist rpm test-packages help clean run test uninstall test-browser screenshots browser-packages test-clients client-packages soak bench bench-instructions bench-pauses bench-vhosts bench-flood bench-tuning bench-cold bench-growth bench-start fuzz fuzz-seeds lint,$(or $(MAKECMDGOALS),all)),)
include $(M)/flags.mk
endif

# A warning is a fault to us, not to who builds a package with a newer compiler.
WARN        := -std=gnu99 -Wall -Wextra -Wshadow -Wstrict-prototypes \
               -Wmissing-prototypes -Wno-unused-parameter \
               -Werror=incompatible-pointer-types $(if $(CI),-Werror)
STRICT      := -Wconversion -Wcast-qual -Wpedantic
SP_CPPFLAGS  = -Imod_statuspages -Imod_statuspages/core \
               -DSP_VERSION='"$(VERSION)"' $(APR_CPPFLAGS)
SP_CFLAGS    = $(OPT) $(WARN) -fPIC -fvisibility=hidden $(SAN) -MMD -MP
LIBS         = $(JANSSON_LIBS) -lz
# import/ alone reads HTML and YAML, and the command and tests alone hold it.
IMPORT_LIBS  = $(XML_LIBS) $(YAML_LIBS)

# A wing's objects, from all of its rooms; an empty wing is a mistake.
sources    = $(or $(sort $(shell find mod_statuspages/$1 -name '*.c')),\
               $(error mod_statuspages/$1 holds no C file))
objects    = $(patsubst mod_statuspages/%.c,$(BUILD)/%.o,$(call sources,$1))
ROOMS_OBJ  := $(call objects,core)
CORE_OBJ   := $(ROOMS_OBJ) $(BUILD)/builtin_data.o
IMPORT_OBJ := $(call objects,import)
HTTPD_OBJ  := $(call objects,httpd)
CLI_OBJ    := $(call objects,cli)
# With AddressSanitizer: pools without pages, see tests/sanitize/pool.c.
POOL       := $(if $(findstring address,$(SAN)),$(BUILD)/sanitize/pool.o)
UNIT       := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,\
                $(sort $(shell find tests/unit -name 'test_*.c')))
BUILTIN   := $(sort $(shell find templates conf/catalogs -type f \
               ! -name README.md ! -name '*.png'))
CLI_TEXTS := $(shell find mod_statuspages/cli/texts -type f)

.PHONY: all deps run test check unit unit32 guards integration lint format \
        install uninstall clean help
.DELETE_ON_ERROR:
all: $(BUILD)/mod_statuspages.so $(BUILD)/statuspages

help:
	@sed -n 's/^#: //p' $(MAKEFILE_LIST)

#: make            the module and the command, in build/
$(BUILD)/mod_statuspages.so: $(CORE_OBJ) $(HTTPD_OBJ)
	@echo "  LD    $@"
	$(Q)$(CC) -shared $(SAN) -o $@ $^ $(LDFLAGS) $(LIBS)
$(BUILD)/statuspages: $(ROOMS_OBJ) $(IMPORT_OBJ) $(CLI_OBJ) $(BUILD)/cli_data.o $(POOL)
	@echo "  LD    $@"
	$(Q)$(CC) $(SAN) -o $@ $^ $(LDFLAGS) $(APR_LIBS) $(LIBS) $(IMPORT_LIBS)
$(BUILD)/httpd/%.o: EXTRA = $(HTTPD_CPPFLAGS)
$(BUILD)/import/%.o: EXTRA = $(XML_CPPFLAGS)
$(BUILD)/%.o: mod_statuspages/%.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(SP_CPPFLAGS) $(EXTRA) $(CPPFLAGS) $(SP_CFLAGS) $(STRICT) $(CFLAGS) -c -o $@ $<

# Every built-in file becomes a row of a table, by the assembler's .incbin; the
# command's has the texts that it writes, too.
$(BUILD)/builtin_data.S: EMBED = $(BUILTIN)
$(BUILD)/cli_data.S: EMBED = $(sort $(BUILTIN) $(CLI_TEXTS))
$(BUILD)/cli_data.S: $(CLI_TEXTS)
$(BUILD)/%_data.S: $(BUILTIN) $(M)/embed.sh $(wildcard templates templates/* conf/catalogs conf/catalogs/*/)
	@mkdir -p $(@D)
	$(Q)sh $(M)/embed.sh $(EMBED) >$@
# kept: make would take them away with a line behind the last one of a target
.SECONDARY: $(BUILD)/builtin_data.S $(BUILD)/cli_data.S
$(BUILD)/%_data.o: $(BUILD)/%_data.S
	$(Q)$(CC) -c -o $@ $<

#: make deps       install what is missing (Debian packages; sudo if not root)
deps:
	$(Q)sh $(M)/deps.sh

#: make run        a private httpd with a demo, until Ctrl-C; PORT=8080
run:
	$(Q)sh $(M)/deps.sh build run
	$(Q)$(MAKE) --no-print-directory all
	$(Q)PORT="$(PORT)" sh conf/demo/run.sh "$(APXS)" "$(BUILD)/mod_statuspages.so"

#: make test       everything that shows it works: sets up, builds, tests
test:
	$(Q)sh $(M)/deps.sh build run test
	$(Q)$(MAKE) --no-print-directory check

#: make check      the same without setting up
check: all
	$(Q)BUILD=$(BUILD) sh tests/run.sh $(MAKE)

.PHONY: test-programs
test-programs: $(UNIT) integration-programs fuzz-programs

#: make unit       the unit tests alone; T=NAME those of a program or a room,
#:                 P=NAME the tests of that name (a part of it, or a pattern)
T ?= *
unit: all
	$(Q)BUILD=$(BUILD) sh tests/unit.sh "$(T)" "$(P)" $(MAKE)
$(BUILD)/unit/%: tests/unit/%.c $(CORE_OBJ) $(IMPORT_OBJ) $(filter-out %/statuspages.o,$(CLI_OBJ)) $(BUILD)/rows.o $(POOL)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(SP_CPPFLAGS) -Itests -Itests/unit $(SP_CFLAGS) $(CFLAGS) -o $@ $< \
	    $(filter-out $(WITHOUT),$(filter %.o,$^)) $(ROWS) $(LDFLAGS) $(APR_LIBS) $(LIBS) $(IMPORT_LIBS) $(CMOCKA_LIBS) -lpthread -ldl

#: make unit32     the same for 32 bits, in build/32 (Debian on amd64)
unit32:
	$(Q)sh tests/unit32.sh "$(T)" "$(P)" $(MAKE)

# Every test program, integration tests included, goes through tests/rows.c.
ROWS := -Wl,--wrap=_cmocka_run_group_tests
$(BUILD)/rows.o: tests/rows.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(SP_CFLAGS) $(CFLAGS) -c -o $@ $<

#: make guards     rules of the house: exports, directions, documentation
guards: all
	$(Q)fail=0; for g in tests/guards/*.sh; do BUILD=$(BUILD) sh $$g || fail=1; done; exit $$fail

#: make integration  a real httpd under test
-include tests/integration/integration.mk
-include tests/soak/soak.mk

-include tests/fuzz/fuzz.mk
-include tests/faults/faults.mk
-include tests/browser/browser.mk
-include tests/clients/clients.mk
-include tests/bench/bench.mk
-include tests/sanitize/sanitize.mk
-include tests/httpd-suite/suite.mk
-include tests/matrix/matrix.mk
-include tests/mutants/mutants.mk

#: make lint       clang-format, clang-tidy, cppcheck, -Werror with both compilers
lint:
	$(Q)sh $(M)/deps.sh build test lint
	$(Q)sh tests/lint.sh

#: make format     clang-format over all C files
format:
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h')

include $(M)/install.mk
include conf/packaging/packaging.mk

#: make clean      remove build/
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' -type f 2>/dev/null)
