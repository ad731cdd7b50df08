// The table, as a file in each vCPU's debugfs folder.

@debugfs@
identifier vcpu, dir;
@@
kvm_arch_create_vcpu_debugfs(struct kvm_vcpu *vcpu, struct dentry *dir)
{
+	exit_probe_create_debugfs(vcpu, dir);
	...
}
