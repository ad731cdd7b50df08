# SPDX-License-Identifier: GPL-2.0-only
# Exit Probe: counts VM exits and what they cost. `make help` lists the goals.

ifneq ($(words $(CURDIR)),1)
$(error this folder's path has a space in it, which neither make nor kbuild can take)
endif

B := build
V ?= 0
Q := $(if $(filter 1,$(V)),,@)
say = @printf '  %-8s %s\n' '$(1)' '$(2)'

# What `make run` takes; see boot/run.sh.
HOST ?= auto
BOOT ?= iso
MACHINE ?= q35
PACE ?= fast
CPUS ?= 1
BENCH ?=
ITERATIONS ?=
export CPUS BENCH ITERATIONS

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# The goals below make what they need with all CPUs.
MAKE_ALL := $(MAKE) -j$(shell nproc)
# Those that need the lab find out first which kernel series the archive has.
LAB_ALL := host-patch/default-series.sh $(MAKE_ALL)

# Warnings are errors for who works on this; a newer compiler's stop nobody else.
WERROR ?=
WARN_ERROR := $(if $(filter 1,$(WERROR)),-Werror)

# What is made by the command in the variable NAME depends on build/how/NAME, which has
# that command and its tool's version, and is written only where they change.
HOW := $(B)/how
.PRECIOUS: $(HOW)/%
$(HOW)/%: FORCE
	@mkdir -p $(@D)
	@how=$$(printf '%s\n' '$(subst ','\'',$($*))' && LC_ALL=C $(firstword $($*)) --version) && \
		{ [ "$$how" = "$$(cat $@ 2>/dev/null)" ] || printf '%s\n' "$$how" >$@; }

help:
	@sed -n 's/^#> //p' $(MAKEFILE_LIST)

include probe-os/build.mk
include host-patch/build.mk
include boot/build.mk
include boot/compare/build.mk

#> make run             boot the probe, print its table and record
#>                      HOST=svm|vmx|kvm|tcg  where (default: a patched KVM, else the svm lab)
#>                      BOOT=iso|uefi|kernel|pvh  how the probe gets in (default iso)
#>                      MACHINE=q35|pc|microvm  the guest's machine type (default q35)
#>                      PACE=fast|exact  the lab's: exact is the same every time
#>                      SERIES=5.10|6.1|6.12|7.3  the lab's kernel (default 6.1)
#>                      KVM_OPTIONS="NAME=VALUE..."  the lab's: parameters of its KVM modules
#>                      CPUS=N  vCPUs, 1 to 8
#>                      BENCH=all|NAME,NAME...  benchmarks, see probe-os/README.md
#>                      ITERATIONS=N  of each of them
#> make test            all tests
#> make check           formatting and linters
run:
	@boot/base/needs.sh run
	@$(if $(filter kvm tcg,$(HOST)),$(MAKE_ALL) $(LAB_UNPACKED),$(LAB_ALL) lab$(if $(filter vmx,$(HOST)),-vmx)) \
		probe iso $(B)/probe-os/exit-record
	@SERIES=$(SERIES) MACHINE='$(MACHINE)' boot/run.sh '$(HOST)' '$(BOOT)' '$(PACE)' $(B)/run

TESTS = $(PROBE_TESTS) $(COMPARE_TESTS) $(HOST_PATCH_TESTS) $(BOOT_TESTS)
# The longest come first: none of them is to run alone at the end.
LONG_TESTS := $(addprefix boot/test/,libvirt.t ways-in.t linux-guest.t) \
	$(addprefix host-patch/test/,conformance-vmx.t host.t patches.t) \
	$(addprefix boot/test/,shadow.t lab-vmx.t lab-bench-vmx.t lab-bench-svm.t)

test:
	@boot/base/needs.sh test
	@$(LAB_ALL) probe iso $(B)/probe-os/exit-record lab lab-vmx conformance $(HOST_TEST_TOOLS) reader \
		$(LINUX_TEST_GUESTS) $(B)/sampler/exit-sampler $(PROBE_TESTS) $(BOOT_C_TESTS) \
		$(COMPARE_TESTS) $(COMPARE_TEST_TOOLS) $(KUBEVIRT_TOOLS) modules-of-7.3-if-there $(RUNS)
	@boot/base/run-tests.sh $(LONG_TESTS) $(filter-out $(LONG_TESTS),$(TESTS))

check:
	@boot/test/check.sh

#> make probe           the guest kernel: build/probe-os/exit-probe.elf
#> make iso             the GRUB ISO: build/boot/exit-probe.iso
#> make modules         the patched KVM modules: build/host-patch/SERIES/*.ko
#>                      SERIES=5.10|6.1|6.12|7.3  for which kernel (default 6.1)
#> make patches         make the kernel patches anew from their source
#>                      KERNEL_SRC=PATH  those for another kernel tree, in build/
#> make series          build and check every kernel series, and note how it went
#> make lab             what the lab runs on: packages, L1's initramfs
#> make lab-vmx         the same, and Bochs for HOST=vmx
#> make conformance     the VMM and the guest that check each leaf, as tests run them in L1
#> make clean           remove what was built; downloads are kept
#> make distclean       remove build/ whole
#>
#> V=1 shows the commands. WERROR=1 makes warnings errors. CROSS_COMPILE=PREFIX names the x86-64 compiler.
#> DEBIAN_MIRROR=URL is where packages come from if apt's own sources are not Debian's.
clean:
	$(Q)if [ -d $(B) ]; then \
		find $(B) -mindepth 1 -maxdepth 1 ! -name debs ! -name apt -exec rm -rf {} +; fi

distclean:
	$(Q)rm -rf $(B)

.PHONY: FORCE help run test check probe iso modules patches series lab lab-vmx clean distclean
