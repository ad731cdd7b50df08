#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Modules for an installed kernel of any distribution: where its source, its headers and its
# compiler are, and what is said if one is missing. (A real build: other-kernels/own.t.)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. host-patch/test/package-status.sh
. host-patch/kernel-source.sh
. host-patch/installed.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
# The user may have modules of the same kernel.
scratch=$work/project
mkdir -p "$scratch/build" build/apt
cp -a host-patch boot "$scratch/"
ln -s "$PWD/build/apt" "$scratch/build/"

# machine RELEASE ID: a new one, with the kernel's modules
machine() {
	rm -rf "$root"
	release=$1 series=$(series_of "$1")
	mkdir -p "$root/lib/modules/$1/kernel" "$root/etc" "$root/usr/src" "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
	touch "$root/lib/modules/$1/kernel/kvm.ko" "$root/lib/modules/$1/kernel/kvm-intel.ko.zst" \
		"$root/lib/modules/$1/kernel/kvm-amd.ko.xz"
	echo "ID=$2" >"$root/etc/os-release"
}

# add_headers VERSION COMPILER-OPTIONS: of that machine's kernel
add_headers() {
	headers=$root/lib/modules/$release/build
	mkdir -p "$headers/include/config"
	echo "$1" | sed 's/\(.*\)\.\(.*\)\.\(.*\)/VERSION = \1\nPATCHLEVEL = \2\nSUBLEVEL = \3/' >"$headers/Makefile"
	printf '%b\n' "$2" | tee "$headers/.config" >"$headers/include/config/auto.conf"
}

# add_source DIR VERSION: a kernel tree
add_source() {
	mkdir -p "$1/arch/x86/kvm" "$1/arch/x86/include/asm" "$1/include/linux" "$1/virt/kvm"
	touch "$1/arch/x86/kvm/x86.c" "$1/arch/x86/include/asm/kvm_host.h" "$1/include/linux/kvm_host.h" "$1/virt/kvm/kvm_main.c"
	echo "$2" | sed 's/\(.*\)\.\(.*\)\.\(.*\)/VERSION = \1\nPATCHLEVEL = \2\nSUBLEVEL = \3/' >"$1/Makefile"
}

# package NAME VERSION: it is installed on that machine.
package() {
	package_status "$1" "$2" >>"$root/var/lib/dpkg/status"
}

# own [SOURCE]: build for the machine's kernel.
own() (
	cd "$scratch"
	DPKG_ROOT=$root host-patch/own.sh "$release" "$@"
)

# The kernel
machine 5.4.0-216-generic ubuntu
fails "a kernel that is too old is refused" "the kernel 5.4.0-216-generic is Linux 5.4: the hooks are for Linux 5.9 and later\$" own
machine 5.10.9-own debian
rm -r "$root/lib/modules"
fails "the first series with two digits is new enough, but not installed" "the kernel 5.10.9-own is not installed here" own
machine 9.9.9-own ubuntu
rm "$root/lib/modules/9.9.9-own/kernel/kvm-amd.ko.xz"
fails "KVM that is built in is refused" "9.9.9-own has no module kvm-amd: KVM is built in" own
is "make host-modules runs the same" "$(make -n host-modules KERNEL=9.9.9-own KERNEL_SRC="$work/x" | grep -o 'host-patch/own.sh.*')" \
	"host-patch/own.sh 9.9.9-own '$work/x'"
is "a path may have spaces" "$(make -n host-modules KERNEL=9.9.9-own KERNEL_SRC="$work/a b/x" | grep -o 'host-patch/own.sh.*')" \
	"host-patch/own.sh 9.9.9-own '$work/a b/x'"
is "an empty KERNEL is the running one" "$(make -n host-modules KERNEL= | grep -o 'host-patch/own.sh.*')" \
	"host-patch/own.sh $(uname -r)"
fails "own.sh needs a kernel" "^own.sh: usage: own.sh RELEASE \[SOURCE\]$" host-patch/own.sh
is "and without a source" "$(make -n host-modules KERNEL=9.9.9-own | grep -o 'host-patch/own.sh.*')" "host-patch/own.sh 9.9.9-own"

