# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-only
# The emulated hosts of host-fleet.sh. Source it. The script defines die(), and sets
#   out   a folder
#   work  one for sockets, whose paths must be short

ssh_config=$out/ssh_config

# make_hosts DKMS.deb: their disk, which both start from, their kernels, and the repository
# that they install from. Sets old and new to the releases of the kernels.
make_hosts() {
	ssh-keygen -q -t ed25519 -N '' -C fleet -f "$out/key"
	HOST_UPDATE="host-patch/test/fleet/image $out/key.pub" boot/linux/image.sh dkms "$1" "$out" || die "no disk for the hosts"
	disk=$out/disk.img log=$out/disk.log
	read -r old new <"$out/update.tap"
	rm "$out/vmlinuz" "$out/initrd.img" "$out/update.tap"
	{
		for release in "$old" "$new"; do
			for file in vmlinuz initrd.img; do
				debugfs -R "dump /boot/$file-$release $out/$file-$release" "$disk"
			done
		done
		debugfs -R "rdump /repository $out" "$disk"
	} 2>>"$log"
	(cd "$out/repository" && dpkg-scanpackages . >Packages 2>scan.log && printf 'rm /repository/%s\n' *.deb) >"$out/remove"
	{
		debugfs -w -f "$out/remove" "$disk"
		# Room for the packages and what DKMS builds
		truncate -s +2G "$disk"
		resize2fs "$disk"
	} >>"$log" 2>&1
}

# serve_repository: on a port of this machine that is free; sets http.
serve_repository() {
	: >"$out/http.log"
	PYTHONUNBUFFERED=1 python3 -m http.server -b 127.0.0.1 -d "$out/repository" 0 >"$out/http.log" 2>&1 &
	http_server=$!
	until http=$(sed -n 's/^Serving HTTP on .* port \([0-9]*\) .*/\1/p' "$out/http.log") && [ -n "$http" ]; do
		kill -0 "$http_server" 2>/dev/null || die "no web server: $(tail -n 1 "$out/http.log")"
		sleep 0.1
	done
}

# free_ports: two
free_ports() {
	python3 -c 'import socket
both = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*[one.getsockname()[1] for one in both])'
}

# configure_ssh NAME=PORT...: the key of each host is known.
configure_ssh() {
	key=$(debugfs -R "cat /etc/ssh/ssh_host_ed25519_key.pub" "$out/disk.img" 2>/dev/null)
	for one; do
		echo "${one%=*} $key" >>"$out/known_hosts"
		printf '%s\n' "Host ${one%=*}" "Port ${one#*=}" "HostKeyAlias ${one%=*}"
	done >"$ssh_config"
	printf '%s\n' "Host *" "HostName 127.0.0.1" "User admin" "IdentityFile $PWD/$out/key" "IdentitiesOnly yes" \
		"UserKnownHostsFile $PWD/$out/known_hosts" "GlobalKnownHostsFile /dev/null" "StrictHostKeyChecking yes" \
		"BatchMode yes" "ConnectTimeout 60" "ControlMaster auto" "ControlPersist 600" "ControlPath $work/%n" >>"$ssh_config"
}

# boot_host NAME PORT RELEASE. (The kernel's mitigations and self-tests only cost time here.)
boot_host() {
	mkdir -p "$out/$1"
	LAB_DISK=$out/disk.img LAB_MEMORY=2048 LAB_SSH=$2 boot/lab/svm.sh fast "$out/vmlinuz-$3" "$out/initrd.img-$3" \
		"console=ttyS0,115200 quiet panic=-1 mitigations=off cryptomgr.notests root=/dev/nvme0n1 rw net.ifnames=0 systemd.hostname=$1" \
		"$out/$1" >"$out/$1/l0.log" 2>&1 &
	echo $! >"$out/$1/process"
}

# wait_for NAME: until its sshd answers
wait_for() {
	started=$(date +%s)
	until timeout 90 ssh -F "$ssh_config" "$1" true 2>"$out/$1/ssh.log"; do
		kill -0 "$(cat "$out/$1/process")" 2>/dev/null || die "L0 of $1 ended, see $out/$1/l0.log: $(tail -n 1 "$out/$1/l0.log")"
		[ $(($(date +%s) - started)) -lt 900 ] || die "$1 does not answer, see $out/$1/console.log: $(tail -n 1 "$out/$1/ssh.log")"
		sleep 3
	done
}

# on NAME SCRIPT: run it there, as root
on() {
	printf '%s\n' "$2" | timeout 900 ssh -F "$ssh_config" "$1" sudo sh
}

# end_hosts: all of them, and the web server
end_hosts() {
	for process in $(cat "$out"/*/process 2>/dev/null) ${http_server:-}; do
		kill "$process" 2>/dev/null || true
	done
	wait
}
