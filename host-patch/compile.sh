#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Compile what got hooks, before it is accepted: these files of KVM and the new ones, with
# warnings as errors, in a folder of its own, with the configuration compile.config.
#
# usage: compile.sh TREE PLACED
#   TREE    the kernel tree, which is not changed
#   PLACED  the files with the hooks
# Prints one line. Exit code 1: it does not compile; 2: this tree cannot be compiled here.
set -eu
. host-patch/lib.sh

tree=$(cd "$1" && pwd) placed=$(cd "$2" && pwd)
log=build/log/compile-$(basename "$tree").log
[ "$(uname -m)" = x86_64 ] || CROSS_COMPILE=${CROSS_COMPILE:-x86_64-linux-gnu-}
cc=${CROSS_COMPILE:-}gcc

cannot() {
	echo "not compiled: $*"
	exit 2
}

for file in Kconfig init/Kconfig kernel/bounds.c scripts/Makefile.build; do
	[ -e "$tree/$file" ] || cannot "$tree is not whole: it has no $file"
done
mkdir -p build/log
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# link_tree: a source of links to the tree, without what a build there has left. The folders
# of what got hooks are real ones.
link_tree() {
	rm -rf "$work/linux"
	mkdir "$work/linux"
	for dir in . arch arch/x86 arch/x86/include arch/x86/include/asm include include/linux virt virt/kvm; do
		[ $dir = . ] || { rm "$work/linux/$dir" && mkdir "$work/linux/$dir"; }
		find "$tree/$dir" -mindepth 1 -maxdepth 1 -exec ln -s -t "$work/linux/$dir" {} +
	done
	rm "$work/linux/arch/x86/kvm"
	cp -a "$tree/arch/x86/kvm" "$work/linux/arch/x86/kvm"
	find "$work/linux/arch/x86/kvm" -name '*.o' -delete
	(cd "$work/linux" && rm -f .config include/config include/generated arch/x86/include/generated)
}

# The objects need nothing of objtool, which would need a library.
make_here() {
	kbuild "$work/linux" O="$work/out" ARCH=x86_64 CONFIG_OBJTOOL= CONFIG_STACK_VALIDATION= "$@"
}

# error_of LOG
error_of() {
	grep -m 1 -E 'error:|: not found|[Ee]rror' "$1" || tail -n 1 "$1"
}

configure() {
	make_here KCONFIG_ALLCONFIG="$PWD/host-patch/compile.config" allnoconfig &&
		grep -q '^CONFIG_KVM_INTEL=m' "$work/out/.config" &&
		grep -q '^CONFIG_KVM_AMD=m' "$work/out/.config" &&
		make_here prepare
}

# compile [OBJECT...]: those that have hooks, and these
compile() {
	# shellcheck disable=SC2046 # one word an object
	make_here KCFLAGS='-g0 -Werror' \
		$(printf 'arch/x86/kvm/%s.o ' x86 cpuid debugfs vmx/vmx svm/svm) "$@"
}

started=$(date +%s)
mkdir "$work/out"
link_tree
if ! configure >"$log" 2>&1; then
	for tool in flex bison; do
		command -v $tool >/dev/null || cannot "no $tool: install flex and bison"
	done
	cannot "$tree cannot be configured, see $log: $(error_of "$log")"
fi
cp -a --remove-destination "$placed/arch" "$placed/include" "$placed/virt" "$work/linux/"
new=$(cd "$placed/arch/x86/kvm" && printf 'arch/x86/kvm/%s ' exit_probe*.c | sed 's/\.c /.o /g')
# shellcheck disable=SC2086 # one word an object
if compile $new >"$log" 2>&1; then
	count=$(find "$work/out/arch/x86/kvm" -name '*.o' | wc -l)
	echo "compiled: $count objects, without a warning, by $($cc --version | head -n 1), in $(($(date +%s) - started)) s"
	exit 0
fi
why=$(error_of "$log")
link_tree
if compile >"$log" 2>&1; then
	echo "it does not compile: $why"
	exit 1
fi
cannot "this compiler does not take the tree as it is, see $log: $(error_of "$log")"
