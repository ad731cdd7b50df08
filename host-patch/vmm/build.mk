# SPDX-License-Identifier: GPL-2.0-only
# The guest of the small VMM, and how programs for L1 are compiled that make VMs with it.

VMM := $(B)/host-patch/vmm
vmm_dir := host-patch/vmm

# Static, since they run in L1
static_cc = $(CROSS_COMPILE)gcc -static -pthread -O2 -Wall -Wextra $(WARN_ERROR) -Wshadow -Wmissing-prototypes
vmm_cc = $(static_cc) -Ihost-patch/kvm -I$(vmm_dir) -DGUEST_BIN='"$(abspath $(VMM))/guest.bin"'
vmm_asm = $(NASM) -f bin -I$(VMM)/ -I$(vmm_dir)/ $(WARN_ERROR)
# Integer macros of a header, for NASM
vmm_inc = sed -n 's|/\*.*||; s|^\#define \([A-Z_]*[ \t].*\)|%define \1|p'

VMM_SOURCES := $(wildcard $(vmm_dir)/*.[ch] host-patch/kvm/*.def) host-patch/kvm/exit_probe_abi.h

$(VMM)/%.inc: $(vmm_dir)/%.h $(HOW)/vmm_inc
	$(Q)mkdir -p $(@D)
	$(Q)$(vmm_inc) $< >$@

$(VMM)/guest.bin: $(addprefix $(vmm_dir)/,guest.asm nested.asm) \
		$(addprefix $(VMM)/,ops.inc nested.inc) $(HOW)/vmm_asm
	$(call say,NASM,$@)
	$(Q)$(vmm_asm) -o $@ $<
