#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The probe as a libvirt domain under a real libvirtd, without KVM: the record arrives by the
# console and in libvirt's log, and no domain or pool is left.
set -u
. boot/base/tap.sh
. probe-os/test/complete.sh

uri=qemu:///system
work=$(mktemp -d)
iso=/var/tmp/exit-probe-test.iso
serial=/var/log/libvirt/qemu/exit-probe.serial

# Without a service manager, as in a container, start the daemons here. Hide /dev/kvm from
# them, behind a device that nobody may open: if QEMU can open it and libvirt finds no VMX or
# SVM, libvirt considers its cache of QEMU's capabilities outdated and probes them a dozen
# times for each domain, half a minute.
# shellcheck disable=SC2317 # the trap calls it
at_exit() {
	virsh -q -c $uri destroy exit-probe >/dev/null 2>&1
	rm -f $iso
	for daemon in libvirtd virtlogd; do
		[ ! -e "$work/$daemon.pid" ] || kill "$(cat "$work/$daemon.pid")"
	done
	[ -z "${made:-}" ] || rmdir "$made"
	rm -rf "$work"
}
trap at_exit EXIT
if ! virsh -q -c $uri hostname >/dev/null 2>&1; then
	if [ "$(id -u)" -ne 0 ]; then
		rm -rf "$work"
		skip "the probe as a libvirt domain" "no libvirtd here that this user may reach"
		tap_done
		exit
	fi
	virtlogd -d -p "$work/virtlogd.pid"
	if [ -e /dev/kvm ] && unshare --mount true 2>/dev/null && mknod -m 0 "$work/no-kvm" c 1 3; then
		# shellcheck disable=SC2016 # the inner shell expands "$@"
		unshare --mount sh -c 'mount --bind "$1" /dev/kvm; shift; exec "$@"' sh "$work/no-kvm" \
			libvirtd -d -p "$work/libvirtd.pid"
	else
		libvirtd -d -p "$work/libvirtd.pid"
	fi
fi

# kept: libvirt's own file of what the last run's domain wrote
kept() {
	find /var/log/libvirt/qemu -name 'exit-probe-*.serial' -printf '%T@ %p\n' | sort -n | sed -n '$s/^[^ ]* //p'
}

# list_left: prints domains, pools and files that a run must remove.
list_left() {
	virsh -q -c $uri list --all --name | grep '^exit-probe'
	virsh -q -c $uri pool-list --all --name | grep '^exit-probe'
	find /var/tmp -maxdepth 1 -name 'exit-probe-*'
}

run() {
	MACHINE=$1 boot/guest/libvirt/run.sh qemu "$2" "$work/out" "${3:-$uri}"
	echo "status=$?"
}

host=$(virsh -q -c $uri hostname)
for way in "q35 iso" "q35 uefi" "pc iso"; do
	# shellcheck disable=SC2086 # two words
	is "libvirt ($way) runs it: status of an unpatched host" "$(run $way | tail -n 1)" status=3
	ok "$way: the record is complete" build/probe-os/exit-record "$work/out/$host.record"
	build/probe-os/exit-record "$(kept)" >"$work/kept"
	ok "$way: libvirt's log has the same record" diff "$work/kept" "$work/out/$host.record"
	is "$way: nothing is left" "$(list_left)" ""
done

# Another host by ssh, which is this machine: ssh starts its own server.
if [ "$(id -u)" -eq 0 ]; then
	! mkdir /run/sshd 2>/dev/null || made=/run/sshd
	for key in key host_key; do
		ssh-keygen -q -t ed25519 -N '' -f "$work/$key"
	done
	cat >"$work/sshd_config" <<-END
		HostKey $work/host_key
		AuthorizedKeysFile $work/key.pub
		StrictModes no
	END
	cat >"$work/ssh_config" <<-END
		IdentityFile $work/key
		UserKnownHostsFile $work/known_hosts
		StrictHostKeyChecking no
		ProxyCommand /usr/sbin/sshd -i -f $work/sshd_config
	END
	cat >"$work/ssh" <<-END
		#!/bin/sh
		exec ssh -F "$work/ssh_config" "\$@"
	END
	chmod +x "$work/ssh"
	far="qemu+ssh://root@far/system?command=$work/ssh"
	is "a host by ssh runs it" "$(run q35 iso "$far" | tail -n 1)" status=3
	is "it is of the same name, and has files of its own" "$(cat "$work/out/$host-2.uri")" "$far"
	ok "a host by ssh: the record is complete" build/probe-os/exit-record "$work/out/$host-2.record"
	is "a host by ssh: nothing is left" "$(list_left)" ""
else
	skip "a host by ssh runs it" "starting an ssh server needs root"
fi

fails "an unknown host" "^host: qemu:///nosuch: " \
	boot/guest/libvirt/run.sh qemu iso "$work/out" qemu:///nosuch
fails "two hosts, one of them unknown" "^host: qemu:///nosuch: " \
	boot/guest/libvirt/run.sh qemu iso "$work/out" qemu:///nosuch $uri
ok "the other's record is complete" build/probe-os/exit-record "$work/out/$host.record"
is "two runs on one host at once" \
	"$(boot/guest/libvirt/run.sh qemu iso "$work/out" $uri qemu+unix:///system | grep -c 'the record is in')" 2
fails "a run that times out" "no record within 0 seconds" \
	env LIMIT=0 boot/guest/libvirt/run.sh qemu iso "$work/out" $uri
is "a run that times out: nothing is left" "$(list_left)" ""
fails "an unknown type" "TYPE=xen is invalid: use kvm or qemu" boot/guest/libvirt/run.sh xen iso "$work/out" $uri

# The line of HOSTS.md, without KVM
# shellcheck disable=SC2016 # Markdown's
ok "HOSTS.md's copy of the ISO" sh -c "$(sed -n 's/.*`sudo \(install [^`]*exit-probe.iso \)[^`]*`.*/\1/p' host-patch/HOSTS.md)$iso"
sed -n '/^ *virt-install/,/[^\\]$/p' host-patch/HOSTS.md |
	sed "s|/var/lib/libvirt/images/exit-probe.iso|$iso|; s|--virt-type kvm|--virt-type qemu|" >"$work/line"
ok "the virt-install line of HOSTS.md" sh "$work/line"
wait_complete $serial 120
ok "virt-install: the log file has a complete record" build/probe-os/exit-record $serial
virsh -q -c $uri destroy exit-probe >/dev/null 2>&1
rm -f $iso
is "virt-install: nothing is left" "$(list_left)" ""
tap_done
