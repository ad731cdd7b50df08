# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Build KVM's patched modules from a kernel's headers and KVM's source. The script that
# sources this file defines die(). The DKMS package has it as well.

# shellcheck disable=SC2034 # for the scripts
names="kvm kvm-intel kvm-amd"

# The parts of a kernel's source that get hooks, and those that are built.
hooked="arch/x86/kvm arch/x86/include/asm/kvm_host.h include/linux/kvm_host.h virt/kvm/kvm_main.c"
sources="$hooked virt/kvm"

# compose_tree HEADERS COMMON KBUILD TREE: compose one tree from the distribution's three
# packages. The common Makefile replaces that of the headers, which only names its path.
compose_tree() {
	composed=$4
	rm -rf "$composed" "$composed.new"
	mkdir -p "$composed.new"
	for part in "$1" "$2" "$3"; do
		rm -rf "$composed.new/scripts" "$composed.new/tools"
		wrong=$(cp -a "$part/." "$composed.new" 2>&1) || die "$part cannot be copied: $(echo "$wrong" | head -n 1)"
	done
	# With vmlinux the modules would get type information, which needs pahole.
	rm -f "$composed.new/vmlinux"
	mv "$composed.new" "$composed"
}

# copy_sources PRISTINE DIR: the files that are patched and built.
copy_sources() {
	rm -rf "$2"
	mkdir -p "$2"
	# shellcheck disable=SC2086 # one word a file
	wrong=$(tar -C "$1" -cf "$2/sources.tar" $sources 2>&1) ||
		die "$1 does not have the expected files: $(echo "$wrong" | head -n 1)"
	tar -C "$2" -xf "$2/sources.tar" || die "$1 cannot be copied"
	rm "$2/sources.tar"
}

# patch_sources PRISTINE DIR PATCHES: DIR gets KVM's source with all patches of a folder,
# applied without fuzz. If one does not fit, this fails and $wrong says which.
patch_sources() {
	copy_sources "$1" "$2"
	[ -d "$3" ] || {
		wrong="there are no patches for $(basename "$3")"
		return 1
	}
	for one in "$3"/*.patch; do
		wrong=$(patch -d "$2" -p1 -F0 -s --no-backup-if-mismatch <"$one" 2>&1) && continue
		wrong="$(basename "$one") does not fit exactly: $(echo "$wrong" | head -n 1)"
		return 1
	done
}

# place_hooks PRISTINE DIR HOOKS: the same if a patch does not fit: each hook is placed
# again, or named if it has no place. HOOKS has place.sh. The result must build without
# warnings.
place_hooks() {
	echo "hooks: ${wrong%% --*}: placing all hooks"
	WERROR=1
	copy_sources "$1" "$2"
	wrong=$(for step in "$3"/*.cocci; do
		"$3/place.sh" "$2" "$(basename "$step" .cocci)" 2>&1 || [ $? -eq 1 ] || break
	done)
	[ -z "$wrong" ] || die "$(echo "$wrong" | paste -sd ';' | sed 's/;/; /g')"
}

# version_of TREE: from its Makefile; empty if that has none
version_of() {
	sed -n 's/^\(VERSION\|PATCHLEVEL\|SUBLEVEL\) = //p' "$1/Makefile" 2>/dev/null | paste -sd .
}

# candidate_of TREE: rc3 or final, from its Makefile; empty if a distribution has its own name
# there
candidate_of() {
	sed -n 's/^EXTRAVERSION = *$/final/p; s/^EXTRAVERSION = *[-.0-9]*\(rc[0-9]*\).*/\1/p' "$1/Makefile"
}

# is_at_least LEAST VERSION
is_at_least() {
	[ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# refuse_old NAME VERSION: before 5.9, KVM's code is another one.
refuse_old() {
	is_at_least 5.9 "$2" ||
		die "$1 is Linux $2: the hooks are for Linux 5.9 and later"
}

# overlay DIR TREE: copy the files of DIR into the tree. Only those that changed are
# written, so that make rebuilds only what depends on them.
overlay() {
	(cd "$1" && find . -type f) | while read -r file; do
		cmp -s "$1/$file" "$2/$file" && continue
		mkdir -p "$(dirname "$2/$file")"
		cp -p "$1/$file" "$2/$file"
		touch "$2/$file"
	done
}

# kbuild TREE ARGUMENT...: run make in a kernel tree, with $cc, $CROSS_COMPILE and $LLVM. Make's own
# variables belong to the caller's build, not to the kernel's. No debug information, which
# would have the path of this folder. WERROR=1: warnings are errors.
kbuild() (
	strict=n
	[ "${WERROR:-}" != 1 ] || strict=y
	kbuild_tree=$1
	shift
	unset MAKEFLAGS MFLAGS MAKELEVEL
	# shellcheck disable=SC2154 # the caller's
	make -C "$kbuild_tree" -j"$(nproc)" CC="$cc" CROSS_COMPILE="${CROSS_COMPILE:-}" \
		${LLVM:+"LLVM=$LLVM"} CONFIG_KVM_WERROR="${strict#n}" KCFLAGS=-g0 KAFLAGS=-g0 "$@"
)

# build_kvm TREE LOG
build_kvm() {
	kbuild "$1" M=arch/x86/kvm modules >"$2" 2>&1 ||
		die "the build failed, see $2: $(grep -m 1 -E 'error|Error' "$2" || echo 'no error line')"
	# The caller checks the compiler's release; another package of it is fine. pahole is
	# not used.
	if [ "${WERROR:-}" = 1 ] && warning=$(grep -iE 'warning' "$2" |
		grep -m 1 -vE ': the compiler differs from|: pahole version differs from'); then
		die "the build warns, see $2: $warning"
	fi
}

# need_unpacker FILE: the program that unpacks the module
need_unpacker() {
	case $1 in
	*.xz) unpacker="xz xz-utils" ;;
	*.zst) unpacker="zstd zstd" ;;
	*.gz) unpacker="gzip gzip" ;;
	*) return 0 ;;
	esac
	command -v "${unpacker% *}" >/dev/null || die "no ${unpacker% *}, which $1 needs: install the package ${unpacker#* }"
}

# unpack_module FILE: write the uncompressed module to the standard output.
unpack_module() {
	need_unpacker "$1"
	case $1 in
	*.xz) xz -dc "$1" ;;
	*.zst) zstd -dcq "$1" ;;
	*.gz) gzip -dc "$1" ;;
	*) cat "$1" ;;
	esac || die "$1 cannot be read"
}

# module_in DIR NAME: a module's file; a copy of someone's in another folder, or with another
# ending, is none.
module_in() {
	find "$1" \( -name "$2.ko" -o -name "$2.ko.gz" -o -name "$2.ko.xz" -o -name "$2.ko.zst" \) 2>/dev/null |
		LC_ALL=C sort | head -n 1
}

# stock_module DIR NAME: the distribution's file of a module, in its folder DIR: the one that
# modprobe knows. It knows another one where the patched modules are installed.
stock_module() {
	by_depmod=$(sed -n "s|^\(kernel/[^:]*\):.*|\1|p" "$1/modules.dep" 2>/dev/null | grep -m 1 "/$2\.ko[.a-z]*$") || by_depmod=
	if [ -n "$by_depmod" ] && [ -e "$1/$by_depmod" ]; then
		echo "$1/$by_depmod"
	else
		module_in "$1/kernel" "$2"
	fi
}
