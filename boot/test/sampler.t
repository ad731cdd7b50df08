#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The sampler on simulated hosts: a debugfs in a private mount namespace, and monitors
# (see monitor.c).
set -u
. boot/test/made-debugfs.sh

sampler=build/sampler/exit-sampler
monitor=build/boot/test/monitor
kvm=/sys/kernel/debug/kvm
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# make_vm PID-FD EXITS ID...: a VM with vCPUs of these ids. Each vCPU has 10 exits by
# CPUID and 20 by HLT.
make_vm() {
	vm=$work/made
	exits=$2
	mkdir -p $kvm "$vm"
	echo "$exits" >"$vm/exits"
	echo "$exits" >"$vm/exit_probe_exits"
	echo 0 >"$vm/exit_probe_passes"
	made=$1
	shift 2
	for id in "$@"; do
		echo "$vm/vcpu$id"
	done | xargs -r mkdir
	for id in "$@"; do
		echo -1000 >"$vm/vcpu$id/tsc-offset"
		printf '0x72 CPUID exits=10 cycles=100 min=9 max=40 <2^12:10\n0x78 HLT exits=20 cycles=9\n' \
			>"$vm/vcpu$id/exit_probe_reasons"
	done
	mv "$vm" "$kvm/$made"
}

# put_causes PID-FD ID EXITS: that many exits by writes to COM1, and one the host's interrupt.
put_causes() {
	printf '%s exits=%d cycles=50 blocked=0 error=0\n' "0 0x7b IOIO port 0x3f8 write 1" "$3" \
		"0 0x60 INTR host_vector 0xec none 0" 1 >$kvm/new
	mv $kvm/new "$kvm/$1/vcpu$2/exit_probe_causes"
}

# remove_vms: remove all VMs.
remove_vms() {
	rm -rf $kvm/[0-9]*
}

# rows FILE: the number of samples.
rows() {
	grep -c '^[0-9]' "$1"
}

# last FILE COLUMN: the value in the last row.
last() {
	awk -F , -v name="$2" '/^#/ { next } !n++ { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ value = $at[name] } END { print value }' "$1"
}

# start_sampler FILE OPTION... SOURCE: start one in the background and wait for its file.
start_sampler() {
	file=$1
	shift
	# (Whoever runs the tests may ignore SIGHUP.)
	env --default-signal=HUP $sampler -i 10 "$@" "$file" 2>"$work/said" &
	pid=$!
	until [ -e "$file.part" ] || ! kill -0 $pid 2>/dev/null; do
		sleep 0.05
	done
	sleep 0.2
}

# check_end NAME WHAT: the sampler ends with this output and status.
check_end() {
	wait $pid
	status=$?
	is "$1" "$(cat "$work/said" && echo $status)" "$2"
}

# Nothing to sample
fails "no debugfs" "^exit-sampler: debugfs: debugfs is not mounted: run mount .*, or use qmp:SOCKET" \
	$sampler debugfs "$work/csv"
mkdir $kvm
fails "no VM" "^exit-sampler: debugfs: there is no VM \(-w SECONDS waits" $sampler debugfs "$work/csv"
fails "no VM before the timeout" "^exit-sampler: debugfs: there is no VM$" $sampler -w 1 debugfs "$work/csv"
chmod 0 $kvm
fails "no permission" "^exit-sampler: debugfs: $kvm: no permission: use sudo, or qmp:SOCKET" \
	setpriv --bounding-set=-all $sampler debugfs "$work/csv"
chmod 755 $kvm
make_vm 42-9 90 0
fails "no permission without a lockdown" "^exit-sampler: debugfs: exits: no permission" \
	build/boot/test/locked-down $sampler debugfs "$work/csv"
if mount -t tmpfs none /sys/kernel/security 2>/dev/null; then
	echo "none [integrity] confidentiality" >/sys/kernel/security/lockdown
	fails "a lockdown" "^exit-sampler: debugfs: exits: the kernel is locked down.*: use qmp:SOCKET" \
		build/boot/test/locked-down $sampler debugfs "$work/csv"
	umount /sys/kernel/security
else
	skip "a lockdown" "this kernel has no securityfs"
