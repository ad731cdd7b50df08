# SPDX-License-Identifier: GPL-2.0-only
# The probe's image and exit-record.

PROBE := $(B)/probe-os

# The image is always for x86-64.
CROSS_COMPILE := $(if $(filter-out x86_64,$(shell uname -m)),x86_64-linux-gnu-)

# Objects that only the two kernels have, the probe and the boot stage, and pure C that
# also builds on the host
PROBE_ASM := boot/headers boot/entry boot/early_end hw/vectors
PROBE_KERNEL := \
	probe/checkpoint probe/sample probe/calibration probe/host \
	probe/results probe/collect probe/report probe/report_reasons probe/report_causes probe/report_benches probe/report_calibration \
	probe/console probe/finish \
	hw/cpu hw/debugcon hw/gdt hw/idt hw/kvm_clock hw/lapic hw/pci hw/pic hw/pit hw/power hw/serial hw/screen hw/vga \
	firmware/phys lib/mem
PROBE_PURE := \
	lib/text lib/stats lib/cmdline lib/patience \
	names/names names/bar \
	record/record record/schema record/reason record/cause record/crc32 record/writer \
	firmware/phys_string firmware/oem_string firmware/memory_map firmware/framebuffer firmware/boot_info firmware/multiboot1 \
	firmware/multiboot2 firmware/pvh firmware/acpi firmware/acpi_table firmware/acpi_machine \
	bench/select bench/judge \
	probe/options probe/tsc probe/verdict probe/sample_decode probe/sample_latch probe/reasons probe/causes \
	linux/load linux/sample_text hw/framebuffer
PROBE_MAIN := boot/screen_tags probe/main probe/first_touch hw/smp \
	bench/run bench/prepare bench/cpu bench/registers bench/devices \
	bench/interrupts bench/timers bench/cpus bench/memory bench/table
STAGE_MAIN := linux/stage linux/enter
PROBE_READER := record/log record/gather record/repair record/damage record/parser \
	record/fields record/check record/moved record/noise
PROBE_TOOL := tool/record_file tool/short_form tool/value tool/get tool/cells \
	tool/table tool/tables tool/table_lines tool/table_exits tool/table_causes tool/table_changes tool/table_costs

PROBE_INCLUDE := -Iprobe-os -Ihost-patch/kvm -I$(PROBE)
PROBE_WARN := -std=gnu11 -Wall -Wextra $(WARN_ERROR) -Wmissing-prototypes -Wstrict-prototypes -Wshadow

# No libc, no vector registers, a fixed address below 2 GiB, no paths of the build
# machine. Loops inside memcpy() must not become calls of memcpy().
PROBE_CFLAGS := $(PROBE_WARN) $(PROBE_INCLUDE) -Os -g -m64 -ffreestanding \
	-mno-red-zone -mgeneral-regs-only -fno-pic -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fcf-protection=none -fno-strict-aliasing \
	-fno-tree-loop-distribute-patterns -malign-data=abi -ffunction-sections -fdata-sections \
	-ffile-prefix-map=$(CURDIR)=.
PROBE_LDFLAGS := -m64 -nostdlib -static -Wl,--build-id=none,--gc-sections,-z,noexecstack \
	-Wl,--nmagic,--no-warn-rwx-segments
PROBE_HOST_CFLAGS := $(PROBE_WARN) $(PROBE_INCLUDE) -O1 -g -ffile-prefix-map=$(CURDIR)=.

HOSTCC := cc
NASM := nasm

kernel_cc = $(CROSS_COMPILE)gcc $(PROBE_CFLAGS)
kernel_asm = $(NASM) -f elf64 -I$(PROBE)/ -Iprobe-os/boot/ $(WARN_ERROR)
kernel_ld = $(CROSS_COMPILE)gcc $(PROBE_LDFLAGS) -T probe-os/boot/link.ld
boot_file = $(CROSS_COMPILE)objcopy -O elf32-i386 --strip-all --keep-symbol=final_sample
pvh_file = $(CROSS_COMPILE)objcopy --strip-all --keep-symbol=final_sample --remove-section=.multiboot1
host_cc = $(HOSTCC) $(PROBE_HOST_CFLAGS)

.PHONY: probe
probe: $(PROBE)/exit-probe.elf $(PROBE)/exit-probe-pvh.elf $(PROBE)/linux-stage.elf $(PROBE)/exit-record

PROBE_OBJECTS := $(patsubst %,$(PROBE)/kernel/%.o,$(PROBE_ASM) $(PROBE_KERNEL) $(PROBE_PURE))
PROBE_MAIN_OBJECTS := $(PROBE_MAIN:%=$(PROBE)/kernel/%.o)
STAGE_MAIN_OBJECTS := $(STAGE_MAIN:%=$(PROBE)/kernel/%.o)

# 64-bit code in the 32-bit file format of boot loaders; one symbol stays.
$(PROBE)/%.elf: $(PROBE)/%.elf64 $(HOW)/boot_file
	$(call say,OBJCOPY,$@)
	$(Q)$(boot_file) $< $@

