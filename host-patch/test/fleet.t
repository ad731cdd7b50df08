#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The Ansible role on made hosts: roots with their own sshd, apt and dpkg, and the real package
# and doctor. Kernel and DKMS are stand-ins, see fleet/stand-in.
set -u
root=build/host-patch/fleet-root
for as in -m "-m --map-root-user --map-auto"; do
	# shellcheck disable=SC2086 # one word an option
	[ -z "${IN_NAMESPACE:-}" ] &&
		unshare $as mount -t tmpfs none /mnt 2>/dev/null &&
		IN_NAMESPACE=1 exec unshare $as "$0"
done
. boot/base/tap.sh

# cannot REASON
cannot() {
	skip "the Ansible role on made hosts" "$1"
	tap_done
	exit
}
[ -n "${IN_NAMESPACE:-}" ] || cannot "mount namespaces are not available"
command -v ansible-playbook >/dev/null || cannot "there is no ansible-playbook"
[ -x $root/usr/sbin/sshd ] || cannot "the hosts' packages are not there: make $root.unpacked"
deb=build/host-patch/exit-probe-kvm-dkms.deb
[ -e $deb ] || {
	tap_line "not ok" "the package is there: run 'make host-dkms' first"
	tap_done
	exit 1
}

work=$(mktemp -d)
# (Each host has one connection, which stays open.)
trap 'for name in one two three; do ssh -F "$work/ssh_config" -O exit $name; done 2>/dev/null
	umount -R -l "$work/hosts" 2>/dev/null; rm -rf "$work"' EXIT
release=6.1.0-50-amd64
mkdir "$work/hosts" "$work/calls" "$work/debs"
mount -t tmpfs none "$work/hosts"
for key in key host_key; do
	ssh-keygen -q -t ed25519 -N '' -f "$work/$key"
done

# make_stub PACKAGE [PROVIDES]: an empty package, for the hosts' apt
make_stub() {
	mkdir -p "$work/stub/DEBIAN"
	printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: none\nDescription: none\n%s' "$1" \
		"${2:+Provides: $2
}" >"$work/stub/DEBIAN/control"
	dpkg-deb -b "$work/stub" "$work/debs/$1.deb" >/dev/null
	rm -r "$work/stub"
}
make_stub stand-ins "dkms, binutils, bzip2, coccinelle, kmod, make, openssl, patch, xz-utils, zstd"
make_stub "linux-headers-$release"
make_stub linux-source
make_stub old
(cd "$work/debs" && dpkg-scanpackages . 2>/dev/null >Packages)

# put HOST FILE TEXT
put() {
	mkdir -p "$work/hosts/$1/$(dirname "$2")"
	printf '%s\n' "$3" >"$work/hosts/$1/$2"
}

# make_host NAME
make_host() {
	host=$work/hosts/$1
	mkdir -p "$host" "$work/hosts/.$1/upper" "$work/hosts/.$1/work"
	mount -t overlay -o "lowerdir=$PWD/$root,upperdir=$work/hosts/.$1/upper,workdir=$work/hosts/.$1/work" none "$host" ||
		cannot "this kernel has no overlays here"
	put "$1" etc/hostname "$1"
	put "$1" etc/passwd "$(printf 'root:x:0:0::/root:/bin/sh\nsshd:x:100:65534::/run/sshd:/bin/false\n_apt:x:101:65534::/:/bin/false')"
	put "$1" etc/group "$(printf 'root:x:0:\nnogroup:x:65534:')"
	put "$1" etc/apt/sources.list "deb [trusted=yes] copy:/debs ./"
	put "$1" etc/apt/apt.conf.d/test 'APT::Sandbox::User "root"; Dpkg::Use-Pty "false";'
	put "$1" etc/abi "$(awk '$2 == "EXIT_PROBE_ABI_VERSION" { print $3 }' host-patch/kvm/exit_probe_abi.h)"
	put "$1" root/.ssh/authorized_keys "$(cat "$work/key.pub")"
	put "$1" proc/sys/kernel/osrelease $release
	put "$1" proc/cpuinfo "$(printf 'vendor_id\t: AuthenticAMD\nflags\t\t: fpu svm npt nrip_save lm')"
	put "$1" dev/kvm ""
	put "$1" "var/log/libvirt/qemu/exit-probe.serial" "the record of $1"
	mkdir -p "$host/run/sshd" "$host/calls" "$host/sys/module/kvm/parameters" "$host/sys/module/kvm_amd" \
		"$host/lib/modules/$release/kernel/arch/x86/kvm" "$host/lib/modules/$release/build/include" \
		"$host/var/lib/dpkg/info" "$host/var/lib/dpkg/updates" "$host/var/log/apt" "$host/var/cache/apt/archives/partial"
	: >"$host/var/lib/dpkg/status"
	touch "$host/lib/modules/$release/kernel/arch/x86/kvm/kvm.ko"
	cp -R "$work/debs" "$host/debs"
	ln -sf mawk "$host/usr/bin/awk"
	for name in sbin/dkms sbin/modprobe sbin/modinfo sbin/depmod bin/uname; do
		cp --remove-destination host-patch/test/fleet/stand-in "$host/usr/$name"
	done
	cp "$work/host_key" "$host/etc/ssh/test_key"
	printf '%s\n' "HostKey /etc/ssh/test_key" "StrictModes no" "UsePAM no" "PidFile none" \
		"SetEnv PATH=/usr/sbin:/usr/bin:/sbin:/bin" "Subsystem sftp /usr/lib/openssh/sftp-server" >"$host/etc/ssh/test_config"
	for device in null zero urandom; do
		touch "$host/dev/$device"
		mount --bind "/dev/$device" "$host/dev/$device"
	done
	mount --bind "$work/calls" "$host/calls"
	chroot "$host" dpkg -i /debs/old.deb >/dev/null
}

