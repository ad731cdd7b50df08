#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bad input ends with one line on stderr, a status, and no files.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'umount "$work/tiny" 2>/dev/null; rm -rf "$work"' EXIT

$make full >"$work/good.txt"
$make samples >"$work/good.csv"

# refused NAME STATUS PATTERN ARGUMENT...: one line on stderr, nothing in out
refused() {
	name=$1 wanted=$2 pattern=$3
	shift 3
	status=0
	timeout 60 $compare -o "$work/out" "$@" >"$work/said" 2>"$work/err" || status=$?
	is "$name: status" "$status" "$wanted"
	ok "$name: the message" grep -qE -- "^exit-compare: $pattern" "$work/err"
	is "$name: one line, nothing written" \
		"$(wc -l <"$work/err") $(ls -A "$work/out" 2>/dev/null)" "1 "
}

: >"$work/bad"
refused "empty" 1 ".*bad:1: no record" x="$work/bad"
head -n 9 "$work/good.txt" >"$work/bad"
refused "truncated" 1 ".*bad:9: the record is cut off" x="$work/bad"
sed '9s/exits=/exits=1/' "$work/good.txt" >"$work/bad"
refused "altered" 1 ".*bad:9: wrong checksum" x="$work/bad"
cp "$compare" "$work/bad"
refused "foreign" 1 ".*bad(:[0-9]+)?: (no record|a record line before any|is larger)" x="$work/bad"
truncate -s 20G "$work/bad"
refused "enormous" 1 ".*bad: is larger than 64 MiB" x="$work/bad"
refused "endless" 1 "/dev/zero: is larger than 64 MiB" x=/dev/zero
rm "$work/bad"
refused "missing" 1 ".*bad: No such file" x="$work/bad"
refused "a folder" 1 ".*: no results of the live image are in this folder" x="$work"
sed '1s/version=[0-9]*/version=9/' "$work/good.txt" >"$work/bad"
refused "an altered version" 1 ".*bad:1: wrong checksum" x="$work/bad"
printf 'exit-probe: begin version=1 lines=41 calibrations=2 checkpoints=18 crc=f02a954a\n' \
	>"$work/bad"
refused "a record of version 1" 1 ".*bad:1: " x="$work/bad"
$make other-abi >"$work/bad"
refused "two ABI versions" 1 ".*bad: its host has a different ABI version" x="$work/good.txt" \
	y="$work/bad"
$make minimal >"$work/bad"
refused "different phases under one label" 1 ".*bad: its phases differ" x="$work/good.txt" \
	x="$work/bad"
$make without-reasons >"$work/amd.txt"
$make other-vendor >"$work/bad"
refused "two vendors under one label" 1 ".*bad: its host is from Intel, .* is from AMD: use" \
	x="$work/amd.txt" x="$work/bad"

gzip -c "$work/good.csv" >"$work/bad"
refused "samples: compressed" 1 ".*bad: is compressed: decompress it first" x="$work/good.txt,$work/bad"
: >"$work/bad"
refused "samples: empty" 1 ".*bad:1: too few samples" x="$work/good.txt,$work/bad"
printf 'time_ms,exits\n0,1\n1\n' >"$work/bad"
refused "samples: truncated" 1 ".*bad:3: the row has too few values" x="$work/good.txt,$work/bad"
head -c -3 "$work/good.csv" >"$work/bad"
refused "samples: truncated in the last number" 1 ".*bad:[0-9]*: the last line is truncated" \
	x="$work/good.txt,$work/bad"
head -n 9 "$work/good.csv" >"$work/bad"
refused "samples of another VM" 1 ".*bad:9: samples of another VM, .* [0-9]* exits, the record ends at 3" \
	x="$work/good.txt,$work/bad"
refused "samples: foreign" 1 ".*exit-compare:1: (malformed header|the line is too long)" x="$work/good.txt,$compare"

$make rip >"$work/rip.txt"
printf 'ffffffff81001000 T first\nffffffff81002000 T end\n' >"$work/good.map"
: >"$work/symbols"
refused "symbols: empty" 1 ".*symbols: no function is in it: use an ELF file" --symbols "$work/symbols" x="$work/rip.txt"
refused "symbols: a record" 1 ".*rip.txt: no function is in it" --symbols "$work/rip.txt" x="$work/rip.txt"
refused "symbols: missing" 1 ".*none: No such file" --symbols "$work/none" x="$work/rip.txt"
printf '\177ELF and no more' >"$work/symbols"
refused "symbols: a cut ELF file" 1 ".*symbols: [a-z]" --symbols "$work/symbols" x="$work/rip.txt"
head -c 3000 "$compare" >"$work/symbols"
refused "symbols: ELF without its table" 1 ".*symbols: [a-z]" --symbols "$work/symbols" x="$work/rip.txt"
printf 'ffffffff91001000 T first\nffffffff91002000 T end\n' >"$work/symbols"
refused "symbols: moved by KASLR" 1 ".*symbols: no exit is in its functions: .*KASLR.*nokaslr" \
	--symbols "$work/symbols" x="$work/rip.txt"
