// SPDX-License-Identifier: GPL-2.0-only
/*
 * The loader's tag for the screen, and the text as pixels.
 */
#include <stdlib.h>
#include <string.h>

#include "firmware/boot_info.h"
#include "firmware/protocols.h"
#include "hw/font.h"
#include "hw/framebuffer.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"

#define AT     0x10000
#define PIXELS 0xC0000000
#define WIDTH  (SCREEN_COLUMNS * FONT_WIDTH)
#define HEIGHT (SCREEN_ROWS * FONT_HEIGHT)
#define SIZE   (WIDTH * HEIGHT * 4)

struct loader_information {
	uint32_t size, zero;
	struct {
		uint32_t type, size;
		uint64_t address;
		uint32_t pitch, width, height;
		uint8_t bits, kind, colours[8];
	} __attribute__((packed)) screen;
	uint8_t align[2];
	struct {
		uint32_t type, size, entry_size, version;
		uint64_t start, length;
		uint32_t kind, zero;
	} map;
	uint32_t end[2];
} __attribute__((packed));

_Static_assert(sizeof(struct loader_information) == 8 + 40 + 40 + 8, "tags on 8 bytes");

static const struct loader_information good = {
	.size = sizeof(good),
	.screen = { 8, 38, PIXELS, WIDTH * 4, WIDTH, HEIGHT, 32, 1, { 0 } },
	.map = { 6, 40, 24, 0, 0x100000, 0x700000, 1, 0 },
	.end = { 0, 8 },
};

static int clean(void **state)
{
	(void)state;
	machine_clear();
	return 0;
}

/* With memory at the framebuffer's address */
static struct boot_info read_information(const struct loader_information *information)
{
	struct boot_info info = { 0 };
	uint8_t *pixels = calloc(1, SIZE);

	machine_clear();
	machine_put(AT, information, sizeof(*information));
	machine_put(PIXELS, pixels, SIZE);
	free(pixels);
	boot_info_read(BOOT_MAGIC_MULTIBOOT2, AT, &info);
	return info;
}

static void direct_colours_are_read(void **state)
{
	const struct boot_info info = read_information(&good);

	(void)state;
	assert_int_equal(info.screen, BOOT_SCREEN_PIXELS);
	assert_int_equal(info.framebuffer.address, PIXELS);
	assert_int_equal(info.framebuffer.pitch, WIDTH * 4);
	assert_int_equal(info.framebuffer.width, WIDTH);
	assert_int_equal(info.framebuffer.height, HEIGHT);
	assert_int_equal(info.framebuffer.pixel_size, 4);
}

static void text_is_read(void **state)
{
	struct loader_information text = good;

	(void)state;
	text.screen.address = 0xB8000;
	text.screen.pitch = 160;
	text.screen.width = 80;
	text.screen.height = 25;
	text.screen.bits = 16;
	text.screen.kind = 2;
	assert_int_equal(read_information(&text).screen, BOOT_SCREEN_TEXT);
	text.screen.width = 132;
	assert_int_equal(read_information(&text).screen, BOOT_SCREEN_OTHER);
	text.screen.width = 80;
	text.screen.address = 0xB0000;
	assert_int_equal(read_information(&text).screen, BOOT_SCREEN_OTHER);
}

static void without_a_tag_the_screen_is_unknown(void **state)
{
	struct loader_information none = good;

	(void)state;
	none.screen.type = 99;
	assert_int_equal(read_information(&none).screen, BOOT_SCREEN_UNKNOWN);
}

/* One value of a good tag is replaced; nothing is drawn, and the boot goes on. */
static void assert_unusable(size_t offset, uint64_t value, size_t size)
{
	struct loader_information bad = good;
	struct boot_info info;

	memcpy((char *)&bad + offset, &value, size);
	info = read_information(&bad);
	assert_int_equal(info.screen, BOOT_SCREEN_OTHER);
	assert_int_equal(memory_kib(&info.memory), 7 * 1024);
}

#define assert_unusable_with(field, value)                                                         \
	assert_unusable(offsetof(struct loader_information, screen.field), value,                  \
			sizeof(good.screen.field))

static void other_screens_are_not_used(void **state)
{
	(void)state;
	assert_unusable_with(kind, 0);
	assert_unusable_with(kind, 3);
	assert_unusable_with(bits, 0);
	assert_unusable_with(bits, 8);
	assert_unusable_with(bits, 15);
	assert_unusable_with(bits, 31);
	assert_unusable_with(bits, 40);
	assert_unusable_with(width, WIDTH - 1);
	assert_unusable_with(height, HEIGHT - 1);
}

/* What is missing from it is a tag of another type. */
static void a_short_tag_is_not_used(void **state)
{
	struct loader_information cut = good;
	struct boot_info info;

	(void)state;
	cut.screen.size = 24;
	cut.screen.height = 99;
	cut.screen.bits = 16;
	cut.screen.kind = 0;
	info = read_information(&cut);
	assert_int_equal(info.screen, BOOT_SCREEN_OTHER);
	assert_int_equal(memory_kib(&info.memory), 7 * 1024);
}

static void a_framebuffer_is_bounded(void **state)
{
	(void)state;
	assert_unusable_with(address, PIXELS + 1);
	assert_unusable_with(address, 0);
	assert_unusable_with(address, 0x4000000000);
	assert_unusable_with(address, UINT64_MAX);
	assert_unusable_with(pitch, WIDTH * 4 - 1);
	assert_unusable_with(pitch, WIDTH * 4 + 1);
	assert_unusable_with(pitch, UINT32_MAX);
	assert_unusable_with(width, WIDTH + 1);
	assert_unusable_with(width, UINT32_MAX);
	assert_unusable_with(height, HEIGHT + 1);
	assert_unusable_with(height, UINT32_MAX);
}