fi
echo many >$kvm/42-9/exits
fails "a statistic that is not a number" "^exit-sampler: debugfs: exits: not a number" \
	$sampler debugfs "$work/csv"
is "no files are left" "$(ls "$work")" ""
remove_vms

# One VM: any vCPUs
make_vm 4242-11 180 0 1 2 4 5 6
start_sampler "$work/six" debugfs
rm -r $kvm/4242-11
check_end "two sockets of three cores" 0
is "all vCPUs have exits by reason" "$(last "$work/six" exits_cpuid) $(last "$work/six" exits_hlt)" "60 120"
is "their sum equals the exits of the VM" "$(last "$work/six" exits)" 180
is "the file identifies the VM" "$(sed -n 's/^# \(vm\|pid\|from\|source\)=//p' "$work/six" | tr '\n' ' ')" \
	"debugfs 4242-11 4242 running "
ok "the file has the time of the first row" grep -Eqx '# first_row=2[0-9-]+T[0-9:.]+Z' "$work/six"

make_vm 7-3 90 3 1023 70000
start_sampler "$work/ids" debugfs
rm -r $kvm/7-3
check_end "ids without 0" 0
is "ids without 0: the last row" "$(last "$work/ids" exits_hlt)" "60"
ok "the guest's TSC is that of the lowest vCPU" test "$(last "$work/ids" guest_tsc)" -gt 0

make_vm 8-3 30 0
start_sampler "$work/plug" debugfs
make_vm 9-3 60 1
mv $kvm/9-3/vcpu1 $kvm/8-3/
rm -r $kvm/9-3
sleep 0.2
rm -r $kvm/8-3/vcpu1
sleep 0.2
rm -r $kvm/8-3
check_end "a vCPU comes and goes" 0
is "its counts stay" "$(last "$work/plug" exits_hlt)" 40
is "the first row is without it" "$(grep -m 1 '^[0-9]' "$work/plug" | cut -d , -f 5,6)" "10,20"

# shellcheck disable=SC2046 # one word an id
make_vm 10-3 30720 $(seq 0 1023)
start_sampler "$work/many" debugfs
sleep 1
rm -r $kvm/10-3
check_end "1,024 vCPUs" 0
is "1,024 vCPUs: the last row" "$(last "$work/many" exits_hlt)" "20480"

# An unpatched host
make_vm 11-3 5 0
rm $kvm/11-3/exit_probe_* $kvm/11-3/vcpu0/exit_probe_reasons
start_sampler "$work/plain" debugfs
rm -r $kvm/11-3
check_end "an unpatched KVM" 0
is "an unpatched KVM has the column exits only" "$(grep -v '^#' "$work/plain" | head -n 1)" \
	"time_ms,exits,guest_tsc,guest_tsc_after"

# Causes
make_vm 20-3 60 0 1
fails "a KVM without causes" "^exit-sampler: debugfs: this KVM counts no causes: they need the patch and exit_probe_causes=1$" \
	$sampler -c "$work/csv-causes" debugfs "$work/csv"
rm $kvm/20-3/vcpu?/exit_probe_reasons
fails "an unpatched KVM and causes" "^exit-sampler: debugfs: this KVM counts no causes" \
	$sampler -c "$work/csv-causes" debugfs "$work/csv"
is "no files are left after it" "$(find "$work" -name 'csv*')" ""
remove_vms
make_vm 21-3 60 0 1
put_causes 21-3 0 10
put_causes 21-3 1 7
start_sampler "$work/by-cause" -c "$work/causes" debugfs
sleep 0.2
put_causes 21-3 0 15
sleep 0.2
rm -r $kvm/21-3/vcpu1
sleep 0.2
rm -r $kvm/21-3
check_end "causes" 0
is "the causes are those of the last sample, of all vCPUs" "$(grep -v '^#' "$work/causes")" \
	'phase,reason,kind,detail,access,width,exits,kernel,blocked,error,name
