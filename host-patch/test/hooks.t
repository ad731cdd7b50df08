#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Where the hooks are placed, in stand-ins for each form that KVM has had (forms/), and that
# a form that no rule knows is refused: each hook without a place and each way past the hooks
# is named, with file and function.
set -eu
. boot/base/tap.sh

forms=host-patch/test/forms
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# put FORM NAME FILE: a stand-in as a file of the tree, with the parts of its form.
put() {
	mkdir -p "$(dirname "$tree/$3")"
	awk -v form="$1" -v version="${1%%.*}" -v patchlevel="${1#*.}" '
		BEGIN { on = 1 }
		/^\/\/\{/ { on = index($0 " ", " " form " "); next }
		/^\/\/\}/ { on = 1; next }
		{ sub("@VERSION@", version); sub("@PATCHLEVEL@", patchlevel) }
		on' "$forms/$2.in" >"$tree/$3"
}

# make_tree NAME FORM: $tree, of that kernel.
make_tree() {
	tree=$work/$1
	put "$2" Makefile Makefile
	put "$2" kvm-Makefile arch/x86/kvm/Makefile
	for file in x86 cpuid debugfs; do
		put "$2" $file.c arch/x86/kvm/$file.c
	done
	put "$2" vmx.c arch/x86/kvm/vmx/vmx.c
	put "$2" nested.c arch/x86/kvm/vmx/nested.c
	put "$2" svm.c arch/x86/kvm/svm/svm.c
	put "$2" sev.c arch/x86/kvm/svm/sev.c
	put "$2" asm-kvm_host.h arch/x86/include/asm/kvm_host.h
	put "$2" kvm_host.h include/linux/kvm_host.h
	put "$2" kvm_main.c virt/kvm/kvm_main.c
}

generate() {
	host-patch/generate.sh "$tree" "$work/patches"
}

