# SPDX-License-Identifier: GPL-2.0-only
# Picks the verdicts out of the output of one of kvm-unit-tests' tests, without hexadecimal
# numbers: some tests make them of the TSC (svm_npt, xsave).
{
	sub(/\r$/, "")
	gsub(/0x[0-9a-fA-F]+/, "0x")
}
/^(PASS|FAIL|SKIP|XPASS|XFAIL|KFAIL|ABORT|SUMMARY): /
