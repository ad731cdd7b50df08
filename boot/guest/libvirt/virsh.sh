# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Run virsh, and show its own words where it fails. virsh has a language, and so has
# libvirt's daemon: nothing here reads their words. Source it after base/lib.sh.

# hide_password: a filter that hides the password of a URI.
hide_password() {
	sed 's|://\([^/:@[:space:]]*\):[^/[:space:]]*@|://\1:***@|g'
}

# last_words: a filter that joins the last lines into one.
last_words() {
	tr -d '\000-\010\013-\037\177' | sed 's/^error: *//' | awk 'NF' | tail -n 4 |
		awk '{ printf "%s%s", space, $0; space = "; " }' | hide_password
}

# virsh_failed STATUS COMMAND: end with the words in $work/error, or else in $work/answer.
virsh_failed() {
	words=$(last_words <"$work/error")
	[ -n "$words" ] || words=$(last_words <"$work/answer")
	die "${label:-$shown}: virsh $2: ${words:-it ended with status $1 and said nothing}"
}

# do_virsh COMMAND...: run it, and write its output to $work/answer.
do_virsh() {
	# shellcheck disable=SC2154 # the caller's
	virsh -q -c "$uri" "$@" >"$work/answer" 2>"$work/error" || virsh_failed $? "$1"
}

# shellcheck disable=SC2317 # at_exit calls it
virsh_quietly() {
	virsh -q -c "$uri" "$@" >/dev/null 2>&1 || true
}

# open_console: write the console to $work/typescript, by a terminal, which virsh needs, and
# virsh's status to $work/ended. (script takes the user's shell, which may be no sh.)
open_console() {
	export uri domain work
	: >"$work/typescript"
	# shellcheck disable=SC2016 # the inner shell's
	SHELL=/bin/sh script -qfc 'virsh -c "$uri" console "$domain"; echo $? >"$work/ended"' \
		"$work/typescript" >/dev/null 2>"$work/error" </dev/null &
	console=$!
}

# console_greeted: virsh has shown the key that ends the console, ^] in each language. It
# opens the console next.
console_greeted() {
	grep -q '\^\]' "$work/typescript"
}

console_ended() {
	[ -s "$work/ended" ] || return 1
	# After this the typescript is complete.
	wait "$console" || true
	console=
}

# console_words: what virsh said, without its greeting and the record
console_words() {
	{
		sed '/^Script started on /d; /^Script done on /d; /^exit-probe: /d' "$work/typescript" |
			awk '/\^\]/ && !greeted { greeted = 1; said = ""; next } { said = said $0 "\n" }
				END { printf "%s", said }'
		cat "$work/error"
	} | last_words
}

# console_failed WHAT: end with that and virsh's words.
console_failed() {
	words=$(console_words)
	die "$label: virsh console: $1: ${words:-it said nothing}"
}
