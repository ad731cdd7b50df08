#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same exit path in the newest kernel
set -eu

SERIES=7.3 exec host-patch/test/exit-path.t
