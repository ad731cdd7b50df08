#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# needs.sh with missing tools: a PATH with few tools, and the test's own apt-get, sudo and id.
set -u
. boot/base/tap.sh
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
for tool in sh env dirname tr uname mkdir id cat chmod touch; do
	ln -s "$(command -v $tool)" "$work/bin/$tool"
done

# program NAME TEXT: makes a program in the test's PATH. Removes a link first, so as not to
# write to the machine's own program.
program() {
	rm -f "$work/bin/$1"
	printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
	chmod 755 "$work/bin/$1"
}

# needs ARGUMENT...: runs needs.sh with that PATH, a known mirror and no terminal.
needs() {
	env PATH="$work/bin" DEBIAN_MIRROR=http://one.example/debian LANG=de_DE.UTF-8 \
		sh boot/base/needs.sh "$@" </dev/null
}

fails "an unknown job" "^usage: needs.sh" needs nothing
fails "a system without apt: the missing packages" \
	"^needs: no apt-get here; install these Debian packages .* nasm " needs run
fails "a system without apt: a command for a container" \
	"podman run --rm -it -v '$PWD:/exit-probe:z' -w /exit-probe debian sh -c 'apt-get update && .*make run'$" \
	needs run
fails "a kernel that only this host has is for no container" \
	"^needs: no apt-get here; install what is missing, by the names of Debian's packages: .* coccinelle bzip2 xz-utils zstd$" needs own
program docker :
fails "docker if podman is missing" "; or run it in a Debian container: docker run.*make host-kernel'$" \
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

# A release without nasm, and a failing source; each installed package has a command of its
# own name.
program apt-get "
echo \"\$*\" >>$work/apt.log
echo \"\${DPKG_ROOT:-}\" >>$work/apt.roots
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
DPKG_ROOT=/elsewhere needs run >"$work/output" 2>&1
is "a package that apt does not have: status" "$?" 2
is "apt installs into this machine" "$(sort -u "$work/apt.roots")" ""
is "a failing source does not stop the other packages" \
	"$([ -x "$work/bin/xorriso" ] && tail -n 1 "$work/apt.log" | grep -c ' install .*xorriso')" 1
ok "only the missing package is named" \
	grep -qE '^needs: apt-get failed, see build/log/needs.log; .*install --no-install-recommends .*nasm' "$work/output"
is "an installed package is not named" "$(tail -n 1 "$work/output" | grep -c xorriso)" 0
is "-n lists the missing package" "$(needs -n run | tr ' ' '\n' | grep -cE '^(nasm|xorriso)$')" 1

# Sources that are not Debian's
printf 'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "/dev/null";\n' >"$work/apt.conf"
if [ ! -e /usr/sbin/debootstrap ] && [ ! -e /usr/bin/mmdebstrap ]; then
	is "without Debian's sources debootstrap is needed" \
		"$(APT_CONFIG=$work/apt.conf boot/base/needs.sh -n run | tr ' ' '\n' | grep -c '^debootstrap$')" 1
else
	is "with debootstrap or mmdebstrap installed it is not needed" \
		"$(APT_CONFIG=$work/apt.conf boot/base/needs.sh -n run | tr ' ' '\n' | grep -c '^debootstrap$')" 0
fi
tap_done
