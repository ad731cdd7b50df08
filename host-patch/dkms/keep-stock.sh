#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# DKMS runs this before it installs for a kernel, so that the distribution's modules stay
# in place. DKMS 3.2 moves them into its own tree, and a removal moves them back, even over
# the modules of an update in between. If DKMS's link to the installed modules already
# exists, DKMS assumes that it has moved them.
#
# usage: keep-stock.sh LINK
set -eu

[ -L "$1" ] || ln -s none "$1"