/* The image itself lies in available memory. */
static void a_framebuffer_in_available_memory_is_not_used(void **state)
{
	struct loader_information bad = good;

	(void)state;
	bad.map.start = PIXELS + SIZE - 1;
	assert_int_equal(read_information(&bad).screen, BOOT_SCREEN_OTHER);
	bad.map.start = PIXELS + SIZE;
	assert_int_equal(read_information(&bad).screen, BOOT_SCREEN_PIXELS);
	bad.map.start = PIXELS - 0x700000;
	assert_int_equal(read_information(&bad).screen, BOOT_SCREEN_PIXELS);
	bad.map.length++;
	assert_int_equal(read_information(&bad).screen, BOOT_SCREEN_OTHER);
}

static void without_a_whole_map_nothing_is_drawn(void **state)
{
	struct loader_information bad = good;

	(void)state;
	bad.map.entry_size = 8;
	assert_int_equal(read_information(&bad).screen, BOOT_SCREEN_OTHER);
}

/* A framebuffer of its own size in memory, with lines longer than its pixels */
struct canvas {
	struct framebuffer framebuffer;
	uint8_t *bytes;
	size_t size;
};

#define UNTOUCHED 0x5A

static struct canvas canvas_of(uint32_t width, uint32_t height, uint32_t pixel_size)
{
	const uint32_t pitch = width * pixel_size + 3;
	struct canvas canvas = { .size = (size_t)(height - 1) * pitch + width * pixel_size };

	canvas.bytes = malloc(canvas.size);
	memset(canvas.bytes, UNTOUCHED, canvas.size);
	canvas.framebuffer =
		(struct framebuffer){ (uintptr_t)canvas.bytes, width, height, pitch, pixel_size };
	return canvas;
}

static uint32_t pixel_at(const struct canvas *canvas, uint32_t x, uint32_t y)
{
	uint32_t pixel = 0;

	memcpy(&pixel,
	       canvas->bytes + (size_t)y * canvas->framebuffer.pitch +
		       x * canvas->framebuffer.pixel_size,
	       canvas->framebuffer.pixel_size);
	return pixel;
}

/* How many white pixels a cell has; all others are black. */
static unsigned int white_in(const struct canvas *canvas, unsigned int row, unsigned int column)
{
	const uint32_t white = UINT32_MAX >> (32 - 8 * canvas->framebuffer.pixel_size);
	unsigned int count = 0;

	for (uint32_t y = row * FONT_HEIGHT; y < (row + 1) * FONT_HEIGHT; y++)
		for (uint32_t x = column * FONT_WIDTH; x < (column + 1) * FONT_WIDTH; x++) {
			const uint32_t pixel = pixel_at(canvas, x, y);

			assert_true(pixel == 0 || pixel == white);
			count += pixel == white;
		}
	return count;
}

static void assert_padding_untouched(const struct canvas *canvas)
{
	const uint32_t used = canvas->framebuffer.width * canvas->framebuffer.pixel_size;

	for (size_t y = 0; y + 1 < canvas->framebuffer.height; y++)
		for (size_t i = used; i < canvas->framebuffer.pitch; i++)
			assert_int_equal(canvas->bytes[y * canvas->framebuffer.pitch + i],
					 UNTOUCHED);
}

static void draw_with(uint32_t pixel_size)
{
	struct canvas canvas = canvas_of(WIDTH + 3, HEIGHT + 1, pixel_size);
	const struct screen *screen = framebuffer_screen(&canvas.framebuffer);
	unsigned int letter;

	screen->clear();
	for (uint32_t y = 0; y < HEIGHT + 1; y++)
		for (uint32_t x = 0; x < WIDTH + 3; x++)
			assert_int_equal(pixel_at(&canvas, x, y), 0);
	screen->put_cell(0, 0, 'H');
	screen->put_cell(SCREEN_ROWS - 1, SCREEN_COLUMNS - 1, 'H');
	screen->put_cell(1, 1, '\x80');
	screen->put_cell(1, 2, '?');
	letter = white_in(&canvas, 0, 0);
	assert_in_range(letter, 1, FONT_WIDTH * FONT_HEIGHT / 2);
	assert_int_equal(white_in(&canvas, SCREEN_ROWS - 1, SCREEN_COLUMNS - 1), letter);
	assert_int_equal(white_in(&canvas, 1, 1), white_in(&canvas, 1, 2));
	assert_int_equal(white_in(&canvas, 0, 1), 0);
	screen->put_cell(0, 0, ' ');
	assert_int_equal(white_in(&canvas, 0, 0), 0);
	assert_padding_untouched(&canvas);
	free(canvas.bytes);
}

static void text_is_drawn_in_any_size_of_pixels(void **state)
{
	(void)state;
	draw_with(2);
	draw_with(3);
	draw_with(4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(direct_colours_are_read, clean),
		cmocka_unit_test_teardown(text_is_read, clean),
		cmocka_unit_test_teardown(without_a_tag_the_screen_is_unknown, clean),
		cmocka_unit_test_teardown(other_screens_are_not_used, clean),
		cmocka_unit_test_teardown(a_short_tag_is_not_used, clean),
		cmocka_unit_test_teardown(a_framebuffer_is_bounded, clean),
		cmocka_unit_test_teardown(a_framebuffer_in_available_memory_is_not_used, clean),
		cmocka_unit_test_teardown(without_a_whole_map_nothing_is_drawn, clean),
		cmocka_unit_test(text_is_drawn_in_any_size_of_pixels),
	};

	return run_tap(tests);
}
