#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Draw which knob removes (green) or adds (red) which exits: a row for each knob, a column for
# each of the twelve causes with the largest change.
#
# usage: knobs-picture.sh CSV SVG
#   CSV  exit-record's table of changes
set -eu
. boot/base/lib.sh

csv=$1 svg=$2
at_exit() {
	rm -f "$svg.script" "$svg.new"
}

here=$(dirname "$0")
awk -f "$here/knobs-csv.awk" -f "$here/knobs-picture.awk" "$csv" >"$svg.script"
gnuplot --default-settings -e "set output '$svg.new'" "$svg.script" ||
	die "gnuplot failed: its line above says why"
mv "$svg.new" "$svg"
