# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What "gcov -b -c" says, as lines "L FILE LINE 0|1" and "B FILE LINE N 0|1",
# for the files of the product alone. A static inline function of a header
# stands there once for each object that holds it. The branches inside httpd's
# logging macros, which ask for the level in 14 ways, are httpd's.
/^ +-: +0:Source:/ {
    file = $0
    sub(/.*:Source:/, "", file)
    ours = file ~ /^mod_statuspages\/(core|httpd)\//
}
!ours { next }
/^branch / && !logs {
    print "B", file, line, $2, ($0 ~ / taken 0|never executed/ ? 0 : 1)
    next
}
/^ *[0-9#=-]+\*?: *[0-9]+:/ {
    split($0, part, ":")
    gsub(/ /, "", part[1])
    line = part[2] + 0
    logs = $0 ~ /ap_log_r?error\(/
    if (part[1] != "-") {
        print "L", file, line, (part[1] ~ /^[0-9]/ ? 1 : 0)
    }
}
