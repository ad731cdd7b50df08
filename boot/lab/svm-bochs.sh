#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 with AMD SVM, emulated by Bochs (3.0 or later): the second emulator besides svm.sh's.
#
# usage: svm-bochs.sh PACE KERNEL INITRAMFS APPEND OUT, see bochs.sh
set -eu

# As many instructions per second as at QEMU's exact pace: what waits by polling then polls about
# as often.
exec "$(dirname "$0")/bochs.sh" zambezi 1000000000 "$@"
