# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The versions of packages that boot/base/debs.sh unpacked. Source it.

# package_version FOLDER PACKAGE: prints name and version; nothing if there is no such
# package. If a package was rebuilt, its architecture's changelog has the version.
package_version() {
	for log in "$1/usr/share/doc/$2"/changelog.Debian.*.gz "$1/usr/share/doc/$2/changelog.Debian.gz"; do
		[ ! -e "$log" ] || {
			echo "$2 $(gzip -dc "$log" | sed -n '1s/^[^(]*(\([^)]*\)).*/\1/p')"
			return
		}
	done
}
