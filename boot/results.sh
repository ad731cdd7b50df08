#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make boot/RESULTS.md and the output in README.md from the runs of the exact lab that make
# keeps. No figure is typed by hand.
#
# usage: results.sh RESULTS README	writes RESULTS, and the lines between the marks in README
set -eu
. boot/base/lib.sh
. boot/kept-record.sh
. boot/lab/versions.sh

results=$1 readme=$2

# shellcheck source=/dev/null
. "build/host-patch/${DEFAULT_SERIES:-6.1}/kernel"

table() {
	build/probe-os/exit-record table "$@"
}

# ways: prints LABEL=RECORD for each boot path.
ways() {
	while read -r machine boot protocol _; do
		case $machine:$protocol in
		'#:'* | *:-) ;;
		*) echo "$machine-$boot=$(kept_record "svm-$machine-$boot")" ;;
		esac
	done <boot/ways
}

# tables_of NAME: prints the probe's tables, without its record.
tables_of() {
	tr -d '\r' <"build/runs/$1/serial.log" | sed -n '/^Exit Probe/,/^verdict/p' | sed 's/^/    /; s/ *$//'
}

# emulators KIND: prints its rows of emulators.sh as Markdown.
emulators() {
	printf '%s\n' "$compared" | awk -F '\t' -v kind="$1" '
		BEGIN { print "| " kind " | QEMU | Bochs | differences: QEMU, Bochs |\n|---|--:|--:|---|" }
		$1 == kind {
			n = split($5, differences, "; ")
			cell = ""
			for (i = 1; i <= n; i++) {
				split(differences[i], word, " ")
				cell = cell (i > 1 ? "<br>" : " ") "`" word[1] "`"
				if (word[2] != "skip")
					cell = cell ": " word[2] " " word[3] ", " word[4]
			}
			print "| `" $2 "` | " $3 " | " $4 " |" cell " |"
		}'
}

# agreeing KIND: prints how many of its rows of emulators.sh have no difference, and how many
# ran under both.
agreeing() {
	printf '%s\n' "$compared" | awk -F '\t' -v kind="$1" '
		$1 == kind && $3 != "skip" && $4 != "skip" { ran++; same += $5 == "" }
		END { print same + 0 " of " ran + 0 }'
}

svm=$(kept_record svm-q35-iso) vmx=$(kept_record vmx-q35-iso) bochs=$(kept_record svm-bochs-q35-iso)
compared=$(boot/emulators.sh)
cat >"$results" <<END
# Results

