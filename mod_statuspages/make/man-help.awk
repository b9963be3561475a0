# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# What "statuspages COMMAND --help" says, as roff. Text at the margin is filled,
# what is indented below "Options:" or "Commands:" is a list, below any other
# line that ends with a colon an example. "inside": the page has begun already.

function close_text() {
    if (text != "") {
        paragraph()
        fill(text)
        text = ""
    }
    if (example) {
        print ".fi\n.RE"
        example = 0
    }
}

/^Usage: / {
    if (!inside) {
        print ".SH SYNOPSIS"
    }
    print ".nf"
    sub(/^Usage: /, "")
    line(bold(literal($0)))
    usage = 1
    next
}
usage && /^ / {
    sub(/^ */, "")
    line(bold(literal($0)))
    next
}
usage {
    print ".fi"
    usage = 0
    if (!inside) {
        print ".SH DESCRIPTION"
        fresh = 1
    }
}
/^$/ {
    close_text()
    list = 0
    next
}
list && /^  / {
    name = $1
    sub(/^ *[^ ]+ */, "")
    print ".TP"
    line(bold(literal(name)))
    fill(plain($0))
    next
}
/^ / && text ~ /:$/ {
    close_text()
    print ".RS 4\n.nf"
    example = 1
}
example && /^ / {
    sub(/^  /, "")
    line(literal($0))
    next
}
{
    if (example) {
        close_text()
    }
    sub(/^ */, "")
    text = text == "" ? plain($0) : text " " plain($0)
    if ($0 == "Options:" || $0 == "Commands:") {
        close_text()
        list = 1
    }
}
END {
    close_text()
}
