# SECURITY.md names for each of its promises the tests that hold it: every
# promise has one, and each that is named is there, registered in its program.
. tests/guards/guard.sh.inc

# promises FILE: "PROMISE-LINE PROGRAM TEST" for each test that is named, and
# "LINE - -" for a promise without any.
promises() {
    awk '
    function close_promise() {
        if (promise && !held) {
            print promise, "-", "-"
        }
        promise = 0
    }
    /^- / { close_promise(); promise = FNR; held = 0 }
    /^#/ { close_promise() }
    /^  - `/ {
        n = split($0, part, "`")
        for (i = 4; i <= n; i += 2) {
            held = 1
            print promise, part[2], part[i]
        }
    }
    END { close_promise() }' "$1"
}

# look_at FILE: says "LINE WHAT" for each fault in it.
look_at() {
    promises "$1" | while read -r line program test; do
        if [ "$program" = - ]; then
            echo "$line: the promise names no test"
        elif [ ! -f "tests/$program.c" ]; then
            echo "$line: there is no program tests/$program.c"
        elif ! grep -q "^\(static void \)\{0,1\}$test(void \*\*" "tests/$program.c"; then
            echo "$line: tests/$program.c has no test $test"
        elif [ "$(grep -cw "$test" "tests/$program.c")" -lt 2 ]; then
            echo "$line: tests/$program.c does not run $test"
        fi
    done
}

faults_found=$(look_at SECURITY.md)
if [ -n "$faults_found" ]; then
    bad "SECURITY.md:$faults_found"
fi
for promise in $(promises SECURITY.md | cut -d ' ' -f 1 | sort -u); do
    ok "$promise"
done

# The guard itself: a promise without a test, one whose test isn't there, one
# whose program isn't.
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT
cat >"$temp/promises" <<'END'
- Nobody holds this.
- This is held.
  - `integration/test_bodies`: `details_are_hidden_else`
- This one by a test that is none.
  - `integration/test_bodies`: `details_are_hidden_else` `nothing_of_the_kind`
- And this by no program.
  - `integration/test_nothing`: `at_all`
END
if [ "$(look_at "$temp/promises" | cut -d : -f 1 | tr '\n' ' ')" = "1 4 6 " ]; then
    ok "the guard"
else
    bad "the guard does not find what is wrong: $(look_at "$temp/promises")"
fi
done_guard
