# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What dpkg keeps of a package in a made machine. Source it in a test.

# package_status NAME VERSION: prints that it is installed.
package_status() {
	printf 'Package: %s\nStatus: install ok installed\nVersion: %s\nArchitecture: all\nMaintainer: none\nDescription: none\n\n' \
		"$1" "$2"
}
