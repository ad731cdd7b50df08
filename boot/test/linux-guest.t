#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian in the lab: the counts of the guest equal those of KVM at any moment.
# TRACE=yes  also trace KVM: the trace has the same counts, for a boot that takes longer
set -u
. boot/base/tap.sh
. boot/test/linux-record.sh
. boot/test/trace-exits.sh

guest=build/linux/minimal
record=$work/linux.record
samples=$work/linux.samples.csv

fails "no guest: one line" "^run: there is no .*/disk.img" \
	boot/linux/run.sh "$work/nowhere" fast "$work"
fails "an unknown variant: one line" "^image: VARIANT=huge is invalid: use" \
	boot/linux/image.sh huge build/linux/exit-probe.deb "$work/image"

sleep 2 # so that the files have later dates
ok "the package can be made again" boot/linux/deb.sh build/linux/exit-probe 0.1 "$work/again.deb"
ok "the package has the same bytes" cmp "$work/again.deb" build/linux/exit-probe.deb

if [ ! -e $guest/boot.iso ]; then
	skip "Debian boots in the lab" "there is no guest: make guest"
	tap_done
	exit
fi

# Also print spans in which the guest had one exit, and its exits after each
LINUX_OPTION=exit_probe.quiet=10000 SAMPLE_MS=20 \
	ok "Debian boots to its login prompt" boot/linux/run.sh $guest fast "$work"
if [ "${TRACE:-}" = yes ]; then
	build/probe-os/exit-record "$work/linux/serial.log" >"$work/guest.record"
	same_at_once Debian "$work/guest.record" "$record"
	record=$work/guest.record
	same_causes Debian 100 "$record" "$work/linux/trace.log"
fi
is "no other files are left" "$(find "$work/linux" -mindepth 1 -type d)" ""
check_passed "$record" entry stage kernel initramfs sysinit basic network getty multi_user graphical login end
check_sum "$record"
[ "${TRACE:-}" = yes ] || check_causes "$record" stage kernel initramfs sysinit login end
check_samples "$record" "$samples"

# KVM's statistic and the guest's own total at the same moments: the samples within a quiet
# span. L1 has one CPU, so the sampler got it by the one exit of the span, and its sample
# includes that exit.
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
ok "the guest printed quiet spans" test -s "$work/quiet"
# (In a slow L1 a sample may take longer than a tick. Then the guest runs during the sample
# and has more than one exit.)
if [ "$moments" -gt 0 ]; then
	is "$moments of $(wc -l <"$work/quiet") quiet spans have a sample, which equals the guest's own total" \
		"$(awk '$1 != $2 - $3' "$work/moments")" ""
else
	skip "a sample in a quiet span equals the guest's own total" "no sample is in a span"
fi
end=$(field "$record" checkpoint end exits)
next=$(awk 'NR == 1 { print $3 }' "$work/quiet")
ok "these totals continue the record: $end, then $next" test "${next:-0}" -gt "$end"

# leftovers: files of a failed run that are not logs.
leftovers() {
	find "$work/none" -mindepth 2 ! -name '*.log' ! -name report ! -name handed-over ! -name l1.facts
}

# Guests that fail: one does not start, QEMU refuses one, one times out
mkdir "$work/bad"
truncate -s 1M "$work/bad/disk.img"
printf 'no kernel' >"$work/vmlinuz"
cp "$work/vmlinuz" "$work/initrd.img"
boot/guest/iso.sh build/probe-os/linux-stage.elf boot/linux/grub.cfg "$work/bad/boot.iso" \
	"$work/vmlinuz" "$work/initrd.img" >/dev/null 2>&1
fails "an invalid kernel: one line" "^run: the guest did not start: linux: the first module" \
	boot/linux/run.sh "$work/bad" fast "$work/none"
is "an invalid kernel: only logs are left" "$(leftovers)" ""
GUEST_OPTIONS=-none fails "an invalid option of QEMU: one line" "^run: QEMU failed in L1: -none: invalid option$" \
	boot/linux/run.sh $guest fast "$work/none"
GUEST_LIMIT=1
export GUEST_LIMIT
fails "a guest that times out: one line" "^run: the guest left no record within 1 seconds" \
	boot/linux/run.sh $guest fast "$work/none"
is "a guest that times out: only logs are left" "$(leftovers)" ""
unset GUEST_LIMIT

# dracut's initramfs includes the reader and runs its hooks. Without the lab the record has
# checkpoints, but no counters.
cp --sparse=always $guest/disk.img "$work/dracut.img"
# This QEMU does not end with the record: kill it.
DISK=$work/dracut.img timeout 600 boot/guest/guest.sh boot/lab/qemu.sh tcg linux $guest/dracut/boot.iso \
	1 '' -serial "file:$work/dracut.log" >/dev/null 2>&1 &
qemu=$!
for _ in $(seq 300); do
	! build/probe-os/exit-record "$work/dracut.log" >"$work/dracut.record" 2>/dev/null || break
	sleep 2
done
kill $qemu 2>/dev/null
ok "a guest with dracut leaves a record" build/probe-os/exit-record "$work/dracut.log"
check_passed "$work/dracut.record" kernel initramfs sysinit end
tap_done
