# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# A document of ours as roff: headings, paragraphs, lists, tables and examples,
# which are all the Markdown that it has.

# Text outside of code: links, strong and stressed words.
function words(s,    out, link, label) {
    gsub(/\\[*_|]/, "&\001", s) # "\*" is a star
    gsub(/\\[*]\001/, "\002", s)
    gsub(/\\[_]\001/, "_", s)
    gsub(/\001/, "", s)
    out = ""
    while (match(s, /\[[^]]*\]\([^)]*\)/)) {
        link = label = substr(s, RSTART, RLENGTH)
        sub(/^\[/, "", label)
        sub(/\]\(.*/, "", label)
        sub(/.*\]\(/, "", link)
        sub(/\)$/, "", link)
        out = out substr(s, 1, RSTART - 1) label
        if (link ~ /^https?:/) {
            out = out " (" link ")"
        }
        s = substr(s, RSTART + RLENGTH)
    }
    s = plain(out s)
    s = pairs(s, "[*][*]", 2, "\\fB")
    s = pairs(s, "[*]", 1, "\\fI")
    gsub(/\002/, "*", s)
    return s
}

# What stands between two marks, in a font.
function pairs(s, mark, n, font,    out) {
    out = ""
    while (match(s, mark "[^*]+" mark)) {
        out = out substr(s, 1, RSTART - 1) font \
            substr(s, RSTART + n, RLENGTH - 2 * n) "\\fR"
        s = substr(s, RSTART + RLENGTH)
    }
    return out s
}

function inline(s,    part, n, i, out) {
    n = split(s, part, "`")
    out = ""
    for (i = 1; i <= n; i++) {
        out = out (i % 2 ? words(part[i]) : bold(literal(part[i])))
    }
    return out
}

BEGIN {
    fresh = 1
}

function close_text() {
    if (text != "") {
        if (item) {
            print ".IP \\(bu 2"
        } else {
            paragraph()
        }
        fill(inline(text))
    }
    text = ""
    item = 0
}

# "| a | b | c |": what a is, said by b and c; a bar in code is "\|".
function row(s,    cell, n, i) {
    gsub(/\\\|/, "\003", s)
    sub(/^\| */, "", s)
    sub(/ *\|$/, "", s)
    n = split(s, cell, / *\| */)
    for (i = 1; i <= n; i++) {
        gsub(/\003/, "|", cell[i])
    }
    print ".TP"
    fresh = 0
    line(inline(cell[1]))
    fill(inline(n > 2 ? cell[2] ": " cell[3] : cell[2]))
}

/^```/ {
    close_text()
    code = !code
    if (code) {
        paragraph()
    }
    print (code ? ".RS 4\n.nf" : ".fi\n.RE")
    next
}
code {
    line(literal($0))
    next
}
/^# / || /^!\[/ || /^\|[ -|]*\|$/ && !/[a-zA-Z]/ {
    next
}
/^##+ / {
    close_text()
    level = $1
    sub(/^#+ /, "")
    print (level == "##" ? ".SH " toupper($0) : ".SS " $0)
    fresh = 1
    next
}
/^\|/ {
    close_text()
    row($0)
    next
}
/^$/ {
    close_text()
    next
}
/^- / {
    close_text()
    item = 1
    sub(/^- /, "")
}
{
    sub(/^ */, "")
    text = text == "" ? $0 : text " " $0
}
END {
    close_text()
}
