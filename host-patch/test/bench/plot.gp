# SPDX-License-Identifier: GPL-2.0-only
# The cost that each way of counting adds to an exit: bars by method, on a logarithmic
# scale, one panel for each lab. The caller sets csv, svg and labs.
set terminal svg size 860, 60 + 330 * words(labs) font "DejaVu Sans,12" background rgb "#ffffff"
set output svg
set datafile separator ","
set multiplot layout words(labs), 1
set style data histograms
set style histogram clustered gap 1
set style fill solid noborder
set border 3 lc rgb "#5d636b"
set grid ytics lc rgb "#d9dce0"
set tics nomirror
set key outside right top reverse Left samplen 1
set logscale y
set yrange [1:*]
set ylabel "additional instructions per exit"
ops = "cpuid port_kernel port_vmm msr_write first_touch"
titles = "CPUID 'port, kernel' 'port, VMM' 'MSR write' 'first touch'"
methods = "count time causes classic tracepoints perf bpftrace"
names = "count time causes classic tracepoints 'perf kvm stat' bpftrace"
colours = "0x8ab8ec 0x2a78d6 0xd9640d 0x1b9e77 0xb5479b 0x8a6d00"
# The medians of a method by operation, minus the unpatched ones
added(lab, method) = sprintf("< awk -F, -v l=%s -v m=%s -v ops='%s' '$1 == l && $2 == \"cost\" { v[$3, $4] = $8 } END { n = split(ops, op, \" \"); for (i = 1; i <= n; i++) print op[i] \",\" ((m, op[i]) in v ? v[m, op[i]] - v[\"unpatched\", op[i]] : \"NaN\") }' '%s'", lab, method, ops, csv)
do for [i = 1:words(labs)] {
	lab = word(labs, i)
	set title (lab eq "svm" ? "SVM" : "VMX") . ": what counting adds to an exit, in instructions"
	set xtics ()
	do for [j = 1:words(ops)] {
		set xtics add (word(titles, j) j - 1)
	}
	plot for [j = 1:words(methods)] added(lab, word(methods, j)) using 2 title word(names, j) linecolor rgb int(word(colours, j))
}
unset multiplot
