#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab on AMD SVM, emulated by QEMU.
set -u

set -- svm amd ioio "write_cr4:1 cr0_sel_write:1 msr:1" intr
. boot/test/lab-exact.sh
