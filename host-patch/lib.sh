# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Functions that the scripts of this folder share. Source it from the project's root.

build=build/host-patch
arguments=$*
DEFAULT_SERIES=${DEFAULT_SERIES:-$(cat $build/default-series 2>/dev/null || echo 6.1)}

. boot/base/environment.sh
. host-patch/tree.sh
. host-patch/facts.sh

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# need_writable DIR: the folders of the build, and what is in DIR, such as after a build by root
need_writable() {
	locked=$({
		find build $build build/log -maxdepth 0 ! -writable
		find "$1" -maxdepth 1 ! -writable ! -type l
	} 2>/dev/null | head -n 1)
	[ -z "$locked" ] ||
		die "$locked belongs to $(stat -c %U "$locked"), and $(id -un) cannot write it: sudo chown -R $(id -un) build"
}

# thousands NUMBER: with commas
thousands() {
	echo "$1" | sed ':a; s/^\(-\{0,1\}[0-9]*[0-9]\)\([0-9]\{3\}\)/\1,\2/; ta'
}

# read_series SERIES: its current kernel, see find_kernel, as variables. SERIES is one of
# series/, or any other of Debian's with the suites that have it: 7.2@sid,
# 7.2@trixie+trixie-backports. $number is 7.2 then.
read_series() {
	series=$1 number=${1%@*}
	case $series in
	*[!0-9A-Za-z.@+-]*) die "no such series: $series" ;;
	[0-9]*.[0-9]*@[a-z]*)
		# The limits of 5.10 are the largest.
		. host-patch/series/5.10
		SUITES=$(echo "${series#*@}" | tr + ,)
		;;
	*)
		[ -f "host-patch/series/$series" ] ||
			die "no such series: $series: use one of $(cd host-patch/series && echo *), or X@SUITE"
		# shellcheck source=/dev/null
		. "host-patch/series/$series"
		;;
	esac
	use_kernel "$build/$series" cloud-amd64 ''
}

# suite_of RELEASE: the Debian release that a kernel's name has: bookworm of 6.12.57+deb12-amd64
suite_of() {
	case $1 in
	*[+.]deb11*) echo bullseye ;;
	*[+.]deb12*) echo bookworm ;;
	*[+.]deb13*) echo trixie ;;
	*[+.]deb14*) echo forky ;;
	esac
}

# has_suite RELEASE SERIES: the suites of the series have kernels of that name.
has_suite() (
	[ -f "host-patch/series/$2" ] || exit 1
	# shellcheck source=/dev/null
	. "host-patch/series/$2"
	case ,$SUITES, in
	*",$(suite_of "$1")"*) ;;
	*) exit 1 ;;
	esac
)

# name_kernel RELEASE [ROOT]: its series and its Debian flavour (cloud-amd64, amd64, rt-amd64).
name_kernel() {
	series=$(series_of "$1")
	refuse_old "the kernel $1" "$series"
	flavour=$(echo "$1" | sed -n 's/^[0-9.]*\(-[0-9.a-z]*\|+deb[0-9.]*\)-\(cloud-amd64\|rt-amd64\|amd64\)$/\2/p')
	if [ -z "$flavour" ] || ! has_suite "$1" "$series"; then
		die "$1 is not supported by host-patch/series (Debian's $(cd host-patch/series && echo *))." \
			"$(kernel_advice "${2:-}" "$1")"
	fi
}

# read_kernel RELEASE: the packages of that kernel, as variables.
read_kernel() {
	name_kernel "$1"
	number=$series
	# shellcheck source=/dev/null
	. "host-patch/series/$series"
	use_kernel "$build/$1" "$flavour" "$1"
}

# read_wanted SERIES|RELEASE
read_wanted() {
	case $1 in
	*@*) read_series "$1" ;;
	*-*) read_kernel "$1" ;;
	*) read_series "$1" ;;
	esac
}

# use_kernel OUT FLAVOUR RELEASE: a kernel of $number in $SUITES, built in OUT; the newest if
# RELEASE is empty. OUT/kernel has what was found.
use_kernel() {
	out=$1 tree=$1/tree
	need_writable "$out"
	native=$(dpkg --print-architecture 2>/dev/null) || die "no dpkg: this needs Debian or Ubuntu"
	[ -e "$out/kernel" ] || find_kernel "$2" "$3"
	# shellcheck source=/dev/null
	. "$out/kernel"
}

