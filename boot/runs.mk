# SPDX-License-Identifier: GPL-2.0-only
# Builds the runs of the exact lab, for tests, the golden record and tables.

RUN_NAMES := $(shell boot/kept-run.sh names)
RUN_RECORDS := $(RUN_NAMES:%=$(B)/runs/%/record.txt)

.PHONY: runs
#> make runs            boot the runs of the exact lab that tests and tables read, if
#>                      something has changed: build/runs/
runs: $(RUN_RECORDS)

$(RUN_RECORDS): $(B)/runs/%/record.txt: $(B)/runs/%.row $(ISO) $(PROBE)/exit-probe.elf $(PROBE)/exit-probe-pvh.elf \
		$(LAB)/userland.cpio $(LAB)/modules-$(DEFAULT_SERIES).cpio boot/lab/probe-job \
		$(addprefix boot/,kept-run.sh run.sh guest/guest.sh lab/qemu.sh guest/verdict.sh lab/lab.sh lab/job.sh lab/svm.sh base/lib.sh base/cpio.sh) | $(PROBE)/exit-record
	$(call say,RUN,$*)
	$(Q)boot/kept-run.sh boot $*

$(filter $(B)/runs/vmx-%,$(RUN_RECORDS)): $(BOCHS) boot/lab/bochs.sh boot/lab/vmx.sh
$(filter $(B)/runs/svm-bochs-%,$(RUN_RECORDS)): $(BOCHS) boot/lab/bochs.sh boot/lab/svm-bochs.sh
$(filter %-stock/record.txt,$(RUN_RECORDS)): $(LAB)/modules-stock-$(DEFAULT_SERIES).cpio
$(filter %-stock/record.txt %-both/record.txt,$(RUN_RECORDS)): $(B)/tracer/exit-tracer

# A row is only written if it has changed.
$(B)/runs/%.row: boot/runs boot/ways boot/kept-run.sh
	$(Q)mkdir -p $(@D)
	$(Q)boot/kept-run.sh row $* >$@.new
	$(Q)if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.SECONDARY: $(RUN_NAMES:%=$(B)/runs/%.row)

.PHONY: results
#> make results         regenerate boot/RESULTS.md and README's output from those runs
results:
	@boot/base/needs.sh tools
	@$(LAB_ALL) runs
	@boot/results.sh boot/RESULTS.md README.md
