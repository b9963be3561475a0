#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copyright (c) 2026 The mod_statuspages authors
#
# "make mutants": puts faults drawn at random into a wing, one at a time, and
# runs the test programs that reach the line ("make coverage" has told which)
# until one of them fails. Ends with the faults that none has noticed.
#
#   sh tests/mutants/mutants.sh WING N [SEED]
#
# FILES= in the environment is a pattern (grep -E) that the files must have.
# A fault that does not compile, or makes no other object than before, is
# drawn again; so is one that tests/mutants/equivalents names. One more:
#
#   sh tests/mutants/mutants.sh try FOLDER       one that was drawn, or again
set -u
. tests/mutants/programs.sh.inc
plain=$build/mutants
covered=$build/coverage
tree=$plain/tree
programs=$plain # of integration: a copy
cc=${CC:-cc}
bound=95

# --- drawing ----------------------------------------------------------------

candidates() {
    find "mod_statuspages/$1" -name '*.c' | grep -E "${FILES:-}" | sort |
        xargs awk -f tests/mutants/mutate.awk
}

# The lines in an order that is the seed's own, with whichever awk.
shuffle() {
    awk -v seed="$1" '
    function random(n) {
        seed = (seed * 16807) % 2147483647
        return seed % n
    }
    BEGIN { seed = seed % 2147483646 + 1; random(1); random(1) }
    { line[NR] = $0 }
    END {
        for (i = NR; i > 0; i--) {
            j = random(i) + 1
            print line[j]
            line[j] = line[i]
        }
    }'
}

# compile FILE OBJECT: in the copy of the sources, by the same relative name.
compile() {
    (cd "$tree" && $cc @compile -c -o out.o "$1") 2>/dev/null &&
        mv "$tree/out.o" "$2"
}

# The original has to give the object that stands there, byte by byte, or no
# comparison with it means anything.
prepare_tree() {
    rm -rf "$tree"
    mkdir -p "$tree"
    cp -pR mod_statuspages "$tree/"
    cp "$plain/compile" "$tree/"
    first=mod_statuspages/core/base/utf8.c
    if ! compile "$first" "$tree/same.o" ||
        ! cmp -s "$tree/same.o" "$(object "$first")"; then
        echo "mutants: the sources are not those that were built" >&2
        exit 2
    fi
}

object() {
    o=${1#mod_statuspages/}
    echo "$plain/${o%c}o"
}

# put FILE FIRST LAST TEXT: the fault into the copy.
put() {
    text=$4 awk -v first="$2" -v last="$3" '
        NR < first || NR > last { print; next }
        { print (NR == first ? ENVIRON["text"] : "") }' "$1" >"$tree/$1"
}

is_equivalent() {
    was=$(sed -n "$2,$3p" "$1") now=$4 file=$1 \
        before=$(sed -n "$(($2 - 1))p" "$1") \
        awk -f tests/mutants/equivalents.awk tests/mutants/equivalents
}

# draw WING N SEED: folders 1 to N with what each of them is, and its object.
draw() {
    tab=$(printf '\t')
    n=0
    same=0
    named=0
    broken=0
    candidates "$1" | shuffle "$3" >"$work/candidates"
    while [ "$n" -lt "$2" ] && IFS=$tab read -r file first last kind text; do
        if is_equivalent "$file" "$first" "$last" "$text"; then
            named=$((named + 1))
            continue
        fi
        put "$file" "$first" "$last" "$text"
        if ! compile "$file" "$work/out.o"; then
            broken=$((broken + 1))
        elif cmp -s "$work/out.o" "$(object "$file")"; then
            same=$((same + 1))
        else
            n=$((n + 1))
            mkdir "$work/$n"
            mv "$work/out.o" "$work/$n/out.o"
            printf '%s\t%s\t%s\t%s\t%s\n' "$file" "$first" "$last" "$kind" \
                "$text" >"$work/$n/fault"
            diff -U 0 "$file" "$tree/$file" | sed 1,2d >"$work/$n/diff"
        fi
        cp -p "$file" "$tree/$file"
    done <"$work/candidates"
    echo "$1, seed $3: $n faults ($same made the same object, $broken did" \
        "not compile, $named were named as equivalent)"
}

# --- trying -----------------------------------------------------------------

# sources WING…: objects of the sources that are there, the faulty one among
# them in place of its own.
objects() {
    for part in "$@"; do
        find "mod_statuspages/$part" -name '*.c' ! -path '*/cli/statuspages.c' | sort
    done | while read -r source; do
        if [ "$source" = "$file" ]; then
            echo "$folder/out.o"
        else
            object "$source"
        fi
    done
}

# shellcheck disable=SC2046
link() {
    case $wing in
    core)
        $cc -shared -Wl,-soname,libsp.so -o "$folder/libsp.so" \
            $(objects core import cli) "$plain/cli_data.o" $(cat "$plain/libraries")
        ;;
    *)
        $cc -shared -Wl,-Bsymbolic -o "$folder/mod_statuspages.so" \
            $(objects core httpd) "$plain/builtin_data.o" $(cat "$plain/libraries")
        ;;
    esac
}

# Programs that have noticed a fault of this file before, in any run.
killers() {
    grep -ls "^$file" "$plain"/*/*/fault | sed 's,fault$,verdict,' |
        xargs -r sed -n 's/^killed \([^ ]*\).*/\1/p' 2>/dev/null |
        sort -u | tr '\n' ' '
}