machine 6.18.40.1-microsoft-standard-WSL2 ubuntu
rm -r "$root/lib/modules"
fails "WSL2's kernel is only replaced as a whole" "is not installed here: source: git clone .*; then: 'make patches KERNEL_SRC=TREE'" own
machine 9.9.9-own ubuntu

# as_user COMMAND...: not as root, who can write all
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 "$work"
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		chmod a-w "$scratch/build"
		"$@" && user_status=0 || user_status=$?
		chmod u+w "$scratch/build"
		return "$user_status"
	fi
}
cannot="build belongs to [a-z]*, and [a-z]* cannot write it: sudo chown -R [a-z]* build$"
cd "$scratch"
fails "a build folder of another user's is named" "^own.sh: $cannot" as_user host-patch/own.sh 9.9.9-own
fails "by make as well" "^$cannot" as_user boot/base/alone.sh true
cd "$OLDPWD"

# A stand-in for the program of the kernel's own headers
signed=$scratch/build/host-patch/9.9.9-own
mkdir -p "$signed/tree/scripts"
touch "$signed/kvm.ko" "$signed/kvm-intel.ko" "$signed/kvm-amd.ko"
# shellcheck disable=SC2016 # the program's own
printf '#!/bin/sh\necho "$2 $3 ${4##*/}" >>"%s/signed"\n' "$work" >"$signed/tree/scripts/sign-file"
chmod +x "$signed/tree/scripts/sign-file"
touch "$work/key" "$work/certificate"
(cd "$scratch" && SIGN_KEY=$work/key SIGN_CERT=$work/certificate host-patch/host.sh sign 9.9.9-own) >/dev/null 2>&1 || true
is "the modules are signed by the kernel's own program" "$(paste -sd ' ' "$work/signed")" \
	"$work/key $work/certificate kvm.ko $work/key $work/certificate kvm-intel.ko $work/key $work/certificate kvm-amd.ko"

# Headers and source, by distribution: RELEASE ID HEADERS SOURCE
while IFS='|' read -r name id get_headers get_source; do
	machine "$name" "$id"
	fails "$id: missing headers are refused" "no headers: get them: $get_headers" own
	add_headers 7.2.3 CONFIG_CC_IS_GCC=y
	fails "$id: a missing source is refused" "no source: get it: $get_source.*then: 'make host-modules KERNEL=$name" own
done <<END
7.2.3-own|debian|sudo apt install linux-headers-7.2.3-own|sudo apt install linux-source-7.2;
7.2.0-31-generic|ubuntu|sudo apt install linux-headers-7.2.0-31-generic|sudo apt install linux-source-7.2.0 if .* apt source
7.2.3-300.fc45.x86_64|fedora|sudo dnf install kernel-devel-7.2.3-300.fc45.x86_64|dnf download --source
7.2.3-arch1-1|arch|sudo pacman -S |pkgctl repo clone
7.2.3-1-pve|debian|sudo apt install proxmox-headers-7.2.3-1-pve|git clone
END

machine 9.9.9-own debian
add_headers 9.9.9 CONFIG_CC_IS_GCC=y
is "without another, the configuration is that of the headers" "$(config_of)" "$headers/.config"
touch "$root/lib/modules/9.9.9-own/config"
is "else what lies beside the modules" "$(config_of)" "$root/lib/modules/9.9.9-own/config"
mkdir "$root/boot"
touch "$root/boot/config-9.9.9-own"
is "or in /boot, as Debian has it" "$(config_of)" "$root/boot/config-9.9.9-own"

