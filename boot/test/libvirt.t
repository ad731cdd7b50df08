#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The probe as a libvirt domain under a real libvirtd, without KVM: the record
# comes by the console, libvirt keeps it in a file as well, nothing is left.
set -u
. boot/base/tap.sh

uri=qemu:///system
work=$(mktemp -d)
iso=/var/tmp/exit-probe-test.iso
serial=/var/log/libvirt/qemu/exit-probe.serial

# Where there is no service manager, as in a container, start the daemons here. They see no
# /dev/kvm: where QEMU can open it and libvirt finds no VMX or SVM, libvirt takes what it
# knows of QEMU for outdated and asks it anew, a dozen times for each domain.
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
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount sh -c '[ ! -e /dev/kvm ] || mount --bind /dev/null /dev/kvm; exec "$@"' sh \
		libvirtd -d -p "$work/libvirtd.pid"
fi

# left: what a run must take away again.
left() {
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
	is "libvirt ($way) runs it and says what there is" "$(run $way | tail -n 1)" status=3
	ok "$way: the record is whole" build/probe-os/exit-record "$work/out/$host.record"
	build/probe-os/exit-record $serial >"$work/kept"
	ok "$way: libvirt's log has the same" diff "$work/kept" "$work/out/$host.record"
	is "$way: nothing is left" "$(left)" ""
done

# Another host by ssh, which is this one: ssh starts a server for it alone.
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
	rm "$work/out/$host.record"
	is "a host by ssh runs it" \
		"$(run q35 iso "qemu+ssh://root@far/system?command=$work/ssh" | tail -n 1)" status=3
	ok "its record is whole" build/probe-os/exit-record "$work/out/$host.record"
	is "nothing is left there" "$(left)" ""
else
	skip "a host by ssh runs it" "an ssh server of its own needs root"
fi

fails "a host that is not there" "^host: qemu:///nosuch: " \
	boot/guest/libvirt/run.sh qemu iso "$work/out" qemu:///nosuch
fails "two hosts, one of them not there: the other's record is kept" "^host: qemu:///nosuch: " \
	boot/guest/libvirt/run.sh qemu iso "$work/out" qemu:///nosuch $uri
ok "it is whole" build/probe-os/exit-record "$work/out/$host.record"
fails "a probe that does not get there in time" "no record within 0 seconds" \
	env LIMIT=0 boot/guest/libvirt/run.sh qemu iso "$work/out" $uri
is "nothing is left" "$(left)" ""
fails "a type that there is not" "TYPE=xen is none of" boot/guest/libvirt/run.sh xen iso "$work/out" $uri

# The line of HOSTS.md, without KVM
cp build/boot/exit-probe.iso $iso
sed -n '/^ *virt-install/,/[^\\]$/p' host-patch/HOSTS.md |
	sed "s|/var/lib/libvirt/images/exit-probe.iso|$iso|; s|--virt-type kvm|--virt-type qemu|" >"$work/line"
ok "the virt-install line of HOSTS.md" sh "$work/line"
waited=0
until build/probe-os/exit-record $serial >/dev/null 2>&1 || [ $waited -ge 120 ]; do
	sleep 1
	waited=$((waited + 1))
done
ok "its log file has a whole record" build/probe-os/exit-record $serial
virsh -q -c $uri destroy exit-probe >/dev/null 2>&1
rm -f $iso
is "nothing is left" "$(left)" ""
tap_done
