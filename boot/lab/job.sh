# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Prepares jobs for the lab and reads their output. Source it after defining die().

# check_number NAME VALUE
check_number() {
	case $2 in
	'' | *[!0-9]*) die "$1=$2 is invalid: use a number" ;;
	esac
}

# choose_kvm: sets modules to the archive of KVM=patched|stock, without the series; traces the
# distribution's KVM.
# shellcheck disable=SC2034 # for the script that sources this
choose_kvm() {
	case ${KVM:-patched} in
	patched) modules=modules ;;
	stock) modules=modules-stock TRACE=yes ;;
	*) die "KVM=$KVM is invalid: use patched or stock" ;;
	esac
}

# choose_causes: adds the module parameter of CAUSES=1|rip|off to KVM_OPTIONS, which may still
# set another. Only the patched KVM has it. Benchmarks are timed without. After choose_kvm.
choose_causes() {
	causes=${CAUSES:-1}
	[ -z "${BENCH:-}" ] || causes=${CAUSES:-off}
	case $causes in
	1 | rip) ;;
	off) causes=0 ;;
	*) die "CAUSES=$CAUSES is invalid: use 1, rip or off" ;;
	esac
	causes="kvm.exit_probe_causes=$causes "
	[ "$modules" = modules ] || causes=
	KVM_OPTIONS=$causes${KVM_OPTIONS:-}
}

# lay_job DIR SCRIPT [FILE...]: makes a new DIR/job, which runs the script and has the files;
# its parameters are the standard input.
lay_job() {
	job=$1/job script=$2
	shift 2
	rm -rf "$job"
	mkdir -p "$job"
	cp "$script" "$job/run"
	[ $# -eq 0 ] || cp "$@" "$job/"
	cat >"$job/parameters"
}

# handed_over DIR: prints what the job wrote to its serial port, without carriage returns.
handed_over() {
	tr -d '\r' <"$1/handed-over"
}

# section DIR NAME: prints the lines of that after "== NAME".
section() {
	handed_over "$1" | awk -v want="== $2" '
		/^== /	{ inside = ($0 == want); next }
		inside'
}

# reported DIR KEY: prints the values of a key in its report.
reported() {
	sed -n "s/^$2=//p" "$1/report"
}

# qemu_error DIR: prints QEMU's last error in L1, if it ended by itself, not by a time limit.
qemu_error() {
	[ -z "$(reported "$1" guest_ended)" ] || sed -n 's/\r$//; /: terminating on signal \|: warning: /d; s/^qemu-system-x86_64: //p' "$1/console.log" | tail -n 1
}

# trace DIR: prints the tracer's report, or dies if it left none.
trace() {
	grep -q '^trace=' "$1/report" || die "the tracer left no report: L1's console.log says why"
	reported "$1" trace | base64 -d | gunzip
}

# samples DIR: prints the samples that probe-job took, as CSV.
samples() {
	reported "$1" samples | base64 -d | gunzip
}
