# SPDX-License-Identifier: GPL-2.0-only
# The reader in Linux, its package, and the guests that it is in.

LINUX := $(B)/linux
READER_VERSION := 0.1

# The reader is static: it runs in any initramfs, and the dynamic linker's page
# faults would be exits.
READER_SOURCES := $(wildcard boot/linux/reader/*.c) \
	$(patsubst %,probe-os/%.c, lib/text lib/stats lib/cmdline \
	record/record record/schema record/reason record/crc32 record/writer \
	probe/sample probe/sample_decode probe/calibration probe/collect probe/host \
	probe/reasons probe/report probe/report_reasons probe/verdict \
	hw/cpu linux/sample_text)
READER_OBJECTS := $(READER_SOURCES:%.c=$(LINUX)/reader/%.o)
READER_CFLAGS := $(PROBE_WARN) $(PROBE_INCLUDE) -Iboot/linux/reader -Os \
	-ffunction-sections -fdata-sections -ffile-prefix-map=$(CURDIR)=.

.PHONY: reader
reader: $(LINUX)/exit-probe.deb

$(LINUX)/exit-probe: $(READER_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CROSS_COMPILE)gcc -static -s -Wl,--gc-sections,--build-id=none -o $@ $^

$(LINUX)/reader/%.o: %.c
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CROSS_COMPILE)gcc $(READER_CFLAGS) -MMD -MP -c -o $@ $<

$(LINUX)/exit-probe.deb: $(LINUX)/exit-probe boot/linux/deb.sh $(shell find boot/linux/package -type f)
	$(call say,DEB,$@)
	$(Q)boot/linux/deb.sh $< $(READER_VERSION) $@

-include $(READER_OBJECTS:.o=.d)
