# SPDX-License-Identifier: GPL-2.0-only
# The comparison: its program, its tests, and its fuzzers.

COMPARE := $(B)/boot
COMPARE_OBJ := $(COMPARE)/objects
COMPARE_PURE := \
	counters facts fact_keys agreement samples series comparison run_series timeline symbols functions \
	causes cause_words advice promises \
	model model_run model_reasons model_causes \
	exits exactness budgets \
	gate_answer gate_share gate_rule gate_row gate_rows gate_list gate_pair gate \
	parts folded trace trace_counters \
	results machines machines_facts words_machines \
	kinds origins words_origins \
	palette ranking slots waterfall format meanings cautions \
	answers words words_rates words_reasons words_causes words_advice words_gate
COMPARE_HOSTED := \
	main arguments complain export same_file symbols_file load about output \
	grid_rows cell grid grid_reasons grid_causes table csv json \
	text_file inputs load_results grid_machines grid_origins json_machines page_machines \
	beside lab_pace budgets_file table_gate json_gate page_gate \
	duration drawing mark scale lanes plot_list plots \
	$(patsubst boot/compare/%.c,%,$(wildcard boot/compare/draw_*.c)) gnuplot \
	interrupt html html_svg page page_about page_tables

# Shared with the probe: the grammar and its parser
COMPARE_SHARED := $(PROBE_READER) $(filter lib/% record/%,$(PROBE_PURE)) tool/whole_file tool/short_form

COMPARE_CFLAGS := -D_POSIX_C_SOURCE=200809L -Iboot/compare -I$(COMPARE_OBJ)
compare_cc = $(host_cc) $(COMPARE_CFLAGS)
COMPARE_OBJECTS := $(patsubst %,$(COMPARE_OBJ)/%.o,$(COMPARE_PURE) $(COMPARE_HOSTED)) \
	$(patsubst %,$(PROBE)/host/%.o,$(COMPARE_SHARED))

$(COMPARE)/exit-compare: $(COMPARE_OBJECTS)
	$(call say,HOSTLD,$@)
	$(Q)$(host_cc) -o $@ $^ -ljansson -lelf

$(COMPARE_OBJ)/%.o: boot/compare/%.c $(HOW)/compare_cc
	$(call say,HOSTCC,$@)
	@mkdir -p $(@D)
	$(Q)$(compare_cc) -MMD -MP -c -o $@ $<

$(COMPARE_OBJ)/page.o: $(COMPARE_OBJ)/page_css.h

# The style sheet as a C string
$(COMPARE_OBJ)/page_css.h: boot/compare/page.css
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q){ echo 'static const char page_css[] ='; \
		sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $<; echo ';'; } >$@

-include $(COMPARE_OBJECTS:.o=.d)
