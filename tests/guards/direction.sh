# Arrows go one way: no core object, nor the command, knows httpd.
. tests/guards/guard.sh.inc
for o in $(find "$build/core" "$build/import" "$build/cli" -name "*.o"); do
    found=$(nm -u "$o" | awk '{print $2}' | grep -E '^(ap_|unixd_|mpm_)')
    if [ -z "$found" ]; then
        ok "$o"
    else
        bad "$o uses httpd:" $found
    fi
done
for f in $(find mod_statuspages/core mod_statuspages/import mod_statuspages/cli -name "*.[ch]"); do
    found=$(grep -nE '#include [<"](httpd|http_|ap_|util_)|request_rec|server_rec' "$f" | grep -vE '^[0-9]+: ?(/\*| \*)')
    if [ -z "$found" ]; then
        ok "$f"
    else
        bad "$f names httpd: $found"
    fi
done
done_guard
