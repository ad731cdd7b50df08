#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exit-record on good and bad files: the lines of the record, or one line on stderr.
set -eu
. boot/base/tap.sh

reader=build/probe-os/exit-record
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# boot MIB LOG: boots the probe in the emulator
boot() {
	timeout 30 boot/lab/qemu.sh -accel tcg -m "$1" -display none -monitor none \
		-serial "file:$2" -device isa-debug-exit,iobase=0xf4,iosize=4 \
		-kernel build/probe-os/exit-probe.elf -append exit=debug || true
}
boot 64 "$tmp/log"
$reader "$tmp/log" >"$tmp/record"
lines=$(wc -l <"$tmp/record")

tr -d '\r' <"$tmp/log" | grep '^exit-probe: ' >"$tmp/lines"
ok "prints the lines as the probe wrote them" cmp "$tmp/lines" "$tmp/record"
ok "accepts what it prints" $reader "$tmp/record"

# refused NAME LINE PATTERN: exit-record prints one line, FILE:LINE: and the error; no output
refused() {
	refused_status=0
	$reader "$tmp/bad" >"$tmp/out" 2>"$tmp/err" || refused_status=$?
	is "$1: status" "$refused_status" 1
	is "$1: nothing on stdout" "$(cat "$tmp/out")" ""
	is "$1: one line" "$(wc -l <"$tmp/err")" 1
	ok "$1: names the line and the error" grep -q "^$tmp/bad:$2: .*$3" "$tmp/err"
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

gzip -c "$tmp/log" >"$tmp/log.gz"
fails "a compressed log" "^$tmp/log.gz: is compressed: decompress it first$" $reader "$tmp/log.gz"

{ cat "$tmp/bad" && echo && cat "$tmp/record"; } >"$tmp/noisy"
ok "foreign bytes before the record" $reader "$tmp/noisy"
cat "$tmp/log" "$tmp/log" >"$tmp/twice"
is "two records: the last" "$($reader "$tmp/twice")" "$(cat "$tmp/record")"
is "two records, --all: both" "$($reader --all "$tmp/twice")" "$(cat "$tmp/record" "$tmp/record")"

# noted NAME PATTERN: exit-record prints the record, and one line about the log
noted() {
	ok "$1: the record" sh -c "$reader '$tmp/noisy' 2>'$tmp/err' | cmp - '$tmp/record'"
	is "$1: one line" "$(wc -l <"$tmp/err")" 1
	ok "$1: describes the repair" grep -q "^$tmp/noisy: $2" "$tmp/err"
}
sed 's/^/2026-11-03T08:05:10.25Z /' "$tmp/log" >"$tmp/noisy"
is "a date before each line" "$($reader "$tmp/noisy" 2>&1)" "$(cat "$tmp/record")"
fold -w 72 "$tmp/record" >"$tmp/noisy"
noted "wrapped lines" "folded at 72 columns, joined$"
sed '6s/tsc=/[ 9.3] eth0: up\n&/; 6s/id=/[ 9.2] x&/' "$tmp/record" >"$tmp/bad"
refused "two messages inside a line" 6 'foreign text inside the line, "\[ 9.2\] x'
sed '6s/tsc=/[ 9.2] eth0: up\n&/' "$tmp/record" >"$tmp/noisy"
noted "a message inside a line" '"\[ 9.2\] eth0: up" was removed from line 6: '
{ cat "$tmp/record" && head -n 9 "$tmp/record"; } >"$tmp/noisy"
noted "a later record that is cut off" "a later record, from line $((lines + 1)) on, is left out: "
tail -n 20 "$tmp/record" >"$tmp/bad"
refused "only the end of a record" 1 "the first lines of the record are missing"
printf 'With ept:\n0- 5120, 0\n' >"$tmp/bad"
refused "another program's table" 2 "no record of Exit Probe"
fails "no such file" "$tmp/none: No such file" $reader "$tmp/none"
fails "a directory" "$tmp: cannot be read" $reader "$tmp"
fails "no argument" "^usage: exit-record \[--all\] FILE; see exit-record --help$" $reader
for words in --all "a b" "--csv a" get "get host" "get host cpu" "get a b c d e" verdict "verdict a b" \
	"verdict --all a" table "table before" "table --all before a" "get --only a host cpu b"; do
	# shellcheck disable=SC2086 # one word an argument
	fails "$words: usage" "^usage: exit-record .*; see exit-record --help$" $reader $words
	is "$words: one line" "$(printf '%s\n' "$tap_out" | wc -l)" 1
done
fails "a command's own usage" "^usage: exit-record get KIND \[NAME\] KEY FILE;" $reader get
fails "an unknown option" "^[^ ]*exit-record: unrecognized option '--cvs'$" \
	$reader table before --cvs "$tmp/record"
ok "help" sh -c "$reader --help | grep -q '^table '"
ok "help of a command" sh -c "$reader table --help | grep -q '^table '"
ok "version" sh -c "$reader --version | grep -qx 'exit-record [0-9.]*'"
ok "a full disk is reported" sh -c "! $reader '$tmp/record' >/dev/full 2>'$tmp/err' && [ -s '$tmp/err' ]"


# The emulator does not count exits: this is the record of a patched host.
counted=probe-os/test/benches.record

# gets WANTED WORD...: exit-record get prints this
gets() {
	gets_want=$1
	shift
	is "get $*" "$($reader get "$@" 2>&1)" "$gets_want"
}
gets no host patched "$tmp/log"
gets "AMD EPYC Processor" host cpu $counted
gets 19:1708694 reasons idle cpuid $counted
gets 0 reasons calibration npf.exits $counted
gets "empty
cpuid
xsetbv
port_out_vmm
tscdeadline
ipi" bench name $counted
gets intr:1,cpuid:8 bench cpuid exits_by $counted
gets 8 bench cpuid exits_by.cpuid $counted
gets "QEMU's SVM emulation does not intercept XSETBV" bench xsetbv reason $counted
fails "no such key" "^$counted: a host line has no foo=$" $reader get host foo $counted
fails "no such kind" "^$counted: no foo line$" $reader get foo name $counted
fails "no such name" "^$counted: no phase line named foo$" $reader get phase foo exits $counted
fails "lines without names" "^$counted: no host line named foo$" \
	$reader get host foo cpu $counted
fails "not counted" "^$tmp/record: a phase line has no exits=: the host is not patched$" \
	$reader get phase idle exits "$tmp/record"
head -n 7 $counted >"$tmp/cut"
fails "a record that is cut off" "^$tmp/cut:7: " $reader get host cpu "$tmp/cut"

# ends STATUS LINE FILE: exit-record verdict prints LINE and exits with STATUS
ends() {
	ends_status=0
	ends_line=$($reader verdict "$3" 2>&1) || ends_status=$?
	is "verdict: $2" "$ends_status $ends_line" "$1 $2"
}
boot 2 "$tmp/small"
ends 0 pass $counted
ends 2 "error: less free memory than touch_mib=" "$tmp/small"
ends 3 "unpatched: the host is not patched" "$tmp/log"
: >"$tmp/bad"
ends 2 "$tmp/bad:1: no record of Exit Probe: \"exit-probe: begin\" is missing" "$tmp/bad"
{
	sed '$d' $counted
	echo
} >"$tmp/cut"
ends 2 "$tmp/cut:$(($(wc -l <$counted) - 1)): the record is cut off after this line: $((
	$(wc -l <$counted) - 1)) of its $(wc -l <$counted) lines are there" "$tmp/cut"

