# SPDX-License-Identifier: GPL-2.0-only
# The programs as one Debian package, exit-probe-tools.

TOOLS := $(B)/tools
# Sampler and tracer are linked dynamically here, so that Debian updates their libraries.
TOOLS_PROGRAMS := $(LINUX)/exit-probe $(PROBE)/exit-record $(TOOLS)/exit-sampler $(TOOLS)/exit-tracer $(COMPARE)/exit-compare
TOOLS_MANUALS := boot/linux/reader/exit-probe.1 probe-os/tool/exit-record.1 \
	boot/sampler/exit-sampler.1 boot/tracer/exit-tracer.1 boot/compare/exit-compare.1
# Reader, sampler and tracer are for amd64, the other two for this machine: a package needs both.
TOOLS_PACKAGE := $(if $(filter amd64,$(NATIVE)),$(TOOLS)/exit-probe-tools.deb)

sampler_ld = $(CROSS_COMPILE)gcc
tracer_ld = $(CROSS_COMPILE)gcc $(TRACER_LDFLAGS)

$(TOOLS)/exit-sampler: $(SAMPLER_OBJECTS) $(SAMPLER_PROBE_OBJECTS) $(HOW)/sampler_ld
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(sampler_ld) -o $@ $(filter %.o,$^) $(SAMPLER_LIBRARIES)

$(TOOLS)/exit-tracer: $(TRACER_OBJECTS) $(HOW)/tracer_ld
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(tracer_ld) -o $@ $(filter %.o,$^) -ltraceevent -ljansson

$(TOOLS)/exit-probe-tools.deb: $(TOOLS_PROGRAMS) $(TOOLS_MANUALS) $(wildcard boot/tools/* boot/sampler/fleet/*) boot/base/package.sh \
		$(wildcard probe-os/mark/*) probe-os/tool/version.h probe-os/record/record.h probe-os/record/schema.c boot/compare/README.md
	$(call say,DEB,$@)
	$(Q)boot/tools/deb.sh $(TOOLS_VERSION) $@ $(TOOLS_PROGRAMS) $(TOOLS_MANUALS)

.PHONY: tools
#> make tools           the programs to use with a real host: exit-probe, exit-record,
#>                      exit-sampler, exit-tracer, exit-compare; their package build/tools/exit-probe-tools.deb;
#>                      the package for guests, build/linux/exit-probe.deb
tools:
	@boot/base/needs.sh tools
	@$(MAKE_ALL) reader $(PROBE)/exit-record $(B)/sampler/exit-sampler $(TRACER)/exit-tracer $(COMPARE)/exit-compare $(TOOLS_PACKAGE)
