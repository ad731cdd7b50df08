#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# `make run` in a new minimal root of Debian 13. It clones the last commit: only CI runs it.
exec boot/test/newcomer/newcomer.sh debian13
