#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check a manifest against KubeVirt's API. An npm package has the API as TypeScript types,
# made from KubeVirt's OpenAPI document. An unknown key, a missing key and a value of the
# wrong type are errors.
#
# usage: check.sh TOOLS MANIFEST...
#   TOOLS  a folder where `npm ci` installed the packages of package-lock.json
set -eu

tools=$1
shift
bin=$tools/node_modules/.bin
work=$(mktemp -d "$tools/check.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for manifest; do
	value=$("$bin/yaml" --json --single --strict <"$manifest")
	name=${manifest##*/}
	cat >"$work/${name%.yaml}.ts" <<-END
		import type { V1VirtualMachineInstance } from "@kubevirt-ui-ext/kubevirt-api/kubevirt";
		type Named<Kind> = Kind & { apiVersion: "kubevirt.io/v1"; kind: "VirtualMachineInstance" };
		export const manifest: Named<V1VirtualMachineInstance> = $value;
	END
done
"$bin/tsc" --noEmit --strict --skipLibCheck --module nodenext --moduleResolution nodenext "$work"/*.ts