0,intr,host_vector,0xec,none,0,2,100,0,0,""
0,ioio,port,0x3f8,write,1,22,100,0,0,"COM1 data"'
is "the file of causes identifies the VM" "$(sed -n 's/^# vm=//p' "$work/causes")" 21-3
is "the samples are as without causes" "$(last "$work/by-cause" exits_hlt)" 40
# A VM that ends: its files go one by one, each before its folder.
make_vm 24-3 60 0 1
put_causes 24-3 0 10
put_causes 24-3 1 7
start_sampler "$work/one-by-one" -c "$work/ending" debugfs
for name in vcpu1/exit_probe_causes vcpu1/exit_probe_reasons vcpu0/exit_probe_reasons vcpu0/exit_probe_causes; do
	rm $kvm/24-3/$name
	sleep 0.1
done
rm -r $kvm/24-3
check_end "a VM that ends file by file" 0
is "its causes are there" "$(grep -vc '^#' "$work/ending")" "$(grep -vc '^#' "$work/causes")"
make_vm 22-3 60 0
: >$kvm/22-3/vcpu0/exit_probe_causes
start_sampler "$work/no-causes" -c "$work/none" debugfs
kill $pid
check_end "exit_probe_causes=0" \
	"exit-sampler: debugfs: this KVM counts no causes: they need the patch and exit_probe_causes=1
2"
ok "exit_probe_causes=0: the samples are saved" test "$(rows "$work/no-causes")" -ge 3
is "exit_probe_causes=0: there is no file of causes" "$(find "$work" -name 'none*')" ""
echo "0 0x7b IOIO" >$kvm/22-3/vcpu0/exit_probe_causes
start_sampler "$work/malformed" -c "$work/none" debugfs
kill $pid
check_end "a malformed cause" "exit-sampler: debugfs: exit_probe_causes: a line is malformed
2"
fails "one file for both" "^exit-sampler: .*/csv: another exit-sampler is writing this file" \
	$sampler -c "$work/csv" debugfs "$work/csv"
fails "causes by QMP" "^exit-sampler: qmp:x: -c works with debugfs only: QMP does not have the causes" \
	$sampler -c "$work/none" qmp:x "$work/csv"
put_causes 22-3 0 3
make_vm 23-3 60 0
put_causes 23-3 0 4
start_sampler "$work/all-causes" -a -c "$work/causes" debugfs
remove_vms
check_end "causes of all VMs" 0
is "causes of all VMs: the column vm identifies them" "$(sed -n 's/^0,ioio,.*,write,1,//p' "$work/causes" | sort | tr '\n' ' ')" \
	'3,50,0,0,"COM1 data",22-3 4,50,0,0,"COM1 data",23-3 '

# Several VMs
process='while :; do sleep 1; done'
sh -c "$process" -name guest=web,debug-threads=on -uuid 9d7a1b2c-0000-4000-8000-00000000002a >/dev/null 2>&1 &
web=$!
sh -c "$process" --name 'debug-threads=on,guest=data,,base' >/dev/null 2>&1 &
db=$!
trap 'kill $web $db; rm -rf "$work"' EXIT
make_vm $web-9 42 0
make_vm $db-21 90 0 1 2
for wait in "" "-w 1"; do
	# shellcheck disable=SC2086 # one word an option
	set -- $wait
	for vm in "PID $web web" "PID $db data,base"; do
		fails "two VMs ${wait:-now}: it lists $vm" "^exit-sampler: debugfs: .*${vm}[;,].* -p PID or -n NAME" \
			$sampler "$@" debugfs "$work/csv"
	done
done
fails "an unknown name" "^exit-sampler: debugfs: no such VM: use one of PID" \
	$sampler -n guest debugfs "$work/csv"
is "no file is left after it" "$(ls "$work"/csv* 2>/dev/null)" ""
start_sampler "$work/by-pid" -p $web debugfs
kill $pid
check_end "a VM selected by PID" 0
is "a VM selected by PID: the last row" "$(last "$work/by-pid" exits)" "42"
is "the file has its name and UUID" "$(sed -n 's/^# \(name\|uuid\)=//p' "$work/by-pid" | tr '\n' ' ')" \
	"web 9d7a1b2c-0000-4000-8000-00000000002a "
ok "the file has the start of its process" grep -qx "# started=2.*Z" "$work/by-pid"
start_sampler "$work/by-name" -w 5 -n data,base debugfs
kill $pid
check_end "a VM selected by name" 0
is "a VM selected by name: the last row" "$(last "$work/by-name" exits)" "90"
make_vm $web-30 43 0
fails "two VMs of one process" "^exit-sampler: debugfs: 2 VMs: $web-(9|30) web, $web-(9|30) web; " \
	$sampler -p $web debugfs "$work/csv"
