#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The numbers in other programs: Debian's cpuid in a Linux guest, QEMU's monitor,
# debugfs and the kernel tree's kvm_stat.
set -eu
. boot/base/tap.sh
. boot/lab/job.sh
. boot/lab/libraries.sh
. boot/lab/suite
. host-patch/lib.sh

l0=${L0:-svm}
read_series 6.1
unpack_pristine >&2
dir=$build/tools/$l0
packages=build/lab/tools-$LAB_SUITE
lab=build/lab/packages-amd64
kernel=$out/root/boot/vmlinuz

make_job() {
	[ -e "$packages.unpacked" ] || boot/base/debs.sh -d amd64 "$LAB_SUITE" "$packages" cpuid python3
	touch "$packages.unpacked"
	version=$(readlink "$packages/usr/bin/python3")
	rm -rf "$dir"
	lay_job "$dir" host-patch/test/tools/job "$kernel" </dev/null
	guest=$dir/guest python=$dir/job/python
	mkdir -p "$guest/bin" "$guest/usr/bin" "$guest/dev" "$python/usr/bin" "$python/usr/lib"
	cp "$lab/bin/busybox" "$guest/bin/"
	cp "$packages/usr/bin/cpuid" "$guest/usr/bin/"
	cp host-patch/test/tools/guest-init "$guest/init"
	install_libraries "$guest" "$packages/usr/bin/cpuid" "$packages" "$lab"
	install_loader "$guest" "$lab"
	boot/base/cpio.sh "$guest" "$dir/job/guest.cpio"

	cp "$packages/usr/bin/python3" "$python/usr/bin/"
	cp -R "$packages/usr/lib/$version" "$python/usr/lib/"
	install_libraries "$python" "$packages/usr/bin/python3" "$packages" "$lab"
	install_loader "$python" "$lab"
	for module in "$python"/usr/lib/"$version"/lib-dynload/_c*.so; do
		install_libraries "$python" "$module" "$packages" "$lab"
	done
	cp "$pristine/tools/kvm/kvm_stat/kvm_stat" "$python/"
}

ok "the job is made" make_job
ok "the tools run" boot/lab/lab.sh "$l0" fast "$kernel" "build/lab/modules-$series.cpio" "$dir/job" "$dir"

# cpuid: "   0x4fffffff 0x00: eax=0x... ebx=... ecx=... edx=..."
section "$dir" guest | sed -n 's/^ *0x\(4fffff..\) 0x\(..\): \(.*\)/\1.\2 \3/p' >"$dir/cpuid"
is "cpuid reads all four leaves" "$(cut -d ' ' -f 1 "$dir/cpuid" | tr '\n' ' ')" \
	"4fffffff.00 4fffffff.00 4fffff00.00 4ffffffe.23 "
is "the total: EDX is 0" "$(sed -n 's/^4fffffff.* edx=//p' "$dir/cpuid" | tr '\n' ' ')" \
	"0x00000000 0x00000000 "
first=$(($(sed -n '1s/.*eax=\(0x[0-9a-f]*\).*/\1/p' "$dir/cpuid")))
second=$(($(sed -n '2s/.*eax=\(0x[0-9a-f]*\).*/\1/p' "$dir/cpuid")))
ok "the total grows, $first to $second" [ "$second" -gt "$first" ]
is "the signature" "$(sed -n 's/^4fffff00[^ ]* eax=[^ ]* //p' "$dir/cpuid")" \
	"ebx=0x74697845 ecx=0x626f7250 edx=0x4d564b65"

exits=$(section "$dir" debugfs | sed -n 's/^exits=//p')
probe_exits=$(section "$dir" debugfs | sed -n 's/^exit_probe_exits=//p')
passes=$(section "$dir" debugfs | sed -n 's/^exit_probe_passes=//p')
is "debugfs: KVM's exits are the exits and passes" "$exits" "$((probe_exits + passes))"
is "debugfs: the sum over the reasons is all exits" "$probe_exits" \
	"$(section "$dir" debugfs | sed -n 's/.* exits=\([0-9]*\) cycles=.*/\1/p' | awk '{ n += $1 } END { print n }')"
section "$dir" monitor | sed -n 's/^[ \t]*\(exit[a-z_]*\).*: \([0-9]*\)$/\1=\2/p' | sort -u >"$dir/monitor"
for name in exits exit_probe_exits exit_probe_passes exit_probe_kernel_cycles \
	exit_probe_userspace_cycles exit_probe_halted_cycles exit_probe_guest_cycles; do
	is "QEMU's info stats shows $name" "$(sed -n "s/^$name=//p" "$dir/monitor")" \
		"$(section "$dir" debugfs | sed -n "s/^$name=//p")"
done
# All buckets are shown: their sum is the number of exits.
is "QEMU's info stats shows the log histogram" "$(section "$dir" monitor |
	sed -n 's/^ *exit_probe_cycles_hist.*cycles): *//p' | tail -n 1 | tr ' ' '\n' |
	awk -F = '{ n += $2 } END { print n }')" "$probe_exits"
section "$dir" kvm_stat | sed -n 's/^\(exit[a-z_]*\)  *\([0-9]*\) .*/\1=\2/p' >"$dir/kvm_stat"
for name in exits exit_probe_exits exit_probe_kernel_cycles; do
	is "kvm_stat shows $name" "$(sed -n "s/^$name=//p" "$dir/kvm_stat")" \
		"$(section "$dir" debugfs | sed -n "s/^$name=//p")"
done
tap_done
