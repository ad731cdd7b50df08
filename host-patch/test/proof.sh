#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Show all that is claimed again: run the steps of proof/steps one after the other, and write
# host-patch/PROOF.md. What has passed in this state of the tree is not run again, so that a
# proof that was stopped goes on. A step that fails, or is skipped as a whole, does not end the
# others.
#
# A state is all tracked files but the documents, into which the steps write their tables.
#
# usage: proof.sh
set -eu
. boot/base/lib.sh

steps=host-patch/test/proof/steps
document=host-patch/PROOF.md
dir=build/proof
mkdir -p "$dir"

[ -z "$(git status --porcelain -- . ':!*.md' ':!*.svg')" ] ||
	die "some files are not committed: commit them, as a proof is of a commit"
state=$(git ls-files -s -- . ':!*.md' ':!*.svg' | sha256sum | cut -c1-16)
commit=$(git log -1 --format='%h, %cs' -- . ':!*.md' ':!*.svg')

# list_steps: their names
list_steps() {
	sed '/^#/d; s/ .*//' $steps
}

# result STEP KEY: prints a value of its result in this state.
result() {
	! grep -qsx "state=$state" "$dir/$1.result" || sed -n "s/^$2=//p" "$dir/$1.result"
}

# count LOG: its results, of TAP and of make series
count() {
	awk '/^ok [0-9]+ -/ { if (/# SKIP/) skipped++; else passed++ }
		/^not ok [0-9]+ -/ { failed++ }
		/^series: .*: [0-9]+ of [0-9]+ passed$/ { passed += $3; failed += $5 - $3 }
		END { printf "passed=%d\nfailed=%d\nskipped=%d\n", passed, failed, skipped }' "$1"
}

# figures LOG: in one cell of a table
figures() {
	sed -nE -f host-patch/test/proof/figures.sed "$1" | awk '!seen[$0]++ { printf "%s%s", space, $0; space = "; " }' |
		sed 's/|/\\|/g'
}

# run_step STEP: write its result. A step that fails without a failed result counts as one.
run_step() {
	log=$dir/$1.log
	command=$(sed -n "s/^$1  *//p" $steps)
	echo "proof: $1: $command (log: $log)"
	began=$(date +%s) status=0
	rm -f "$dir/$1.result"
	supervise 0 sh -c "$command" >"$log" 2>&1 </dev/null || status=$?
	{
		echo "state=$state"
		results=$(count "$log")
		[ $status -eq 0 ] || results=$(echo "$results" | sed 's/^failed=0$/failed=1/')
		echo "$results"
		echo "figures=$(figures "$log")"
		echo "date=$(date -u +%F)"
		echo "seconds=$(($(date +%s) - began))"
	} >"$dir/$1.part"
	mv "$dir/$1.part" "$dir/$1.result"
	echo "proof: $1: $(result "$1" passed) passed, $(result "$1" failed) failed, in $(result "$1" seconds) s"
}

# verdict STEP: passed, FAILED or skipped in this state, or nothing
verdict() {
	case $(result "$1" failed):$(result "$1" passed):$(result "$1" skipped) in
	0:0:[1-9]*) echo skipped ;;
	0:*) echo passed ;;
	[1-9]*) echo FAILED ;;
	esac
}

print_row() {
	if [ -n "$(verdict "$1")" ]; then
		echo "| $1 | $(verdict "$1") | $(result "$1" passed) | $(result "$1" failed) | $(result "$1" skipped) |" \
			"$(result "$1" figures) | $(result "$1" date) | $(result "$1" seconds) |"
	else
		echo "| $1 | not run yet | | | | | | |"
	fi
}

# list_versions: of L1's kernels and of the emulators
list_versions() (
	. host-patch/lib.sh
	. boot/lab/versions.sh
	for series in $(cd host-patch/series && printf '%s\n' * | sort -V); do
		read_series "$series"
		echo "- Linux $series: $VERSION of $SUITE"
	done
	echo "- SVM: $(package_version build/lab/packages-amd64 qemu-system-x86)"
	echo "- VMX: $(package_version build/lab/bochs-amd64 bochs)"
)

print_document() {
	cat <<-END
		# The proof

		<!-- all of this file is made by proof.sh -->

		\`make proof\` runs these steps one after the other and writes this file. What it was of: commit
		$commit. A step that is not run yet, that failed or that was skipped is run at the next \`make proof\`; one
		that passed is not run again until a file other than a document changes.

		$(nproc) CPUs, $(awk '$1 == "MemTotal:" { print int($2 / 1048576 + 0.5) }' /proc/meminfo) GiB, $(. /etc/os-release && echo "$PRETTY_NAME"). L0 is an emulator:

		$(list_versions)

		| step | verdict | passed | failed | skipped | figures | date | seconds |
		|---|---|--:|--:|--:|---|---|--:|
	END
	for step in $(list_steps); do
		print_row "$step"
	done
	cat <<-END

		The commands:

		$(sed '/^#/d; s/^/    /' $steps)
	END
}

# write_document: with all steps so far
write_document() {
	print_document >"$dir/document"
	cat "$dir/document" >$document
}

write_document
for step in $(list_steps); do
	if [ "$(verdict "$step")" = passed ]; then
		echo "proof: $step: passed on $(result "$step" date)"
	else
		run_step "$step"
	fi
	write_document
done
# steps_with VERDICT: their names
steps_with() {
	for step in $(list_steps); do
		[ "$(verdict "$step")" != "$1" ] || echo "$step"
	done | paste -s -d ' '
}
bad=$(steps_with FAILED) skipped=$(steps_with skipped)
[ -z "$bad" ] || die "failed: $bad: see $dir/STEP.log"
echo "proof: all steps passed${skipped:+ but these, which were skipped: $skipped}: $document"
