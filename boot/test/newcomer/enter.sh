# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# In new namespaces, see roots.sh: unpack $tar to $root and set up network, proxies and
# certificates as on this machine. Source it.

: "${root:?roots.sh runs this}" "${tar:?roots.sh runs this}"

# inside COMMAND ARGUMENT...: in that root, as root. (Not in a chroot: libvirt, which enters
# the mount namespaces of its own processes, would find itself outside.)
inside() {
	# shellcheck disable=SC2016 # the inner shell expands
	unshare --mount sh -ec 'cd "$1"; shift; pivot_root . mnt; umount -l mnt; exec chroot . "$@"' \
		sh "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
		NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$@"
}

# pivot_root takes a mount.
mount --bind "$root" "$root"
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
mount --rbind /sys "$root/sys"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/usr/local/share/ca-certificates"
cp -R /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
apt-config dump Acquire |
	grep -E '^Acquire::(https?::Proxy[^ ]*|Check-Valid-Until) ' >"$root/etc/apt/apt.conf.d/machine" || true
