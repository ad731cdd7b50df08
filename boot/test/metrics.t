#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# exit-sampler metrics, on a debugfs of made VMs in a private mount namespace; then a real
# Prometheus and node_exporter that scrape two VMs, one of which is started again.
set -u
. boot/test/made-debugfs.sh

sampler=build/sampler/exit-sampler
kvm=/sys/kernel/debug/kvm
work=$(mktemp -d build/test.XXXXXX)
running=
# shellcheck disable=SC2086 # one word a process
trap '[ -z "$running" ] || kill $running 2>/dev/null; rm -rf "$work"' EXIT
prom=$work/textfile/exit_probe.prom
mkdir "$work/textfile"

# unpacked PROGRAM ARGUMENT...
unpacked() {
	program=$1
	shift
	boot/base/unpacked.sh build/prometheus "usr/bin/$program" "$@"
}

# start_process NAME UUID: a VM's process; its number is in $vm.
start_process() {
	sh -c 'while :; do sleep 1; done' -name "guest=$1,debug-threads=on" -uuid "$2" >/dev/null 2>&1 &
	vm=$!
	running="$running $vm"
	until tr '\0' ' ' <"/proc/$vm/cmdline" | grep -qF -- -uuid; do
		sleep 0.05
	done
}

# put_vm PID-FD EXITS: a VM with that many exits in all, of two vCPUs: a tenth each by CPUID,
# the rest by HLT on vCPU 0; its cycles are multiples.
put_vm() {
	made=$work/made
	mkdir -p $kvm "$made/vcpu0" "$made/vcpu1"
	tenth=$(($2 / 10))
	echo $(($2 + 3)) >"$made/exits"
	echo "$2" >"$made/exit_probe_exits"
	echo 3 >"$made/exit_probe_passes"
	echo $(($2 / 2)) >"$made/exit_probe_userspace_exits"
	echo 0 >"$made/exit_probe_nested_exits"
	times=1
	for state in kernel userspace halted preempted blocked guest; do
		echo $(($2 * 1000 * times)) >"$made/exit_probe_${state}_cycles"
		times=$((times + 1))
	done
	printf '0x72 CPUID exits=%d cycles=100 min=9 max=40 <2^12:10\n0x78 HLT exits=%d cycles=9\n' \
		$tenth $(($2 - 2 * tenth)) >"$made/vcpu0/exit_probe_reasons"
	printf '0x72 CPUID exits=%d cycles=100\n' $tenth >"$made/vcpu1/exit_probe_reasons"
	rm -rf "${kvm:?}/$1"
	mv "$made" "$kvm/$1"
}

# unpatch PID-FD: leave what an unpatched KVM has
unpatch() {
	rm $kvm/"$1"/exit_probe_* $kvm/"$1"/vcpu?/exit_probe_reasons
	echo 17 >"$kvm/$1/halt_exits"
	echo 0 >"$kvm/$1/io_exits"
}

# values: the series and values in the file, sorted
values() {
	grep -v '^#' "$prom" | LC_ALL=C sort
}

# The command
fails "no debugfs" "^exit-sampler: debugfs: debugfs is not mounted: " $sampler metrics
mkdir $kvm
ok "no VM is no error" $sampler metrics -o "$prom"
is "no VM: no series" "$(values | grep -v tsc_hertz)" ""
is "the file ends as OpenMetrics asks" "$(tail -n 1 "$prom")" "# EOF"
(
	umask 077
	$sampler metrics -o "$work/textfile/mode.prom"
)
is "all may read the file" "$(stat -c %a "$work/textfile/mode.prom")" 644
rm "$work/textfile/mode.prom"
fails "an argument" "^usage: exit-sampler metrics" $sampler metrics debugfs
fails "an unknown option" "invalid option -- 'x'" $sampler metrics -x
is "--help" "$($sampler metrics --help | head -n 1)" "usage: exit-sampler metrics [-o FILE.prom]"
fails "a folder instead of a file" "^exit-sampler: .*: it exists and is not a regular file" $sampler metrics -o "$work"
fails "a folder that does not exist" "^exit-sampler: .*: No such file or directory" $sampler metrics -o "$work/no/x.prom"
ln -s /dev/null "$prom.part"
fails "a link in place of the incomplete file" "^exit-sampler: .*: Too many levels" $sampler metrics -o "$prom"
rm "$prom.part"
put_vm 42-9 1000
echo many >$kvm/42-9/exits
cp "$prom" "$work/before"
fails "a statistic that is not a number" "^exit-sampler: debugfs: exits: not a number" $sampler metrics -o "$prom"
ok "after an error the file is as before" cmp "$prom" "$work/before"
put_vm 42-9 1000
mkdir "$work/disk"
mount -t tmpfs -o size=4k none "$work/disk"
echo before >"$work/disk/full.prom"
fails "a full disk" "^exit-sampler: .*full.prom: No space left on device$" $sampler metrics -o "$work/disk/full.prom"
is "after it there is only the file as before" "$(cat "$work"/disk/*)" before
umount "$work/disk"
fails "a full disk, to stdout" "^exit-sampler: standard output: No space left on device$" \
	sh -c "$sampler metrics >/dev/full"
