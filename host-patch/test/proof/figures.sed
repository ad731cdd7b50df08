# The figures that a step's output has besides its results, as proof.sh lists them (sed -nE)
s/^series: (.*): ([0-9]+) of ([0-9]+) passed$/\1: \2 of \3 passed/p
s/^# exits compared: ([0-9]+)$/\1 exits compared with KVM's own/p
s/^# a CPUID round trip takes ([0-9]+) instructions of L0, unpatched ([0-9]+)$/a CPUID round trip \1 instructions, unpatched \2/p
s/^(SVM|VMX), `time`: (a CPUID round trip takes [0-9]+ more instructions, [0-9.]+ %).*/\1: \2/p
s/^# kvm-unit-tests ([0-9a-f]+): ([0-9]+) tests with ([0-9]+) verdicts.*/kvm-unit-tests \1: \2 tests, \3 verdicts/p
s/^ok 1 - kvm-unit-tests # SKIP (.*)/\1/p
s/^# hostile: .* ([0-9]+) CPUIDs.*/\1 CPUIDs of a hostile guest/p
s/^ok .* ([0-9]+) VMs were made.*/\1 VMs came and went/p
s/^ok .* ([0-9]+) changes of the mode.*/\1 changes of the mode/p
s/^# ([0-9]+) allocations of a vCPU failed.*/\1 allocations failed/p
s/^ok [0-9]+ - (.*): make run passes, in ([0-9]+) s with ([0-9]+) MiB$/\1: \2 s, \3 MiB/p
