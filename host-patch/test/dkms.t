#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The DKMS package: its contents, and what it refuses to build, each with one clear line.
# `make host-dkms-test` builds with it, also in a kernel update.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. host-patch/test/package-status.sh

read_series 6.1
unpack_pristine >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
deb=$work/exit-probe-kvm-dkms.deb

ok "the package builds" host-patch/dkms.sh 1.2 "$deb"
host-patch/dkms.sh 1.2 "$work/again.deb"
ok "a second build gives the same bytes" cmp "$deb" "$work/again.deb"
is "the package has its architecture and version" "$(dpkg-deb -f "$deb" Architecture Version | paste -sd ' ')" \
	"Architecture: all Version: 1.2"
ok "it depends on openssl, without which DKMS signs nothing" sh -c "dpkg-deb -f '$deb' Depends | grep -qw openssl"
dpkg-deb -x "$deb" "$work/package"
source=$work/package/usr/src/exit-probe-kvm-1.2
is "all files are in one folder for DKMS" "$(find "$work/package" -type f ! -path "$source/*")" ""
is "it has the patches of all series and the generator's input" \
	"$(cd "$source" && find patches hooks kvm -type f | LC_ALL=C sort)" \
	"$(cd host-patch && find patches hooks kvm -type f | LC_ALL=C sort)"
# shellcheck disable=SC2016 # bash's own
is "dkms.conf names all three modules and the kernel" "$(kernelver=6.1.0-1-amd64 bash -c \
	'. "$1"; echo "$MAKE ${BUILT_MODULE_NAME[*]} ${DEST_MODULE_LOCATION[*]} $PACKAGE_VERSION$AUTOINSTALL"' \
	- "$source/dkms.conf")" \
	"./build.sh 6.1.0-1-amd64 kvm kvm-intel kvm-amd /updates/dkms /updates/dkms /updates/dkms 1.2"

# keep_stock: run keep-stock.sh, and print where its link points.
keep_stock() {
	"$source/keep-stock.sh" "$work/kernel" && readlink "$work/kernel"
}
# shellcheck disable=SC2016 # bash's own
is "dkms.conf runs keep-stock.sh with DKMS's link for the kernel" "$(kernelver=6.1.0-1-amd64 arch=x86_64 \
	dkms_tree=/tree bash -c '. "$1"; echo "$PRE_INSTALL"' - "$source/dkms.conf")" \
	"keep-stock.sh /tree/exit-probe-kvm/kernel-6.1.0-1-amd64-x86_64"
is "keep-stock.sh makes the link if it does not exist" "$(keep_stock)" none
ln -sf 1.2/6.1.0-1-amd64/x86_64 "$work/kernel"
is "keep-stock.sh keeps an existing link" "$(keep_stock)" 1.2/6.1.0-1-amd64/x86_64

# The package's scripts, where dkms is a stand-in or is not there
dpkg-deb -e "$deb" "$work/control"
machine=$work/machine
mkdir -p "$work/bin" "$work/less" "$machine/var/lib/dkms" "$machine/lib/modules/6.1.0-A/build/include" \
	"$machine/lib/modules/6.1.0-B/build/include"
ln -s /usr/bin/* "$work/less/"
rm -f "$work/less/dkms"
for tool in depmod modinfo; do
	printf '#!/bin/sh\n' >"$work/less/$tool.new"
	chmod 755 "$work/less/$tool.new"
	mv "$work/less/$tool.new" "$work/less/$tool"
done
cat >"$work/bin/dkms" <<END
#!/bin/sh
build=$machine/var/lib/dkms/exit-probe-kvm/1.2/build
case \$* in
add*) mkdir -p \$build ;;
install*-A)
	echo "exit-probe: no patched KVM for 6.1.0-A: no gcc 99" >\$build/make.log
	echo "Error! Bad return status"
	exit 10
	;;
install*)
	echo "Sign command: sign-file"
	echo "Error! Your kernel headers for kernel 6.1.0-B cannot be found."
	exit 1
	;;
esac
END
chmod 755 "$work/bin/dkms"
# run_script NAME ARGUMENT PATH: on that machine
run_script() {
	sed "s|/var/lib/dkms|$machine&|g; s|/usr/src|$work/package&|g; s|/lib/modules|$machine&|g" "$work/control/$1" >"$work/script"
	PATH=$3 sh "$work/script" "$2" 2>&1
}
is "each kernel has its own reason" "$(run_script postinst configure "$work/bin:$work/less")" \
	"exit-probe: no patched KVM for 6.1.0-A: no gcc 99
exit-probe: no patched KVM for 6.1.0-B: Error! Your kernel headers for kernel 6.1.0-B cannot be found."
is "without dkms the package is installed, and says so" "$(run_script postinst triggered "$work/less"; echo $?)" \
	"exit-probe: no patched KVM for any kernel: there is no dkms: sudo apt install dkms, then sudo dpkg-reconfigure exit-probe-kvm-dkms
0"
mkdir -p "$machine/lib/modules/6.1.0-A/updates/dkms" "$machine/lib/modules/6.1.0-B/updates/dkms"
for name in $names; do
	touch "$machine/lib/modules/6.1.0-A/updates/dkms/$name.ko" "$machine/lib/modules/6.1.0-B/updates/dkms/$name.ko.xz"
done
touch "$machine/lib/modules/6.1.0-B/updates/dkms/other.ko"
is "and can be removed" "$(run_script prerm remove "$work/less"; echo $?)" 0
is "with its modules, and no others" "$(cd "$machine" && find . -path '*updates/*' -type f; ls var/lib/dkms)" \
	./lib/modules/6.1.0-B/updates/dkms/other.ko

# A host with the files that build.sh checks before it builds
root=$work/root release=6.1.0-9-amd64
headers=$root/usr/src/linux-headers-$release
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"

# set_source_version VERSION: of the installed source package
set_source_version() {
	package_status linux-source-6.1 "$1" >"$root/var/lib/dpkg/status"
}

# build [RELEASE]
build() {
	rm -rf "$source/source" "$source/tree" "$source/pristine"
	DPKG_ROOT=$root "$source/build.sh" "${1:-$release}"
}

fails "build.sh needs a kernel" "^usage: build.sh RELEASE$" "$source/build.sh"
fails "a kernel that is too old is refused" "no patched KVM for 5.4.0-216-generic: the kernel 5.4.0-216-generic is Linux 5.4: the hooks are for Linux 5.9" \
	build 5.4.0-216-generic
fails "a kernel that is not installed is refused" "no .*/lib/modules/$release/kernel: the kernel $release is not installed here" build
mkdir -p "$root/lib/modules/$release/kernel"
touch "$root/lib/modules/$release/kernel/kvm.ko" "$root/lib/modules/$release/kernel/kvm-intel.ko" "$root/lib/modules/$release/kernel/kvm-amd.ko"
fails "missing headers are refused" "no headers: get them: sudo apt install linux-headers-$release\$" build
mkdir -p "$headers/include/generated" "$headers/include/config"
cp "$pristine/Makefile" "$headers/"

