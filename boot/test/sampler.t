#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The sampler's command line, on hosts that are made up: a debugfs in a mount namespace
# of the test's own, and monitors (see monitor.c).
set -u
for as in -m -rm; do
	[ -z "${IN_NAMESPACE:-}" ] &&
		unshare $as mount -t tmpfs none /sys/kernel/debug 2>/dev/null &&
		IN_NAMESPACE=1 exec unshare $as "$0"
done
. boot/base/tap.sh

if [ -z "${IN_NAMESPACE:-}" ]; then
	skip "the sampler on hosts that are made up" "no mount namespace can be had here"
	tap_done
	exit
fi

sampler=build/sampler/exit-sampler
monitor=build/boot/test/monitor
kvm=/sys/kernel/debug/kvm
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
mount -t tmpfs none /sys/kernel/debug

# A VM of three vCPUs with those ids. make_vm PID-FD EXITS ID...: it has so many exits,
# and each vCPU 10 by CPUID, 20 by HLT.
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
		mkdir "$vm/vcpu$id"
		echo -1000 >"$vm/vcpu$id/tsc-offset"
		printf '0x72 CPUID exits=10 cycles=100 min=9 max=40 <2^12:10\n0x78 HLT exits=20 cycles=9\n' \
			>"$vm/vcpu$id/exit_probe_reasons"
	done
	mv "$vm" "$kvm/$made"
}

# no_vms: none is left.
no_vms() {
	rm -rf $kvm/[0-9]*
}

# rows FILE: how many samples it has.
rows() {
	grep -c '^[0-9]' "$1"
}

# last FILE COLUMN: in its last row.
last() {
	awk -F , -v name="$2" '/^#/ { next } !n++ { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ value = $at[name] } END { print value }' "$1"
}

# start FILE OPTION... SOURCE: a sampler in the background, which has begun.
start() {
	file=$1
	shift
	$sampler -i 10 "$@" "$file" 2>"$work/said" &
	pid=$!
	until [ -e "$file.part" ] || ! kill -0 $pid 2>/dev/null; do
		sleep 0.05
	done
	sleep 0.2
}

# ends NAME WHAT: the sampler that was started does, says that, and has that status.
ends() {
	wait $pid
	status=$?
	is "$1" "$(cat "$work/said" && echo $status)" "$2"
}

# Where there is nothing
fails "no debugfs" "^exit-sampler: debugfs: debugfs is not mounted: mount .*; qmp:SOCKET works" \
	$sampler debugfs "$work/csv"
mkdir $kvm
fails "no VM" "^exit-sampler: debugfs: there is no VM \(-w SECONDS waits" $sampler debugfs "$work/csv"
fails "no VM in time" "^exit-sampler: debugfs: there is no VM$" $sampler -w 1 debugfs "$work/csv"
chmod 0 $kvm
fails "no permission" "^exit-sampler: debugfs: $kvm: no permission: .*; qmp:SOCKET works" \
	setpriv --bounding-set=-all $sampler debugfs "$work/csv"
chmod 755 $kvm
make_vm 42-9 90 0
fails "a lockdown that is none" "^exit-sampler: debugfs: exits: no permission" \
	build/boot/test/locked-down $sampler debugfs "$work/csv"
if mount -t tmpfs none /sys/kernel/security 2>/dev/null; then
	echo "none [integrity] confidentiality" >/sys/kernel/security/lockdown
	fails "a lockdown" "^exit-sampler: debugfs: exits: the kernel is locked down.*; qmp:SOCKET works" \
		build/boot/test/locked-down $sampler debugfs "$work/csv"
	umount /sys/kernel/security
else
	skip "a lockdown" "this kernel has no securityfs"
fi
echo many >$kvm/42-9/exits
fails "a statistic that is no number" "^exit-sampler: debugfs: exits: there is no number" \
	$sampler debugfs "$work/csv"
is "none of these left a file" "$(ls "$work")" ""
no_vms

# One VM: any vCPUs
make_vm 4242-11 180 0 1 2 4 5 6
start "$work/six" debugfs
rm -r $kvm/4242-11
ends "two sockets of three cores" 0
is "all have their exits by reason" "$(last "$work/six" exits_cpuid) $(last "$work/six" exits_hlt)" "60 120"
is "and that is all of the VM's" "$(last "$work/six" exits)" 180
is "the file says which VM" "$(sed -n 's/^# \(vm\|pid\|from\|source\)=//p' "$work/six" | tr '\n' ' ')" \
	"debugfs 4242-11 4242 running "
ok "and when" grep -Eqx '# first_row=2[0-9-]+T[0-9:.]+Z' "$work/six"

