#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which kernel is chosen, for states of the archive that were seen, with made-up package
# lists; and the kernel that the archive has today.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# package NAME VERSION [DEPENDS]: a stanza.
package() {
	printf 'Package: %s\nVersion: %s\nArchitecture: amd64\n%sFilename: pool/main/l/%s_%s.deb\n\n' \
		"$1" "$2" "${3:+Depends: $3
}" "$1" "$2"
}

# The packages of Debian 12: image and headers RELEASE VERSION; source and kbuild VERSION
image() {
	package "linux-image-$1-cloud-amd64" "$2" "kmod, linux-base (>= 4.3~)"
	package "linux-image-$1-amd64" "$2" "kmod, linux-base (>= 4.3~)"
}
headers() {
	for flavour in cloud-amd64 amd64; do
		package "linux-headers-$1-$flavour" "$2" \
			"linux-headers-$1-common (= $2), linux-kbuild-6.1 (>= $2), linux-compiler-gcc-12-x86"
	done
	package "linux-headers-$1-common" "$2"
}
source_of() {
	package linux-source-6.1 "$1" "binutils, xz-utils"
}
kbuild_of() {
	package linux-kbuild-6.1 "$1" "libc6 (>= 2.34), libelf1 (>= 0.142)"
}

# all_packages RELEASE VERSION: all packages of a kernel
all_packages() {
	image "$1" "$2"
	headers "$1" "$2"
	source_of "$2"
	kbuild_of "$2"
}

# suite NAME: make a suite whose package list is the standard input.
suite() {
	cat >"$work/$1"
}

# choose SERIES [FLAVOUR]: from all suites made so far
choose() {
	set -- "$1" "${2:-cloud-amd64}"
	for list in "$work"/*; do
		set -- "$@" "${list##*/}=$list"
	done
	host-patch/choose-kernel.sh "$@"
}

# chosen SERIES [FLAVOUR]: version, suite and kbuild version of the choice
chosen() {
	choose "$@" 2>"$work.said" | sed -n 's/^\(VERSION\|SUITE\|KBUILD_VERSION\)=//p' | paste -sd ' '
	rm -f "$work.said"
}

all_packages 6.1.0-50 6.1.176-1 | suite bookworm
: | suite bookworm-updates
all_packages 6.1.0-57 6.1.192-3 | suite bookworm-security
is "a complete archive: the newest" "$(chosen 6.1)" "6.1.192-3 bookworm-security 6.1.192-3"
choose 6.1 >"$work.facts"
is "the output has all packages of that kernel" "$(cat "$work.facts")" 'VERSION=6.1.192-3
RELEASE=6.1.0-57-cloud-amd64
SUITE=bookworm-security
IMAGE="linux-image-6.1.0-57-cloud-amd64"
HEADERS="linux-headers-6.1.0-57-cloud-amd64 linux-headers-6.1.0-57-common"
COMMON=linux-headers-6.1.0-57-common
SOURCE=linux-source-6.1
KBUILD=linux-kbuild-6.1
KBUILD_VERSION=6.1.192-3'
rm "$work.facts"
is "another flavour has its own release" "$(choose 6.1 amd64 | sed -n 's/^RELEASE=//p')" 6.1.0-57-amd64
is "a kernel selected by name" "$(RELEASE=6.1.0-50-cloud-amd64 chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
fails "a kernel selected by name that is gone is refused" "no suite has all packages of Linux 6.1.0-49-cloud-amd64" \
	env RELEASE=6.1.0-49-cloud-amd64 host-patch/choose-kernel.sh 6.1 cloud-amd64 "bookworm=$work/bookworm"

# Between two revisions, as in late 2026: some packages are gone, others are not there yet.
{
	image 6.1.0-55 6.1.192-1
	image 6.1.0-56 6.1.192-2
	headers 6.1.0-55 6.1.192-1
	headers 6.1.0-56 6.1.192-2
	headers 6.1.0-57 6.1.192-3
	for revision in 1 2 3; do
		source_of 6.1.192-$revision
	done
	kbuild_of 6.1.192-3
} | suite bookworm-security
is "an archive between two versions: the newest complete one, with a later kbuild" \
	"$(chosen 6.1)" "6.1.192-2 bookworm-security 6.1.192-3"
is "one line says why a newer one is not chosen" "$(choose 6.1 2>&1 >/dev/null)" \
	"kernel: Linux 6.1.192-3 is incomplete in the archive (no linux-image-6.1.0-57-cloud-amd64)"
{
	image 6.1.0-56 6.1.192-2
	headers 6.1.0-56 6.1.192-2
	source_of 6.1.192-3
	kbuild_of 6.1.192-3
} | suite bookworm-security
is "an archive without the old source: the release suite's kernel" "$(chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
{
	image 6.1.0-57 6.1.192-3
	headers 6.1.0-57 6.1.192-3
	source_of 6.1.192-3
	kbuild_of 6.1.192-2
} | suite bookworm-security
is "a kbuild older than the kernel is not accepted" "$(chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
is "one line says that kbuild is missing" "$(choose 6.1 2>&1 >/dev/null)" \
	"kernel: Linux 6.1.192-3 is incomplete in the archive (no linux-kbuild-6.1 of that version)"
{
	image 6.1.0-57 6.1.192-3
	headers 6.1.0-57 6.1.192-3
	source_of 6.1.192-3
	kbuild_of 6.1.193-1
} | suite bookworm-security
is "a kbuild of another upstream version is not accepted" "$(chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
: | suite bookworm-security
is "an empty security suite: the release suite's kernel" "$(chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
rm "$work/bookworm-security"
is "without the security suite: the other suites' kernel" "$(chosen 6.1)" "6.1.176-1 bookworm 6.1.176-1"
headers 6.1.0-50 6.1.176-1 | suite bookworm
fails "without any image one line says so" \
	"no suite has all packages of Linux 6.1: Linux 6.1.176-1 is incomplete in the archive .no linux-image-6.1.0-50-cloud-amd64" choose 6.1
