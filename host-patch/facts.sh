# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Which distribution a kernel is from, and which host a VM runs on, by two tables. Source it
# from the project's root, or with PATCH_DIR, the folder of the tables. ROOT is the folder of
# that machine's files, '' for this machine.

PATCH_DIR=${PATCH_DIR:-host-patch}

# row_of TABLE KEY...: the first row whose expression matches the first key, or else the
# next key, and so on; without the expression. (awk -v would interpret backslashes.)
row_of() {
	table=$1
	shift
	for key; do
		row=$(KEY=$key awk -F '\t' '!/^#/ && ENVIRON["KEY"] ~ $1 { sub(/^[^\t]*\t/, ""); print; exit }' "$table")
		[ -z "$row" ] || break
	done
	printf '%s\n' "$row"
}

# os_release ROOT FIELD
os_release() {
	for file in "$1/etc/os-release" "$1/usr/lib/os-release"; do
		if [ -r "$file" ]; then
			sed -n "s/^$2=//p" "$file" | tr -d "\"'"
			break
		fi
	done
}

# distributions ROOT RELEASE: the keys of that machine's distribution. A kernel that is not
# installed there, as in a container, is from elsewhere.
distributions() {
	if [ -d "$1/lib/modules/$2" ]; then
		for id in $(os_release "$1" ID) $(os_release "$1" ID_LIKE); do
			echo "id=$id"
		done
	fi
}

# distribution ROOT RELEASE COLUMN: a column of the kernel's row in distributions.tsv
distribution() {
	# shellcheck disable=SC2046 # one word a distribution
	row_of "$PATCH_DIR/distributions.tsv" "kernel=$2" $(distributions "$1" "$2") any |
		cut -f "$3" |
		sed "s|@RELEASE@|$2|g; s|@VERSION@|${2%%-*}|g; s|@SERIES@|$(series_of "$2")|g"
}

# series_of RELEASE: 6.1 of 6.1.0-50-amd64
series_of() {
	echo "$1" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/'
}

# headers_advice ROOT RELEASE
headers_advice() {
	distribution "$1" "$2" 2
}

# source_advice ROOT RELEASE
source_advice() {
	distribution "$1" "$2" 3
}

# next_step ROOT RELEASE: what builds the modules when it has both
next_step() {
	distribution "$1" "$2" 4
}

# compiler_advice ROOT RELEASE MAJOR PROGRAMS: how to install these of that major version
compiler_advice() {
	distribution "$1" "$2" 5 |
		sed "s|@PROGRAMS-N@|$(echo "$4" | sed "s/[a-z][a-z]*/&-$3/g")|g; s|@PROGRAMS@|$4|g"
}

# kernel_advice ROOT RELEASE: how to build modules for a kernel of no series
kernel_advice() {
	echo "$(distribution "$1" "$2" 1) headers: $(headers_advice "$1" "$2"); source: $(source_advice "$1" "$2");" \
		"then: $(next_step "$1" "$2")"
}

# kvm_is_built_in ROOT RELEASE: KVM is no module there.
kvm_is_built_in() {
	grep -qs '/kvm\.ko$' "$1/lib/modules/$2/modules.builtin"
}

# dmi ROOT FILE: without the separators of outer_host
dmi() {
	[ ! -r "$1/sys/class/dmi/id/$2" ] || tr -d ';\n' <"$1/sys/class/dmi/id/$2"
}

# outer_host ROOT RELEASE: the row in outer-hosts.tsv of the host that the VM runs on
outer_host() {
	row_of "$PATCH_DIR/outer-hosts.tsv" "vendor=$(dmi "$1" sys_vendor); product=$(dmi "$1" product_name);\
 bios=$(dmi "$1" bios_version); tag=$(dmi "$1" chassis_asset_tag);\
 xen=$(cat "$1/sys/hypervisor/type" 2>/dev/null); kernel=$2"
}
