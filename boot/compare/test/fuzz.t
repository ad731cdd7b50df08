#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A short run of the fuzzers with the kept corpus; `make fuzz` is the long one.
set -u
. boot/base/tap.sh

folder=$(mktemp -d build/fuzz.XXXXXX)
trap 'rm -rf "$folder"' EXIT
for name in record samples symbols results qmp; do
	cp "build/boot/objects/fuzz-$name" "$folder"
done

ok "no input breaks exit-compare or the sampler" boot/compare/test/fuzz.sh "$folder" 15
for name in record samples symbols results qmp; do
	ok "$name: it read the whole corpus" sh -c \
		"[ \$(sed -n 's/^stat::number_of_executed_units: *//p' '$folder/fuzz-$name.log') -gt \
			$(find "boot/compare/test/corpus/$name" -type f | wc -l) ]"
done
tap_done
