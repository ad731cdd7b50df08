#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the README's commands in one new root, see enter.sh. newcomer.sh runs this.
#
# usage: in-root.sh NAME WORK
#   WORK  has tree.git; the file result gets the results as KEY=VALUE
set -eu

name=$1 result=$2/result
user=root home=/root

# as_user COMMAND: runs it in the clone, as the user.
as_user() {
	inside HOME=$home setpriv --reuid=$user --regid=$user --init-groups sh -c "cd ~/exit-probe && $1"
}

mib_received() {
	awk -F '[: ]+' '{ sub(/^ */, "") } /:/ && $1 != "lo" { sum += $2 } END { printf "%d", sum / 1048576 }' /proc/net/dev
}

# step KEY COMMAND: runs it and writes status, time and MiB to result; a failure ends the script.
step() {
	began=$(date +%s) received=$(mib_received) status=0
	as_user "$2" || status=$?
	cat >>"$result" <<-END
		$1.status=$status
		$1.seconds=$(($(date +%s) - began))
		$1.mib=$(($(mib_received) - received))
	END
	[ $status -eq 0 ] || exit 1
}

. boot/test/newcomer/enter.sh

case $name in
*-user)
	user=newcomer home=/home/newcomer
	inside apt-get update
	inside DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends sudo
	inside useradd --create-home $user
	echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$user"
	;;
esac
cp -r "${root%/root}/tree.git" "$root/srv/exit-probe.git"
inside chown -R $user:$user /srv/exit-probe.git
inside HOME=$home setpriv --reuid=$user --regid=$user --init-groups \
	git clone -q file:///srv/exit-probe.git $home/exit-probe

# An archive that is not Debian's, with only the packages that needs.sh must install
case $name in
*-no-mirror*)
	inside apt-get update
	# shellcheck disable=SC2046 # one word a package
	inside apt-get install -y --no-install-recommends --download-only \
		debootstrap $(as_user "boot/base/needs.sh -n run")
	mkdir "$root/srv/other"
	mv "$root"/var/cache/apt/archives/*.deb "$root/srv/other/"
	(
		cd "$root/srv/other"
		for deb in *.deb; do
			dpkg-deb -f "$deb"
			echo "Filename: ./$deb"
			echo "Size: $(stat -c %s "$deb")"
			echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"
			echo
		done >Packages
	)
	rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d" "$root/var/lib/apt/lists"
	echo "deb [trusted=yes] file:/srv/other ./" >"$root/etc/apt/sources.list"
	;;
esac

step run "make run"
echo "verdict=$(as_user "build/probe-os/exit-record verdict build/run/record.txt")" >>"$result"
step again "make run >again 2>&1"
echo "built=$(grep -E '^(  [A-Z]+ |needs: inst|debs: |apt: )' "$root$home/exit-probe/again" | head -n 1)" >>"$result"
echo "l1=$(cd "$root$home/exit-probe/build/lab" && sha256sum userland.cpio modules-*.cpio | tr '\n' ' ')" >>"$result"
[ "${TEST:-}" != yes ] || step test "make test"
