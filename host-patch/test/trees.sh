#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which kernels take the hooks: generate the patches for kernel trees, compile what got hooks,
# and write that into the table of host-patch/TREES.md, a row for each version. The last column
# is the result of `make series`, from the table in host-patch/README.md.
#
# usage: trees.sh TREE...	(other versions keep their rows)
set -eu
. host-patch/lib.sh

[ $# -gt 0 ] || die "usage: trees.sh TREE..., each the folder of a kernel's source"
table=host-patch/TREES.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# hooks_in DIR: how many calls its patches add to KVM's own files.
hooks_in() {
	cat "$1"/*.patch | awk '
		/^diff / { mine = 0 }
		/^new file / { mine = 1 }
		!mine && /^\+[ \t].*exit_probe_[a-z_]+\(/ { hooks++ }
		END { print hooks + 0 }'
}

# with_suites: the rows, sorted; the newest of each series gets what the suite said of it.
with_suites() {
	sort -V -k 2 | awk -F ' *[|] *' '
		FNR == NR && $2 ~ /^[0-9]+\.[0-9]+(@.*)?$/ && $7 ~ / of / {
			sub(/@.*/, "", $2)
			suite[$2] = $7 ", with " $3
		}
		FNR == NR { next }
		{
			split($2, part, ".")
			row[++n] = $0
			newest[part[1] "." part[2]] = n
		}
		END {
			for (series in suite)
				if (series in newest)
					said[newest[series]] = suite[series]
			for (i = 1; i <= n; i++)
				print row[i] " " (i in said ? said[i] : "–") " |"
		}' host-patch/README.md -
}

# row_of TREE: ends the script if that is neither taken nor refused.
row_of() {
	version=$(version_of "$1")
	if host-patch/generate.sh "$1" "$work/patches" compile >"$work/said" 2>&1; then
		placed=$(hooks_in "$work/patches")
		compiled=$(sed -n 's/^patches: compiled: \([0-9]*\) objects, .*/\1/p' "$work/said")
		[ -n "$compiled" ] || die "$1: $(cat "$work/said")"
		echo "| $version | $placed | $compiled |"
		return
	fi
	said=$(tail -n 1 "$work/said")
	said=${said#generate.sh: }
	case $said in
	"$1 is Linux "*) refusal=${said#"$1 is "} ;;
	*": the hooks do not fit, so there are no patches") refusal=$(sed -n 's/^hooks: //p' "$work/said" | head -n 1) ;;
	*", so there are no patches") refusal=${said#"$1: "} ;;
	*) die "$said" ;;
	esac
	echo "| $version | refused: $refusal | – |"
}

# Before the first takes its minutes
for tree in "$@"; do
	[ -n "$(version_of "$tree" 2>/dev/null)" ] ||
		die "$tree is not a kernel tree: it has no Makefile with a version"
done

sed -n 's/^\(| [0-9].*|\) [^|]*|$/\1/p' "$table" >"$work/rows"
for tree in "$@"; do
	echo "trees: $tree" >&2
	# Without a slash it would be a series.
	tree=$(cd "$tree" && pwd)
	row=$(row_of "$tree")
	echo "$row" >&2
	grep -vF "| $(version_of "$tree") |" "$work/rows" >"$work/others" || :
	{
		cat "$work/others"
		echo "$row"
	} >"$work/rows"
	{
		echo "| Linux | hooks placed | objects compiled | modules loaded, suite passed |"
		echo "|---|--:|--:|---|"
		with_suites <"$work/rows"
	} | boot/base/between.sh trees.sh "$table"
done
