#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Find out which series is the default, once: the first that the archive has all packages
# of. It stands in build/host-patch/default-series.
set -eu
. host-patch/lib.sh

[ ! -e $build/default-series ] || exit 0
mkdir -p $build
for series in 6.1 6.12 $(cd host-patch/series && echo *); do
	! host-patch/has-series.sh "$series" || break
	series=
done
[ -n "$series" ] || die "none of the kernels can be had"
echo "$series" >$build/default-series
