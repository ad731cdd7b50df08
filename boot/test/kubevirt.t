#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The KubeVirt manifest is valid by KubeVirt's API; altered ones are refused.
set -u
. boot/base/tap.sh

manifest=boot/guest/kubevirt/exit-probe.yaml
if [ ! -d build/kubevirt/node_modules ]; then
	skip "the KubeVirt manifest" "npm could not install the checker, see build/log/npm-kubevirt.log"
	tap_done
	exit
fi
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# alter NAME SED: makes an invalid manifest
alter() {
	sed "$2" $manifest >"$work/$1.yaml"
	! cmp -s $manifest "$work/$1.yaml" || tap_line "not ok" "$1: nothing is altered"
}

# refused NAME PATTERN: the checker's error matches
refused() {
	ok "refused: $1" grep -q "/$1\.ts.*$2" "$work/output"
}

alter unknown_key 's/logSerialConsole/logConsole/'
alter missing_key 's/claimName: .*/readOnly: true/'
alter number_for_text 's/128Mi/128/'
alter other_api 's|kubevirt.io/v1|kubevirt.io/v2|'
alter other_kind 's/kind: VirtualMachineInstance/kind: Pod/'

ok "the manifest" boot/guest/kubevirt/check.sh build/kubevirt $manifest
# The checker takes seconds to start.
boot/guest/kubevirt/check.sh build/kubevirt "$work"/*.yaml >"$work/output" 2>&1
refused unknown_key "'\"logConsole\"' does not exist in type 'V1Devices'"
refused missing_key "Property 'claimName' is missing"
refused number_for_text "'number' is not assignable to type 'string'"
refused other_api "kubevirt.io/v1"
refused other_kind "VirtualMachineInstance"
tap_done
