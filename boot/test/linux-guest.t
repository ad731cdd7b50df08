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

# Beside the record, spans in which the guest had no exit, and what it had read
OPTIONS=exit_probe.quiet=3000 SAMPLE_MS=20 \
	ok "Debian boots to its login prompt" boot/linux/run.sh $guest fast "$work"
is "nothing else is left behind" "$(find "$work/linux" -mindepth 1 -type d)" ""
for name in entry stage kernel initramfs sysinit basic network getty multi_user login end; do
	is "it passed $name once" "$(grep -c "^exit-probe: checkpoint .*name=$name " "$record")" 1
done
before=$(field checkpoint exits entry)
phases=$(sed -n 's/^exit-probe: phase .* exits=\([0-9]*\) .*/\1/p' "$record" | sum)
is "the first checkpoint and the phases are the total" "$(field checkpoint exits end)" \
	$((before + phases))

# KVM's statistic and the guest's own total at the same moments: the sampler's
# rows that fall into a quiet span
tr -d '\r' <"$work/linux/serial.log" | sed -n 's/^quiet from=\(.*\) to=\(.*\) exits=\(.*\)/\1 \2 \3/p' \
	>"$work/quiet"
awk -F '[ ,]' 'NR == FNR { from[NR] = $1; to[NR] = $2; exits[NR] = $3; n = NR; next }
	FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{
		for (i = 1; i <= n; i++)
			if (from[i] <= $at["guest_tsc"] && $at["guest_tsc_after"] <= to[i])
				print exits[i], $at["exits"], $at["passes"]
	}' "$work/quiet" "$samples" >"$work/moments"
moments=$(wc -l <"$work/moments")
ok "$moments samples of KVM's statistic fall into spans without an exit" test "$moments" -ge 3
is "each is the guest's own total of that moment" "$(awk '$1 != $2 - $3' "$work/moments")" ""
last=$(awk 'NR == 1 { print $3 }' "$work/quiet")
ok "and those totals go on from the record's: $(field checkpoint exits end), then $last" \
	test "$last" -gt "$(field checkpoint exits end)"

# A checkpoint between two samples has a number between theirs.
outside=$(awk -F '[ =]' 'NR == FNR && /^exit-probe: checkpoint / {
		for (i = 3; i < NF; i += 2) v[$i] = $(i + 1)
		n++; name[n] = v["name"]; tsc[n] = v["tsc"]; exits[n] = v["exits"] + v["passes"]
	}
	NR == FNR { next }
	FNR == 1 { split($0, names, ","); for (i in names) at[names[i]] = i; next }
	{
		split($0, row, ",")
		for (i = 1; i <= n; i++) {
			if (row[at["guest_tsc_after"]] < tsc[i] && row[at["exits"]] > exits[i])
				print name[i], "is below an earlier sample"
			if (row[at["guest_tsc"]] > tsc[i] && row[at["exits"]] < exits[i])
				print name[i], "is above a later sample"
		}
	}' "$record" "$samples" | sort -u)
is "each checkpoint lies between the samples around it" "$outside" ""

# leftovers: what a failed run leaves besides logs.
leftovers() {
	find "$work/none" -mindepth 2 ! -name '*.log' ! -name report ! -name handed-over
}

# Guests that never get there: one that cannot be started, one with no end in time
mkdir "$work/bad"
truncate -s 1M "$work/bad/disk.img"
printf 'no kernel' >"$work/vmlinuz"
cp "$work/vmlinuz" "$work/initrd.img"
boot/iso.sh build/probe-os/linux-stage.elf boot/linux/grub.cfg "$work/bad/boot.iso" \
	"$work/vmlinuz" "$work/initrd.img" >/dev/null 2>&1
fails "a kernel that is none: one line" "^run: the guest did not start: linux: the first module" \
	boot/linux/run.sh "$work/bad" fast "$work/none"
is "and nothing left behind but logs" "$(leftovers)" ""
GUEST_LIMIT=10
export GUEST_LIMIT
fails "a guest without an end: one line" "^run: the guest left no record within 10 seconds" \
	boot/linux/run.sh $guest fast "$work/none"
is "and nothing left behind but logs this time" "$(leftovers)" ""
tap_done
