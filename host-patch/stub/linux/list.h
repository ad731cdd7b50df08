/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_LIST_H
#define STUB_LIST_H

#include <linux/types.h>

struct list_head {
	struct list_head *next, *prev;
};

#define LIST_HEAD(name)               struct list_head name = { &(name), &(name) }
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
#define list_for_each_entry(one, head, member)                                                     \
	for (one = container_of((head)->next, __typeof__(*one), member); &one->member != (head);   \
	     one = container_of(one->member.next, __typeof__(*one), member))

static inline void list_add_tail(struct list_head *one, struct list_head *head)
{
	one->prev = head->prev;
	one->next = head;
	head->prev->next = one;
	head->prev = one;
}

#endif
