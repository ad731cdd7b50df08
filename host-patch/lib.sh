# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the scripts of this folder share. Source it from the project's root.

build=build/host-patch

. host-patch/tree.sh

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# read_series SERIES: the package facts, as variables.
read_series() {
	series=$1
	[ -r "host-patch/series/$series" ] ||
		die "no series $series: there are $(cd host-patch/series && echo *)"
	# shellcheck source=/dev/null
	. "host-patch/series/$series"
	# shellcheck disable=SC2034 # for the scripts
	out=$build/$RELEASE
	# shellcheck disable=SC2034
	tree=$out/tree
	native=$(dpkg --print-architecture 2>/dev/null) || die "no dpkg: this needs Debian or Ubuntu"
}

# read_kernel RELEASE: the facts of the series whose kernel that is, in this flavour
# of Debian's (cloud-amd64, amd64, rt-amd64).
read_kernel() {
	for one in host-patch/series/*; do
		read_series "${one##*/}"
		case $1 in
		"${RELEASE%-cloud-amd64}-cloud-amd64" | "${RELEASE%-cloud-amd64}-amd64" | \
			"${RELEASE%-cloud-amd64}-rt-amd64") ;;
		*) continue ;;
		esac
		IMAGE=$(echo "$IMAGE" | sed "s/$RELEASE/$1/g")
		HEADERS=$(echo "$HEADERS" | sed "s/$RELEASE/$1/g")
		RELEASE=$1
		out=$build/$RELEASE
		tree=$out/tree
		return 0
	done
	die "$1 is none of the kernels in host-patch/series: for others of Debian's $(cd host-patch/series && echo *)" \
		"run 'make host-dkms', with its source at hand 'make host-modules KERNEL=$1 KERNEL_SRC=TREE'" \
		"(Ubuntu's: apt source linux-image-unsigned-$1)"
}

# fetch ARCH DIR PACKAGE...: unpack packages of the series at its version.
fetch() {
	fetch_arch=$1 fetch_dir=$2
	shift 2
	for package in "$@"; do
		set -- "$@" "$package=$VERSION"
		shift
	done
	boot/base/debs.sh "$fetch_arch" "$SUITE" "$fetch_dir" "$@" ||
		die "series $series is pinned to Debian's $VERSION: where $SUITE has a newer one," \
			"put that into host-patch/series/$series and run 'make patches SERIES=$series'"
}

# unpack_pristine: the parts of the kernel's source that the patch touches,
# checkpatch and kvm_stat, in $pristine.
unpack_pristine() {
	pristine=$build/source-$VERSION
	[ ! -e "$pristine/tools" ] || return 0
	rm -rf "$pristine" "$pristine.new" "$pristine.deb"
	fetch amd64 "$pristine.deb" "$SOURCE"
	echo "source: unpacking KVM from $SOURCE $VERSION"
	mkdir -p "$pristine.new"
	# shellcheck disable=SC2046,SC2086 # one word a file
	tar -C "$pristine.new" --strip-components=1 -xf "$pristine.deb/usr/src/$SOURCE.tar.xz" \
		$(printf "$SOURCE/%s " Makefile $sources tools/kvm/kvm_stat/kvm_stat scripts/checkpatch.pl \
			scripts/spelling.txt scripts/const_structs.checkpatch) ||
		die "$SOURCE has not the expected files"
	rm -rf "$pristine.deb"
	mv "$pristine.new" "$pristine"
}