# ELF64 with a PVH note, for VMMs that take nothing else. QEMU's -kernel prefers multiboot 1.
$(PROBE)/exit-probe-pvh.elf: $(PROBE)/exit-probe.elf64 $(HOW)/pvh_file
	$(call say,OBJCOPY,$@)
	$(Q)$(pvh_file) $< $@

# The probe and the boot stage are variants by link.
$(PROBE)/exit-probe.elf64: $(PROBE_MAIN_OBJECTS)
$(PROBE)/linux-stage.elf64: $(STAGE_MAIN_OBJECTS)
$(PROBE)/exit-probe.elf64 $(PROBE)/linux-stage.elf64: $(PROBE_OBJECTS) probe-os/boot/link.ld $(HOW)/kernel_ld
	$(call say,LD,$@)
	$(Q)$(kernel_ld) -o $@ $(filter %.o,$^)

$(PROBE)/kernel/%.o: probe-os/%.c $(HOW)/kernel_cc
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(kernel_cc) -MMD -MP -c -o $@ $<

# NASM 2.16 lists no included file among a file's dependencies.
$(PROBE)/kernel/%.o: probe-os/%.asm probe-os/boot/sample.inc $(PROBE)/constants.inc $(HOW)/kernel_asm
	$(call say,NASM,$@)
	@mkdir -p $(@D)
	$(Q)$(kernel_asm) -o $@ $<

# Integer macros of C headers and the numbers of the checkpoints, for NASM
PROBE_CONSTANTS := host-patch/kvm/exit_probe_abi.h probe-os/hw/registers.h \
	probe-os/hw/vectors.h probe-os/firmware/protocols.h probe-os/probe/sample_layout.h probe-os/probe/marks.h

constants = $(CROSS_COMPILE)gcc -E -dM -undef - | \
	sed -n 's/^\#define \([A-Z][A-Z0-9_]*\) \(.*\)/%define \1 \2/p' | LC_ALL=C sort

$(PROBE)/constants.inc: $(PROBE_CONSTANTS) probe-os/probe/checkpoints.def $(HOW)/constants
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)cat $(PROBE_CONSTANTS) | $(constants) >$@
	$(Q)sed -n 's/^CHECKPOINT(\(.*\)).*/\1/p' probe-os/probe/checkpoints.def | \
		awk '{ print "%define CHECKPOINT_" $$1, NR - 1 }' >>$@

# The record's names of exit reasons, for reason.c
PROBE_REASONS := $(PROBE)/vmx_reasons.inc $(PROBE)/svm_reasons.inc

$(PROBE)/%_reasons.inc: host-patch/kvm/exit_probe_%.def probe-os/record/reasons.awk
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)awk -f probe-os/record/reasons.awk $< >$@

$(patsubst %,$(PROBE)/%/record/reason.o,kernel host): $(PROBE_REASONS)

# The names of what is behind causes, for names.c
PROBE_NAMES := $(PROBE)/names.inc
names_rows = $(CROSS_COMPILE)gcc -E -P -x c -Iprobe-os -imacros host-patch/kvm/exit_probe_abi.h

$(PROBE_NAMES): $(wildcard probe-os/names/*.def) probe-os/names/names.awk host-patch/kvm/exit_probe_abi.h $(HOW)/names_rows
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$(names_rows) probe-os/names/names.def >$@.rows
	$(Q)awk -f probe-os/names/names.awk $@.rows >$@

$(patsubst %,$(PROBE)/%/names/names.o,kernel host): $(PROBE_NAMES)

# The framebuffer's font, of a package that the ISO needs, too
GRUB_FONT := /usr/share/grub/ascii.h

$(PROBE)/font.inc: probe-os/hw/font.awk $(wildcard $(GRUB_FONT))
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)awk -f $< $(GRUB_FONT) >$@

$(patsubst %,$(PROBE)/%/hw/framebuffer.o,kernel sanitized): $(PROBE)/font.inc

# The version of the programs and their packages
TOOLS_VERSION := $(shell sed -n 's/^\#define TOOLS_VERSION "\(.*\)"/\1/p' probe-os/tool/version.h)

# exit-record
PROBE_RECORD_OBJECTS := $(patsubst %,$(PROBE)/host/%.o, \
	tool/exit_record tool/whole_file $(PROBE_TOOL) $(PROBE_READER) $(filter lib/% record/%,$(PROBE_PURE)))

$(PROBE)/exit-record: $(PROBE_RECORD_OBJECTS)
	$(call say,HOSTLD,$@)
	$(Q)$(host_cc) -o $@ $^

$(PROBE)/host/%.o: probe-os/%.c $(HOW)/host_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(host_cc) -MMD -MP -c -o $@ $<

-include $(PROBE_OBJECTS:.o=.d) $(PROBE_MAIN_OBJECTS:.o=.d) $(STAGE_MAIN_OBJECTS:.o=.d) \
	$(PROBE_RECORD_OBJECTS:.o=.d)
