// SPDX-License-Identifier: GPL-2.0-only
/*
 * Inject one fault of a kind that the debug kernel must report: a run without
 * reports proves something only if such a fault is reported.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static char *fault;
module_param(fault, charp, 0);
MODULE_PARM_DESC(fault, "freed, raced, leaked, asleep, inverted, list or shift");

static void freed(void)
{
	char *memory = kzalloc(64, GFP_KERNEL);

	kfree(memory);
	if (memory)
		WRITE_ONCE(memory[8], 1);
}

static int race(void *shared)
{
	while (!kthread_should_stop())
		++*(unsigned long *)shared;
	return 0;
}

static void raced(void)
{
	static unsigned long shared;
	struct task_struct *one = kthread_run(race, &shared, "race");
	struct task_struct *other = kthread_run(race, &shared, "race");

	msleep(2000);
	if (!IS_ERR(one))
		kthread_stop(one);
	if (!IS_ERR(other))
		kthread_stop(other);
}

/* Several, as the last one's address may still be on a stack. */
static void leaked(void)
{
	void *memory;
	int i;

	for (i = 0; i < 8; i++) {
		memory = kzalloc(64, GFP_KERNEL);
		OPTIMIZER_HIDE_VAR(memory);
	}
}

static void asleep(void)
{
	static DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
}

static void inverted(void)
{
	static DEFINE_MUTEX(one);
	static DEFINE_MUTEX(other);

	mutex_lock(&one);
	mutex_lock(&other);
	mutex_unlock(&other);
	mutex_unlock(&one);
	mutex_lock(&other);
	mutex_lock(&one);
	mutex_unlock(&one);
	mutex_unlock(&other);
}

static void list(void)
{
	static LIST_HEAD(head);
	static LIST_HEAD(entry);

	list_add(&entry, &head);
	list_add(&entry, &head);
}

static void shift(void)
{
	int bits = 8 * strlen(fault);

	bits = 1 << bits;
	OPTIMIZER_HIDE_VAR(bits);
}

static const struct {
	const char *name;
	void (*commit)(void);
} faults[] = {
	{ "freed", freed },       { "raced", raced }, { "leaked", leaked }, { "asleep", asleep },
	{ "inverted", inverted }, { "list", list },   { "shift", shift },
};

static int __init faults_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		if (fault && !strcmp(fault, faults[i].name)) {
			faults[i].commit();
			return 0;
		}
	}
	return -EINVAL;
}
module_init(faults_init);

static void __exit faults_exit(void)
{
}
module_exit(faults_exit);

MODULE_DESCRIPTION("Faults for the debug kernel to find");
MODULE_LICENSE("GPL");
