# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Where Debian packages come from, for the scripts that fetch them. Source it from the
# project's root. No host is named here: what the system's own sources say is taken where
# they are Debian's, else what the debootstrap or mmdebstrap that is installed would take.
#
# DEBIAN_MIRROR=URL   this mirror
# DEBIAN_ARCHIVE=URL  this archive of the releases that have left the mirrors

# The system's keyring, or the newer one that apt.sh got by it
system_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
own_keyring=$PWD/build/apt/debian-archive-keyring.gpg
keyring=$system_keyring
# shellcheck disable=SC3013 # dash and busybox have it
! [ "$own_keyring" -nt "$keyring" ] || keyring=$own_keyring

# shellcheck disable=SC2034 # for the script that sources this
no_mirror="no Debian mirror is known here: say 'make run DEBIAN_MIRROR=URL', with the address of a folder that has Debian's dists/ and pool/"

# apt_sources: an address and the name of a file of its lists for each of the system's own
# sources. (With the lists themselves apt would take a second to read them.)
apt_sources() {
	# shellcheck disable=SC2016 # apt expands these, not the shell
	LC_ALL=C apt-get indextargets --no-release-info -o Dir::State::lists=/nowhere \
		--format '$(REPO_URI)|$(FILENAME)' 'Created-By: Packages' 'Component: main' 2>/dev/null
}

# real_address ADDRESS: one that serves any suite, if it does; a list of mirrors, as cloud
# images have it, stands for its first.
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

# mirror_of LABEL NAME: the address of the system's own sources for what Debian labels so;
# nothing if there is none. A source of which nothing was read yet, as before a system's
# first `apt-get update`, counts if its folder has the NAME.
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

# tool_mirror: the one of the debootstrap or mmdebstrap that is installed.
mirror_tools="/usr/sbin/debootstrap /usr/bin/mmdebstrap"
tool_mirror() {
	# shellcheck disable=SC2086 # one word a file
	sed -nE "s/^(DEF_MIRROR=| *my .mirror *= *)//p" $mirror_tools 2>/dev/null | tr -d "\"';" | grep '/debian$' | head -n 1
}

# main_mirror: the mirror that has the releases.
main_mirror() {
	found=${DEBIAN_MIRROR:-}
	[ -n "$found" ] || found=$(mirror_of Debian debian)
	[ -n "$found" ] || found=$(tool_mirror)
	echo "${found%/}"
}

# mirror_of_suite SUITE: the address of the mirror; nothing if none is known.
mirror_of_suite() {
	found=
	case $1 in
	*-security)
		[ -n "${DEBIAN_MIRROR:-}" ] || found=$(mirror_of Debian-Security debian-security)
		# It lies beside the main one; a snapshot's time comes behind either.
		[ -n "$found" ] || found=$(main_mirror |
			sed -E -e 's,(/[0-9]+T[0-9]+Z)$,-security\1,;t' -e 's,.$,&-security,')
		;;
	*) found=$(main_mirror) ;;
	esac
	echo "$found"
}

# archive_of MIRROR: where the releases are that have left it; nothing if that is not known.
archive_of() {
	archive=${DEBIAN_ARCHIVE:-}
	[ -n "$archive" ] || archive=$(main_mirror | sed -nE 's,/deb\.([^/]*/debian)$,/archive.\1,p')
	# A release that debootstrap takes from there
	[ -n "$archive" ] || archive=$(sed -n 's/^default_mirror //p' \
		"${DEBOOTSTRAP_DIR:-/usr/share/debootstrap}/scripts/etch" 2>/dev/null)
	archive=${archive%/}
	case $1 in
	*-security | *-security/*) archive=${archive:+$archive-security} ;;
	esac
	echo "$archive"
}