rm -r $kvm/42-9

# The text
start_process web 9d7a1b2c-0000-4000-8000-00000000002a
web=$vm web_id=$vm-9
start_process "d\"b\\,,$(printf '\377\303\244\nup 1')" ""
db_id=$vm-21
put_vm "$web_id" 1000
put_vm "$db_id" 9007199254740991
unpatch "$db_id"
ok "two VMs, one of them of an unpatched KVM" $sampler metrics -o "$prom"
web_labels="vm=\"web\",uuid=\"9d7a1b2c-0000-4000-8000-00000000002a\",id=\"$web_id\""
db_labels="vm=\"d\\\"b\\\\,?$(printf '\303\244')?up 1\",uuid=\"\",id=\"$db_id\""
is "the series are the statistics" "$(values | grep -v -e tsc_hertz -e start_time)" "$(LC_ALL=C sort <<END
exit_probe_kvm_exits_total{$web_labels} 1003
exit_probe_kvm_exits_total{$db_labels} 9007199254740994
exit_probe_passes_total{$web_labels} 3
exit_probe_userspace_exits_total{$web_labels} 500
exit_probe_nested_exits_total{$web_labels} 0
exit_probe_cycles_total{$web_labels,state="kernel"} 1000000
exit_probe_cycles_total{$web_labels,state="userspace"} 2000000
exit_probe_cycles_total{$web_labels,state="halted"} 3000000
exit_probe_cycles_total{$web_labels,state="preempted"} 4000000
exit_probe_cycles_total{$web_labels,state="blocked"} 5000000
exit_probe_cycles_total{$web_labels,state="guest"} 6000000
exit_probe_exits_total{$web_labels,vcpu="0",reason="cpuid"} 100
exit_probe_exits_total{$web_labels,vcpu="0",reason="hlt"} 800
exit_probe_exits_total{$web_labels,vcpu="1",reason="cpuid"} 100
exit_probe_reason_cycles_total{$web_labels,vcpu="0",reason="cpuid"} 100
exit_probe_reason_cycles_total{$web_labels,vcpu="0",reason="hlt"} 9
exit_probe_reason_cycles_total{$web_labels,vcpu="1",reason="cpuid"} 100
exit_probe_stock_total{$db_labels,counter="halt_exits"} 17
exit_probe_stock_total{$db_labels,counter="io_exits"} 0
END
)"
is "each VM has the start of its process" "$(values | grep -c '^exit_probe_vm_start_time_seconds{.*} 1[0-9]*$')" 2
is "nothing else is in the folder" "$(ls "$work/textfile")" exit_probe.prom
for state in kernel userspace halted preempted blocked guest; do
	echo 0 >$kvm/"$web_id"/exit_probe_${state}_cycles
done
$sampler metrics -o "$prom"
is "a host that counts no cycles has no states" "$(values | grep -c state=)" 0
put_vm "$web_id" 1000

if [ ! -x build/prometheus/usr/bin/promtool ]; then
	skip "Prometheus" "its packages could not be fetched"
	tap_done
	exit
fi

# Both parsers of Prometheus, and its rules
$sampler metrics -o "$prom"
ok "promtool accepts the text" sh -c "boot/base/unpacked.sh build/prometheus usr/bin/promtool check metrics <'$prom'"
# (It wants times.)
sed '/^#/!s/$/ 1700000000/' "$prom" >"$work/openmetrics"
ok "so does Prometheus's parser of OpenMetrics" unpacked promtool tsdb create-blocks-from openmetrics "$work/openmetrics" "$work/blocks"
sed -i '$d' "$work/openmetrics"
fails "which needs the end" "EOF" unpacked promtool tsdb create-blocks-from openmetrics "$work/openmetrics" "$work/blocks"
ok "the rules are valid" unpacked promtool check rules boot/sampler/fleet/rules.yml
ok "the rules give what they should" unpacked promtool test rules boot/test/metrics-rules.yml

# A real Prometheus
free_port() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}
exporter=127.0.0.1:$(free_port)
server=127.0.0.1:$(free_port)
sed 's/\[5m\]/[1m]/; s/^  - name: .*/&\n    interval: 1s/' boot/sampler/fleet/rules.yml >"$work/rules.yml"
cat >"$work/prometheus.yml" <<END
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
scrape_configs: [{job_name: node, static_configs: [{targets: ['$exporter'], labels: {instance: host}}]}]
END
# (Not by unpacked: kill would end the shell that runs the function, not the server.)
boot/base/unpacked.sh build/prometheus usr/bin/prometheus-node-exporter --collector.disable-defaults --collector.textfile \
	--collector.textfile.directory="$work/textfile" --web.listen-address="$exporter" >"$work/exporter.log" 2>&1 &