make_vm 7-3 90 3 1023 70000
start "$work/ids" debugfs
rm -r $kvm/7-3
ends "no vCPU has the id 0" 0
is "no vCPU has the id 0: its last row" "$(last "$work/ids" exits_hlt)" "60"
ok "the guest's clock is that of the lowest" test "$(last "$work/ids" guest_tsc)" -gt 0

make_vm 8-3 30 0
start "$work/plug" debugfs
make_vm 9-3 60 1
mv $kvm/9-3/vcpu1 $kvm/8-3/
rm -r $kvm/9-3
sleep 0.2
rm -r $kvm/8-3/vcpu1
sleep 0.2
rm -r $kvm/8-3
ends "a vCPU comes and goes" 0
is "and what it counted stays" "$(last "$work/plug" exits_hlt)" 40
is "it was not there at first" "$(grep -m 1 '^0,' "$work/plug" | cut -d , -f 5,6)" "10,20"

# shellcheck disable=SC2046 # one word an id
make_vm 10-3 30720 $(seq 0 1023)
start "$work/many" debugfs
sleep 1
rm -r $kvm/10-3
ends "1,024 vCPUs" 0
is "1,024 vCPUs: its last row" "$(last "$work/many" exits_hlt)" "20480"

# A host that is not patched
make_vm 11-3 5 0
rm $kvm/11-3/exit_probe_* $kvm/11-3/vcpu0/exit_probe_reasons
start "$work/plain" debugfs
rm -r $kvm/11-3
ends "a KVM that is not patched" 0
is "has the column exits alone" "$(grep -v '^#' "$work/plain" | head -n 1)" \
	"time_ms,exits,guest_tsc,guest_tsc_after"

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
		fails "two VMs ${wait:-now}: it names $vm" "^exit-sampler: debugfs: .*${vm}[;,].* -p PID or -n NAME" \
			$sampler "$@" debugfs "$work/csv"
	done
done
fails "a name that no VM has" "^exit-sampler: debugfs: there is no such VM; there are: PID" \
	$sampler -n guest debugfs "$work/csv"
is "no file is left" "$(ls "$work"/csv* 2>/dev/null)" ""
start "$work/by-pid" -p $web debugfs
kill $pid
ends "one is chosen by its PID" 0
is "one is chosen by its PID: its last row" "$(last "$work/by-pid" exits)" "42"
is "its name, UUID and source are told" "$(sed -n 's/^# \(name\|uuid\)=//p' "$work/by-pid" | tr '\n' ' ')" \
	"web 9d7a1b2c-0000-4000-8000-00000000002a "
ok "and when its process began" grep -qx "# started=2.*Z" "$work/by-pid"
start "$work/by-name" -w 5 -n data,base debugfs
kill $pid
ends "one is chosen by its name" 0
is "one is chosen by its name: its last row" "$(last "$work/by-name" exits)" "90"
make_vm $web-30 43 0
fails "two VMs of one process" "^exit-sampler: debugfs: 2 VMs: $web-(9|30) web, $web-(9|30) web; " \
	$sampler -p $web debugfs "$work/csv"
start "$work/by-fd" -p $web-30 debugfs
rm -r "$kvm/$web-30"
ends "one of them is chosen" 0
is "one of them is chosen: its last row" "$(last "$work/by-fd" exits)" "43"
start "$work/all" -a debugfs
make_vm 12-1 7 0
sleep 0.2
no_vms
ends "all, also one that comes later" 0
is "a column says whose a row is" "$(grep '^[0-9]' "$work/all" | cut -d , -f 2,9 | sort -u | tr '\n' ' ')" \
	"$(printf '%s\n' 7,12-1 42,$web-9 90,$db-21 | sort | tr '\n' ' ')"
is "each is described" "$(grep -c '^# vm=' "$work/all")" 3
fails "a name and all" "^exit-sampler: -p, -n, -a: only one" $sampler -a -n web debugfs "$work/csv"

# Before the guest
make_vm 300-9 42 0
make_vm 700-21 90 0
start "$work/new" -w 20 debugfs
make_vm 800-1 0
sleep 0.2
is "a VM without vCPUs is none to wait for" "$(grep -c . "$work/new.part")" 0
make_vm 900-5 5 0
sleep 0.3
no_vms
ends "a sampler that is started before the guest" 0
is "a sampler that is started before the guest: its last row" "$(last "$work/new" exits)" "5"
is "takes the new VM, from its start" "$(sed -n 's/^# \(vm\|from\)=//p' "$work/new" | tr '\n' ' ')" "900-5 start "

# Its end
make_vm 13-1 5 0
for signal in HUP TERM INT; do
	start "$work/$signal" debugfs
	kill -s $signal $pid
	ends "SIG$signal: the samples are saved" 0
	ok "SIG$signal: all of them" test "$(rows "$work/$signal")" -ge 5
