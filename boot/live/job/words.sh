# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The results: as one file, in words, and as a short form. Source it.

# Benchmarks that are on the screen and in the short form
shown="cpuid hypercall port_out_vmm mmio_vmm"

# write_results: one file, sections that begin with "== NAME"
write_results() {
	in_words >/live/words
	{
		echo "Exit Probe's results, version 1"
		cat about
		echo "== words"
		cat /live/words
		echo "== machine"
		machine_facts
		counting_facts
		echo "== doctor"
		cat /live/doctor /live/impossible /live/notes
		for file in /live/records/*; do
			[ -e "$file" ] || continue
			echo "== record ${file##*/}"
			cat "$file"
		done
		echo "== short"
		short_form
	} >/live/results
}

# counting_facts: a line for each way to count an exit, the median of its rounds and their range
counting_facts() {
	[ ! -e /live/counting ] || awk '{
		for (i = 2; i <= NF; i++)
			value[substr($i, 1, index($i, "=") - 1)] = substr($i, index($i, "=") + 1)
		printf "counting_%s_%s_cpus_%s=%s ns (%s to %s)\n", value["method"], value["caches"], value["cpus"],
			value["ns"], value["least"], value["most"]
	}' /live/counting
}

# value NAME ARGUMENT...: a value of a record, by exit-record get; - if it has none
value() {
	file=/live/records/$1
	shift
	got=$(./exit-record get "$@" "$file" 2>/dev/null) || got=
	echo "${got:--}"
}

# sum NAME KIND KEY: the sum over the lines of a kind
sum() {
	value "$1" "$2" "$3" | awk '{ sum += $1 } END { printf "%.0f\n", sum }'
}

# in_words: what the records have
in_words() {
	echo "Results: $(cpu_field 'model name'), microcode $(cpu_field microcode)"
	[ -n "$(ls /live/records)" ] || echo "  nothing was measured"
	for name in kernel pvh iso uefi kernel-stock; do
		[ -e "/live/records/$name" ] || continue
		exits=$(sum $name phase exits) cycles=$(sum $name phase kernel)
		printf '  %-13s %7s exits before the probe, %5s in its boot, %6s cycles of KVM each: %s\n' \
			"$name" "$(value $name checkpoint entry exits)" "$exits" \
			$((cycles / (exits > 0 ? exits : 1))) "$(./exit-record verdict "/live/records/$name" 2>&1)"
	done
	counting_facts | sed -n 's/^counting_\(time\|causes\)_hot_cpus_1=/  counting one exit, \1: /p'
	benches=$(cd /live/records && echo bench-*)
	[ "$benches" != 'bench-*' ] || return 0
	# shellcheck disable=SC2086 # a column a record
	echo "$(printf '  %-14s' "cycles of one")$(printf ' %16s' $benches)"
	for bench in $shown; do
		row=$(printf '  %-14s' "$bench")
		for name in $benches; do
			row="$row $(printf %16s "$(value "$name" bench "$bench" tsc_median)")"
		done
		echo "$row"
	done
}

# short_form: one line, of the letters that a QR code packs best, with its checksum
short_form() {
	line="EXITPROBE:1 CPU:$(cpu_field vendor_id)-$(cpu_field 'cpu family')-$(cpu_field model)-$(cpu_field stepping)"
	line="$line UCODE:$(cpu_field microcode) LINUX:$(uname -r)"
	for name in kernel kernel-stock; do
		[ -e "/live/records/$name" ] || continue
		line="$line $name:$(sum $name phase exits)/$(sum $name phase kernel)"
		break
	done
	[ ! -e /live/records/bench-stock-1 ] || for bench in $shown; do
		line="$line $bench:$(value bench-stock-1 bench "$bench" tsc_median)"
		line="$line/$(value bench-patched-1 bench "$bench" tsc_median)"
	done
	line=$(echo "$line" | tr 'a-z_' 'A-Z-')
	echo "$line CRC:$(printf %s "$line" | crc32 | tr a-f A-F)"
}

# say_short: the short form and its QR code
say_short() {
	short=$(sed '1,/^== short$/d' /live/results)
	say "" "$short"
	qrencode -t ANSIUTF8 -l L -m 2 "$short"
}
