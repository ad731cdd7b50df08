// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "test/machine.h"
#include "test/made_acpi.h"

void put32(uint8_t *at, uint32_t value)
{
	memcpy(at, &value, sizeof(value));
}

void put_table(uint64_t address, const char *signature, uint8_t *table, uint32_t size)
{
	memcpy(table, signature, 4);
	put32(table + 4, size);
	machine_put(address, table, size);
}

void put_rsdp(uint64_t address, uint32_t rsdt)
{
	uint8_t rsdp[20] = "RSD PTR ";

	put32(rsdp + 16, rsdt);
	for (int i = 0; i < 20; i++)
		if (i != 8)
			rsdp[8] -= rsdp[i];
	machine_put(address, rsdp, sizeof(rsdp));
}

uint8_t fadt[276];

/* The FADT, and an RSDT that has it */
static void put_fadt(void)
{
	uint8_t rsdt[44] = { 0 };

	put32(rsdt + 36, 0x999999);
	put32(rsdt + 40, FADT);
	put_table(RSDT, "RSDT", rsdt, sizeof(rsdt));
	put_table(FADT, "FACP", fadt, sizeof(fadt));
}

void put_pm1_fadt(void)
{
	put32(fadt + 40, DSDT);
	put32(fadt + 48, 0xB2);
	fadt[52] = 0xF1;
	put32(fadt + 64, 0x604);
	put_fadt();
}

void set_register(uint8_t *at, uint8_t space, uint64_t address)
{
	at[0] = space;
	at[1] = 8;
	memcpy(at + 4, &address, sizeof(address));
}

void put_dsdt(const char *aml, size_t size)
{
	uint8_t dsdt[128] = { 0 };

	memcpy(dsdt + 40, aml, size);
	put_table(DSDT, "DSDT", dsdt, (uint32_t)(40 + size));
}

int clean(void **state)
{
	(void)state;
	machine_clear();
	memset(fadt, 0, sizeof(fadt));
	return 0;
}
