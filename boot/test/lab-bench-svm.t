#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in the exact lab on AMD SVM, emulated by QEMU; and four CPUs.
set -u

set -- svm 2 16
. boot/test/lab-bench.sh

# (In Bochs it takes a minute and a half; lab-vmx.t compares two boots.)
ok "all benchmarks once more" run 2 "$cpus" all
ok "the records are the same to the byte" cmp "$work/1/record.txt" "$work/2/record.txt"

for name in ap_init ap_first ap_c; do
	is "another CPU's $name: $(beyond 1 $name) exits" "$(($(beyond 1 $name) > 0))" 1
done
is "there is no third CPU to start" "$(beyond 1 ap_all)" 0

# L1's huge pages leave nothing of the first touch of a small one.
export HUGE_PAGES=no
ok "four CPUs, no huge pages" run 4 4 ipi_halted,touch_4k,touch_2m
adds_up 4 4
is "a small page touched first is an exit" "$(outcome 4 touch_4k)" 1
is "so is the first touch of a large one" "$(outcome 4 touch_2m)" 1
is "an interrupt to a halted CPU: ICR, EOI and HLT" "$(outcome 4 ipi_halted)" 3
is "the third and the fourth CPU: $(beyond 4 ap_all) exits" \
	"$(($(beyond 4 ap_all) > 0))" 1
tap_done