cat >"$work/ssh_config" <<END
User root
IdentityFile $work/key
UserKnownHostsFile /dev/null
StrictHostKeyChecking no
LogLevel ERROR
ControlMaster auto
ControlPersist 60
ControlPath $work/%n.control
ProxyCommand chroot $work/hosts/%h /usr/sbin/sshd -i -f /etc/ssh/test_config
END
printf '[exit_probe]\none\ntwo\nthree\n' >"$work/inventory"

# roll_out [HOST [OPTION...]]: its output is in $work/said
roll_out() {
	host=${1:-}
	[ $# -eq 0 ] || shift
	: >"$work/calls/log"
	LC_ALL=C.UTF-8 ANSIBLE_SSH_ARGS="-F $work/ssh_config" ANSIBLE_SSH_USETTY=0 ANSIBLE_PIPELINING=1 ANSIBLE_NOCOLOR=1 ANSIBLE_HOME=$work/ansible ANSIBLE_LOCAL_TEMP=$work/ansible \
		ANSIBLE_ROLES_PATH=host-patch/fleet/roles ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 \
		ansible-playbook -i "$work/inventory" -e ansible_become=false -e "exit_probe_output=$work/out" \
		${host:+--limit "$host"} "$@" host-patch/fleet/rollout.yml >"$work/said" 2>&1
}

# reason HOST: why it is not rolled out
reason() {
	sed -n "s/^fatal: \\[$1\\]: .*\"msg\": \"\\(.*\\)\"}\$/\\1/p" "$work/said" | tail -n 1
}

# state HOST: the package, and the KVM that is loaded
# shellcheck disable=SC2016 # dpkg-query's own
state() {
	package=$(chroot "$work/hosts/$1" dpkg-query -W -f '${db:Status-Abbrev}' exit-probe-kvm-dkms 2>/dev/null) || package="not there"
	loaded=$(cd "$work/hosts/$1/sys/module" && echo *)
	[ ! -e "$work/hosts/$1/sys/module/kvm/parameters/exit_probe_abi" ] || loaded="$loaded, patched"
	echo "$package; $loaded"
}

for name in one two three; do
	make_host $name
done
is "a host before" "$(state one)" "not there; kvm kvm_amd"

ok "the syntax" env LC_ALL=C.UTF-8 ansible-playbook --syntax-check -i "$work/inventory" host-patch/fleet/rollout.yml

printf '[probe]\none\n' >"$work/wrong"
mv "$work/inventory" "$work/right"
mv "$work/wrong" "$work/inventory"
roll_out
is "an inventory without the group is refused" "$? $(reason localhost)" \
	"2 nothing is changed: the inventory has no host in the group exit_probe"
mv "$work/right" "$work/inventory"
roll_out one --check
is "--check of a new host says what it would do" "$? $(sed -n 's/^ *"msg": "would install version [^ ]* for/would install for/p' "$work/said")" \
	"0 would install for $release\""
is "it does nothing" "$(cat "$work/calls/log"); $(state one)" "; not there; kvm kvm_amd"

roll_out one -e exit_probe_deb=/none.deb
is "without the package nothing is done" "$? $(reason one)" "2 nothing is changed: there is no /none.deb: make host-dkms"

echo build >"$work/hosts/two/etc/broken"
roll_out
is "a host whose modules cannot be built ends the rollout" "$?" 2
is "one host at a time, the failed one undone, the next one untouched" "$(cat "$work/calls/log")" \
	"one: dkms install
one: modprobe -r kvm_amd kvm
one: modprobe kvm_amd
two: dkms install
two: modprobe -r kvm_amd kvm
two: modprobe kvm_amd
two: modprobe kvm_amd"
is "the reason is in one line" "$(reason two)" \
	"undone, the distribution's KVM is loaded; Run doctor failed: exit-probe: no patched KVM for $release: the build failed; \
--    KVM               loaded, not patched: make host-modules && sudo make host-load"
is "the first has the patched KVM" "$(state one)" "ii ; kvm kvm_amd, patched"
is "the second has the distribution's" "$(state two)" "not there; kvm kvm_amd"
# shellcheck disable=SC2016 # dpkg-query's own
is "and no package that came with it" "$(chroot "$work/hosts/two" dpkg-query -W -f '${Package}')" "old"
is "the third is as before" "$(state three)" "not there; kvm kvm_amd"
is "the first's record is collected" "$(cat "$work/out/one/var/log/libvirt/qemu/exit-probe.serial")" "the record of one"
ok "so is what doctor says" grep -q '^ok    KVM  *patched' "$work/out/one/doctor.txt"
is "of the second there is nothing" "$(ls "$work/out/two")" ""

rm "$work/hosts/two/etc/broken"
echo load >"$work/hosts/three/etc/broken"
roll_out
is "a host whose modules cannot be loaded ends the next rollout" "$?" 2
is "the first is only checked, the third undone" "$(cat "$work/calls/log")" \
	"two: dkms install
two: modprobe -r kvm_amd kvm
two: modprobe kvm_amd
three: dkms install
three: modprobe -r kvm_amd kvm
three: modprobe kvm_amd
three: dkms remove
three: modprobe kvm_amd"
is "the reason is modprobe's" "$(reason three)" \
	"undone, the distribution's KVM is loaded; Load KVM failed: modprobe: ERROR: could not insert 'kvm_amd': Invalid argument"
is "both have the patched KVM" "$(state one); $(state two)" "ii ; kvm kvm_amd, patched; ii ; kvm kvm_amd, patched"
is "the third has the distribution's" "$(state three)" "not there; kvm kvm_amd"
ok "the first is checked again" grep -q '^ok    KVM  *patched' "$work/out/one/doctor.txt"

roll_out one --check
is "--check of a host that is done checks it" "$? $(grep -c 'would install' "$work/said") $(cat "$work/calls/log")" "0 0 "

echo busy >"$work/hosts/three/etc/broken"
roll_out three
is "a VM that begins during the build keeps the distribution's KVM" "$? $(reason three); $(state three)" \
	"2 undone, the distribution's KVM is loaded; Unload KVM failed: modprobe: FATAL: Module kvm_amd is in use.; not there; kvm kvm_amd"

echo remove >"$work/hosts/three/etc/broken"
roll_out three
is "an undo that fails is told" "$? $(reason three)" \
	"2 NOT undone, Remove the package and what came with it failed: E: Sub-process /usr/bin/dpkg returned an error code (1); \
before that, Load KVM failed: modprobe: ERROR: could not insert 'kvm_amd': Invalid argument"

mkdir -p "$work/hosts/three/proc/77/fd"
printf 'qemu\0-name\0guest=web\0' >"$work/hosts/three/proc/77/cmdline"
ln -s anon_inode:kvm-vm "$work/hosts/three/proc/77/fd/9"
roll_out three
is "a host with a VM is refused" "$? $(reason three)" \
	"2 nothing is changed: VMs are running, shut them down first: web (process 77)"
is "nothing is done there" "$(cat "$work/calls/log")" ""
is "no folder of doctor's is left" "$(find "$work"/hosts/*/tmp "$work"/hosts/*/var/tmp "$work"/hosts/*/root/.ansible -name '*.exit-probe')" ""
tap_done
