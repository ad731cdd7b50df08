# SPDX-License-Identifier: GPL-2.0-only
# The KVM patch and the modules built from it. Included by the top Makefile.

SERIES ?= 6.1

# What the lab and the tests take from here.
RELEASE     := $(shell sed -n 's/^RELEASE=//p' host-patch/series/$(SERIES))
MODULES_DIR := $(B)/host-patch/$(RELEASE)
MODULES     := $(addprefix $(MODULES_DIR)/,kvm.ko kvm-intel.ko kvm-amd.ko)

HOST_PATCH_TESTS := $(wildcard host-patch/test/*.t)

modules_inputs := $(addprefix host-patch/,modules.sh check.sh lib.sh series/$(SERIES)) \
	$(wildcard host-patch/kvm/*.* host-patch/kvm/asm/*.h host-patch/patches/$(SERIES)/*.patch)

.PHONY: modules patches

modules: $(MODULES)

# A build that went through to the end leaves made-from, and leaves the modules
# as they are if nothing in them changes.
$(MODULES): $(MODULES_DIR)/made-from
	$(Q)[ -e $@ ] || host-patch/modules.sh $(SERIES)

$(MODULES_DIR)/made-from: $(modules_inputs)
	$(call say,MODULES,$(MODULES_DIR))
	$(Q)host-patch/modules.sh $(SERIES)

patches:
	$(call say,PATCHES,host-patch/patches/$(SERIES))
	$(Q)host-patch/generate.sh $(SERIES) host-patch/patches/$(SERIES)
