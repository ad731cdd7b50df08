#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check a manifest against KubeVirt's API: npm has it as types, made from KubeVirt's
# OpenAPI document, and so the checker is TypeScript's. A key that there is not, one
# that is missing and a value of the wrong type are errors.
#
# usage: check.sh TOOLS MANIFEST...
#   TOOLS  a folder where `npm ci` put what package-lock.json pins
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
