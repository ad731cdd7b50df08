# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The USB stick that the image is on, and its partition for results. Source it. There is no
# driver for other disks; other sticks are only read to see that they are others.

# volume DISK: the name of the ISO on a disk (ECMA-119, "Volume Identifier")
volume() {
	dd if="$1" bs=1 skip=32808 count=32 2>/dev/null | sed 's/ *$//'
}

# is_ours PARTITION: a FAT16 with this image's serial and name (Microsoft's "FAT: General
# Overview of On-Disk Format": BS_VolID, BS_VolLab, BS_FilSysType)
is_ours() {
	[ "$(od -An -tx4 -j 39 -N 4 "$1" 2>/dev/null | tr -d ' ')" = "$id" ] &&
		[ "$(dd if="$1" bs=1 skip=43 count=16 2>/dev/null)" = "EXITPROBE  FAT16" ]
}

# find_stick: sets stick to its partition, or wrong to why there is none: the disk has this
# image's ISO, and the partition this image's serial. Two such sticks cannot be told apart.
find_stick() {
	id=$(option image none) stick='' wrong="no USB stick with this image is there: it was booted as a CD, or pulled out"
	for disk in /sys/block/sd*; do
		disk=/dev/${disk##*/}
		[ "$(volume "$disk")" = "EXITPROBE_$id" ] || continue
		is_ours "${disk}3" || {
			wrong="the partition for results on $disk is not this image's"
			continue
		}
		[ -z "$stick" ] || {
			wrong="two USB sticks have this image: pull one out"
			stick=
			return 1
		}
		stick=${disk}3
	done
	[ -n "$stick" ]
}

# save_results: as a new file on the stick. It is mounted only meanwhile.
save_results() {
	if find_stick && write_stick 2>/live/errors; then
		say "The results are on the stick's partition EXITPROBE as $saved."
	else
		say "The results could not be written: ${wrong:-$(tail -n 1 /live/errors)}." \
			"To try again: 4 in the menu, with the stick plugged in."
	fi
}

# write_stick: sets saved to the file's name
write_stick() {
	wrong=
	mkdir -p /mnt
	mount -t vfat -o noexec,nosuid,nodev "$stick" /mnt || return 1
	number=1
	while saved=$(printf 'EXITP%03d.TXT' $number) && [ -e "/mnt/$saved" ]; do
		number=$((number + 1))
	done
	# A file of that name is complete, even if the stick is pulled out now.
	cp /live/results /mnt/RESULTS.NEW && sync && mv /mnt/RESULTS.NEW "/mnt/$saved"
	status=$?
	umount /mnt || return 1
	[ $status -eq 0 ] || return 1
	# What counts is what the stick has.
	mount -t vfat -o ro "$stick" /mnt && cmp /live/results "/mnt/$saved"
	status=$?
	umount /mnt
	return $status
}

# relay_results: over the serial port
relay_results() {
	[ -z "$serial" ] || {
		echo "==== results begin"
		cat /live/results
		echo "==== results end"
	} >&3
}
