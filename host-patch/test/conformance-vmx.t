#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same suite on VMX, in Bochs, in fewer settings: their product is in the proof.
set -eu

SETTINGS=each L0=vmx LAB_LIMIT=1200 exec host-patch/test/conformance.t
