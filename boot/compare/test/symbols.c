// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses are in the right function, or in none.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "functions.h"
#include "made_record.h"
#include "symbols.h"
#include "test/cmocka_tap.h"

static struct symbols symbols;

static int start(void **state)
{
	(void)state;
	return 0;
}

static int end(void **state)
{
	(void)state;
	symbols_free(&symbols);
	return 0;
}

static size_t read_text(const char *text)
{
	symbols_read(&symbols, text, strlen(text));
	return symbols_sort(&symbols);
}

static void assert_in(uint64_t address, const char *name)
{
	const struct symbol *symbol = symbols_find(&symbols, address);

	if (!name) {
		assert_null(symbol);
		return;
	}
	assert_non_null(symbol);
	assert_string_equal(symbol->name, name);
}

/* Not sorted, with data, an absolute symbol and a weak one */
static const char system_map[] = "ffffffff81002000 t second\n"
				 "0000000000000000 A fixed_percpu_data\n"
				 "ffffffff81001000 T first\n"
				 "ffffffff81003000 d table\n"
				 "ffffffff81004000 W third\n"
				 "ffffffff81005000 T _etext\n";

static void a_system_map(void **state)
{
	(void)state;
	assert_int_equal(read_text(system_map), 4);
	assert_in(0, NULL);
	assert_in(0xFFFFFFFF81000FFF, NULL);
	assert_in(0xFFFFFFFF81001000, "first");
	assert_in(0xFFFFFFFF81001FFF, "first");
	assert_in(0xFFFFFFFF81002000, "second");
	assert_in(0xFFFFFFFF81003000, NULL);
	assert_in(0xFFFFFFFF81004FFF, "third");
	/* Nothing says where the last one ends. */
	assert_in(0xFFFFFFFF81005000, NULL);
	assert_in(UINT64_MAX, NULL);
}

static void a_map_of_ovmf(void **state)
{
	static const char map[] =
		"DxeMain (dummy) (BaseAddress=0000000000, EntryPoint=0x0000000240, Type=PE)\n"
		"(GUID=00000000-0000-0000-0000-000000000000 .textbaseaddress=0x0000000240)\n\n"
		"  0x0000000240    _ModuleEntryPoint\n"
		"  0x0000000300    NoAddressYet\n\n"
		"SecMain (Fixed Flash Address, BaseAddress=0x00fffcc094, "
		"EntryPoint=0x00fffcc2f4, Type=TE)\n"
		"(GUID=DF1CCEF6-F301-4A63-9661-FC6030DCC880 .textbaseaddress=0x00fffcc2d4)\n"
		"(IMAGE=SecMain.efi)\n\n"
		"  0x00fffcc2f4    _ModuleEntryPoint\n"
		"  0x00fffcc400    SecStartupPhase2\n"
		"  0x00fffcc900    Last\n";

	(void)state;
	assert_int_equal(read_text(map), 3);
	assert_in(0x240, NULL);
	assert_in(0xFFFCC300, "_ModuleEntryPoint");
	assert_in(0xFFFCC8FF, "SecStartupPhase2");
	assert_in(0xFFFCC900, NULL);
}

static void other_lines_are_skipped(void **state)
{
	static const char text[] = "\n \nffffffff81001000\nffffffff81001000 T\nxyz T name\n"
				   "11112222333344445 T too_long\n1000  T name\n1000 ? name\n"
				   "                 U undefined\n1000 TT name\n1000 T ";

	(void)state;
	assert_int_equal(read_text(text), 0);
	assert_int_equal(read_text("1000 T a\"b,c\\\n2000 T d"), 2);
	assert_in(0x1000, "a?b?c?");
}

/* ELF tells sizes: what is behind a function is in none. */
static void sizes_end_functions(void **state)
{
	(void)state;
	symbols_add(&symbols, 0x1000, 0x1010, true, "sized", 5);
	symbols_add(&symbols, 0x2000, 0, true, "label", 5);
	symbols_add(&symbols, 0x2000, 0, false, "data", 4);
	symbols_add(&symbols, 0x3000, 0x3001, true, "last", 4);
	assert_int_equal(symbols_sort(&symbols), 3);
	assert_in(0x100F, "sized");
	assert_in(0x1010, NULL);
	assert_in(0x2FFF, "label");
	assert_in(0x3000, "last");
	assert_in(0x3001, NULL);
}

/* The last function of one file does not reach into the next file. */
static void files_are_apart(void **state)
{
	struct symbols other = { 0 };

	(void)state;
	symbols_read(&other, system_map, strlen(system_map));
	symbols_sort(&other);
	read_text("0000000000100000 T probe_start\n0000000000101000 T probe_last\n");
	symbols_join(&symbols, &other);
	symbols_sort(&symbols);
	assert_in(0x100001, "probe_start");
	assert_in(0x101000, NULL);
	assert_in(0x80000000, NULL);
	assert_in(0xFFFFFFFF81001234, "first");
	symbols_free(&other);
}

static void long_names_are_cut(void **state)
{
	char text[2 * SYMBOL_NAME_SIZE + 32] = "1000 T ";

	(void)state;
	memset(text + strlen(text), 'x', 2 * SYMBOL_NAME_SIZE);
	strcat(text, "\n2000 T e");
	assert_int_equal(read_text(text), 2);
	assert_int_equal(strlen(symbols_find(&symbols, 0x1000)->name), SYMBOL_NAME_SIZE - 1);
}

/* Two addresses of one function become one cause; all sums stay. */
static void exits_fall_on_functions(void **state)
{
	static struct record record;
	uint64_t causes, found = 0;

	(void)state;
	make_full(&record, 0);
	make_rip(&record);
	causes = record.begin.causes;
	assert_true(record_causes_add_up(&record));
	read_text(system_map);
	assert_int_equal(functions_count(&record, &symbols), 4);
	functions_join(&record, &symbols);
	assert_int_equal(record.begin.causes, causes - 1);
	assert_true(record_causes_add_up(&record));
	for (uint64_t i = 0; i < record.begin.causes; i++) {
		const struct record_cause *cause = &record.causes[i];

		if (cause->phase != 2 || cause->detail != 0xFFFFFFFF81001000)
			continue;
		found++;
		assert_int_equal(cause->exits, 2104 * 300 / 1000 + 2104 * 200 / 1000);
		assert_int_equal(cause->error, 2);
	}
	assert_int_equal(found, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_system_map),
		TEST(a_map_of_ovmf),
		TEST(other_lines_are_skipped),
		TEST(sizes_end_functions),
		TEST(files_are_apart),
		TEST(long_names_are_cut),
		TEST(exits_fall_on_functions),
	};

	return run_tap(tests);
}
