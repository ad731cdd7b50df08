// Where KVM's code meets exit_probe.h.  The context lines are the place: a
// rule that does not find them places nothing, and place.sh stops on that.

@vmx_stamps@
identifier vcpu;
@@
vmx_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	...
+	exit_probe_stamp_entry(vcpu);
	vmx->fail = __vmx_vcpu_run(...);
+	exit_probe_stamp_exit(vcpu);
	...
}

@svm_stamps@
identifier vcpu;
@@
svm_vcpu_enter_exit(struct kvm_vcpu *vcpu, ...)
{
	...
+	exit_probe_stamp_entry(vcpu);
	if (sev_es_guest(vcpu->kvm))
		__svm_sev_es_vcpu_run(...);
	else
		__svm_vcpu_run(...);
+	exit_probe_stamp_exit(vcpu);
	...
}

@vmx_settle@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_settle(vcpu, vmx->exit_reason.basic);
	trace_kvm_exit(...);
	...>
}

@svm_settle@
identifier vcpu;
@@
svm_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
	svm_vcpu_enter_exit(vcpu, ...);
+	exit_probe_settle(vcpu, svm->vmcb->control.exit_code);
	...>
}

@vmx_pass_emulation@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
	if (unlikely(vmx->emulation_required)) {
+		exit_probe_pass(vcpu);
		...
	}
	...>
}

@vmx_pass_fail@
identifier vcpu;
@@
vmx_vcpu_run(struct kvm_vcpu *vcpu, ...)
{
	<...
	if (unlikely(vmx->fail)) {
+		exit_probe_pass(vcpu);
		...
	}
	...>
}

@create@
identifier vcpu, r;
@@
kvm_arch_vcpu_create(struct kvm_vcpu *vcpu)
{
	...
	int r;
	...
	vcpu_put(vcpu);
+
+	r = exit_probe_create(vcpu);
+	if (r) {
+		kvm_arch_vcpu_destroy(vcpu);
+		return r;
+	}
+
	return 0;
	...
}

@destroy@
identifier vcpu;
@@
kvm_arch_vcpu_destroy(struct kvm_vcpu *vcpu)
{
	...
	kvfree(vcpu->arch.cpuid_entries);
+	exit_probe_destroy(vcpu);
	...
}

@load@
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
	...
	vcpu->arch.last_host_tsc = rdtsc();
+	exit_probe_put(vcpu);
}

@run@
identifier vcpu, r;
@@
kvm_arch_vcpu_ioctl_run(struct kvm_vcpu *vcpu, ...)
{
	<...
(
+	exit_probe_run_begin(vcpu);
	vcpu_load(vcpu);
|
	vcpu_put(vcpu);
+	exit_probe_run_end(vcpu);
	return r;
)
	...>
}

@halt@
identifier vcpu;
@@
vcpu_block(struct kvm_vcpu *vcpu, ...)
{
	<...
+	exit_probe_halt_begin(vcpu);
	if (vcpu->arch.mp_state == KVM_MP_STATE_HALTED)
		kvm_vcpu_halt(vcpu);
	else
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
