#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Debian in the lab: what the guest counts is what KVM counts, at every moment.
set -u
. boot/test/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
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

# field KIND KEY NAME: of the line with that name.
field() {
	sed -n "s/^exit-probe: $1 .*name=$3 .* $2=\([^ ]*\) .*/\1/p" "$record"
}
sum() {
	awk '{ s += $1 } END { print s }'
}

ok "Debian boots to its login prompt" boot/linux/run.sh $guest fast "$work"
is "nothing else is left behind" "$(find "$work" -name 'linux.??????' -type d)" ""
for name in entry stage kernel initramfs sysinit basic network getty multi_user end; do
	is "it passed $name once" "$(grep -c "^exit-probe: checkpoint .*name=$name " "$record")" 1
done
before=$(field checkpoint exits entry)
phases=$(sed -n 's/^exit-probe: phase .* exits=\([0-9]*\) .*/\1/p' "$record" | sum)
is "the first checkpoint and the phases are the total" $((before + phases)) \
	"$(field checkpoint exits end)"

# The sampler's columns by name: column ROW NAME, the row an awk condition
column() {
	awk -F , -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		'"$1"' { value = $at[name] } END { print value }' "$samples"
}
final=$(sed -n 's/^final_sample=//p' "$work/linux.report")
kvm=$(sed -n 's/^kvm_exits=//p' "$work/linux.report")
is "KVM's statistic is the hardware exits and the passes" \
	$(($(column 1 counted) + $(column 1 passes))) "$kvm"
# 24 exits are the reader's own: each character it printed, and the reset.
others=$(($(column 1 counted) - $(printf '%d' "${final:-0}") - 24))
[ -n "$final" ] || skip "KVM's last count is the guest's last read" "the guest did not get to it within 30 seconds"
[ -z "$final" ] || ok "KVM's last count is the guest's last read, its 24 port writes and interrupts: $others" \
	test "$others" -ge 0 -a "$others" -le 24

# The rows just before and after a checkpoint, by the guest's own clock
outside=$(awk -F '[ =]' '/^exit-probe: checkpoint / {
		for (i = 3; i < NF; i += 2) v[$i] = $(i + 1)
		print v["name"], v["tsc"], v["exits"] + v["passes"]
	}' "$record" | while read -r name tsc exits; do
	low=$(column "\$at[\"guest_tsc_after\"] < $tsc" exits)
	high=$(column "\$at[\"guest_tsc\"] > $tsc && ++n == 2" exits)
	[ "${low:-0}" -le "$exits" ] && [ "$exits" -le "${high:-$kvm}" ] || echo "$name"
done)
is "each checkpoint lies between the samples around it" "$outside" ""

# Guests that never get there: one that cannot be started, one with no end in time
mkdir "$work/bad"
truncate -s 1M "$work/bad/disk.img"
printf 'no kernel' >"$work/vmlinuz"
cp "$work/vmlinuz" "$work/initrd.img"
boot/iso.sh build/probe-os/linux-stage.elf boot/linux/grub.cfg "$work/bad/boot.iso" \
	"$work/vmlinuz" "$work/initrd.img" >/dev/null 2>&1
fails "a kernel that is none: one line" "^run: the guest did not start: linux: the first module" \
	boot/linux/run.sh "$work/bad" fast "$work/none"
is "and nothing left behind but logs" \
	"$(find "$work/none" -type f ! -name '*.log'; find "$work/none" -name 'linux.??????')" ""
GUEST_LIMIT=10
export GUEST_LIMIT
fails "a guest without an end: one line" "^run: the guest left no record within 10 seconds" \
	boot/linux/run.sh $guest fast "$work/none"
is "and nothing left behind but logs this time" \
	"$(find "$work/none" -type f ! -name '*.log'; find "$work/none" -name 'linux.??????')" ""
tap_done