# configure OPTION: the kernel's configuration
configure() {
	echo "$1" | tee "$headers/.config" >"$headers/include/config/auto.conf"
}
configure CONFIG_GCC_VERSION=990100
echo '#define LINUX_PACKAGE_ID " Debian 6.1.99-1"' >"$headers/include/generated/package.h"
fails "a missing source is refused" "its source is not installed: get it: sudo apt install linux-source-6.1\$" build
touch "$root/usr/src/linux-source-6.1.tar.xz"
set_source_version 6.1.98-2
fails "a source of another version than the kernel's is refused" \
	"its source is 6.1.99-1, but linux-source-6.1 is 6.1.98-2: install both in one version" build
set_source_version 6.1.99-2
fails "a compiler that is gone is named" \
	"no patched KVM for $release: no gcc 99, which built this kernel: get it: sudo apt install gcc-99\$" build
configure "CONFIG_GCC_VERSION=$(release_of gcc)"
fails "a source of the next Debian revision is accepted, but refused if damaged" \
	"linux-source-6.1.tar.xz does not have the expected files" build

mkdir "$work/linux-source-6.1"
cp -a "$pristine/Makefile" "$pristine/arch" "$pristine/include" "$pristine/virt" "$work/linux-source-6.1/"
sed -i 's/exact = !!entry;/exact = entry != NULL;/' "$work/linux-source-6.1/arch/x86/kvm/cpuid.c"
XZ_OPT=-0 tar -C "$work" -cJf "$root/usr/src/linux-source-6.1.tar.xz" linux-source-6.1
fails "a source in which a hook has no place is refused, with file and function" \
	"hook exit_probe_cpuid does not fit arch/x86/kvm/cpuid.c, kvm_cpuid\(\): placed 0 times" build
is "nothing is left for DKMS to install" "$(find "$source" -name '*.ko')" ""

sed -i 's|exact = entry != NULL;|exact = !!entry; /* as in a later version */|' "$work/linux-source-6.1/arch/x86/kvm/cpuid.c"
XZ_OPT=-0 tar -C "$work" -cJf "$root/usr/src/linux-source-6.1.tar.xz" linux-source-6.1
fails "headers that cannot build are refused" "no patched KVM for $release: the build failed, see kbuild.log" build
is "hooks are placed in a source that the patches do not fit" \
	"$(grep -c '^	if (!entry && exit_probe_cpuid' "$source/source/arch/x86/kvm/cpuid.c")" 1
tap_done
