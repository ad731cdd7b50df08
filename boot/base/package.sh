# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Builds a Debian package from single files; the same files give the same bytes. Source it
# from the project's root.

. boot/base/environment.sh
SOURCE_DATE_EPOCH=1767225600 # 2026-01-01, as in iso.sh
export SOURCE_DATE_EPOCH

# begin_package OUT.deb: makes $root, the folder for its contents.
begin_package() {
	package=$1
	root=$(mktemp -d "${package%/*}/deb.XXXXXX")
	trap 'rm -rf "$root"' EXIT
	trap 'exit 1' HUP INT TERM
	chmod 755 "$root"
}

# put MODE FILE PLACE: copies a file into the package, with its parent folders.
put() {
	install -D -m "$1" "$2" "$root/$3"
}

# put_versioned MODE FILE PLACE VERSION: the same, replacing @VERSION@.
put_versioned() {
	put "$1" "$2" "$3"
	sed -i "s/@VERSION@/$4/" "$root/$3"
}

# put_manual FILE: installs NAME.1 as a manual page.
put_manual() {
	put 644 "$1" "usr/share/man/man1/${1##*/}"
	gzip -9n "$root/usr/share/man/man1/${1##*/}"
}

end_package() {
	# Independent of the umask and of the mode of build/
	chmod -R u=rwX,go=rX,ug-s,-t "$root"
	find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	dpkg-deb --root-owner-group -Zxz --build "$root" "$package.part" >/dev/null
	mv "$package.part" "$package"
}
