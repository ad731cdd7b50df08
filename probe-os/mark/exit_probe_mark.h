/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Marks the phases of a kernel or program of your own: call exit_probe_mark(n) where phase n
 * ends. On the host, exit-tracer(1) writes the record of these phases with any KVM, and
 * exit-sampler(1) with the patched one. For C and C++ by GCC and Clang, 32 and 64 bits, in any
 * ring; it needs no library. For NASM there is exit_probe_mark.inc.
 *
 * Mark 0 is the first thing that a kernel does: it ends firmware and boot loader. Numbers
 * ascend, and may leave gaps. The phase that runs belongs to the VM, not to a vCPU: the first
 * mark that names it, or a later one, ends it. A mark of a phase that has ended already ends
 * nothing. What follows the last mark is the phase "end". A record has up to 31 marks.
 *
 * A mark is one CPUID, and so one exit, which the record counts apart, as reads=. Any other
 * host, or a real machine, answers it with numbers that say nothing, and these are ignored.
 * There is no error: a phase above 254 is no mark. CPUID faulting, which Linux has for
 * programs (arch_prctl), would end the program. With exit_probe_user=0 a patched host ignores
 * marks of ring 3.
 */
#ifndef EXIT_PROBE_MARK_H
#define EXIT_PROBE_MARK_H

#define EXIT_PROBE_MARK_LEAF 0x4FFFFF03 /* EXIT_PROBE_LEAF_TABLE of exit_probe_abi.h */
#define EXIT_PROBE_MARK_LAST 254

static __inline__ void exit_probe_mark(unsigned int phase)
{
	unsigned int eax = EXIT_PROBE_MARK_LEAF, ecx = phase << 24;

	if (phase <= EXIT_PROBE_MARK_LAST)
		__asm__ __volatile__("cpuid" : "+a"(eax), "+c"(ecx) : : "ebx", "edx", "memory");
}

#endif
