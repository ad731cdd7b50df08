#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The modules fit the distribution's kernel, and a build that would not fit
# stops with one clear line and leaves no module.
#
# SERIES=, the kernel's (default 6.1)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

read_series "${SERIES:-$DEFAULT_SERIES}"
ok "the modules build" host-patch/modules.sh "$series"
ok "a second run has nothing to do" [ -z "$(host-patch/modules.sh "$series")" ]
unpack_pristine
unpack_kernel
config=$out/root/boot/config
ok "the kernel's image is there" [ -s "$out/root/boot/vmlinuz" ]

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/one" "$work/two"
for tree_of in one two; do
	(patch_kvm "$work/$tree_of") >"$work/$tree_of.said" 2>&1 &
done
wait
is "two trees of a kernel are patched at the same time" \
	"$(cat "$work"/*.said; diff -rq "$work/one" "$work/two"; ls "$work/one/arch/x86/kvm/exit_probe_abi.h")" \
	"$work/one/arch/x86/kvm/exit_probe_abi.h"

for module in kvm kvm-intel kvm-amd; do
	ok "$module.ko fits the kernel" host-patch/check.sh module "$stock/$module.ko" "$out/$module.ko"
done
is "the patch exports its keys and what counts for scope host and by cause, and nothing else" \
	"$(cut -f 2 "$out/tree/arch/x86/kvm/Module.symvers" | grep exit_probe | sort | paste -sd ' ')" \
	"exit_probe_by_cause exit_probe_cause_pass exit_probe_counts exit_probe_cpu_count exit_probe_extras exit_probe_per_cpu exit_probe_settle_extras exit_probe_tell_cause exit_probe_times"
is "kvm.ko has the parameter exit_probe_abi" \
	"$(strings "$out/kvm.ko" | grep -x 'parmtype=exit_probe_abi:uint')" "parmtype=exit_probe_abi:uint"
# Userspace can read struct kvm_vcpu_stat as a whole.
is "the statistics have no pointer" "$(sed -n '/^struct kvm_exit_probe {/,/^};/p' \
	host-patch/kvm/asm/kvm_exit_probe.h | grep -c '\*[a-z_]*;')" 0

# as_pattern TEXT: a pattern that matches exactly it.
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
fails "a different struct module is refused" "struct module differs in .*long.ko .*: build with" \
	host-patch/check.sh module "$stock/kvm.ko" "$work/long.ko"

mkdir -p "$work/tree/include/config"
cp "$out/tree/.config" "$work/tree/"
cp "$out/tree/include/config/auto.conf" "$work/tree/include/config/"
ok "the distribution's configuration is accepted" host-patch/check.sh config "$config" "$work/tree"
sed -i '/^CONFIG_DEBUG_INFO_BTF_MODULES=/d' "$work/tree/.config"
fails "a missing option is named" \
	"\.config differs from the distribution's \(CONFIG_DEBUG_INFO_BTF_MODULES\): remove" \
	host-patch/check.sh config "$config" "$work/tree"
cp "$out/tree/.config" "$work/tree/"
echo CONFIG_KASAN=y >>"$work/tree/include/config/auto.conf"
fails "an additional option is named, in the file that the build reads" \
	"auto.conf differs from the distribution's \(CONFIG_KASAN\): remove" \
	host-patch/check.sh config "$config" "$work/tree"

fails "a kernel of an unknown series is refused, with what to do" \
	"6.8.0-31-generic is not supported by host-patch/series .*Ubuntu.* 'make host-modules KERNEL=6.8.0-31-generic', with KERNEL_SRC=TREE" \
	host-patch/modules.sh 6.8.0-31-generic

# Whole builds, in a copy of the project with the unpacked sources.
scratch=$work/root
mkdir -p "$scratch/build/host-patch"
cp -a host-patch boot "$scratch/"
cp -a "$out" "$pristine" "$scratch/build/host-patch/"
for folder in toolchain debs apt; do
	[ ! -e build/$folder ] || ln -s "$PWD/build/$folder" "$scratch/build/"
done

# Hooks are placed again only with WERROR=1. Where the modules were built without it, Kbuild is told
# that these objects were built with it, so that only what changed is compiled.
WERROR=1
export WERROR
find "$scratch/$tree/arch/x86/kvm" -name '.*.o.cmd' \
	-exec sed -i '/ -Werror /!s| -I [^ ]*arch/x86/kvm |&-Werror |' {} +

# build_in_scratch: with the files that the case changed.
build_in_scratch() (
	cd "$scratch"
	host-patch/modules.sh "$series"
)

# check_no_module NAME
check_no_module() {
	is "$1: no module is left" "$(find "$scratch/$out" -maxdepth 1 -name '*.ko*')" ""
}

# edit_source SED: edit the copy's cpuid.c, and make it build again.
edit_source() {
	sed -i "$1" "$scratch/$pristine/arch/x86/kvm/cpuid.c"
	echo >>"$scratch/host-patch/modules.sh"
}

edit_source 's/exact = !!entry;/exact = entry != NULL;/'
fails "a source in which a hook has no place is refused, with file and function" \
	"hook exit_probe_cpuid does not fit arch/x86/kvm/cpuid.c, kvm_cpuid\(\): placed 0 times" build_in_scratch
check_no_module "no place"
edit_source 's|exact = entry != NULL;|exact = !!entry; /* as in a later version */|'
ok "if the patches do not fit a source, the hooks are placed again" build_in_scratch
is "the hooks are placed once, without fuzz" "$(grep -c '^	if (!entry && exit_probe_cpuid' "$scratch/$tree/arch/x86/kvm/cpuid.c")" 1
ok "the module of that build fits the kernel" \
	host-patch/check.sh module "$stock/kvm.ko" "$scratch/$out/kvm.ko"
cp "$pristine/arch/x86/kvm/cpuid.c" "$scratch/$pristine/arch/x86/kvm/cpuid.c"

for file in "$scratch/host-patch/kvm/exit_probe_rows.c" "$scratch/host-patch/patches/$series"/0001*; do
	sed -i 's/\(struct kvm_exit_probe_rows \*rows\);/\1, *unused;/' "$file"
done
fails "with WERROR=1 a warning is an error, and the log is named" \
	"the build failed, see build/log/modules-.*exit_probe_rows.c.*unused" build_in_scratch
check_no_module "warning"

# A version that is gone from the archive. The patches end that build before it compiles all
# again.
sed -i "s/^\(KBUILD_VERSION\)=.*/\1=0.1-1/" "$scratch/$out/kernel"
echo of it >"$scratch/$tree/packages"
echo >>"$scratch/host-patch/kvm/exit_probe_hooks.h"
fails "patches older than kvm/ are refused" \
	"kvm/exit_probe_hooks.h is newer than the patches: run 'make patches'" build_in_scratch
is "if a package of the kernel is gone, another kernel is chosen" \
	"$(sed -n 's/^KBUILD_VERSION=//p' "$scratch/$out/kernel")" "$KBUILD_VERSION"
is "and its tree unpacked" "$(cat "$scratch/$tree/packages")" "$VERSION $KBUILD_VERSION"

tap_done
