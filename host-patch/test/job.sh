# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Jobs for the lab, as the tests of this folder lay them out. Source it after lib.sh.

# check_number NAME VALUE
check_number() {
	case $2 in
	'' | *[!0-9]*) die "$1=$2 is not a number" ;;
	esac
}

# lay_job DIR SCRIPT FILE...: DIR anew, with a job in it whose parameters are the
# standard input.
lay_job() {
	job_in=$1 script=$2
	shift 2
	rm -rf "${job_in:?}"
	mkdir -p "$job_in/job"
	cp "$script" "$job_in/job/run"
	cp "$@" "$job_in/job/"
	cat >"$job_in/job/parameters"
}
