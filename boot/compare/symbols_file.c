// SPDX-License-Identifier: GPL-2.0-only
/*
 * ELF with libelf, which maps the file: a kernel with debug information is larger than what
 * the other inputs may be. All else is text.
 */
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "symbols_file.h"
#include "tool/whole_file.h"

#define NO_FUNCTIONS                                                                               \
	"no function is in it: use an ELF file with symbols, a System.map, or the map of OVMF's "  \
	"build"

/* A label of assembly has no type: it is one of code if its section is. */
static bool is_code(Elf *elf, const GElf_Sym *symbol)
{
	const unsigned char type = GELF_ST_TYPE(symbol->st_info);
	GElf_Shdr section;

	if (type == STT_NOTYPE)
		return gelf_getshdr(elf_getscn(elf, symbol->st_shndx), &section) &&
		       section.sh_flags & SHF_EXECINSTR;
	return type == STT_FUNC || type == STT_GNU_IFUNC;
}

static bool has_address(const GElf_Sym *symbol)
{
	return symbol->st_shndx != SHN_UNDEF && symbol->st_shndx < SHN_LORESERVE &&
	       GELF_ST_TYPE(symbol->st_info) != STT_SECTION &&
	       GELF_ST_TYPE(symbol->st_info) != STT_FILE &&
	       GELF_ST_TYPE(symbol->st_info) != STT_TLS;
}

static void add_symbol(struct symbols *symbols, Elf *elf, const GElf_Shdr *table,
		       const GElf_Sym *symbol)
{
	const char *name = elf_strptr(elf, table->sh_link, symbol->st_name);

	if (name && name[0] && has_address(symbol))
		symbols_add(symbols, symbol->st_value,
			    symbol->st_size ? symbol->st_value + symbol->st_size : 0,
			    is_code(elf, symbol), name, strlen(name));
}

static void add_table(struct symbols *symbols, Elf *elf, Elf_Scn *section, const GElf_Shdr *table)
{
	Elf_Data *data = elf_getdata(section, NULL);
	GElf_Sym symbol;

	for (int i = 0; data && gelf_getsym(data, i, &symbol); i++)
		add_symbol(symbols, elf, table, &symbol);
}

static const char *read_elf(struct symbols *symbols, int file)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_begin(file, ELF_C_READ_MMAP, NULL);
	if (!elf)
		return elf_errmsg(-1);
	while ((section = elf_nextscn(elf, section)))
		if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB)
			add_table(symbols, elf, section, &header);
	elf_end(elf);
	return NULL;
}

static const char *read_text(struct symbols *symbols, const char *file)
{
	size_t size;
	char *text;
	const char *wrong = whole_file_read(file, &text, &size);

	if (wrong)
		return wrong;
	symbols_read(symbols, text, size);
	free(text);
	return NULL;
}

static const char *read_any(struct symbols *symbols, const char *name)
{
	char magic[SELFMAG] = "";
	int file = open(name, O_RDONLY | O_CLOEXEC);
	const char *wrong;

	if (file < 0)
		return strerror(errno);
	/* A pipe has no position to read at: it is text. */
	if (pread(file, magic, SELFMAG, 0) == SELFMAG && memcmp(magic, ELFMAG, SELFMAG) == 0)
		wrong = read_elf(symbols, file);
	else
		wrong = read_text(symbols, name);
	close(file);
	return wrong;
}

bool symbols_file_read(struct symbols *symbols, const char *file)
{
	const char *wrong = read_any(symbols, file);

	if (!wrong && symbols->is_incomplete)
		wrong = strerror(ENOMEM);
	if (!wrong && symbols_sort(symbols) == 0)
		wrong = NO_FUNCTIONS;
	return !wrong || complain(file, wrong);
}
