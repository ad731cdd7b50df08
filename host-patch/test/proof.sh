#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Show all that is claimed again: run the steps of proof/steps, and write host-patch/PROOF.md.
# What has passed in this state of the tree is not run again, so that a proof that was stopped
# goes on. A step that fails, or is skipped as a whole, does not end the others.
#
# A state is all tracked files but the documents, into which the steps write their tables, and
# the tests of make test that no step runs.
#
# usage: proof.sh
set -eu
. boot/base/lib.sh
. host-patch/test/proof/result.sh

document=host-patch/PROOF.md
mkdir -p "$dir"

[ -z "$(git status --porcelain -- . ':!*.md' ':!*.svg')" ] ||
	die "some files are not committed: commit them, as a proof is of a commit"
# of_state COMMAND...: on the files of the state
of_state() {
	"$@" -- . ':!*.md' ':!*.svg' ':(exclude,glob)**/test/*.t' \
		':(exclude,glob)boot/**/test/**' ':(exclude,glob)probe-os/**/test/**'
	"$@" -- host-patch/test/conformance.t host-patch/test/soak.t ':(glob)*/test/libvirt-lab/*' ':(glob)*/test/newcomer/*'
}
PROOF_STATE=$(of_state git ls-files -s | sha256sum | cut -c1-16)
export PROOF_STATE
commit=$(of_state git log -1 --format='%ct %h, %cs' | sort -n | tail -n 1 | cut -d ' ' -f 2-)

# list_groups: the names of those that run at the same time, in one line
list_groups() {
	grep -v '^#' $steps | awk -v RS= -F '\n' '{
		for (i = 1; i <= NF; i++) {
			sub(/ .*/, "", $i)
			printf "%s%s", $i, i < NF ? " " : "\n"
		}
	}'
}

# list_steps: their names
list_steps() {
	list_groups | tr ' ' '\n'
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

		\`make proof\` runs these steps and writes this file. What it was of: commit
		$commit. A step that is not run yet, that failed or that was skipped is run at the next \`make proof\`; one
		that passed is not run again until a file other than a document or a test of \`make test\` changes.
		Steps without an empty line between them ran at the same time.

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

		$(sed '/^#/d; s/^./    &/' $steps)
	END
}

# write_document: with all steps so far
write_document() {
	print_document >"$dir/document"
	cat "$dir/document" >$document
}

# run_together STEP...: those that have not passed, at the same time
running=
run_together() {
	for step in "$@"; do
		if [ "$(verdict "$step")" = passed ]; then
			echo "proof: $step: passed on $(result "$step" date)"
		else
			host-patch/test/proof/step.sh "$step" &
			running="$running $!"
		fi
	done
	wait
	running=
	write_document
}

# shellcheck disable=SC2086 # a word a process
at_exit() {
	[ -z "$running" ] || kill $running 2>/dev/null || true
	wait
	write_document
}

list_groups >"$dir/groups"
while read -r group; do
	# shellcheck disable=SC2086 # a word a step
	run_together $group
done <"$dir/groups"
# steps_with VERDICT: their names
steps_with() {
	for step in $(list_steps); do
		[ "$(verdict "$step")" != "$1" ] || echo "$step"
	done | paste -s -d ' '
}
bad=$(steps_with FAILED) skipped=$(steps_with skipped)
[ -z "$bad" ] || die "failed: $bad: see $dir/STEP.log"
echo "proof: all steps passed${skipped:+ but these, which were skipped: $skipped}: $document"
