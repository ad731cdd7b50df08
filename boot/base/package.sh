# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# A Debian package out of single files; the same files give the same bytes. Source it
# from the project's root.

. boot/base/environment.sh
SOURCE_DATE_EPOCH=1767225600 # 2026-01-01, as the ISO's
export SOURCE_DATE_EPOCH

# begin_package OUT.deb: $root is what will be in it.
begin_package() {
	package=$1
	root=$(mktemp -d "${package%/*}/deb.XXXXXX")
	trap 'rm -rf "$root"' EXIT
	trap 'exit 1' HUP INT TERM
	chmod 755 "$root"
}

# put MODE FILE PLACE: into the package, with the folders that lead there.
put() {
	install -D -m "$1" "$2" "$root/$3"
}

# put_versioned MODE FILE PLACE VERSION: the same, with its @VERSION@.
put_versioned() {
	put "$1" "$2" "$3"
	sed -i "s/@VERSION@/$4/" "$root/$3"
}

# put_manual FILE: NAME.1, for man.
put_manual() {
	put 644 "$1" "usr/share/man/man1/${1##*/}"
	gzip -9n "$root/usr/share/man/man1/${1##*/}"
}

end_package() {
	# Whatever the umask is, and the folder that build/ lies in
	chmod -R u=rwX,go=rX,ug-s,-t "$root"
	find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	dpkg-deb --root-owner-group -Zxz --build "$root" "$package.part" >/dev/null
	mv "$package.part" "$package"
}
