# SPDX-License-Identifier: GPL-2.0-only
# The ISO, and the packages and archives of the lab.

ISO := $(B)/boot/exit-probe.iso
LAB := $(B)/lab
NATIVE := $(shell dpkg --print-architecture 2>/dev/null)

# QEMU in L0 and kmod have this machine's architecture, L1's userland has amd64.
include boot/lab/suite
LAB_PACKAGES := qemu-system-x86 busybox-static ovmf kmod
LAB_UNPACKED := $(foreach arch,$(sort amd64 $(NATIVE)),$(LAB)/packages-$(arch).unpacked)

# The patched and the distribution's, for each series; run.sh uses the same names.
LAB_MODULES := $(LAB)/modules-$(SERIES).cpio
LAB_STOCK := $(LAB)/modules-stock-$(SERIES).cpio

# Bochs, the L0 for VMX, and the packages that it needs
BOCHS_PACKAGES := bochs bochs-term bochsbios vgabios isolinux syslinux-common
BOCHS := $(LAB)/bochs-$(NATIVE).unpacked

include boot/runs.mk
include boot/linux/build.mk
include boot/sampler/build.mk
include boot/tracer/build.mk
include boot/knobs.mk
include boot/live/build.mk

iso: $(ISO)
lab: $(LAB)/userland.cpio $(if $(filter stock,$(KVM)),$(LAB_STOCK),$(LAB_MODULES))
lab-vmx: lab $(BOCHS)

$(ISO): $(B)/probe-os/exit-probe.elf boot/guest/grub.cfg boot/guest/iso.sh
	$(call say,ISO,$@)
	$(Q)mkdir -p $(@D) $(B)/log
	$(Q)boot/guest/iso.sh $< boot/guest/grub.cfg $@ >$(B)/log/iso.log 2>&1 || { cat $(B)/log/iso.log >&2; exit 1; }

$(LAB)/packages-%.unpacked: boot/base/debs.sh boot/build.mk boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh -d $* $(LAB_SUITE) $(@:.unpacked=) $(LAB_PACKAGES)
	$(Q)touch $@

$(LAB)/bochs-%.unpacked: boot/base/debs.sh boot/build.mk boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh -d $* $(LAB_SUITE) $(@:.unpacked=) $(BOCHS_PACKAGES)
	$(Q)touch $@

# perf for jobs in L1, of the suite that its userland is of
LAB_PERF := $(LAB)/perf-amd64

$(LAB_PERF).unpacked: boot/base/debs.sh boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh -d amd64 $(LAB_SUITE) $(@:.unpacked=) linux-perf
	$(Q)touch $@

$(LAB)/userland.cpio: $(LAB_UNPACKED) boot/lab/userland.sh \
		boot/lab/libraries.sh boot/base/cpio.sh boot/lab/init \
		boot/lab/wait-for-tsc boot/guest/guest.sh
	$(call say,CPIO,$@)
	$(Q)boot/lab/userland.sh $(LAB)/packages-amd64 $@

define lab_rules
$(LAB)/modules-$(1).cpio: $(call modules_of,$(1)) $(LAB)/packages-$(NATIVE).unpacked \
		boot/lab/modules.sh boot/base/cpio.sh
	$$(call say,CPIO,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)boot/lab/modules.sh $(B)/host-patch/$(1)/root $$@ $(call modules_of,$(1))

$(LAB)/modules-stock-$(1).cpio: $(call modules_of,$(1)) $(LAB)/packages-$(NATIVE).unpacked \
		boot/lab/modules.sh boot/base/cpio.sh
	$$(call say,CPIO,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)boot/lab/modules.sh $(B)/host-patch/$(1)/root $$@
endef
$(foreach one,$(ALL_SERIES),$(eval $(call lab_rules,$(one))))

.PHONY: ways
#> make ways            boot the probe by every boot path in the exact lab, and list the
#>                      exits before it: build/ways/table.md
ways:
	@boot/base/needs.sh run
	@$(LAB_ALL) $(filter $(B)/runs/svm-q35-% $(B)/runs/svm-pc-% $(B)/runs/svm-microvm-%,$(RUN_RECORDS))
	@boot/ways.sh $(B)/ways

# The probe as a libvirt domain, on this host or others
URI := qemu:///system
$(call option,VIRT_TYPE,kvm,kvm qemu)

.PHONY: libvirt-run
#> make libvirt-run     boot the ISO as a libvirt domain; BOOT=iso|uefi
#>                      URI="URI..."  libvirt URIs of one or more hosts
#>                      VIRT_TYPE=kvm|qemu  with KVM or without
libvirt-run:
	@boot/base/needs.sh run
	@$(MAKE_ALL) probe iso $(PROBE)/exit-record
	@boot/guest/libvirt/run.sh $(VIRT_TYPE) $(BOOT) $(B)/libvirt $(foreach uri,$(URI),'$(subst ','\'',$(uri))')

# The guest to compare: empty for the built one, or GUEST=FILE for a cloud image
GUEST :=
$(call option,RUNS,1,number)

.PHONY: compare
#> make compare         boot the Linux guest and the probe in the lab, compare them:
#>                      build/compare/report.html; PACE=fast|exact
#>                      RUNS=N  runs of each, GUEST=FILE  a cloud image as the guest
#>                      KNOB=NAME  boot Linux also with that knob, see boot/knobs: what was
#>                      promised against what is gone
compare:
	@boot/base/needs.sh compare
	@$(LAB_ALL) probe iso $(PROBE)/exit-record $(B)/sampler/exit-sampler lab \
		$(B)/boot/exit-compare $(if $(GUEST),reader $(PROBE)/linux-stage.elf,guest)
	@KNOB=$(KNOB) boot/compare-guest.sh '$(or $(GUEST),$(GUEST_DIR))' $(PACE) $(RUNS) $(B)/compare
