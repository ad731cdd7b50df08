// SPDX-License-Identifier: GPL-2.0-only
/*
 * As on a patched host, a bench's exits are those between its two samples without the
 * samples' own reads, and interrupts of the host are noise. What the table of benchmarks
 * expects is known to the guest only, so that the status stays unchecked.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "probe/marks.h"
#include "record/reason.h"
#include "record/reason_codes.h"
#include "refuse.h"
#include "trace_bench.h"

struct record_count record_count_between(const struct record_count *from,
					 const struct record_count *to)
{
	return (struct record_count){ to->exits - from->exits, to->kernel - from->kernel };
}

static bool is_cpuid(uint32_t vendor, uint32_t code)
{
	return code == (vendor == EXIT_PROBE_VENDOR_AMD ? SVM_CPUID : VMX_CPUID);
}

/* The first mark of a bench; NULL: there are no two of them */
static const struct mark *find(const struct account *account, uint64_t id)
{
	for (size_t i = 0; i + 1 < account->marks.count; i++)
		if (account->marks.all[i].mark == MARK_BENCH + id &&
		    account->marks.all[i + 1].mark == account->marks.all[i].mark)
			return &account->marks.all[i];
	return NULL;
}

static bool add_reason(struct record_bench *bench, uint32_t vendor, uint32_t code,
		       struct record_count count)
{
	const bool is_noise = reason_interrupts_host(vendor, code);
	size_t at = 0;
	struct text name;

	while (at < RECORD_BENCH_REASONS_MAX && bench->reasons[at].exits)
		at++;
	if (at == RECORD_BENCH_REASONS_MAX)
		return refuse("bench %s: more reasons than the record has room for", bench->name);
	name = text_in(bench->reasons[at].name, sizeof(bench->reasons[at].name));
	reason_word(&name, vendor, code);
	bench->reasons[at].exits = count.exits;
	*(is_noise ? &bench->noise : &bench->exits) += count.exits;
	*(is_noise ? &bench->noise_kernel : &bench->kernel) += count.kernel;
	return true;
}

static bool fill(struct record_bench *bench, const struct account *account,
		 const struct moment *from, const struct moment *to)
{
	const struct record_count reads = record_count_between(&from->reads, &to->reads);
	size_t rows[RECORD_REASONS_MAX];

	bench->userspace_exits = to->counters.userspace_exits - from->counters.userspace_exits;
	bench->userspace = to->counters.userspace - from->counters.userspace;
	bench->halted = to->counters.halted - from->counters.halted;
	account_rows(account, rows);
	for (size_t i = 0; i < account->codes_count; i++) {
		const uint32_t code = account->codes[rows[i]];
		struct record_count count =
			record_count_between(&from->reasons[rows[i]], &to->reasons[rows[i]]);

		if (is_cpuid(account->vendor, code))
			count = record_count_between(&reads, &count);
		if (count.exits && !add_reason(bench, account->vendor, code, count))
			return false;
	}
	return true;
}

bool trace_benches(struct record *record, const struct account *account)
{
	for (uint64_t i = 0; i < record->begin.benches; i++) {
		struct record_bench *bench = &record->benches[i];
		const struct mark *mark = find(account, bench->id);

		if (bench->n == 0)
			continue;
		if (!mark)
			return refuse(
				"the trace has no marks for the bench %s of the guest's record",
				bench->name);
		if (!fill(bench, account, &mark[0].at, &mark[1].at))
			return false;
	}
	return true;
}
