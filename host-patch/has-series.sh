#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Whether the archive has all packages of a kernel or a series; why not goes to stderr.
#
# usage: has-series.sh SERIES|RELEASE
set -eu
. host-patch/lib.sh

[ -n "${1:-}" ] || die "usage: has-series.sh SERIES|RELEASE"
read_wanted "$1"
