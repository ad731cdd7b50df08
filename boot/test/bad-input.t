#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Errors end with one clear line and a status, and leave no files behind.
set -u
. boot/base/tap.sh
. boot/lab/suite

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
series=${DEFAULT_SERIES:-6.1}
kernel=build/host-patch/$series/root/boot/vmlinuz
modules=build/lab/modules-$series.cpio

fails "an unknown host" "^run: HOST=xen is invalid: use svm, " boot/run.sh xen iso fast "$work/run"
fails "an unknown boot path" "^run: BOOT=floppy is invalid: use iso, " boot/run.sh tcg floppy fast "$work/run"
CAUSES=2 fails "unknown causes" "^run: CAUSES=2 is invalid: use 1, rip or off" boot/run.sh svm kernel fast "$work/run"
CPUS=9 fails "too many CPUs" "^run: CPUS=9 is invalid: use a number" boot/run.sh tcg kernel fast "$work/run"
for host in vmx svm-bochs; do
	CPUS=2 fails "two CPUs in Bochs, which hangs: $host" "^run: CPUS=2 is not supported on $host: Bochs" \
		boot/run.sh $host kernel exact "$work/run"
done
fails "an unknown pace" "^run: PACE=slow is invalid: use fast or exact" boot/run.sh svm iso slow "$work/run"
for goal in selftests unit-tests; do
	fails "a host without a lab: $goal" "HOST=kvm has no lab: use svm, svm-bochs or vmx" make -n $goal HOST=kvm
done

# A PATH with few tools: no nasm, and no apt-get to install it.
mkdir "$work/bin"
for tool in sh dirname tr uname mkdir id; do
	ln -s "$(command -v $tool)" "$work/bin/$tool"
done
fails "a missing tool that cannot be installed" "^needs: no apt-get.*packages.* nasm " \
	env PATH="$work/bin" sh boot/base/needs.sh run

fails "a suite that does not exist" "^debs: no mirror has nosuite, see " \
	boot/base/debs.sh amd64 nosuite "$work/debs" busybox-static
rm -rf build/apt/amd64/nosuite*
fails "a package that does not exist" "^debs: $LAB_SUITE: cannot download no-such-package: E: Unable to locate" \
	boot/base/debs.sh amd64 "$LAB_SUITE" "$work/debs" no-such-package

# job TEXT: a job for L1.
job() {
	rm -rf "$work/job"
	mkdir "$work/job"
	printf '%s\n' "$1" >"$work/job/run"
}
lab() {
	boot/lab/lab.sh svm fast "$1" "$2" "$work/job" "$work/lab"
}

job 'echo "no such thing" >&2; exit 1'
fails "a job that fails in L1" "^lab: the job failed in L1, see .*console.log" \
	lab "$kernel" "$modules"
is "a job that fails leaves no initramfs behind" "$(find "$work/lab" -name 'lab.*')" ""
printf 'no kernel' >"$work/foreign"
fails "an invalid kernel" "^lab: L0 failed, see .*: .*kernel" \
	lab "$work/foreign" "$modules"
job 'echo c >/proc/sysrq-trigger'
fails "an L1 that dies" "^lab: L1 ended before its job, see" lab "$kernel" "$modules"
job 'sleep 1000'
LAB_LIMIT=1
export LAB_LIMIT
fails "an L1 that hangs" "^lab: timed out after 1 seconds" lab "$kernel" "$modules"
unset LAB_LIMIT

# An unpatched KVM: the distribution's own modules in L1.
boot/lab/modules.sh "build/host-patch/$series/root" "$work/stock.cpio"
mkdir -p "$work/stock"
MODULES=$work/stock.cpio boot/run.sh svm kernel fast "$work/stock" >"$work/output" 2>&1
is "the distribution's KVM: status of an unpatched host" "$?" 3
is "the distribution's KVM: last line" "$(tail -n 1 "$work/output" | cut -d: -f1,2)" "run: host not patched"

# Truncated, altered and missing records.
record=build/runs/svm-q35-kernel/record.txt
sed '$d' "$record" >"$work/truncated"
fails "a truncated record" "truncated:[0-9]+: " build/probe-os/exit-record "$work/truncated"
sed '20s/exits=\([0-9]*\)/exits=1\1/' "$record" >"$work/altered"
fails "an altered record, by its line" "altered:20: " build/probe-os/exit-record "$work/altered"
: >"$work/empty"
fails "an empty file" "empty" build/probe-os/exit-record "$work/empty"
fails "a missing file" "nowhere" build/probe-os/exit-record "$work/nowhere"
tap_done
