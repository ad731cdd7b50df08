// Calls from KVM's code into exit_probe_hooks.h. The context lines are the place: a
// rule that does not find them places nothing, and then place.sh stops.
// "when strict": on each way, also on one that returns early.
// A place that differs between series has a rule for each form, with "<+..." in
// the first: a rule with "<..." applies even if it finds nothing.

@vmx_stamps@
identifier vcpu;
@@
vmx_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	... when strict
+	exit_probe_stamp_entry(vcpu);
	vmx->fail = __vmx_vcpu_run(...);
+	exit_probe_stamp_exit(vcpu);
	...
}

@svm_stamps@
identifier vcpu;
expression protected;
@@
svm_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	... when strict
+	exit_probe_stamp_entry(vcpu);
	if (protected)
		__svm_sev_es_vcpu_run(...);
	else
		__svm_vcpu_run(...);
+	exit_probe_stamp_exit(vcpu);
	...
}

// From 5.11 to 6.0 this function loads and saves more state, once the guest's own is safe.
@svm_stamps_blocks depends on !svm_stamps@
identifier vcpu;
expression protected;
@@
svm_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	... when strict
+	exit_probe_stamp_entry(vcpu);
	if (protected) {
		__svm_sev_es_vcpu_run(...);
	} else {
		...
		__svm_vcpu_run(...);
		...
	}
+	exit_probe_stamp_exit(vcpu);
	...
}

// Before SEV-ES
@svm_stamps_plain depends on !svm_stamps && !svm_stamps_blocks@
identifier vcpu;
@@
svm_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	... when strict
+	exit_probe_stamp_entry(vcpu);
	__svm_vcpu_run(...);
+	exit_probe_stamp_exit(vcpu);
	...
}

// With TDX, both kinds of guest share the exit reason's place.
@vmx_common_reason@
@@
vmx_get_exit_reason(...)

@vmx_settle_common depends on vmx_common_reason@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_settle(vcpu, vmx_get_exit_reason(vcpu).basic, NULL);
	trace_kvm_exit(...);
	...>
}

@vmx_reason_fields@
@@
vmx->exit_reason.full = vmcs_read32(VM_EXIT_REASON)

@vmx_settle depends on vmx_reason_fields && !vmx_common_reason@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_settle(vcpu, vmx->exit_reason.basic, NULL);
	trace_kvm_exit(...);
	...>
}

// Up to early 5.10 the reason is a u32.
@vmx_reason_number@
@@
vmx->exit_reason = vmcs_read32(VM_EXIT_REASON)

@vmx_settle_number depends on vmx_reason_number && !vmx_common_reason@
typedef u16;
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_settle(vcpu, (u16)vmx->exit_reason, NULL);
	trace_kvm_exit(...);
	...>
}

// Where KVM can take an NMI again
@svm_settle@
identifier vcpu;
@@
svm_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
	stgi();
+	exit_probe_settle(vcpu, svm->vmcb->control.exit_code, NULL);
	...>
}

@vmx_pass_emulation@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<+...
	if (unlikely(\(vmx->emulation_required\|vmx->vt.emulation_required\))) {
+		exit_probe_pass(vcpu);
		...
	}
	...+>
}

@vmx_pass_emulation_bare depends on !vmx_pass_emulation@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
-	if (vmx->emulation_required)
+	if (vmx->emulation_required) {
+		exit_probe_pass(vcpu);
		return EXIT_FASTPATH_NONE;
+	}
	...>
}

@vmx_pass_fail@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<+...
	if (unlikely(vmx->fail)) {
+		exit_probe_pass(vcpu);
		...
	}
	...+>
}

@vmx_pass_fail_bare depends on !vmx_pass_fail@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
-	if (unlikely(vmx->fail))
+	if (unlikely(vmx->fail)) {
+		exit_probe_pass(vcpu);
		return EXIT_FASTPATH_NONE;
+	}
	...>
}

@svm_pass@
identifier vcpu;
@@
svm_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
	if (pre_svm_run(vcpu)) {
+		exit_probe_pass(vcpu);
		...
	}
	...>
}

