# SPDX-License-Identifier: GPL-2.0-only
# Whether the numbers of all changes are those of the facts of each run, and they are many.
def zero: if . == null then 0 else . end;
def values($facts; $runs; $section; $name; $quantity):
	[range($runs)] | map($facts[$section][$name][$quantity].values[.] | zero);
def plus($a; $b): [range($a | length)] | map($a[.] + $b[.]);
def minus($a; $b): [range($a | length)] | map($a[.] - $b[.]);
def exits($f; $n; $phase; $reason):
	if $reason == "all" and $phase == "all" then
		plus(values($f; $n; "stage"; "before"; "exits"); values($f; $n; "stage"; "os"; "exits"))
	elif $reason == "all" and $phase == "before" then values($f; $n; "stage"; "before"; "exits")
	elif $reason == "all" then values($f; $n; "phase"; $phase; "beyond")
	elif $phase == "all" then
		plus(values($f; $n; "reason"; $reason; "before"); values($f; $n; "reason"; $reason; "os"))
	elif $phase == "before" then values($f; $n; "reason"; $reason; "before")
	else values($f; $n; "phase_reason"; $phase; $reason) end;
def judged($f; $n; $phase; $reason):
	exits($f; $n; $phase; $reason) as $all |
	if $reason != "all" then $all
	else reduce ("intr", "nmi", "smi") as $host ($all; minus(.; exits($f; $n; $phase; $host))) end;
def median: sort | .[((length - 1) / 2) | floor];
.labels as $labels | [.changes[] | . as $change |
	[$labels[] | judged(.facts; (.runs | length); $change.phase; $change.reason)] |
	$change.from == (.[0] | median) and $change.to == (.[1] | median) and
		$change.change == $change.to - $change.from] |
	"\(length > 40) \(all)"
