// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each light shade is unique: palette_name() finds a colour by it.
 */
#include "palette.h"

const struct shade palette[COLOURS] = {
	[COLOUR_CARD] = { "card", 0xffffff, 0x1f2226 },
	[COLOUR_INK] = { "ink", 0x1c1e21, 0xe8e8ea },
	[COLOUR_MUTED] = { "muted", 0x5d636b, 0xa3a9b1 },
	[COLOUR_GRID] = { "grid", 0xd9dce0, 0x3a3e44 },
	[COLOUR_QUIET] = { "quiet", 0x858c95, 0x7d848d },
	[COLOUR_BAND] = { "band", 0x6f767f, 0x8d949d },
	[COLOUR_MORE] = { "more", 0xb8482f, 0xe56a4c },
	[COLOUR_FEWER] = { "fewer", 0x2a9d8f, 0x7fe3c4 },
	[COLOUR_HEAT] = { "heat1", 0xd9edf6, 0x15315c },
	{ "heat2", 0xafd3ec, 0x1c4377 },
	{ "heat3", 0x82b6e2, 0x21548f },
	{ "heat4", 0x5696d7, 0x2767a8 },
	{ "heat5", 0x2c6cbb, 0x4194d2 },
	{ "heat6", 0x224c8f, 0x7abae0 },
	{ "heat7", 0x172d62, 0xb9e0ef },
	/* kernel, userspace, halted, scheduled out, preempted, blocked, guest */
	[COLOUR_BUCKET] = { "bucket1", 0x3f77af, 0x6f8fe7 },
	{ "bucket2", 0xd63e00, 0xb58c00 },
	{ "bucket3", 0x6f7584, 0x838e94 },
	{ "bucket4", 0x6541c4, 0xe6d1ef },
	{ "bucket5", 0x573a6d, 0xa97cb9 },
	{ "bucket6", 0xbc5139, 0xebcac2 },
	{ "bucket7", 0x184b45, 0x32a45e },
	[COLOUR_SET] = { "set1", 0x2a78d6, 0x6ea8f0 },
	{ "set2", 0xd9640d, 0xf4a15c },
	{ "set3", 0x0c4c3a, 0x21797c },
	{ "set4", 0xbb75b3, 0xeecfef },
	{ "set5", 0x554200, 0xa16003 },
	{ "set6", 0x3230d9, 0x5661dc },
	{ "set7", 0xd57082, 0xe5af9c },
	{ "set8", 0x3fa223, 0xb8ed14 },
	[COLOUR_REASON] = { "reason1", 0x1c4770, 0x3c8ded },
	{ "reason2", 0x782f00, 0xddbd19 },
	{ "reason3", 0x543dbd, 0xc8c3ec },
	{ "reason4", 0x265739, 0x8ad993 },
	{ "reason5", 0xb2591d, 0xe56f32 },
	{ "reason6", 0xb3556d, 0xcf6b83 },
	{ "reason7", 0x3b79ad, 0x5196cf },
	{ "reason8", 0x40424c, 0xdedfe1 },
};

enum colour palette_heat(uint64_t exits)
{
	unsigned int heat = 0;

	for (; exits >= 10 && heat + 1 < HEATS; exits /= 10)
		heat++;
	return COLOUR_HEAT + (enum colour)heat;
}

bool palette_is_last_heat(enum colour colour)
{
	return colour >= COLOUR_HEAT + HEATS_LIGHT;
}

const char *palette_name(uint32_t light)
{
	for (size_t i = 0; i < COLOURS; i++)
		if (palette[i].light == light)
			return palette[i].name;
	return NULL;
}
