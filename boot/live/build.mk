# SPDX-License-Identifier: GPL-2.0-only
# The live image.

LIVE := $(B)/live
LIVE_IMAGE := $(LIVE)/exit-probe.iso

.PHONY: live
#> make live            an image for a USB stick or a CD that measures a PC by itself, and
#>                      touches nothing else: build/live/exit-probe.iso; SERIES=
live:
	@boot/base/needs.sh tools
	@$(LAB_ALL) -s $(LIVE_IMAGE) $(PROBE)/exit-record
	@echo "live: $(LIVE_IMAGE), $$(($$(stat -c %s $(LIVE_IMAGE)) / 1048576)) MiB: the README says how to write it to a stick"

$(LIVE_IMAGE): $(wildcard boot/live/* boot/live/job/*) $(LIVE)/series $(B)/host-patch/$(SERIES)/made-from \
		$(LAB)/userland.cpio boot/lab/modules.sh boot/lab/probe-job $(wildcard host-patch/*.sh host-patch/*.tsv) \
		$(PROBE)/exit-probe.elf $(PROBE)/exit-probe-pvh.elf $(ISO) $(LIVE)/exit-record $(TRACER)/exit-tracer $(REAL_CPU) \
		$(LIVE)/qrencode.unpacked $(LIVE)/signed.unpacked
	$(call say,LIVE,$@)
	$(Q)boot/live/live.sh $(SERIES) $@

$(LIVE)/series: FORCE
	@mkdir -p $(@D)
	@[ "$$(cat $@ 2>/dev/null)" = $(SERIES) ] || echo $(SERIES) >$@

# exit-record for L1, static
live_record_cc = $(CROSS_COMPILE)gcc -static -s $(PROBE_WARN) $(PROBE_INCLUDE) -Os -ffile-prefix-map=$(CURDIR)=.
$(LIVE)/exit-record: $(PROBE_RECORD_OBJECTS:$(PROBE)/host/%.o=probe-os/%.c) $(PROBE_REASONS) $(HOW)/live_record_cc
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(live_record_cc) -o $@ $(filter %.c,$^)

$(LIVE)/qrencode.unpacked: boot/base/debs.sh boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh -d amd64 $(LAB_SUITE) $(@:.unpacked=) qrencode
	$(Q)touch $@

# The shim and GRUB that Secure Boot accepts
$(LIVE)/signed.unpacked: boot/base/debs.sh boot/lab/suite
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh amd64 $(LAB_SUITE) $(@:.unpacked=) shim-signed grub-efi-amd64-signed
	$(Q)touch $@
