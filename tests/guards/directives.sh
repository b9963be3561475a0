# Every directive is documented in conf/README.md (syntax, default, context,
# example) and stands in conf/statuspages.conf; no other is documented.
. tests/guards/guard.sh.inc
source=mod_statuspages/httpd/directives.c
names=$(sed -n 's/^ *AP_INIT_[A-Z0-9_]*("\(StatusPages[A-Za-z]*\)".*/\1/p' $source)
[ -n "$names" ] || bad "no directive was found in $source"
for n in $names; do
    part=$(awk -v n="### $n" '$0 == n {on=1; next} /^##/ {on=0} on' conf/README.md)
    for word in Syntax: Default: Context: '```apache'; do
        case $part in
        *"$word"*) ok "$n $word" ;;
        *) bad "conf/README.md, section \"### $n\" lacks $word" ;;
        esac
    done
    if grep -qE "^ *#? ?$n( |\$)" conf/statuspages.conf; then
        ok "$n"
    else
        bad "conf/statuspages.conf lacks $n"
    fi
done
for n in $(sed -n 's/^### \(StatusPages[A-Za-z]*\)$/\1/p' conf/README.md; grep -oE '^ *#? ?StatusPages[A-Za-z]*' conf/statuspages.conf | tr -d '# ' | sort -u); do
    case " $(echo $names) " in
    *" $n "*) ok "$n" ;;
    *) bad "the documentation tells of $n, which there is not" ;;
    esac
done
done_guard
