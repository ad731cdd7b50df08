#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The marker for kernels of one's own: it compiles alone in all languages, NASM's macro and C give
# the same mark, and the names of phases. (mark-lab.t boots such a kernel.)
set -u
. boot/base/tap.sh
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

printf '#include "exit_probe_mark.h"\n#include "exit_probe_mark.h"\nvoid f(unsigned int n);\nvoid f(unsigned int n) { exit_probe_mark(n); exit_probe_mark(7); }\n' \
	>"$work/user.c"
cp "$work/user.c" "$work/user.cc"

# compiles WHAT COMPILER ARGUMENT...: without a warning
compiles() {
	what=$1 compiler=$2
	shift 2
	if command -v "$compiler" >/dev/null; then
		ok "$what" "$compiler" -Wall -Wextra -Wpedantic -Werror -ffreestanding -nostdinc -Iprobe-os/mark -O2 -c -o "$work/user.o" "$@"
	else
		skip "$what" "$compiler is not installed"
	fi
}
case $(uname -m) in
x86_64) widths="-m64 -m32" ;;
*) widths= ;;
esac
for width in $widths; do
	for compiler in gcc clang; do
		compiles "$compiler $width: C89" "$compiler" "$width" -std=c89 "$work/user.c"
		compiles "$compiler $width: C17, position independent" "$compiler" "$width" -std=c17 -fPIC "$work/user.c"
	done
	for compiler in g++ clang++; do
		compiles "$compiler $width: C++98" "$compiler" "$width" -std=c++98 "$work/user.cc"
	done
done

# NASM's bytes: B8 leaf, B9 phase, CPUID
for bits in 16 32 64; do
	printf '%%include "exit_probe_mark.inc"\nbits %s\nEXIT_PROBE_MARK 7\n' $bits >"$work/mark.asm"
	ok "NASM, $bits bits" nasm -Werror -f bin -Iprobe-os/mark/ -o "$work/mark" "$work/mark.asm"
	is "NASM, $bits bits: the mark" "$(od -An -tx1 "$work/mark" | tr -d ' \n' | sed 's/66b/b/g')" \
		b803ffff4fb9000000070fa2
done
for phase in -1 255; do
	printf '%%include "exit_probe_mark.inc"\nEXIT_PROBE_MARK %s\n' $phase >"$work/mark.asm"
	fails "NASM, phase $phase" "EXIT_PROBE_MARK: the number of a phase is 0 to 254" \
		nasm -f bin -Iprobe-os/mark/ -o "$work/mark" "$work/mark.asm"
done

lines=$(cat boot/test/mark-lab/entry.asm boot/test/mark-lab/kernel.c | wc -l)
ok "the kernel of the test has $lines lines" [ "$lines" -lt 100 ]

# named TEXT: the programs take the same names.
named() {
	printf '%b' "$1" >"$work/names"
	build/tracer/exit-tracer -m "$work/names" "$work/file" -- /none
}
wrong() {
	fails "$1" "^exit-tracer: $work/names: line $2: $3" named "$4"
}
wrong "a line without a name" 2 "use NUMBER NAME" '1 a\n2\n'
wrong "a number that is too large" 1 "use NUMBER NAME, with a number from 0 to 254" '255 a\n'
wrong "a number that is none" 1 "use NUMBER NAME" '-1 a\n'
wrong "more than a name" 1 "use NUMBER NAME" '1 a b\n'
wrong "a name that is no word" 1 "a name has up to 31 characters" '1 Setup\n'
wrong "a long name" 1 "a name has up to 31 characters" '1 a234567890123456789012345678901b\n'
wrong "a number twice" 3 "this number has a name already" '1 a\n#\n1 b\n'
wrong "a name twice" 2 "another number has this name" '1 a\n2 a'
wrong "the last phase's name" 1 "this name has a meaning of its own" '1 end\n'
wrong "another phase's name" 1 "this name has a meaning of its own" '1 phase_2\n'
wrong "the first mark's name" 1 "this name has a meaning of its own" '1 entry\n'
printf '0 entry\r\n\n  # what it does\n254\ta234567890123456789012345678901' >"$work/names"
fails "names that are right" "^usage: exit-tracer" build/tracer/exit-tracer -m "$work/names"
fails "no file of names" "^exit-tracer: /none: No such file" build/tracer/exit-tracer -m /none "$work/file" -- /none
fails "-g and -m" "^exit-tracer: -g and -m: use only one of them" \
	build/tracer/exit-tracer -g /none -m "$work/names" "$work/file" -- /none
fails "exit-sampler: no file of names" "^exit-sampler: -m: /none: No such file" build/sampler/exit-sampler record -m /none "$work/file"
fails "exit-sampler: -p and -n" "^exit-sampler: -p, -n: use only one of them" \
	build/sampler/exit-sampler record -p 1 -n a "$work/file"
fails "exit-sampler: no folder" "^exit-sampler: /none/file: No such file" build/sampler/exit-sampler record /none/file
fails "exit-sampler: no patch" "^exit-sampler: debugfs: this KVM counts no causes" build/sampler/exit-sampler record "$work/file"
is "no file is left" "$(cd "$work" && echo file*)" "file*"
tap_done
