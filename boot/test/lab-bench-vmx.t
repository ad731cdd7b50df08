#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in the exact lab on Intel VMX, emulated by Bochs.
set -u

set -- vmx 1
. boot/test/lab-bench.sh
tap_done
