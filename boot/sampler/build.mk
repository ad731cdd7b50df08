# SPDX-License-Identifier: GPL-2.0-only
# The sampler of KVM's statistics, static: it runs in L1 and on any host.

SAMPLER_OBJECTS := $(patsubst %.c,$(B)/sampler/%.o,$(wildcard boot/sampler/*.c))
sampler_cc = $(CROSS_COMPILE)gcc -D_GNU_SOURCE $(PROBE_WARN) $(PROBE_INCLUDE) -Iboot/sampler -O2

$(B)/sampler/exit-sampler: $(SAMPLER_OBJECTS) $(HOW)/static_ld
	$(call say,LD,$@)
	$(Q)$(static_ld) -o $@ $(filter %.o,$^)

$(B)/sampler/%.o: %.c $(HOW)/sampler_cc
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(sampler_cc) -MMD -MP -c -o $@ $<

-include $(SAMPLER_OBJECTS:.o=.d)

# Unit tests of what the reader and the sampler have that needs no machine
BOOT_C_TESTS := $(B)/boot/test/handed_over.t $(B)/boot/test/sampler.t
boot_test_cc = $(test_cc) -D_GNU_SOURCE -Iboot/linux/reader -Iboot/sampler

$(B)/boot/test/handed_over.t: boot/test/handed_over.c boot/linux/reader/handed_over.c
$(B)/boot/test/sampler.t: boot/test/sampler.c $(addprefix boot/sampler/,table.c qmp_stats.c columns.c)

$(BOOT_C_TESTS): $(PROBE_TEST_OBJECTS) $(HOW)/boot_test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(boot_test_cc) -o $@ $(filter %.c %.o,$^) -lcmocka
