#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without nested page tables KVM shadows the guest's: the same counters, and
# exits where paging is switched and tables change. The benchmarks of paging find
# them, which fails the run, as the exits are none that a host must have.
set -u
. boot/base/tap.sh
. boot/test/record.sh

# paging EXPECTED-BY-ROW: what the benchmarks of paging exited for, in the shadow run
paging() {
	for row in "$@"; do
		name=${row%%=*}
		is "$host: no exit of $name" "$(field "$nested" bench "$name" exits)" 0
		is "$host, $option: those of $name" \
			"$(field "$shadow" bench "$name" exits_by)" "${row#*=}"
	done
}

for way in svm:npt:ioio vmx:ept:io_instruction; do
	host=${way%%:*} io=${way##*:} option=${way#*:}
	option=${option%:*}=0
	nested=$host-bench shadow=$host-shadow
	is "$host with nested page tables: verdict pass" "$(ended "$nested")" 0
	is "$host with $option: it is found out" "$(ended "$shadow")" 1
	if ! left_record "$nested" || ! left_record "$shadow"; then
		continue
	fi
	# Intel's KVM emulates real mode here: passes without a hardware exit.
	passes=$(field "$shadow" checkpoint end passes)
	is "KVM's own count is exits, passes and the last HLT" "$(reported "$shadow" kvm_exits)" \
		"$(($(printf '%d' "$(reported "$shadow" final_sample)") + passes + 1))"
	ok "entering long mode costs more exits" \
		[ "$(net_exits "$shadow" long_mode)" -gt "$(net_exits "$nested" long_mode)" ]
	for run in "$nested" "$shadow"; do
		is "a port write is one exit, $run" "$(caused "$run" calibration "$io")" $((32 * 29))
	done
	is "CPUID is no paging matter" "$(net_exits "$shadow" cpu)" "$(net_exits "$nested" cpu)"
	case $host in
	# (QEMU 10 reports the read of any control register as one of CR0.)
	svm) paging exception_pf=excp14:16 cr3_write=write_cr3:16,read_cr0:16 \
		invlpg=invlpg:16 page_again=excp14:64,invlpg:16 ;;
	vmx) paging exception_pf=exception_nmi:16 cr3_write=cr_access:32 \
		invlpg=invlpg:16 page_again=invlpg:16,exception_nmi:64 ;;
	esac
done

fails "KVM_OPTIONS is refused where there is no lab" "^run: KVM_OPTIONS is for the lab" \
	env KVM_OPTIONS=npt=0 boot/run.sh tcg kernel fast "$work/tcg"
fails "what is no module parameter is refused" "^run: KVM_OPTIONS=.* belongs into no option" \
	env KVM_OPTIONS="npt=0'; reboot" boot/run.sh svm kernel fast "$work/svm"
tap_done
