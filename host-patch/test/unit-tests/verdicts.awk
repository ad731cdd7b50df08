# SPDX-License-Identifier: GPL-2.0-only
# Picks the verdicts out of the output of one of kvm-unit-tests' tests.
{ sub(/\r$/, "") }
/^(PASS|FAIL|SKIP|XPASS|XFAIL|KFAIL|ABORT|SUMMARY): /
