# SPDX-License-Identifier: GPL-2.0-only
# The sampler of KVM's statistics, static: it runs in L1 and on any host.

SAMPLER_OBJECTS := $(patsubst %.c,$(B)/sampler/%.o,$(wildcard boot/sampler/*.c))

$(B)/sampler/exit-sampler: $(SAMPLER_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CROSS_COMPILE)gcc -static -s -Wl,--gc-sections,--build-id=none -o $@ $^

$(B)/sampler/%.o: %.c
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CROSS_COMPILE)gcc -D_GNU_SOURCE $(PROBE_WARN) $(PROBE_INCLUDE) -Iboot/sampler -O2 \
		-MMD -MP -c -o $@ $<

-include $(SAMPLER_OBJECTS:.o=.d)
