#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in the exact lab on AMD SVM, emulated by QEMU; and four CPUs.
set -u

set -- svm 2
. boot/test/lab-bench.sh

for name in ap_init ap_first ap_c; do
	is "another CPU's $name: $(net_exits svm-bench $name) exits" "$(($(net_exits svm-bench $name) > 0))" 1
done
is "with two CPUs ap_all has no net exits" "$(net_exits svm-bench ap_all)" 0

# With L1's huge pages the first touch of a small page would not exit.
is "four CPUs, no huge pages: verdict pass" "$(ended svm-bench-4)" 0
adds_up svm-bench-4 4
is "the first touch of a small page is an exit" "$(outcome svm-bench-4 touch_4k)" 1
is "the first touch of a large page is an exit" "$(outcome svm-bench-4 touch_2m)" 1
is "an interrupt to a halted CPU: ICR, EOI and HLT" "$(outcome svm-bench-4 ipi_halted)" 3
is "the third and the fourth CPU: $(net_exits svm-bench-4 ap_all) exits" \
	"$(($(net_exits svm-bench-4 ap_all) > 0))" 1
tap_done
