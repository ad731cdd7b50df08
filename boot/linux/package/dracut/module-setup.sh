#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# dracut: includes the reader, with a checkpoint at the start and one at the end.

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
