# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The shared libraries of a program, out of unpacked packages. Source it.

# install_libraries ROOT FILE PACKAGES...: what FILE names as NEEDED, and what
# those need, into ROOT. PACKAGES are folders; the first that has it provides.
install_libraries() {
	libraries=$1/usr/lib/x86_64-linux-gnu root=$1 file=$2
	shift 2
	for needed in $(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
		[ ! -e "$libraries/$needed" ] || continue
		found=$(find_library "$needed" "$@")
		if [ -z "$found" ]; then
			echo "libraries: no package has $needed" >&2
			exit 1
		fi
		mkdir -p "$libraries"
		cp -L "$found" "$libraries/$needed"
		install_libraries "$root" "$libraries/$needed" "$@"
	done
}

# find_library NAME PACKAGES...: where it is.
find_library() {
	name=$1
	shift
	for packages; do
		for place in usr/lib/x86_64-linux-gnu lib/x86_64-linux-gnu \
			usr/lib/x86_64-linux-gnu/pulseaudio; do
			[ -e "$packages/$place/$name" ] || continue
			echo "$packages/$place/$name"
			return
		done
	done
}

# install_loader ROOT PACKAGES: what starts a program with libraries.
install_loader() {
	mkdir -p "$1/lib64"
	cp -L "$2/lib64/ld-linux-x86-64.so.2" "$1/lib64/"
}
