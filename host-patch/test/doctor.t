#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What doctor says of machines that are not this one: whose kernel it is, what the VM runs
# on, and what to do about it. Their files are made here.
set -u
. boot/base/tap.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# put FILE TEXT: a file of the machine
put() {
	mkdir -p "$machine/${1%/*}"
	printf '%s\n' "$2" >"$machine/$1"
}

# machine RELEASE FLAGS: a new one, with an x86 CPU
machine() {
	machine=$work/machine
	rm -rf "$machine"
	put proc/sys/kernel/osrelease "$1"
	put proc/cpuinfo "$(printf 'vendor_id\t: GenuineIntel\nflags\t\t: fpu %s lm' "$2")"
}

# os ID [ID_LIKE]
os() {
	put etc/os-release "$(printf 'NAME=Some\nID=%s\nVERSION_ID="1 2"\n%s' "$1" "${2:+ID_LIKE=\"$2\"}")"
}

# line WHAT: doctor's line
line() {
	host-patch/doctor.sh "$machine" 2>&1 | sed -n "s|^.\{6\}$1  *||p"
}

# says NAME WHAT TEXT...: each is in doctor's line, as it is
says() {
	says_name=$1
	said=$(line "$2")
	shift 2
	for text; do
		case $said in
		*"$text"*) ;;
		*)
			is "$says_name" "$said" "... $text ..."
			return
			;;
		esac
	done
	tap_line ok "$says_name"
}

modules="make host-modules KERNEL=%s"

# kernel NAME RELEASE HEADERS SOURCE: on the machine that has the release already
kernel() {
	# shellcheck disable=SC2059 # a format
	says "$1" kernel "$2: not supported by host-patch/series" "headers: $3; source: $4" \
		"; then: '$(printf "$modules" "$2")"
}

# Kernels whose names tell: those of field reports, with os-release as it is there
for release in 7.0.0-22-generic 6.17.0-35-generic 6.8.0-136-generic 7.0.0-1011-azure; do
	machine $release vmx
	os ubuntu debian
	kernel "Ubuntu: $release" $release "sudo apt install linux-headers-$release" \
		"sudo apt install linux-source-$(echo "$release" | cut -d . -f 1,2).0 if it has the kernel's version, else apt source linux-image-unsigned-$release"
done
machine 6.19.14-300.fc44.x86_64 vmx
os fedora
kernel Fedora 6.19.14-300.fc44.x86_64 "sudo dnf install kernel-devel-6.19.14-300.fc44.x86_64" \
	"dnf download --source kernel-6.19.14-300.fc44.x86_64 &&"
machine 5.14.0-570.el9.x86_64 vmx
os rocky "rhel fedora"
kernel Rocky 5.14.0-570.el9.x86_64 "sudo dnf install kernel-devel-5.14.0-570.el9.x86_64" "dnf download --source"
owner="\$(pacman -Qqo /usr/lib/modules/7.1.5-arch1-1/modules.builtin)"
machine 7.1.5-arch1-1 svm
os arch
kernel Arch 7.1.5-arch1-1 "sudo pacman -S $owner-headers" "pkgctl repo clone --protocol=https $owner"
machine 6.18.3-1-MANJARO svm
os manjaro arch
kernel Manjaro 6.18.3-1-MANJARO "sudo pacman -S \$(pacman -Qqo /usr/lib/modules/6.18.3-1-MANJARO/modules.builtin)-headers" "makepkg -o with the PKGBUILD"
machine 6.17.9-2-pve svm
os debian
kernel Proxmox 6.17.9-2-pve "sudo apt install proxmox-headers-6.17.9-2-pve" \
	"git clone https://git.proxmox.com/git/pve-kernel.git"
machine 6.17.0-1-default svm
os opensuse-tumbleweed "opensuse suse"
kernel openSUSE 6.17.0-1-default "sudo zypper install kernel-default-devel" "sudo zypper install kernel-source"
machine 6.16.3+deb13-amd64 svm
os debian
kernel "Debian, a series that is not known" 6.16.3+deb13-amd64 \
	"sudo apt install linux-headers-6.16.3+deb13-amd64" "sudo apt install linux-source-6.16;"
