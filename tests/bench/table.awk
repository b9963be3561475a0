# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The table of "make bench": first file the numbers (name, round, microseconds
# a request, requests a second; then what it is compared with, before and
# after: microseconds twice, requests a second twice), second the contenders.
# A ratio is made within a line, then the median is taken of the rounds. A
# contender's 14th field is the least share of canned's requests a second.
BEGIN { FS = "|" }

function sort(v, n,    i, j, x) {
    for (i = 2; i <= n; i++) {
        x = v[i]
        for (j = i - 1; j > 0 && v[j] > x; j--) v[j + 1] = v[j]
        v[j + 1] = x
    }
}
# The value below which a share q of the sorted n lies.
function quantile(v, n, q,    at, low) {
    at = 1 + (n - 1) * q
    low = int(at)
    return low >= n ? v[n] : v[low] + (at - low) * (v[low + 1] - v[low])
}
# The column of one contender, sorted, in v; how many.
function column(of, name, v,    r, n) {
    n = 0
    for (r = 1; r <= rounds; r++)
        if ((name, r) in of) v[++n] = of[name, r]
    sort(v, n)
    return n
}
function median(of, name,    v, n) {
    n = column(of, name, v)
    return n ? quantile(v, n, 0.5) : -1
}
function spread(of, name, form,    v, n) {
    n = column(of, name, v)
    return sprintf(form " (" form "-" form ")", quantile(v, n, 0.5), quantile(v, n, 0.25), quantile(v, n, 0.75))
}

NR == FNR {
    cost[$1, $2] = $3
    rate[$1, $2] = $4
    costs[$1, $2] = 2 * $3 / ($5 + $6)
    rates[$1, $2] = 2 * $4 / ($7 + $8)
    if ($2 > rounds) rounds = $2
    next
}
FNR == 1 {
    row = "%-33s %8s  %-19s %9s %6s  %s\n"
    printf row, "contender", "us CPU", "ratio (quartiles)", "req/s", "ratio", "limit"
}
{
    if (median(cost, $1) < 0) next
    verdict = ""
    if ($11 != "")
        verdict = $11 " " (median(costs, $1) <= $11 + 0.005 ? "met" : "NOT MET")
    if ($12 != "" && $12 != "canned")
        verdict = verdict " (all of it to \"" $12 "\")"
    if ($14 != "")
        verdict = $14 " of its requests " (median(rates, $1) >= $14 ? "met" : "NOT MET") ": " spread(rates, $1, "%.3f")
    printf row, $13, sprintf("%.1f", median(cost, $1)), spread(costs, $1, "%.2f"), sprintf("%.0f", median(rate, $1)), sprintf("%.2f", median(rates, $1)), verdict
}
