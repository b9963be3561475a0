# Pages in a real browser; see tests/README.md. Included by the Makefile.

.PHONY: test-browser screenshots browser-packages
browser-packages:
	$(Q)sh $(M)/deps.sh build run browser
	$(Q)cd tests/browser && { [ node_modules/.package-lock.json -nt package-lock.json ] \
	    || npm ci --no-audit --no-fund --loglevel=error; }

#: make test-browser  every theme in Chromium, every page through html-validate
test-browser: browser-packages
	$(Q)$(MAKE) --no-print-directory all
	$(Q)BUILD=$(BUILD) APXS=$(APXS) node tests/browser/run.mjs

#: make screenshots  the pictures of the themes, templates/*.png
screenshots: browser-packages
	$(Q)$(MAKE) --no-print-directory all
	$(Q)BUILD=$(BUILD) APXS=$(APXS) node tests/browser/run.mjs shots
