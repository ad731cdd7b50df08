#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What virsh says is told as it is, in whatever language, and files of hosts of one name
# stay apart: with a virsh that needs no libvirt.
set -u
. boot/base/tap.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
golden=$PWD/boot/test/golden/svm.record
export PATH="$PWD/boot/test/libvirt-words:$PATH" FAKE="$work/fake"

# host: everything works, as on a German desktop.
host() {
	rm -rf "$FAKE"
	mkdir "$FAKE"
	does hostname 'echo labor'
	does console "printf 'Verbunden mit der Domain\nEscape-Zeichen ist ^] (Strg + ])\n'; cat '$golden'; exec sleep 60"
}

# does COMMAND WHAT: the virsh to come
does() {
	echo "$2" >"$FAKE/$1"
}

run() {
	boot/guest/libvirt/run.sh kvm iso "$work/out" "$@"
}

# left: domains and pools that were made and not taken away, and temporary files.
left() {
	for step in "create destroy" "pool-define-as pool-undefine"; do
		grep -q " ${step% *} " "$FAKE/calls" && ! grep -q " ${step#* } " "$FAKE/calls" && echo "$step"
	done
	find "$work/out" -name 'libvirt.*'
}

# refused NAME PATTERN [URI...]: one line, and nothing is left.
refused() {
	refused_name=$1 refused_pattern=$2
	shift 2
	[ $# -gt 0 ] || set -- qemu:///system
	fails "$refused_name" "$refused_pattern" run "$@"
	is "$refused_name: nothing is left" "$(left)" ""
}

host
is "a virsh in another language" "$(run qemu:///system | tail -n 1)" \
	"libvirt: labor: the record is in $work/out/labor.record"
ok "its record is the probe's" cmp "$golden" "$work/out/labor.record"
is "nothing is left" "$(left)" ""
is "the next run of the same host takes the same name" "$(run qemu:///system | tail -n 1)" \
	"libvirt: labor: the record is in $work/out/labor.record"
is "each run has a domain of its own" "$(grep -o 'undefine exit-probe-.*' "$FAKE/calls" | sort -u | wc -l)" 2
for language in en zh ja; do
	case $language in
	en) greeting='Escape character is ^] (Ctrl + ])' ;;
	zh) greeting='換碼字元為 ^]' ;;
	ja) greeting='エスケープ文字は ^] です' ;;
	esac
	does console "echo '$greeting'; cat '$golden'; exec sleep 60"
	ok "a console's greeting in another language ($language)" run qemu:///system
done

# Each command of libvirt's that may fail, with what libvirt said, whatever its prefix
for command in pool-define-as pool-build pool-start vol-create-as vol-upload create resume; do
	host
	does $command 'echo "Fehler: keine Berechtigung" >&2; exit 1'
	refused "$command fails" "^host: labor: virsh $command: Fehler: keine Berechtigung\$"
done
host
does pool-build 'printf "error: Failed to build pool\nerror: cannot open: Permission denied\n" >&2; exit 1'
refused "an English virsh, two lines" \
	"^host: labor: virsh pool-build: Failed to build pool; cannot open: Permission denied\$"
does pool-build 'echo "エラー: アクセス権がありません" >&2; exit 1'
refused "letters of another script" "virsh pool-build: エラー: アクセス権がありません\$"
does pool-build 'echo "said on standard output"; exit 1'
refused "words on standard output" "virsh pool-build: said on standard output\$"
for message in true 'echo "error:" >&2' 'echo >&2'; do
	does pool-build "$message; exit 3"
	refused "a failure without words ($message)" "virsh pool-build: it ended with status 3 and said nothing\$"
done