machine 7.0.0-22-generic svm
os ubuntu debian
for name in kvm kvm-intel kvm-amd; do
	put lib/modules/7.0.0-22-generic/kernel/$name.ko ''
done
put usr/src/linux-headers-7.0.0-22-generic/include/config/auto.conf ''
put usr/src/linux-headers-7.0.0-22-generic/Makefile "$(printf 'VERSION = 7\nPATCHLEVEL = 0\nSUBLEVEL = 0')"
says "Ubuntu, with the headers" kernel "sudo apt install linux-source-7.0.0 if it has the kernel's version"
put usr/src/linux-source-7.0.0/linux-source-7.0.0.tar.bz2 ''
says "and with the source" kernel "7.0.0-22-generic, its headers and source are installed: make host-modules, or make host-dkms"
machine 5.4.0-216-generic vmx
os ubuntu debian
says "a kernel that is too old" kernel "5.4.0-216-generic: Linux 5.4: the hooks are for Linux 5.9 and later"
machine 6.18.40.1-microsoft-standard-WSL2 "vmx hypervisor"
os ubuntu debian
says WSL2 kernel "git clone --depth 1 --branch linux-msft-wsl-6.18.40.1 https://github.com/microsoft/WSL2-Linux-Kernel" \
	"'make patches KERNEL_SRC=TREE'" "kernel= below [wsl2]"
machine 6.1.0-50-amd64 vmx
os debian
says "Debian, a known series" kernel "6.1.0-50-amd64, series 6.1: make host-modules"
machine 6.1.0-0.deb11.21-amd64 vmx
os debian
kernel "Debian 11's backport of a known series" 6.1.0-0.deb11.21-amd64 "sudo apt install linux-headers-6.1.0-0.deb11.21-amd64" \
	"sudo apt install linux-source-6.1"
machine 6.12.57+deb13-amd64 vmx
os debian
says "Debian 13's own" kernel "6.12.57+deb13-amd64, series 6.12: make host-modules"
machine 6.12.57+deb12-amd64 vmx
os debian
kernel "Debian 12's backport of it" 6.12.57+deb12-amd64 "sudo apt install linux-headers-6.12.57+deb12-amd64" \
	"sudo apt install linux-source-6.12"
for name in kvm kvm-intel kvm-amd; do
	put lib/modules/6.12.57+deb12-amd64/kernel/$name.ko ''
done
headers=usr/src/linux-headers-6.12.57+deb12-amd64
put $headers/include/config/auto.conf ''
put $headers/Makefile "include /usr/src/linux-headers-6.12.57+deb12-common/Makefile"
put usr/src/linux-headers-6.12.57+deb12-common/Makefile "$(printf 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 57')"
put usr/src/linux-source-6.12.tar.xz ''
says "with its headers and its source" kernel "6.12.57+deb12-amd64, its headers and source are installed: make host-modules"

# Kernels whose names tell nothing: by os-release, if they are installed there
machine 6.14.0-37-custom vmx
os linuxmint ubuntu
put lib/modules/6.14.0-37-custom/kernel/x ''
kernel "Linux Mint" 6.14.0-37-custom "sudo apt install linux-headers-6.14.0-37-custom" "sudo apt install linux-source-6.14.0 if"
machine 6.12.58-1-lts vmx
os endeavouros arch
put lib/modules/6.12.58-1-lts/kernel/x ''
kernel "one like Arch, with its LTS kernel" 6.12.58-1-lts \
	"sudo pacman -S \$(pacman -Qqo /usr/lib/modules/6.12.58-1-lts/modules.builtin)-headers" "pkgctl"
