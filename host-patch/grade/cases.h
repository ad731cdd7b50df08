/* SPDX-License-Identifier: GPL-2.0-only */
/* The cases of the grader, one function each; file weights says what each check is. */
#ifndef GRADE_CASES_H
#define GRADE_CASES_H

void known_work(void);
void all_registers(void);
void each_reason(void);
void reads(void);
void vcpus_and_vms(void);
void past_32_bits(void);
void allocations(void);
void out_of_range(void);
void dump(void);

#endif
