# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Results as the live image writes them, by its own code, of records that are made up. Source it.

# live_results FILE CPU CPU_ID MICROCODE KERNEL RECORD...: writes them. A RECORD is NAME=FILE.
# The caller sets work, a folder. $more has more lines of the machine's, $doctor those of the doctor,
# $notes what went wrong, $counting the lines of real-cpu.
live_results() (
	to=$1 cpu=$2 cpu_id=$3 microcode=$4 kernel=$5
	shift 5
	# shellcheck disable=SC2154 # of the caller
	live=$(mktemp -d "$work/live.XXXXXX")
	mkdir "$live/records"
	for record; do
		cp "${record#*=}" "$live/records/${record%%=*}"
	done
	printf '%s\n' "${doctor:-ok    CPU               $cpu}" >"$live/doctor"
	: >"$live/impossible"
	printf '%s\n' "${notes:-}" >"$live/notes"
	[ -z "${counting:-}" ] || printf '%s\n' "$counting" >"$live/counting"
	ln -s "$PWD/build/probe-os/exit-record" "$live/exit-record"
	sed "s|/live/|$live/|g" boot/live/job/words.sh >"$live/words.sh"
	cp boot/live/job/about "$live/"
	cd "$live" || exit
	# What the image's other parts tell it
	cpu_field() {
		case $1 in
		"vendor_id") echo "${cpu_id%% *}" ;;
		"microcode") echo "$microcode" ;;
		*) echo 1 ;;
		esac
	}
	machine_facts() {
		printf '%s\n' "cpu=$cpu" "cpu_id=$cpu_id" "microcode=$microcode" "kernel=$kernel" \
			firmware=uefi flag=constant_tsc "mitigation_meltdown=Not affected"
		[ -z "${more:-}" ] || printf '%s\n' "$more"
	}
	uname() {
		echo "${kernel%% *}"
	}
	# The trailer of gzip's format has it (RFC 1952)
	crc32() {
		gzip -c | tail -c 8 | od -An -N 4 -tx4 | tr -d ' \n'
	}
	# shellcheck source=boot/live/job/words.sh
	. ./words.sh
	write_results
	mv results "$to"
)
