#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The configurations for other VMMs have the keys that these know, with their types, and name
# images that are built; altered ones do not. The table of the keys is boot/guest/vmm/keys.
set -u
. boot/base/tap.sh

vmm=boot/guest/vmm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# known VMM: prints its keys and their types
known() {
	awk -v vmm="$1" '$1 == vmm { print $2, $3 }' $vmm/keys | sort
}
# json FILE, arguments FILE: print what they have
json() {
	jq -r 'paths(type != "object") as $at | "\($at | join(".")) \(getpath($at) | type)"' "$1" 2>&1 | sort
}
arguments() {
	awk '/^--/ { print $1, NF == 1 ? "-" : "value"; next } ' "$1" | sort
}
# has_keys VMM READER FILE: fails and prints the difference if the file has others
has_keys() {
	known "$1" >"$work/known"
	"$2" "$3" | diff "$work/known" -
}
ok "firecracker.json" has_keys firecracker json $vmm/firecracker.json
ok "cloud-hypervisor.json" has_keys cloud-hypervisor json $vmm/cloud-hypervisor.json
ok "crosvm.args" has_keys crosvm arguments $vmm/crosvm.args
is "they name images" "$(jq -r '.["boot-source"].kernel_image_path' $vmm/firecracker.json) \
$(jq -r .payload.kernel $vmm/cloud-hypervisor.json) $(tail -n 1 $vmm/crosvm.args)" \
	"build/probe-os/exit-probe-pvh.elf build/probe-os/exit-probe-pvh.elf build/probe-os/exit-probe.elf"
for image in exit-probe-pvh.elf exit-probe.elf; do
	ok "$image is built" [ -s build/probe-os/$image ]
done

# refused NAME VMM READER FILE SED: an altered one
refused() {
	sed "$5" "$vmm/$4" >"$work/altered"
	! cmp -s "$vmm/$4" "$work/altered" || tap_line "not ok" "$1: nothing is altered"
	fails "refused: $1" "$6" has_keys "$2" "$3" "$work/altered"
}
refused "an unknown key" firecracker json firecracker.json s/mem_size_mib/memory/ "machine-config.memory number"
refused "text for a number" firecracker json firecracker.json 's/128/"128"/' "mem_size_mib string"
refused "no drives" firecracker json firecracker.json '/drives/d' "^< drives array"
refused "what is no JSON" firecracker json firecracker.json 's/\[\],/[/' "parse error"
refused "no serial port" cloud-hypervisor json cloud-hypervisor.json 's/"mode": "File",//' "^< serial.mode string"
refused "an unknown option" crosvm arguments crosvm.args s/--no-rng/--no-random/ "^> --no-random -"
refused "an option without its value" crosvm arguments crosvm.args 's/--mem .*/--mem/' "^> --mem -"
tap_done
