// Answer the guest after the VMM's own table, and before leaves out of range are
// redirected.

@cpuid@
identifier vcpu, eax, ebx, ecx, edx, function, index, entry, exact;
@@
kvm_cpuid(struct kvm_vcpu *vcpu, u32 *eax, u32 *ebx, u32 *ecx, u32 *edx, ...)
{
	...
	exact = !!entry;
+
+	if (!entry && exit_probe_cpuid(vcpu, function, index, eax, ebx, ecx, edx)) {
+		trace_kvm_cpuid(function, index, *eax, *ebx, *ecx, *edx, true, false);
+		return true;
+	}

	if (!entry && !exact_only) {
		entry = get_out_of_range_cpuid_entry(vcpu, &function, index);
		...
	}
	...
}

// Older kernels have no such function.
@vm_debugfs@
identifier kvm;
@@
kvm_arch_create_vm_debugfs(struct kvm *kvm)
{
+	exit_probe_create_vm_debugfs(kvm);
	...
}

@init_vm@
identifier kvm;
@@
kvm_arch_init_vm(struct kvm *kvm, ...)
{
	<...
+	exit_probe_init_vm(kvm);
	raw_spin_lock_init(&kvm->arch.tsc_write_lock);
	...>
}

@latch_destroy@
identifier vcpu;
@@
kvm_arch_vcpu_destroy(struct kvm_vcpu *vcpu)
{
	...
+	exit_probe_latch_destroy(vcpu);
	exit_probe_destroy(vcpu);
	...
}

@vmx_handlers@
identifier kvm;
@@
vmx_vm_init(struct kvm *kvm)
{
+	exit_probe_note_handlers(kvm, kvm_vmx_exit_handlers, kvm_vmx_max_exit_handlers);
+
	...
}

@svm_handlers@
identifier kvm;
@@
svm_vm_init(struct kvm *kvm)
{
+	exit_probe_note_handlers(kvm, svm_exit_handlers, ARRAY_SIZE(svm_exit_handlers));
+
	...
}
