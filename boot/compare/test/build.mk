# SPDX-License-Identifier: GPL-2.0-only
# The comparison's tests, and the fuzzing of what it and the sampler read.

# Tests: the pure parts under sanitizers, and shell scripts that run the program
compare_test_cc = $(test_cc) $(COMPARE_CFLAGS)
COMPARE_C_TESTS := kinds advice series samples rates model words causes symbols meanings palette timeline gate budgets
COMPARE_TESTS := $(COMPARE_C_TESTS:%=$(COMPARE_OBJ)/test/%.t) $(wildcard boot/compare/test/*.t)
# Perfetto's processor and Speedscope: npm packages, pinned by package-lock.json
VIEWERS := $(B)/viewers/node_modules
# What the shell tests run
COMPARE_TEST_TOOLS := $(COMPARE_OBJ)/exit-compare $(COMPARE_OBJ)/make-record \
	$(addprefix $(COMPARE_OBJ)/fuzz-,record samples symbols results qmp) $(VIEWERS)
COMPARE_TEST_OBJECTS := $(patsubst %,$(COMPARE_OBJ)/sanitized/%.o,$(COMPARE_PURE)) \
	$(patsubst %,$(PROBE)/sanitized/%.o,$(COMPARE_SHARED)) $(COMPARE_OBJ)/made/made_record.o $(COMPARE_OBJ)/made/made_noise.o $(COMPARE_OBJ)/made/made_benches.o

$(COMPARE_OBJ)/test/%.t: $(COMPARE_OBJ)/made/%.o $(COMPARE_TEST_OBJECTS)
	$(call say,HOSTLD,$@)
	@mkdir -p $(@D)
	$(Q)$(test_cc) -o $@ $^ -lcmocka -lm

$(COMPARE_OBJ)/make-record: $(COMPARE_OBJ)/made/make_record.o $(COMPARE_TEST_OBJECTS)
	$(call say,HOSTLD,$@)
	$(Q)$(test_cc) -o $@ $^

# The program itself under sanitizers: what the shell tests run
$(COMPARE_OBJ)/exit-compare: $(COMPARE_TEST_OBJECTS) \
		$(patsubst %,$(COMPARE_OBJ)/sanitized/%.o,$(COMPARE_HOSTED))
	$(call say,HOSTLD,$@)
	$(Q)$(test_cc) -o $@ $(filter-out %/made_record.o %/made_noise.o %/made_benches.o,$^) -ljansson -lelf

$(COMPARE_OBJ)/sanitized/%.o: boot/compare/%.c $(HOW)/compare_test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(compare_test_cc) -MMD -MP -c -o $@ $<

$(COMPARE_OBJ)/made/%.o: boot/compare/test/%.c $(HOW)/compare_test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(compare_test_cc) -MMD -MP -c -o $@ $<

$(COMPARE_OBJ)/sanitized/page.o: $(COMPARE_OBJ)/page_css.h

-include $(patsubst %,$(COMPARE_OBJ)/sanitized/%.d,$(COMPARE_PURE) $(COMPARE_HOSTED)) \
	$(patsubst %,$(COMPARE_OBJ)/made/%.d,$(COMPARE_C_TESTS) made_record made_noise made_benches make_record)

.SECONDARY: $(COMPARE_TEST_OBJECTS) $(COMPARE_C_TESTS:%=$(COMPARE_OBJ)/made/%.o)

$(VIEWERS): boot/compare/test/viewers/package.json boot/compare/test/viewers/package-lock.json
	$(call say,NPM,$@)
	$(Q)boot/base/npm.sh boot/compare/test/viewers $(@D) "what Perfetto and Speedscope read"

# What checks contrast and structure of the page: an npm package
PAGE_TOOLS := $(B)/axe/node_modules

$(PAGE_TOOLS): boot/compare/test/axe/package.json boot/compare/test/axe/package-lock.json
	$(call say,NPM,$@)
	$(Q)boot/base/npm.sh boot/compare/test/axe $(@D) "the page's contrast"

# Fuzzing, guided by coverage: clang's libFuzzer. The corpus is kept beside the
# tests; what a run finds on top of it stays under build/.
FUZZ_CC := clang
$(call option,FUZZ_SECONDS,1800,number)
FUZZ_CFLAGS := $(PROBE_WARN) $(PROBE_INCLUDE) $(COMPARE_CFLAGS) -O1 -g \
	-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
fuzz_cc = $(FUZZ_CC) $(FUZZ_CFLAGS)
FUZZ_SOURCES := $(patsubst %,boot/compare/%.c,$(COMPARE_PURE)) \
	$(patsubst %,probe-os/%.c,$(COMPARE_SHARED)) boot/compare/test/made_record.c

$(COMPARE_OBJ)/fuzz-%: boot/compare/test/fuzz_%.c $(FUZZ_SOURCES) $(HOW)/fuzz_cc
	$(call say,FUZZCC,$@)
	@mkdir -p $(@D)
	$(Q)$(fuzz_cc) -o $@ $(filter %.c,$^)

# What the sampler reads
fuzz_qmp_cc = $(fuzz_cc) $(SAMPLER_CFLAGS)
FUZZ_QMP_SOURCES := $(patsubst %,boot/sampler/%.c,buffer columns json_extent qmp_stats table vcpus)

$(COMPARE_OBJ)/fuzz-qmp: boot/compare/test/fuzz_qmp.c $(FUZZ_QMP_SOURCES) $(HOW)/fuzz_qmp_cc
	$(call say,FUZZCC,$@)
	@mkdir -p $(@D)
	$(Q)$(fuzz_qmp_cc) -o $@ $(filter %.c,$^) -ljansson

#> make fuzz            fuzz the parsers of exit-compare and the sampler for 30 minutes; FUZZ_SECONDS=N
.PHONY: fuzz
fuzz: $(filter %/fuzz-record %/fuzz-samples %/fuzz-symbols %/fuzz-results %/fuzz-qmp,$(COMPARE_TEST_TOOLS))
	@boot/compare/test/fuzz.sh $(COMPARE_OBJ) $(FUZZ_SECONDS)