# Programs that reach the lines, as "SECONDS/1000 PROGRAM": killers
# and those of the room first, then by their time. What core/ promises has to be held by unit/ and
# fuzz/ alone; what httpd/ does is seen by integration/ alone. A line that gcov doesn't count belongs to the
# statement that began above it; outside of functions, all of the file does.
reaching() {
    case $wing in
    core) kinds='unit|fuzz' ;;
    *) kinds=integration ;;
    esac
    grep -E "^$file [0-9]+ ($kinds)/" "$covered/index" | awk -v file="$file" -v first="$first" -v last="$last" -v room="$room" -v killers="$(killers)" \
        -f tests/mutants/reaching.awk "$covered/ran" "$covered/none" - |
        sort -n | cut -d ' ' -f 2-
}

# Runs a program and ends it when one of its tests has failed, or its time is
# up. Says "passes", "fails", "hangs", or "absent" where there is no such
# program, or none that the loader takes. The time of a program that only counts
# is the processor's, because the machine may be busy with others; those of
# integration wait, so theirs is the clock's.
watch() {
    processor=unlimited
    limit=$(($1 / 100 + (60 * 5))) # fifths of a second: ten times, and 60 s
    case $2 in
    integration/*) ;;
    *) processor=$(($1 / 500 + 20)) limit=$((limit * 10)) ;;
    esac
    log=$folder/log
    : >"$log"
    (
        # shellcheck disable=SC3045  # dash and bash know it, no other way does
        ulimit -t "$processor"
        run_program "$2" "$folder" "${3:-}"
    ) >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        limit=$((limit - 1))
        if [ "$limit" -lt 0 ] || grep -q '^\[  FAILED  \]' "$log"; then
            kill "$pid" 2>/dev/null
            break
        fi
        sleep 0.2
    done
    wait "$pid" 2>/dev/null
    code=$?
    sed -n 's/^kept: //p' "$log" | xargs -r rm -rf
    rm -rf "$build"/integration/*."$pid".[0-9]* "${TMPDIR:-/tmp}"/sp-*."$pid".[0-9]*
    if grep -q '^\[  FAILED  \]' "$log"; then
        echo fails
    elif [ "$limit" -lt 0 ]; then
        echo hangs
    else
        case $code in
        0 | 77) echo passes ;; # skipped is not noticed
        126 | 127) echo absent ;;
        137 | 152) echo hangs ;; # killed for its processor's time
        *) echo fails ;;
        esac
    fi
}

# A busy machine may fail a test of integration by itself: what it noticed it
# has to notice again.
notices() {
    said=$(watch "$1" "$2")
    case $2:$said in
    integration/*:fails) state=FAILED ;;
    integration/*:hangs) state=RUN ;; # the last that began
    *) state= ;;
    esac
    if [ -n "$state" ]; then
        test=$(sed -n "s/^\\[ *$state *\\] \\([a-z_0-9]*\\)\$/\\1/p" "$folder/log" | tail -n 1)
        said=$(watch "$1" "$2" "$test")
    fi
    [ "$said" != passes ]
}

try() {
    folder=$1
    IFS=$(printf '\t') read -r file first last kind text <"$folder/fault"
    wing=$(echo "$file" | cut -d / -f 2)
    room=$(echo "$file" | cut -d / -f 3)
    rm -f "$folder/verdict"
    link >"$folder/link" 2>&1 || { echo "no-link" >"$folder/verdict"; return; }
    reaching >"$folder/programs"
    while read -r time program; do
        if notices "$time" "$program"; then
            case $said in
            absent) echo "error $program cannot be run" ;;
            *) echo "killed $program $said ${test:-}" ;;
            esac >"$folder/verdict"
            break
        fi
        test=""
    done <"$folder/programs"
    [ -s "$folder/verdict" ] ||
        echo "survived $(wc -l <"$folder/programs")" >"$folder/verdict"
    rm -f "$folder/libsp.so" "$folder/mod_statuspages.so"
    echo "  $(cat "$folder/verdict"): $file:$first $kind"
}

# --- all of it --------------------------------------------------------------

report() {
    killed=$(cat "$work"/*/verdict | grep -c '^killed')
    survived=$(cat "$work"/*/verdict | grep -c '^survived')
    grep -l '^survived' "$work"/*/verdict | sort | while read -r v; do
        folder=${v%/verdict}
        echo
        echo "survived ($(cut -d ' ' -f 2 "$v") programs reach it; $folder):"
        cut -f 1,2 "$folder/fault" | tr '\t' ':'
        sed 's/^/    /' "$folder/diff"
    done
    total=$((killed + survived))
    echo "$1, seed $2: $killed of $total faults noticed"
    grep '^error' "$work"/*/verdict && return 1
    [ "$total" -gt 0 ] && [ "$killed" -ge $((total * bound / 100)) ]
}

if [ "$1" = try ]; then
    try "$2"
    exit
fi
seed=${3:-$(date +%s)}
work=$plain/$1-$seed
rm -rf "$work"
mkdir -p "$work"
prepare_tree
# so that they can be built anew meanwhile
rm -rf "$plain/integration"
mkdir -p "$plain/integration"
cp -p "$build"/integration/test_* "$plain/integration"
draw "$1" "$2" "$seed"
find "$work" -mindepth 1 -maxdepth 1 -type d | sort |
    xargs -P 2 -n 1 sh "$0" try
report "$1" "$seed"
