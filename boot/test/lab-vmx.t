#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab on Intel VMX, emulated by Bochs.
set -u

set -- vmx intel io_instruction "cr_access:2 msr_write:1" external_interrupt
. boot/test/lab-exact.sh
