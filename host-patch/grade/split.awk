# SPDX-License-Identifier: GPL-2.0-only
# Takes the parts of a patch that KVM's modules are built from, whatever folder the patch was
# made in, and writes them with paths for patch -p1. The first file lists KVM's sources.
#   -v outside=FILE   gets "PATH: why" for each part that is left out

# A student's makefile would run its commands on the teacher's machine.
function is_object_list(line) {
	return line ~ /^[ \t]*(#.*)?$/ ||
		line ~ /^[ \t]*kvm(-intel|-amd)?-(y|objs)[ \t]*[:+]?=[A-Za-z0-9_.\/ \t]*\\?$/ ||
		line ~ /^[ \t]*[A-Za-z0-9_\/-]+\.o([ \t]+[A-Za-z0-9_\/-]+\.o)*[ \t]*\\?$/
}

# The file that a path names, or an empty string
function resolve(path,    name) {
	sub(/\t.*/, "", path)
	sub(/\r$/, "", path)
	if (path ~ /(^|\/)(\.\.|tools)\//)
		return ""
	if (match(path, /(^|\/)arch\/x86\/(kvm|include)\//) ||
	    (path !~ /(^|\/)arch\// && match(path, /(^|\/)(virt\/kvm|include)\//)))
		return substr(path, RSTART + (substr(path, RSTART, 1) == "/"))
	# A diff that was made in KVM's own folder
	name = path
	sub(/.*\//, "", name)
	if (path !~ /(^|\/)arch\// && name ~ /\.[ch]$/ && named[name] == 1)
		return place[name]
	return ""
}

function why_not(path) {
	if (path ~ /^(arch\/x86\/kvm|virt\/kvm)\/.*\.[chS]$/ || path ~ /^arch\/x86\/kvm\/Makefile$/)
		return ""
	if (path ~ /^(arch\/x86\/)?include\/.*\/(kvm[A-Za-z0-9_-]*|vmx|svm|vmxfeatures)\.h$/)
		return ""
	return only_kvm
}

function leave_out(path, why) {
	if (!(path in left))
		print path ": " why >outside
	left[path]
}

function end_part(    why) {
	if (hunks == "")
		return
	why = foreign ? only_kvm : why_not(to)
	if (why == "" && to ~ /Makefile$/ && strange)
		why = "only lines that name objects are taken"
	if (why == "") {
		print "--- " (from_nothing ? "/dev/null" : "a/" to)
		print "+++ " (to_nothing ? "/dev/null" : "b/" to)
		printf "%s", hunks
	} else {
		leave_out(to, why)
	}
	hunks = ""
	strange = 0
}

# The number of lines in a range like 12,34
function lines_of(range,    part) {
	return split(range, part, ",") > 1 ? part[2] : 1
}

BEGIN { only_kvm = "only KVM's modules and headers are built" }
FNR == NR {
	name = $0
	sub(/.*\//, "", name)
	named[name]++
	place[name] = $0
	next
}
old > 0 || new > 0 {
	if (/^[ \t\r]*$/ || /^ /) {
		old--
		new--
	} else if (/^-/)
		old--
	else if (/^\+/) {
		new--
		if (!is_object_list(substr($0, 2)))
			strange = 1
	} else if (!/^\\/)
		old = new = 0
	hunks = hunks $0 "\n"
	next
}
/^\\/ && hunks != "" {
	hunks = hunks $0 "\n"
	next
}
/^--- / {
	end_part()
	first = substr($0, 5)
	next
}
/^\+\+\+ / {
	second = substr($0, 5)
	from_nothing = first ~ /^\/dev\/null/
	to_nothing = second ~ /^\/dev\/null/
	to = resolve(to_nothing ? first : second)
	foreign = to == ""
	if (foreign) {
		to = to_nothing ? first : second
		sub(/[\t\r].*/, "", to)
		sub(/^[ab]\//, "", to)
	}
	next
}
/^@@ -[0-9,]+ \+[0-9,]+ @@/ {
	old = lines_of($2)
	new = lines_of($3)
	hunks = hunks $0 "\n"
}
END { end_part() }
