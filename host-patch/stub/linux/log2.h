/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_LOG2_H
#define STUB_LOG2_H

#define ilog2(n) (63 - __builtin_clzll(n))

#endif
