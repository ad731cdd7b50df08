#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Refuse modules that would corrupt a running kernel, or that the kernel would refuse
# without a reason.
#
# usage: check.sh config DISTRIBUTION-CONFIG TREE	before a build
#        check.sh module DISTRIBUTION.ko BUILT.ko	after it
set -eu

objcopy=${CROSS_COMPILE:-}objcopy
export LC_ALL=C

die() {
	echo "check: $*" >&2
	exit 1
}

# options FILE: without those of the compiler and of the package's own signing.
options() {
	sed -n 's/^\(CONFIG_[A-Za-z0-9_]*=.*\)/\1/p' "$1" |
		grep -vE '^CONFIG_(CC_VERSION_TEXT|GCC_VERSION|CLANG_VERSION|AS_VERSION|LD_VERSION|LLD_VERSION|PAHOLE_VERSION|BUILD_SALT|MODULE_SIG_ALL|MODULE_SIG_KEY|SYSTEM_TRUSTED_KEYS)=' |
		tr -d '"' | sort
}

check_config() {
	# The build reads auto.conf, which may differ from .config.
	for file in .config include/config/auto.conf; do
		[ -r "$2/$file" ] || die "$2 has no $file: remove $2 and build again"
		drift=$(options "$1" >"$scratch" && options "$2/$file" | diff "$scratch" - |
			sed -n 's/^[<>] \([^=]*\)=.*/\1/p' | sort -u | tr '\n' ' ')
		[ -z "$drift" ] ||
			die "$file differs from the distribution's (${drift% }): remove $2 and build again"
	done
}

vermagic() {
	$objcopy -O binary --only-section=.modinfo "$1" "$scratch" || die "$1 is not a module"
	tr '\0' '\n' <"$scratch" | sed -n 's/^vermagic=//p'
}

# this_module FILE: the size of struct module, and the offsets of init and cleanup.
this_module() {
	readelf -SW "$1" | sed 's/\[ */[/' |
		awk '$2 == ".gnu.linkonce.this_module" { print "size", $6 }'
	readelf -rW "$1" | awk '
		/^Relocation section/ { inside = /this_module/ }
		inside && /_module \+ 0/ { print $5, $1 }'
}

check_module() {
	want=$(vermagic "$1") got=$(vermagic "$2")
	[ -n "$want" ] || die "$1 has no vermagic"
	[ "$got" = "$want" ] ||
		die "$2 is for '$got', the kernel wants '$want': build with the headers of that kernel"
	want=$(this_module "$1" | tr '\n' ' ') got=$(this_module "$2" | tr '\n' ' ')
	[ "$got" = "$want" ] ||
		die "struct module differs in $2 (${got% }; the kernel has ${want% }): build with the headers of that kernel"
}

[ $# -eq 3 ] || die "usage: check.sh config|module DISTRIBUTION-FILE BUILT-FILE"
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
case $1 in
config) check_config "$2" "$3" ;;
module) check_module "$2" "$3" ;;
*) die "unknown check $1" ;;
esac
