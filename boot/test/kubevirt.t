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

check() {
	boot/guest/kubevirt/check.sh "$1" build/kubevirt
}

# altered SED: a manifest that is not right
altered() {
	sed "$1" $manifest >"$work/altered.yaml"
	! cmp -s $manifest "$work/altered.yaml" && check "$work/altered.yaml"
}

ok "the manifest" check $manifest
fails "a key that there is not" "'\"logConsole\"' does not exist in type 'V1Devices'" \
	altered 's/logSerialConsole/logConsole/'
fails "a key that is missing" "Property 'claimName' is missing" altered 's/claimName: .*/readOnly: true/'
fails "a number where text belongs" "'number' is not assignable to type 'string'" \
	altered 's/128Mi/128/'
fails "another API" "kubevirt.io/v1" altered 's|kubevirt.io/v1|kubevirt.io/v2|'
fails "another kind" "VirtualMachineInstance" altered 's/kind: VirtualMachineInstance/kind: Pod/'
tap_done