# An empty folder of headers that were removed, and Debian's two folders
mkdir "$root/usr/src/linux-headers-9.9.9-own"
is "an empty folder has no headers" "$(find_headers && echo "$headers")" "$root/lib/modules/9.9.9-own/build"
# split_headers INCLUDED: a machine whose headers have their Makefile in another folder
split_headers() {
	add_headers 9.9.9 CONFIG_CC_IS_GCC=y
	echo "include $1/Makefile" >"$headers/Makefile"
	mkdir -p "$root/usr/src/linux-9.9.9-own"
	printf 'VERSION = 9\nPATCHLEVEL = 9\nSUBLEVEL = 9\n' >"$root/usr/src/linux-9.9.9-own/Makefile"
	touch "$root/usr/src/linux-9.9.9-own/common"
}
# composed: the files of the tree that is composed
composed() {
	find_headers && compose_installed "$work/composed" && (cd "$work/composed" && find . -type f | sort | paste -sd ' ')
}
files="./.config ./Makefile ./common ./include/config/auto.conf"
split_headers /usr/src/linux-9.9.9-own
is "headers in two folders are composed" "$(composed)" "$files"
is "with the version of the other one" "$(version_of "$work/composed")" 9.9.9
split_headers ../../../../usr/src/linux-9.9.9-own
is "openSUSE names the other one by a relative path" "$(composed)" "$files"
split_headers /nowhere
ln -s /usr/src/linux-9.9.9-own "$root/lib/modules/9.9.9-own/source"
is "or by its link" "$(composed)" "$files"
rm "$root/lib/modules/9.9.9-own/source"
fails "if nothing names it, that is said" "the headers in $headers lack the folder with their Makefile: get them again: sudo apt install linux-headers-9.9.9-own" own
ln -s ../../usr/lib/linux-kbuild-9.9/scripts "$headers/scripts"
fails "also of Debian's, of whom not all of /usr/src is taken" "lack the folder with their Makefile" own
rm "$headers/scripts"

add_headers 9.9.9 CONFIG_CC_IS_GCC=y
ln -s nowhere "$headers/broken"
mkdir "$headers/certs" "$root/part"
ln -s "$root/part" "$headers/part"
ln -s nowhere "$root/part/broken [x]"
touch "$headers/x.h" "$headers/certs/signing_key.pem"
is "links that are broken are left out in silence" "$(composed 2>&1)" "./.config ./Makefile ./include/config/auto.conf ./x.h"
rm "$headers/x.h"
mkdir "$work/bin-tar"
printf '#!/bin/sh\necho "tar: x.h: Input/output error" >&2\nexit 2\n' >"$work/bin-tar/tar"
chmod 755 "$work/bin-tar/tar"
fails "headers that cannot be read are refused" "^[a-z.]*: $headers cannot be copied: tar: x.h: Input/output error$" \
	env PATH="$work/bin-tar:$PATH" sh -c ". host-patch/lib.sh; . host-patch/installed.sh; root=$root release=$release; find_headers; compose_installed $work/composed"
rm -r "$work/bin-tar"

# found: the source that is found, without the root
found() {
	find_source
	echo "${source#"$root/usr/src/"}"
}
machine 6.1.9-own debian
add_headers 6.1.9 CONFIG_CC_IS_GCC=y
touch "$root/usr/src/linux-source-6.12.tar.xz" "$root/usr/src/linux-config-6.1" "$root/usr/src/linux-patch-6.1-rt.patch.xz"
ok "another series' source is none" [ -z "$(found)" ]
add_source "$root/usr/src/linux-source-6.1" 6.1.9
is "a tree that someone unpacked is found" "$(found)" linux-source-6.1
touch "$root/usr/src/linux-source-6.1.tar.xz"
is "Debian's tarball comes first" "$(found)" linux-source-6.1.tar.xz
machine 6.8.0-31-generic ubuntu
mkdir "$root/usr/src/linux-source-6.8.0"
touch "$root/usr/src/linux-source-6.8.0/linux-source-6.8.0.tar.bz2"
ln -s linux-source-6.8.0/linux-source-6.8.0.tar.bz2 "$root/usr/src/linux-source-6.8.0.tar.bz2"
is "Ubuntu's tarball is found in its folder" "$(found)" linux-source-6.8.0/linux-source-6.8.0.tar.bz2
add_headers 6.8.1 CONFIG_CC_IS_GCC=y
package linux-headers-6.8.0-31-generic 6.8.0-31.31
package linux-source-6.8.0 6.8.0-36.36
fails "Ubuntu's must be of the kernel's own version" \
	"its source is 6.8.0-31.31, but linux-source-6.8.0 is 6.8.0-36.36: install both in one version: sudo apt install linux-source-6.8.0 if .*, else apt source linux-image-unsigned-6.8.0-31-generic" own
