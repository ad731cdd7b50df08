#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the reader's package. The same reader gives the same bytes.
#
# usage: deb.sh READER VERSION OUT.deb
set -eu
. boot/base/package.sh

reader=$1 version=$2 out=$3
here=$(dirname "$0")/package
units=lib/systemd/system
# In this order in every boot, so that the phases of two boots are the same
targets="sysinit basic network getty multi-user graphical cloud-init"

begin_package "$out"
put 755 "$reader" usr/bin/exit-probe
put_manual boot/linux/reader/exit-probe.1
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

# want TARGET UNIT LINK: enable a unit without a maintainer script.
want() {
	mkdir -p "$root/$units/$1.target.wants"
	ln -s "../$2" "$root/$units/$1.target.wants/$3"
}
earlier=
for target in $targets; do
	unit=exit-probe@$target.service
	want "$target" exit-probe@.service "$unit"
	if [ -n "$earlier" ]; then
		mkdir -p "$root/$units/$unit.d"
		printf '[Unit]\nAfter=%s\n' "$earlier" >"$root/$units/$unit.d/order.conf"
	fi
	earlier="$earlier${earlier:+ }$unit"
done
want multi-user exit-probe-login.service exit-probe-login.service

put_versioned 644 "$here/control" DEBIAN/control "$version"
put 755 "$here/postinst" DEBIAN/postinst
put 755 "$here/postinst" DEBIAN/postrm
end_package
