#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exit-record on files good and bad: the canonical lines, or one line on stderr.
set -eu
. boot/base/tap.sh

reader=build/probe-os/exit-record
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# One record as the emulator gives it; what follows needs no other
timeout 30 boot/qemu.sh -accel tcg -m 64 -display none -monitor none \
	-serial "file:$tmp/log" -device isa-debug-exit,iobase=0xf4,iosize=4 \
	-kernel build/probe-os/exit-probe.elf -append exit=debug || true
$reader "$tmp/log" >"$tmp/record"
lines=$(wc -l <"$tmp/record")

tr -d '\r' <"$tmp/log" | grep '^exit-probe: ' >"$tmp/lines"
ok "prints the lines as the probe wrote them" cmp "$tmp/lines" "$tmp/record"
ok "accepts what it prints" $reader "$tmp/record"

# refused NAME LINE PATTERN: one line, FILE:LINE: and what is wrong; no output
refused() {
	refused_status=0
	$reader "$tmp/bad" >"$tmp/out" 2>"$tmp/err" || refused_status=$?
	is "$1: status" "$refused_status" 1
	is "$1: nothing on stdout" "$(cat "$tmp/out")" ""
	is "$1: one line" "$(wc -l <"$tmp/err")" 1
	ok "$1: says where and what" grep -q "^$tmp/bad:$2: .*$3" "$tmp/err"
}

: >"$tmp/bad"
refused "empty file" 1 "no record"
head -n 7 "$tmp/record" >"$tmp/bad"
refused "cut between lines" 7 "cut off after this line"
head -c "$(($(wc -c <"$tmp/record") - 9))" "$tmp/record" >"$tmp/bad"
refused "cut inside the last line" "$lines" "checksum"
sed '9s/tsc=\([0-9]*\)/tsc=\11/' "$tmp/record" >"$tmp/bad"
refused "altered number" 9 "wrong checksum"
sed 5d "$tmp/record" >"$tmp/bad"
refused "lost line" 5 "wrong checksum"
head -c 100000 /dev/urandom >"$tmp/bad"
refused "foreign file" '[0-9]*' "no record"

{ cat "$tmp/bad" && echo && cat "$tmp/record"; } >"$tmp/noisy"
ok "foreign bytes before the record" $reader "$tmp/noisy"
cat "$tmp/log" "$tmp/log" >"$tmp/twice"
is "of two records the last" "$($reader "$tmp/twice")" "$(cat "$tmp/record")"
fails "no such file" "$tmp/none: No such file" $reader "$tmp/none"
fails "a directory" "$tmp: cannot be read" $reader "$tmp"
fails "no argument" "^usage: exit-record FILE$" $reader
ok "a full disk is told" sh -c "! $reader '$tmp/record' >/dev/full 2>'$tmp/err' && [ -s '$tmp/err' ]"

tap_done