mkdir "$root/usr/src/linux-azure-source-6.8.0"
touch "$root/usr/src/linux-azure-source-6.8.0/linux-azure-source-6.8.0.tar.bz2"
rm "$root/var/lib/dpkg/status"
package linux-headers-6.8.0-31-generic 6.8.0-31.31
package linux-source-6.8.0 6.8.0-31.31
package linux-azure-source-6.8.0 6.8.0-1010.10
is "of two packages the one of the kernel's version is taken" "$(found)" linux-source-6.8.0/linux-source-6.8.0.tar.bz2
machine 6.12.9-own debian
add_headers 6.12.9 CONFIG_CC_IS_GCC=y
touch "$root/usr/src/linux-source-6.12.tar.xz.asc" "$root/usr/src/linux-source-6.12.9.tar.sign"
add_source "$root/usr/src/linux-source-6.12.40" 6.12.40
fails "a tree of another version is named" "linux-source-6.12.40 is 6.12.40, the kernel 6.12.9-own is 6.12.9: get the source of that kernel: sudo apt install linux-source-6.12" own
add_source "$root/usr/src/linux-source-6.12.9" 6.12.9
is "of two trees the one of the kernel's version is taken" "$(found)" linux-source-6.12.9
touch "$root/usr/src/linux-source-6.12.tar.xz"
is "a tarball comes first, a signature is none" "$(found)" linux-source-6.12.tar.xz

# A source that is named
machine 9.9.9-own debian
add_headers 9.9.9 "CONFIG_CC_IS_GCC=y\nCONFIG_GCC_VERSION=$(release_of gcc)"
add_source "$work/tree" 9.9.8
fails "a source of another version is refused" "tree is 9.9.8, the kernel 9.9.9-own is 9.9.9: get the source of that kernel" own "$work/tree"
is "nothing of the build is left" "$(find "$scratch/build/host-patch" -path '*9.9.9-own*')" ""
mkdir "$work/a b"
add_source "$work/a b/tree" 9.9.8
fails "its path may have spaces" "a b/tree is 9.9.8, the kernel" own "$work/a b/tree/"
home=$HOME HOME="$work/a b"
# shellcheck disable=SC2088 # own.sh expands it
fails "or be in the home, quoted" "a b/tree is 9.9.8, the kernel" own '~/tree'
HOME=$home
fails "a source that does not exist is refused" "no $work/none" own "$work/none"
fails "a folder without a tree is refused" "$root/etc is not a kernel tree: it has no Makefile" own "$root/etc"
fails "headers are no source" "build has a kernel's headers, not its source: get it: sudo apt install linux-source-9.9" own "$headers"
mkdir -p "$headers/arch/x86/kvm"
touch "$headers/arch/x86/kvm/Makefile"
fails "also with the folder of KVM" "build has a kernel's headers, not its source" own "$headers"
is "in one line" "$(own "$headers" 2>&1 | grep -vc '^modules: building')" 1
fails "a file of another kind is refused" "own.t is not a folder, a tarball or a source package" own "$PWD/host-patch/test/own.t"
mkdir -p "$work/parent/build" "$work/parent/linux-headers-9.9.9"
cp -a "$headers/." "$work/parent/linux-headers-9.9.9/"
add_source "$work/parent/build/linux-9.9.7" 9.9.7
fails "a folder with a tree in it is that tree" "parent is 9.9.7, the kernel" own "$work/parent"
add_source "$work/parent/other" 9.9.9
fails "of several trees one must be named" "parent has several kernel trees: name one of them, such as" own "$work/parent"
tar -C "$work" -cf "$work/linux.tar" --transform 's/^tree/linux-9.9.8/' tree
fails "a tarball is unpacked" "linux.tar is 9.9.8, the kernel" own "$work/linux.tar"
# tarball NAME TAR-ARGUMENT...: of that tree, in another form
tarball() {
	tar_file=$work/$1
	shift
	tar -cf "$tar_file" "$@"
	fails "a tarball as ${tar_file##*/}" "${tar_file##*/} is 9.9.8, the kernel" own "$tar_file"
}
tarball linux.tgz -z -C "$work" tree
tarball linux.txz -J -C "$work" tree
tarball linux.tbz2 -j -C "$work" tree
tarball of-itself.tar -C "$work/tree" .
tarball without-folder.tar -C "$work/tree" Makefile arch include virt
touch "$work/README"
tarball with-readme.tar -C "$work" README tree
mkdir "$work/linux-source-9.9.8" "$work/linux-source-9.9.8/debian"
mv "$work/linux.tbz2" "$work/linux-source-9.9.8/linux-source-9.9.8.tar.bz2"
fails "the folder of Ubuntu's package has one" "linux-source-9.9.8 is 9.9.8, the kernel" own "$work/linux-source-9.9.8"
tar -C "$work" -cf "$work/no-kernel.tar" README
fails "another tarball is refused" "no-kernel.tar does not have the expected files: it has no arch/x86/kvm/x86.c" own "$work/no-kernel.tar"
head -c 2000 "$work/linux.tar" >"$work/part.tar.gz"
fails "a damaged tarball is refused" "part.tar.gz does not have the expected files: " own "$work/part.tar.gz"
mkdir "$work/tree/debian" "$work/tree/debian/source"
printf 'Source: linux\nMaintainer: none <none@localhost>\n\nPackage: linux\nArchitecture: any\nDescription: none\n' >"$work/tree/debian/control"
printf 'linux (9.9.8) unstable; urgency=low\n\n  * None.\n\n -- none <none@localhost>  Thu, 01 Jan 2026 00:00:00 +0000\n' >"$work/tree/debian/changelog"
echo "3.0 (native)" >"$work/tree/debian/source/format"
(cd "$work" && dpkg-source -b tree) >/dev/null 2>&1
fails "a source package is unpacked" "linux_9.9.8.dsc is 9.9.8, the kernel" own "$work/linux_9.9.8.dsc"
echo >>"$work/linux_9.9.8.tar.xz"
fails "a damaged source package is refused" "linux_9.9.8.dsc cannot be unpacked: " own "$work/linux_9.9.8.dsc"

