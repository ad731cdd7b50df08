#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The user's environment, locale, umask and path change no result, or one line reports the
# problem.
set -u
. boot/base/tap.sh

root=$PWD
series=${DEFAULT_SERIES:-6.1}
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# Variables that kernel developers, conda, Yocto and the tools' manuals set
habits="KBUILD_OUTPUT=$root/$work/elsewhere KCFLAGS=-O3 LLVM=1 O=$root/$work/elsewhere M=net ARCH=arm64
	INSTALL_MOD_PATH=$root/$work/elsewhere CFLAGS=-m32 LDFLAGS=-lnone CC=none AR=none CPATH=$root/$work
	NASMENV=-wall VPATH=$root/$work GREP_OPTIONS=-v TAR_OPTIONS=--none XZ_OPT=--none GZIP=--none
	PERL5LIB=none HARNESS_OPTIONS=c POSIXLY_CORRECT=1 CDPATH=/ GIT_DIR=$root/$work/none
	SOURCE_DATE_EPOCH=1 TZ=Asia/Tokyo"
# with COMMAND...: in that environment
with() {
	# shellcheck disable=SC2086 # one word a variable
	env $habits "$@"
}
names=$(echo "$habits" | tr -s ' \t' '\n' | sed -n 's/=.*//p' | grep -vx TZ | paste -sd '|')

# list_habits: prints the names of those variables in the output of env
list_habits() {
	grep -oE "^($names)=" | paste -sd ' '
}
# The test's own shell has cleared these variables.
is "there is an environment to clear" "$(with env | list_habits | wc -w)" "$(echo "$names" | tr '|' '\n' | wc -l)"
# shellcheck disable=SC2016 # the other shell expands
is "a script clears it" "$(with sh -c '. boot/base/lib.sh; env' | list_habits)" ""
printf 'include Makefile\nenvironment:\n\t@env\n' >"$work/makefile"
is "a recipe of make clears it" "$(with make -f "$work/makefile" environment | list_habits)" ""
mkdir "$work/tree"
printf 'environment:\n\t@env\n' >"$work/tree/Makefile"
# kbuild gets its own compiler and options.
# shellcheck disable=SC2016 # the other shell expands
is "kbuild gets none of it" "$(with sh -c '. host-patch/lib.sh; cc=cc; kbuild "$1" environment' sh "$work/tree" |
	grep -vx 'CC=cc\|KCFLAGS=-g0' | list_habits)" ""
for flags in -k -r -e -ek; do
	is "MAKEFLAGS=$flags changes nothing" \
		"$(MAKEFLAGS=$flags B=/none Q=none RELEASE=none LAB=/none make -n run 2>&1)" "$(make -n run 2>&1)"
done

# runs VARIABLE...: prints how make would run the probe with these in the environment
runs() {
	env "$@" make -n run 2>&1 | grep -o 'SERIES=.*'
}
plain="SERIES=$series KVM=patched MACHINE='q35' boot/run.sh 'auto' 'iso' 'fast' build/run"
is "invalid values in the environment are ignored, as conda's HOST and Yocto's MACHINE" \
	"$(runs HOST=x86_64-conda-linux-gnu MACHINE=qemux86-64 BOOT=/boot PACE=9 SERIES=none CPUS=all V=verbose \
		WERROR=yes)" "$plain"
is "valid values are also read from the environment" "$(runs HOST=tcg MACHINE=pc BOOT=kernel)" \
	"SERIES=$series KVM=patched MACHINE='pc' boot/run.sh 'tcg' 'kernel' 'fast' build/run"
# shellcheck disable=SC2016 # make and its shell expand
printf 'include Makefile\ntext:\n\t@echo "$(BENCH)$(KVM_OPTIONS)$(NASM)$(HOSTCC) $$BENCH$$KVM_OPTIONS"\n' >"$work/makefile"
is "free text is not read from the environment" "$(env BENCH=x KVM_OPTIONS=x NASM=x HOSTCC=x make -f "$work/makefile" text)" "nasmcc "
for word in HOST=xen MACHINE=qemux86-64 BOOT=9 PACE=slow SERIES=2.6 VARIANT=big; do
	fails "$word on the command line is an error" "${word%=*}=.* is invalid: use" make -n run "$word"
done
is "empty values mean the default" "$(make -n run HOST= BOOT= CPUS= ITERATIONS= | grep -o 'SERIES=.*')" "$plain"
fails "an invalid number is an error" "CPUS=1O is invalid: use a number" make -n run CPUS=1O

# One make at a time
alone() {
	(cd "$work/tree" && "$root/boot/base/alone.sh" "$@")
}
# shellcheck disable=SC2016 # the other shell expands
alone sh -c 'sleep 1; "$0" echo nested; echo first' "$root/boot/base/alone.sh" >"$work/first" 2>&1 &
sleep 0.3
alone cat "$root/$work/first" >"$work/second" 2>&1
is "a second build waits for the first, with one message" "$(paste -sd ' ' "$work/second")" \
	"another make is building in this tree: waiting nested first"
wait

# run_here CPUS: runs the probe without KVM; keeps its output and status.
run_here() {
	CPUS=$1 boot/run.sh tcg kernel fast "$work/run" >"$work/output-$1" 2>&1
	echo $? >>"$work/output-$1"
}
mkdir "$work/run.run.killed"
for cpus in 1 2 3; do
	run_here $cpus &
done
wait
for cpus in 1 2 3; do
	is "three runs at once: the one with $cpus CPUs prints its own record" \
		"$(sed -n 's/.* \(cpus=[0-9]*\) .*/\1/p; $p' "$work/output-$cpus" | paste -sd ' ')" "cpus=$cpus 3"
