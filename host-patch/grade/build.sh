#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build KVM's modules from a series' pristine source with a student's patch.
#
# usage: build.sh PATCH SERIES OUT
#   OUT  gets findings (see found.h), patch (what was taken of it), files (which it changes),
#        build.log, and the modules, if they could be built
# A patch that does not fit or not compile is a finding; the exit status is 0 then.
set -eu
. host-patch/lib.sh

[ $# -eq 3 ] || die "usage: build.sh PATCH SERIES OUT"
student=$1 to=$3
here=host-patch/grade
read_series "$2"
work=build/grade/$series
if [ ! -r "$student" ] || [ ! -f "$student" ]; then
	die "$student is not a file that can be read: PATCH= is a patch"
fi

mkdir -p "$to" "$work"
rm -rf "$to"/*.ko
: >"$to/findings"
: >"$to/outside"

# check NAME RESULT TEXT
check() {
	printf 'check %s %s %s\n' "$1" "$2" "$3" >>"$to/findings"
}

# tell_headers: KVM's headers, which a patch may change, too
kvm_headers() {
	(cd "$1" && find include arch/x86/include -name 'kvm*.h' -o -path '*/asm/vmx.h' -o -path '*/asm/svm.h' \
		-o -name vmxfeatures.h | grep -v exit_probe)
}

# fresh_source: the pristine source, with these headers
fresh_source() {
	copy_sources "$pristine" "$work/source"
	kvm_headers "$tree" | while read -r file; do
		[ -e "$work/source/$file" ] || {
			mkdir -p "$work/source/$(dirname "$file")"
			cp -p "$tree/$file" "$work/source/$file"
		}
	done
}

# apply FUZZ
apply() {
	fresh_source
	patch -d "$work/source" -p1 -F"$1" --no-backup-if-mismatch --batch --forward <"$to/patch" >"$to/patch.log" 2>&1
}

# first_failure: in words
first_failure() {
	awk '
		/^patching file/ { file = $3 }
		/FAILED|malformed|can.t find file|already exists|Reversed/ {
			sub(/ -- saving.*/, "")
			print (file == "" ? "" : file ": ") $0
			exit
		}' "$to/patch.log"
}

take_patch() {
	(cd "$pristine" && find arch/x86/kvm virt/kvm -name '*.[ch]') |
		LC_ALL=C awk -v outside="$to/outside" -f $here/split.awk - "$student" >"$to/patch"
	sed -n 's/^+++ b\///p; s/^--- a\///p' "$to/patch" | LC_ALL=C sort -u >"$to/files"
	left=$(head -n 1 "$to/outside")
	more=$(($(wc -l <"$to/outside") - 1))
	[ $more -lt 1 ] || left="$left, and $more more"
	left=${left:+; left out: $left}
	if [ ! -s "$to/patch" ]; then
		check applies fail "no unified diff of KVM's files in it$left"
	elif apply 0; then
		check applies pass "fits$left"
	elif apply 2; then
		check applies pass "fits only with fuzz: $(grep -m 1 'with fuzz' "$to/patch.log")$left"
	else
		check applies fail "$(first_failure)$left"
	fi
}

# make_tree: once for a kernel, then only what a patch changes is compiled.
make_tree() {
	[ "$(cat "$work/version" 2>/dev/null)" != "$VERSION" ] || return 0
	rm -rf "$work/tree" "$work/version"
	mkdir -p "$work/tree"
	cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$work/tree/"
	linked_tree "$work/tree"
	echo "$VERSION" >"$work/version"
}

# drop_others: the files that only an earlier patch had
drop_others() {
	(cd "$work/tree" && find arch/x86/kvm virt/kvm -name '*.[chS]' ! -name '*.mod.c') | while read -r file; do
		[ -e "$work/source/$file" ] || [ -e "$pristine/$file" ] || rm "$work/tree/$file"
	done
}

# first_error: of the build's log, without the folder's name
first_error() {
	grep -m 1 -E 'error:|ERROR: modpost|Error [0-9]' "$to/build.log" | sed "s|$PWD/||g; s|$work/tree/||g; s|\.\./||g" || echo "no error line"
}

boot/base/needs.sh run
unpack_pristine
unpack_kernel
[ -e "$tree/Makefile" ] || die "no kernel tree: run 'make modules SERIES=$series' first"
choose_compiler
take_patch
! grep -q '^check applies fail' "$to/findings" || exit 0
make_tree
overlay "$work/source" "$work/tree"
drop_others
rm -f "$work/tree/arch/x86/kvm"/kvm*.ko
if ! kbuild "$work/tree" M=arch/x86/kvm modules >"$to/build.log" 2>&1; then
	check builds fail "$(first_error)"
	exit 0
fi
warnings=$(grep -c ': warning: ' "$to/build.log" || true)
check builds pass "$warnings warnings$(grep -m 1 ': warning: ' "$to/build.log" | sed 's/^[^ ]*\(arch.*\)/: \1/; s/^\([^:]\)/: \1/' || true)"
for name in $names; do
	"${CROSS_COMPILE}objcopy" --strip-debug "$work/tree/arch/x86/kvm/$name.ko" "$to/$name.ko"
done
