# SPDX-License-Identifier: GPL-2.0-only
# Boots each row of the table of knobs in the lab, and makes the tables from them.

KNOB_ROWS := $(shell boot/knob-run.sh names | sed 's|.*|$(B)/knobs/&.row|')
KNOB_RUNS := $(KNOB_ROWS:%.row=%.done)

.PHONY: knobs knob-runs
#> make knobs           boot the probe and Linux in the lab with one thing changed at a time,
#>                      if anything has changed, and update boot/KNOBS.md: which knob
#>                      removes or adds which exits, by cause; build/knobs/
knobs:
	@boot/base/needs.sh compare
	@$(LAB_ALL) knob-runs $(B)/boot/exit-compare
	@boot/knobs.sh $(B)/knobs boot/KNOBS.md

knob-runs: $(KNOB_RUNS)

$(KNOB_RUNS): $(B)/knobs/%.done: $(B)/knobs/%.row $(LAB)/userland.cpio $(LAB)/modules-$(DEFAULT_SERIES).cpio \
		$(addprefix boot/,knob-run.sh lab/probe-job guest/guest.sh lab/lab.sh lab/svm.sh) | $(PROBE)/exit-record
	$(Q)boot/knob-run.sh boot $*

$(filter $(B)/knobs/svm-probe-% $(B)/knobs/vmx-probe-%,$(KNOB_RUNS)): $(ISO) boot/run.sh
$(filter $(B)/knobs/svm-linux-%,$(KNOB_RUNS)): $(LINUX)/minimal/boot.iso boot/linux/run.sh
$(filter $(B)/knobs/vmx-%,$(KNOB_RUNS)): $(BOCHS) boot/lab/bochs.sh boot/lab/vmx.sh

# A row is only written if it has changed.
$(KNOB_ROWS): $(B)/knobs/%.row: boot/knobs boot/knob-run.sh boot/knob.sh
	$(Q)mkdir -p $(@D)
	$(Q)boot/knob-run.sh row $* >$@.new
	$(Q)if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
