# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Whether the fault in the environment (file, was, now) stands in the list.
function bare(s) {
    gsub(/[ \t\n]+/, " ", s)
    sub(/^ /, "", s)
    sub(/ $/, "", s)
    return s
}
BEGIN {
    was_now = bare(ENVIRON["was"]) "\n" bare(ENVIRON["now"])
}
/^mod_statuspages\// { in_file = $0 == ENVIRON["file"]; next }
/^- / { was = bare(substr($0, 3)); next }
/^\+ / { now = bare(substr($0, 3)) }
/^\+ / && in_file && was "\n" now == was_now { found = 1 }
END { exit !found }