# find_kernel FLAVOUR RELEASE: in the package lists of all suites that may have it. The
# choice stays until one of its packages is gone from the archive.
find_kernel() (
	. boot/base/apt.sh
	open_suites amd64 "$SUITES"
	mkdir -p "$out"
	[ ! -e "$out/kernel" ] || exit 0
	set -- "$@" "$(mktemp -d "$out/lists.XXXXXX")"
	trap 'rm -rf "$3" "$out/kernel.new"; rmdir "$out" 2>/dev/null || :' EXIT
	trap 'exit 1' HUP INT TERM
	lists=
	for suite in $suites; do
		package_lists "$suite" >"$3/$suite"
		lists="$lists $suite=$3/$suite"
	done
	# shellcheck disable=SC2086 # one word a suite
	RELEASE=$2 host-patch/choose-kernel.sh "$number" "$1" $lists >"$out/kernel.new" || exit 1
	mv "$out/kernel.new" "$out/kernel"
	# shellcheck source=/dev/null
	. "$out/kernel"
	# shellcheck disable=SC2153 # the kernel has it
	echo "kernel: Linux $number is $RELEASE, Debian's $VERSION of $SUITE" >&2
)

# fetch ARCH DIR PACKAGE=VERSION...: unpack packages of the kernel's suites. If one is
# gone, the script starts again and chooses another kernel.
fetch() {
	fetch_arch=$1 fetch_dir=$2
	shift 2
	if boot/base/debs.sh "$fetch_arch" "$SUITES" "$fetch_dir" "$@"; then
		return 0
	fi
	[ -z "${KERNEL_IS_NEW:-}" ] || exit 1
	rm -rf "$fetch_dir" "$out/kernel"
	echo "kernel: $* is not available: choosing another kernel" >&2
	# shellcheck disable=SC2086 # as it was called
	KERNEL_IS_NEW=yes exec "$0" $arguments
}

# of_version PACKAGE...: each with the kernel's version.
of_version() {
	printf "%s=$VERSION " "$@"
}

# unpack_pristine: the parts of the kernel's source that the patch touches,
# checkpatch and kvm_stat, in $pristine.
unpack_pristine() {
	pristine=$build/source-$VERSION
	[ ! -e "$pristine/tools" ] || return 0
	rm -rf "$pristine" "$pristine.new" "$pristine.deb"
	fetch amd64 "$pristine.deb" "$SOURCE=$VERSION"
	echo "source: unpacking KVM from $SOURCE $VERSION"
	mkdir -p "$pristine.new"
	# shellcheck disable=SC2046,SC2086 # one word a file
	tar -C "$pristine.new" --strip-components=1 -xf "$pristine.deb/usr/src/$SOURCE.tar.xz" \
		$(printf "$SOURCE/%s " Makefile $sources tools/kvm/kvm_stat/kvm_stat scripts/checkpatch.pl \
			scripts/spelling.txt scripts/const_structs.checkpatch) ||
		die "$SOURCE does not have the expected files"
	rm -rf "$pristine.deb"
	mv "$pristine.new" "$pristine"
}

