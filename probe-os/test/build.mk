# SPDX-License-Identifier: GPL-2.0-only
# The tests: one program per C file, with all pure C under sanitizers, and shell scripts
# that need the image. All run from the project's root.

PROBE_TEST_CFLAGS := $(PROBE_HOST_CFLAGS) -fsanitize=address,undefined -fno-sanitize-recover=all
test_cc = $(HOSTCC) $(PROBE_TEST_CFLAGS)

PROBE_C_TESTS := lib names tsc memory_map oem_string boot_info framebuffer acpi acpi_machine record record_versions record_log record_moved record_hostile record_misspelled reasons causes bar value probe bench linux
# The macro of the first samples runs in a program only on the CPU that it is for.
PROBE_C_TESTS += $(if $(CROSS_COMPILE),,first_sample)
PROBE_TESTS := $(PROBE_C_TESTS:%=$(PROBE)/test/%.t) $(wildcard probe-os/test/*.t)
PROBE_TEST_OBJECTS := $(patsubst %,$(PROBE)/sanitized/%.o,\
	$(PROBE_READER) $(PROBE_PURE) tool/value test/machine test/made_acpi test/sample_record test/latch test/bench_table)

$(PROBE)/test/%.t: $(PROBE)/sanitized/test/%.o $(PROBE_TEST_OBJECTS)
	$(call say,HOSTLD,$@)
	@mkdir -p $(@D)
	$(Q)$(test_cc) $(TEST_LDFLAGS) -o $@ $^ -lcmocka

# As in the image, the samples have addresses below 4 GiB.
$(PROBE)/test/first_sample.t: TEST_LDFLAGS := -no-pie
$(PROBE)/test/first_sample.t: $(PROBE)/kernel/test/sample_macro.o

$(PROBE)/sanitized/%.o: probe-os/%.c $(HOW)/test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(test_cc) -MMD -MP -c -o $@ $<

$(PROBE)/sanitized/record/reason.o: $(PROBE_REASONS)
$(PROBE)/sanitized/names/names.o: $(PROBE_NAMES)

.SECONDARY: $(PROBE_TEST_OBJECTS) $(PROBE_C_TESTS:%=$(PROBE)/sanitized/test/%.o)

-include $(PROBE_TEST_OBJECTS:.o=.d) $(PROBE_C_TESTS:%=$(PROBE)/sanitized/test/%.d)

# What tests under QEMU run: the reader of a serial port, and of a screen
PROBE_TEST_TOOLS := $(addprefix $(PROBE)/test/,pausing-reader screen-text)

$(PROBE)/test/pausing-reader: probe-os/test/pausing_reader.c
$(PROBE)/test/screen-text: probe-os/test/screen_text.c $(PROBE)/font.inc

$(PROBE_TEST_TOOLS): $(HOW)/test_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(test_cc) -o $@ $(filter %.c,$^)

# The loader of Firecracker and Cloud Hypervisor, a Rust crate for x86, with Debian's Rust
ifeq ($(NATIVE),amd64)
RUST_SUITE := sid
RUST := $(PROBE)/rust
RUST_CRATES := linux-loader vm-memory libc thiserror thiserror-impl proc-macro2 quote syn unicode-ident
ELF_LOAD := $(PROBE)/test/elf-load

# What rustc and cargo depend on, but for the C compiler, which is here. Without these packages, or
# if the newest ones cannot be built, the test is skipped.
$(RUST).unpacked: boot/base/debs.sh probe-os/test/build.mk
	$(Q)rm -rf $(RUST)
	$(Q)if boot/base/debs.sh -d $(NATIVE) $(RUST_SUITE) $(RUST) libstd-rust-dev libgit2-dev libcurl4-openssl-dev libsqlite3-dev && \
			boot/base/debs.sh $(NATIVE) $(RUST_SUITE) $(RUST) rustc cargo $(RUST_CRATES:%=librust-%-dev); then \
		touch $@; \
	else \
		rm -rf $(RUST); \
	fi

$(ELF_LOAD): $(RUST).unpacked $(wildcard probe-os/test/loader/*)
	$(call say,CARGO,$@)
	$(Q)mkdir -p $(B)/log
	$(Q)probe-os/test/loader/build.sh $(RUST) $@ >$(B)/log/elf-load.log 2>&1 || true
endif