: | suite bookworm
fails "a series that no suite has is refused" "no suite has all packages of Linux 6.1$" choose 6.1
rm "$work"/*

# Versions are compared by Debian's rules.
{
	all_packages 6.1.0-9 6.1.99-1
	all_packages 6.1.0-10 6.1.100-1
	all_packages 6.1.0-11 6.1.100-1~deb12u1
} | suite bookworm
is "6.1.100 is newer than 6.1.99 and than 6.1.100's backport" "$(chosen 6.1)" "6.1.100-1 bookworm 6.1.100-1"
{
	all_packages 6.1.0-10 6.1.100-1
	all_packages 6.1.0-11 6.1.100-1~deb12u1
	all_packages 6.1.0-9 6.1.99-1
} | suite bookworm
is "the order of the list does not matter" "$(chosen 6.1)" "6.1.100-1 bookworm 6.1.100-1"
rm "$work"/*

# split RELEASE VERSION PART...: a kernel of 7.x, whose image is in several packages
split() {
	split_release=$1 split_version=$2
	shift 2
	package "linux-image-$split_release-cloud-amd64" "$split_version" \
		"linux-binary-$split_release-cloud-amd64 (= $split_version), linux-modules-$split_release-cloud-amd64 (= $split_version)"
	for part; do
		package "linux-$part-$split_release-cloud-amd64" "$split_version"
	done
	package "linux-headers-$split_release-cloud-amd64" "$split_version" \
		"linux-headers-$split_release-common (= $split_version), linux-kbuild-$split_release (= $split_version)"
	package "linux-headers-$split_release-common" "$split_version"
	package "linux-kbuild-$split_release" "$split_version"
	package linux-source-7.3 "$split_version"
}
{
	split 7.3.4+deb13 7.3.4-1~bpo13+1 binary modules base
	split 7.3.5+deb13 7.3.5-1~bpo13+1 modules base
} | suite trixie-backports
is "an image in several packages: the newest complete one" "$(chosen 7.3)" \
	"7.3.4-1~bpo13+1 trixie-backports 7.3.4-1~bpo13+1"
is "the output has all packages of the image" "$(choose 7.3 2>/dev/null | sed -n 's/^IMAGE=//p')" \
	'"linux-image-7.3.4+deb13-cloud-amd64 linux-binary-7.3.4+deb13-cloud-amd64 linux-modules-7.3.4+deb13-cloud-amd64 linux-base-7.3.4+deb13-cloud-amd64"'
is "one line says what the newer one lacks" "$(choose 7.3 2>&1 >/dev/null)" \
	"kernel: Linux 7.3.5-1~bpo13+1 is incomplete in the archive (no linux-binary-7.3.5+deb13-cloud-amd64)"

# The archive of today
for one in host-patch/series/*; do
	one=${one##*/}
	if said=$( (read_series "$one" && echo "$RELEASE $VERSION") 2>&1); then
		tap_line ok "the archive has $one today: $(echo "$said" | tail -n 1)"
	else
		skip "the archive has $one today" "$said"
	fi
done
is "no package list is left behind" "$(find build/host-patch -maxdepth 2 -name 'lists.*')" ""

# A kernel between the series, by its suites
# read_as SERIES: its number and suites, without the archive
read_as() {
	(
		use_kernel() { :; }
		read_wanted "$1"
		echo "$series: $number of $SUITES in at most $ROUND_TRIP"
	)
}
is "a series of its own has its suites in its file" "$(read_as 6.12)" \
	"6.12: 6.12 of trixie,trixie-updates,trixie-security in at most $(sed -n 's/^ROUND_TRIP=//p' host-patch/series/6.12)"
is "another has those that are named" "$(read_as 7.2@trixie+trixie-backports)" \
	"7.2@trixie+trixie-backports: 7.2 of trixie,trixie-backports in at most $(sed -n 's/^ROUND_TRIP=//p' host-patch/series/5.10)"
fails "without a suite it is refused" "no such series: 7.2: use one of .*, or X@SUITE" read_as 7.2
fails "a name that is a path is refused" "no such series: 7.2@../sid" read_as 7.2@../sid
for one in . .. /; do
	is "the folder $one is no series, in one line" "$(host-patch/has-series.sh $one 2>&1 | sed 's/: use one of.*//')" \
		"has-series.sh: no such series: $one"
done
for script in has-series modules kernel choose-kernel; do
	fails "$script.sh says what it needs" "^$script(.sh)?: usage: $script.sh [A-Z]" host-patch/$script.sh
done
fails "an empty name is none" "^has-series.sh: usage:" host-patch/has-series.sh ''

# A whole kernel is built beside what else is made for its release.
mkdir "$work/bin"
printf '#!/bin/sh\necho Filesystem\necho /dev/some 9 2 7 22%% /\n' >"$work/bin/df"
chmod 755 "$work/bin/df"
fails "a whole kernel needs disk" "7 MiB free under build/, 15 GiB are needed" \
	env PATH="$work/bin:$PATH" host-patch/kernel.sh "$DEFAULT_SERIES"

tap_done
