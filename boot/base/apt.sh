# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# A private apt under build/apt: it reads the package lists of any Debian suite and
# architecture, verifies them and downloads packages. It uses only the mirror, the keyring
# and the proxies of the system's apt. Source it after defining die().
#
# A suite is searched at the mirror, then at the archive of old releases. The lists are kept
# until refresh_suites or `make distclean`.

# shellcheck source=boot/base/mirror.sh
. boot/base/mirror.sh

# open_suites ARCH SUITE[,SUITE...]: private_apt uses these suites from now on. Holds a lock
# until close_suites, because make runs several of these at once.
open_suites() {
	arch=$1 suites=$(echo "$2" | tr , ' ')
	apt=$PWD/build/apt/$arch
	state=$apt/$(echo "$2" | tr , +)
	apt_log=$PWD/build/log/apt-$arch-${state##*/}.log
	mkdir -p "$apt/lists/partial" "$state/cache/archives/partial" build/log
	# Written once: apt's cache depends on its date.
	[ -e "$state/status" ] || : >"$state/status"
	exec 9>build/apt/lock
	flock 9
	for suite in $suites; do
		[ -e "$apt/$suite.list" ] || read_suite "$suite"
	done
	for suite in $suites; do
		cat "$apt/$suite.list"
	done >"$state/sources.list"
	[ -s "$state/sources.list" ] || die "no mirror has $2, see ${apt_log#"$PWD"/}"
}

close_suites() {
	exec 9>&-
}

# refresh_suites: reads the lists again.
refresh_suites() {
	close_suites
	for suite in $suites; do
		rm -f "$apt/$suite.list"
	done
	open_suites "$arch" "$(echo "$suites" | tr ' ' ,)"
}

# apt_get SOURCES.LIST ARGUMENT...
apt_get() {
	sources_list=$1
	shift
	apt-get -qq -o Dir::State="$state" -o Dir::State::status="$state/status" \
		-o Dir::State::lists="$apt/lists" -o Dir::Cache="$state/cache" \
		-o Dir::Cache::pkgcache=pkgcache.bin -o Dir::Cache::srcpkgcache=srcpkgcache.bin \
		-o Dir::Etc::sourcelist="$sources_list" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
		-o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o APT::Install-Recommends=false -o APT::Sandbox::User=root \
		-o APT::Get::List-Cleanup=false -o Acquire::Languages=none "$@"
}

private_apt() {
	apt_get "$state/sources.list" "$@"
}

# read_suite SUITE: reads its package lists and writes its source line to $apt/SUITE.list,
# which is empty if no mirror has that suite. A mirror that does not answer is an error.
read_suite() {
	[ -r "$keyring" ] || die "no $keyring: install the package debian-archive-keyring"
	mirror=$(mirror_of_suite "$1")
	[ -n "$mirror" ] || die "$no_mirror"
	echo "apt: reading the package lists of $1 ($arch)" >&2
	: >"$apt_log"
	for address in "$mirror" "$(archive_of "$mirror")"; do
		[ -n "$address" ] || continue
		# An old release's lists have expired; they no longer change.
		check=
		[ "$address" = "$mirror" ] || check=" check-valid-until=no"
		echo "deb [arch=$arch signed-by=$keyring$check] $address $1 main" >"$state/one.list"
		if apt_get "$state/one.list" update -o APT::Update::Error-Mode=any \
			-o pkgCacheFile::Generate=false >>"$apt_log" 2>&1; then
			mv "$state/one.list" "$apt/$1.list"
			return
		fi
		if grep -qE 'NO_PUBKEY|EXPKEYSIG|Missing key' "$apt_log"; then
			newer_keyring "$1"
			read_suite "$1"
			return
		fi
		grep -qE '404 |does not have a Release file|File not found' "$apt_log" ||
			die "the package lists of $1 cannot be read: $(grep -m 1 '^[EW]:' "$apt_log" || echo "see ${apt_log#"$PWD"/}")"
	done
	echo "apt: no mirror has $1" >&2
	: >"$apt/$1.list"
}

# newer_keyring SUITE: if its key is not in the keyring, as on an old Ubuntu, gets the
# keyring package of the newest release that the keyring can verify: each has the keys of
# the next release. apt verifies it like any package.
newer_keyring() {
	fresh=$apt/keyring main=$(main_mirror)
	for release in stable oldstable oldoldstable; do
		rm -rf "$fresh"
		mkdir -p "$fresh"
		echo "deb [arch=$arch signed-by=$keyring] $main $release main" >"$state/one.list"
		apt_get "$state/one.list" update -o APT::Update::Error-Mode=any >>"$apt_log" 2>&1 || continue
		(cd "$fresh" && apt_get "$state/one.list" download debian-archive-keyring &&
			dpkg-deb -x ./*.deb .) >>"$apt_log" 2>&1 || continue
		! cmp -s "$fresh$system_keyring" "$keyring" || break
		echo "apt: no key of $1 in $keyring: getting the keyring of Debian's $release" >&2
		cp -p "$fresh$system_keyring" "$own_keyring"
		keyring=$own_keyring
		rm -rf "$fresh"
		return
	done
	rm -rf "$fresh"
	die "$keyring is too old for $1: install a newer one, sudo dpkg -i FILE, with the newest file of $main/pool/main/d/debian-archive-keyring/"
}

# package_lists SUITE: prints its lists, unchanged.
package_lists() {
	[ -s "$apt/$1.list" ] || return 0
	# shellcheck disable=SC2016 # apt expands it, not the shell
	apt_get "$apt/$1.list" indextargets --format '$(FILENAME)' 'Created-By: Packages' |
		while read -r file; do
			/usr/lib/apt/apt-helper cat-file "$file"
		done
}
