#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What needs.sh does and says where the tools are missing: with an apt-get, a sudo and an id
# that are the test's, and the bare tools beside them.
set -u
. boot/base/tap.sh
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
for tool in sh env dirname tr uname mkdir id cat chmod touch; do
	ln -s "$(command -v $tool)" "$work/bin/$tool"
done

# program NAME TEXT: a program of the test's own. What is linked here is the machine's, which
# nothing may be written through to.
program() {
	rm -f "$work/bin/$1"
	printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
	chmod 755 "$work/bin/$1"
}

# needs ARGUMENT...: with that PATH, a mirror that is known and no terminal.
needs() {
	env PATH="$work/bin" DEBIAN_MIRROR=http://one.example/debian LANG=de_DE.UTF-8 \
		sh boot/base/needs.sh "$@" </dev/null
}

fails "an unknown job" "^usage: needs.sh" needs nothing
fails "a system without apt: what is missing" "^needs: no apt-get here; missing are.* nasm " needs run
fails "and a command that does it in a container" \
	"podman run --rm -it -v '$PWD:/exit-probe:z' -w /exit-probe debian sh -c 'apt-get update && .*make run'$" \
	needs run
program docker :
fails "docker where podman is not there" "; a Debian container has them: docker run.*make host-kernel'$" \
	needs kernel
rm "$work/bin/docker"

program apt-get :
program id 'echo 1000'
fails "neither root nor sudo: the command for root" \
	"^needs: neither root nor sudo; .*: apt-get install .* nasm " needs run
program sudo 'exit 1'
fails "a sudo that asks for a password" "^needs: sudo asks for a password; .* nasm " needs run
rm "$work/bin/sudo"
program id 'echo 0'

# A release that has no nasm, and a source of somebody else's that is gone; whatever is
# installed has a command of the package's name.
program apt-get "
echo \"\$*\" >>$work/apt.log
case \" \$* \" in
*' update '*) exit 100 ;;
*' nasm '*) exit 100 ;;
*' -s '*) exit ;;
*' install '*)
	for word; do
		[ -e $work/bin/\$word ] && continue
		printf '#!/bin/sh\n' >$work/bin/\$word
		chmod 755 $work/bin/\$word
	done 2>/dev/null
	;;
esac"
needs run >"$work/said" 2>&1
is "what apt cannot have: status" "$?" 2
is "its source that fails does not keep the others away" \
	"$([ -x "$work/bin/xorriso" ] && tail -n 1 "$work/apt.log" | grep -c ' install .*xorriso')" 1
ok "only what is still missing is named" \
	grep -qE '^needs: apt-get failed, see build/log/needs.log; .*install --no-install-recommends .*nasm' "$work/said"
is "what was installed is not" "$(tail -n 1 "$work/said" | grep -c xorriso)" 0
is "-n lists the same" "$(needs -n run | tr ' ' '\n' | grep -cE '^(nasm|xorriso)$')" 1

# Sources that are not Debian's
printf 'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "/dev/null";\n' >"$work/apt.conf"
if [ ! -e /usr/sbin/debootstrap ] && [ ! -e /usr/bin/mmdebstrap ]; then
	is "debootstrap, which knows Debian's mirror" \
		"$(APT_CONFIG=$work/apt.conf boot/base/needs.sh -n run | tr ' ' '\n' | grep -c '^debootstrap$')" 1
else
	is "where one that knows Debian's mirror is there, no other" \
		"$(APT_CONFIG=$work/apt.conf boot/base/needs.sh -n run | tr ' ' '\n' | grep -c '^debootstrap$')" 0
fi
tap_done