machine 6.18.1-own vmx
mkdir -p "$machine/usr/lib" "$machine/lib/modules/6.18.1-own"
put usr/lib/os-release "ID='fedora'"
kernel "os-release in /usr/lib, in other quotes" 6.18.1-own "sudo dnf install kernel-devel-6.18.1-own" "dnf download"
generic="from its distribution"
machine 6.12.31-0-lts vmx
os alpine
put lib/modules/6.12.31-0-lts/kernel/x ''
kernel "Alpine, which the table lacks" 6.12.31-0-lts "$generic" "of that very version"
machine 6.18.1-own vmx
put lib/modules/6.18.1-own/kernel/x ''
kernel "no os-release" 6.18.1-own "$generic" "of that very version"
machine 6.18.1-own vmx
os debian
kernel "a container's os-release, with another's kernel" 6.18.1-own "$generic" "of that very version"
machine 6.8.0-136-generic vmx
os debian
kernel "a container's, with Ubuntu's kernel" 6.8.0-136-generic "sudo apt install linux-headers-6.8.0-136-generic" \
	"sudo apt install linux-source-6.8.0 if"

# vm NAME RELEASE VENDOR PRODUCT BIOS TAG WANTED...: without VMX, it says these
vm() {
	machine "$2" hypervisor
	vm_name=$1
	put sys/class/dmi/id/sys_vendor "$3"
	put sys/class/dmi/id/product_name "$4"
	put sys/class/dmi/id/bios_version "$5"
	put sys/class/dmi/id/chassis_asset_tag "$6"
	shift 6
	says "a VM of $vm_name" CPU "neither VMX nor SVM: this is a VM of " " with nesting off: " "$@" "; the lab (make run HOST=svm) needs none of this"
}
debian=6.1.0-50-amd64
vm VMware $debian "VMware, Inc." "VMware20,1" VMW201 "No Asset Tag" "VM of VMware with" 'vhv.enable = "TRUE"'
vm VirtualBox $debian "innotek GmbH" VirtualBox VirtualBox "" "VM of VirtualBox with" "VBoxManage modifyvm NAME --nested-hw-virt on"
vm Hyper-V $debian "Microsoft Corporation" "Virtual Machine" "Hyper-V UEFI Release v4.1" 1234-5678 \
	"VM of Hyper-V with" "Set-VMProcessor -VMName NAME -ExposeVirtualizationExtensions \$true"
vm Azure $debian "Microsoft Corporation" "Virtual Machine" "Hyper-V UEFI Release v4.1" \
	7783-7084-3265-9085-8269-3286-77 "VM of Azure with" "VM size"
vm "KVM or QEMU" $debian QEMU "Standard PC (Q35 + ICH9, 2009)" 1.16.2-debian "" "VM of KVM or QEMU with" \
	"nested=1" "-cpu host" "<cpu mode='host-passthrough'/>"
vm "KVM of Red Hat's" $debian "Red Hat" KVM 1.16 "" "VM of KVM or QEMU with"
vm KubeVirt $debian KubeVirt None 1.16 "" "VM of KubeVirt with" "model: host-passthrough"
vm OpenStack $debian "OpenStack Foundation" "OpenStack Nova" 1.13 "" "VM of OpenStack with" nova.conf
vm "Amazon EC2" $debian "Amazon EC2" m5.large 1.0 "Amazon EC2" "VM of Amazon EC2 with" .metal
vm "Amazon EC2 on Xen" $debian Xen "HVM domU" 4.11.amazon "" "VM of Amazon EC2 with" .metal
vm "Google Compute Engine" $debian Google "Google Compute Engine" Google "" --enable-nested-virtualization
vm "Oracle Cloud" $debian QEMU "Standard PC (i440FX + PIIX, 1996)" 1.6 OracleCloud.com "VM of Oracle Cloud with" BM.
vm DigitalOcean $debian DigitalOcean Droplet 20171212 "" "VM of a cloud with" "ask the provider"
vm Xen $debian Xen "HVM domU" 4.17 "" "VM of Xen with" "nestedhvm=1"
vm Parallels $debian "Parallels International GmbH." "Parallels Virtual Platform" 18 "" "prlctl set NAME --nested-virt on"
vm bhyve $debian FreeBSD BHYVE 14.0 "" "VM of bhyve with" "it has no nesting"
vm "one that nobody knows" $debian "Acme; Inc." "Thing" 1 "" "VM of a hypervisor that is not recognized with" "enable nested virtualization there"