# tables WANTED WORD...: exit-record table prints this
tables() {
	tables_want=$1
	shift
	is "table $*" "$($reader table "$@" 2>&1)" "$tables_want"
}
tables "| record | boot | firmware | exits before the entry | ioio | npf | cpuid | intr | others |
|---|---|---|--:|--:|--:|--:|--:|--:|
| benches | multiboot1 | bios | 1837 | 876 | 542 | 265 | 61 | 93 |" before $counted
tables "record,before the entry,from there on,own reads,calibration,the boot itself
\"a, b\",1837,1693,528,940,225" boot --csv "a, b=$counted"
tables "| phase | x | unpatched |
|---|--:|--:|
| \`pci\` | 86 | |
| \`idle\` | 5 | |" phases --only idle,pci "x=$counted" "unpatched=$tmp/record"
tables "id,name,tsc,exits,reads,beyond,kernel,userspace,halted,scheduled_out,guest,userspace_exits,nested_exits,passes
21,end,3354964,22,20,2,1750700,0,0,0,1605718,0,0,0" phase --csv --only end $counted
tables "| operation | a: exits | round trip | kernel | VMM | b: exits | round trip | kernel | VMM |
|---|---|--:|--:|--:|---|--:|--:|--:|
| \`xsetbv\` | QEMU's SVM emulation does not intercept XSETBV | | | | QEMU's SVM emulation does not intercept XSETBV | | | |
| \`port_out_vmm\` | 1 ioio | 235774 | 104863 | 115538 | 1 ioio | 235774 | 104863 | 115538 |" costs --only port_out_vmm,xsetbv "a=$counted" "b=$counted"
# The record of a host that counts causes
causes=probe-os/test/causes.record
tables "phase,reason,cause,name,exits,cycles/exit
before,cpuid,cpuid 0x40000000,hypervisor,4,0
cpu,io_instruction,port 0x3f8 read,\"COM1 \"\"data\"\"\",3,0
cpu,io_instruction,port 0x3f8 write,COM1,1,0" causes --csv $causes
tables "| record | phase | reason | cause | name | exits | cycles/exit |
|---|---|---|---|---|--:|--:|
| a | \`before\` | \`cpuid\` | cpuid 0x40000000 | hypervisor | 4 | 0 |
| b | \`before\` | \`cpuid\` | cpuid 0x40000000 | hypervisor | 4 | 0 |" causes --only cpuid "a=$causes" "b=$causes"
tables "phase,reason,cause,name,exits,cycles/exit
before,cpuid,cpuid 0x40000000,hypervisor,4,0" causes-before --csv $causes
tables "phase,reason,cause,name,exits,cycles/exit
cpu,io_instruction,port 0x3f8 read,\"COM1 \"\"data\"\"\",3,0
cpu,io_instruction,port 0x3f8 write,COM1,1,0
end,reason_80000021,none,,1,0" causes-boot --csv $causes
tables "record,cause,a,exits,change
b,all,12,12,+0" changes --csv "a=$causes" "b=$causes"
gets "1
3
1" cause io_instruction exits $causes
gets "
COM1 \"data\"
COM1" cause io_instruction name $causes
fails "no causes" "^$counted: no cause line: a host with exit_probe_causes=1 counts causes$" \
	$reader table causes $counted
tables "operation,a: exits,a: reasons,a: round trip,a: kernel,a: VMM
cpuid,1,\"intr, cpuid\",185664,107937,0
xsetbv,QEMU's SVM emulation does not intercept XSETBV,,,," costs --csv --only cpuid,xsetbv "a=$counted"
mkdir "$tmp/a-run"
cp $counted "$tmp/a-run/record.txt"
is "the label is the folder's name" \
	"$($reader table boot --csv "$tmp/a-run/record.txt" | tail -n 1 | cut -d , -f 1)" a-run
is "a reason has columns for exits and cycles" \
	"$($reader table reasons --csv --only idle $counted | head -n 1 | cut -d , -f 1-4)" \
	id,name,read_cr0.exits,read_cr0.kernel
fails "no such table" "^exit-record: no such table: foo;" $reader table foo $counted
fails "no such row" "^exit-record: --only: no phase line named foo$" \
	$reader table phases --only idle,foo $counted
fails "no benchmarks" "^$tmp/record: no bench line: benchmarks run with BENCH=$" \
	$reader table costs "$tmp/record"
fails "one bad record of two" "^$tmp/bad:1: no record" $reader table boot $counted "$tmp/bad"

# The short form of the live image's results, as zlib's crc32() has its checksum
short="EXITPROBE:1 CPU:GENUINEINTEL-6-158-10 CPUID:1200/1290"
is "short: the values" "$($reader short "$short CRC:92B6DF4A" | paste -sd ' ')" \
	"EXITPROBE=1 CPU=GENUINEINTEL-6-158-10 CPUID=1200/1290"
is "short: small letters, words, line ends" "$($reader short exitprobe:1 \
	" cpu:genuineintel-6-158-10 cpuid:1200/1290
crc:92b6df4a " | tail -n 1)" "CPUID=1200/1290"
fails "short: a misread digit" "^short form: the checksum is wrong" $reader short "$(echo "$short" | tr 8 3) CRC:92B6DF4A"
fails "short: a missing digit" "^short form: the checksum is wrong" $reader short "$short CRC:92B6DF4"
fails "short: no checksum" "^short form: it begins with" $reader short "$short"
fails "short: too long" "^short form: it is too long" $reader short "$short $(seq -s ' ' 400) CRC:92B6DF4A"
tap_done
