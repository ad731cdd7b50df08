# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Which versions packages have that boot/base/debs.sh unpacked. Source it.

# package_version FOLDER PACKAGE: both names; nothing for what is none. Of a package that
# was rebuilt the second changelog has the version.
package_version() {
	for log in "$1/usr/share/doc/$2"/changelog.Debian.*.gz "$1/usr/share/doc/$2/changelog.Debian.gz"; do
		[ ! -e "$log" ] || {
			echo "$2 $(gzip -dc "$log" | sed -n '1s/^[^(]*(\([^)]*\)).*/\1/p')"
			return
		}
	done
}
