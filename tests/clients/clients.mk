# Other people's parsers of what we answer; see tests/README.md. Included by
# the Makefile.

.PHONY: test-clients client-packages
client-packages:
	$(Q)sh $(M)/deps.sh build run clients
	$(Q)cd tests/clients && { [ node_modules/.package-lock.json -nt package-lock.json ] \
	    || npm ci --no-audit --no-fund --loglevel=error; }

#: make test-clients  parsers of RFC 9457 and OpenAPI, from npm, read our answers
test-clients: client-packages
	$(Q)$(MAKE) --no-print-directory all
	$(Q)BUILD=$(BUILD) APXS=$(APXS) node tests/clients/run.mjs
