# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Whether the fault in the environment (file, was, now, and the line before it)
# stands in the list.
function bare(s) {
    gsub(/[ \t\n]+/, " ", s)
    sub(/^ /, "", s)
    sub(/ $/, "", s)
    return s
}
BEGIN {
    was_now = bare(ENVIRON["was"]) "\n" bare(ENVIRON["now"])
    before = bare(ENVIRON["before"])
    is_there = 1
}
/^mod_statuspages\// { in_file = $0 == ENVIRON["file"]; next }
/^< / { is_there = bare(substr($0, 3)) == before; next }
/^= / { is_there = 1 }
/^- / { was = bare(substr($0, 3)); next }
/^\+ / { now = bare(substr($0, 3)) }
/^\+ / && in_file && is_there && was "\n" now == was_now { found = 1 }
END { exit !found }
