#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The grader on VMX, in Bochs: a right patch, and the mistake that SVM does not show.
set -eu

L0=vmx exec host-patch/test/grade.t
