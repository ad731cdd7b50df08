#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without nested page tables KVM shadows the guest's: the counters are the same, but changes
# of page tables exit. The benchmarks of paging detect these exits and fail the run.
set -u
. boot/base/tap.sh
. boot/test/record.sh

# paging NAME=EXITS...: expects these exits by reason of the benchmarks in the shadow run
paging() {
	for row in "$@"; do
		name=${row%%=*}
		is "$host: $name has no exits" "$(field "$nested" bench "$name" exits)" 0
		is "$host, $option: exits of $name" \
			"$(field "$shadow" bench "$name" exits_by)" "${row#*=}"
	done
}

for way in svm:npt:ioio vmx:ept:io_instruction; do
	host=${way%%:*} io=${way##*:} option=${way#*:}
	option=${option%:*}=0
	nested=$host-bench shadow=$host-shadow
	is "$host with nested page tables: verdict pass" "$(ended "$nested")" 0
	is "$host with $option: verdict fail" "$(ended "$shadow")" 1
	if ! left_record "$nested" || ! left_record "$shadow"; then
		continue
	fi
	# KVM on Intel emulates real mode here: emulated entries without a hardware exit.
	passes=$(field "$shadow" checkpoint end passes)
	is "$shadow: KVM's own count is exits, failed or emulated entries and the last HLT" "$(reported "$shadow" kvm_exits)" \
		"$(($(printf '%d' "$(reported "$shadow" final_sample)") + passes + 1))"
	ok "$shadow: entering long mode costs more exits" \
		[ "$(net_exits "$shadow" long_mode)" -gt "$(net_exits "$nested" long_mode)" ]
	for run in "$nested" "$shadow"; do
		is "$run: a port write is one exit" "$(caused "$run" calibration "$io")" $((32 * 29))
	done
	is "$shadow: the phase cpu has the same net exits" "$(net_exits "$shadow" cpu)" "$(net_exits "$nested" cpu)"
	case $host in
	# QEMU 10 reports the read of any control register as one of CR0.
	svm) paging exception_pf=excp14:16 cr3_write=write_cr3:16,read_cr0:16 \
		invlpg=invlpg:16 page_again=excp14:64,invlpg:16 ;;
	vmx) paging exception_pf=exception_nmi:16 cr3_write=cr_access:32 \
		invlpg=invlpg:16 page_again=invlpg:16,exception_nmi:64 ;;
	esac
done

fails "KVM_OPTIONS is refused outside the lab" "^run: KVM_OPTIONS works only in the lab" \
	env KVM_OPTIONS=npt=0 boot/run.sh tcg kernel fast "$work/tcg"
fails "an invalid module parameter is refused" "^run: KVM_OPTIONS=.* contains a forbidden character" \
	env KVM_OPTIONS="npt=0'; reboot" boot/run.sh svm kernel fast "$work/svm"
tap_done