machine 6.18.40.1-microsoft-standard-WSL2 hypervisor
says "a VM of WSL2's, which has no DMI" CPU "this is a VM of WSL2 with nesting off: nestedVirtualization=true below [wsl2]"
machine $debian hypervisor
put sys/hypervisor/type xen
says "a Xen guest without DMI" CPU "this is a VM of Xen with nesting off"
machine $debian hypervisor
says "a VM that tells nothing" CPU "this is a VM of a hypervisor that is not recognized"
machine $debian "vmx hypervisor"
put sys/class/dmi/id/sys_vendor QEMU
says "a VM with nesting: its CPU is good" CPU "GenuineIntel, VMX"
says "and its machine is named" machine "a VM of KVM or QEMU: the cycles include"
machine $debian ""
says "bare metal without VMX" CPU "neither VMX nor SVM: enable virtualization in the firmware setup"

# register FILE OFFSET BYTES: what /dev/cpu/0/FILE has there, for printf
register() {
	mkdir -p "$machine/dev/cpu/0"
	# shellcheck disable=SC2059 # bytes are escapes
	printf "$3" | dd of="$machine/dev/cpu/0/$1" bs=1 seek=$(($2)) conv=notrunc 2>/dev/null
}
zeros='\000\000\000\000'
register cpuid 1 "$zeros$zeros\040\000\000\000$zeros"
register msr 0x3a "\005\000\000\000$zeros"
says "VMX that the firmware leaves on: only the kernel hides it" CPU "neither VMX nor SVM: enable virtualization"
register msr 0x3a "\001\000\000\000$zeros"
says "VMX that the firmware has switched off" CPU \
	"GenuineIntel, VMX is switched off by the firmware (IA32_FEATURE_CONTROL is 0x1): enable virtualization in the firmware setup: "
machine 6.1.0-50-amd64 svm
register cpuid 0x80000001 "$zeros$zeros\004\000\000\000$zeros"
register msr 0xc0010114 "\010\000\000\000$zeros"
says "SVM that is on, and locked" CPU "GenuineIntel, SVM, "
register msr 0xc0010114 "\030\000\000\000$zeros"
says "SVM that the firmware has switched off, whatever flag the kernel shows" CPU \
	"SVM is switched off by the firmware (VM_CR is 0x18): enable virtualization"
put sys/class/dmi/id/sys_vendor "Microsoft Corporation"
put sys/class/dmi/id/product_name "Surface Laptop 4"
says "a laptop of a host's maker" machine "bare metal"

# KVM
machine $debian svm
says "KVM that is not loaded, by the CPU" KVM "not loaded: sudo modprobe kvm_amd"
machine $debian ""
says "no VMX, no module" KVM "not loaded: see CPU"
machine 7.1.5-arch1-1 vmx
mkdir -p "$machine/sys/module/kvm"
says "KVM of a kernel of no series" KVM "loaded, not patched: see kernel"

# Patched
abi=$(awk '$2 == "EXIT_PROBE_ABI_VERSION" { print $3 }' host-patch/kvm/exit_probe_abi.h)
machine 6.1.0-50-amd64 svm
os debian
put sys/module/kvm/parameters/exit_probe_abi "$abi"
put sys/module/kvm/parameters/exit_probe time
put sys/module/kvm/parameters/exit_probe_leaf all
says "KVM that is patched" KVM "patched, ABI $abi, counts exits and cycles"
put sys/module/kvm/parameters/exit_probe count
says "KVM that counts no cycles" KVM "patched, ABI $abi, counts exits without cycles"
put sys/module/kvm/parameters/exit_probe_abi 1
says "KVM of an older patch" KVM "patched, but with ABI 1, not $abi: make host-modules && sudo make host-load"
put sys/module/kvm/parameters/exit_probe_leaf none
says "KVM that answers no new VM" KVM "exit_probe_leaf is none" ": echo all | sudo tee /sys/module/kvm/parameters/exit_probe_leaf"
put sys/module/kvm/parameters/exit_probe off
says "KVM that answers no VM" KVM "exit_probe is off" ": echo time | sudo tee /sys/module/kvm/parameters/exit_probe"

