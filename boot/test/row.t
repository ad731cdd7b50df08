#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tables that scripts keep in documents: a row is put in, or replaced.
set -eu
. boot/base/tap.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/document" <<END
Before | 6.1 |
<!-- made by some.sh -->
| on | of | number |
|---|---|--:|
| SVM | 5.10 | 3 |
| SVM | 6.1 | 1 |
<!-- end of some.sh -->
After
END
expected() {
	printf '%s\n' "Before | 6.1 |" "<!-- made by some.sh -->" "| on | of | number |" "|---|---|--:|" "$@" \
		"<!-- end of some.sh -->" After
}

echo "| SVM | 6.1 | 12 |" | boot/base/row.sh some.sh "$work/document" "| SVM | 6.1 |"
is "a row is replaced, and others stay" "$(cat "$work/document")" "$(expected "| SVM | 5.10 | 3 |" "| SVM | 6.1 | 12 |")"
echo "| SVM | 6.12 | 4 |" | boot/base/row.sh some.sh "$work/document" "| SVM | 6.12 |"
echo "| SVM | 6.1 | 5 |" | boot/base/row.sh some.sh "$work/document" "| SVM | 6.1 |"
is "the rows are in the order of their versions" "$(cat "$work/document")" \
	"$(expected "| SVM | 5.10 | 3 |" "| SVM | 6.1 | 5 |" "| SVM | 6.12 | 4 |")"
sed -i '/^| SVM/d' "$work/document"
echo "| VMX | 6.1 | 7 |" | boot/base/row.sh some.sh "$work/document" "| VMX | 6.1 |"
is "an empty table gets its first row" "$(cat "$work/document")" "$(expected "| VMX | 6.1 | 7 |")"
for n in 1 2 3 4 5 6 7 8 9; do
	echo "| VMX | 7.$n | 0 |" | boot/base/row.sh some.sh "$work/document" "| VMX | 7.$n |" &
done
wait
is "rows that are put in at the same time are all there" "$(grep -c "^| VMX | 7" "$work/document")" 9
cp "$work/document" "$work/same"
echo "| x |" | boot/base/row.sh other.sh "$work/document" "| x |"
ok "a script without marks there changes nothing" cmp "$work/document" "$work/same"
tap_done