# A source of the same version, but not of that kernel
echo "EXTRAVERSION =" >>"$headers/Makefile"
add_source "$work/candidate" 9.9.9
echo "EXTRAVERSION = -rc3" >>"$work/candidate/Makefile"
fails "a release candidate is not the release" "candidate is 9.9.9 rc3, the kernel 9.9.9-own is final: get the source" own "$work/candidate"
sed -i 's/^EXTRAVERSION.*/EXTRAVERSION = -0.rc3.20.fc60.x86_64/' "$headers/Makefile"
is "Fedora's name of a candidate is understood" "$(candidate_of "$headers")" rc3
sed -i 's/^EXTRAVERSION.*/EXTRAVERSION = -own/' "$headers/Makefile"
package linux-headers-9.9.9-own 9.9.9-31.31
add_source "$work/revision" 9.9.9
mkdir "$work/revision/debian.master"
# changelog PACKAGE VERSION: of that source
changelog() {
	echo "$1 ($2) some; urgency=medium" >"$work/revision/debian.master/changelog"
}
changelog linux 9.9.9-36.36
fails "another revision of Ubuntu's is refused" "revision is 9.9.9-36.36, the kernel 9.9.9-own is 9.9.9-31.31: get the source" own "$work/revision"
# fits: whether the source is of the kernel's version
fits() {
	source=$work/revision pristine=$work/revision
	(need_same_version "$headers" >/dev/null 2>&1) && echo fits || echo other
}
is "so it is" "$(fits)" other
changelog linux 9.9.9-31.31
is "the same revision fits" "$(fits)" fits
changelog linux-upstream 9.9.9-7
is "the number of a user's own build does not matter" "$(fits)" fits
mkdir "$headers/include/generated"
echo '#define LINUX_PACKAGE_ID " Debian 9.9.9-1"' >"$headers/include/generated/package.h"
changelog linux 9.9.9-2
is "another revision of Debian's has the same source" "$(fits)" fits
changelog linux 9.9.8-2
is "another version does not" "$(fits)" other
rm -r "$headers/include/generated"

