#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The mirror of packages by the system's sources; and a keyring that is too old.
set -u
. boot/base/tap.sh
work=$(mktemp -d "$PWD/build/test.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/parts" "$work/bin" "$work/debootstrap/scripts"
cat >"$work/apt.conf" <<END
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/parts";
Dir::State::lists "$work/lists";
END
export APT_CONFIG="$work/apt.conf" DEBOOTSTRAP_DIR="$work/debootstrap"
unset DEBIAN_MIRROR DEBIAN_ARCHIVE

# ask COMMAND: runs a function of mirror.sh, with the test's debootstrap and mmdebstrap.
ask() {
	sh -c ". boot/base/mirror.sh; mirror_tools='$work/bin/debootstrap $work/bin/mmdebstrap'; $1" 2>&1
}

# both NAME MIRROR SECURITY: expects these mirrors by sources.list and sources.list.d.
both() {
	is "$1" "$(ask 'mirror_of_suite trixie')" "$2"
	is "$1: security" "$(ask 'mirror_of_suite trixie-security')" "$3"
	rm -rf "$work/sources.list" "$work/parts" "$work/lists"
	mkdir -p "$work/parts" "$work/lists/partial"
}
one_line() {
	printf '%s\n' "$@" >"$work/sources.list"
}

# release NAME ORIGIN LABEL: writes a Release file as apt reads it from a mirror.
release() {
	printf 'Origin: %s\nLabel: %s\nSHA256:\n' "$2" "$3" >"$work/lists/$1_Release"
}

both "no sources" "" ""
one_line "deb http://one.example/debian trixie main" \
	"deb http://two.example/debian-security trixie-security main"
both "one-line sources, before the first update" \
	http://one.example/debian http://two.example/debian-security
cat >"$work/parts/debian.sources" <<END
Types: deb deb-src
URIs: https://one.example/debian/
Suites: trixie trixie-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
both "deb822 sources, before the first update" \
	https://one.example/debian https://one.example/debian-security
one_line "deb cdrom:[Debian GNU/Linux 13 _Trixie_ - amd64 DVD]/ trixie main" \
	"deb http://proxy.example:3142/one.example/debian trixie main"
both "a CD is skipped, a proxy's path is used" \
	http://proxy.example:3142/one.example/debian http://proxy.example:3142/one.example/debian-security
one_line "deb file:/srv/debian trixie main"
both "a local folder" file:/srv/debian file:/srv/debian-security
one_line "deb http://one.example/archive/debian/20260102T030405Z/ trixie main"
both "a snapshot" http://one.example/archive/debian/20260102T030405Z \
	http://one.example/archive/debian-security/20260102T030405Z
printf '# mirrors\nhttps://one.example/debian\tpriority:1\nhttps://two.example/debian\n' >"$work/list"
one_line "deb mirror+file:$work/list trixie main"
both "a list of mirrors: its first" https://one.example/debian https://one.example/debian-security

# Once apt has read the Release files, their labels count, not the names.
one_line "deb http://shop.example/debian trixie main" "deb http://one.example/pub trixie main" \
	"deb http://one.example/secure trixie-security main"
release shop.example_debian_dists_trixie Shop Debian
release one.example_pub_dists_trixie Debian Debian
release one.example_secure_dists_trixie-security Debian Debian-Security
both "a label counts, not the folder's name" http://one.example/pub http://one.example/secure

foreign="deb http://archive.example/ubuntu noble main"
one_line "$foreign"
both "sources that are not Debian's" "" ""
cat >"$work/bin/mmdebstrap" <<'END'
    my $mirror    = 'http://three.example/debian';
    my $secmirror = 'http://security.three.example/debian-security';
END
one_line "$foreign"
both "mmdebstrap's mirror" http://three.example/debian http://three.example/debian-security
echo 'DEF_MIRROR="http://two.example/debian"' >"$work/bin/debootstrap"
one_line "$foreign"
both "debootstrap's mirror" http://two.example/debian http://two.example/debian-security
one_line "deb http://one.example/debian trixie main"
both "the system's own sources come first" http://one.example/debian http://one.example/debian-security
one_line "deb http://one.example/debian trixie main"
export DEBIAN_MIRROR=http://four.example/deb/
both "DEBIAN_MIRROR comes before all others" http://four.example/deb http://four.example/deb-security
unset DEBIAN_MIRROR
rm "$work/bin/debootstrap" "$work/bin/mmdebstrap"

one_line "deb http://deb.one.example/debian trixie main"
is "the archive of old releases, by the mirror's name" \
	"$(ask 'archive_of http://deb.one.example/debian')" http://archive.one.example/debian
is "the archive of old security updates" \
	"$(ask 'archive_of http://sec.example/debian-security')" http://archive.one.example/debian-security
one_line "deb http://one.example/debian trixie main"
is "no known archive" "$(ask 'archive_of http://one.example/debian-security')" ""
echo "default_mirror http://old.example/debian" >"$work/debootstrap/scripts/etch"
is "debootstrap's archive" "$(ask 'archive_of http://one.example/debian')" http://old.example/debian
export DEBIAN_ARCHIVE=http://five.example/debian/
is "DEBIAN_ARCHIVE comes before all others" "$(ask 'archive_of http://one.example/debian')" http://five.example/debian
unset DEBIAN_ARCHIVE APT_CONFIG

# The real archive, with an old keyring.
ln -s "$PWD/boot" "$work/boot"
read_updates() {
	(cd "$work" && sh -c 'die() { echo "apt: $*"; exit 1; }
		. boot/base/apt.sh
		keyring=$1
		open_suites amd64 trixie-updates' sh "$1")
}
for old in /usr/share/keyrings/debian-archive-bullseye-automatic.*; do
	[ ! -e "$old" ] || break
done
if [ -e "$old" ]; then
	ok "a suite whose key is not in the keyring is read with a newer keyring" read_updates "$old"
	is "the newer keyring is kept beside the lists" "$(find "$work/build/apt" -name '*.gpg')" \
		"$work/build/apt/debian-archive-keyring.gpg"
else
	skip "a keyring that is too old" "the keys of Debian 11 are not installed"
fi
rm -rf "$work/build"
for old in /usr/share/keyrings/debian-archive-removed-keys.*; do
	fails "a keyring without keys of any release: the message says what to do" \
		"^apt: $old is too old for trixie-updates: .*dpkg -i" read_updates "$old"
	break
done
tap_done
