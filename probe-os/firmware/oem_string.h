/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options that the loader took from an SMBIOS OEM string, of which it cannot say whose
 * it is: others hand passwords over in such strings.
 */
#ifndef FIRMWARE_OEM_STRING_H
#define FIRMWARE_OEM_STRING_H

#include <stdbool.h>

#define OEM_STRING_MARK   "oem-string"  /* the loader's word in front of it */
#define OEM_STRING_PREFIX "exit-probe:" /* what the probe's own begin with */

/*
 * Behind the mark the probe's own stays in the command line, without mark and prefix;
 * false where another's was there, which is wiped out.
 */
bool oem_string_admit(char *cmdline);

#endif