done
ok "three runs at once: one complete record remains" build/probe-os/exit-record "$work/run/record.txt"
is "three runs at once: no other folders remain, and none of a killed run" "$(cd "$work" && echo run*)" run

# interrupted SIGNAL SECONDS HOST BOOT: sends a run and its processes the signal, as from a
# terminal
interrupted() {
	timeout -s "$1" "$2" boot/run.sh "$3" "$4" fast "$work/cut/run" >"$work/output" 2>&1
	is "a run ($3) that gets SIG$1 ends" "$?" 124
	is "a run ($3) that gets SIG$1 leaves no files" "$(ls -A "$work/cut")" ""
}
for signal in INT HUP TERM; do
	interrupted $signal 0.3 tcg uefi
done
interrupted INT 2 svm kernel
mkdir "$work/job"
echo 'sleep 1000' >"$work/job/run"
timeout -s INT 2 boot/lab/lab.sh svm fast "build/host-patch/$series/root/boot/vmlinuz" \
	"build/lab/modules-$series.cpio" "$work/job" "$work/lab" >/dev/null 2>&1
is "an interrupted lab.sh leaves no initramfs" "$(find "$work/lab" -name 'lab.*')" ""
boot/run.sh svm kernel fast "$work/cut/run" >"$work/output" 2>&1 &
sleep 2
kill -TERM $!
wait $!
is "SIGTERM only for the script is enough" "$(ls -A "$work/cut")" ""
# The loop that presses keys, see svm.sh, ends within two seconds.
waited=0
while [ $waited -lt 5 ] && grep -qa "$work/[c]ut" /proc/[0-9]*/cmdline 2>/dev/null; do
	sleep 1
	waited=$((waited + 1))
done
ok "its processes have ended" test $waited -lt 5

# copy FOLDER: copies the sources, without build/
copy() {
	mkdir -p "$1"
	cp -R Makefile boot host-patch probe-os "$1/"
}
copy "$work/linked"
mkdir -p "$work/big/debs" "$work/big/boot"
ln -s ../big "$work/linked/build"
touch "$work/big/debs/kept" "$work/big/boot/made"
make -C "$work/linked" clean >/dev/null 2>&1
is "make clean cleans the target of a link build/" "$(cd "$work/big" && echo *)" "debs lock"
make -C "$work/linked" distclean >/dev/null 2>&1
is "make distclean empties the target and keeps the link" "$(ls -A "$work/big") $(readlink "$work/linked/build")" " ../big"

# shellcheck disable=SC2016 # the folder's name has a dollar sign
for path in 'a:b' 'a b' "a'b" 'a%b' 'a,b' 'a$b' 'a#b'; do
	mv "$work/linked" "$work/$path"
	fails "a path like $path is refused in one line" "unsupported character in this folder's path: use letters" make -C "$work/$path" help
	mv "$work/$path" "$work/linked"
done
mv "$work/linked" "$work/Übung"
rm "$work/Übung/build"
ok "non-ASCII letters are supported" make -C "$work/Übung" build/probe-os/exit-record

# The same bytes with any umask, and in a setgid folder
pack() {
	mkdir -m 2775 "$work/files" "$work/packed"
	cp boot/run.sh boot/README.md "$work/files/"
	mkdir "$work/files/folder"
	boot/base/cpio.sh "$work/files" "$work/packed/cpio"
	boot/linux/deb.sh boot/run.sh 1 "$work/packed/deb"
	boot/guest/iso.sh build/probe-os/exit-probe.elf boot/guest/grub.cfg "$work/packed/iso" >/dev/null 2>&1
	(cd "$work/packed" && cksum cpio deb iso)
	rm -rf "$work/files" "$work/packed"
}
packed=$(umask 022 && pack)
for mask in 002 027 077; do
	is "umask $mask changes neither initramfs nor package nor ISO" "$(umask $mask && pack)" "$packed"
done

if git rev-parse >/dev/null 2>&1; then
	git -c core.autocrlf=true clone -q . "$work/crlf" 2>&1
	is "no line ends with CR in a clone made with core.autocrlf=true" \
		"$(cd "$work/crlf" && git ls-files -- ':!*.png' ':!boot/compare/test/corpus' | xargs grep -l "$(printf '\r')$" | head -n 3)" ""
else
	skip "a clone made with core.autocrlf=true" "this is not a git repository"
fi

# Other languages: a decimal comma, or an I with another lower case
for language in de_DE tr_TR; do
	if ! localedef -i $language -f UTF-8 "$work/$language.UTF-8" 2>/dev/null; then
		skip "$language: the same results" "its data is missing: install the package locales"
		continue
	fi
	# speaks COMMAND...: in that language
	speaks() {
		LOCPATH=$PWD/$work LC_ALL=$language.UTF-8 LANGUAGE=$language "$@"
	}
	is "$language is another language" "$(speaks date -d @0 +%B | grep -c January)" 0
	is "$language: a script reads English output" \
		"$(speaks sh -c '. boot/base/lib.sh; printf "%.1f " 0.5; date -d @0 +%B; ls none' 2>&1)" \
		"$(printf '0.5 January\n'; ls none 2>&1)"
	is "$language: make runs the same" "$(speaks make -n run BENCH=all)" "$(make -n run BENCH=all)"
	speaks boot/run.sh tcg kernel fast "$work/run" >"$work/output" 2>&1
	is "$language: the probe boots" "$? $(tail -n 1 "$work/output" | cut -d: -f 1,2)" "3 run: host not patched"
done
tap_done
