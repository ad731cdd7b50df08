# SPDX-License-Identifier: GPL-2.0-only
# The kernels of a series in package lists, each with the packages that belong to it.
#
# usage: awk -v series=6.1 -v flavour=cloud-amd64 -f kernel-sets.awk \
#            suite=bookworm LISTS suite=bookworm-security LISTS...
#
# One line for each version of an image or of headers, unsorted:
#   VERSION RELEASE SUITE IMAGE,... HEADERS,COMMON SOURCE KBUILD KBUILD-VERSION,...
#   VERSION RELEASE lacks PACKAGE
# The caller chooses one of the KBUILD versions.

BEGIN {
	RS = ""
	FS = "\n"
	source = "linux-source-" series
	pattern = series
	gsub(/\./, "\\.", pattern)
	pattern = "^linux-(image|headers)-" pattern "\\.[0-9].*-" flavour "$"
}

/^Package: linux-/ {
	name = version = depends = ""
	for (i = 1; i <= NF; i++)
		if ($i ~ /^Package: /)
			name = substr($i, 10)
		else if ($i ~ /^Version: /)
			version = substr($i, 10)
		else if ($i ~ /^Depends: /)
			depends = substr($i, 10)
	if (!((name, version) in suites) && name in versions)
		versions[name] = versions[name] "," version
	else if (!(name in versions))
		versions[name] = version
	suites[name, version] = suite
	needs[name, version] = depends
	if (name ~ pattern) {
		sub(/^linux-(image|headers)-/, "", name)
		base = substr(name, 1, length(name) - length("-" flavour))
		# rt-amd64 ends in amd64, too.
		if (base !~ /-[a-z]+$/)
			releases[name, version] = 1
	}
}

# dependency NAME VERSION PATTERN: the first one that matches.
function dependency(name, version, wanted,	parts, n, i)
{
	n = split(needs[name, version], parts, /[,|] */)
	for (i = 1; i <= n; i++) {
		sub(/ .*/, "", parts[i])
		if (parts[i] ~ wanted)
			return parts[i]
	}
	return ""
}

# with_parts NAME VERSION RELEASE: an image, and its parts if it is split into packages.
function with_parts(name, version, release,	parts, n, i, all, part)
{
	n = split("binary modules base", parts, " ")
	all = name
	for (i = 1; i <= n; i++) {
		part = "linux-" parts[i] "-" release
		if (dependency(name, version, "^linux-binary-") != "" || (part, version) in suites)
			all = all "," part
	}
	return all
}

# lacking LIST VERSION: the first package that does not exist in that version.
function lacking(list, version,	parts, n, i)
{
	n = split(list, parts, ",")
	for (i = 1; i <= n; i++)
		if (!((parts[i], version) in suites))
			return parts[i]
	return ""
}

END {
	for (key in releases) {
		split(key, at, SUBSEP)
		release = at[1]
		version = at[2]
		common = release
		sub("-" flavour "$", "-common", common)
		images = with_parts("linux-image-" release, version, release)
		headers = "linux-headers-" release ",linux-headers-" common
		kbuild = dependency("linux-headers-" release, version, "^linux-kbuild-")
		missing = lacking(images "," headers "," source, version)
		if (missing == "" && !(kbuild in versions))
			missing = kbuild == "" ? "linux-kbuild" : kbuild
		if (missing != "")
			print version, release, "lacks", missing
		else
			print version, release, suites["linux-image-" release, version], images, headers,
				source, kbuild, versions[kbuild]
	}
}
