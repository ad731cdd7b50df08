# SPDX-License-Identifier: GPL-2.0-only
# Exit Probe: counts VM exits and what they cost. `make help` lists the goals.

# Only characters that make, kbuild, QEMU and the scripts accept in a path; build/ may be a link
ifneq ($(shell { pwd; pwd -P; cd build 2>&- && pwd -P; } | LC_ALL=C tr -d '\nA-Za-z0-9_./+@\200-\377-' | wc -c),0)
$(error unsupported character in this folder's path: use letters, digits and _ . / + @ - only: $(CURDIR))
endif

# make -e: keep the environment from overriding this file's variables.
ifneq ($(findstring e,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),)
$(foreach name,$(filter-out MAKE% SHELL,$(.VARIABLES)),$(if $(filter environment,$(origin $(name))), \
	$(eval kept := $$(value $(name)))$(eval override undefine $(name))$(eval export $(name) := $$(kept))))
endif

# Clear or fix what tools would read from the environment.
$(foreach name,$(shell . boot/base/environment.sh && echo $$cleared),$(eval undefine $(name)))
export LC_ALL := C
export TZ := UTC

# option NAME,DEFAULT,WORDS: the user's choice, one of WORDS, or a number if WORDS is
# "number". Other tools use the same names: conda sets HOST, Yocto MACHINE. So an invalid
# value is an error on the command line and ignored in the environment; an empty one means
# the default.
# Free text is set with := and comes only from the command line.
digits := 0 1 2 3 4 5 6 7 8 9
without = $(if $2,$(call without,$(subst $(firstword $2),,$1),$(wordlist 2,10,$2)),$1)
is_one_of = $(if $(filter number,$2),$(if $(call without,$1,$(digits)),,$1),$(and $(filter 1,$(words $1)),$(filter $2,$1)))
option = $(if $(call is_one_of,$($1),$3),,$(if $(and $($1),$(filter command,$(origin $1))),\
	$(error $1=$($1) is invalid: use $(if $(filter number,$3),a number,one of $3)),$(eval override $1 := $2)))

B := build
$(call option,V,0,0 1)
Q := $(if $(filter 1,$(V)),,@)
say = @printf '  %-8s %s\n' '$(1)' '$(2)'

# Options of `make run`; see boot/run.sh.
$(call option,HOST,auto,auto svm svm-bochs vmx kvm tcg)
$(call option,BOOT,iso,$(sort $(shell awk '!/^\#/ { print $$2 }' boot/ways)))
$(call option,MACHINE,q35,$(sort $(shell awk '!/^\#/ { print $$1 }' boot/ways)))
$(call option,PACE,fast,fast exact)
$(call option,KVM,patched,patched stock)
$(call option,CAUSES,,1 rip off)
$(call option,CPUS,1,number)
$(call option,ITERATIONS,,number)
$(call option,KNOB,,$(shell awk '!/^\#/ { print $$1 }' boot/knobs))
BENCH :=
KVM_OPTIONS :=
export CPUS CAUSES BENCH ITERATIONS

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# The goals below build what they need with all CPUs, one make at a time. Goals that need
# the lab first find out which kernel series the archive has.
MAKE_ALL := boot/base/alone.sh $(MAKE) -j$(shell nproc)
LAB_ALL := host-patch/default-series.sh && $(MAKE_ALL)
LAB_OF_HOST = lab$(if $(filter svm-bochs vmx,$(HOST)),-vmx)

building := $(filter probe iso modules lab lab-vmx runs conformance reader guest patches \
	host-modules host-dkms clean distclean $(B)/%,$(MAKECMDGOALS))
ifneq ($(and $(building),$(filter-out x$(CURDIR),x$(BUILDS_ALONE))),)
.PHONY: $(MAKECMDGOALS) alone
$(MAKECMDGOALS): alone
	@:
alone:
	@boot/base/alone.sh $(MAKE) $(MAKECMDGOALS)
else

# Off by default: a newer compiler's warnings must not stop a user's build.
$(call option,WERROR,0,0 1)
export WERROR
WARN_ERROR := $(if $(filter 1,$(WERROR)),-Werror)

# What is made by the command in the variable NAME depends on build/how/NAME. That file has
# the command and its tool's version, and is written only when they change.
HOW := $(B)/how
.PRECIOUS: $(HOW)/%
$(HOW)/%: FORCE
	@mkdir -p $(@D)
	@how=$$(printf '%s\n' '$(subst ','\'',$($*))' && $(firstword $($*)) --version) && \
		{ [ "$$how" = "$$(cat $@ 2>/dev/null)" ] || printf '%s\n' "$$how" >$@; }

help:
	@sed -n 's/@SERIES@/$(subst $() ,|,$(ALL_SERIES)) (default $(DEFAULT_SERIES))/; s/^#> //p' $(MAKEFILE_LIST)

include probe-os/build.mk
include host-patch/build.mk
include host-patch/vmm/build.mk
include host-patch/real-cpu/build.mk
include boot/build.mk
include boot/compare/build.mk
include boot/tools/build.mk
include host-patch/grade/build.mk

include probe-os/test/build.mk
include host-patch/test/build.mk
include boot/compare/test/build.mk
include boot/test/build.mk

#> make run             boot the probe, print its table and record
#>                      HOST=svm|svm-bochs|vmx|kvm|tcg  host (default: kvm if patched, else svm)
#>                      BOOT=iso|uefi|kernel|pvh  boot path (default iso)
#>                      MACHINE=q35|pc|microvm  machine type of the guest (default q35)
#>                      PACE=fast|exact  pace of the lab: exact runs are all the same
#>                      KVM=patched|stock  the lab's KVM: the patched one, or the distribution's, traced
#>                      SERIES=  kernel of the lab: @SERIES@
#>                      CAUSES=1|rip|off  count exits by port, MSR, address..., or by where the
#>                      guest was (default 1, off with BENCH=; in the lab)
#>                      KVM_OPTIONS="NAME=VALUE..."  parameters of the lab's KVM modules
#>                      KNOB=NAME  change one thing in the lab, see boot/knobs
#>                      CPUS=N  number of vCPUs, 1 to 8
#>                      BENCH=all|NAME,NAME...  benchmarks, see probe-os/README.md
#>                      ITERATIONS=N  operations of each benchmark
#> make test            run all tests but those of other kernels and new roots, which .ci/run adds
#> make check           run formatter and linters, the same versions on every machine
# Whether `make run` traces KVM: see may_trace() in boot/run.sh
TRACED = $(filter stock,$(KVM))$(if $(filter kvm,$(HOST)),$(shell [ -e /sys/module/kvm/parameters/exit_probe_abi ] || \
	[ ! -w /sys/kernel/tracing/instances -a ! -w /sys/kernel/debug/tracing/instances ] || echo yes))

run:
	@boot/base/needs.sh $(if $(TRACED),tools,run)
	@$(if $(filter kvm tcg,$(HOST)),$(MAKE_ALL) $(LAB_UNPACKED),$(LAB_ALL) $(LAB_OF_HOST)) \
		probe iso $(B)/probe-os/exit-record $(if $(TRACED),$(TRACER)/exit-tracer)
	@KNOB=$(KNOB) SERIES=$(SERIES) KVM=$(KVM) MACHINE='$(MACHINE)' boot/run.sh '$(HOST)' '$(BOOT)' '$(PACE)' $(B)/run

TESTS = $(PROBE_TESTS) $(COMPARE_TESTS) $(HOST_PATCH_TESTS) $(BOOT_TESTS)
# The longest tests start first, so that none runs alone at the end.
LONG_TESTS := $(addprefix host-patch/test/,conformance-vmx.t patches.t grade.t) \
	$(addprefix boot/test/,linux-guest.t live.t) \
	$(addprefix host-patch/test/,host.t hooks.t) boot/test/causes-lab-vmx.t \
	$(addprefix host-patch/test/,conformance.t host-busy.t fleet.t) boot/compare/test/page.t \
	$(addprefix host-patch/test/,grade-vmx.t modules.t kernel-src.t) \
	boot/test/sampler.t boot/test/tracer-lab.t host-patch/test/suspend.t boot/test/libvirt.t

# Tests of other kernels and of new roots, which take long; .ci/run names them.
CI_TESTS :=

# What the tests read, by folder
TEST_NEEDS = probe iso lab lab-vmx reader conformance $(if $(CI_TESTS),modules-of-7.3-if-there) \
	$(PROBE)/exit-record $(PROBE_TESTS) $(PROBE_TEST_TOOLS) $(ELF_LOAD) \
	$(GRADER) $(HOST_TEST_TOOLS) $(DKMS_DEB) $(FLEET_ROOT).unpacked \
	$(COMPARE_TESTS) $(COMPARE_TEST_TOOLS) $(PAGE_TOOLS) \
	$(B)/sampler/exit-sampler $(SAMPLER_TEST_TOOLS) $(TRACER)/exit-tracer $(FOREIGN_KERNEL) $(BOOT_C_TESTS) \
	$(LAB_STOCK) $(LAB_PERF).unpacked $(PROMETHEUS).unpacked $(KUBEVIRT_TOOLS) \
	$(LINUX_TEST_GUESTS) $(TOOLS_PACKAGE) $(LIVE_IMAGE) $(RUN_RECORDS)

test:
	@boot/base/needs.sh test
	@$(LAB_ALL) $(TEST_NEEDS)
	@boot/base/run-tests.sh $(CI_TESTS) $(LONG_TESTS) $(filter-out $(LONG_TESTS),$(TESTS))

# The linters are unpacked like QEMU: the same versions on every machine.
LINT_SUITE := trixie
LINT := $(B)/lint

check:
	@$(MAKE_ALL) $(LINT).unpacked
	@boot/test/check.sh $(LINT)

# (cppcheck looks for its cfg/ beside the running program, which is the loader.)
$(LINT).unpacked: boot/base/debs.sh Makefile
	$(Q)rm -rf $(LINT)
	$(Q)boot/base/debs.sh -d $(NATIVE) $(LINT_SUITE) $(LINT) clang-format shellcheck cppcheck mandoc
	$(Q)for loader in $(LINT)/usr/lib/*/ld-linux-*; do ln -s cppcheck/cfg "$${loader%/*}/cfg"; done
	$(Q)touch $@

#> make probe           build the guest kernel: build/probe-os/exit-probe.elf
#> make iso             build the GRUB ISO: build/boot/exit-probe.iso
#> make modules         build the patched KVM modules: build/host-patch/SERIES/*.ko
#>                      SERIES=  kernel series: @SERIES@
#> make patches         regenerate the kernel patches from their source
#>                      KERNEL_SRC=PATH  for another kernel tree, in build/
#> make series          build and check every kernel series, and update the results table
#>                      ONLY=X@SUITE  or a Debian kernel between them, such as 7.2@sid
#> make lab             build what the lab runs: packages, L1's initramfs
#> make lab-vmx         the same, and Bochs for HOST=vmx and svm-bochs
#> make conformance     build the VMM and the guest that check each leaf in L1
#> make clean           remove what was built, keep downloads
#> make distclean       remove build/
#>
#> V=1 shows the commands. WERROR=1 makes warnings errors. CROSS_COMPILE=PREFIX names the x86-64 compiler.
#> DEBIAN_MIRROR=URL is the mirror for packages; for the default see boot/base/mirror.sh.
clean:
	$(Q)find $(B)/ -mindepth 1 -maxdepth 1 ! -name debs ! -name apt ! -name lock -exec rm -rf {} +

distclean:
	$(Q)find $(B)/ -mindepth 1 -maxdepth 1 -exec rm -rf {} +
	$(Q)[ -L $(B) ] || rmdir $(B)

.PHONY: FORCE help run test check probe iso modules patches series lab lab-vmx clean distclean

endif