# Installed, but not loaded: a reboot helps unless the next one loads the distribution's.
mkdir "$work/initramfs"
# shellcheck disable=SC2016 # for the script that this writes
printf '#!/bin/sh\ncat "$1"\n' >"$work/initramfs/lsinitramfs"
chmod 755 "$work/initramfs/lsinitramfs"
PATH=$work/initramfs:$PATH
# installed FOLDER: a machine whose modprobe loads the patched KVM there
installed() {
	machine $debian svm
	os debian
	put sys/module/kvm/refcnt 0
	folder=lib/modules/$debian
	mkdir -p "$machine/$folder/kernel" "$machine/$folder/$1"
	for file in order builtin builtin.modinfo; do
		: >"$machine/$folder/modules.$file"
	done
	cp build/host-patch/6.1/kvm.ko "$machine/$folder/$1/"
	depmod -b "$machine" $debian
}
installed updates/exit-probe
says "KVM that is installed" KVM "loaded, not patched: the patched modules are installed, reboot"
put boot/initrd.img-$debian usr/lib/modules/$debian/kernel/drivers/net/virtio_net.ko
says "KVM that the initramfs does not have" KVM "the patched modules are installed, reboot"
put boot/initrd.img-$debian usr/lib/modules/$debian/updates/exit-probe/kvm.ko
says "KVM that the initramfs has as well" KVM "the patched modules are installed, reboot"
put boot/initrd.img-$debian usr/lib/modules/$debian/kernel/arch/x86/kvm/kvm.ko
says "KVM in the initramfs, the distribution's" KVM "but the initramfs has the distribution's: sudo update-initramfs -u -k $debian, and reboot"
# as_user COMMAND...: not as root, who can read all
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 "$work"
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
chmod 0 "$machine/boot/initrd.img-$debian"
line=$(as_user host-patch/doctor.sh "$machine" 2>&1 | sed -n 's/^--    KVM  *//p')
is "KVM in an initramfs that only root can read" "$line" \
	"loaded, not patched: the patched modules are installed, but whether $machine/boot/initrd.img-$debian has the distribution's cannot be seen (only root can read it): run doctor as root"
chmod 644 "$machine/boot/initrd.img-$debian"
unseen="but whether $machine/boot/initrd.img-$debian has the distribution's cannot be seen"
again="sudo update-initramfs -u -k $debian"
mv "$work/initramfs/lsinitramfs" "$work/"
if command -v lsinitramfs >/dev/null || command -v lsinitrd >/dev/null; then
	skip "KVM in an initramfs that nothing lists" "this machine has what lists it"
else
	says "KVM in an initramfs that nothing lists" KVM "$unseen (no lsinitramfs or lsinitrd): $again"
fi
mv "$work/lsinitramfs" "$work/initramfs/"
: >"$machine/boot/initrd.img-$debian"
says "KVM in an initramfs that cannot be listed" KVM "$unseen (lsinitramfs cannot list it): $again"
rm "$machine/boot/initrd.img-$debian"
while read -r image; do
	put "$image" usr/lib/modules/$debian/kernel/arch/x86/kvm/kvm.ko
	says "the distribution's KVM in $image" KVM "the initramfs has the distribution's: sudo dracut --force $machine/$image $debian, and reboot"
	rm "$machine/$image"
