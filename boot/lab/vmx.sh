#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 with Intel VMX and EPT, emulated by Bochs.
#
# usage: vmx.sh PACE KERNEL INITRAMFS APPEND OUT, see bochs.sh
set -eu

# With a tenth of these instructions per second the guest's timer ticks faster than KVM without
# EPT can emulate the guest's real mode.
exec "$(dirname "$0")/bochs.sh" corei7_sandy_bridge_2600k 200000000 "$@"
