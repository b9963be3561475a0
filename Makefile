# mod_statuspages: plain make; everything that is made goes to build/.
#
#   make            the module and the command
#   make deps       install what is missing (Debian packages)
#   make run        a private httpd with a demo, until Ctrl-C
#   make test       unit, case, guard and integration tests
#   make install    DESTDIR, prefix, LIBEXECDIR and APXS= are respected
#   make help       all targets

APXS    ?= $(firstword $(wildcard /usr/bin/apxs /usr/sbin/apxs /usr/local/apache2/bin/apxs) apxs)
prefix  ?= /usr/local
BUILD   ?= build
OPT     ?= -O2 -g
CFLAGS  ?=

VERSION := 0.1.0
# The compiler's goals need apxs and pkg-config; deps, help and clean do not.
ifneq ($(filter-out deps help clean run test,$(or $(MAKECMDGOALS),all)),)
include mod_statuspages/flags.mk
endif

WARN    := -std=gnu99 -Wall -Wextra -Wshadow -Wstrict-prototypes \
           -Wmissing-prototypes -Wno-unused-parameter -Werror
SP_CPPFLAGS = -Imod_statuspages -Imod_statuspages/core -DSP_VERSION='"$(VERSION)"' \
           $(APR_CPPFLAGS)
SP_CFLAGS = $(OPT) $(WARN) -fPIC -fvisibility=hidden $(SAN) -MMD -MP
LIBS    = $(JANSSON_LIBS) -lz

CORE_SRC  := $(wildcard mod_statuspages/core/*.c)
HTTPD_SRC := $(wildcard mod_statuspages/httpd/*.c)
CORE_OBJ  := $(CORE_SRC:mod_statuspages/%.c=$(BUILD)/%.o) $(BUILD)/builtin_data.o
HTTPD_OBJ := $(HTTPD_SRC:mod_statuspages/%.c=$(BUILD)/%.o)
CLI_SRC   := $(wildcard mod_statuspages/cli/*.c)
CLI_OBJ   := $(CLI_SRC:mod_statuspages/%.c=$(BUILD)/%.o)
UNIT      := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
BUILTIN   := $(sort $(shell find templates conf/catalogs -type f \
               ! -name '*.md' ! -name '*.png') $(wildcard templates/*/note.md))

.PHONY: all deps run test check install uninstall unit guards cases \
        integration lint format asan clean help
all: $(BUILD)/mod_statuspages.so $(BUILD)/statuspages

$(BUILD)/mod_statuspages.so: $(CORE_OBJ) $(HTTPD_OBJ)
	$(CC) -shared $(SAN) -o $@ $^ $(LDFLAGS) $(LIBS)

$(BUILD)/statuspages: $(CORE_OBJ) $(CLI_OBJ)
	$(CC) $(SAN) -o $@ $^ $(LDFLAGS) $(APR_LIBS) $(LIBS)

$(BUILD)/core/%.o $(BUILD)/cli/%.o: SP_EXTRA =
$(BUILD)/httpd/%.o: SP_EXTRA = $(HTTPD_CPPFLAGS)
$(BUILD)/%.o: mod_statuspages/%.c
	@mkdir -p $(@D)
	$(CC) $(SP_CPPFLAGS) $(SP_EXTRA) $(SP_CFLAGS) $(CFLAGS) -c -o $@ $<

# Every built-in file becomes a row of a table, by the assembler's .incbin.
$(BUILD)/builtin_data.S: $(BUILTIN) mod_statuspages/embed.sh
	@mkdir -p $(@D)
	sh mod_statuspages/embed.sh $(BUILTIN) > $@.tmp && mv $@.tmp $@
$(BUILD)/builtin_data.o: $(BUILD)/builtin_data.S
	$(CC) -c -o $@ $<

unit: $(UNIT)
	@fail=0; for t in $(UNIT); do echo "== $$t"; $$t || fail=1; done; exit $$fail
$(BUILD)/unit/%: tests/unit/%.c $(CORE_OBJ)
	@mkdir -p $(@D)
	$(CC) $(SP_CPPFLAGS) -Itests/unit $(SP_CFLAGS) $(CFLAGS) -o $@ $< \
	    $(CORE_OBJ) $(LDFLAGS) $(APR_LIBS) $(LIBS) $(CMOCKA_LIBS)

clean:
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/*/*.d)
