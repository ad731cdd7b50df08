/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The screen of a machine booted by UEFI: draws the text as pixels, from the top left.
 */
#ifndef HW_FRAMEBUFFER_H
#define HW_FRAMEBUFFER_H

#include "firmware/framebuffer.h"
#include "hw/screen.h"

/* Of a usable framebuffer, see framebuffer_is_usable(); there is one at a time. */
const struct screen *framebuffer_screen(const struct framebuffer *framebuffer);

#endif
