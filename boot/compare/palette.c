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
	[COLOUR_MORE] = { "more", 0xc8553d, 0xf0876b },
	[COLOUR_FEWER] = { "fewer", 0x2f8f6b, 0x58c79d },
	[COLOUR_HEAT] = { "heat1", 0xd9edf6, 0x15315c },
	{ "heat2", 0xafd3ec, 0x1c4377 },
	{ "heat3", 0x82b6e2, 0x21548f },
	{ "heat4", 0x5696d7, 0x2767a8 },
	{ "heat5", 0x2c6cbb, 0x4194d2 },
	{ "heat6", 0x224c8f, 0x7abae0 },
	{ "heat7", 0x172d62, 0xb9e0ef },
	/* kernel, userspace, halted, scheduled out, preempted, blocked, guest */
	[COLOUR_BUCKET] = { "bucket1", 0x2b6cb0, 0x6ba6ea },
	{ "bucket2", 0xd97706, 0xf2a950 },
	{ "bucket3", 0xc3c8cf, 0x565c64 },
	{ "bucket4", 0x8b5fbf, 0xb794e6 },
	{ "bucket5", 0x7248a8, 0xa988e8 },
	{ "bucket6", 0x8c2f39, 0xd9727c },
	{ "bucket7", 0x35997a, 0x5fcaa6 },
	[COLOUR_SET] = { "set1", 0x2a78d6, 0x6ea8f0 },
	{ "set2", 0xd9640d, 0xf4a15c },
	{ "set3", 0x1b9e77, 0x4cc9a0 },
	{ "set4", 0xb5479b, 0xe08ac8 },
	{ "set5", 0x8a6d00, 0xd4b541 },
	{ "set6", 0x5b5bd6, 0x9f9ff5 },
	{ "set7", 0xc2352b, 0xf08077 },
	{ "set8", 0x4b8a08, 0x8fce4a },
	[COLOUR_REASON] = { "reason1", 0x1f7bd5, 0xa8cef3 },
	{ "reason2", 0xa97d01, 0xebcf3a },
	{ "reason3", 0x4532a7, 0x7c58cd },
	{ "reason4", 0x33a46b, 0x84d08f },
	{ "reason5", 0x9c1512, 0xe44824 },
	{ "reason6", 0xb73a98, 0xc64263 },
	{ "reason7", 0x175046, 0x469bc9 },
	{ "reason8", 0x8b9399, 0xd5dadc },
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
