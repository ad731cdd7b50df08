# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Where Debian packages come from, for the scripts that fetch them. Source it.
#
# DEBIAN_MIRROR=URL  the mirror, where the system's own sources are not Debian's

# shellcheck disable=SC2034 # for the script that sources this
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# mirror_of LABEL: the address the system's own sources have for it.
mirror_of() {
	# shellcheck disable=SC2016 # apt expands these, not the shell
	apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' |
		sed -n "s/^$1|//p" | head -n 1
}

# mirror_of_suite SUITE: the address of the mirror; nothing if none is known.
mirror_of_suite() {
	case $1 in
	*-security)
		mirror=${DEBIAN_MIRROR:+${DEBIAN_MIRROR%/}-security}
		[ -n "$mirror" ] || mirror=$(mirror_of Debian-Security)
		[ -n "$mirror" ] || mirror=$(mirror_of Debian | sed 's,/*$,-security,')
		;;
	*)
		mirror=${DEBIAN_MIRROR:-$(mirror_of Debian)}
		;;
	esac
	[ "$mirror" = -security ] || echo "$mirror"
}

# archive_of MIRROR: where the releases are that have left it; nothing if that is not known.
archive_of() {
	echo "${DEBIAN_ARCHIVE:-}"
}

# shellcheck disable=SC2034 # for the script that sources this
no_mirror="the system's sources name no Debian mirror: set DEBIAN_MIRROR=URL"