done <<END
boot/initramfs-$debian.img
boot/initrd-$debian
boot/0123/$debian/initrd
efi/0123/$debian/initrd
boot/efi/0123/$debian/initrd
END
put sys/module/module/parameters/sig_enforce Y
says "unsigned KVM where signatures are required" KVM "but not signed, and this kernel refuses them: sudo make host-uninstall"
says "and how to sign it" "Secure Boot" "off, but this kernel loads signed modules only: make host-modules SIGN_KEY=FILE"
put sys/module/module/parameters/sig_enforce N
put sys/kernel/security/lockdown "none [integrity] confidentiality"
says "so in lockdown" KVM "but not signed, and this kernel refuses them"
put sys/kernel/security/lockdown "[none] integrity confidentiality"
says "a kernel that takes any module" "Secure Boot" off
installed updates/dkms
objcopy --redefine-sym __param_exit_probe_abi=other -R .modinfo "$machine/$folder/updates/dkms/kvm.ko"
says "another's KVM in updates/" KVM "loaded, not patched: make host-modules && sudo make host-load"

machine $debian svm
put sys/module/kvm/refcnt 0
put lib/modules/$debian/modules.builtin kernel/arch/x86/kvm/kvm.ko
says "KVM that is built in" KVM "built into the kernel, so no module can replace it: boot a kernel with KVM as modules"
machine $debian svm
is "no livepatch" "$(line livepatch)" ""
mkdir -p "$machine/sys/kernel/livepatch/lkp_1/kvm_intel"
says "a livepatch of KVM" livepatch "lkp_1 changes KVM and does not fit the patched modules: unload it"

# clock FLAGS CURRENT AVAILABLE: a machine with these clocksources
clock() {
	machine $debian "$1"
	put sys/devices/system/clocksource/clocksource0/current_clocksource "$2"
	put sys/devices/system/clocksource/clocksource0/available_clocksource "$3"
}
clock "svm nonstop_tsc" tsc "tsc hpet acpi_pm "
says "a good TSC" TSC "the clocksource"
clock "svm nonstop_tsc" hpet "hpet acpi_pm "
says "a TSC that the kernel has found unstable" TSC "unstable, " "exits are exact, cycles are not: pin each vCPU to one CPU, or count without cycles"
clock svm hpet "hpet acpi_pm "
says "one that stopped while a CPU slept" TSC "unstable, " ": boot with processor.max_cstate=1"
clock svm tsc "tsc hpet "
says "one that may stop" TSC "no nonstop_tsc: " "loses cycles: boot with processor.max_cstate=1"
clock "svm nonstop_tsc" hpet "tsc hpet acpi_pm "
says "one that another clock is preferred to" TSC "not the clocksource, hpet is: the kernel calls it stable"
clock "svm hypervisor" tsc-early "tsc-early hpet "
says "one that the kernel has just begun to use" TSC "not the clocksource, tsc-early is"
clock "svm hypervisor" kvm-clock "kvm-clock hpet "
says "a VM's TSC that the kernel has found unstable" TSC "unstable, " ": pin each vCPU"
clock "svm hypervisor" kvm-clock "kvm-clock tsc hpet "
says "a VM's TSC needs no flag" TSC "not the clocksource, kvm-clock is"
machine $debian svm
is "nothing of a TSC where its files are not known" "$(line TSC)" ""

# No x86: the lab works, and nothing else is said.
machine 6.12.0-arm64 ""
put proc/cpuinfo "$(printf 'processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41')"
os debian
says arm64 CPU "no x86: the lab works here, and nothing else"
is "nothing of its kernel and its KVM" "$(line kernel; line modules; line KVM; line /dev/kvm; line machine)" ""
fails "it cannot count exits" "no x86" host-patch/doctor.sh "$machine"

fails "no machine's files" "^doctor: $work/none has no proc/sys/kernel/osrelease" host-patch/doctor.sh "$work/none"

# This machine. Where there is no apt-get, nothing installs tools.
machine=
mkdir "$work/bin"
ln -s /usr/bin/* "$work/bin/"
rm -f "$work/bin/apt-get" "$work/bin/nasm"
is "without apt-get tools are named" "$(PATH=$work/bin line "tools to run")" \
	"missing are, by the names of Debian's packages: apt nasm"
tap_done