start_sampler "$work/by-fd" -p $web-30 debugfs
rm -r "$kvm/$web-30"
check_end "a VM selected by PID-FD" 0
is "a VM selected by PID-FD: the last row" "$(last "$work/by-fd" exits)" "43"
start_sampler "$work/all" -a debugfs
make_vm 12-1 7 0
sleep 0.2
remove_vms
check_end "all VMs, also a later one" 0
is "the column vm identifies the VM" "$(grep '^[0-9]' "$work/all" | cut -d , -f 2,9 | sort -u | tr '\n' ' ')" \
	"$(printf '%s\n' 7,12-1 42,$web-9 90,$db-21 | sort | tr '\n' ' ')"
is "the file describes each VM" "$(grep -c '^# vm=' "$work/all")" 3
fails "-n and -a" "^exit-sampler: -p, -n, -a: use only one" $sampler -a -n web debugfs "$work/csv"

# A sampler that starts before the guest
make_vm 300-9 42 0
make_vm 700-21 90 0
start_sampler "$work/new" -w 20 debugfs
make_vm 800-1 0
sleep 0.2
is "it ignores a VM without vCPUs" "$(grep -c . "$work/new.part")" 0
make_vm 900-5 5 0
sleep 0.3
remove_vms
check_end "a sampler that starts before the guest" 0
is "a sampler that starts before the guest: the last row" "$(last "$work/new" exits)" "5"
is "it samples the new VM from its start" "$(sed -n 's/^# \(vm\|from\)=//p' "$work/new" | tr '\n' ' ')" "900-5 start "

# The end of the sampler
make_vm 13-1 5 0
for signal in HUP TERM INT; do
	start_sampler "$work/$signal" debugfs
	kill -s $signal $pid
	check_end "SIG$signal: the samples are saved" 0
	ok "SIG$signal: the number of samples" test "$(rows "$work/$signal")" -ge 5
done
nohup $sampler -i 10 debugfs "$work/nohup" >/dev/null 2>&1 &
pid=$!
sleep 0.3
kill -s HUP $pid
sleep 0.2
ok "with nohup it ignores SIGHUP" kill -0 $pid
kill $pid
wait $pid
start_sampler "$work/both" debugfs
fails "a second sampler with the same file" "^exit-sampler: .*/both: another exit-sampler is writing this file" \
	$sampler debugfs "$work/both"
ln -s both "$work/link"
echo >"$work/both"
fails "a second sampler with a link to the file" "^exit-sampler: .*/link: another exit-sampler" $sampler debugfs "$work/link"
kill $pid
check_end "the first sampler saves its samples" 0
start_sampler "$work/killed" debugfs
kill -s KILL $pid
wait $pid 2>/dev/null
start_sampler "$work/killed" debugfs
kill $pid
check_end "files of a killed sampler do not matter" 0
fails "a folder instead of a file" "^exit-sampler: .*: it exists and is not a regular file" $sampler debugfs "$work"

# fill_disk SIZE NAME: run a sampler whose samples do not fit on a disk of this size.
fill_disk() {
	mkdir -p "$work/disk"
	mount -t tmpfs -o "size=$1" none "$work/disk"
	echo before >"$work/disk/$2"
	$sampler -i 1 debugfs "$work/disk/$2" 2>"$work/said" &
	pid=$!
	sleep 1
	kill $pid
}
fill_disk 24k csv
check_end "a disk that is too small" \
	"exit-sampler: $work/disk/csv: No space left on device: the last samples are missing
2"
is "the file has complete lines" "$(tail -n 1 "$work/disk/csv" | tr -cd ,)" ",,,,,,,"
ok "the file has most samples" test "$(stat -c %s "$work/disk/csv")" -gt 14000
umount "$work/disk"
fill_disk 4k csv
check_end "a disk that is full" \
	"exit-sampler: $work/disk/csv: No space left on device: no samples were saved
2"
is "only the old file is left" "$(cat "$work"/disk/*)" before
umount "$work/disk"
(
	ulimit -f 16
	exec $sampler -i 1 debugfs "$work/limited" 2>"$work/said"
) &
pid=$!
sleep 1
kill $pid
check_end "a limit of the file size" \
	"exit-sampler: $work/limited: File too large: the last samples are missing
