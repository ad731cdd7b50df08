#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# proof.sh in a repository of its own, with steps of its own: what it writes of them, and
# which it runs again.
set -eu
. boot/base/tap.sh

root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# commit MESSAGE: all files
commit() {
	git add -A
	git -c user.name=test -c user.email=test@localhost commit -q -m "$1"
}

# cell STEP NUMBER: of its row in the document
cell() {
	awk -F ' *[|] *' -v step="$1" -v number="$2" '$2 == step { print $number }' host-patch/PROOF.md
}

# ran: the steps that were run, in their order, since the last time
ran() {
	paste -s -d ' ' "$work/ran"
	: >"$work/ran"
}

# prove: runs the proof, and prints the last line.
prove() {
	host-patch/test/proof.sh 2>&1 | tail -n 1
}

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
cp -R --parents boot/base boot/lab/versions.sh host-patch/*.sh host-patch/series host-patch/test/proof.sh \
	host-patch/test/proof "$work/"
cd "$work"
git init -q
printf '%s\n' /build/ /ran >.gitignore
cat >host-patch/test/proof/steps <<'END'
# a comment
good    echo good >>ran; echo "# exits compared: 7"; echo "ok 1 - a"; echo "ok 2 - b # SKIP why"; echo "ok    12 ms"

series  echo series >>ran; echo "series: 9.9: 8 of 8 passed"

bad     echo bad >>ran; echo "not ok 1 - c"; echo "ok 2 - d"; test -e build/mended && echo "ok 1 - e"

silent  echo silent >>ran; test -e build/mended

given   echo given >>ran; KVM_UNIT_TESTS= host-patch/test/proof/unit-tests.sh svm
END
for series in host-patch/series/*; do
	mkdir -p "build/host-patch/${series##*/}"
	cp "$root/build/host-patch/${series##*/}/kernel" "build/host-patch/${series##*/}/" 2>/dev/null || rm "$series"
done
commit first

: >ran
is "a proof with steps that fail names them" "$(prove)" "proof: failed: bad silent: see build/proof/STEP.log"
is "all steps ran, also those behind one that failed" "$(ran)" "good series bad silent given"
is "the results of a step" "$(cell good 3) $(cell good 4) $(cell good 5) $(cell good 6)" "passed 1 0 1"
is "its figures" "$(cell good 7)" "7 exits compared with KVM's own"
is "its date" "$(cell good 8)" "$(date +%F)"
is "the results of make series" "$(cell series 3) $(cell series 4) $(cell series 7)" "passed 8 9.9: 8 of 8 passed"
is "a result that failed" "$(cell bad 3) $(cell bad 4) $(cell bad 5)" "FAILED 1 1"
is "a step that fails without a word" "$(cell silent 3) $(cell silent 5)" "FAILED 1"
is "a step that is skipped, and why" "$(cell given 3) $(cell given 4) $(cell given 5) $(cell given 6) $(cell given 7)" \
	"skipped 0 0 1 KVM_UNIT_TESTS= is not given"
ok "the document names the commit" grep -q "^$(git log -1 --format=%h), " host-patch/PROOF.md
ok "and L1's kernels" grep -q "^- Linux 6\.1: 6\.1\." host-patch/PROOF.md

commit "the document"
: >build/mended
sed -i '/^bad/s/echo "not ok 1 - c"; //' host-patch/test/proof/steps
fails "a change that is not committed is refused" "some files are not committed" host-patch/test/proof.sh
is "and no step ran" "$(ran)" ""
git checkout -q host-patch/test/proof/steps
prove >/dev/null
is "only what failed or was skipped is run again" "$(ran)" "bad silent given"
is "one has passed now" "$(cell silent 3)" passed

commit "the document again"
prove >/dev/null
is "a commit of documents runs nothing again that passed" "$(ran)" "bad given"
is "the document names the commit of the code" "$(grep -c "^$(git log --format=%h | tail -n 1), " host-patch/PROOF.md)" 1
echo >>host-patch/test/kernel.t
mkdir -p probe-os/test
echo >probe-os/test/made.sh
commit "a test that no step runs"
prove >/dev/null
is "so does one of a test that no step runs" "$(ran)" "bad given"
is "the document names the same commit" "$(grep -c "^$(git log --format=%h | tail -n 1), " host-patch/PROOF.md)" 1
echo >>host-patch/test/soak.t
commit "a test that a step runs"
prove >/dev/null
is "one of a test that a step runs runs all again" "$(ran)" "good series bad silent given"
ok "the document names that commit" grep -q "^$(git log -1 --format=%h), " host-patch/PROOF.md
commit "its document"

sed -i '/^bad/s/echo "not ok 1 - c"; //' host-patch/test/proof/steps
commit mended
is "a new commit is proved as a whole" "$(prove)" \
	"proof: all steps passed but these, which were skipped: given: host-patch/PROOF.md"
is "by all steps" "$(ran)" "good series bad silent given"
sed -i '/^given/d' host-patch/test/proof/steps

# The first step ends only if the second runs beside it.
cat >>host-patch/test/proof/steps <<'END'

quick   until test -e build/met; do sleep 0.1; done; echo quick >>ran
slow    : >build/met; test -e build/awake || sh -c "echo \$\$ >build/pid; sleep 60; true"; echo slow >>ran

last    echo last >>ran
END
commit slow
host-patch/test/proof.sh >build/stopped 2>&1 &
proof=$!
waited=0
until [ -e build/proof/quick.result ] || [ $waited -ge 300 ]; do
	waited=$((waited + 1))
	sleep 0.1
done
kill $proof
wait $proof || true
is "steps without an empty line between them run at the same time" "$(cell quick 3)" passed
is "a proof that is stopped has no result of the step that ran" \
	"$(cell bad 3) $(cell slow 3) $(find build/proof -name 'slow.*' ! -name '*.log')" "passed not run yet "
# Its parent is gone, so that init takes note of its end.
waited=0
while kill -0 "$(cat build/pid)" 2>/dev/null && [ $waited -lt 100 ]; do
	waited=$((waited + 1))
	sleep 0.1
done
fails "and nothing of it goes on" "No such process" env kill -0 "$(cat build/pid)"
ran >/dev/null
: >build/awake
is "the next proof goes on from there" "$(prove)" "proof: all steps passed: host-patch/PROOF.md"
is "and runs nothing again that passed" "$(ran)" "slow last"

cd "$root"
# Each figure comes from words that a step prints today.
while read -r words; do
	ok "a script prints: $words" grep -rqF -e "$words" host-patch boot --include='*.t' --include='*.sh' \
		--include='*.c' --include='*.awk' --include=job --exclude='proof*' --exclude-dir=proof
done <<-END
	# exits compared:
	# a CPUID round trip takes
	VMs were made
	changes of the mode
	make run passes, in
	verdicts, on
END
is "the steps have different names" "$(sed '/^#/d; /^$/d; s/ .*//' host-patch/test/proof/steps | sort | uniq -d)" ""
tap_done
