# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Which programs reach lines of a file: "RANK MILLISECONDS PROGRAM". Reads what
# each program took, the lines that gcov counts, and who reached which.
FILENAME ~ /\/ran$/ {
    if ($2 == 0) {
        time[$3] = $1
    }
    next
}
FILENAME ~ /\/none$/ {
    if ($1 == "L" && $2 == file) {
        counts[$3] = 1
    }
    next
}
$1 == file { reach[$2] = reach[$2] " " $3 }
END {
    for (i = first; i <= last; i++) {
        known = known || i in counts
    }
    # a file of httpd/ and the tests that have its first word in their name
    word = file
    sub(/.*\//, "", word)
    sub(/[_.].*/, "", word)
    # the statement's first line stands a few lines above
    for (i = first; !known && i >= first - 8 && i > 0; i--) {
        if (i in counts) {
            first = last = i
            known = 1
        }
    }
    for (i in reach) {
        if (!known || (i + 0 >= first + 0 && i + 0 <= last + 0)) {
            n = split(reach[i], program, " ")
            for (j = 1; j <= n; j++) {
                wanted[program[j]] = 1
            }
        }
    }
    for (p in wanted) {
        if (p in time) {
            near = index(p, "unit/" room "/") == 1
            named = index(p, "integration/test_" word) == 1 ||
                index(" " killers, " " p " ")
            far = p ~ /^integration\//
            print 1000000 * (named ? 0 : far ? 2 : !near) + time[p], time[p], p
        }
    }
}
