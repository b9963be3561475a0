# What a repository must not hold, and what each of its files must.
. tests/guards/guard.sh.inc
files=$(git ls-files 2>/dev/null)
if [ -z "$files" ]; then # a tarball
    files=$(find . -path ./build -prune -o -path ./.git -prune -o -type f -print)
fi
for f in $files; do
    [ -f "$f" ] || continue
    size=$(wc -c <"$f")
    if [ "$size" -gt 1048576 ]; then
        bad "$f has $size bytes"
    else
        ok "$f"
    fi
done
for f in $(find mod_statuspages tests -name '*.[ch]'); do
    if head -n 1 "$f" | grep -q 'SPDX-License-Identifier: Apache-2.0'; then
        ok "$f"
    else
        bad "$f does not open with its licence"
    fi
done
top=$(ls -d [!.]* | grep -vxE 'build|build\.log|mod_statuspages|templates|conf|tests|Makefile|README.md|LICENSE|CHANGES.md|SECURITY.md')
if [ -z "$top" ]; then
    ok "top level"
else
    bad "these do not belong to the top level:" $top
fi
done_guard
