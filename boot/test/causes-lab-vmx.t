#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same on VMX
L0=vmx exec boot/test/causes-lab.t
