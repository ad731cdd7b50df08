# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Where the proof keeps what a step gave. PROOF_STATE is the tree's state.

# shellcheck disable=SC2034 # for the scripts that source this
steps=host-patch/test/proof/steps
dir=build/proof

# result STEP KEY: prints a value of its result in this state.
result() {
	! grep -qsx "state=$PROOF_STATE" "$dir/$1.result" || sed -n "s/^$2=//p" "$dir/$1.result"
}