# Headers of another kernel
mkdir -p "$root/boot"
printf 'CONFIG_CC_IS_GCC=y\nCONFIG_OTHER=y\n' >"$root/boot/config-9.9.9-own"
fails "a configuration that is not the kernel's is refused, with what to do" \
	"build has another kernel's headers \(.config differs from the distribution's \(CONFIG_OTHER\)\): get them: sudo apt install linux-headers-9.9.9-own$" own "$work/revision"
rm "$root/boot/config-9.9.9-own"
add_headers 9.9.9 CONFIG_CC_IS_GCC=y
fails "one that names no compiler is refused" "has no CONFIG_GCC_VERSION, so these are not the headers of a built kernel: get them:" own "$work/revision"

# A known series whose packages the archive no longer has: what is installed
machine 6.1.0-0-amd64 debian
fails "a kernel that the archive no longer has is named" "no suite has all packages of Linux 6.1.0-0-amd64" own
fails "its headers and source may be installed" "no headers: get them: sudo apt install linux-headers-6.1.0-0-amd64" own
add_headers 6.1.1 "CONFIG_CC_IS_GCC=y\nCONFIG_GCC_VERSION=$(release_of gcc)"
add_source "$root/usr/src/linux-source-6.1" 6.1.2
fails "they are used then" "linux-source-6.1 is 6.1.2, the kernel 6.1.0-0-amd64 is 6.1.1: get the source of that kernel" own

machine 6.12.57+deb12-amd64 debian
is "a backport of a known series is not looked for in the archive" "$(own 2>&1)" \
	"own.sh: no headers: get them: sudo apt install linux-headers-6.12.57+deb12-amd64"

# The compiler, by the kernel's configuration
mkdir "$work/bin"
# compiler NAME VERSION: it is installed.
compiler() {
	printf '#!/bin/sh\necho %s\n' "$2" >"$work/bin/$1"
	chmod 755 "$work/bin/$1"
}
# chosen OPTIONS: the compiler for that configuration, and LLVM if it links
chosen() {
	printf '%b\n' "$1" >"$work/config"
	(PATH=$work/bin:$PATH && find_compiler "$work/config" && echo "$cc $LLVM")
}
gcc="CONFIG_CC_VERSION_TEXT=\"gcc (GCC) 98.2.1\"\nCONFIG_CC_IS_GCC=y\nCONFIG_GCC_VERSION=980201"
clang="CONFIG_CC_IS_CLANG=y\nCONFIG_GCC_VERSION=0\nCONFIG_CLANG_VERSION=970001\nCONFIG_LD_IS_LLD=y"
fails "debian: a compiler that is gone is named" "no gcc 98, which built this kernel: get it: sudo apt install gcc-98\$" chosen "$gcc"
fails "debian: so is clang, with what links" "no clang 97, .*: sudo apt install clang-97 lld-97 llvm-97\$" chosen "$clang"
compiler gcc 97.1.0
fails "another major version is not taken" "no gcc 98" chosen "$gcc"
compiler gcc 98.1.0
is "the same major version is" "$(chosen "$gcc")" "gcc "
compiler gcc-98 98
is "the one with the version in its name comes first" "$(chosen "$gcc")" "gcc-98 "
compiler clang 97.0.1
is "clang is, with what links" "$(chosen "$clang")" "clang 1"
compiler clang-97 97.0.1
is "and with the version in its name" "$(chosen "$clang")" "clang-97 -97"
machine 9.9.9-1.fc60.x86_64 fedora
rm "$work"/bin/*
fails "fedora: a compiler that is gone is named" "no gcc 98, .*: sudo dnf install gcc\$" chosen "$gcc"
machine 9.9.9-arch1-1 arch
fails "arch: so is clang" "no clang 97, .*: sudo pacman -S clang lld llvm\$" chosen "$clang"

tap_done
