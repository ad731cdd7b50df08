#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The grader: a right patch of each layout, and one with each known mistake. Each mistake is
# found by its name, and nothing else is. They run in one L1; the crash and the hang end it.
#
# L0=svm (the default), or vmx, where KVM has a fast path
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

grade=host-patch/grade
patches=host-patch/test/grade
l0=${L0:-svm} dir=build/grade/test-svm lab=lab
[ "$l0" = svm ] || dir=build/grade/test-vmx lab=lab-vmx
rm -rf $dir
mkdir -p $dir

# taken [FILE]: the files that are taken of the patch on standard input, and what is left out
taken() {
	: >$dir/outside
	(cd "$pristine" && find arch/x86/kvm virt/kvm -name '*.[ch]') >$dir/kvm
	awk -v outside=$dir/outside -f $grade/split.awk $dir/kvm - | sed -n 's/^+++ b\///p' | sort -u | tr '\n' ' '
	tr '\n' ' ' <$dir/outside
}

# change PATH: a patch of that file
change() {
	printf -- '--- %s\n+++ %s\n@@ -1 +1 @@\n-one\n+%s\n' "$1" "$1" "${2:-two}"
}

# refuse WEIGHTS-LINE
refuse() {
	printf 'totals 10\n\n%s\n' "$1" >$dir/weights
	grade "$patches/right.patch" $dir/weights
}

grade() {
	$grade/grade.sh "$1" 2021 6.1 svm "$2"
}

# git_here ARGUMENT...
git_here() {
	git -C $dir/repository -c user.name=student -c user.email=student@localhost "$@"
}

# What is the same on both hosts
test_forms() {
	is "a patch of git's" "$(change a/arch/x86/kvm/cpuid.c | taken)" "arch/x86/kvm/cpuid.c "
	is "made beside the kernel" "$(change linux-5.8/arch/x86/kvm/vmx/vmx.c | taken)" "arch/x86/kvm/vmx/vmx.c "
	is "with a whole path and a date" "$(change "/home/me/linux/virt/kvm/kvm_main.c	2021-11-01" | taken)" "virt/kvm/kvm_main.c "
	is "made in KVM's folder" "$(change svm.c | taken)" "arch/x86/kvm/svm/svm.c "
	is "two files" "$({ change a/arch/x86/kvm/x86.h && change a/include/linux/kvm_host.h; } | taken)" \
		"arch/x86/kvm/x86.h include/linux/kvm_host.h "
	is "a file that is not KVM's is left out" "$(change b/kernel/fork.c | taken)" \
		"kernel/fork.c: only KVM's modules and headers are built "
	is "another architecture's is left out" "$(change a/arch/arm64/include/asm/kvm_host.h | taken)" \
		"arch/arm64/include/asm/kvm_host.h: only KVM's modules and headers are built "
	is "a path out of the tree is left out" "$(change a/arch/x86/kvm/../../../x86.c | taken)" \
		"arch/x86/kvm/../../../x86.c: only KVM's modules and headers are built "
	is "a makefile that names objects" "$(change a/arch/x86/kvm/Makefile 'kvm-y += course.o' | taken)" "arch/x86/kvm/Makefile "
	# shellcheck disable=SC2016 # make's
	is "a makefile that runs a command is left out" "$(change a/arch/x86/kvm/Makefile 'x := $(shell id)' | taken)" \
		"arch/x86/kvm/Makefile: only lines that name objects are taken "
	fails "an unknown check in the weights" "^grade: $dir/weights:3: no such check: total$" refuse "total 3"
	fails "a check without points" "weights:3: not CHECK POINTS: cycles" refuse "cycles"
	fails "points that are no number" "weights:3: points are a number, not many" refuse "cycles many"
	fails "a check twice" "weights:3: totals has points already" refuse "totals 3"
	fails "no weights" "^grade.sh: no-such-file cannot be read" grade $patches/right.patch no-such-file
	fails "no patch" "^take.sh: no-such-file cannot be read" grade no-such-file $grade/weights
	fails "a folder" "^take.sh: $patches is a folder, but not a git repository" grade $patches $grade/weights
	mkdir -p $dir/repository/arch/x86
	cp -a "$pristine/arch/x86/kvm" $dir/repository/arch/x86/
	git_here init -q
	fails "a repository without a commit" "^take.sh: $dir/repository: fatal: " $grade/take.sh $dir/repository $dir/taken
	git_here add .
	git_here commit -qm kernel
	patch -s -d $dir/repository -p1 <$patches/right.patch
	git_here commit -qam course
	is "a repository: since its first commit" "$($grade/take.sh $dir/repository $dir/taken >&2; grep -v '^diff\|^index' $dir/taken | cksum)" \
		"$(sed -n '/^--- /,$p' $patches/right.patch | cksum)"
	git_here tag v6.1
	echo >>$dir/repository/arch/x86/kvm/mmu.h
	git_here commit -qam more
	is "since the last tag" "$($grade/take.sh $dir/repository $dir/taken >&2; sed -n 's/^+++ b.//p' $dir/taken)" "arch/x86/kvm/mmu.h"
}

