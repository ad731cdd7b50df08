# SPDX-License-Identifier: GPL-2.0-only
# The grader of course patches.

GRADER := $(B)/grade/grader
grade_dir := host-patch/grade

PATCH :=
WEIGHTS :=
$(call option,LAYOUT,2020,2020 2021 2022)
$(call option,LIMIT,,number)

.PHONY: grade
#> make grade PATCH=FILE  grade a course's patch of KVM in the lab, see host-patch/grade:
#>                      build/grade/results.json; SERIES=, HOST=svm|vmx
#>                      LAYOUT=2020|2021|2022  the course's leaves
#>                      WEIGHTS=FILE  points of each check; LIMIT=SECONDS  of one run of L1
grade:
	@boot/base/needs.sh run
	@$(LAB_ALL) -s lab $(LAB_STOCK) $(GRADER)
	@LIMIT=$(LIMIT) boot/base/alone.sh host-patch/grade/grade.sh '$(subst ','\'',$(PATCH))' $(LAYOUT) $(SERIES) $(HOST) '$(subst ','\'',$(WEIGHTS))'

$(GRADER): $(wildcard $(grade_dir)/*.[ch]) $(VMM_SOURCES) $(VMM)/guest.bin $(HOW)/vmm_cc
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(vmm_cc) -o $@ $(filter %.c,$^)
