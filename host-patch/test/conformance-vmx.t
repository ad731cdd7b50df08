#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same suite on VMX, in Bochs.
set -eu

L0=vmx LAB_LIMIT=1200 exec host-patch/test/conformance.t