running="$running $!"
boot/base/unpacked.sh build/prometheus usr/bin/prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
	--web.listen-address="$server" >"$work/prometheus.log" 2>&1 &
running="$running $!"

# query EXPRESSION: the answer of Prometheus, in JSON
query() {
	unpacked promtool query instant -o json "http://$server" "$1" 2>/dev/null
}

# scraped: all series that Prometheus has now, as they are in the file
scraped() {
	query '{__name__=~"exit_probe_.+"}' | jq -r '.[] | .value[1] as $value | .metric |
		"\(.__name__) \(.vm) \(.uuid) \(.id) \(.vcpu) \(.state) \(.reason) \($value | tonumber)"' | LC_ALL=C sort
}

# written: the same of the file
written() {
	values | perl -ne '/^(\w+)(\{.*\})? (\d+)$/ or die;
		my ($name, $labels, $value) = ($1, $2 // "", $3); my %label;
		$label{$1} = $2 while $labels =~ /(\w+)="((?:[^"\\]|\\.)*)"/g; s/\\(.)/$1/g for values %label;
		print join(" ", $name, (map { length($label{$_} // "") ? $label{$_} : "null" } qw(vm uuid id vcpu state reason)), $value), "\n"' |
		LC_ALL=C sort
}

# scrape NAME: after the next sample Prometheus has exactly the file's series.
scrape() {
	$sampler metrics -o "$prom"
	wanted=$(written)
	tries=60
	until [ "$(scraped)" = "$wanted" ] || [ $tries -eq 0 ]; do
		sleep 0.5
		tries=$((tries - 1))
	done
	is "$1" "$(scraped)" "$wanted"
}

put_vm "$db_id" 500
scrape "Prometheus has the statistics of both VMs"
put_vm "$web_id" 1600
put_vm "$db_id" 560
scrape "more exits of both"
kill "$web"
rm -r "${kvm:?}/$web_id"
scrape "the end of one VM"
# The next one of the same name has more exits than the first ever had: by name alone, that
# would be no restart.
start_process web 9d7a1b2c-0000-4000-8000-00000000002a
web_id=$vm-9
put_vm "$web_id" 5000
put_vm "$db_id" 570
scrape "it is started again"
put_vm "$web_id" 5300
scrape "more exits of it"

is "no counter falls" "$(query '{__name__=~"exit_probe_.+_total"}[1h]' |
	jq '[.[] | [.values[][1] | tonumber] | select(. != sort)] | length')" 0
is "all counters are looked at" "$(query '{__name__=~"exit_probe_.+_total"}[1h]' | jq length)" \
	$((3 * $(values | grep _total | grep -c "\"$web_id\"")))
# counted METRIC: how much it grew within each process, by VM
counted() {
	query "sum by (vm) (max_over_time($1[1h]) - min_over_time($1[1h]))" |
		jq -r '.[] | "\(.metric.vm[0:3]) \(.value[1])"' | sort | paste -sd ' '
}
is "what Prometheus counts is what each process counted" "$(counted exit_probe_kvm_exits_total)" 'd"b 70 web 900'
is "so it is by reason and vCPU" "$(counted exit_probe_exits_total)" 'd"b 70 web 900'
is "so it is by state" "$(counted exit_probe_cycles_total)" 'd"b 1470000 web 18900000'
is "the shares of the states are right" "$(query 'round(instance_vm_state:exit_probe_cycles:ratio_rate5m{vm="web"} * 21, 0.001)' |
	jq -r '.[] | "\(.metric.state) \(.value[1])"' | sort | paste -sd ' ')" \
	"blocked 5 guest 6 halted 3 kernel 1 preempted 4 userspace 2"
is "the rates of the rules: more than 0, and of both" "$(query 'instance_vm:exit_probe_kvm_exits:rate5m > 0' | jq length)" 2

# Each picture of the dashboard
dashboard=boot/sampler/fleet/dashboard.json
panels=$(jq '.panels | length' $dashboard)
is "the dashboard has panels" "$panels" 6
for panel in $(seq 0 $((panels - 1))); do
	expression=$(jq -r ".panels[$panel].targets[0].expr" $dashboard | sed 's/\$[a-z]*/.*/g')
	title=$(jq -r ".panels[$panel].title" $dashboard)
	case $(query exit_probe_tsc_hertz)$expression in
	'[]'*seconds*) skip "dashboard: $title" "this kernel does not tell the TSC's frequency" ;;
	*) ok "dashboard: $title" test "$(query "$expression" | jq length)" -gt 0 ;;
	esac
done
is "node_exporter has no complaint" "$(query 'node_textfile_scrape_error' | jq -r '.[].value[1]')" 0

# shellcheck disable=SC2086 # one word a process
kill $running 2>/dev/null
wait
running=
is "no server is left" "$(grep -la "[=]$work/" /proc/[0-9]*/cmdline 2>/dev/null)" ""
tap_done
