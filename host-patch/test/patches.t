#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The committed patches: they are what the hooks make, mail tools take them, and
# each builds. (What happens to hooks that do not fit: kernel-src.t.)
#
# SERIES=, those to look at (default: the default series; with WERROR=1, as CI has it, all).
# Building takes long: without SERIES=, only those of the default series are built one by one.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

root=$PWD
looked_at=$DEFAULT_SERIES
[ "${WERROR:-}" != 1 ] || looked_at=$(cd host-patch/series && echo *)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fresh NAME: a pristine tree in $work/NAME.
fresh() {
	rm -rf "${work:?}/$1"
	mkdir "$work/$1"
	cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$work/$1/"
}

# unplaced PATCHES DIR: the patches less what goes by the source's own revision: hashes, and
# where a line stands.
unplaced() {
	mkdir "$2"
	for one in "$1"/*.patch; do
		sed '/^index /d; s/^@@ [-+0-9, ]* @@/@@/' "$one" >"$2/$(basename "$one")"
	done
}

# check_series: its patches, in mail tools and on the pristine source.
check_series() {
	patches=$root/host-patch/patches/$series
	ok "$series: the patches are generated" host-patch/generate.sh "$series" "$work/again-$series"
	unplaced "$patches" "$work/committed-$series"
	unplaced "$work/again-$series" "$work/generated-$series"
	ok "$series: what is committed is what is generated" \
		diff -r "$work/committed-$series" "$work/generated-$series"

	fresh am
	cd "$work/am"
	git init -q
	git add -A
	git -c user.name=test -c user.email=test@localhost commit -q -m pristine
	ok "$series: git am takes the patches" \
		git -c user.name=test -c user.email=test@localhost am -q "$patches"/*.patch
	cd "$root"

	fresh patch
	for one in "$patches"/*.patch; do
		is "$series: patch -F0 applies $(basename "$one"), without a word" \
			"$(patch -d "$work/patch" -p1 -F0 -s --no-backup-if-mismatch <"$one" 2>&1)" ""
		# (A file that git tracks would be taken for a source file.)
		cp "$one" "$work/mail"
		ok "$series: checkpatch --strict has nothing to say of it" \
			perl "$pristine/scripts/checkpatch.pl" --strict --no-tree --quiet \
			--ignore FILE_PATH_CHANGES "$work/mail"
	done
	ok "$series: both ways end in the same tree" diff -r -x .git "$work/am" "$work/patch"
}

# build_series: the last patch is in the modules; those before it must build without it.
build_series() {
	fresh first
	linked_tree "$work/first"
	choose_compiler
	for one in "$patches"/000[12]*; do
		patch -d "$work/first" -p1 -F0 -s --no-backup-if-mismatch <"$one"
		objects=$(cd "$work/first/arch/x86/kvm" && echo exit_probe*.c | sed 's/\.c/.o/g')
		# shellcheck disable=SC2086 # one word an object
		ok "$series: $(basename "$one" .patch) builds without the next, without warnings" \
			kbuild "$work/first" M=arch/x86/kvm x86.o vmx/vmx.o svm/svm.o cpuid.o debugfs.o $objects
	done
}

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
for series in ${SERIES:-$looked_at}; do
	if ! why=$(host-patch/has-series.sh "$series" 2>&1); then
		skip "$series: the patches" "$why"
		continue
	fi
	read_series "$series"
	unpack_pristine >&2
	check_series
	if [ -n "${SERIES:-}" ] || [ "$series" = "$DEFAULT_SERIES" ]; then
		if [ -e "$tree/Makefile" ]; then
			build_series
		else
			skip "$series: the patches build one by one" "no kernel tree: run 'make modules' first"
		fi
	fi
done

tap_done
