#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Whether the archive has all packages of a kernel series; why not goes to stderr.
#
# usage: has-series.sh SERIES
set -eu
. host-patch/lib.sh

read_series "$1"
