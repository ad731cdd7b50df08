#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The KubeVirt manifest is what KubeVirt's API says; others are not.
set -u
. boot/base/tap.sh

manifest=boot/guest/kubevirt/exit-probe.yaml
if [ ! -d build/kubevirt/node_modules ]; then
	skip "the KubeVirt manifest" "npm could not get what checks it, see build/log/npm.log"
	tap_done
	exit
fi
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# altered NAME SED: a manifest that is wrong
altered() {
	sed "$2" $manifest >"$work/$1.yaml"
	! cmp -s $manifest "$work/$1.yaml" || tap_line "not ok" "$1: nothing is altered"
}

# wrong NAME PATTERN: what the checker said of it
wrong() {
	ok "refused: $1" grep -q "/$1\.ts.*$2" "$work/said"
}

altered unknown_key 's/logSerialConsole/logConsole/'
altered missing_key 's/claimName: .*/readOnly: true/'
altered number_for_text 's/128Mi/128/'
altered other_api 's|kubevirt.io/v1|kubevirt.io/v2|'
altered other_kind 's/kind: VirtualMachineInstance/kind: Pod/'

ok "the manifest" boot/guest/kubevirt/check.sh build/kubevirt $manifest
# The checker takes seconds to start.
boot/guest/kubevirt/check.sh build/kubevirt "$work"/*.yaml >"$work/said" 2>&1
wrong unknown_key "'\"logConsole\"' does not exist in type 'V1Devices'"
wrong missing_key "Property 'claimName' is missing"
wrong number_for_text "'number' is not assignable to type 'string'"
wrong other_api "kubevirt.io/v1"
wrong other_kind "VirtualMachineInstance"
tap_done
