#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The conformance suite in the lab: with the patched modules in each scope and
# layout and in both modes, and with the distribution's own for comparison.
#
# L0=svm (the default) or another lab of boot/lab/; SERIES=, the kernel's
# SETTINGS=each|pairs|whole  see conformance/settings (default pairs)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

l0=${L0:-svm} level=${SETTINGS:-pairs}
case $level in
each | pairs | whole) ;;
*) die "SETTINGS=$level is invalid: use each, pairs or whole" ;;
esac
read_series "${SERIES:-$DEFAULT_SERIES}"
suite=$build/conformance/conformance
dir=$build/conformance/$l0-$series
kernel=$out/root/boot/vmlinuz

# run_suite NAME MODULES PATCHED: results in $dir/NAME/
run_suite() {
	echo "PATCHED=$3" | lay_job "$dir/$1" host-patch/test/conformance/job "$suite" "$dir/preset.ko" "$dir/settings"
	boot/lab/lab.sh "$l0" exact "$kernel" "$2" "$dir/$1/job" "$dir/$1"
}

# relay NAME: print the results of a section, with the next numbers.
relay() {
	section "$dir/patched" "$1" >"$dir/section"
	tap_relay "$dir/section" "$1: "
	is "$1: ran to its end" "$(grep -c 'the kernel prints no warning$' "$dir/section")" 1
}

# The leaves that the patch answers in layout 2020
answered='^leaf (4fffff0[0-4]|4ffffff[cef])\.'

[ -x "$suite" ] || make -s conformance
mkdir -p "$dir"
awk -v level="$level" -f host-patch/test/conformance/settings.awk host-patch/test/conformance/settings >"$dir/settings"
host-patch/modules.sh "$series" >&2
ok "the module that presets the counters below 2^32 builds" \
	host-patch/test/module.sh "$series" host-patch/test/edge/preset.c "$dir/preset.ko"
ok "the distribution's modules are packed" \
	boot/lab/modules.sh "$out/root" "$dir/stock.cpio"
ok "the patched modules are packed over them" \
	boot/lab/modules.sh "$out/root" "$dir/patched.cpio" "$out"/*.ko
ok "the suite runs with the distribution's modules" run_suite stock "$dir/stock.cpio" no
ok "the suite runs with the patched modules" run_suite patched "$dir/patched.cpio" yes

for section in vm-2020 "many vCPUs" "past 2^32"; do
	relay "$section"
done
while read -r _ section _; do
	relay "$section"
done <"$dir/settings"
for one in "wrong parameters" undone; do
	section "$dir/patched" "$one" | grep -E '^(not )?ok ' >"$dir/section"
	tap_relay "$dir/section"
done

section "$dir/stock" dump >"$dir/dump.stock"
section "$dir/patched" dump >"$dir/dump.patched"
section "$dir/patched" "dump of off" >"$dir/dump.off"
is "the dump has all leaves and items" "$(wc -l <"$dir/dump.stock")" \
	$(((33 + 17 + 289 + 33) * 6))
is "exactly the documented leaves answer differently from unpatched" \
	"$(diff "$dir/dump.stock" "$dir/dump.patched" | sed -n 's/^> leaf \([^.]*\).*/\1/p' | sort -u | tr '\n' ' ')" \
	"4fffff00 4fffff01 4fffff02 4fffff03 4fffff04 4ffffffc 4ffffffe 4fffffff "
grep -vE "$answered" "$dir/dump.stock" >"$dir/others.stock"
grep -vE "$answered" "$dir/dump.patched" >"$dir/others.patched"
ok "every other leaf answers as unpatched" diff "$dir/others.stock" "$dir/others.patched"
ok "with exit_probe=off every leaf answers as unpatched" diff "$dir/dump.stock" "$dir/dump.off"
section "$dir/patched" "dump of none" >"$dir/dump.none"
ok "with exit_probe_leaf=none every leaf answers as unpatched" diff "$dir/dump.stock" "$dir/dump.none"
section "$dir/patched" "dump of undone" >"$dir/dump.undone"
ok "with the distribution's modules loaded again every leaf answers as unpatched" \
	diff "$dir/dump.stock" "$dir/dump.undone"

# 16 KiB of rows, and what struct kvm_vcpu has more
stock=$(reported "$dir/stock" vcpu_bytes)
patched=$(reported "$dir/patched" vcpu_bytes)
more=$((${patched:-0} - ${stock:-0}))
ok "a vCPU is charged 16 to 24 KiB more than unpatched: $patched bytes, unpatched $stock" \
	[ "${stock:-0}" -gt 0 -a $more -ge 16384 -a $more -le 24576 ]
causes=$(reported "$dir/patched" causes_vcpu_bytes)
ok "with exit_probe_causes=1 it is charged 49 pages more: ${causes:-0} bytes" \
	[ $((${causes:-0} - ${patched:-0})) -ge 196608 -a $((${causes:-0} - ${patched:-0})) -le 204800 ]
off=$(reported "$dir/patched" off_vcpu_bytes)
ok "with exit_probe=off it is charged at most 8 KiB more: $off bytes" \
	[ "${off:-0}" -ge "${stock:-0}" -a $((${off:-0} - ${stock:-0})) -le 8192 ]

stock=$(reported "$dir/stock" round_trip)
patched=$(reported "$dir/patched" round_trip)
echo "# a CPUID round trip takes $patched instructions of L0, unpatched $stock"
if [ "$l0" = svm ]; then
	ok "the patch adds at most $ROUND_TRIP instructions" [ $((patched - stock)) -le "$ROUND_TRIP" ]
	count=$(reported "$dir/patched" count_round_trip) off=$(reported "$dir/patched" off_round_trip)
	echo "# with exit_probe=count it takes $count, with off $off"
	ok "with exit_probe=count it adds less" [ "${count:-$patched}" -lt "$patched" ]
	ok "with exit_probe=off it adds at most $ROUND_TRIP_OFF" \
		[ "${off:-0}" -gt 0 -a $((${off:-0} - stock)) -le "$ROUND_TRIP_OFF" ]
fi
tap_done
