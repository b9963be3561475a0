# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What all programs together have reached: a table of rooms and wings, a file
# of what was missed, and an exit code for the bounds. A branch is one way on
# from a condition in gcc's code at -O0 (two for each && and ||, but those of
# httpd's logging macros); it counts when it was taken at least once, by
# whichever program.
# First every line and branch that there is, then what each program says.
{
    key = $1 == "L" ? $2 ":" $3 : $2 ":" $3 ":" $4
    if (FILENAME == all_of_them) {
        kind[key] = $1
        file[key] = $2
    } else if ($NF == 1 && key in kind) {
        hit[key] = 1
    }
}
function add(what, key) {
    all[what, kind[key]]++
    got[what, kind[key]] += key in hit
    names[what] = 1
}
function percent(what, k) {
    return all[what, k] ? 100 * got[what, k] / all[what, k] : 100
}
function row(what) {
    return sprintf("%-24s %5d of %5d %6.2f %%   %5d of %5d %6.2f %%", what,
        got[what, "L"], all[what, "L"], percent(what, "L"),
        got[what, "B"], all[what, "B"], percent(what, "B"))
}
END {
    to_missed = "sort -t: -k1,1 -k2n >" missed
    for (key in kind) {
        split(file[key], part, "/")
        wing = part[2]
        add(wing, key)
        add(wing "/" part[3], key)
        if (!(key in hit)) {
            print kind[key], key | to_missed
        }
    }
    close(to_missed)
    printf "%-24s %-23s   %s\n", "", "lines", "branches taken (gcov -b, -O0)"
    for (what in names) {
        if (what ~ /\//) {
            print row(what) | "sort"
        }
    }
    close("sort")
    print row("core")
    print row("httpd")
    n = split(at_least, bound, "\n")
    for (i = 1; i <= n; i++) {
        split(bound[i], want, " ")
        now = percent(want[1], want[2] == "lines" ? "L" : "B")
        if (now < want[3]) {
            printf "%s: %.2f %% of %s, less than %s %%; see %s\n", want[1],
                now, want[2], want[3], missed
            failed = 1
        }
    }
    exit failed
}
