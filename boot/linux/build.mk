# SPDX-License-Identifier: GPL-2.0-only
# The reader for Linux guests, its package, and the guests.

LINUX := $(B)/linux

# The reader is static: it runs in any initramfs, and has no exits from page faults of
# the dynamic linker.
READER_SOURCES := $(wildcard boot/linux/reader/*.c) \
	$(patsubst %,probe-os/%.c, lib/text lib/stats lib/cmdline \
	names/names names/bar record/record record/schema record/reason record/cause record/crc32 record/writer \
	probe/sample probe/sample_decode probe/sample_latch probe/calibration probe/collect probe/host \
	probe/reasons probe/causes probe/report probe/report_reasons probe/report_causes probe/report_benches \
	probe/report_calibration probe/tsc probe/verdict \
	hw/cpu linux/sample_text)
READER_OBJECTS := $(READER_SOURCES:%.c=$(LINUX)/reader/%.o)
READER_CFLAGS := $(PROBE_WARN) $(PROBE_INCLUDE) -Iboot/linux/reader -Os \
	-ffunction-sections -fdata-sections -ffile-prefix-map=$(CURDIR)=.
reader_cc = $(CROSS_COMPILE)gcc $(READER_CFLAGS)

.PHONY: reader
reader: $(LINUX)/exit-probe.deb

$(LINUX)/exit-probe: $(READER_OBJECTS) $(HOW)/static_ld
	$(call say,LD,$@)
	$(Q)$(static_ld) -o $@ $(filter %.o,$^)

$(LINUX)/reader/%.o: %.c $(HOW)/reader_cc
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(reader_cc) -MMD -MP -c -o $@ $<

$(LINUX)/exit-probe.deb: $(LINUX)/exit-probe boot/linux/deb.sh boot/base/package.sh boot/linux/reader/exit-probe.1 $(shell find boot/linux/package -type f)
	$(call say,DEB,$@)
	$(Q)boot/linux/deb.sh $< $(TOOLS_VERSION) $@

$(LINUX)/reader/probe-os/names/names.o: $(PROBE_NAMES)

-include $(READER_OBJECTS:.o=.d)

# The guest: Debian, VARIANT as in image.sh
$(call option,VARIANT,minimal,minimal standard dracut cloud libvirt)
GUEST_DIR := $(LINUX)/$(VARIANT)

.PHONY: guest
#> make guest           the Debian guest of the comparison;
#>                      VARIANT=minimal|standard|cloud, see boot/README.md
guest: $(GUEST_DIR)/disk.img $(GUEST_DIR)/boot.iso

$(LINUX)/%/disk.img: $(LINUX)/exit-probe.deb boot/linux/image.sh boot/base/mirror.sh
	$(Q)boot/linux/image.sh $* $< $(@D)

$(LINUX)/%/boot.iso: $(PROBE)/linux-stage.elf $(LINUX)/%/disk.img boot/linux/grub.cfg boot/guest/iso.sh
	$(call say,ISO,$@)
	$(Q)boot/guest/iso.sh $< boot/linux/grub.cfg $@ $(@D)/vmlinuz $(@D)/initrd.img \
		>$(B)/log/iso-$*.log 2>&1 || { cat $(B)/log/iso-$*.log >&2; exit 1; }

# The same guest with dracut's initramfs
$(LINUX)/minimal/dracut/boot.iso: $(PROBE)/linux-stage.elf $(LINUX)/minimal/disk.img boot/linux/grub.cfg boot/guest/iso.sh
	$(call say,ISO,$@)
	$(Q)boot/guest/iso.sh $< boot/linux/grub.cfg $@ $(LINUX)/minimal/vmlinuz $(@D)/initrd.img \
		>$(B)/log/iso-dracut.log 2>&1 || { cat $(B)/log/iso-dracut.log >&2; exit 1; }
