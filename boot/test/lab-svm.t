#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab on AMD SVM, emulated by QEMU.
set -u

set -- svm amd
. boot/test/lab-exact.sh
