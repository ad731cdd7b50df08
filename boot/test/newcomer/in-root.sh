#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# One fresh root, in namespaces of its own: unpack it, give it this machine's way out, and
# run the commands in it. newcomer.sh runs this.
#
# usage: in-root.sh NAME TAR WORK
#   WORK  has tree.git; root/ gets the root, result what was found, as KEY=VALUE
set -eu

name=$1 tar=$2 root=$3/root result=$3/result
user=root home=/root

inside() {
	chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
		NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$@"
}

# as_user COMMAND: in the clone.
as_user() {
	inside HOME=$home setpriv --reuid=$user --regid=$user --init-groups sh -c "cd ~/exit-probe && $1"
}

mib_received() {
	awk -F '[: ]+' '{ sub(/^ */, "") } /:/ && $1 != "lo" { sum += $2 } END { printf "%d", sum / 1048576 }' /proc/net/dev
}

# step KEY COMMAND: what it took; a failure ends the root.
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

tar -C "$root" --numeric-owner --exclude='./dev/*' -xpf "$tar"
mount -t tmpfs tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
for node in null zero full random urandom tty; do
	: >"$root/dev/$node"
	mount --bind /dev/$node "$root/dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/usr/local/share/ca-certificates"
cp -R /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
apt-config dump Acquire |
	grep -E '^Acquire::(https?::Proxy[^ ]*|Check-Valid-Until) ' >"$root/etc/apt/apt.conf.d/machine" || true

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

# An archive that is not Debian's, with what needs.sh is to install and no more
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
