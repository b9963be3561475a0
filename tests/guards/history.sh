# A commit says in at most 72 characters what it does, and below that why:
# those after the house was divided into rooms, merges aside. In a shallow
# clone, those that are there.
. tests/guards/guard.sh.inc
first=10ceeed # the first one that keeps to it

if [ "$(git rev-parse --show-toplevel 2>/dev/null)" != "$(pwd -P)" ]; then
    skip_guard "the project's history" "a clone by git"
    exit 0
fi
if git cat-file -e "$first^{commit}" 2>/dev/null; then
    range=HEAD
    git cat-file -e "$first^" 2>/dev/null && range=$first^..HEAD
elif [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    range=HEAD
else
    skip_guard "commit $first" "the project's own history"
    exit 0
fi
for c in $(git rev-list --no-merges "$range"); do
    subject=$(git log -1 --format=%s "$c")
    short=$(git log -1 --format=%h "$c")
    if [ "$(printf %s "$subject" | wc -m)" -gt 72 ]; then
        bad "$short has a subject of more than 72 characters: $subject"
    elif [ -z "$(git log -1 --format=%b "$c" | grep -v '^[A-Z][A-Za-z-]*: ' | tr -d '[:space:]')" ]; then
        bad "$short has no body that says why: $subject"
    else
        ok "$short"
    fi
done
done_guard
