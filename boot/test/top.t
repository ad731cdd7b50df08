#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exit-sampler top -b on a simulated host. What it shows must be what the files have; see rates.c
# for what depends on time.
set -u
. boot/test/top-host.sh

sampler=build/sampler/exit-sampler

fails "no debugfs" "^exit-sampler: debugfs: debugfs is not mounted: run mount" $sampler top -b
mkdir $kvm
is "no VM" "$($sampler top -b -n 1 -d 0.1 | sed 's/.* - [0-9:]*, //' | head -n 2)" "0 VMs, 0 vCPUs
VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME"
fails "no such VM" "^exit-sampler: 42: there is no such VM$" $sampler top -b -p 42
chmod 0 $kvm
fails "no permission" "^exit-sampler: debugfs: $kvm: no permission: use sudo, or exit-sampler qmp:SOCKET FILE" \
	setpriv --bounding-set=-all $sampler top -b
chmod 755 $kvm
for delay in 0 0.09 86401 1s ''; do
	fails "an invalid delay: '$delay'" "^exit-sampler: $delay: invalid number of seconds: use 0.1 to 86400$" $sampler top -d "$delay"
done
fails "an argument" "^usage: exit-sampler top " $sampler top web
fails "no terminal" "^exit-sampler: top: this is not a terminal: use -b$" $sampler top
for type in '' dumb nonsense; do
	fails "TERM='$type'" "^exit-sampler: top: a terminal of type '$type' has no screen: set TERM, or use -b" \
		env TERM=$type script -qec "$sampler top" /dev/null
done

set_vm 42-9 100 200 1000 2000 3000 4000
set_vm 1-21 10 20 100 100 100 100
keep before
$sampler top -b -n 2 -d 2 >"$work/text" &
pid=$!
until [ -s "$work/text" ] || ! kill -0 $pid 2>/dev/null; do
	sleep 0.05
done
set_vm 42-9 150 900 2100 2900 9000 9000
set_vm 1-21 30 21 200 150 100 110
keep now
wait $pid
is "text: status" $? 0
is "text: two updates" "$(grep -c '^exit-sampler top - ' "$work/text")" 2
ok "text: no escape codes" sh -c "! LC_ALL=C grep -q '[^ -~]' '$work/text'"
is "text: nothing in the first interval" "$(awk -v RS= 'NR == 1' "$work/text" | awk '/^[0-9]/ { print $2, $3, $9 }' | sort -u)" "0 - -"
awk -v RS= -v ORS='\n\n' 'NR > 2' "$work/text" >"$work/second"
is "text: the VMs" "$(shown_vms <"$work/second")" "$(wanted_vms "$work/before" "$work/now")"
is "text: the reasons" "$(shown_reasons <"$work/second")" "$(wanted_reasons "$work/before" "$work/now")"
ok "text: the rates" rates_fit "$work/before" "$work/now" <"$work/second"
$sampler top -b -d 0.2 -p 42 >"$work/text" &
pid=$!
sleep 1
rm -r "$kvm/42-9"
wait $pid
is "-p: the VM ends: the status" $? 0
is "-p: only that VM" "$(awk '/^[0-9]/ { print $1 }' "$work/text" | sort -u)" 42-9
rm -r $kvm/1-21

# More VMs than open files are allowed at first
for vm in $(seq 20); do
	set_vm "$vm-9" 1 2 3 4 5 6
done
is "as many VMs as the hard limit allows" \
	"$(prlimit --nofile=16: $sampler top -b -n 1 -d 0.1 | awk '/^[0-9]/' | wc -l)" 20
rm -r "${kvm:?}"/*

# An unpatched KVM
mkdir -p $kvm/4194304-3/vcpu0
echo 900 >$kvm/4194304-3/exits
echo 500 >$kvm/4194304-3/io_exits
echo 30 >$kvm/4194304-3/halt_exits
is "an unpatched KVM has its own counters" "$($sampler top -b -n 1 -d 0.1 | sed 1d)" \
	"VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME
4194304-3            0     -     -     -     -     -     -     -

COUNTER                EXITS/S     %        EXITS  kern   CYCLES
halt_exits                   0     -           30     -        -
io_exits                     0     -          500     -        -"
is "it has no causes" "$($sampler top -b -c -n 1 -d 0.1 | tail -n 1)" \
	"this KVM counts no causes: they need the patch and exit_probe_causes=1"
rm -r $kvm/4194304-3
tap_done