refused "symbols: no addresses in the record" 1 ".*good.map: no record for these symbols: .*exit_probe_causes=rip" \
	--symbols "$work/good.map" x="$work/good.txt"
refused "symbols: of another label" 2 "y: no such label: --symbols needs a label" \
	--symbols y="$work/good.map" x="$work/rip.txt"
# shellcheck disable=SC2046 # one word an option
refused "too many files of symbols" 2 ".*: too many files of symbols" \
	$(seq 17 | sed "s|.*|--symbols=$work/good.map|") x="$work/rip.txt"
$make causes >"$work/causes.txt"
refused "two kinds of causes under one label" 1 ".*rip.txt: causes=detail and causes=rip" \
	x="$work/causes.txt" x="$work/rip.txt"

refused "an invalid label" 2 "x<y: invalid label: use" "x<y=$work/good.txt"
refused "no file name" 2 "x: the file name is missing" x=
refused "an unknown base" 2 "y: no such label" -b y x="$work/good.txt"
refused "a base without exits" 1 ".*good.csv: -b needs a label whose record has the exits" \
	-b y x="$work/good.txt" y=,"$work/good.csv"
# shellcheck disable=SC2046 # one word a label
refused "nine labels" 2 "i: too many labels: the maximum is 8" \
	$(for l in a b c d e f g h i; do printf '%s=%s ' "$l" "$work/good.txt"; done)
refused "an invalid time limit" 2 "soon: invalid time limit: use 1 to 3600" -l soon x="$work/good.txt"
fails "no argument" "^usage: exit-compare" $compare

# A gnuplot that fails, hangs, draws nothing, is missing
mkdir "$work/bin"
printf '#!/bin/sh\necho "line 7: something" >&2\nexit 1\n' >"$work/bin/gnuplot"
chmod +x "$work/bin/gnuplot"
old=$PATH
PATH=$work/bin:$old
refused "gnuplot fails" 1 "gnuplot failed: line 7: something" x="$work/good.txt"
printf '#!/bin/sh\nexec sleep 1000\n' >"$work/bin/gnuplot"
refused "gnuplot hangs" 1 "gnuplot: timed out after 1 seconds" -l 1 x="$work/good.txt"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/gnuplot"
refused "gnuplot draws nothing" 1 ".*svg: No such file" x="$work/good.txt"
rm "$work/bin/gnuplot"
for tool in timeout grep wc ls; do
	ln -s "$(command -v $tool)" "$work/bin/$tool"
done
PATH=$work/bin
refused "no gnuplot" 1 "gnuplot cannot be run: install gnuplot-nox" x="$work/good.txt"
PATH=$old

is "a full standard output: status" \
	"$($compare x="$work/good.txt" 2>"$work/err" >/dev/full; echo $?)" 1
ok "a full standard output: the message" grep -q '^exit-compare: standard output: No space' "$work/err"
: >"$work/file"
fails "a file instead of the folder" "^exit-compare: .*file: " $compare -o "$work/file" \
	x="$work/good.txt"
fails "a folder in a missing folder" "^exit-compare: .*No such file" \
	$compare -o "$work/no/where" x="$work/good.txt"

# Full disks of several sizes: each file is once the one that does not fit.
mkdir "$work/tiny"
if mount -t tmpfs -o size=16k tmpfs "$work/tiny" 2>/dev/null; then
	for size in 16k 64k 128k 164k 188k 204k; do
		mount -o "remount,size=$size" "$work/tiny"
		fails "a disk of $size: the message" "^exit-compare: .*(No space|disk full|is the disk full)" \
			$compare -o "$work/tiny" x="$work/good.txt"
		is "a disk of $size: no files left" "$(ls -A "$work/tiny")" ""
	done
	umount "$work/tiny"
else
	skip "a full disk" "tmpfs cannot be mounted"
fi

# An interrupt while gnuplot draws
printf '#!/bin/sh\nexec sleep 1000\n' >"$work/bin/gnuplot"
chmod +x "$work/bin/gnuplot"
PATH=$work/bin:$old
$compare -o "$work/out" x="$work/good.txt" >/dev/null 2>&1 &
pid=$!
PATH=$old
sleep 1
kill -TERM "$pid"
wait "$pid"
is "interrupted: status" "$?" 130
ok "interrupted: no files left" test ! -e "$work/out"

# A run that fails leaves an earlier report unchanged.
$compare -o "$work/out" x="$work/good.txt" >/dev/null
cksum "$work/out/report.html" >"$work/before"
$compare -o "$work/out" x="$work/bad" >/dev/null 2>&1
ok "an earlier report stays unchanged" sh -c "cksum '$work/out/report.html' | cmp - '$work/before'"
tap_done
