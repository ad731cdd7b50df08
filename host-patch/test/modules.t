#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The modules: what is built fits the distribution's kernel, and a build that
# would not fit stops with one clear line and leaves no module.
#
# SERIES=, the kernel's (default 6.1)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

read_series "${SERIES:-6.1}"
ok "the modules build" host-patch/modules.sh "$series"
ok "a second run has nothing to do" [ -z "$(host-patch/modules.sh "$series")" ]
unpack_pristine
unpack_kernel
config=$out/root/boot/config
ok "the kernel's image is there" [ -s "$out/root/boot/vmlinuz" ]

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for module in kvm kvm-intel kvm-amd; do
	ok "$module.ko fits the kernel" host-patch/check.sh module "$stock/$module.ko" "$out/$module.ko"
done
is "the patch exports nothing" \
	"$(cut -f 2 "$out/tree/arch/x86/kvm/Module.symvers" | grep exit_probe || true)" ""
is "kvm.ko says which ABI it speaks" \
	"$(strings "$out/kvm.ko" | grep -x 'parmtype=exit_probe_abi:uint')" "parmtype=exit_probe_abi:uint"
# struct kvm_vcpu_stat can be read whole from userspace.
is "no pointer is among the statistics" "$(sed -n '/^struct kvm_exit_probe {/,/^};/p' \
	host-patch/kvm/asm/kvm_exit_probe.h | grep -c '\*[a-z_]*;')" 0

# as_pattern TEXT: that matches it.
as_pattern() {
	echo "$1" | sed 's/[.+]/\\&/g'
}

# Modules and configurations that do not fit.
objcopy -O binary --only-section=.modinfo "$out/kvm.ko" "$work/modinfo"
sed "s/vermagic=$RELEASE/vermagic=9.9.9-cloud-amd64/" "$work/modinfo" >"$work/modinfo.other"
objcopy --update-section .modinfo="$work/modinfo.other" "$out/kvm.ko" "$work/other.ko"
fails "a wrong vermagic is refused" "other.ko is for '9.9.9.*the kernel wants '$(as_pattern "$RELEASE") .*: build with" \
	host-patch/check.sh module "$stock/kvm.ko" "$work/other.ko"

objcopy -O binary --only-section=.gnu.linkonce.this_module --set-section-flags \
	.gnu.linkonce.this_module=alloc "$out/kvm.ko" "$work/this"
head -c 64 /dev/zero >>"$work/this"
objcopy --update-section .gnu.linkonce.this_module="$work/this" "$out/kvm.ko" "$work/long.ko"
fails "another struct module is refused" "struct module differs in .*long.ko .*: build with" \
	host-patch/check.sh module "$stock/kvm.ko" "$work/long.ko"

mkdir -p "$work/tree/include/config"
cp "$out/tree/.config" "$work/tree/"
cp "$out/tree/include/config/auto.conf" "$work/tree/include/config/"
ok "the distribution's configuration is taken" host-patch/check.sh config "$config" "$work/tree"
sed -i '/^CONFIG_DEBUG_INFO_BTF_MODULES=/d' "$work/tree/.config"
fails "an option that is gone is named" \
	"\.config is not the distribution's \(CONFIG_DEBUG_INFO_BTF_MODULES\): remove" \
	host-patch/check.sh config "$config" "$work/tree"
cp "$out/tree/.config" "$work/tree/"
echo CONFIG_KASAN=y >>"$work/tree/include/config/auto.conf"
fails "an option too many is named, where the build reads it" \
	"auto.conf is not the distribution's \(CONFIG_KASAN\): remove" \
	host-patch/check.sh config "$config" "$work/tree"

# gone: what is asked for when Debian has dropped the version.
# (It runs in a subshell of its own.)
gone() {
	VERSION=${VERSION%%.*}.0.1-1
	fetch amd64 "$work/gone" "$SOURCE"
}
fails "a version that the suite no longer has is named, with what to do" \
	"series $series is pinned to Debian's [0-9]*\.0\.1-1: where $SUITE has a newer one" gone

fails "a kernel of no series, with what to do" \
	"6.8.0-31-generic is none of the kernels in host-patch/series: .* 'make host-modules KERNEL=6.8.0-31-generic KERNEL_SRC=TREE'" \
	host-patch/modules.sh 6.8.0-31-generic

# Whole builds, in a project root of their own with what is unpacked already.
scratch=$work/root
mkdir -p "$scratch/build/host-patch"
cp -a host-patch boot "$scratch/"
cp -a "$out" "$pristine" "$scratch/build/host-patch/"
[ ! -e build/toolchain ] || ln -s "$PWD/build/toolchain" "$scratch/build/"

# build_in_scratch: with what the case changed; no module may outlive it.
build_in_scratch() (
	cd "$scratch"
	host-patch/modules.sh "$series"
)

# no_module NAME
no_module() {
	is "$1: no module is left" "$(find "$scratch/$out" -maxdepth 1 -name '*.ko*')" ""
}

sed -i 's/exact = !!entry;/exact = entry != NULL;/' "$scratch/$pristine/arch/x86/kvm/cpuid.c"
echo >>"$scratch/host-patch/modules.sh"
fails "a source that needs fuzz is refused" \
	"0003-.*\.patch does not fit $(as_pattern "$SOURCE $VERSION") exactly \(.*\): run 'make patches'" build_in_scratch
no_module "fuzz"
cp "$pristine/arch/x86/kvm/cpuid.c" "$scratch/$pristine/arch/x86/kvm/cpuid.c"

echo >>"$scratch/host-patch/kvm/exit_probe.h"
fails "patches older than kvm/ are refused" \
	"kvm/exit_probe.h is newer than the patches: run 'make patches'" build_in_scratch
cp host-patch/kvm/exit_probe.h "$scratch/host-patch/kvm/"

for file in "$scratch/host-patch/kvm/exit_probe_rows.c" "$scratch/host-patch/patches/$series"/0001*; do
	sed -i 's/int slot;/int slot, unused;/' "$file"
done
fails "a warning in the patch is an error, and the log is named" \
	"the build failed, see build/log/modules-.*exit_probe_rows.c.*unused" build_in_scratch
no_module "warning"

tap_done
