# SPDX-License-Identifier: GPL-2.0-only
# The KVM patch and the modules built from it. Included by the top Makefile.

# The default series is the first one in the archive; default-series.sh looks only once.
ALL_SERIES := $(notdir $(sort $(wildcard host-patch/series/*)))
DEFAULT_SERIES := $(or $(file <$(B)/host-patch/default-series),6.1)
export DEFAULT_SERIES
$(call option,SERIES,$(DEFAULT_SERIES),$(ALL_SERIES))

# modules_of SERIES: the modules that the lab and the tests use.
modules_of = $(addprefix $(B)/host-patch/$(1)/,kvm.ko kvm-intel.ko kvm-amd.ko)
MODULES := $(call modules_of,$(SERIES))

.PHONY: modules patches

modules: $(MODULES)

# Only a complete build writes made-from. It does not touch modules that do not change.
define series_rules
$(call modules_of,$(1)): $(B)/host-patch/$(1)/made-from
	$$(Q)[ -e $$@ ] || host-patch/modules.sh $(1)

$(B)/host-patch/$(1)/made-from: $(addprefix host-patch/,modules.sh check.sh lib.sh tree.sh toolchain.sh) \
		$(wildcard $(B)/host-patch/$(1)/kernel host-patch/kvm/*.* host-patch/kvm/asm/*.h host-patch/patches/$(1)/*.patch)
	$$(call say,MODULES,$$(@D))
	$$(Q)host-patch/modules.sh $(1)
endef
$(foreach one,$(ALL_SERIES),$(eval $(call series_rules,$(one))))

# Real hosts: a kernel other than the lab's, and the use of its modules
KERNEL := $(shell uname -r)
ifeq ($(KERNEL),)
override KERNEL := $(shell uname -r)
endif

#> make doctor          show what this machine has, and what to do about what is missing
#> make host-modules    the patched modules for the running kernel; KERNEL=RELEASE,
#>                      KERNEL_SRC=PATH  its source, if not in /usr/src: tree, tarball, .dsc
#>                      SIGN_KEY=FILE SIGN_CERT=FILE  signed, for Secure Boot
#> sudo make host-load, host-restore        load patched / restore stock modules, until reboot
#> sudo make host-install, host-uninstall   the same for every boot from the next one on
#> make host-dkms       a package that builds them on the host at each kernel update:
#>                      build/host-patch/exit-probe-kvm-dkms.deb
#> make host-status     what is built, installed, loaded and running
KERNEL_SRC :=
SIGN_KEY :=
SIGN_CERT :=
CONFIG :=
.PHONY: doctor host-modules host-status host-load host-restore host-install host-uninstall
doctor:
	@host-patch/doctor.sh

host-modules:
	@host-patch/own.sh $(KERNEL)$(if $(KERNEL_SRC), '$(KERNEL_SRC)')
	@$(if $(SIGN_KEY),SIGN_KEY='$(SIGN_KEY)' SIGN_CERT='$(SIGN_CERT)' host-patch/host.sh sign $(KERNEL))

host-status host-load host-restore host-install host-uninstall:
	@host-patch/host.sh $(@:host-%=%) $(KERNEL)

# The same for every later kernel, built on the host by DKMS
HOST_VERSION := 0.1
DKMS_DEB := $(B)/host-patch/exit-probe-kvm-dkms.deb

.PHONY: host-dkms
host-dkms: $(DKMS_DEB)

$(DKMS_DEB): $(addprefix host-patch/,dkms.sh tree.sh facts.sh kernel-source.sh installed.sh next-boot.sh check.sh distributions.tsv) \
		boot/base/package.sh boot/base/environment.sh \
		$(wildcard host-patch/dkms/* host-patch/patches/*/*.patch host-patch/hooks/* host-patch/kvm/*.* host-patch/kvm/asm/*)
	$(call say,DEB,$@)
	$(Q)host-patch/dkms.sh $(HOST_VERSION) $@

#> make host-kernel     a whole patched kernel as Debian packages, which takes hours;
#>                      CONFIG=FILE  its configuration, instead of the distribution's
.PHONY: host-kernel
host-kernel:
	@boot/base/needs.sh kernel
	@host-patch/kernel.sh $(KERNEL) $(if $(CONFIG),'$(CONFIG)')

# The tree KERNEL_SRC gets its own patches.
ifdef KERNEL_SRC
PATCHES := $(B)/host-patch/patches-$(notdir $(abspath $(KERNEL_SRC)))
else
PATCHES := host-patch/patches/$(SERIES)
endif

patches:
	@boot/base/needs.sh patches
	$(call say,PATCHES,$(PATCHES))
	$(Q)host-patch/generate.sh $(if $(KERNEL_SRC),'$(abspath $(KERNEL_SRC))',$(SERIES)) '$(PATCHES)'$(if $(KERNEL_SRC), compile)
