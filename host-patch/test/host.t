#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Load, install and undo the patched modules on a real Debian with systemd, which
# is L1 here: host/run does it there and prints TAP.
set -eu
. boot/base/lib.sh

. host-patch/test/host/job.sh
work=build/host-patch/host-test

job=$work/job
make_job "$job"
cp host-patch/test/host/run "$job/run"
cp build/host-patch/hold-vm "$job/"

run_job build/linux/minimal "$job" "$work/out"
