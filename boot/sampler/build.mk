# SPDX-License-Identifier: GPL-2.0-only
# The sampler of KVM's statistics. It is static, so that it runs in L1 and on any host.

SAMPLER_OBJECTS := $(patsubst %.c,$(B)/sampler/%.o,$(wildcard boot/sampler/*.c))
# The commands; the tracer and the unit tests use the rest.
SAMPLER_COMMANDS := $(addprefix boot/sampler/,main.c command.c metrics.c record.c sample.c top.c top_keys.c top_screen.c top_terminal.c)
# The words of a record, and the names of causes; the tracer has its own of these.
SAMPLER_PROBE_OBJECTS := $(patsubst %,$(B)/sampler/probe-os/%.o,$(filter names/names record/record record/reason record/schema record/crc32 record/writer lib/mem lib/text,$(PROBE_PURE)))
SAMPLER_CFLAGS := -D_GNU_SOURCE -Iboot/sampler
static_ld = $(CROSS_COMPILE)gcc -static -s -Wl,--gc-sections,--build-id=none
sampler_cc = $(CROSS_COMPILE)gcc $(SAMPLER_CFLAGS) $(PROBE_WARN) $(PROBE_INCLUDE) $(JANSSON:%=-I%/usr/include) -O2

SAMPLER_LIBRARIES := -lncurses -ltinfo -ljansson

# Other machines have no x86-64 libraries: unpack them.
ifneq ($(shell uname -m),x86_64)
JANSSON := $(B)/sampler/jansson
$(SAMPLER_OBJECTS) $(SAMPLER_PROBE_OBJECTS): $(JANSSON).unpacked
endif

$(B)/sampler/jansson.unpacked: boot/base/debs.sh boot/sampler/build.mk
	$(Q)rm -rf $(@:.unpacked=)
	$(Q)boot/base/debs.sh amd64 $(LAB_SUITE) $(@:.unpacked=) libjansson-dev libncurses-dev libtraceevent-dev
	$(Q)touch $@

$(B)/sampler/exit-sampler: $(SAMPLER_OBJECTS) $(SAMPLER_PROBE_OBJECTS) $(HOW)/static_ld
	$(call say,LD,$@)
	$(Q)$(static_ld) -o $@ $(filter %.o,$^) $(JANSSON:%=-L%/usr/lib/x86_64-linux-gnu) $(SAMPLER_LIBRARIES)

$(B)/sampler/%.o: %.c $(HOW)/sampler_cc
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(sampler_cc) -MMD -MP -c -o $@ $<

$(B)/sampler/probe-os/names/names.o: $(PROBE_NAMES)
$(B)/sampler/probe-os/record/reason.o: $(PROBE_REASONS)

-include $(SAMPLER_OBJECTS:.o=.d) $(SAMPLER_PROBE_OBJECTS:.o=.d)