2"
ok "the limited file has samples" test "$(rows "$work/limited")" -gt 50
remove_vms

# by_qmp NAME HOW VCPUS QUERIES: run a simulated monitor and a sampler of it.
by_qmp() {
	rm -f "$work/qmp"
	$monitor "$work/qmp" "$2" "$3" "$4" &
	monitor_pid=$!
	$sampler -i 10 -w 2 "qmp:$work/qmp" "$work/$1" >"$work/said" 2>&1
	status=$?
	kill $monitor_pid 2>/dev/null
	wait $monitor_pid 2>/dev/null
	sed "s|$work/||" "$work/said"
	echo "status $status"
}
for how in lines pretty others no-id; do
	is "QMP, $how" "$(by_qmp $how $how 1024 3) $(last "$work/$how" exits)" "status 0 1026048"
	is "QMP, $how: every query is a row" "$(rows "$work/$how")" 3
done
is "QMP, byte by byte" "$(by_qmp drip drip 3 3) $(last "$work/drip" exits)" "status 0 3006"
is "QMP: the file identifies the VM" "$(sed -n 's/^# \(name\|uuid\)=//p' "$work/drip" | tr '\n' ' ')" \
	"web?server 9d7a1b2c-0000-4000-8000-00000000002a "
is "QMP, cut in an answer: the samples before it" "$(by_qmp cut cut 3 3) $(rows "$work/cut")" "status 0 2"
is "QMP: a vCPU comes and goes" "$(by_qmp hotplug hotplug 2 6)" "status 0"
is "QMP: its counts stay, without duplicates" "$(grep '^[0-9]' "$work/hotplug" | cut -d , -f 2 | tr '\n' ' ')" \
	"2000 2002 2003 2004 2008 2010 "
is "another client uses the monitor" "$(by_qmp busy busy 1 1)" \
	"exit-sampler: qmp:qmp: timed out: no greeting (another client uses this monitor, or it is not a QMP monitor)
status 2"
is "more clients wait for the monitor" "$(by_qmp full full 1 1)" \
	"exit-sampler: qmp:qmp: timed out: no greeting (another client uses this monitor)
status 2"
chmod 0 "$work/qmp"
fails "the socket of another user" "^exit-sampler: qmp:.*: no permission: .*sudo" \
	setpriv --bounding-set=-all $sampler "qmp:$work/qmp" "$work/csv"
is "a human monitor" "$(by_qmp human human 1 1)" \
	"exit-sampler: qmp:qmp: this is not a QMP monitor
status 2"
is "QEMU before query-stats" "$(by_qmp old old 1 1)" \
	"exit-sampler: qmp:qmp: QEMU has no KVM statistics for this VM, or not once for each vCPU: The command query-stats?has not been found
status 2"
is "a number that is too large" "$(by_qmp huge huge 1 1)" \
	"exit-sampler: qmp:qmp: an answer is not valid JSON: too big integer near '18446744073709551616'
status 2"
is "it stops answering: the samples before" "$(by_qmp mute mute 1 3) $(rows "$work/mute")" \
	"exit-sampler: qmp:qmp: timed out: no answer
status 2 2"
is "events without end: the samples before" "$(by_qmp flood flood 1 3) $(rows "$work/flood")" \
	"exit-sampler: qmp:qmp: timed out: no answer
status 2 2"
is "a vCPU twice: the samples before" "$(by_qmp twice twice 2 3) $(rows "$work/twice")" \
	"exit-sampler: qmp:qmp: QEMU has no KVM statistics for this VM, or not once for each vCPU
status 2 2"
fails "-a with a monitor" "^exit-sampler: qmp:x: -p, -n and -a work with debugfs only" $sampler -a qmp:x "$work/csv"

fails "an unknown option" "invalid option -- 'x'" $sampler -x debugfs "$work/csv"
is "--version" "$($sampler --version)" "exit-sampler 0.1"
ok "--help" sh -c "$sampler --help | grep -q -- '-w SECONDS'"
is "no files are left at the end" "$(find "$work" -name 'csv*' -o -name '*.part')" ""
tap_done
