# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# Every fault that could be put into C files, one a line, by tabs: file, first
# and last line, kind, the text that takes the first line's place (those after
# it become empty). It leans on the code's form, which "make lint" holds; what
# doesn't compile is the caller's to leave out.
BEGIN {
    OFS = "\t"
    split("<= >= == != && || << >> ++ -- += -= |= &=", two, " ")
    split("<  >  !=  ==  || && >> << -- ++ -= += &= |=", for_two, " ")
    for (i in two) {
        swap[two[i]] = for_two[i]
    }
    swap["<"] = "<="
    swap[">"] = ">="
    swap["+"] = "-"
    swap["-"] = "+"
    swap["*"] = "/"
    swap["/"] = "*"
    swap["%"] = "/"
    swap["&"] = "|"
    swap["|"] = "&"
    grows = "apr_(table|array)_make\\([^,]*, $"
}
FNR == 1 {
    in_comment = 0
    ended = 1
    statement = 0
}
{
    code = mask($0)
    directive = code ~ /^#/ && code !~ /^# *define +[A-Z_0-9]+ +[^ ]/
    if (!directive && code ~ /[^ ]/) {
        swaps()
        numbers()
        conditions()
        statements()
    }
}

# The line with blanks for comments, strings and characters, at their places.
function mask(s,    out, c, quote) {
    out = ""
    while (s != "") {
        c = substr(s, 1, 1)
        if (in_comment) {
            if (substr(s, 1, 2) == "*/") {
                in_comment = 0
                out = out " "
                s = substr(s, 2)
            }
            out = out " "
        } else if (quote != "") {
            if (c == "\\") {
                out = out " "
                s = substr(s, 2)
            } else if (c == quote) {
                quote = ""
            }
            out = out " "
        } else if (substr(s, 1, 2) == "/*") {
            in_comment = 1
            out = out "  "
            s = substr(s, 2)
        } else {
            if (c == "\"" || c == "'") {
                quote = c
                c = "_"
            }
            out = out c
        }
        s = substr(s, 2)
    }
    return out
}

function put(kind, at, len, text) {
    print FILENAME, FNR, FNR, kind,
        substr($0, 1, at - 1) text substr($0, at + len)
}

# Binary operators have blanks around them; ++ and -- have none.
function swaps(    at, op) {
    for (at = 1; at <= length(code); at++) {
        op = substr(code, at, 2)
        if (op == "->") {
            at++
        } else if (op in swap) {
            put("operator", at, 2, swap[op])
            at++
        } else if (substr(code, at - 1, 1) == " " &&
                   substr(code, at + 1, 1) ~ /^ ?$/ &&
                   substr(code, at, 1) in swap) {
            put("operator", at, 1, swap[substr(code, at, 1)])
        }
    }
}

function numbers(    rest, at, n) {
    rest = code
    at = 0
    while (match(rest, /[A-Za-z_0-9.]+/)) {
        n = substr(rest, RSTART, RLENGTH)
        # what a table has room for at first is no promise: it grows
        if (n ~ /^[0-9]+$/ && substr(code, 1, at + RSTART - 1) !~ grows) {
            # a flag knows two values: "= 2" would be the same as "= 1"
            if (!(n == 1 && code ~ /(= |return )1;$/)) {
                put("number", at + RSTART, RLENGTH, n + 1)
            }
            if (n > 0) {
                put("number", at + RSTART, RLENGTH, n - 1)
            }
        }
        at += RSTART + RLENGTH - 1
        rest = substr(rest, RSTART + RLENGTH)
    }
}

# Where the parenthesis that opens at that place is closed; 0: not in this line.
function closes(at,    depth, c) {
    for (; at <= length(code); at++) {
        c = substr(code, at, 1)
        depth += (c == "(") - (c == ")")
        if (depth == 0) {
            return at
        }
    }
    return 0
}

function conditions(    open, end, value) {
    if (match(code, /(^| )(if|while) \(/)) {
        open = RSTART + RLENGTH - 1
        end = closes(open)
        if (end) {
            put("condition", open, end - open + 1,
                "(!" substr($0, open, end - open + 1) ")")
        }
    }
    if (match(code, /^ +return .*;$/)) {
        match(code, /return /)
        open = RSTART + RLENGTH
        value = substr($0, open, length(code) - open)
        if (value == "0" || value == "NULL") {
            put("return", open, length(value), value == "0" ? "1" : "\"\"")
        } else {
            put("return", open, length(value), "0")
            put("return", open, length(value), "!(" value ")")
        }
    }
}

# A statement begins where one has ended, and has no braces.
function statements(    i, text) {
    if (ended && code ~ /^ / && code !~ /^ *(return|case|default|goto)/) {
        statement = FNR
        match($0, /^ */)
        text = substr($0, 1, RLENGTH) ";"
    }
    if (statement && statement == FNR) {
        begin_text = text
    }
    if (code ~ /;$/ && statement) {
        print FILENAME, statement, FNR, "removed", begin_text
    }
    ended = code ~ /[;{}:]$/
    if (ended) {
        statement = 0
    }
}
