# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Copies the shared libraries of a program from packages that boot/base/debs.sh unpacked.
# Source it.

# install_libraries ROOT FILE PACKAGES...: copies the NEEDED libraries of FILE, and their
# own, into ROOT. PACKAGES are folders; the first that has a library provides it.
install_libraries() {
	libraries=$1/usr/lib/x86_64-linux-gnu root=$1 file=$2
	shift 2
	for needed in $(LC_ALL=C readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
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

# find_library NAME PACKAGES...: prints its path.
find_library() {
	name=usr/lib/x86_64-linux-gnu/$1
	shift
	for packages; do
		[ ! -e "$packages/$name" ] || {
			echo "$packages/$name"
			return
		}
	done
}

# install_program ROOT NAME PACKAGES: copies usr/bin/NAME and its libraries into ROOT.
install_program() {
	mkdir -p "$1/usr/bin"
	cp "$3/usr/bin/$2" "$1/usr/bin/"
	install_libraries "$1" "$1/usr/bin/$2" "$3"
}

# install_loader ROOT PACKAGES: copies the dynamic loader into ROOT.
install_loader() {
	mkdir -p "$1/lib64"
	cp -L "$2/usr/lib64/ld-linux-x86-64.so.2" "$1/lib64/"
}
