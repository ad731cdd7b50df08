#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same suite in the newest kernel; `make series` runs it in all series.
set -eu

if ! why=$(host-patch/has-series.sh 7.3 2>&1); then
	. boot/base/tap.sh
	skip "the suite in Linux 7.3" "$why"
	tap_done
	exit
fi
SERIES=7.3 exec host-patch/test/conformance.t
