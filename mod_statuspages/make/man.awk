# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What both manual pages need: text as roff takes it. man-help.awk and
# man-markdown.awk know what they read.

# Text that roff prints as it is.
function plain(s) {
    gsub(/\\/, "\\e", s)
    return s
}

# The same where each character counts, as in an option's name.
function literal(s) {
    s = plain(s)
    gsub(/-/, "\\-", s)
    gsub(/`/, "\\(ga", s)
    gsub(/\^/, "\\(ha", s)
    gsub(/~/, "\\(ti", s)
    gsub(/'/, "\\(aq", s)
    return s
}

function bold(s) {
    return "\\fB" s "\\fR"
}

# A line: one that roff would take for a request gets a guard.
function line(s) {
    print (s ~ /^[.']/ ? "\\&" s : s)
}

# A paragraph begins, where none has begun with its section.
function paragraph() {
    if (!fresh) {
        print ".PP"
    }
    fresh = 0
}

# A paragraph's words, in lines of a length that one can read.
function fill(s,    word, n, i, out) {
    n = split(s, word, " ")
    out = word[1]
    for (i = 2; i <= n; i++) {
        if (length(out) + length(word[i]) > 76) {
            line(out)
            out = word[i]
        } else {
            out = out " " word[i]
        }
    }
    if (n) {
        line(out)
    }
}
