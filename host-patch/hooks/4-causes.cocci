// What caused an exit: told where it is settled, and where KVM finds out more.

@vmx@
expression vcpu, reason;
@@
vmx_vcpu_run(...)
{
	<...
-	exit_probe_settle(vcpu, reason, NULL);
+	exit_probe_settle_vmx(vcpu, reason);
	...>
}

@svm@
expression vcpu, reason;
@@
svm_vcpu_run(...)
{
	<...
-	exit_probe_settle(vcpu, reason, NULL);
+	exit_probe_settle_svm(vcpu, reason);
	...>
}

// The exit code in the GHCB has been copied.
@vmgexit@
@@
sev_handle_vmgexit(...)
{
	<...
	sev_es_sync_from_ghcb(svm);
+	exit_probe_tell_ghcb_cause(&svm->vcpu, svm->vmcb->control.exit_code);
	...>
}