# patch_kvm TREE: put KVM's source with the hooks into the tree. Other trees of the kernel may be
# patched at the same time.
patch_kvm() {
	patched=$1.kvm.new
	if ! patch_sources "$pristine" "$patched" "host-patch/patches/$number"; then
		boot/base/needs.sh patches
		place_hooks "$pristine" "$patched" host-patch/hooks
	fi
	cat host-patch/hooks/*.files | while read -r to from; do
		cmp -s "$patched/$to" "host-patch/$from" ||
			die "host-patch/$from is newer than the patches: run 'make patches'"
	done
	overlay "$patched" "$1"
	rm -rf "$patched"
}

# unpack_kernel: the kernel's own packages in $out/root, which has boot/vmlinuz and
# boot/config for every suite, and KVM's modules in $stock.
unpack_kernel() {
	# shellcheck disable=SC2034 # for the scripts
	stock=$out/root/lib/modules/$RELEASE/kernel/arch/x86/kvm
	[ "$(cat "$out/root/version" 2>/dev/null)" != "$VERSION" ] || return 0
	rm -rf "$out/root.new"
	# shellcheck disable=SC2046,SC2086 # one word a package
	fetch amd64 "$out/root.new" $(of_version $IMAGE)
	mkdir -p "$out/root.new/boot"
	for file in vmlinuz config; do
		[ -e "$out/root.new/boot/$file-$RELEASE" ] ||
			ln -s "../lib/modules/$RELEASE/$file" "$out/root.new/boot/$file-$RELEASE"
		ln -s "$file-$RELEASE" "$out/root.new/boot/$file"
	done
	find "$out/root.new/lib/modules/$RELEASE/kernel/arch/x86/kvm" -name '*.xz' -exec xz -d {} +
	echo "$VERSION" >"$out/root.new/version"
	rm -rf "$out/root"
	mv "$out/root.new" "$out/root"
}

# compiler_of CONFIG: the name of the compiler that built the kernel: gcc-12.
compiler_of() {
	sed -n 's/^CONFIG_CC_VERSION_TEXT="\([^ ]*\).*/\1/p' "$1" | sed 's/^x86_64-linux-gnu-//'
}

# choose_compiler: the compiler that built the kernel, in $cc and CROSS_COMPILE. The
# machine's is used if it is the same release and kbuild's own programs run here, else
# the suite's, whose loader also runs kbuild's programs (see wrap_programs).
choose_compiler() {
	made_by=$(sed -n 's/^CONFIG_GCC_VERSION=//p' "$out/root/boot/config")
	compiler=$(compiler_of "$out/root/boot/config")
	if [ "$native" != amd64 ]; then
		CROSS_COMPILE=${CROSS_COMPILE:-x86_64-linux-gnu-}
	fi
	export CROSS_COMPILE="${CROSS_COMPILE:-}"
	cc=${CROSS_COMPILE}$compiler
	unset TOOLCHAIN_LOADER
	if [ "$(release_of "$cc")" = "$made_by" ] && runs_here; then
		return 0
	fi
	toolchain=$(host-patch/toolchain.sh "$SUITES" "$compiler" "$KBUILD=$KBUILD_VERSION")
	CROSS_COMPILE=$toolchain/bin/x86_64-linux-gnu-
	cc=$CROSS_COMPILE$compiler
	export TOOLCHAIN_LOADER="$toolchain/loader"
	[ "$(release_of "$cc")" = "$made_by" ] ||
		die "GCC $made_by built the kernel, but $SUITES have $("$cc" -dumpfullversion): run 'make distclean' to choose another kernel"
	wrap_programs
}

# release_of COMPILER: in the form of the kernel's configuration, 12.2.0 as 120200.
release_of() {
	"$1" -dumpfullversion 2>/dev/null |
		awk -F . '{ printf "%d%02d%02d", $1, $2, $3 }'
}

# runs_here: whether the unchanged kbuild programs run on this machine.
runs_here() {
	[ ! -e "$tree/tools/objtool/objtool.elf" ] || return 1
	"$tree/tools/objtool/objtool" --help >/dev/null 2>&1 || [ $? -eq 129 ]
}

# wrap_programs: run kbuild's programs with the suite's own loader. Debian's objtool and
# modpost are dispatchers: the programs that they run for x86 replace them.
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

# linked_tree DIR: make a kernel tree for other KVM source, whose arch/, include/ and maybe
# virt/ are already in DIR. It gets the files generated for $tree, and links to the rest.
linked_tree() {
	for file in "$PWD/$tree"/* "$PWD/$tree"/.[ck]*; do
		[ -e "$1/${file##*/}" ] || ln -s "$file" "$1/"
	done
	cp -a -n "$tree/include/." "$1/include/"
	cp -a -n "$tree/arch/x86/." "$1/arch/x86/"
	find "$1/arch/x86/kvm" -name '*.o' -delete
	rm "$1/arch/x86/kvm"/exit_probe* "$1/arch/x86/include/asm/kvm_exit_probe.h"
}
