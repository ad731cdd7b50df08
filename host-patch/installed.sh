# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-only
# Build KVM's patched modules for a kernel that is installed, of any distribution, from its
# own source, which is not changed, against its own headers and with its own compiler. The
# DKMS package has this file as well.
#
# Source it after tree.sh and facts.sh. The script defines die(), and sets
#   release    the kernel's
#   root       the folder of that machine's files; '' for this machine
#   PATCH_DIR  the folder of check.sh, patches/ and hooks/

# need_kernel: the kernel is one that can be patched; sets its series.
need_kernel() {
	series=$(series_of "$release")
	refuse_old "the kernel $release" "$series"
	modules=$root/lib/modules/$release
	[ -d "$modules/kernel" ] || die "no $modules/kernel: the kernel $release is not installed here"
	for name in $names; do
		[ -n "$(stock_module "$modules" "$name")" ] ||
			die "$release has no module $name: KVM is built in or not configured"
	done
}

# find_headers: sets headers.
find_headers() {
	headers=$root/usr/src/linux-headers-$release
	[ -d "$headers" ] || headers=$root/lib/modules/$release/build
	[ -e "$headers/include/config/auto.conf" ] ||
		die "no headers: get them: $(headers_advice "$root" "$release")"
}

# package_version PACKAGE: empty if it is not installed, or not by dpkg.
package_version() {
	# shellcheck disable=SC2016 # dpkg-query's own
	dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version}' "$1" 2>/dev/null || true
}

# debian_version: the version of Debian's package that the kernel is from.
debian_version() {
	sed -n 's/^#define LINUX_PACKAGE_ID " Debian \(.*\)"$/\1/p' "$headers/include/generated/package.h" 2>/dev/null || true
}

# kernel_version: the version of the package that the kernel is from; an update may have the
# same release.
kernel_version() {
	from_debian=$(debian_version)
	echo "${from_debian:-$(package_version "linux-headers-$release")}"
}

# find_source: sets source to what the distribution's package has in /usr/src, Debian's
# linux-source-6.12.tar.xz or Ubuntu's linux-source-6.8.0/linux-source-6.8.0.tar.bz2, or else
# to the tree that someone has unpacked there. Fails if there is none.
find_source() {
	source=
	for one in "$root/usr/src"/linux*source-"$series".* "$root/usr/src"/linux*source-"$series"; do
		for file in "$one/${one##*/}".tar* "$one"; do
			if [ -z "$source" ] && { [ -f "$file" ] || [ -d "$file/arch" ]; }; then
				source=$file
			fi
		done
	done
	[ -n "$source" ]
}

# need_same_package: the package of the source has the kernel's own version.
need_same_package() {
	package=${source##*/}
	package=${package%%.tar*}
	has=$(package_version "$package") wants=$(kernel_version)
	# Another revision of Debian's has the same upstream source.
	[ -z "$(debian_version)" ] || has=${has%-*} wants=${wants%-*}
	[ -z "$has" ] || [ -z "$wants" ] || [ "$has" = "$wants" ] ||
		die "its source is $(kernel_version), but $package is $(package_version "$package"): install both in one version"
}

# tree_in DIR: sets pristine to DIR, or to the only kernel tree in it.
tree_in() {
	pristine=
	for kvm in "$1"/arch/x86/kvm "$1"/*/arch/x86/kvm "$1"/*/*/arch/x86/kvm; do
		[ -d "$kvm" ] || continue
		[ -z "$pristine" ] || die "$1 has several kernel trees: name one of them, such as ${kvm%/arch/x86/kvm}"
		pristine=${kvm%/arch/x86/kvm}
		[ "$pristine" != "$1" ] || break
	done
	[ -e "${pristine:-$1}/Makefile" ] || die "$1 is not a kernel tree: it has no Makefile"
	[ -n "$pristine" ] || die "$1 is not a kernel tree: it has no arch/x86/kvm"
}

# take_source DIR: sets pristine to the tree of $source, which is a folder, a tarball or a
# source package (.dsc). The last two are unpacked in DIR.
take_source() {
	rm -rf "$1"
	case $source in
	*.dsc)
		command -v dpkg-source >/dev/null || die "no dpkg-source: install the package dpkg-dev"
		wrong=$(dpkg-source -x "$source" "$1" 2>&1) || die "$source cannot be unpacked: $(echo "$wrong" | tail -n 1)"
		tree_in "$1"
		;;
	*.tar | *.tar.* | *.tgz)
		mkdir "$1"
		top=$(tar -tf "$source" 2>/dev/null | head -n 1)
		pristine=$1/${top%%/*}
		# shellcheck disable=SC2046,SC2086 # one word a file
		wrong=$(tar -C "$1" -xf "$source" $(printf "${top%%/*}/%s " Makefile $sources) 2>&1) ||
			die "$source does not have the expected files: $(echo "$wrong" | head -n 1)"
		;;
	*) tree_in "$source" ;;
	esac
}

# compose_installed TREE: compose a tree from the headers: Debian's three packages, or else
# one folder, which may have links.
compose_installed() {
	common=$root/usr/src/$(basename "$(readlink "$root/lib/modules/$release/source")")
	programs=$(readlink "$headers/scripts" | sed -n 's|.*/\(lib/linux-kbuild[^/]*\)/scripts$|usr/\1|p')
	if [ -n "$programs" ]; then
		compose_tree "$headers" "$common" "$root/$programs" "$1"
	else
		rm -rf "$1"
		mkdir -p "$1"
		tar -C "$headers" -chf - --exclude=.git --exclude='*.o' --exclude='*.ko' --exclude=vmlinux . |
			tar -C "$1" -xf - || die "$headers cannot be copied"
	fi
}

# config_of: the configuration of the kernel, or else that of its headers: Arch installs no
# other.
config_of() {
	for file in "$root/boot/config-$release" "$root/lib/modules/$release/config" "$headers/.config"; do
		[ ! -r "$file" ] || break
	done
	echo "$file"
}

# need_same_version TREE
need_same_version() {
	[ "$(version_of "$pristine")" = "$(version_of "$1")" ] ||
		die "$source is $(version_of "$pristine"), the kernel $release is $(version_of "$1"): get the source of that kernel"
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
	major=$((${major:-0} / 10000))
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
	wrong=$("$PATCH_DIR/check.sh" config "$(config_of)" "$1/tree" 2>&1) || die "$wrong"
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
