#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exit-sampler top on the screen of a terminal (tmux), driven by keys, on a simulated host.
set -u
. boot/test/top-host.sh

sampler=build/sampler/exit-sampler

if ! command -v tmux >/dev/null; then
	skip "the screen" "tmux is not installed"
	tap_done
	exit
fi

export TMUX_TMPDIR="$PWD/$work"
clean_up() {
	kill $web
	tmux kill-server 2>/dev/null
	rm -rf "$work"
}

# screen: its text, without blanks at the ends of lines
screen() {
	tmux capture-pane -p | sed 's/ *$//'
}

# until_screen PATTERN: waits until a line of the screen matches.
until_screen() {
	for _ in $(seq 100); do
		! screen | grep -qE -- "$1" || return 0
		sleep 0.1
	done
	return 1
}

# press KEY... PATTERN: sends keys, and waits for the line.
press() {
	for key; do
		last=$key
	done
	while [ $# -gt 1 ]; do
		tmux send-keys "$1"
		shift
	done
	until_screen "$last"
}

sh -c 'while :; do sleep 1; done' -name guest=web,debug-threads=on >/dev/null 2>&1 &
web=$!
trap clean_up EXIT
set_vm $web-9 100 800 1000 2000 3000 4000
set_vm 1-21 10 20 100 100 100 100
set_vm 4194304-123 1000 1000 50000 70000 0 0
for vm in $web-9 1-21 4194304-123; do
	set_causes "$vm" 20
done
keep before
env -u TMUX TERM=xterm PS1='$ ' ENV='' tmux -f /dev/null new-session -d -x 80 -y 24 sh
tmux send-keys "stty -g >$work/stty; TERM=screen $sampler top -d 3600" Enter
ok "the screen appears" until_screen "^q quit"
is "at first there are totals" "$(screen | sed -n '/^REASON/,/^$/p')" \
	"REASON                 EXITS/S     %        EXITS  kern   CYCLES
CPUID                        -     -         2220     -        -
HLT                          -     -         3640     -        -"
set_vm $web-9 150 900 2100 2900 9000 9000
set_vm 1-21 15 29 250 150 800 150
set_vm 4194304-123 1800 1100 50100 90000 0 88
keep now
sleep 2
ok "space reads" press Space "^CPUID .* 3930 "
screen >"$work/text"
is "three VMs: the VMs" "$(shown_vms <"$work/text")" "$(wanted_vms "$work/before" "$work/now")"
is "three VMs: the reasons" "$(shown_reasons <"$work/text")" "$(wanted_reasons "$work/before" "$work/now")"
ok "three VMs: the rates" rates_fit "$work/before" "$work/now" <"$work/text"
is "three VMs: the headline" "$(sed -n '1s/.* - [0-9:]*, \(.*\), [0-9]* exits.*/\1/p' "$work/text")" "3 VMs, 6 vCPUs"
is "three VMs: by rate" "$(awk '/^[0-9]/ { print $1 }' "$work/text" | tr '\n' ' ')" "4194304-123 $web-9 1-21 "
is "a VM has its name" "$(awk '/^[0-9].* web$/ { print $1 }' "$work/text")" $web-9
is "the last line" "$(tail -n 1 "$work/text")" "q quit  space read  d delay  o order: exits/s  p one VM  c causes  h help"

# Keys
# first: the first VM and the first reason
first() {
	screen | awk '/^[0-9]/ && !vm { vm = $1 } /^CPUID|^HLT/ && !reason { reason = $1 } END { print vm, reason }'
}
is "by rate" "$(first)" "4194304-123 CPUID"
ok "o: by time in kernel" press o "order: kern "
is "o: the VM with the largest share" "$(first)" "1-21 HLT"
ok "o: by exits" press o "order: exits "
is "o: the VM with the most exits" "$(first)" "4194304-123 HLT"
ok "o: by name" press o "order: name "
is "o: the first names" "$(first)" "1-21 CPUID"
ok "o: by rate again" press o "order: exits/s "
# The selected VM was the first one when there was no rate yet.
ok "p: one VM" press p ", 1 VM, 2 vCPUs,"
mkdir "$work/one" "$work/one/before" "$work/one/now"
cp -r "$work/before/1-21" "$work/one/before/"
cp -r "$work/now/1-21" "$work/one/now/"
is "p: its reasons" "$(screen | shown_reasons)" "$(wanted_reasons "$work/one/before" "$work/one/now")"
is "p: the VM" "$(screen | shown_vms)" "$(wanted_vms "$work/one/before" "$work/one/now")"
ok "p: all VMs" press p ", 3 VMs, 6 vCPUs,"
ok "up, enter: the VM above" press Up Enter ", 1 VM, 2 vCPUs,"
is "up, enter: only that one" "$(screen | sed -n 's/^\([0-9-]*\) .*/\1/p')" $web-9
ok "enter: all VMs" press Enter "^1-21 "
ok "c: causes" press c "^CAUSE "
is "c: their totals" "$(screen | sed '1,/^CAUSE/d; /^$/,$d')" \
	"HLT                                        -     -          120     -        -
IOIO port 0x3f8 write 1: COM1 data         -     -           60     -        -"
set_causes 1-21 60
ok "c: after a read they have rates" press Space "^HLT .* 200 "
is "c: without the rates" "$(screen | sed '1,/^CAUSE/d; /^$/,$d' | awk '{ $(NF - 4) = ""; print }' | tr -s ' ')" \
	"HLT 66.7 200 - 70
IOIO port 0x3f8 write 1: COM1 data 33.3 100 - 9"
ok "c: reasons" press c "^REASON "
ok "h: help" press h "^q          quit"
ok "h: another key ends it" press x "^q quit"
ok "d: asks" press d "^seconds between reads, 0.1 to 86400:$"
ok "d: takes digits" press 0 . 0 BSpace 5 "86400: 0.5$"
ok "d: it reads on its own" press Enter "in 0\.[5-9][0-9]* s$"
ok "s: a wrong number" press s 0 Enter "^invalid number of seconds: use 0.1 to 86400$"
press s 3 6 0 0 Enter "^q quit"

# VMs that end and begin
press Space "^q quit"
rm -r "$kvm/1-21"
ok "a VM ends" press Space ", 2 VMs, 4 vCPUs, 0 exits/s"
rm -r "$kvm/$web-9"
set_vm $web-9 3 4 5 6 7 8
ok "another VM with the same id has no rate" press Space "^$web-9  *-  *-  *-  *-  *-  *-  *-  *-  web$"
set_vm 999-1 3 4 5 6 7 8
ok "a VM begins" press Space "^999-1  *-  *-"
ok "it has a rate after the next read" press Space "^999-1  *0  *-"
echo 1 >$kvm/999-1/exits
set_vm 999-1 2 4 5 6 7 8
ok "a VM whose numbers fell has no rate" press Space "^999-1  *-  *-"
rm -r $kvm/[0-9]*
ok "all VMs end" press Space ", 0 VMs, 0 vCPUs$"
set_vm $web-9 100 200 1000 2000 3000 4000
set_vm 1-21 100 200 1000 2000 3000 4000
ok "p: one VM that is there" press Space p ", 1 VM, 2 vCPUs"
rm -r $kvm/[0-9]*
ok "it ends: all VMs" press Space "^the VM has ended: all VMs$"

# Terminals
set_vm 5-5 100 200 1000 2000 3000 4000
press Space "^5-5 "
screen | sed 1d >"$work/text"
tmux resize-window -x 40 -y 8
ok "40 columns, 8 lines" until_screen "^q quit  space read  d delay  o order: ex$"
is "what fits" "$(screen | sed '1s/[0-9][0-9]:[0-9:]*/TIME/')" \
	"exit-sampler top - TIME, 1 VM, 2 vCP
VM             EXITS/S  kern   VMM  halt
5-5                  -     -     -     -

REASON                 EXITS/S     %
CPUID                        -     -
HLT                          -     -
q quit  space read  d delay  o order: ex"
tmux resize-window -x 10 -y 2
ok "10 columns, 2 lines" until_screen "^q quit  sp$"
tmux resize-window -x 80 -y 24
ok "80 columns again" until_screen "c causes  h help$"
is "as before" "$(screen | sed 1d)" "$(cat "$work/text")"
ok "Ctrl-Z stops it" press C-z "Stopped"
ok "the terminal is as before" press "stty -g | cmp - $work/stty && echo same" Enter "^same$"
ok "fg: the screen is back" press "clear; fg" Enter "^5-5 "
ok "q quits" press q '^[#$]$'
ok "q: the status" press "echo status \$?" Enter "^status 0$"
is "the cursor and the old screen are back" "$(tmux display-message -p '#{cursor_flag} #{alternate_on}')" "1 0"
ok "the terminal's modes are back" press "stty -g | cmp - $work/stty && echo again" Enter "^again$"
tmux send-keys "clear; TERM=screen $sampler top; echo ended \$?; stty -g >$work/after" Enter
until_screen "^q quit"
ok "Ctrl-C ends it" press C-c "^ended 0$"
ok "Ctrl-C: the modes are back" cmp "$work/stty" "$work/after"
tmux send-keys "clear; TERM=screen $sampler top -n 2 -d 0.2; echo finished \$?" Enter
ok "-n ends it" until_screen "^finished 0$"
tmux send-keys "clear; TERM=screen $sampler top -d 0.2; echo failed \$?" Enter
until_screen "^q quit"
echo many >$kvm/5-5/exits
ok "an error: the status" until_screen "^failed 2$"
is "an error: one line" "$(screen | sed -n '/^exit-sampler/p')" "exit-sampler: debugfs: exits: not a number"
tap_done
