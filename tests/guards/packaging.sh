# The packages' recipes are well-formed, and only the Makefile has the version.
. tests/guards/guard.sh.inc
version=$(sed -n 's/^VERSION := //p' Makefile)
here=conf/packaging

said=$(grep -rnF "$version" $here)
if [ -z "$said" ]; then ok version; else bad "the version stands in $said"; fi
for f in "$here"/*.sh "$here"/debian/*.postinst "$here"/debian/*.prerm; do
    if sh -n "$f"; then ok "$f"; else bad "$f is no shell script"; fi
done
for f in "$here"/debian/*.postinst "$here"/debian/*.prerm; do
    if grep -qx '#DEBHELPER#' "$f"; then ok "$f"; else bad "$f lacks debhelper"; fi
done
# what dh_apache2 takes is there, or made by the Makefile
while read -r kind f; do
    case $kind:$f in
    mod:build/statuspages.load) ok "$f" ;;
    mod:*) if [ -s "$f" ]; then ok "$f"; else bad "there is no $f"; fi ;;
    *) bad "\"$kind $f\" is no line for dh_apache2" ;;
    esac
done <"$here/debian/libapache2-mod-statuspages.apache2"

if command -v rpmspec >/dev/null; then
    # without apxs' words, which are this machine's
    said=$(rpmspec -q --define "sp_version $version" \
        --queryformat '%{NAME} %{VERSION} %{LICENSE}\n' $here/mod_statuspages.spec 2>&1)
    if [ "$said" = "mod_statuspages $version Apache-2.0" ]; then
        ok spec
    else
        bad "rpmspec: $said"
    fi
else
    echo "skipped: it needs rpmspec (make deps)"
fi
done_guard
