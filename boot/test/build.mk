# SPDX-License-Identifier: GPL-2.0-only
# Builds test programs and guests for tests of boot/, and defines the goals for tests beyond
# `make test`.

BOOT_TESTS = $(BOOT_C_TESTS) $(wildcard boot/test/*.t)
LINUX_TEST_GUESTS := $(addprefix $(LINUX)/minimal/,disk.img boot.iso dracut/boot.iso)

# Unit tests of exit-probe, exit-sampler and exit-tracer that need no machine
BOOT_C_TESTS := $(addprefix $(B)/boot/test/,handed_over.t host_record.t metrics_text.t sampler.t rates.t tracer.t tracer_ring.t)
boot_test_cc = $(test_cc) $(TRACER_CFLAGS) -Iboot/linux/reader

$(B)/boot/test/handed_over.t: boot/test/handed_over.c boot/linux/reader/handed_over.c
$(B)/boot/test/metrics_text.t: boot/test/metrics_text.c $(addprefix boot/sampler/,label.c tsc.c)

SAMPLER_TESTED := $(filter-out $(SAMPLER_COMMANDS),$(wildcard boot/sampler/*.c))
$(B)/boot/test/sampler.t: boot/test/sampler.c $(SAMPLER_TESTED)
$(B)/boot/test/rates.t: boot/test/rates.c $(SAMPLER_TESTED)

$(B)/boot/test/host_record.t: boot/test/host_record.c \
	$(addprefix boot/sampler/,buffer.c cause_lines.c cause_totals.c host_record.c phase_names.c)

$(B)/boot/test/tracer.t: boot/test/tracer.c $(addprefix boot/sampler/,buffer.c cause_lines.c phase_names.c) \
	$(addprefix boot/tracer/,account.c cause.c cause_rows.c causes.c exit_reason.c marks.c refuse.c trace_bench.c trace_causes.c trace_record.c)
$(B)/boot/test/tracer_ring.t: boot/test/tracer_ring.c boot/sampler/buffer.c \
	$(addprefix boot/tracer/,account.c cause.c causes.c events.c exit_reason.c marks.c refuse.c ring.c)

$(BOOT_C_TESTS): $(PROBE_TEST_OBJECTS) $(HOW)/boot_test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(boot_test_cc) -o $@ $(filter %.c %.o,$^) -ljansson -ltraceevent -lcmocka

# Programs for the sampler's tests: a QEMU monitor, and a lockdown
SAMPLER_TEST_TOOLS := $(addprefix $(B)/boot/test/,monitor locked-down)

$(B)/boot/test/monitor: boot/test/monitor.c
$(B)/boot/test/locked-down: boot/test/locked_down.c

$(SAMPLER_TEST_TOOLS): $(HOW)/boot_test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(boot_test_cc) -o $@ $(filter %.c,$^) -ljansson

# A kernel that is no part of the project but for its marks
FOREIGN_KERNEL := $(B)/boot/test/foreign.elf
foreign_asm = $(NASM) -f elf32 -Iprobe-os/mark/ $(WARN_ERROR)
foreign_cc = $(CROSS_COMPILE)gcc -m32 $(PROBE_WARN) -Iprobe-os/mark -Os -ffreestanding -fno-pic -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fcf-protection=none
foreign_ld = $(CROSS_COMPILE)gcc -m32 -nostdlib -static -no-pie -Wl,-Ttext=0x100000,--build-id=none,--nmagic,-z,noexecstack,--no-warn-rwx-segments

$(FOREIGN_KERNEL): boot/test/mark-lab/entry.asm boot/test/mark-lab/kernel.c $(wildcard probe-os/mark/*) \
		$(HOW)/foreign_asm $(HOW)/foreign_cc $(HOW)/foreign_ld
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(foreign_asm) -o $@.entry.o $(filter %.asm,$^)
	$(Q)$(foreign_cc) -c -o $@.kernel.o $(filter %.c,$^)
	$(Q)$(foreign_ld) -o $@ $@.entry.o $@.kernel.o

# Not in `make test`, because building L1's disk takes too long.
.PHONY: libvirt-test
#> make libvirt-test    test the probe under libvirt and the patched KVM, in the lab;
#>                      not part of make test
libvirt-test:
	@boot/base/needs.sh test
	@$(LAB_ALL) probe iso $(PROBE)/exit-record lab $(LINUX)/libvirt/disk.img
	@boot/base/run-tests.sh boot/test/libvirt-lab/libvirt-lab.t

# The checker of the KubeVirt manifest: npm packages
KUBEVIRT_TOOLS := $(B)/kubevirt/node_modules

$(KUBEVIRT_TOOLS): boot/guest/kubevirt/package.json boot/guest/kubevirt/package-lock.json
	$(call say,NPM,$@)
	$(Q)boot/base/npm.sh boot/guest/kubevirt $(@D) "the KubeVirt manifest"

# Prometheus and node_exporter for metrics.t, of the suite that the lab's emulators are of. If no
# mirror has them, that test says so.
PROMETHEUS := $(B)/prometheus

$(PROMETHEUS).unpacked: boot/base/debs.sh boot/lab/suite
	$(Q)rm -rf $(PROMETHEUS)
	$(Q)if boot/base/debs.sh $(NATIVE) $(LAB_SUITE) $(PROMETHEUS) prometheus promtool prometheus-node-exporter libc6; then \
		touch $@; \
	else \
		rm -rf $(PROMETHEUS); \
	fi

.PHONY: golden
#> make golden          update the golden record, which tests compare with the exact lab's
golden:
	@boot/base/needs.sh run
	@$(LAB_ALL) $(B)/runs/svm-q35-kernel/record.txt
	@boot/test/golden.sh take

# The README's commands in new roots, see newcomer.sh
ROOTS ?= debian12 debian13 unstable debian12-no-mirror debian13-no-mirror unstable-no-mirror debian13-user
TEST ?=

.PHONY: newcomer
#> make newcomer        clone the last commit in minimal roots of Debian, and make run there
#>                      ROOTS="NAME..."  which roots, TEST=yes  also make test
newcomer:
	@boot/base/needs.sh newcomer
	@TEST='$(TEST)' boot/test/newcomer/newcomer.sh $(ROOTS)

.PHONY: newcomer-tools
#> make newcomer-tools  test the package of `make tools` in minimal roots of Debian 12 and 13
#>                      ROOTS="NAME..."  which roots
newcomer-tools: ROOTS := $(filter debian12 debian13,$(ROOTS))
newcomer-tools: tools
	@boot/base/needs.sh newcomer
	@boot/test/newcomer/tools.sh $(ROOTS)
