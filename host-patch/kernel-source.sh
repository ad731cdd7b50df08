# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-only
# Where the source of an installed kernel is, of any distribution, and whether it is that
# kernel's very own. The DKMS package has this file as well.
#
# Source it after tree.sh and facts.sh. The script defines die(), and sets
#   release  the kernel's
#   root     the folder of that machine's files; '' for this machine
#   series, headers, common  see need_kernel() and find_headers() in installed.sh

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

# is_tarball FILE: by its name; a signature beside it is none.
is_tarball() {
	case $1 in
	*.tar | *.tar.gz | *.tar.bz2 | *.tar.xz | *.tar.zst | *.tgz | *.tbz2 | *.txz) [ -f "$1" ] ;;
	*) return 1 ;;
	esac
}

# sources_here: what /usr/src has of the series: the packages' tarballs, Debian's
# linux-source-6.12.tar.xz or Ubuntu's linux-source-6.8.0/linux-source-6.8.0.tar.bz2, then the
# trees that someone has unpacked there
sources_here() {
	for one in "$root/usr/src"/linux*source-"$series".* "$root/usr/src"/linux*source-"$series"; do
		for file in "$one" "$one/${one##*/}".tar.*; do
			! is_tarball "$file" || echo "$file"
		done
	done
	for one in "$root/usr/src"/linux*source-"$series".* "$root/usr/src"/linux*source-"$series"; do
		[ ! -d "$one/arch" ] || echo "$one"
	done
}

# find_source: sets source to the first of them that is of the kernel's version, or else to the
# first, for need_same_package() to refuse. Fails if there is none.
find_source() {
	source=
	found=$(sources_here)
	[ -n "$found" ] || return 1
	source=$(echo "$found" | while read -r source; do
		! (need_same_package) 2>/dev/null || { echo "$source"; break; }
	done)
	source=${source:-$(echo "$found" | head -n 1)}
}

# need_same_package: the package of the source has the kernel's own version; an unpacked tree
# has that of the headers.
need_same_package() {
	if [ -d "$source" ]; then
		has=$(version_of "$source") wants=$(version_of "${common:-$headers}")
		[ -z "$wants" ] || [ "$has" = "$wants" ] ||
			die "$source is $has, the kernel $release is $wants: get the source of that kernel: $(source_advice "$root" "$release")"
		return 0
	fi
	package=${source##*/}
	package=${package%%.tar*}
	has=$(package_version "$package") wants=$(kernel_version)
	is_same_version "$has" "$wants" ||
		die "its source is $wants, but $package is $has: install both in one version: $(source_advice "$root" "$release")"
}

# is_same_version VERSION VERSION: of packages, if both are known. Another revision of Debian's
# has the same upstream source.
is_same_version() {
	[ -n "$1" ] && [ -n "$2" ] || return 0
	if [ -n "$(debian_version)" ]; then
		[ "${1%-*}" = "${2%-*}" ]
	else
		[ "$1" = "$2" ]
	fi
}

# trees_in DIR: DIR, if it is a kernel tree, or else those in it
trees_in() {
	for kvm in "$1"/arch/x86/kvm "$1"/*/arch/x86/kvm "$1"/*/*/arch/x86/kvm; do
		# (A kernel's headers have only its Makefile.)
		[ -e "$kvm/x86.c" ] || continue
		echo "${kvm%/arch/x86/kvm}"
		[ "${kvm%/arch/x86/kvm}" != "$1" ] || break
	done
}

# tree_in DIR: sets pristine to DIR, or to the only kernel tree in it.
tree_in() {
	pristine=$(trees_in "$1")
	[ -n "$pristine" ] || refuse_folder "$1"
	[ "$(echo "$pristine" | wc -l)" -eq 1 ] ||
		die "$1 has several kernel trees: name one of them, such as $(echo "$pristine" | head -n 1)"
	[ -e "$pristine/Makefile" ] || die "$pristine is not a kernel tree: it has no Makefile"
}

# refuse_folder DIR: no kernel tree is in it.
refuse_folder() {
	[ -d "$1" ] || die "$1 is not a folder, a tarball or a source package (.dsc)"
	[ -e "$1/Makefile" ] || die "$1 is not a kernel tree: it has no Makefile"
	for folder in linux config generated; do
		[ ! -d "$1/include/$folder" ] ||
			die "$1 has a kernel's headers, not its source: get it: $(source_advice "$root" "$release")"
	done
	die "$1 is not a kernel tree: it has no arch/x86/kvm/x86.c"
}

# unpack_tarball FILE DIR: unpack what is needed in DIR; sets pristine.
unpack_tarball() {
	mkdir "$2"
	kvm=$(tar -tf "$1" 2>/dev/null | sed -n '/^\(.*\/\)\{0,1\}arch\/x86\/kvm\/x86\.c$/ { p; q; }')
	[ -n "$kvm" ] || {
		wrong=$(tar -tf "$1" 2>&1 >/dev/null | head -n 1)
		die "$1 does not have the expected files: ${wrong:-it has no arch/x86/kvm/x86.c}"
	}
	top=${kvm%arch/x86/kvm/x86.c}
	tarball=$1 pristine=$2/$top
	set -- "$2"
	for file in Makefile $sources; do
		set -- "$@" "$top$file"
	done
	wrong=$(tar -xf "$tarball" -C "$@" 2>&1) ||
		die "$tarball does not have the expected files: $(echo "$wrong" | head -n 1)"
}

# take_source DIR: sets pristine to the tree of $source, which is a folder, a tarball or a
# source package (.dsc). The last two are unpacked in DIR. The folder of Ubuntu's package has
# a tarball.
take_source() {
	rm -rf "$1"
	for tarball in "$source/${source##*/}".tar.*; do
		! is_tarball "$tarball" || break
	done
	if [ "${source%.dsc}" != "$source" ]; then
		command -v dpkg-source >/dev/null || die "no dpkg-source: install the package dpkg-dev"
		wrong=$(dpkg-source -x "$source" "$1" 2>&1) || die "$source cannot be unpacked: $(echo "$wrong" | tail -n 1)"
		tree_in "$1"
	elif is_tarball "$source"; then
		unpack_tarball "$source" "$1"
	elif [ -z "$(trees_in "$source")" ] && is_tarball "$tarball"; then
		unpack_tarball "$tarball" "$1"
	else
		tree_in "$source"
	fi
}

# changelog_versions TREE: of the packages that it was the source of; a kernel's own rule for
# packages makes a new one at each build.
changelog_versions() {
	for file in "$1"/debian*/changelog; do
		[ ! -e "$file" ] || sed -n '1 { /^linux-upstream /!s/^[^(]*(\([^)]*\)).*/\1/p; }' "$file"
	done
}

# need_same_version TREE
need_same_version() {
	[ "$(version_of "$pristine")" = "$(version_of "$1")" ] ||
		die "$source is $(version_of "$pristine"), the kernel $release is $(version_of "$1"): get the source of that kernel"
	has=$(candidate_of "$pristine") wants=$(candidate_of "$1")
	[ -z "$has" ] || [ -z "$wants" ] || [ "$has" = "$wants" ] ||
		die "$source is $(version_of "$pristine") $has, the kernel $release is $wants: get the source of that kernel"
	has=$(changelog_versions "$pristine") wants=$(kernel_version)
	for one in $has; do
		! is_same_version "$one" "$wants" || return 0
	done
	[ -z "$has" ] || die "$source is $(echo "$has" | head -n 1), the kernel $release is $wants: get the source of that kernel"
}