Made by \`make results\` from runs of the exact lab, which are the same each time with the same
packages: Linux $VERSION as L1, \
$(package_version build/lab/packages-amd64 qemu-system-x86), \
$(package_version "build/lab/bochs-$(dpkg --print-architecture)" bochs), \
and $(grub-mkimage --version | sed 's/.*(GRUB) /GRUB /') on the ISO.
The boot's own exits do not depend on GRUB, those before it do.
\`make test\` fails if a figure differs from these runs. A cycle is an instruction of the
emulated machine: exits are comparable with hardware, cycles only with each other.

## What the probe shows

The ISO from BIOS, in the SVM lab. The README explains the columns.

$(tables_of svm-q35-iso)

## What a minimal OS costs

$(table boot "SVM=$svm" "VMX=$vmx")

Net exits of the boot, phase by phase, without the probe's own reads:

$(table phases "SVM=$svm" "VMX=$vmx")

Page tables, C environment, GDT and IDT cost no exit of their own. Long mode costs three,
the writes of CR4, EFER and CR0 that KVM intercepts. The PCI scan is most of the rest.

## What caused them

Each exit of the boot, phase by phase, without the reads of the counters:

SVM:

$(table causes-boot "$svm")

VMX:

$(table causes-boot "$vmx")

## Where the exits before the entry come from

$(table before "SVM=$svm" "VMX=$vmx")

By machine type and boot path, SVM:

$(ways | xargs build/probe-os/exit-record table before)

What caused most of them: SeaBIOS alone (\`q35-kernel\`), with GRUB (\`q35-iso\`), and OVMF with
GRUB (\`q35-uefi\`):

$(table causes-before "q35-kernel=$(kept_record svm-q35-kernel)" "q35-iso=$svm" "q35-uefi=$(kept_record svm-q35-uefi)")

- Most exits come from the firmware: OVMF in the rows with uefi, SeaBIOS in all others. Most
  of them are port I/O.
- With the ISO GRUB adds more: it reads the disk by port I/O.

## Names on the two vendors

| | SVM | VMX |
|---|---|---|
| port I/O | IOIO | IO_INSTRUCTION |
| CR0.PG, CR4.PAE | CR0_SEL_WRITE, WRITE_CR4 | CR_ACCESS for both |
| EFER | MSR, for reads and writes | MSR_WRITE, and MSR_READ for reads |
| first touch of memory | NPF | EPT_VIOLATION |
| MMIO | NPF | EPT_MISCONFIG: KVM marks such pages |
| an interrupt of the host | INTR | EXTERNAL_INTERRUPT |
| waiting until the guest takes an interrupt | VINTR | INTERRUPT_WINDOW |
| a deadline of the guest's timer | INTR: the host's timer | PREEMPTION_TIMER: the CPU's own |
| SMM, in the firmware | RSM | no exit: KVM emulates it |

## Two emulators of SVM

The same KVM and the same probe on an AMD CPU that Bochs emulates (\`HOST=svm-bochs\`). Exits that
agree are KVM's and the guest's, not an emulator's. In $(agreeing phase) phases, the one before the
entry among them, and $(agreeing bench) benchmarks that ran under both, the exits of each reason are
the same.

The boot from the ISO, without the reads of the counters:

$(emulators phase)

By cause, what Bochs has more or fewer:

$(table changes "QEMU=$svm" "Bochs=$bochs")

All $(build/probe-os/exit-record get bench cpuid n "$(kept_record svm-bochs-bench)") operations of each \
benchmark, without interrupts of the host:

$(emulators bench)

The differences (the table [emulators](emulators); a test fails if one is missing there, or has gone):

$(awk -F ' *[|] *' '!/^#/ { print "- `" $1 "`: " $4 "." }' boot/emulators)

## Without nested page tables

With \`npt=0\` or \`ept=0\` KVM shadows the guest's page tables. The benchmarks below then
exit, so that the verdict is fail, as intended.

$(table costs --only exception_pf,cr3_write,invlpg,page_again "SVM=$(kept_record svm-bench)" \
	"no NPT=$(kept_record svm-shadow)" "VMX=$(kept_record vmx-bench)" "no EPT=$(kept_record vmx-shadow)")

$(table phases --only image,paging,long_mode,c_environment,gdt,idt "SVM=$(kept_record svm-bench)" \
	"no NPT=$(kept_record svm-shadow)" "VMX=$(kept_record vmx-bench)" "no EPT=$(kept_record vmx-shadow)")

## What each exit costs

One operation of each benchmark (\`BENCH=all\`). The round trip is the median of the guest's
TSC, less the empty operation; kernel and VMM are means of the host's cycles.

$(table costs "SVM=$(kept_record svm-bench)" "VMX=$(kept_record vmx-bench)")

## More vCPUs

Net exits of the phases that start them, without the reads, all vCPUs together, SVM:

$(table phases --only ap_init,ap_first,ap_c,ap_all "1=$(kept_record svm-q35-kernel)" \
	"2=$(kept_record svm-bench)" "4=$(kept_record svm-bench-4)")
END

# One line of each kind
tables_of svm-q35-iso |
	grep -E '^ *(Exit Probe|host|phase|cpu|long_mode|calibration|pci|idle|all|reason|IOIO|verdict)' |
	boot/base/between.sh results.sh "$readme"