# patch_kvm TREE: KVM's patched source into the tree.
patch_kvm() {
	rm -rf "$out/kvm.new"
	mkdir -p "$out/kvm.new"
	cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$out/kvm.new/"
	patch_sources "$out/kvm.new" "host-patch/patches/$series" "$SOURCE $VERSION" "run 'make patches'"
	cat host-patch/hooks/*.files | while read -r to from; do
		cmp -s "$out/kvm.new/$to" "host-patch/$from" ||
			die "host-patch/$from is newer than the patches: run 'make patches'"
	done
	overlay "$out/kvm.new" "$1"
	rm -rf "$out/kvm.new"
}

# unpack_kernel: the kernel's own packages in $out/root, where every suite's kernel
# has boot/vmlinuz-$RELEASE, boot/config-$RELEASE and KVM's modules in $stock.
unpack_kernel() {
	stock=$out/root/lib/modules/$RELEASE/kernel/arch/x86/kvm
	[ ! -d "$stock" ] || return 0
	rm -rf "$out/root.new"
	# shellcheck disable=SC2086 # one word a package
	fetch amd64 "$out/root.new" $IMAGE
	[ -e "$out/root.new/lib" ] || ln -s usr/lib "$out/root.new/lib"
	mkdir -p "$out/root.new/boot"
	for file in vmlinuz config; do
		[ -e "$out/root.new/boot/$file-$RELEASE" ] ||
			ln -s "../lib/modules/$RELEASE/$file" "$out/root.new/boot/$file-$RELEASE"
	done
	find "$out/root.new/lib/modules/$RELEASE/kernel/arch/x86/kvm" -name '*.xz' -exec xz -d {} +
	rm -rf "$out/root"
	mv "$out/root.new" "$out/root"
}

# choose_compiler: the compiler that made the kernel, in $cc and CROSS_COMPILE. The
# machine's is taken if it is of that very release and kbuild's own programs run here;
# else the suite's, by which kbuild's programs run as well (see wrap_programs).
choose_compiler() {
	made_by=$(sed -n 's/^CONFIG_GCC_VERSION=//p' "$out/root/boot/config-$RELEASE")
	if [ "$native" != amd64 ]; then
		CROSS_COMPILE=${CROSS_COMPILE:-x86_64-linux-gnu-}
	fi
	export CROSS_COMPILE="${CROSS_COMPILE:-}"
	cc=${CROSS_COMPILE}$COMPILER
	unset TOOLCHAIN_LOADER
	if [ "$(release_of "$cc")" = "$made_by" ] && runs_here; then
		return 0
	fi
	toolchain=$(host-patch/toolchain.sh "$series")
	CROSS_COMPILE=$toolchain/bin/x86_64-linux-gnu-
	cc=$toolchain/bin/$(sed -n 's/^CONFIG_CC_VERSION_TEXT="\([^ ]*\).*/\1/p' "$out/root/boot/config-$RELEASE")
	[ -x "$cc" ] || cc=$CROSS_COMPILE$COMPILER
	export TOOLCHAIN_LOADER="$toolchain/loader"
	[ "$(release_of "$cc")" = "$made_by" ] ||
		die "the kernel was made by GCC $made_by, and $TOOLS_SUITE has $("$cc" -dumpfullversion)"
	wrap_programs
}

# release_of COMPILER: as the kernel's configuration writes it, 12.2.0 as 120200.
release_of() {
	"$1" -dumpfullversion 2>/dev/null |
		awk -F . '{ printf "%d%02d%02d", $1, $2, $3 }'
}

# runs_here: whether kbuild's programs, as they are, run on this machine.
runs_here() {
	[ ! -e "$tree/tools/objtool/objtool.elf" ] || return 1
	"$tree/tools/objtool/objtool" --help >/dev/null 2>&1 || [ $? -eq 129 ]
}

# wrap_programs: have kbuild's programs run by the suite's own loader. Debian's objtool
# and modpost are dispatchers: what they would run for x86 takes their place.
wrap_programs() {
	find "$tree/scripts" "$tree/tools" -type f -perm -100 ! -name '*.elf' ! -name '*.real-*' |
		while read -r file; do
			[ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
			mv "$file" "$file.elf"
			for real in "$file.real-x86" "$file.real-lsb-64"; do
				[ ! -e "$real" ] || mv "$real" "$file.elf"
			done
			# shellcheck disable=SC2016 # for the script that this writes
			printf '#!/bin/sh\nexec "$TOOLCHAIN_LOADER" "$0.elf" "$@"\n' >"$file"
			chmod 755 "$file"
		done
}

# linked_tree DIR: a kernel tree of its own for other KVM source, which lies there already:
# its arch/ and include/, and virt/ where that is built, too. It has what was generated for
# $tree, and links to the rest.
linked_tree() {
	for file in "$PWD/$tree"/* "$PWD/$tree"/.[ck]*; do
		[ -e "$1/${file##*/}" ] || ln -s "$file" "$1/"
	done
	cp -a -n "$tree/include/." "$1/include/"
	cp -a -n "$tree/arch/x86/." "$1/arch/x86/"
	find "$1/arch/x86/kvm" -name '*.o' -delete
	rm "$1/arch/x86/kvm"/exit_probe* "$1/arch/x86/include/asm/kvm_exit_probe.h"
}
