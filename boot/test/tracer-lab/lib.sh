# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# For the tracer's jobs in L1, which print TAP without numbers: source it.
#
# /job/image is the probe. With exit=halt it ends halted, so that its VM runs on.

tracefs=/sys/kernel/debug/tracing
# shellcheck disable=SC2034 # for the scripts that source this
if grep -qw vmx /proc/cpuinfo; then vendor=intel; else vendor=amd; fi
export SHARE=/usr/share

check() {
	checked=$(echo "$1" | tr '\n' ' ')
	shift
	if "$@"; then echo "ok - $checked"; else echo "not ok - $checked"; fi
}

instances() {
	(cd $tracefs/instances && echo *) | sed 's/^\*$//'
}

# wait_for FILE PATTERN [COUNT]
wait_for() {
	until found=$(grep -sc "$2" "$1"); [ "${found:-0}" -ge "${3:-1}" ]; do
		sleep 0.1
	done
}

# tracing PID: waits until that tracer traces. (A new instance has tracing on, but no event.)
tracing() {
	traced=$tracefs/instances/exit-tracer-$1
	until grep -sqx 1 "$traced/events/kvm/kvm_exit/enable" && grep -sqx 1 "$traced/tracing_on"; do
		sleep 0.1
	done
}

# ended PID NAME: the tracer ends with status 0.
ended() {
	status=0
	wait "$1" || status=$?
	check "$2: the tracer ends with status $status" [ $status -eq 0 ]
}

# port_writes FILE: the exits of the calibration for port writes
port_writes() {
	sed -n 's/^exit-probe: reasons .*name=calibration .* io[a-z_]*=\([0-9]*\):.*/\1/p' "$1"
}
