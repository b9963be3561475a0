# What apxs and pkg-config say about this machine.
APR_CONFIG     := $(shell $(APXS) -q APR_CONFIG 2>/dev/null)
APU_CONFIG     := $(shell $(APXS) -q APU_CONFIG 2>/dev/null)
ifeq ($(APR_CONFIG),)
$(error apxs was not found or does not work ("$(APXS)"): run "make deps", or name yours with APXS=/path/to/apxs)
endif
APR_CPPFLAGS   := $(shell $(APR_CONFIG) --cppflags --includes) \
                  $(shell $(APU_CONFIG) --includes)
APR_LIBS       := $(shell $(APU_CONFIG) --link-ld) \
                  $(shell $(APR_CONFIG) --link-ld --libs)
HTTPD_CPPFLAGS := -isystem $(shell $(APXS) -q INCLUDEDIR)
APXS_HTTPD     := $(shell $(APXS) -q SBINDIR)/$(shell $(APXS) -q PROGNAME)
LIBEXECDIR     ?= $(shell $(APXS) -q LIBEXECDIR)
JANSSON_LIBS   := $(shell pkg-config --libs jansson 2>/dev/null || echo -ljansson)
YAML_LIBS      := $(shell pkg-config --libs yaml-0.1 2>/dev/null || echo -lyaml)
XML_CPPFLAGS   := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags libxml-2.0 2>/dev/null || echo -isystem /usr/include/libxml2))
XML_LIBS       := $(shell pkg-config --libs libxml-2.0 2>/dev/null || echo -lxml2)
CMOCKA_LIBS    := $(shell pkg-config --libs cmocka 2>/dev/null)
CURL_LIBS      := $(shell pkg-config --libs libcurl 2>/dev/null)
