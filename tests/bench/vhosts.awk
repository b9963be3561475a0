# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# The report of "make bench-vhosts", from three files: medians (server, wall
# and processor milliseconds of "httpd -t"), counts (server, millions of
# instructions of that) and lives (server, CPU at start, RSS, microseconds of a
# request: one host, all, all again, one again; RSS at the end).
function title(s) {
    if (s == "without") return "without the module"
    if (s == "loaded") return "module on, no line of it in a vhost"
    if (s == "setenv") return "the same, two lines SetEnv in each"
    if (s == "branded") return "a name and a colour of its own in each"
    if (s == "site") return "virtual hosts of 17 lines, not 8"
    if (s == "site_setenv") return "the same, two lines SetEnv in each"
    if (s == "site_branded") return "a name and a colour of its own in each"
    return "the same, StatusPagesCacheSize " big
}
function cell(form, table, s) {
    return (s in table) ? sprintf(form, table[s]) : "-"
}
function verdict(value, limit) {
    return value <= limit ? "met" : "NOT MET"
}
function reading(what, s, peer, ours,    time) {
    time = cpu[s] / cpu[peer]
    printf "   %-38s %.3f of the CPU, %.3f of the instructions%s\n", what, time, count[s] / count[peer], ours ? ": " verdict(time, 1.10) : ""
}

FILENAME ~ /medians$/ {wall[$1] = $2; cpu[$1] = $3; next}
FILENAME ~ /counts$/ {count[$1] = $2; next}
{
    boot[$1] = $2; fresh[$1] = $3
    one[$1] = $4; first[$1] = $5; second[$1] = $6; again[$1] = $7
    grown[$1] = $8
}
END {
    k = split("without loaded setenv branded big site site_setenv site_branded", s, " ")
    printf "%d virtual hosts on %d ports\n\n", n, ports
    printf "httpd -t (median of %d; callgrind), CPU at start, memory of the child after its first answer\n\n", rounds
    row = "%-42s %8s %8s %9s %9s %10s %8s\n"
    printf row, "", "wall ms", "CPU ms", "Minstr", "start ms", "RSS KB", "B/vhost"
    for (i = 1; i <= k; i++)
        printf row, title(s[i]), cell("%.0f", wall, s[i]), cell("%.0f", cpu, s[i]), cell("%d", count, s[i]), cell("%d", boot, s[i]), cell("%d", fresh, s[i]), (s[i] in fresh) ? sprintf("%.0f", (fresh[s[i]] - fresh["without"]) * 1024 / n) : "-"

    memory = (fresh["branded"] - fresh["loaded"]) * 1024 / n
    printf "\ntime to read it, to the same without our lines (limit 1.10)\n"
    reading("8 lines, ours beside", "branded", "loaded", 1)
    reading("8 lines, two of httpd's own beside", "setenv", "loaded", 0)
    printf "   %-38s %.3f of the instructions: %s\n", "8 lines, ours to httpd's own", count["branded"] / count["setenv"], verdict(count["branded"] / count["setenv"], 1.05)
    reading("17 lines, ours beside", "site_branded", "site", 1)
    reading("17 lines, two of httpd's own beside", "site_setenv", "site", 0)
    printf "memory above the same without our lines: %.0f bytes a vhost (limit 2048): %s\n", memory, verdict(memory, 2048)

    printf "\nCPU for one request, microseconds; every answer was looked at for its own brand\n\n"
    row = "%-42s %9s %9s %9s %9s %12s\n"
    printf row, "", "one host", "all, 1st", "all, 2nd", "one again", "RSS grew KB"
    for (i = 1; i <= k; i++)
        if (s[i] in one)
            printf row, title(s[i]), one[s[i]], first[s[i]], second[s[i]], again[s[i]], grown[s[i]] - fresh[s[i]]
    more = grown["branded"] - fresh["branded"]
    printf "\nmemory of the child after %d answers: %d KB more than at first; the cache may have %d KB, and 5 %% for the rest: %s\n", n * 3, more, cache / 1024, verdict(more, cache / 1024 * 1.05)
    printf "a request of all in turn (2nd), to one of one host: %.2f; with room for all pages %.2f; httpd's canned page %.2f\n", second["branded"] / one["branded"], second["big"] / one["big"], second["without"] / one["without"]
}
