#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel tree of the user's own (KERNEL_SRC): patches are made for it, or what does not
# fit is named. The tree is not changed. (More of what is refused, also with the tree unchanged:
# hooks.t.)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

read_series 6.1
unpack_pristine >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$PWD

# make_tree NAME: a tree of an unknown series, with other line numbers.
make_tree() {
	mkdir "$work/$1"
	cp -a "$pristine/Makefile" "$pristine/arch" "$pristine/include" "$pristine/virt" "$work/$1/"
	sed -i 's/^PATCHLEVEL = .*/PATCHLEVEL = 2/; s/^SUBLEVEL = .*/SUBLEVEL = 99/' "$work/$1/Makefile"
	for file in x86.c cpuid.c vmx/vmx.c svm/svm.c; do
		sed -i '1s|^|// one\n// two\n// three\n|' "$work/$1/arch/x86/kvm/$file"
	done
}

state_of() {
	(cd "$work/$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort)
}

# make_patches NAME: as `make patches` does, but not into the user's build folder.
make_patches() {
	host-patch/generate.sh "$work/$1" "$work/patches-$1"
}

make_tree own
state_of own >"$work/before"
ok "patches are made for a tree of one's own" make_patches own
is "as many as for a series" "$(find "$work/patches-own" -name '*.patch' | wc -l)" \
	"$(find host-patch/patches/6.1 -name '*.patch' | wc -l)"
state_of own >"$work/after"
ok "the tree stays as it is" cmp "$work/before" "$work/after"
is "make patches runs the same" "$(make -n patches KERNEL_SRC="$work/own" | grep -o 'host-patch/generate.sh.*')" \
	"host-patch/generate.sh '$work/own' 'build/host-patch/patches-own' compile"

cd "$work/own"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
git init -q
git add -A
git -c user.name=test -c user.email=test@localhost commit -q -m pristine
ok "git am applies them there" \
	git -c user.name=test -c user.email=test@localhost am -q "$work"/patches-own/*.patch
cd "$root"
fails "a tree that has the hooks is refused" "exit_probe_hooks.h exists already: the tree is not pristine" \
	make_patches own
is "the refusal leaves no patch of an earlier run" "$(find "$work/patches-own" -name '*.patch')" ""

# The newest kernel, with changes that no rule knows (each by itself: hooks.t)
if host-patch/has-series.sh 7.3 >/dev/null 2>&1; then
	read_series 7.3
	unpack_pristine >&2
	make_tree newest
	cd "$work/newest/arch/x86/kvm"
	sed -i 's/if (pre_svm_run(vcpu)) {/if (unlikely(pre_svm_run(vcpu))) {/' svm/svm.c
	sed -i '/^int kvm_arch_vcpu_ioctl_run/,/^}/s/^	vcpu_load(vcpu);/&\n\tif (kvm_run->flags) {\n\t\tvcpu_put(vcpu);\n\t\treturn -EIO;\n\t}/' x86.c
	printf 'static void vmx_enter_again(struct vcpu_vmx *vmx)\n{\n\t__vmx_vcpu_run(vmx, 0);\n}\n' >>vmx/vmx.c
	sed -i '/^static.* svm_vcpu_run(/,/^}/s/^	clgi();/	if (svm->asid)\n\t\treturn EXIT_FASTPATH_NONE;\n&/' svm/svm.c
	cd "$root"
	is "changes of the newest kernel are all named" "$(make_patches newest 2>&1 | LC_ALL=C sort)" \
		"generate.sh: $work/newest: the hooks do not fit, so there are no patches
hooks: hook exit_probe_pass does not fit arch/x86/kvm/svm/svm.c, svm_vcpu_run(): placed 0 times, not 1
hooks: hook exit_probe_run_end does not fit arch/x86/kvm/x86.c, kvm_arch_vcpu_ioctl_run(): placed 2 times, not 1
hooks: no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run(): a way out passes by it, \"return EXIT_FASTPATH_EXIT_USERSPACE;\"
hooks: no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run(): a way out passes by it, \"return EXIT_FASTPATH_NONE;\"
hooks: no hook for arch/x86/kvm/vmx/vmx.c, vmx_enter_again(): it uses __vmx_vcpu_run()"
	read_series 6.1
	unpack_pristine
else
	skip "changes of the newest kernel are all named" "the archive has no 7.3"
fi

fails "a folder that is not a kernel tree is refused" "usr/include is not a kernel tree: it has no Makefile" \
	host-patch/generate.sh /usr/include "$work/nothing"
tap_done
