# SPDX-License-Identifier: GPL-2.0-only
# Lists the 64-bit tests of kvm-unit-tests' x86/unittests.cfg: name, file without its suffix,
# number of vCPUs, groups, what to check, QEMU's parameters, the test's arguments; separated by
# tabs, with - for what is not there.
function print_test() {
	if (name != "" && value["arch"] != "i386") {
		sub(/\.flat$/, "", value["file"])
		printf "%s\t%s\t%s", name, or_none("file"), value["smp"] == "" ? 1 : value["smp"]
		printf "\t%s\t%s\t%s\t%s\n", or_none("groups"), or_none("check"), or_none("params"), or_none("test_args")
	}
	split("", value)
}
function or_none(key) {
	return value[key] == "" ? "-" : value[key]
}
/^\[.*\]$/ {
	print_test()
	name = substr($0, 2, length($0) - 2)
}
/^[a-z_]+ *=/ {
	key = $0
	sub(/ *=.*/, "", key)
	sub(/^[a-z_]+ *= */, "")
	gsub(/\t/, " ")
	# The name before 2025
	value[key == "qemu_params" || key == "extra_params" ? "params" : key] = $0
}
END { print_test() }
