# What bash offers behind "statuspages" is what the command takes.
. tests/guards/guard.sh.inc
command -v bash >/dev/null || {
    skip_guard bash "the package bash"
    exit 0
}

# offers WORDS…: what is offered for the last of them, on one line.
offers() {
    PATH=$build:$PATH bash -c '
        . conf/packaging/statuspages.bash-completion
        complete -p statuspages | grep -q -- "-F _statuspages statuspages" ||
            exit 1
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _statuspages "$1" "${*: -1}" "${*: -2:1}"
        echo "${COMPREPLY[@]}"' offers "$@" 2>&1
}

# for WORDS… = WHAT-IS-OFFERED
offer() {
    wanted=$1
    shift
    found=$(offers statuspages "$@")
    if [ "$found" = "$wanted" ]; then
        ok "$*"
    else
        bad "statuspages $*: bash offers \"$found\", not \"$wanted\""
    fi
}

offer "render" ren
offer "check codes" c
offer "--help --version" --
offer "--format" render 404 --f
offer "--json" codes --j
offer "--language" import --lang
offer "--languages" codes --json --languages
offer "" check --nothing
offer "" nonsense --f
offer "420 421 422 423 424 425 426 428 429" render 42
offer "json" render 404 --format j
offer "markdown" render 404 --format m
offer "de" render 404 --lang de
offer "maintenance" render 404 --theme m
offer "cloud-core" codes --catalog cloud-co
offer "" render 404 --logo x

# Each command and each option of each is offered.
for c in $("$build/statuspages" --help |
    awk '/^Commands:/ {on = 1; next} /^$/ {on = 0} on {print $1}'); do
    offer "$c" "$c"
    for o in $("$build/statuspages" "$c" --help | sed -n 's/^  \(--[a-z]*\) .*/\1/p'); do
        case " $(offers statuspages "$c" "$o") " in
        *" $o "*) ok "$c $o" ;;
        *) bad "bash does not offer $o behind statuspages $c" ;;
        esac
    done
done
done_guard