# build NAME [PATCH...]
build() {
	name=$1
	shift
	cat "$@" >$dir/"$name".patch
	boot/base/alone.sh $grade/build.sh $dir/"$name".patch 6.1 $dir/"$name"
}

read_series 6.1
unpack_pristine
make -s build/grade/grader build/lab/modules-stock-6.1.cpio $lab SERIES=6.1
[ "$l0" != svm ] || test_forms
grep -v '^#' $patches/expected | awk -v host="$l0" '$3 == host' >$dir/expected
set --
while read -r name layout _; do
	case $name in
	right) ok "$name: the grader builds what builds" build "$name" $patches/right.patch ;;
	*) ok "$name: the grader builds what builds" build "$name" $patches/right.patch $patches/"$name".patch ;;
	esac
	set -- "$@" "$layout" "$dir/$name"
done <$dir/expected
ok "all of them run in the lab" env LIMIT="${LIMIT:-1800}" $grade/run.sh "$l0" 6.1 "$@"

# grades NAME LAYOUT: the checks that fail; what was not run is no finding
grades() {
	awk -f $grade/report.awk -v json=$dir/"$1".json -v layout="$2" -v head="$1" $grade/weights $grade/weights \
		$dir/"$1"/findings >$dir/"$1".table || return
	jq -r '.tests[] | select(.status == "failed" and (.output | startswith("not run") | not)) | .name | sub(":.*"; "")' \
		$dir/"$1".json | tr '\n' ' '
}

while read -r name layout _ checks; do
	is "$name: what is found" "$(grades "$name" "$layout")" "${checks:+$checks }"
	is "$name: the score is the points of what passed" "$(jq .score $dir/"$name".json)" \
		"$(jq '[.tests[] | select(.status == "passed") | .max_score] | add // 0' $dir/"$name".json)"
done <$dir/expected

# said NAME CHECK: what was seen
said() {
	jq -r --arg check "$2" '.tests[] | select(.name | startswith($check + ":")) | .output' $dir/"$1".json
}
# says NAME CHECK PATTERN
says() {
	said "$1" "$2" >$dir/said
	echo "# $1: $2: $(cat $dir/said)"
	ok "$1: $2 says: $3" grep -x -- "$3" $dir/said
}
if [ "$l0" = vmx ]; then
	says handler-only fast-path ".* exits, KVM counts .*: those of the fast path are missing"
	tap_done
	exit
fi
says right vms "counts all VMs of the host together"
says right totals "[0-9]* exits of 9 kinds of work, as KVM's own statistic"
says swapped applies "fits only with fuzz: Hunk #1 succeeded at .* with fuzz 1.*"
says no-fit applies "arch/x86/kvm/cpuid.c: Hunk #1 FAILED at .*"
says no-build builds "arch/x86/kvm/x86.c:[0-9]*:[0-9]*: error: implicit declaration of function .is_first_vcpu.*"
says in-vendor loads "kvm.ko has no course_reads: define and export it there, as kvm.ko loads before kvm-amd.ko"
says all-defined undefined "leaf 0x4ffffffd of reason [0-9]*, which the manual does not define: 0, 0, 0, 0, not 0, 0, 0, 0xffffffff"
says old-list defined ".*, which the manual defines: 0, 0, 0, 0xffffffff, not EDX 0"
says no-build totals "not run, see builds"
says wraps 'past-2^32' ".*: they wrap at 2^32"
says right fast-path "KVM has no fast path on this CPU.*"
says wrong others "leaf 0x4ffffff0, ECX 0: 0x1, 0, 0, 0, not 0, 0, 0, 0"
says prints log "[0-9]* lines in case work: CPUID(0x4fffffff): [0-9]* exits.*"
says no-bounds bounds "case bounds: L1 crashed: BUG: unable to handle page fault .* in kvm_cpuid+.*"
says hangs stable "case reasons: L1 hung: watchdog: BUG: soft lockup .* in kvm_cpuid+.*"
says hangs undefined "not run, see stable"
tap_done
