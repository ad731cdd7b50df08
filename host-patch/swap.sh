# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Replace KVM's loaded modules as a set, so that KVM is always loaded afterwards. For host.sh,
# which sources it.
# shellcheck disable=SC2034,SC2154 # its variables

# The set that host-load loaded; the files it came from may have changed since.
kept=/run/exit-probe-kvm

# find_vendor: the KVM module for this CPU.
find_vendor() {
	for vendor in kvm_intel kvm_amd; do
		[ ! -d "/sys/module/$vendor" ] || return 0
	done
	case $(grep -m 1 -ow 'vmx\|svm' /proc/cpuinfo) in
	vmx) vendor=kvm_intel ;;
	svm) vendor=kvm_amd ;;
	*) die "this CPU has neither vmx nor svm: enable virtualization in the firmware setup" ;;
	esac
}

# file_of NAME SET: a module's file in one of the sets
file_of() {
	case $2 in
	stock) stock_module "$modules" "$1" ;;
	installed) echo "$target/$1.ko" ;;
	dkms) module_in "$dkms" "$1" ;;
	kept) echo "$kept/$1.ko" ;;
	new) echo "$kept.new/$1.ko" ;;
	esac
}

# file_id FILE: the build ID in a module's file
file_id() {
	unpack_module "$1" >"$scratch/module"
	readelf -n "$scratch/module" 2>/dev/null | sed -n 's/.*Build ID: //p'
}

# loaded_id MODULE: the same of a loaded module, behind the note's header
loaded_id() {
	od -An -v -j16 -tx1 "/sys/module/$1/notes/.note.gnu.build-id" | tr -d ' \n'
}

# is_loaded SET: the loaded modules of KVM are from these files.
is_loaded() {
	for module in kvm "$vendor"; do
		[ -d "/sys/module/$module" ] || continue
		file=$(file_of "$(echo "$module" | tr _ -)" "$1")
		[ -e "$file" ] && [ "$(file_id "$file")" = "$(loaded_id "$module")" ] || return 1
	done
}

# need_readers: the programs that read modules and their files
need_readers() {
	for tool in readelf objcopy; do
		command -v $tool >/dev/null || die "no $tool: install the package binutils"
	done
	command -v od >/dev/null || die "no od: install the package coreutils"
	for name in $names; do
		for set in stock dkms; do
			need_unpacker "$(file_of "$name" $set)"
		done
	done
}

# find_loaded: the set that is loaded, which must be there to be loaded again.
find_loaded() {
	for loaded in stock kept installed dkms; do
		! is_loaded $loaded || return 0
	done
	die "no file has the KVM that is loaded, which could not be loaded again: reboot first"
}

# keep_loaded: the installed set, if it is loaded, before it goes
keep_loaded() {
	[ "$release" = "$running" ] && [ -d "$target" ] && [ -d /sys/module/kvm ] || return 0
	find_vendor
	need_readers
	! is_loaded installed || copy_set "$target" "$kept"
}

# copy_set FROM TO: the modules in a folder, which is complete or not there
copy_set() {
	rm -rf "$2" "$2.part"
	wrong=$(mkdir -p "$2.part" 2>&1) || die "$2 cannot be written: ${wrong##*: }"
	for name in $names; do
		wrong=$(cp "$1/$name.ko" "$2.part/" 2>&1) ||
			{ rm -rf "$2.part"; die "$2 cannot be written: ${wrong##*: }"; }
	done
	mv "$2.part" "$2"
}

# make_plan: modprobe's order and options, before anything is unloaded
make_plan() {
	modprobe --show-depends "$vendor" >"$scratch/plan" 2>&1 || die "$(tail -n 1 "$scratch/plan")"
	for name in kvm "$(echo "$vendor" | tr _ -)"; do
		grep -q "^insmod .*/$name\.ko" "$scratch/plan" ||
			die "modprobe.d does not load $name, but runs something else: $(grep -m 1 '^install' "$scratch/plan" || echo 'see modprobe -c')"
	done
}

# has_option FILE NAME
has_option() {
	unpack_module "$1" | tr '\0' '\n' >"$scratch/module"
	grep -qax "__param_str_$(echo "$2" | tr - _)" "$scratch/module"
}

# check_options SET: the options of modprobe.d that its modules lack
check_options() {
	grep '^insmod' "$scratch/plan" >"$scratch/options" || true
	while read -r word file options; do
		name=$(basename "$file")
		name=${name%%.*}
		case " $names " in *" $name "*) ;; *) continue ;; esac
		for option in $options; do
			option=${option%%=*}
			! has_option "$(file_of "$name" "$1")" "$option" || continue
			! has_option "$(file_of "$name" stock)" "$option" ||
				die "the patched $name lacks the option $option, which modprobe.d sets: build it from this kernel's own source"
			echo "host: $name has no option $option: the kernel ignores it in modprobe.d" >&2
		done
	done <"$scratch/options"
}

# unload: all of KVM's modules.
unload() {
	for module in "$vendor" kvm; do
		[ ! -d "/sys/module/$module" ] || rmmod "$module" || return 1
	done
}

# insert SET: the modules by the plan
insert() {
	while read -r word file options; do
		[ "$word" = insmod ] || continue
		name=$(basename "$file")
		name=${name%%.*}
		[ ! -d "/sys/module/$(echo "$name" | tr - _)" ] || continue
		case " $names " in
		*" $name "*) file=$(file_of "$name" "$1") ;;
		esac
		# shellcheck disable=SC2086 # one word an option
		insmod "$file" $options || return 1
	done <"$scratch/plan"
	[ -d "/sys/module/$vendor" ]
}

# put_back: the set that was loaded, from whatever state
put_back() {
	undo=:
	is_loaded "$loaded" || unload || true
	if insert "$loaded" && is_loaded "$loaded"; then
		after="the modules that were loaded are loaded again"
	else
		after="KVM is not loaded as it was: reboot"
	fi
} >/dev/null 2>&1

# swap SET: load a set, or else what was loaded
swap() {
	undo=put_back
	if wrong=$(unload 2>&1) && wrong=$(insert "$1" 2>&1); then
		undo=:
		trap '' HUP INT TERM PIPE
		return 0
	fi
	put_back
	wrong="$(echo "$wrong" | tail -n 1 | sed 's/.*ERROR: //'): $after"
	after=
	die "$wrong"
}