# Consoles
host
does console 'echo "Fehler: Konsole ist belegt" >&2; exit 1'
refused "a console that is refused" "^host: labor: virsh console: it was refused: Fehler: Konsole ist belegt\$"
does console 'echo "Escape-Zeichen ist ^]"; echo; echo "Fehler: Konsole ist belegt" >&2; exit 1'
refused "a console that is refused behind its greeting" "labor.log\): Fehler: Konsole ist belegt\$"
does console 'exit 0'
refused "a console that ends at once" "virsh console: it was refused: it said nothing\$"
does console "echo 'Escape-Zeichen ist ^]'; head -n 5 '$golden'; echo 'Fehler: Verbindung verloren' >&2; exit 1"
refused "a console that ends within the record" "it ended before the record did .*: Fehler: Verbindung verloren\$"
is "what came is kept" "$(grep -c '^exit-probe: ' "$work/out/labor.log")" 5
does console "echo 'Escape-Zeichen ist ^]'; cat '$golden'"
ok "a console that ends with the record" run qemu:///system
does console "echo 'Escape-Zeichen ist ^]'; echo 'Booting from DVD'; exec sleep 60"
fails "a guest that boots something else" "no record within 1 seconds .*labor.log\): Booting from DVD\$" \
	env LIMIT=1 boot/guest/libvirt/run.sh kvm iso "$work/out" qemu:///system
does console 'echo "Warten auf die Domain"; exec sleep 60'
refused "a console that does not come" "it was not there within 10 seconds: Warten auf die Domain\$"

# Connections
host
does hostname 'echo "Fehler: Verbindung zum Hypervisor gescheitert" >&2; exit 1'
refused "no connection" "^host: qemu\+tcp://me:\*\*\*@labor/system: virsh hostname: Fehler: Verbindung" \
	qemu+tcp://me:secret@labor/system
# shellcheck disable=SC2016 # the fake virsh's
does hostname 'echo "Fehler: nichts unter $uri" >&2; exit 1'
for password in secret 'sec@ret' 'a:b' '%2F&;x'; do
	is "its password is told nowhere ($password)" \
		"$(run "qemu+tcp://me:$password@labor/system" 2>&1 | grep -cF "$password@")" 0
done
does hostname true
refused "a host without a name" "^host: qemu:///system: virsh hostname: it ended with status 0 and said nothing\$"
host
odd="qemu+ssh://root@labor/system?keyfile=/k&no_verify=1&x=\$(touch '$work/run');'\"*"
ok "a URI with odd characters" run "$odd"
is "reaches virsh as it is, also for the console" "$(grep -cF "$odd console exit-probe-" "$FAKE/calls")" 1
is "and is run by no shell" "$(find "$work" -name run)" ""
is "make hands it on as it is" \
	"$(make -n libvirt-run URI="qemu:///a?x=1&y=';' qemu:///b" | sed -n 's|^boot/guest/libvirt/run.sh.*build/libvirt ||p')" \
	"'qemu:///a?x=1&y='\\'';'\\''' 'qemu:///b'"
does hostname 'echo "../la bor/ü"'
ok "a host with an odd name" run qemu:///odd
ok "has its record in the folder" cmp "$golden" "$work/out/_._la_bor___.record"

# Hosts of one name
rm -rf "$work/out"
host
does console "echo 'Escape-Zeichen ist ^]'; echo \"\$uri\"; cat '$golden'; exec sleep 60"
run qemu:///one qemu:///two >"$work/said"
is "two hosts of one name: each has its record" "$(grep -c 'the record is in' "$work/said")" 2
is "under two names" "$(sed -n 's/.*the record is in //p' "$work/said" | sort -u | wc -l)" 2
ok "one of them alone" run qemu:///two
ok "one more, later" run 'qemu:///one?more'
for label in labor labor-2 labor-3; do
	is "$label is what $label.uri says" "$(head -n 1 "$work/out/$label.log")" "$(cat "$work/out/$label.uri")"
	ok "$label has its record" cmp "$golden" "$work/out/$label.record"
done
is "these are all" "$(find "$work/out" -name '*.record' | wc -l)" 3
fails "one host twice" "^run: qemu:///one is there twice: name each host once" run qemu:///one qemu:///one
tap_done
