# SPDX-License-Identifier: GPL-2.0-only
# The tracer of KVM's events. It is static like the sampler, with which it finds a VM.

TRACER := $(B)/tracer
TRACER_OBJECTS := $(patsubst %.c,$(TRACER)/%.o,$(wildcard boot/tracer/*.c) $(patsubst %,probe-os/%.c, \
	$(PROBE_READER) $(filter names/names record/%,$(PROBE_PURE)) lib/text lib/cmdline lib/patience lib/stats tool/record_file tool/whole_file \
	probe/report probe/report_reasons probe/report_causes probe/report_benches probe/report_calibration probe/verdict)) \
	$(filter-out $(patsubst %.c,$(B)/sampler/%.o,$(SAMPLER_COMMANDS)),$(SAMPLER_OBJECTS))
TRACER_CFLAGS := -D_GNU_SOURCE -Iboot/tracer -Iboot/sampler
TRACER_LDFLAGS := -Wl,--wrap=dlopen
tracer_cc = $(CROSS_COMPILE)gcc $(TRACER_CFLAGS) $(PROBE_WARN) $(PROBE_INCLUDE) $(JANSSON:%=-I%/usr/include) -O2 -ffile-prefix-map=$(CURDIR)=.

$(TRACER)/exit-tracer: $(TRACER_OBJECTS) $(HOW)/static_ld
	$(call say,LD,$@)
	$(Q)$(static_ld) $(TRACER_LDFLAGS) -o $@ $(filter %.o,$^) $(JANSSON:%=-L%/usr/lib/x86_64-linux-gnu) -ltraceevent -ljansson

$(TRACER)/%.o: %.c $(HOW)/tracer_cc $(JANSSON:%=%.unpacked)
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(tracer_cc) -MMD -MP -c -o $@ $<

$(TRACER)/probe-os/record/reason.o: $(PROBE_REASONS)
$(TRACER)/probe-os/names/names.o: $(PROBE_NAMES)

-include $(TRACER_OBJECTS:.o=.d)
