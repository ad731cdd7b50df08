# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the next boot loads: whether the kernel accepts a module's signature, and the KVM in
# the initramfs. Source it. The DKMS package has it as well.

# signatures_required ROOT: the kernel that runs loads signed modules only.
signatures_required() {
	grep -qxs Y "$1/sys/module/module/parameters/sig_enforce" ||
		grep -qs '\[\(integrity\|confidentiality\)\]' "$1/sys/kernel/security/lockdown"
}

# is_refused FILE: the kernel that runs does not accept the module's signature. The kernel
# itself is asked. It looks at the signature first: if that is good, the module fails for
# another reason, since it is loaded already, or since it is another kernel's.
is_refused() {
	signatures_required '' || return 1
	was_loaded=$(ls -d /sys/module/kvm 2>/dev/null)
	answer=$(LC_ALL=C insmod "$1" 2>&1) || true
	[ -n "$was_loaded" ] || rmmod kvm 2>/dev/null || true
	case $answer in
	*"Key was rejected"* | *"Required key not available"* | *"Operation not permitted"*) ;;
	*) return 1 ;;
	esac
}

# initramfs_of ROOT RELEASE: its file, if there is one: Debian's, Fedora's, openSUSE's, or that
# of a boot loader with a folder for each kernel. Or a folder that may have it, but cannot be
# searched.
initramfs_of() {
	for image in "$1/boot/initrd.img-$2" "$1/boot/initramfs-$2.img" "$1/boot/initrd-$2" \
		"$1"/boot/*/"$2"/initrd "$1"/efi/*/"$2"/initrd "$1"/boot/efi/*/"$2"/initrd; do
		[ ! -e "$image" ] || { echo "$image"; return; }
	done
	for folder in "$1/boot" "$1/efi"; do
		[ ! -d "$folder" ] || [ -x "$folder" ] || { echo "$folder"; return; }
	done
}

# kvm_in_initramfs ROOT RELEASE: the paths of kvm.ko in it, such as
# usr/lib/modules/6.1.0-50-amd64/kernel/arch/x86/kvm/kvm.ko
# If that cannot be seen, this fails and prints why.
kvm_in_initramfs() {
	image=$(initramfs_of "$1" "$2")
	[ -n "$image" ] || return 0
	[ -r "$image" ] || { echo "only root can read it"; return 1; }
	why="no lsinitramfs or lsinitrd"
	for lister in lsinitramfs lsinitrd; do
		command -v $lister >/dev/null || continue
		why="$lister cannot list it"
		list=$($lister "$image" 2>/dev/null) || list=
		[ -n "$list" ] || continue
		echo "$list" | sed -n 's|^\(.* \)\{0,1\}\([^ ]*/kvm\.ko\)[.a-z]*$|\2|p'
		return
	done
	echo "$why"
	return 1
}

# initramfs_command ROOT RELEASE: what makes it again
initramfs_command() {
	image=$(initramfs_of "$1" "$2")
	if command -v update-initramfs >/dev/null || [ "${image#*/initrd.img-}" != "$image" ]; then
		echo "update-initramfs -u -k $2"
	else
		echo "dracut --force $image $2"
	fi
}

# renew_initramfs RELEASE: if the initramfs has KVM, it gets the modules that modprobe loads.
# If it does not, this fails and $wrong says why. Some tools fail without an error. If what it
# has cannot be seen, it stays, and $unseen says what to do.
renew_initramfs() {
	unseen=
	again=$(initramfs_command '' "$1")
	seen=$(kvm_in_initramfs '' "$1") || {
		# shellcheck disable=SC2034 # for the scripts
		unseen="whether $(initramfs_of '' "$1") has KVM cannot be seen ($seen): make it again: sudo $again"
		return 0
	}
	[ -n "$seen" ] || return 0
	file=$(modinfo -k "$1" -n kvm)
	id=$(ls -i --time-style=full-iso -l "$(initramfs_of '' "$1")")
	echo "${0##*/}: the initramfs of $1 has KVM: making it again"
	# shellcheck disable=SC2086 # one word an argument
	wrong=$($again 2>&1) || { wrong=$(echo "$wrong" | tail -n 1); return 1; }
	wrong="$(initramfs_of '' "$1") still has another KVM"
	[ "$id" != "$(ls -i --time-style=full-iso -l "$(initramfs_of '' "$1")")" ] || return 1
	# (modinfo may name it below /usr.)
	file=${file#/usr}
	case $(kvm_in_initramfs '' "$1") in
	*"${file%.ko*}.ko") ;;
	*) return 1 ;;
	esac
}
