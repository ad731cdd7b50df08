#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same suite in the newest kernel; `make series` runs it in all.
set -eu

SERIES=7.3 exec host-patch/test/conformance.t
