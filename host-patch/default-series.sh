#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Write the default series to build/host-patch/default-series, once: the first one of which
# the archive has all packages.
set -eu
. host-patch/lib.sh

[ ! -e $build/default-series ] || exit 0
mkdir -p $build
for series in 6.1 6.12 $(cd host-patch/series && echo *); do
	! host-patch/has-series.sh "$series" || break
	series=
done
[ -n "$series" ] || die "no series in host-patch/series has all its packages in the archive: check the mirror"
echo "$series" >$build/default-series
