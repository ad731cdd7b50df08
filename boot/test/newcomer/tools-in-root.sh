#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Test the package of the programs in one new root, see enter.sh. tools.sh runs this.
set -eu
. boot/base/tap.sh
. boot/test/newcomer/enter.sh

# apt GOAL ARGUMENT...
apt() {
	inside DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends "$@" >&2
}

# as_nobody COMMAND ARGUMENT...
as_nobody() {
	inside HOME=/nonexistent setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
}

# list: prints the files of the root, without those that any installation leaves
list() {
	(cd "$root" && find . -xdev \( -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt -o -path ./tmp \) \
		-prune -o -print | grep -v '^\./var/lib/dpkg/[a-z-]*-old$' | sort)
}

apt update
apt install lintian man-db
cp build/tools/exit-probe-tools.deb build/linux/exit-probe.deb probe-os/test/benches.record "$root/srv/"
list >"$root/../before"

as_nobody lintian --tag-display-limit 0 /srv/exit-probe-tools.deb >"$root/../lintian" 2>&1 || true
is "lintian has no error" "$(grep -E '^(E|lintian|error|internal)' "$root/../lintian")" ""
is "lintian has checked the package" "$(as_nobody lintian --show-overrides /srv/exit-probe-tools.deb 2>&1 |
	grep -c '^O: exit-probe-tools: statically-linked-binary')" 1
sed 's/^/# /' "$root/../lintian"

ok "apt installs it" apt install /srv/exit-probe-tools.deb
for program in exit-probe exit-record exit-sampler exit-tracer exit-compare; do
	ok "$program --help" as_nobody $program --help
	is "$program has the package's version" "$(as_nobody $program --version)" \
		"$program $(dpkg-deb -f build/tools/exit-probe-tools.deb Version)"
	is "$program has a manual page" "$(inside MANWIDTH=80 man $program 2>&1 | grep -cE "^ +$program +--? ")" 1
done
is "exit-record reads a record" "$(as_nobody exit-record verdict /srv/benches.record)" pass
ok "exit-compare reads a record" as_nobody exit-compare x=/srv/benches.record
fails "exit-sampler finds no monitor" "^exit-sampler: qmp:/none: there is no VM" \
	inside exit-sampler -w 1 qmp:/none /tmp/samples.csv
ended=0
as_nobody exit-probe sample >&2 || ended=$?
ok "exit-probe detects whether the host is patched: status $ended" test "$ended" -eq 0 -o "$ended" -eq 3
fails "dpkg refuses the package for guests" "exit-probe-tools conflicts with exit-probe|conflicting packages" \
	inside dpkg -i /srv/exit-probe.deb
is "the installed package stays unchanged" "$(inside dpkg -V exit-probe-tools 2>&1)$(inside dpkg-query -W exit-probe-tools)" \
	"$(printf 'exit-probe-tools\t%s' "$(dpkg-deb -f build/tools/exit-probe-tools.deb Version)")"

ok "apt purges it" apt purge --auto-remove exit-probe-tools
list >"$root/../after"
is "nothing is left of it" "$(diff "$root/../before" "$root/../after")" ""
tap_done
