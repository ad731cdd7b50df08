#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Grade a course's patch of KVM: build it, run it in the lab, and print a table.
#
# usage: grade.sh PATCH LAYOUT SERIES HOST [WEIGHTS]
#   HOST  svm, vmx, or auto: vmx for a patch that changes only Intel's half of KVM
# LIMIT=SECONDS  see run.sh
# build/grade/results.json is in the form that Gradescope's autograder reads; build/grade/graded
# has what it was made from. The exit status is 0 whatever the points.
set -eu
. host-patch/lib.sh

[ $# -ge 4 ] || die "usage: grade.sh PATCH LAYOUT SERIES HOST [WEIGHTS]"
student=$1 layout=$2 series=$3 l0=$4 weights=${5:-host-patch/grade/weights}
here=host-patch/grade
graded=build/grade/graded

[ -n "$student" ] || die "no PATCH=: name a patch file, or a git repository of a kernel"
[ -r "$weights" ] || die "$weights cannot be read: WEIGHTS= is a file of lines CHECK POINTS, such as $here/weights"
case $l0 in
auto | svm | vmx) ;;
*) die "HOST=$l0 has no lab: use svm or vmx" ;;
esac
# A wrong file is refused before anything is built.
awk -f $here/report.awk $here/weights "$weights"
rm -rf $graded build/grade/results.json
mkdir -p $graded
$here/take.sh "$student" $graded/handed-in.patch
echo "grade: building $(basename "$student")"
$here/build.sh $graded/handed-in.patch "$series" $graded
if [ "$l0" = auto ]; then
	l0=svm
	! grep -q '^arch/x86/kvm/vmx/' $graded/files || grep -q '^arch/x86/kvm/svm/' $graded/files || l0=vmx
fi
if [ -e $graded/kvm.ko ]; then
	[ "$l0" = svm ] || make -s lab-vmx SERIES="$3"
	$here/run.sh "$l0" "$series" "$layout" $graded
fi
read_series "$series"
head="$(basename "$student"), layout $layout, Linux $VERSION on $l0"
echo "$head"
awk -f $here/report.awk -v json=build/grade/results.json -v layout="$layout" -v head="$head" \
	$here/weights "$weights" $graded/findings
