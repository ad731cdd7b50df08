#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# dracut: takes the reader along, with a checkpoint first and one last.

check() {
	return 0
}

depends() {
	return 0
}

install() {
	inst_simple /usr/bin/exit-probe
	# shellcheck disable=SC2154 # dracut sets it
	inst_hook cmdline 00 "$moddir/first.sh"
	inst_hook pre-pivot 99 "$moddir/last.sh"
}
