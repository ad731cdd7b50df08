# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Whether the firmware has switched VMX or SVM off, by the CPU's own registers. Source it.

# register FILE OFFSET BYTES: the first BYTES that a file of /dev/cpu/0 has at an offset, as
# hexadecimal numbers of four bytes each; nothing if it cannot be read (root, and the modules
# msr and cpuid)
register() {
	dd if="$1" bs="$3" count=1 iflag=skip_bytes skip=$(($2)) 2>/dev/null | od -An -v -tx4
}

# switched_off ROOT: what is switched off, and by which register; nothing if nothing is, or
# if the registers cannot be read. The kernel hides the flags of what it finds off.
switched_off() {
	cpu=$1/dev/cpu/0
	# CPUID 1, ECX bit 5; IA32_FEATURE_CONTROL (SDM, "Enabling and Entering VMX Operation"):
	# bit 0 locked, bit 2 VMX outside SMX
	# shellcheck disable=SC2046 # a word a register
	set -- $(register "$cpu/cpuid" 1 16) $(register "$cpu/msr" 0x3a 8)
	if [ $# -ge 5 ] && [ $((0x$3 >> 5 & 1)) -eq 1 ] && [ $((0x$5 & 5)) -eq 1 ]; then
		echo "VMX is switched off by the firmware (IA32_FEATURE_CONTROL is 0x$(echo "$5" | sed 's/^0*//'))"
	fi
	# CPUID 80000001h, ECX bit 2; VM_CR (APM, "Enabling SVM"): bit 4 SVMDIS
	# shellcheck disable=SC2046
	set -- $(register "$cpu/cpuid" 0x80000001 16) $(register "$cpu/msr" 0xc0010114 8)
	if [ $# -ge 5 ] && [ $((0x$3 >> 2 & 1)) -eq 1 ] && [ $((0x$5 >> 4 & 1)) -eq 1 ]; then
		echo "SVM is switched off by the firmware (VM_CR is 0x$(echo "$5" | sed 's/^0*//'))"
	fi
}
