# Each header of the core compiles alone.
. tests/guards/guard.sh.inc
apr=$(apr-1-config --includes --cppflags 2>/dev/null || "$(apxs -q APR_CONFIG)" --includes --cppflags)
xml=$(pkg-config --cflags libxml-2.0)
for h in $(find mod_statuspages/core mod_statuspages/import -name "*.h"); do
    if ${CC:-cc} -fsyntax-only -x c -std=gnu99 -Wall -Wextra -Werror -Imod_statuspages -Imod_statuspages/core $apr $xml "$h"; then
        ok "$h"
    else
        bad "$h does not compile alone"
    fi
done
done_guard
