# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The exits that the patch and the trace counted; source this after record.sh.

: "${work:?record.sh makes it}"

# What depends on time differs, as a traced exit takes longer:
#   before the entry, firmware polls;
#   interrupts of L1's own timer come at any moment;
#   in the phase timer_interrupt the guest's tick comes while its interrupts are enabled, or
#   before, and then KVM has an exit for the window in which it can inject the tick.
#   an interrupt of L1 between KVM's two tries at an access to a debug register makes it
#   intercept that access again, in the bench mov_dr.
# no_exit is the patch's row for cycles before the first entry; it has no exits.

# exits RECORD [INTERRUPT WINDOW]: prints the exits of each phase and bench by reason, without
# own reads and, if their reasons are given, without host interrupts and the tick's window.
exits() {
	awk -v interrupt="${2:-}" -v window="${3:-}" '
		function depends_on_time(reason) {
			return reason == interrupt || (reason == window && value["name"] == "timer_interrupt") ||
				(interrupt != "" && value["name"] == "mov_dr" && reason ~ /dr/)
		}
		{ delete value; for (i = 3; i <= NF; i++) { at = index($i, "="); value[substr($i, 1, at - 1)] = substr($i, at + 1) } }
		$2 == "phase" { reads[value["name"]] = value["reads"] }
		$2 == "reasons" {
			for (i = 5; i < NF; i++) {
				split($i, word, "[=:]")
				exits = word[2] - (word[1] == "cpuid") * reads[value["name"]]
				if (exits && !depends_on_time(word[1]))
					print "phase", value["name"], word[1], exits
			}
		}
		$2 == "bench" {
			count = split(value["exits_by"], all, ",")
			for (i = 1; i <= count; i++) {
				split(all[i], word, ":")
				if (!depends_on_time(word[1]))
					print "bench", value["name"], word[1], word[2]
			}
			print "bench", value["name"], "userspace_exits", value["userspace_exits"]
		}' "$1"
}

# before RECORD: prints the exits before the entry by reason.
before() {
	sed -n 's/^exit-probe: reason .*name=\([^ ]*\) before=\([1-9][0-9]*\) .*/\1 \2/p' "$1"
}

# same_at_once WHAT GUEST-RECORD TRACE-RECORD: of one boot that was patched and traced
same_at_once() {
	exits "$2" >"$work/a"
	before "$2" >>"$work/a"
	exits "$3" >"$work/b"
	before "$3" >>"$work/b"
	ok "$1, patched and traced at once: all $(wc -l <"$work/a") counts are the same, interrupts and firmware too" \
		diff "$work/a" "$work/b"
	is "$1: the patch counted one, the trace the other" \
		"$(field "$2" host patched) $(field "$3" host source)" "yes trace"
}

# same_causes WHAT LEAST RECORD TRACE-LOG [INTERRUPT WINDOW]: the trace has as many exits of each
# cause that the patch lists, at least LEAST; of another boot if these reasons are given.
same_causes() {
	awk -v interrupt="${5:-}" -v window="${6:-}" -f boot/test/cause-words.awk -f boot/test/trace-causes.awk "$3" "$4" >"$work/causes"
	is "$1: each cause has as many exits, within its error" "$(grep -v '^same ' "$work/causes")" ""
	same=$(sed -n 's/^same //p' "$work/causes")
	ok "$1: $same of $(grep -c '^exit-probe: cause ' "$3") causes have just as many" [ "$same" -ge "$2" ]
}
