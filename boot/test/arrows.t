#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# arrows.sh in a tree made for the test: each kind of dependency, upwards or in a circle.
set -u
. boot/base/tap.sh
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# tree NAME: makes a tree whose dependencies all lead down.
tree() {
	tree=$work/$1
	mkdir -p "$tree/boot/base" "$tree/boot/lab" "$tree/host-patch/test" "$tree/probe-os/hw"
	git init -q "$tree"
	line boot/base/lib.sh '# boot/lab/lab.sh is above'
	line boot/lab/lab.sh '. boot/base/lib.sh'
	line boot/lab/job 'lib.sh'
	# shellcheck disable=SC2016 # a makefile's
	line host-patch/build.mk 'MODULES := $(B)/host-patch/kvm.ko'
	line host-patch/test/lab.t 'boot/lab/lab.sh host-patch/build.mk'
	line boot/lab/lab.h '#include <stdint.h>'
	line probe-os/hw/cpu.h '#include <boot.h>'
	line probe-os/hw/cpu.c '#include "cpu.h"'
	line probe-os/main.c '#include "hw/cpu.h"'
}

# line FILE TEXT: adds a line to a file in the tree, and a first line to a new script.
line() {
	[ -e "$tree/$1" ] || case $1 in
	*.sh | *.t | */job) echo '#!/bin/sh' ;;
	esac >"$tree/$1"
	printf '%s\n' "$2" >>"$tree/$1"
}

# refused NAME MESSAGE FILE TEXT: this line makes a forbidden dependency.
refused() {
	tree "$1"
	line "$3" "$4"
	fails "$1" "$2" boot/test/arrows.sh "$tree"
}

tree clean
ok "dependencies that lead down" boot/test/arrows.sh "$tree"
is "dependencies are counted" "$(boot/test/arrows.sh "$tree" | tr '\n' ';')" \
	"boot/lab -> boot/base 2;host-patch/test -> boot/lab 1;host-patch/test -> host-patch 1;"

up='uses boot/lab/lab.sh of boot/lab, which is above it$'
# shellcheck disable=SC2016 # text of scripts and makefiles
{
	refused "a script sources a higher one" "^boot/base/lib.sh:3: boot/base $up" boot/base/lib.sh '. boot/lab/lab.sh'
	refused "relative to its own folder" "^boot/base/lib.sh:3: boot/base $up" boot/base/lib.sh 'sh "$(dirname "$0")/../lab/lab.sh"'
	refused "through a variable" "^boot/base/lib.sh:3: boot/base $up" boot/base/lib.sh 'here=boot/lab; "$here/lab.sh"'
	refused "a script copies a higher folder" "^boot/base/lib.sh:3: boot/base uses host-patch of host-patch" \
		boot/base/lib.sh 'cp -R host-patch "$1"'
	refused "a script uses a file built by a higher folder" "^boot/base/lib.sh:3: boot/base uses boot/lab of boot/lab" \
		boot/base/lib.sh 'cp build/lab/userland.cpio "$1"'
	refused "a recipe runs a higher script" "^host-patch/build.mk:2: host-patch $up" host-patch/build.mk '	$(Q)boot/lab/lab.sh $@'
	refused "a silent recipe runs a higher script" "^host-patch/build.mk:2: host-patch $up" host-patch/build.mk '	@boot/lab/lab.sh $@'
	refused "a target depends on a higher script" "^host-patch/build.mk:2: host-patch $up" \
		host-patch/build.mk 'a: $(addprefix boot/,base/lib.sh lab/lab.sh)'
	refused "a product uses a test" "^host-patch/build.mk:2: host-patch uses host-patch/test/lab.t of host-patch/test" \
		host-patch/build.mk '	host-patch/test/lab.t'
	refused "a job in L1 uses a test" "^boot/lab/job:3: boot/lab uses host-patch/test/lab.t of host-patch/test" \
		boot/lab/job '. host-patch/test/lab.t'
	refused "C includes a higher header" "^probe-os/hw/cpu.h:2: probe-os uses boot/lab/lab.h of boot/lab" \
		probe-os/hw/cpu.h '#include "../../boot/lab/lab.h"'
}
tree circles
line probe-os/hw/cpu.c '#include "../main.h"'
line probe-os/main.h '#include <stdint.h>'
fails "C in a circle" "^probe-os/(main.c:1|hw/cpu.c:2): a circle: probe-os/[a-z/]* probe-os/[a-z/]* probe-os/[a-z/]*$" \
	boot/test/arrows.sh "$tree"
line boot/lab/job '. boot/lab/lab.sh'
line boot/lab/lab.sh '. boot/lab/job'
fails "scripts in a circle" "^boot/lab/(job|lab.sh):3: a circle: boot/lab/[a-z.]* boot/lab/[a-z.]* boot/lab/[a-z.]*$" \
	boot/test/arrows.sh "$tree"

ok "in this project all dependencies lead down" boot/test/arrows.sh
tap_done
