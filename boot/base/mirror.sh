# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Finds the mirror of Debian packages. Source it from the project's root. No host name is
# written here: the mirror comes from the system's own sources if they are Debian's, else
# from the installed debootstrap or mmdebstrap.
#
# DEBIAN_MIRROR=URL   this mirror
# DEBIAN_ARCHIVE=URL  this archive of the releases that have left the mirrors

# The system's keyring, or the newer one that apt.sh got with it
system_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
own_keyring=$PWD/build/apt/debian-archive-keyring.gpg
keyring=$system_keyring
# shellcheck disable=SC3013 # dash and busybox have it
! [ "$own_keyring" -nt "$keyring" ] || keyring=$own_keyring

# shellcheck disable=SC2034 # for the script that sources this
no_mirror="no Debian mirror found: run 'make run DEBIAN_MIRROR=URL', with the address of a folder that has Debian's dists/ and pool/"

# apt_sources: prints an address and the name of a list file for each of the system's own
# sources. apt does not read the lists, which would take a second.
apt_sources() {
	# shellcheck disable=SC2016 # apt expands these, not the shell
	LC_ALL=C apt-get indextargets --no-release-info -o Dir::State::lists=/nowhere \
		--format '$(REPO_URI)|$(FILENAME)' 'Created-By: Packages' 'Component: main' 2>/dev/null
}

# real_address ADDRESS: prints an address that serves any suite, or nothing. A list of
# mirrors, as in cloud images, is replaced by its first mirror.
real_address() {
	case $1 in
	mirror+file:*)
		path=$(echo "$1" | sed 's,^mirror+file:/*,/,; s,/*$,,')
		sed -n 's/^\([a-z+]*:[^[:space:]]*\).*/\1/p' "$path" 2>/dev/null | head -n 1
		;;
	cdrom:* | mirror:* | mirror+*) ;;
	*) echo "$1" ;;
	esac | sed 's,/*$,,'
}

# mirror_of LABEL NAME: prints the address of the system's own source with Debian's LABEL;
# nothing if there is none. A source without lists, as before a system's first
# `apt-get update`, counts if its folder has the NAME.
mirror_of() {
	eval "$(apt-config shell lists Dir::State::lists/d 2>/dev/null)"
	apt_sources | while IFS='|' read -r address file; do
		address=$(real_address "$address")
		[ -n "$address" ] || continue
		release=${lists:-}/${file##*/} release=${release%_main_binary-*}
		said=
		for list in "${release}_InRelease" "${release}_Release"; do
			[ ! -r "$list" ] || said=$(sed '/^SHA256:/q' "$list")
		done
		if [ -n "$said" ]; then
			[ "$(echo "$said" | grep -cE "^(Origin: Debian|Label: $1)\$")" -ne 2 ] || echo "1 $address"
		elif echo "$address" | grep -qE "/$2(/[0-9]+T[0-9]+Z)?\$"; then
			echo "2 $address"
		fi
	done | sort -s -k 1,1 | sed -n '1s/^. //p'
}

# tool_mirror: prints the mirror of the installed debootstrap or mmdebstrap.
mirror_tools="/usr/sbin/debootstrap /usr/bin/mmdebstrap"
tool_mirror() {
	# shellcheck disable=SC2086 # one word a file
	sed -nE "s/^(DEF_MIRROR=| *my .mirror *= *)//p" $mirror_tools 2>/dev/null | tr -d "\"';" | grep '/debian$' | head -n 1
}

# main_mirror: prints the mirror of the releases.
main_mirror() {
	found=${DEBIAN_MIRROR:-}
	[ -n "$found" ] || found=$(mirror_of Debian debian)
	[ -n "$found" ] || found=$(tool_mirror)
	echo "${found%/}"
}

# mirror_of_suite SUITE: prints the address of the mirror; nothing if none is known.
mirror_of_suite() {
	found=
	case $1 in
	*-security)
		[ -n "${DEBIAN_MIRROR:-}" ] || found=$(mirror_of Debian-Security debian-security)
		# It lies beside the main mirror; a snapshot's time follows either name.
		[ -n "$found" ] || found=$(main_mirror |
			sed -E -e 's,(/[0-9]+T[0-9]+Z)$,-security\1,;t' -e 's,.$,&-security,')
		;;
	*) found=$(main_mirror) ;;
	esac
	echo "$found"
}

# archive_of MIRROR: prints the archive of releases that have left it; nothing if unknown.
archive_of() {
	archive=${DEBIAN_ARCHIVE:-}
	[ -n "$archive" ] || archive=$(main_mirror | sed -nE 's,/deb\.([^/]*/debian)$,/archive.\1,p')
	# etch is a release that debootstrap gets from the archive.
	[ -n "$archive" ] || archive=$(sed -n 's/^default_mirror //p' \
		"${DEBOOTSTRAP_DIR:-/usr/share/debootstrap}/scripts/etch" 2>/dev/null)
	archive=${archive%/}
	case $1 in
	*-security | *-security/*) archive=${archive:+$archive-security} ;;
	esac
	echo "$archive"
}