done
nohup $sampler -i 10 debugfs "$work/nohup" >/dev/null 2>&1 &
pid=$!
sleep 0.3
kill -s HUP $pid
sleep 0.2
ok "nohup keeps it from ending" kill -0 $pid
kill $pid
wait $pid
start "$work/both" debugfs
fails "a second sampler on that file" "^exit-sampler: .*/both: another exit-sampler writes this file" \
	$sampler debugfs "$work/both"
ln -s both "$work/link"
echo >"$work/both"
fails "by another name, too" "^exit-sampler: .*/link: another exit-sampler" $sampler debugfs "$work/link"
kill $pid
ends "the first has its samples" 0
start "$work/killed" debugfs
kill -s KILL $pid
wait $pid 2>/dev/null
start "$work/killed" debugfs
kill $pid
ends "what one that was killed left is no hindrance" 0
fails "a folder of that name" "^exit-sampler: .*: it is there, and no regular file" $sampler debugfs "$work"

# full SIZE NAME: a disk of that size, with a sampler whose samples do not fit.
full() {
	mkdir -p "$work/disk"
	mount -t tmpfs -o "size=$1" none "$work/disk"
	echo before >"$work/disk/$2"
	$sampler -i 1 debugfs "$work/disk/$2" 2>"$work/said" &
	pid=$!
	sleep 1
	kill $pid
}
full 24k csv
ends "a disk without room" \
	"exit-sampler: $work/disk/csv: No space left on device: the last samples are not in it
2"
is "what fitted stays, in whole lines" "$(tail -n 1 "$work/disk/csv" | tr -cd ,)" ",,,,,,,"
ok "and that is most" test "$(stat -c %s "$work/disk/csv")" -gt 14000
umount "$work/disk"
full 4k csv
ends "a disk without any" \
	"exit-sampler: $work/disk/csv: No space left on device: there is no room for samples
2"
is "the file of that name stays, and nothing else" "$(cat "$work"/disk/*)" before
umount "$work/disk"
(
	ulimit -f 16
	exec $sampler -i 1 debugfs "$work/limited" 2>"$work/said"
) &
pid=$!
sleep 1
kill $pid
ends "a limit of a file's size" \
	"exit-sampler: $work/limited: File too large: the last samples are not in it
2"
ok "what fitted stays" test "$(rows "$work/limited")" -gt 50
no_vms

# Monitors. by_qmp NAME HOW VCPUS QUERIES: one, and a sampler of it.
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
is "the file says which VM" "$(sed -n 's/^# \(name\|uuid\)=//p' "$work/drip" | tr '\n' ' ')" \
	"web?server 9d7a1b2c-0000-4000-8000-00000000002a "
is "cut in the middle: the samples before" "$(by_qmp cut cut 3 3) $(rows "$work/cut")" "status 0 2"
is "a vCPU comes and goes" "$(by_qmp hotplug hotplug 2 6)" "status 0"
is "what it counted stays, and once" "$(grep '^[0-9]' "$work/hotplug" | cut -d , -f 2 | tr '\n' ' ')" \
	"2000 2002 2003 2004 2008 2010 "
is "another client has it" "$(by_qmp busy busy 1 1)" \
	"exit-sampler: qmp:qmp: no greeting (another client holds this monitor, or it is none) in time
status 2"
is "and others wait for it" "$(by_qmp full full 1 1)" \
	"exit-sampler: qmp:qmp: no greeting: another client holds this monitor in time
status 2"
chmod 0 "$work/qmp"
fails "another user has it" "^exit-sampler: qmp:.*: no permission: .*sudo" \
	setpriv --bounding-set=-all $sampler "qmp:$work/qmp" "$work/csv"
is "a human monitor" "$(by_qmp human human 1 1)" \
	"exit-sampler: qmp:qmp: this is no QMP monitor of QEMU's
status 2"
is "QEMU before query-stats" "$(by_qmp old old 1 1)" \
	"exit-sampler: qmp:qmp: QEMU has no statistics of KVM for this VM: The command query-stats has not been found
status 2"
is "a number that is too large" "$(by_qmp huge huge 1 1)" \
	"exit-sampler: qmp:qmp: an answer is no JSON: too big integer near '18446744073709551616'
status 2"
is "it stops to answer: the samples before" "$(by_qmp mute mute 1 3) $(rows "$work/mute")" \
	"exit-sampler: qmp:qmp: no answer in time
status 2 2"
fails "a monitor of several VMs" "^exit-sampler: qmp:x: a monitor is one VM's" $sampler -a qmp:x "$work/csv"

fails "an option of none" "invalid option -- 'x'" $sampler -x debugfs "$work/csv"
is "--version" "$($sampler --version)" "exit-sampler 0.1"
ok "--help" sh -c "$sampler --help | grep -q -- '-w SECONDS'"
is "nothing is left behind" "$(find "$work" -name 'csv*' -o -name '*.part')" ""
tap_done
