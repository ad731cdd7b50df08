# SPDX-License-Identifier: GPL-2.0-only
# What tests of the patch are made of, and the goals that test more than `make test` does.

HOST_PATCH_TESTS := $(wildcard host-patch/test/*.t)

CONFORMANCE := $(B)/host-patch/conformance
conformance_dir := host-patch/test/conformance

.PHONY: conformance series

# Those that other-kernels/ looks at, unless the archive has left them behind
.PHONY: modules-of-7.3-if-there
modules-of-7.3-if-there:
	$(Q)! host-patch/has-series.sh 7.3 || host-patch/modules.sh 7.3

# Each from its packages on, which takes a while: the table in README.md
ONLY :=
series:
	@boot/base/needs.sh patches
	$(Q)host-patch/test/series.sh $(ONLY)

#> make proof           all that the documents claim of the patch, for hours:
#>                      host-patch/PROOF.md; it goes on where it was stopped;
#>                      KVM_UNIT_TESTS=PATH  with those
.PHONY: proof
proof:
	@boot/base/needs.sh newcomer
	@host-patch/test/proof.sh

#> make host-dkms-test  that package through a kernel update, on Debian 12 and 13;
#>                      takes several minutes each
.PHONY: host-dkms-test
host-dkms-test:
	@boot/base/needs.sh compare
	@$(LAB_ALL) host-dkms lab $(HOST_TEST_TOOLS)
	@host-patch/test/dkms-update.sh $(DKMS_DEB) $(B)/host-patch/dkms-test bookworm trixie

#> make host-fleet-test  the Ansible role on two emulated hosts, with DKMS and the network;
#>                      takes half an hour, longer on a busy machine
.PHONY: host-fleet-test
host-fleet-test:
	@boot/base/needs.sh test
	@$(LAB_ALL) host-dkms lab conformance $(HOST_TEST_TOOLS)
	@host-patch/test/host-fleet.sh $(DKMS_DEB) $(B)/host-patch/fleet-test

#> make host-boot-test  an L1 that boots six times, with the patched KVM installed, in the
#>                      initramfs, packaged and refused; takes a quarter of an hour
.PHONY: host-boot-test
host-boot-test:
	@boot/base/needs.sh test
	@$(LAB_ALL) lab $(HOST_TEST_TOOLS) $(B)/linux/minimal/boot.iso
	@host-patch/test/host-boot.sh

#> make host-kernel-test  the kernel of host-kernel in a Debian root, booted as L1;
#>                      takes hours the first time
.PHONY: host-kernel-test
host-kernel-test:
	@boot/base/needs.sh kernel
	@boot/base/needs.sh compare
	@$(LAB_ALL) lab conformance
	@host-patch/test/whole-kernel.sh $(B)/host-patch/whole-test

conformance: $(CONFORMANCE)/conformance

$(CONFORMANCE)/conformance: $(wildcard $(conformance_dir)/*.[ch]) $(VMM_SOURCES) $(VMM)/guest.bin $(HOW)/vmm_cc
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(vmm_cc) -o $@ $(filter %.c,$^)

# The long run of test/soak.t: SECONDS of L1's time for the hostile guest
$(call option,SECONDS,60,number)
$(call option,SEED,,number)
$(call option,VMS,500,number)
.PHONY: soak
#> make soak            a hostile guest and 500 VMs, for long; SECONDS=N of L1's time,
#>                      SEED=N, SERIES=; PACE=fast  with two CPUs
soak:
	@boot/base/needs.sh run
	@$(LAB_ALL) modules conformance lab
	@SECONDS_OF_L1='$(SECONDS)' VMS='$(VMS)' SERIES=$(SERIES) host-patch/test/long-run.sh host-patch/test/soak.t

# The lab of HOST= for tests on two sides
TEST_L0 = $(or $(filter svm svm-bochs vmx,$(HOST)),$(if $(filter auto,$(HOST)),svm,\
	$(error HOST=$(HOST) has no lab: use svm, svm-bochs or vmx)))

#> make selftests       the kernel's own selftests of KVM in the lab, unpatched and patched;
#>                      SERIES=, HOST=svm|svm-bochs|vmx
.PHONY: selftests
selftests:
	@boot/base/needs.sh run
	@$(LAB_ALL) modules $(LAB_OF_HOST)
	@L0=$(TEST_L0) SERIES=$(SERIES) host-patch/test/selftests.sh

#> make unit-tests KVM_UNIT_TESTS=PATH  the x86 tests of kvm-unit-tests, from your tree of
#>                      it, in the lab, unpatched and patched; SERIES=, HOST=
KVM_UNIT_TESTS :=
export KVM_UNIT_TESTS
.PHONY: unit-tests
unit-tests:
	@host-patch/test/unit-tests/build.sh "$$KVM_UNIT_TESTS" >/dev/null
	@$(LAB_ALL) modules $(LAB_OF_HOST)
	@L0=$(TEST_L0) SERIES=$(SERIES) host-patch/test/unit-tests.sh "$$KVM_UNIT_TESTS"

#> make debug-kernel    a kernel with KASAN, lockdep, kmemleak and more, and in it the
#>                      conformance suite, a hostile guest and VMS=N VMs
#>                      SANITIZER=kasan|kcsan, SECONDS= and SEED= as for soak;
#>                      PACE=fast  the guest and the VMs with two CPUs
$(call option,SANITIZER,kasan,kasan kcsan)
.PHONY: debug-kernel
debug-kernel:
	@boot/base/needs.sh kernel
	@$(LAB_ALL) conformance lab $(B)/host-patch/debug/failing
	@VMS='$(VMS)' SECONDS_OF_L1='$(SECONDS)' host-patch/test/long-run.sh host-patch/test/debug.sh '$(SANITIZER)'

$(B)/host-patch/debug/failing: host-patch/test/debug/failing.c $(HOW)/static_cc
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(static_cc) -o $@ $<

# Who uses KVM, and a reboot, for the tests of host.sh
HOST_TEST_TOOLS := $(addprefix $(B)/host-patch/,hold-vm hold-trace reboot)
$(B)/host-patch/hold-%: host-patch/test/host/hold_%.c $(HOW)/static_cc
	$(call say,CC,$@)
	$(Q)$(static_cc) -o $@ $<

$(B)/host-patch/reboot: host-patch/test/host/reboot.c $(HOW)/static_cc
	$(call say,CC,$@)
	$(Q)$(static_cc) -o $@ $<

# The root of the made hosts of fleet.t, of the suite whose Python every ansible-core knows. If no
# mirror has it, that test says so.
FLEET_ROOT := $(B)/host-patch/fleet-root

$(FLEET_ROOT).unpacked: boot/base/debs.sh host-patch/test/build.mk
	$(Q)rm -rf $(FLEET_ROOT)
	$(Q)if boot/base/debs.sh -d $(NATIVE) bookworm $(FLEET_ROOT) apt dpkg python3-apt openssh-server base-files \
			coreutils dash sed grep mawk findutils diffutils tar gzip xz-utils zstd debconf libc-bin; then \
		touch $@; \
	else \
		rm -rf $(FLEET_ROOT); \
	fi

# What exits cost with this patch and with other ways of counting
BENCH_DIR := $(B)/bench
bench_dir := host-patch/test/bench

#> make bench           what the patch and other ways of counting cost an exit, in the
#>                      exact lab, on SVM and VMX (some five minutes)
.PHONY: bench
bench:
	@boot/base/needs.sh compare
	@$(MAKE_ALL) lab lab-vmx $(LAB_PERF).unpacked $(REAL_CPU) $(addprefix $(BENCH_DIR)/,bench packages.unpacked stock.cpio classic/kvm.ko) SERIES=6.1
	@$(bench_dir)/bench.sh

# bpftrace for L1, of the suite that its userland is of
$(BENCH_DIR)/packages.unpacked: boot/base/debs.sh boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh -d amd64 $(LAB_SUITE) $(@:.unpacked=) bpftrace
	$(Q)touch $@

$(BENCH_DIR)/bench: $(wildcard $(bench_dir)/*.h) $(addprefix $(bench_dir)/,main.c sample.c) \
		$(VMM_SOURCES) $(VMM)/guest.bin $(HOW)/vmm_cc
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(vmm_cc) -o $@ $(filter %.c,$^)

$(BENCH_DIR)/stock.cpio: $(call modules_of,6.1) boot/lab/modules.sh boot/base/cpio.sh
	$(call say,CPIO,$@)
	$(Q)mkdir -p $(@D)
	$(Q)boot/lab/modules.sh $(B)/host-patch/6.1/root $@

$(BENCH_DIR)/classic/kvm.ko: $(call modules_of,6.1) $(addprefix $(bench_dir)/,classic.sh classic-6.1.patch)
	$(call say,MODULES,$(@D))
	$(Q)$(bench_dir)/classic.sh $(@D)
