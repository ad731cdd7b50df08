#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab on Intel VMX, emulated by Bochs.
set -u

set -- vmx intel
. boot/test/lab-exact.sh
