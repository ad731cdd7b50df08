#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The Ansible role on two emulated hosts, both up: Debian with its own kernel, KVM on emulated
# SVM, DKMS, sshd, apt and dpkg, which install over the network. The first one gets the patched
# KVM. The second one was not rebooted into the update of its kernel, so the archive has the
# source of the next one only: DKMS cannot build, and the host is undone. Prints TAP.
#
# usage: host-fleet.sh DKMS.deb OUT
set -eu
. boot/base/tap.sh

deb=$1 out=$2 playbook=
die() {
	echo "host-fleet: $*" >&2
	exit 2
}
work=$(mktemp -d)
rm -rf "$out"
mkdir -p "$out"
. host-patch/test/fleet/hosts.sh
trap '[ -z "$playbook" ] || kill $playbook; end_hosts; rm -rf "$work"' EXIT
began=$(date +%s)

# progress WHAT: with the time since the beginning
progress() {
	seconds=$(($(date +%s) - began))
	printf '# %2d:%02d %s\n' $((seconds / 60)) $((seconds % 60)) "$*"
}

# show_tasks: each task of the playbook when it begins, and how long a long one took
show_tasks() {
	task=
	while read -r word rest; do
		case "$word $rest" in
		TASK* | "PLAY RECAP"*) ;;
		*) continue ;;
		esac
		now=$(date +%s)
		[ -z "$task" ] || [ $((now - task)) -lt 10 ] || echo "#       it took $((now - task)) s"
		task=$now
		rest=${rest#"["}
		[ "$word" != TASK ] || progress "$(echo "${rest%%]*}" | sed "s/^exit_probe : //")"
	done
}

# roll_out NAME [OPTION...]: its output is in the file of that name; sets status
roll_out() {
	log=$out/$1.log
	shift
	: >"$log"
	# (Ansible needs UTF-8. It has its own folders, so none of the user's settings is used.)
	LC_ALL=C.UTF-8 PYTHONUNBUFFERED=1 ANSIBLE_HOME=$work/ansible ANSIBLE_LOCAL_TEMP=$work/ansible ANSIBLE_NOCOLOR=1 \
		ANSIBLE_CONFIG=$PWD/$out/ansible.cfg ANSIBLE_SSH_ARGS="-F $PWD/$ssh_config" ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 \
		timeout 7200 ansible-playbook -i "$out/inventory" -e "exit_probe_output=$PWD/$out/collected" \
		-e "exit_probe_deb=$PWD/$deb" "$@" host-patch/fleet/rollout.yml >"$log" 2>&1 &
	playbook=$!
	tail --pid=$playbook -n +1 -f "$log" | show_tasks
	status=0
	wait $playbook || status=$?
	playbook=
}

# reason HOST: why it is not rolled out
reason() {
	sed -n "s/^fatal: \\[$1\\]: .*\"msg\": \"\\(.*\\)\"}\$/\\1/p" "$log" | tail -n 1
}

# ask NAME QUESTION: see fleet/ask
ask() {
	on "$1" "/home/admin/ask $2" | paste -sd ' ' | sed 's/  */ /g'
}

# version_of PACKAGE: in the repository
version_of() {
	(cd "$out/repository" && echo "$1"_*.deb) | cut -d _ -f 2
}

progress "make the hosts' disk, and the repository"
make_hosts "$deb"
[ "$old" != "$new" ] || {
	skip "the role on emulated hosts" "security has no newer kernel than $old"
	tap_done
	exit
}
serve_repository
ports=$(free_ports)
configure_ssh "one=${ports% *}" "two=${ports#* }"
printf '[exit_probe]\none\ntwo\n' >"$out/inventory"
: >"$out/ansible.cfg"
progress "boot one with $new, and two with $old"
boot_host one "${ports% *}" "$new"
boot_host two "${ports#* }" "$old"
for name in one two; do
	wait_for $name
	scp -qF "$ssh_config" host-patch/test/fleet/ask build/host-patch/hold-vm build/host-patch/conformance/conformance "$name:"
	on $name "udevadm settle
		echo 'deb [trusted=yes] http://10.0.2.2:$http ./' >/etc/apt/sources.list
		mkdir -p /var/log/libvirt/qemu
		cat /etc/hostname /proc/sys/kernel/hostname /proc/sys/kernel/random/boot_id >/var/log/libvirt/qemu/exit-probe.serial"
	progress "$name is up: $(ask $name kernel)"
done

abi=$(awk '$2 == "EXIT_PROBE_ABI_VERSION" { print $3 }' host-patch/kvm/exit_probe_abi.h)
signature=$(printf ExitProbeKVM | od -An -tx4 | sed 's/^ //')
stock="kernel/arch/x86/kvm no ABI"
for name in one two; do
	is "$name before: the distribution's KVM is loaded" "$(ask $name loaded)" "$stock"
	is "$name before: a guest reads zeros" "$(ask $name leaf)" "00000000 00000000 00000000 1"
done
for what in packages files; do
	on two "/home/admin/ask $what" >"$out/two/$what.before" || die "two does not answer, see $out/two/console.log"
done

roll_out rollout
is "the rollout ends with two's failure" "$status" 2
is "one gets the patched KVM: what DKMS installed is loaded, by its build ID" "$(ask one loaded)" "updates/dkms $abi"
is "modprobe loads that" "$(ask one module)" "updates/dkms/kvm"
is "DKMS has it" "$(ask one dkms)" "exit-probe-kvm/$(dpkg-deb -f "$deb" Version), $new, x86_64: installed"
is "a VM there reads signature and exits" "$(ask one leaf)" "$signature 6"
is "doctor's words are collected" "$(grep '^ok    KVM ' "$out/collected/one/doctor.txt")" \
	"ok    KVM               patched, ABI $abi, counts exits and cycles (exit_probe is time)"
is "so is its record" "$(cat "$out/collected/one/var/log/libvirt/qemu/exit-probe.serial")" \
	"$(on one "cat /var/log/libvirt/qemu/exit-probe.serial")"

series=$(echo "$old" | cut -d . -f 1-2)
is "two is undone, and why is in one line" "$(reason two)" \
	"undone, the distribution's KVM is loaded; Run doctor failed: exit-probe: no patched KVM for $old: \
its source is $(version_of "linux-headers-$old"), but linux-source-$series is $(version_of "linux-source-$series"): \
install both in one version: sudo apt install linux-source-$series; \
--    KVM               loaded, not patched: make host-modules && sudo make host-load"
is "the package is gone, and what came with it" "$(on two "/home/admin/ask packages" | diff "$out/two/packages.before" -)" ""
is "no file is left, and none is changed" "$(on two "/home/admin/ask files" | diff "$out/two/files.before" -)" ""
is "the distribution's KVM is loaded, by its build ID" "$(ask two loaded)" "$stock"
is "it runs a VM, which reads zeros" "$(ask two leaf)" "00000000 00000000 00000000 1"
is "nothing of it is collected" "$(ls "$out/collected/two")" ""

roll_out again --limit one
is "a second rollout only checks one" "$status $(grep -c '^changed: ' "$log")" "0 0"

on two "/home/admin/hold-vm -name guest=web >/dev/null 2>&1 & echo \$! >/run/vm.pid"
roll_out busy --limit two
is "a host with a VM is refused" "$status $(reason two)" \
	"2 nothing is changed: VMs are running, shut them down first: web (process $(on two "cat /run/vm.pid"))"
progress "all is done"
tap_done
