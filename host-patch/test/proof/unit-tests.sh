#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The step of the proof that needs the user's tree of kvm-unit-tests, KVM_UNIT_TESTS.
#
# usage: unit-tests.sh svm|vmx
set -eu

if [ -z "${KVM_UNIT_TESTS:-}" ]; then
	echo "ok 1 - kvm-unit-tests # SKIP KVM_UNIT_TESTS= is not given"
else
	exec make unit-tests SERIES=6.1 HOST="$1" KVM_UNIT_TESTS="$KVM_UNIT_TESTS"
fi
