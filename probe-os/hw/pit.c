// SPDX-License-Identifier: GPL-2.0-only
/*
 * 8254: "Programming the 8254", "Mode Definitions".
 */
#include "hw/instructions.h"
#include "hw/pic.h"
#include "hw/pit.h"

#define PIT_HZ            1193182
#define PIT_CHANNEL0      0x40
#define PIT_CHANNEL2      0x42
#define PIT_COMMAND       0x43
#define CHANNEL0_ONE_SHOT 0x30 /* both bytes, mode 0, binary */
#define CHANNEL2_ONE_SHOT 0xB0
#define READ_BACK_STATUS0 0xE2
#define NOTHING_THERE     0xFF /* value read if no device answers */

/* Port 61h, "NMI Status and Control" of the PC's south bridges */
#define PORT61         0x61
#define PORT61_GATE2   0x01
#define PORT61_SPEAKER 0x02
#define PORT61_OUT2    0x20

#define LONGEST        0xFFFF

/* Many ticks, after which to check whether there is a PIT */
#define TSC_ASK (1ULL << 28)

static volatile bool fired;

static void start(uint16_t port, uint8_t command, uint16_t count)
{
	outb(PIT_COMMAND, command);
	outb(port, count & 0xFF);
	outb(port, count >> 8);
}

void pit_stop(void)
{
	start(PIT_CHANNEL0, CHANNEL0_ONE_SHOT, LONGEST);
}

void pit_interrupt(void)
{
	fired = true;
	pic_end_of_interrupt();
}

bool pit_is_there(void)
{
	outb(PIT_COMMAND, READ_BACK_STATUS0);
	return inb(PIT_CHANNEL0) != NOTHING_THERE;
}

bool pit_wait_awake(uint16_t count)
{
	uint64_t begin = rdtsc(), bound = TSC_ASK;

	fired = false;
	sti();
	start(PIT_CHANNEL0, CHANNEL0_ONE_SHOT, count);
	while (!fired) {
		if (rdtsc() - begin < bound)
			continue;
		if (bound == TSC_BOUND || !pit_is_there())
			break;
		bound = TSC_BOUND;
	}
	cli();
	return fired;
}

void pit_wait_halted(uint16_t count)
{
	fired = false;
	start(PIT_CHANNEL0, CHANNEL0_ONE_SHOT, count);
	while (!fired) {
		sti_hlt();
		cli();
	}
}

/* Only the last of the writes starts the timer. */
static void start_window(uint64_t *before, uint64_t *behind)
{
	const uint16_t count = PIT_HZ * PIT_WINDOW_MS / 1000;

	outb(PIT_COMMAND, CHANNEL2_ONE_SHOT);
	outb(PIT_CHANNEL2, count & 0xFF);
	*before = rdtsc();
	outb(PIT_CHANNEL2, count >> 8);
	*behind = rdtsc();
}

/* Uses channel 2: its output can be polled and raises no interrupt. */
bool pit_time_window(struct tsc_window *window)
{
	uint8_t saved = inb(PORT61);
	uint64_t before, behind, running, asked, now;
	bool done;

	if (saved == NOTHING_THERE)
		return false;
	outb(PORT61, (saved & ~PORT61_SPEAKER) | PORT61_GATE2);
	start_window(&before, &behind);
	now = running = behind;
	do {
		asked = now;
		done = inb(PORT61) & PORT61_OUT2;
		now = rdtsc();
		if (!done)
			running = asked;
	} while (!done && now - before < TSC_BOUND);
	outb(PORT61, saved);
	*window = (struct tsc_window){ running - behind, now - before };
	return done;
}
