#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the reader's package: the same reader gives the same bytes.
#
# usage: deb.sh READER VERSION OUT.deb
set -eu

reader=$1 version=$2 out=$3
here=$(dirname "$0")/package
units=lib/systemd/system
targets="sysinit basic network getty multi-user graphical cloud-init"

SOURCE_DATE_EPOCH=1767225600 # 2026-01-01, as the ISO's
export SOURCE_DATE_EPOCH

root=$(mktemp -d "${out%/*}/deb.XXXXXX")
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

# put MODE FILE PLACE: into the package, with the folders that lead there.
put() {
	install -D -m "$1" "$2" "$root/$3"
}

put 755 "$reader" usr/bin/exit-probe
put 755 "$here/initramfs-tools/hook" usr/share/initramfs-tools/hooks/exit-probe
for script in init-top init-bottom; do
	put 755 "$here/initramfs-tools/$script" "usr/share/initramfs-tools/scripts/$script/exit-probe"
done
for script in module-setup first last; do
	put 755 "$here/dracut/$script.sh" "usr/lib/dracut/modules.d/90exit-probe/$script.sh"
done
for unit in "$here"/systemd/*.service; do
	put 644 "$unit" "$units/${unit##*/}"
done

# want TARGET UNIT LINK: enabled by the package itself, nothing to run.
want() {
	mkdir -p "$root/$units/$1.target.wants"
	ln -s "../$2" "$root/$units/$1.target.wants/$3"
}
for target in $targets; do
	want "$target" exit-probe@.service "exit-probe@$target.service"
done
want multi-user exit-probe-login.service exit-probe-login.service

mkdir "$root/DEBIAN"
sed "s/@VERSION@/$version/" "$here/control" >"$root/DEBIAN/control"
put 755 "$here/postinst" DEBIAN/postinst
put 755 "$here/postinst" DEBIAN/postrm
find "$root" -type d -exec chmod 755 {} +
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$out.part" >/dev/null
mv "$out.part" "$out"
