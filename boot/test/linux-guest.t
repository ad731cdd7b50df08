#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian in the lab: what the guest counts is what KVM counts, at every moment.
set -u
. boot/base/tap.sh
. boot/test/linux-record.sh

guest=build/linux/minimal
record=$work/linux.record
samples=$work/linux.samples.csv

fails "no guest: one line" "^run: there is no .*/disk.img" \
	boot/linux/run.sh "$work/nowhere" fast "$work"
fails "an unknown variant: one line" "^image: VARIANT=huge is none of" \
	boot/linux/image.sh huge build/linux/exit-probe.deb "$work/image"

sleep 2 # dates of files count in seconds
ok "the package can be made again" boot/linux/deb.sh build/linux/exit-probe 0.1 "$work/again.deb"
ok "and is the same to the byte" cmp "$work/again.deb" build/linux/exit-probe.deb

if [ ! -e $guest/boot.iso ]; then
	skip "Debian boots in the lab" "there is no guest: make guest"
	tap_done
	exit
fi

# Beside the record, spans in which the guest had one exit, and what it read behind each
LINUX_OPTION=exit_probe.quiet=10000 SAMPLE_MS=20 \
	ok "Debian boots to its login prompt" boot/linux/run.sh $guest fast "$work"
is "nothing else is left behind" "$(find "$work/linux" -mindepth 1 -type d)" ""
passed "$record" entry stage kernel initramfs sysinit basic network getty multi_user login end
adds_up "$record"
lies_between "$record" "$samples"

# KVM's statistic and the guest's own total at the same moments: the sampler's rows that
# fall into a quiet span. L1's only CPU is the guest's: the sampler came by the span's
# one exit, and has it counted.
tr -d '\r' <"$work/linux/serial.log" |
	sed -n 's/^quiet from=\(.*\) to=\(.*\) exits=\(.*\)/\1 \2 \3/p' >"$work/quiet"
awk -F '[ ,]' 'NR == FNR { from[NR] = $1; to[NR] = $2; exits[NR] = $3; n = NR; next }
	/^#/ { next }
	/^time_ms/ { i = 1; for (column = 1; column <= NF; column++) at[$column] = column; next }
	{
		while (i <= n && to[i] < $at["guest_tsc_after"]) i++
		if (i <= n && from[i] <= $at["guest_tsc"])
			print exits[i], $at["exits"], $at["passes"]
	}' "$work/quiet" "$samples" >"$work/moments"
moments=$(wc -l <"$work/moments")
ok "there are quiet spans" test -s "$work/quiet"
# (A sample takes longer than a tick of a slow L1, whose scheduler then lets the guest run
# within it; that is more than one exit.)
if [ "$moments" -gt 0 ]; then
	is "of $(wc -l <"$work/quiet") quiet spans, $moments have a sample: each is the guest's own total of that moment" \
		"$(awk '$1 != $2 - $3' "$work/moments")" ""
else
	skip "a sample in a quiet span is the guest's own total" "no sample came by one exit alone"
fi
end=$(field "$record" checkpoint end exits)
next=$(awk 'NR == 1 { print $3 }' "$work/quiet")
ok "and those totals go on from the record's last: $end, then $next" test "${next:-0}" -gt "$end"

# leftovers: what a failed run leaves besides logs.
leftovers() {
	find "$work/none" -mindepth 2 ! -name '*.log' ! -name report ! -name handed-over
}

# Guests that never get there: one that cannot be started, one with no end in time
mkdir "$work/bad"
truncate -s 1M "$work/bad/disk.img"
printf 'no kernel' >"$work/vmlinuz"
cp "$work/vmlinuz" "$work/initrd.img"
boot/guest/iso.sh build/probe-os/linux-stage.elf boot/linux/grub.cfg "$work/bad/boot.iso" \
	"$work/vmlinuz" "$work/initrd.img" >/dev/null 2>&1
fails "a kernel that is none: one line" "^run: the guest did not start: linux: the first module" \
	boot/linux/run.sh "$work/bad" fast "$work/none"
is "and nothing left behind but logs" "$(leftovers)" ""
GUEST_LIMIT=10
export GUEST_LIMIT
fails "a guest without an end: one line" "^run: the guest left no record within 10 seconds" \
	boot/linux/run.sh $guest fast "$work/none"
is "and nothing left behind but logs this time" "$(leftovers)" ""
unset GUEST_LIMIT

# dracut's initramfs has the reader in it and runs its hooks: shown without the
# lab, where counters are missing and checkpoints are not.
cp --sparse=always $guest/disk.img "$work/dracut.img"
# The record's end is the guest's; nobody tells this QEMU.
DISK=$work/dracut.img timeout 600 boot/guest/guest.sh boot/lab/qemu.sh tcg linux $guest/dracut/boot.iso \
	1 '' -serial "file:$work/dracut.log" >/dev/null 2>&1 &
qemu=$!
for _ in $(seq 300); do
	! build/probe-os/exit-record "$work/dracut.log" >"$work/dracut.record" 2>/dev/null || break
	sleep 2
done
kill $qemu 2>/dev/null
ok "a guest with dracut leaves a record" build/probe-os/exit-record "$work/dracut.log"
passed "$work/dracut.record" kernel initramfs sysinit end
tap_done
