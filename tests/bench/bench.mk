# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The benches, see tests/bench/README.md. Included by the Makefile; needs its
# APXS, BUILD, M, SP_CFLAGS. They are no tests: they print numbers.
#
#   ROUNDS= SECONDS= CONNECTIONS= ONLY="canned html" ...   what they take

BENCH      := $(BUILD)/bench/bin
BENCH_ENV   = BUILD="$(abspath $(BUILD))" APXS="$(APXS)"
BENCH_TOOLS = $(addprefix $(BENCH)/,client cost cputime)

.PHONY: bench bench-instructions bench-pauses bench-vhosts bench-flood bench-tuning bench-cold bench-growth bench-start bench-tools bench-ready
bench-tools: $(BENCH_TOOLS) all
bench-ready:
	$(Q)sh $(M)/deps.sh build run bench
	$(Q)$(MAKE) --no-print-directory bench-tools

#: make bench      what an answer costs beside the others (ROUNDS= SECONDS=)
bench: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/bench.sh
#: make bench-instructions  ours to httpd's own in real sites' configurations
bench-instructions: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/instructions.sh
#: make bench-pauses  ours to httpd's own in processor time, clients pause
bench-pauses: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/pauses.sh
#: make bench-vhosts  ten thousand vhosts, each with its own brand
bench-vhosts: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/vhosts.sh
#: make bench-flood  64 connections, random paths, a million requests
bench-flood: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/flood.sh

#: make bench-cold  a request that makes a page, beside one whose page is kept
#: make bench-growth  a request where there are ten vhosts, and ten thousand
#: make bench-start  what reading the configuration costs with and without us
bench-cold bench-growth bench-start: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/$(@:bench-%=%).sh

$(BENCH)/client: tests/bench/client.c tests/bench/http.c tests/bench/http.h
	@mkdir -p $(@D)
	@echo "  CC    $@"
	$(Q)$(CC) $(SP_CFLAGS) $(CFLAGS) -o $@ $(filter %.c,$^) $(LDFLAGS) -lz
$(BENCH)/%: tests/bench/%.c
	@mkdir -p $(@D)
	@echo "  CC    $@"
	$(Q)$(CC) $(SP_CFLAGS) $(CFLAGS) -o $@ $< $(LDFLAGS)
#: make bench-tuning  what each piece of hand tuning saves
bench-tuning: bench-ready
	$(Q)$(BENCH_ENV) sh tests/bench/tuning.sh
