#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What DKMS runs before it installs for a kernel, so that the distribution's modules stay
# where they are. DKMS 3.2 moves them into its own tree, for a removal to move them back,
# over those of an update in between, too. Where there is its link to what is installed,
# which it is about to make, it takes them for moved already.
#
# usage: keep-stock.sh LINK
set -eu

[ -L "$1" ] || ln -s none "$1"
