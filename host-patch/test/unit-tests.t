#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The user's tree of kvm-unit-tests: what is refused, and that it is built in a copy. (The tests
# run in the lab with `make unit-tests`.)
set -eu
. boot/base/tap.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

status=0
line=$(make unit-tests 2>&1) || status=$?
is "make unit-tests without a tree says what to give" "$status $(echo "$line" | grep -v '^make')" \
	"2 build.sh: no tests: give your tree of kvm-unit-tests: make unit-tests KVM_UNIT_TESTS=PATH"

# With an output folder of its own
cp -R --parents boot/base host-patch/*.sh host-patch/series host-patch/test/unit-tests "$work/"
cd "$work"
# build PATH: its last line
build() {
	host-patch/test/unit-tests/build.sh "$1" 2>&1 | tail -n 1
}
mkdir -p "no tree" "a tree/x86"
: >file
is "a path that is not there" "$(build /nowhere)" \
	"build.sh: /nowhere is not a folder: give your tree of kvm-unit-tests as KVM_UNIT_TESTS=PATH"
is "a file" "$(build file)" "build.sh: file is not a folder: give your tree of kvm-unit-tests as KVM_UNIT_TESTS=PATH"
is "another folder" "$(build "no tree/")" "build.sh: no tree is not a tree of kvm-unit-tests: it has no configure"

cat >"a tree/x86/unittests.cfg" <<'CFG'
# a comment
[one]
file = first.flat
smp = 2
extra_params = -cpu max -append 'a = b'
groups = few
[old]
file = old.flat
arch = i386
[two]
file = first.flat
test_args = "a b"
check = /a=Y /b=N
CFG
printf '#!/bin/sh\necho "not for this compiler"; exit 1\n' >"a tree/configure"
chmod 755 "a tree/configure"
is "a build that fails names its log" "$(build "a tree" | sed 's/see .*build/see build/')" \
	"build.sh: the build failed, see build/log/unit-tests.log: not for this compiler"
is "and leaves nothing" "$(find build/host-patch/unit-tests -mindepth 1)" ""
# shellcheck disable=SC2016 # for make
printf '#!/bin/sh\nprintf "all:\\n\\ttouch x86/first.flat\\n" >Makefile\n' >"a tree/configure"
is "a tree with a blank in its relative path is built" "$(build "a tree")" "build/host-patch/unit-tests/tree"
ok "in a copy" test -e build/host-patch/unit-tests/tree/x86/first.flat
is "and stays as it is" "$(cd "a tree" && find . -type f | sort | paste -s -d ' ')" "./configure ./x86/unittests.cfg"
rm build/host-patch/unit-tests/tree/x86/first.flat
build "$work/a tree" >/dev/null
is "it is not built again" "$(find build/host-patch/unit-tests -name first.flat)" ""
echo >>"a tree/x86/unittests.cfg"
build "a tree" >/dev/null
ok "until it changes" test -e build/host-patch/unit-tests/tree/x86/first.flat
is "its 64-bit tests are listed" "$(awk -f host-patch/test/unit-tests/list.awk "a tree/x86/unittests.cfg" | tr '\t' '|')" \
	"one|first|2|few|-|-cpu max -append 'a = b'|-
two|first|1|-|/a=Y /b=N|-|\"a b\""
printf 'qemu_params = """\n' >>"a tree/x86/unittests.cfg"
is "values of several lines are refused" "$(build "a tree")" \
	"build.sh: a tree/x86/unittests.cfg has values of several lines, which are not supported: use another version"
tap_done
