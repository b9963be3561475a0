# The module exports its record alone: httpd loads modules with RTLD_GLOBAL.
. tests/guards/guard.sh.inc
found=$(nm -D --defined-only "$build/mod_statuspages.so" | awk '$3 !~ /^__(odr_)?asan/ {print $3}') # a sanitizer's own aside
if [ "$found" = statuspages_module ]; then
    ok exports
else
    bad "the module exports more, or less, than its record:" $found
fi
done_guard