@destroy@
identifier vcpu;
@@
kvm_arch_vcpu_destroy(struct kvm_vcpu *vcpu)
{
	... when strict
	kvfree(vcpu->arch.cpuid_entries);
+	exit_probe_destroy(vcpu);
	...
}

// The vendor module goes: no VM is left.
@vendor_exit@
identifier vendor_exit = {kvm_arch_exit, kvm_x86_vendor_exit};
@@
vendor_exit(...)
{
	<+...
+	exit_probe_cpu_free();
	kmem_cache_destroy(x86_emulator_cache);
	...+>
}

// Before 5.12 that cache was not destroyed, unless a stable kernel has the fix.
@vendor_exit_fpu depends on !vendor_exit@
@@
kvm_arch_exit(...)
{
	<+...
+	exit_probe_cpu_free();
	kmem_cache_destroy(x86_fpu_cache);
	...+>
}

// In 5.9 the entries are an array of the vCPU itself.
@destroy_plain depends on !destroy@
identifier vcpu;
@@
kvm_arch_vcpu_destroy(struct kvm_vcpu *vcpu)
{
	... when strict
	free_page((unsigned long)vcpu->arch.pio_data);
+	exit_probe_destroy(vcpu);
	...
}

@init_vm@
identifier kvm;
@@
kvm_arch_init_vm(struct kvm *kvm, ...)
{
	<...
+	exit_probe_renew(kvm);
	raw_spin_lock_init(&kvm->arch.tsc_write_lock);
	...>
}

// In newer kernels it begins with a declaration.
@load@
identifier vcpu, pmu;
@@
kvm_arch_vcpu_load(struct kvm_vcpu *vcpu, ...)
{
	struct kvm_pmu *pmu = vcpu_to_pmu(vcpu);
+
+	exit_probe_load(vcpu);
	...
}

@load_first depends on !load@
identifier vcpu;
@@
kvm_arch_vcpu_load(struct kvm_vcpu *vcpu, ...)
{
+	exit_probe_load(vcpu);
+
	...
}

@put@
identifier vcpu;
@@
kvm_arch_vcpu_put(struct kvm_vcpu *vcpu)
{
	... when strict
	vcpu->arch.last_host_tsc = rdtsc();
+	exit_probe_put(vcpu);
	...
}

@run@
identifier vcpu;
@@
kvm_arch_vcpu_ioctl_run(struct kvm_vcpu *vcpu, ...)
{
	<...
(
+	exit_probe_check_mode(vcpu);
+	preempt_disable();
+	exit_probe_run_begin(vcpu);
	vcpu_load(vcpu);
+	preempt_enable();
|
+	exit_probe_run_end(vcpu);
	vcpu_put(vcpu);
)
	...>
}

@halt@
identifier vcpu;
@@
vcpu_block(..., struct kvm_vcpu *vcpu)
{
	<+...
+	exit_probe_halt_begin(vcpu);
	if (vcpu->arch.mp_state == KVM_MP_STATE_HALTED)
		kvm_vcpu_halt(vcpu);
	else
		kvm_vcpu_block(vcpu);
+	exit_probe_halt_end(vcpu);
	...+>
}

// Before kvm_vcpu_halt(): polling is part of blocking.
@has_halt exists@
@@
vcpu_block(...)
{
	... when any
	kvm_vcpu_halt(...)
	... when any
}

@halt_plain depends on !has_halt@
identifier vcpu;
@@
vcpu_block(..., struct kvm_vcpu *vcpu)
{
	<...
+	exit_probe_halt_begin(vcpu);
	kvm_vcpu_block(vcpu);
+	exit_probe_halt_end(vcpu);
	...>
}

@halt_uninitialized@
identifier vcpu;
@@
kvm_arch_vcpu_ioctl_run(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_halt_begin(vcpu);
	kvm_vcpu_block(vcpu);
+	exit_probe_halt_end(vcpu);
	...>
}