# apply_patches: to the tree itself.
apply_patches() {
	for one in "$work"/patches/*.patch; do
		patch -d "$tree" -p1 -F0 -s --no-backup-if-mismatch <"$one"
	done
}

# state_of TREE
state_of() {
	(cd "$1" && find . -type f -exec sha256sum {} +) | LC_ALL=C sort
}

# order FILE FUNCTION PATTERN: what matches in that function, in one line.
order() {
	awk -v name="$2" '
		$0 ~ "[ *]" name "\\(" && !/^[ \t]/ && !/;$/ { inside = 1 }
		inside
		/^}/ { inside = 0 }' "$tree/arch/x86/kvm/$1" | grep -oE "$3" | paste -sd ' '
}

# edit FILE SED-SCRIPT: change the stand-in, which must differ then.
edit() {
	cp "$tree/arch/x86/kvm/$1" "$work/before"
	sed -i "$2" "$tree/arch/x86/kvm/$1"
	! cmp -s "$work/before" "$tree/arch/x86/kvm/$1" || echo "Bail out! nothing to edit in $1"
}

# spatch has another syntax for them on Debian 13, where a rule would match nothing.
is "no rule has a regular expression" "$(grep -n '=~' host-patch/hooks/*)" ""

for form in 5.9 5.10 5.15 6.1 7.3; do
	make_tree "form-$form" $form
	ok "$form: the hooks have their places" generate
	apply_patches
	stamps='exit_probe_stamp_entry|exit_probe_stamp_exit|__(svm|vmx)[a-z_]*vcpu_run|vm(load|save)'
	svm="__svm_sev_es_vcpu_run __svm_vcpu_run"
	case $form in
	5.9 | 5.10) svm=__svm_vcpu_run ;;
	5.15) svm="__svm_sev_es_vcpu_run vmload __svm_vcpu_run vmsave" ;;
	esac
	is "$form: SVM's entry is between the stamps" "$(order svm/svm.c svm_vcpu_enter_exit "$stamps")" \
		"exit_probe_stamp_entry $svm exit_probe_stamp_exit"
	is "$form: VMX's entry is, too" "$(order vmx/vmx.c vmx_vcpu_enter_exit "$stamps")" \
		"exit_probe_stamp_entry __vmx_vcpu_run exit_probe_stamp_exit"
	more=
	case $form in
	5.9 | 5.10) reason='(u16)vmx->exit_reason' ;;
	7.3) reason='vmx_get_exit_reason(vcpu).basic' more=' return E' ;;
	*) reason='vmx->exit_reason.basic' ;;
	esac
	is "$form: VMX's ways out have two passes and a settle, with the reason's own type" \
		"$(order vmx/vmx.c vmx_vcpu_run 'exit_probe_pass|exit_probe_settle.*;|return E')" \
		"exit_probe_pass return E exit_probe_pass return E exit_probe_settle_vmx(vcpu, $reason); return E$more"
	pass=
	[ $form != 7.3 ] || pass='exit_probe_pass return E '
	is "$form: SVM's have a settle, and a pass where preparing can fail" \
		"$(order svm/svm.c svm_vcpu_run 'exit_probe_pass|exit_probe_settle_svm|return E|return svm')" \
		"${pass}exit_probe_settle_svm return svm"
	is "$form: the cause is told where an access turns out to be a device's" \
		"$(order x86.c emulator_read_write_onepage 'exit_probe_access_mmio|read_write_mmio')" \
		"exit_probe_access_mmio read_write_mmio"
	ghcb="sync_from_ghcb exit_probe_tell_ghcb_cause"
	case $form in
	5.9 | 5.10) ghcb= ;;
	esac
	is "$form: and where the exit code of an SEV-ES guest is known" \
		"$(order svm/sev.c sev_handle_vmgexit 'sync_from_ghcb|exit_probe_tell_ghcb_cause')" "$ghcb"
	is "$form: KVM_RUN is between its two hooks" \
		"$(order x86.c kvm_arch_vcpu_ioctl_run 'exit_probe_run_[a-z]*|vcpu_(load|put)')" \
		"exit_probe_run_begin vcpu_load exit_probe_run_end vcpu_put"
	is "$form: the load is noted first, after what is declared" \
		"$(order x86.c kvm_arch_vcpu_load 'kvm_pmu|exit_probe_load|clean|set' | sed 's/^kvm_pmu exit_probe_load clean/exit_probe_load/')" \
		"exit_probe_load set"
	is "$form: what a vCPU has is freed once" "$(order x86.c kvm_arch_vcpu_destroy exit_probe_destroy)" exit_probe_destroy
	is "$form: a TSC that userspace sets is seen" "$(grep -c exit_probe_tsc_set "$tree/arch/x86/kvm/x86.c")" 1
	histograms=4 readonly=0
	case $form in
	5.9 | 5.10) histograms=0 readonly=1 ;;
	esac
	is "$form: statistics have histograms, or else read-only files" \
		"$(grep -c EXIT_PROBE_STATS_DESC "$tree/arch/x86/kvm/x86.c") $(grep -c '^static.*stat_readonly_fops' "$tree/virt/kvm/kvm_main.c")" \
		"$histograms $readonly"
done

make_tree old 5.4
fails "5.4 is refused" "old is Linux 5.4.1: the hooks are for Linux 5.9 and later" generate
is "in one line" "$(generate 2>&1 | wc -l)" 1
is "without patches" "$(find "$work/patches" -name '*.patch')" ""

# change FILE SED-SCRIPT [FORM]: that form, else the newest, with a change that no rule knows.
change() {
	rm -rf "$work/changed"
	make_tree changed "${3:-7.3}"
	edit "$1" "$2"
}

# refused NAME MESSAGE FILE SED-SCRIPT [FORM]: by the first step. (That a refusal of any step
# leaves no patches: below.)
refused() {
	change "$3" "$4" "${5:-}"
	fails "$1" "^hooks: $2\$" host-patch/hooks/place.sh "$tree" 1-accounting
}

# no_patches NAME MESSAGE FILE SED-SCRIPT: by any step, and patches of an earlier run are gone.
no_patches() {
	change "$3" "$4"
	state_of "$tree" >"$work/tree-before"
	touch "$work/patches/0001-earlier.patch"
	fails "$1" "^hooks: $2\$" generate
	is "no patches are left then" "$(find "$work/patches" -name '*.patch')" ""
	state_of "$tree" >"$work/tree-after"
	ok "and the tree stays as it is" cmp "$work/tree-before" "$work/tree-after"
}
no_patches "a result of pre_svm_run() that is used in another way is refused" \
	"hook exit_probe_pass does not fit arch/x86/kvm/svm/svm.c, svm_vcpu_run\(\): placed 0 times, not 1" \
	svm/svm.c 's/if (pre_svm_run(vcpu))/if (unlikely(pre_svm_run(vcpu)))/'
refused "so is one that is kept" \
	"no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run\(\): a way out passes by it, \"return EXIT_FASTPATH_EXIT_USERSPACE;\"" \
	svm/svm.c 's/if (pre_svm_run(vcpu))/r = pre_svm_run(vcpu);\n\tif (r)/'
refused "a second vcpu_put() is refused" \
	"hook exit_probe_run_end does not fit arch/x86/kvm/x86.c, kvm_arch_vcpu_ioctl_run\(\): placed 2 times, not 1" \
	x86.c 's/^	vcpu_load(vcpu);/&\n\tif (kvm_run->flags) {\n\t\tvcpu_put(vcpu);\n\t\treturn -EIO;\n\t}/'
refused "so is a way back to userspace without one" \
	"no hook for arch/x86/kvm/x86.c, kvm_arch_vcpu_ioctl_run\(\): a way out passes by it, \"return -EIO;\"" \
	x86.c 's/^	vcpu_load(vcpu);/&\n\tif (kvm_run->flags)\n\t\treturn -EIO;/'
for one in "vmx/vmx.c __vmx_vcpu_run" "svm/svm.c __svm_vcpu_run" "svm/svm.c __svm_sev_es_vcpu_run" "vmx/nested.c vmx_vcpu_enter_exit"; do
	refused "a second function that uses ${one#* }() is refused" \
		"no hook for arch/x86/kvm/${one% *}, another_entry\(\): it uses ${one#* }\(\)" \
		"${one% *}" "\$a static void another_entry(struct kvm_vcpu *vcpu)\n{\n\t${one#* }(vcpu);\n}"
done
refused "a second use in the same function is, too" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): it uses vmx_vcpu_enter_exit\(\) 2 times, not once" \
	vmx/vmx.c 's/^	vmx_vcpu_enter_exit(vcpu, vmx);/&\n&/'
refused "a return before SVM's entry is refused" \
	"no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run\(\): a way out passes by it, \"return EXIT_FASTPATH_NONE;\"" \
	svm/svm.c 's/^	clgi();/	if (svm->off)\n\t\treturn EXIT_FASTPATH_NONE;\n&/'
refused "a goto past the settle is refused" \
	"no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run\(\): a way out passes by it, \"return svm_exit_handlers_fastpath\(vcpu\);\"" \
	svm/svm.c 's/^	clgi();/	if (svm->off)\n\t\tgoto out;\n&/; s/^	return svm_exit/out:\n&/'
refused "a return after VMX's entry is refused" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): a way out passes by it, \"return EXIT_FASTPATH_HANDLED;\"" \
	vmx/vmx.c 's/^	vmx_vcpu_enter_exit(vcpu, vmx);/&\n\tif (vmx->off)\n\t\treturn EXIT_FASTPATH_HANDLED;/'
refused "the way of a second entry is refused, although the first has its settle" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): a way out passes by it, \"return EXIT_FASTPATH_HANDLED;\"" \
	vmx/vmx.c 's/^		goto reenter_guest;/		if (vmx->off) {\n\t\t\tvmx_vcpu_enter_exit(vcpu, vmx);\n\t\t\treturn EXIT_FASTPATH_HANDLED;\n\t\t}\n&/' 5.10
no_patches "a device's access of a form that is not known is refused" \
	"hook exit_probe_access_mmio does not fit arch/x86/kvm/x86.c, emulator_read_write_onepage\(\): placed 0 times, not 1" \
	x86.c 's/ops->read_write_mmio(vcpu, gpa, bytes, val)/ops->read_write_device(vcpu, gpa)/'
no_patches "so is an SEV-ES guest's exit" \
	"hook exit_probe_tell_ghcb_cause does not fit arch/x86/kvm/svm/sev.c, sev_handle_vmgexit\(\): placed 0 times, not 1" \
	svm/sev.c 's/^	sev_es_sync_from_ghcb(svm);/	if (sev_es_sync_from_ghcb(svm) < 0)\n\t\treturn 0;/'
no_patches "statistics of a form that is not known are refused" \
	"hook \"EXIT_PROBE_STATS_DESC\(reason_exits, LINEAR_HIST, NONE, EXIT_PROBE_SLOTS, 1\),\" does not fit arch/x86/kvm/x86.c: placed 0 times, not 1" \
	x86.c 's/KVM_GENERIC_VCPU_STATS()/KVM_COMMON_VCPU_STATS()/'
refused "a hook at an anchor is named by its function, too" \
	"hook exit_probe_exit_tsc does not fit arch/x86/kvm/x86.c, vcpu_enter_guest\(\): placed 0 times, not 1" \
	x86.c 's/last_guest_tsc = kvm_read_l1_tsc(vcpu, rdtsc())/last_guest_tsc = read_tsc()/'
refused "so is one that moved to another function" \
	"hook exit_probe_exit_tsc does not fit arch/x86/kvm/x86.c, vcpu_enter_guest\(\): placed 0 times, not 1" \
	x86.c 's/^static int vcpu_enter_guest/static int vcpu_enter_inner/'

# A way past the hooks that only some vCPUs take
for one in 'unlikely(vcpu->arch.mp_state == KVM_MP_STATE_HALTED))\n\t\t' 'vcpu->arch.mp_state == KVM_MP_STATE_HALTED)\n\t\treturn '; do
	refused "a wait in HLT of a form that is not known is refused" \
		"hook exit_probe_halt_begin does not fit arch/x86/kvm/x86.c, vcpu_block\(\): placed 0 times, not 1" \
		x86.c "/^	if (vcpu->arch.mp_state/d; s/^		kvm_vcpu_halt/	if ($one&/"
done
refused "so is a second wait" \
	"no hook for arch/x86/kvm/x86.c, vcpu_block\(\): it uses kvm_vcpu_block\(\) 2 times, not once" \
	x86.c 's/^	if (vcpu->arch.mp_state == KVM_MP_STATE_HALTED)/	if (kvm_vcpu_block(vcpu) < 0)\n\t\treturn 0;\n&/'
for one in svm vmx; do
	refused "a settle without an entry is refused: $one" \
		"no hook for arch/x86/kvm/$one/$one.c, ${one}_vcpu_run\(\): a way without an entry leads to it, \"exit_probe_settle\(.*\);\"" \
		$one/$one.c "s/^	${one}_vcpu_enter_exit(vcpu, $one);/	if (!$one->skip)\n\t&/"
	refused "so is a second entry without its own settle: $one" \
		"no hook for arch/x86/kvm/$one/$one.c, ${one}_vcpu_run\(\): another entry follows without it, \"${one}_vcpu_enter_exit\(vcpu, $one\);\"" \
		$one/$one.c "s/^	${one}_vcpu_enter_exit(vcpu, $one);/	do {\n\t&\n\t} while (again($one));/"
	refused "so is a return before the stamps: $one" \
		"hook exit_probe_stamp_entry does not fit arch/x86/kvm/$one/$one.c, ${one}_vcpu_enter_exit\(\): placed 0 times, not 1" \
		$one/$one.c "/^static noinstr void ${one}_vcpu_enter_exit/,/^}/s/^	guest_enter();/&\n\tif ($one->off) {\n\t\tguest_exit();\n\t\treturn;\n\t}/"
	refused "so is a goto past them: $one" \
		"hook exit_probe_stamp_exit does not fit arch/x86/kvm/$one/$one.c, ${one}_vcpu_enter_exit\(\): placed 0 times, not 1" \
		$one/$one.c "/^static noinstr void ${one}_vcpu_enter_exit/,/^}/{s/^	guest_enter();/&\n\tif ($one->off)\n\t\tgoto out;/; s/^	guest_exit();/out:\n&/}"
done
refused "a goto past SVM's entry is refused" \
	"no hook for arch/x86/kvm/svm/svm.c, svm_vcpu_run\(\): a way without an entry leads to it, \"exit_probe_settle\(.*\);\"" \
	svm/svm.c 's/^	clgi();/	if (svm->off)\n\t\tgoto skip;\n&/; s/^	stgi();/skip:\n&/'
refused "so is a return behind one of SVM's two entries" \
	"hook exit_probe_stamp_exit does not fit arch/x86/kvm/svm/svm.c, svm_vcpu_enter_exit\(\): placed 0 times, not 1" \
	svm/svm.c 's/^	if (sev_es_guest(vcpu->kvm))/& {/; s/^		__svm_sev_es_vcpu_run(svm);/&\n\t\tguest_exit();\n\t\treturn;\n\t}/; /^	else$/d; s/^		__svm_vcpu_run/	__svm_vcpu_run/'
refused "so is one before the vCPU's leave is noted" \
	"hook exit_probe_put does not fit arch/x86/kvm/x86.c, kvm_arch_vcpu_put\(\): placed 0 times, not 1" \
	x86.c 's/^	vcpu->arch.last_host_tsc/	if (vcpu->gone)\n\t\treturn;\n&/'
refused "so is a settle before the reason is read" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): the exit reason is not read before it, \"exit_probe_settle\(.*\);\"" \
	vmx/vmx.c 's/^	vmx->exit_reason.full = vmcs_read32.*/	trace_kvm_exit(vcpu, KVM_ISA_VMX);\n&/; 0,/^	trace_kvm_exit(/!{/^	trace_kvm_exit(/d}' 6.1
refused "so is one where it may not be read" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): the exit reason is not read before it, \"exit_probe_settle\(.*\);\"" \
	vmx/vmx.c 's/^	vmx->exit_reason.full = vmcs_read32/	if (vmx->on)\n\t&/' 6.1
refused "so is an end of the kernel's time that may not have begun" \
	"no hook for arch/x86/kvm/x86.c, kvm_arch_vcpu_ioctl_run\(\): a way without exit_probe_run_begin\(\) leads to it, \"exit_probe_run_end\(vcpu\);\"" \
	x86.c 's/^	vcpu_load(vcpu);/	if (vcpu->wanted)\n\t&/'
for one in load put; do
	refused "so is a vcpu_$one() within an expression" \
		"no hook for arch/x86/kvm/x86.c, kvm_arch_vcpu_ioctl_run\(\): it uses vcpu_$one\(\)" \
		x86.c 's/^	r = vcpu_run(vcpu);/&\n\tvcpu_put(vcpu), vcpu_load(vcpu);/'
done
refused "an entry by a name that the table lacks is refused" \
	"no hook for arch/x86/kvm/svm/svm.c, svm_enter_realm\(\): it uses __svm_realm_vcpu_run\(\)" \
	svm/svm.c "\$a static noinstr void svm_enter_realm(struct kvm_vcpu *vcpu)\n{\n\t__svm_realm_vcpu_run(vcpu);\n}"
for one in 'void again(struct vcpu_vmx *vmx) { __vmx_vcpu_run(vmx, 0); }' '#define again(vmx) __vmx_vcpu_run(vmx, 0)'; do
	refused "so is one in a single line: ${one%% *}" \
		"no hook for arch/x86/kvm/vmx/vmx.c, again\(\): it uses __vmx_vcpu_run\(\)" vmx/vmx.c "\$a $one"
done
refused "so is one outside of functions" \
	"no hook for arch/x86/kvm/vmx/vmx.c: it uses vmx_vcpu_enter_exit\(\)" \
	vmx/vmx.c "\$a static const struct ops ops = {\n\t.enter = vmx_vcpu_enter_exit,\n};"
refused "a function whose line begins with an attribute is named, too" \
	"no hook for arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run\(\): a way out passes by it, \"return EXIT_FASTPATH_HANDLED;\"" \
	vmx/vmx.c 's/^static fastpath_t vmx_vcpu_run/__no_kcsan &/; s/^	vmx_vcpu_enter_exit(vcpu, vmx);/&\n\tif (vmx->off)\n\t\treturn EXIT_FASTPATH_HANDLED;/'
refused "a structure whose end is not found is refused" \
	"hook \"struct kvm_exit_probe exit_probe;\" does not fit arch/x86/include/asm/kvm_host.h, struct kvm_vcpu_stat: placed 0 times, not 1" \
	../include/asm/kvm_host.h '0,/^};/s/^};/	};/'
make_tree aligned 7.3
edit ../include/asm/kvm_host.h '0,/^};/s/^};/} ____cacheline_aligned;/'
ok "a structure with an attribute at its end is taken" generate
apply_patches
is "its field is in it" "$(grep -A 1 'struct kvm_exit_probe exit_probe;' "$tree/arch/x86/include/asm/kvm_host.h")" \
	"	struct kvm_exit_probe exit_probe;
} ____cacheline_aligned;"

# One refusal names all hooks that have no place.
make_tree many 7.3
edit x86.c 's/vcpu->arch.last_host_tsc = rdtsc();/last();/; s/^static void __kvm_synchronize_tsc/static void __kvm_sync_tsc/'
edit vmx/vmx.c 's/trace_kvm_exit(/trace_kvm_left(/'
edit cpuid.c 's/exact = !!entry;/exact = found(entry);/'
sed -i 's/^struct kvm_vcpu_stat {/struct kvm_vcpu_stats {/' "$tree/arch/x86/include/asm/kvm_host.h"
generate >"$work/said" 2>&1 || :
is "all that have no place are named at once" "$(sed -n 's/^hooks: hook \(.*\) does not fit \(.*\): placed 0 times, not 1$/\1: \2/p' "$work/said" | LC_ALL=C sort)" \
	'"struct kvm_exit_probe exit_probe;": arch/x86/include/asm/kvm_host.h, struct kvm_vcpu_stat
exit_probe_cpuid: arch/x86/kvm/cpuid.c, kvm_cpuid()
exit_probe_put: arch/x86/kvm/x86.c, kvm_arch_vcpu_put()
exit_probe_settle: arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run()
exit_probe_settle_vmx: arch/x86/kvm/vmx/vmx.c, vmx_vcpu_run()
exit_probe_tsc_set: arch/x86/kvm/x86.c, kvm_write_tsc() or kvm_synchronize_tsc() or __kvm_synchronize_tsc()'
is "the last line says what follows" "$(tail -n 1 "$work/said")" "generate.sh: $tree: the hooks do not fit, so there are no patches"

# What was placed is compiled where the tree is whole; the output says so either way.
compile() {
	host-patch/generate.sh "$tree" "$work/patches" compile
}
patches_left() {
	find "$work/patches" -name '*.patch' | wc -l
}
make_tree part 7.3
is "a part of a tree is not compiled, and that is said" "$(compile 2>&1)" \
	"patches: not compiled: $tree is not whole: it has no Kconfig"
is "its patches are there" "$(patches_left)" 4

# whole_tree NAME GOAL-OR-TEXT: a tree that can be compiled. The Makefile refuses that text.
whole_tree() {
	make_tree "$1" 7.3
	mkdir -p "$tree/init" "$tree/kernel" "$tree/scripts"
	touch "$tree/Kconfig" "$tree/init/Kconfig" "$tree/kernel/bounds.c" "$tree/scripts/Makefile.build"
	sed -i "s/^REFUSED := .*/REFUSED := $2/" "$tree/Makefile"
}
whole_tree compiles 'no such text'
state_of "$tree" >"$work/tree-before"
is "a whole tree is compiled" "$(compile 2>&1 | sed 's/ [0-9]* objects, .*/ N objects/')" "patches: compiled: N objects"
state_of "$tree" >"$work/tree-after"
ok "the tree stays as it is" cmp "$work/tree-before" "$work/tree-after"
is "its patches are there, too" "$(patches_left)" 4
whole_tree breaks exit_probe_stamp_entry
fails "a hook that does not compile is refused" "breaks: it does not compile: .*exit_probe_stamp_entry.*, so there are no patches\$" compile
is "without patches" "$(patches_left)" 0
whole_tree broken svm_vcpu_run
is "that a tree does not compile without hooks either is said" "$(compile 2>&1 | sed 's/, see .*//')" "patches: not compiled: this compiler does not take the tree as it is"
is "with patches" "$(patches_left)" 4
whole_tree unconfigured 'no such text'
sed -i 's/^allnoconfig:/&\n\tfalse/' "$tree/Makefile"
is "so is a tree that cannot be configured" "$(compile 2>&1 | sed 's/compiled: .*\(no flex\|no bison\|cannot be configured\).*/compiled: why/')" \
	"patches: not compiled: why"

# The table of trees has what was taken or refused, and nothing else.
cp host-patch/TREES.md "$work/table"
make_tree other 7.3
rm -r "$tree/arch/x86/kvm"
for one in /nonexistent linux host-patch "$tree"; do
	host-patch/test/trees.sh "$one" >"$work/said" 2>&1 && status=0 || status=$?
	is "trees.sh names what is no kernel tree: ${one##*/}" \
		"$status $(sed '/^trees: /d; s/: it has no .*//' "$work/said")" "1 trees.sh: $one is not a kernel tree"
done
ok "its table stays as it is" cmp host-patch/TREES.md "$work/table"

tap_done
