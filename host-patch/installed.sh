# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-only
# Build KVM's patched modules for a kernel that is installed, of any distribution, from its
# own source, which is not changed, against its own headers and with its own compiler. The
# DKMS package has this file as well.
#
# Source it after tree.sh, facts.sh and kernel-source.sh. The script defines die(), and sets
#   release    the kernel's
#   root       the folder of that machine's files; '' for this machine
#   PATCH_DIR  the folder of check.sh, patches/ and hooks/

# need_kernel: the kernel is one that can be patched; sets its series.
need_kernel() {
	series=$(series_of "$release")
	refuse_old "the kernel $release" "$series"
	modules=$root/lib/modules/$release
	[ -d "$modules/kernel" ] || die "no $modules/kernel: the kernel $release is not installed here$(whole_kernel_advice)"
	for name in $names; do
		[ -n "$(stock_module "$modules" "$name")" ] ||
			die "$release has no module $name: KVM is built in or not configured$(whole_kernel_advice)"
	done
}

# whole_kernel_advice: for WSL2's kernel, which is no package and is only replaced as a whole
whole_kernel_advice() {
	[ "$(distribution "$root" "$release" 1)" != "WSL2's" ] ||
		echo ": source: $(source_advice "$root" "$release"); then: $(next_step "$root" "$release")"
}

# find_headers: sets headers, and common to the folder with the rest of them, where they are two.
find_headers() {
	headers=$root/usr/src/linux-headers-$release
	[ -e "$headers/include/config/auto.conf" ] || headers=$root/lib/modules/$release/build
	[ -e "$headers/include/config/auto.conf" ] ||
		die "no headers: get them: $(headers_advice "$root" "$release")"
	common=
	[ -z "$(version_of "$headers")" ] || return 0
	for common in "$(included)" "$root/usr/src/$(basename "$(readlink "$root/lib/modules/$release/source")")"; do
		[ -z "$(version_of "$common")" ] || return 0
	done
	die "the headers in $headers lack the folder with their Makefile: get them again: $(headers_advice "$root" "$release")"
}

# included: the folder whose Makefile that of the headers includes, as Debian's and openSUSE's do
included() {
	folder=$(sed -n 's|^include \(.*\)/Makefile$|\1|p' "$headers/Makefile" 2>/dev/null | head -n 1)
	case $folder in
	/*) echo "$root$folder" ;;
	*) echo "$headers/$folder" ;;
	esac
}

# compose_installed TREE: compose a tree from the headers: Debian's three packages, openSUSE's
# two folders, or else one folder. The last ones may have links, also broken ones, and files of
# root's that no build needs.
compose_installed() {
	programs=$(readlink "$headers/scripts" | sed -n 's|.*/\(lib/linux-kbuild[^/]*\)/scripts$|usr/\1|p')
	if [ -n "$programs" ]; then
		compose_tree "$headers" "$common" "$root/$programs" "$1"
		return
	fi
	rm -rf "$1"
	mkdir -p "$1"
	for part in ${common:+"$common"} "$headers"; do
		find -L "$part" -type l -printf './%P\n' >"$1/broken" 2>/dev/null || true
		# (The Makefile of openSUSE's second folder only includes the first one's.)
		[ -z "$common" ] || [ "$part" = "$common" ] || echo ./Makefile >>"$1/broken"
		wrong=$(tar -C "$part" -chf "$1/part.tar" --exclude=.git --exclude='*.o' --exclude='*.ko' \
			--exclude=vmlinux --exclude=System.map --exclude='*.pem' --no-wildcards --anchored -X "$1/broken" . 2>&1 &&
			tar -C "$1" -xf "$1/part.tar" 2>&1) || die "$part cannot be copied: $(echo "$wrong" | head -n 1)"
		rm "$1/part.tar" "$1/broken"
	done
}

# config_of: the configuration of the kernel, or else that of its headers: Arch installs no
# other.
config_of() {
	for file in "$root/boot/config-$release" "$root/lib/modules/$release/config" "$headers/.config"; do
		[ ! -r "$file" ] || break
	done
	echo "$file"
}

# major_of COMPILER: its major version
major_of() {
	"$1" -dumpversion 2>/dev/null | cut -d . -f 1
}

# find_compiler CONFIG: sets cc to the compiler that built the kernel, in the same major
# version, and LLVM if the kernel was linked by LLVM.
find_compiler() {
	compiler=gcc packages=gcc option=CONFIG_GCC_VERSION LLVM=
	if grep -q '^CONFIG_CC_IS_CLANG=y' "$1"; then
		compiler=clang packages="clang lld llvm" option=CONFIG_CLANG_VERSION
	fi
	major=$(sed -n "s/^$option=//p" "$1")
	[ -n "$major" ] ||
		die "$1 has no $option, so these are not the headers of a built kernel: get them: $(headers_advice "$root" "$release")"
	major=$((major / 10000))
	for suffix in -$major ''; do
		cc=$compiler$suffix
		[ $compiler = clang ] || cc=${CROSS_COMPILE:-}$cc
		[ "$(major_of "$cc")" != $major ] || break
		cc=
	done
	[ -n "$cc" ] || die "no $compiler $major, which built this kernel: get it:" \
		"$(compiler_advice "$root" "$release" $major "$packages")"
	# shellcheck disable=SC2034 # for kbuild()
	! grep -q '^CONFIG_LD_IS_LLD=y' "$1" || LLVM=${suffix:-1}
}

# build_installed DIR LOG: build in DIR/tree. The modules are in its arch/x86/kvm then.
build_installed() {
	compose_installed "$1/tree"
	wrong=$("$PATCH_DIR/check.sh" config "$(config_of)" "$1/tree" 2>&1) || {
		wrong=${wrong#check: }
		die "$headers has another kernel's headers (${wrong%: remove*}): get them: $(headers_advice "$root" "$release")"
	}
	find_compiler "$1/tree/.config"
	take_source "$1/pristine"
	need_same_version "$1/tree"
	patch_sources "$pristine" "$1/source" "$PATCH_DIR/patches/$series" ||
		place_hooks "$pristine" "$1/source" "$PATCH_DIR/hooks"
	overlay "$1/source" "$1/tree"
	build_kvm "$1/tree" "$2"
	for name in $names; do
		"${CROSS_COMPILE:-}strip" --strip-debug "$1/tree/arch/x86/kvm/$name.ko"
		unpack_module "$(stock_module "$modules" "$name")" >"$1/tree/stock.ko"
		wrong=$("$PATCH_DIR/check.sh" module "$1/tree/stock.ko" "$1/tree/arch/x86/kvm/$name.ko" 2>&1) || die "$wrong"
	done
}
