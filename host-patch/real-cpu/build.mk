# SPDX-License-Identifier: GPL-2.0-only
# What counting costs this machine's CPUs: the real hooks with the real TSC. What else they need
# of the kernel is in stub/.

REAL_CPU := $(B)/host-patch/real-cpu
real_cpu_dir := host-patch/real-cpu
real_cpu_cc = $(static_cc) -Wno-sign-compare -Wno-unused-parameter -Wno-missing-prototypes -fno-pie -no-pie \
	-DSTUB_REAL_TSC -Ihost-patch/kvm -iquote host-patch/stub -Ihost-patch/stub -I$(real_cpu_dir)

$(REAL_CPU): $(real_cpu_dir)/real_cpu.c $(addprefix host-patch/kvm/exit_probe_,cause.c cpu.c extras.c mode.c rows.c) \
		$(wildcard host-patch/kvm/*.h host-patch/kvm/asm/*.h host-patch/stub/*/*.h $(real_cpu_dir)/*.h) \
		$(HOW)/real_cpu_cc
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(real_cpu_cc) -o $@ $(filter %.c,$^)
