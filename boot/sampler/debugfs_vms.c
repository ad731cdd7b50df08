// SPDX-License-Identifier: GPL-2.0-only
/*
 * The folder of a VM is PID-FD, after the process that created the VM.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugfs.h"

#define DEBUGFS_FOLDER "/sys/kernel/debug"
#define KVM_FOLDER     DEBUGFS_FOLDER "/kvm"
#define LOCKDOWN       "/sys/kernel/security/lockdown"

const char *debugfs_path(const struct vm *vm)
{
	static char path[sizeof(KVM_FOLDER) + sizeof(vm->id)];

	snprintf(path, sizeof(path), KVM_FOLDER "/%s", vm->id);
	return path;
}

/* Whether a file contains that word */
static bool file_has(struct source *source, const char *file, const char *word)
{
	return !buffer_read_file(&source->text, AT_FDCWD, file) && strstr(source->text.data, word);
}

/* The file has "none [integrity] confidentiality" if lockdown is on. */
static bool is_locked_down(struct source *source)
{
	return file_has(source, LOCKDOWN, "[") && !file_has(source, LOCKDOWN, "[none]");
}

enum source_state debugfs_set_error(struct source *source, const char *file, int error)
{
	if (error == EPERM && is_locked_down(source))
		return source_set(source, SOURCE_BROKEN,
				  "%s: the kernel is locked down and blocks KVM's statistics in "
				  "debugfs: use %s",
				  file, source->instead);
	if (error == ENODATA)
		return source_set(source, SOURCE_BROKEN, NO_CAUSES);
	if (error == EACCES || error == EPERM)
		return source_set(source, SOURCE_BROKEN, "%s: no permission: use sudo, or %s", file,
				  source->instead);
	return source_set(source, SOURCE_BROKEN, "%s: %s", file,
			  error == EBADMSG ? "not a number" : strerror(error));
}

/* Sets the reason why KVM's folder cannot be opened. */
static enum source_state set_no_folder(struct source *source, int error)
{
	if (error != ENOENT)
		return debugfs_set_error(source, KVM_FOLDER, error);
	if (!file_has(source, "/proc/filesystems", "\tdebugfs\n"))
		return source_set(source, SOURCE_BROKEN, "this kernel has no debugfs: use %s",
				  source->instead);
	if (!file_has(source, "/proc/self/mounts", " " DEBUGFS_FOLDER " debugfs "))
		return source_set(
			source, SOURCE_BROKEN,
			"debugfs is not mounted: run mount -t debugfs none " DEBUGFS_FOLDER
			", or use %s",
			source->instead);
	return source_set(source, SOURCE_ABSENT,
			  "there is no VM: KVM is not loaded (no " KVM_FOLDER ")");
}

/* The process of PID-FD; 0 for a name that is not of a VM */
static unsigned long pid_of(const char *name)
{
	size_t pid = strspn(name, "0123456789");
	size_t fd = name[pid] == '-' ? strspn(name + pid + 1, "0123456789") : 0;

	return pid && fd && !name[pid + 1 + fd] ? strtoul(name, NULL, 10) : 0;
}

static struct vm *find_vm(const struct source *source, const struct dirent *entry)
{
	struct vm *vm = source->vms;

	while (vm && (vm->inode != entry->d_ino || strcmp(vm->id, entry->d_name) != 0))
		vm = vm->next;
	return vm;
}

static struct vm *add_vm(struct source *source, const struct dirent *entry, unsigned long pid)
{
	struct vm *vm = source_add_vm(source);

	if (!vm)
		return NULL;
	snprintf(vm->id, sizeof(vm->id), "%.63s", entry->d_name);
	vm->inode = entry->d_ino;
	vm->is_new = source->has_looked;
	identity_of(&vm->identity, pid);
	return vm;
}

enum source_state debugfs_look(struct source *source)
{
	DIR *folder = opendir(KVM_FOLDER);
	enum source_state state = SOURCE_THERE;
	const struct dirent *entry;

	if (!folder)
		state = set_no_folder(source, errno);
	for (struct vm *vm = source->vms; vm; vm = vm->next)
		vm->is_there = false;
	while (state == SOURCE_THERE && (entry = readdir(folder))) {
		unsigned long pid = pid_of(entry->d_name);
		struct vm *vm;

		if (!pid || strlen(entry->d_name) >= sizeof(vm->id))
			continue;
		vm = find_vm(source, entry);
		if (!vm)
			vm = add_vm(source, entry, pid);
		if (vm)
			vm->is_there = true;
		else
			state = source_set(source, SOURCE_BROKEN, "out of memory");
	}
	if (folder)
		closedir(folder);
	source->has_looked = true;
	return state;
}

/* libvirt probes a host with VMs without vCPUs. */
static bool has_vcpus(const struct vm *vm)
{
	DIR *folder = opendir(debugfs_path(vm));
	const struct dirent *entry;
	bool found = false;

	while (folder && !found && (entry = readdir(folder)))
		found = strncmp(entry->d_name, "vcpu", 4) == 0;
	if (folder)
		closedir(folder);
	return found;
}

bool debugfs_is_of(const char *id, const char *pid)
{
	const size_t length = strlen(pid);

	return strncmp(id, pid, length) == 0 && (id[length] == '-' || id[length] == '\0');
}

static bool is_wanted(const struct choice *choice, const struct vm *vm)
{
	if (!vm->is_there)
		return false;
	if (choice->pid && !debugfs_is_of(vm->id, choice->pid))
		return false;
	if (choice->name && strcmp(vm->identity.name, choice->name) != 0)
		return false;
	if (choice->wait && !choice->pid && !choice->name && !choice->all)
		return vm->is_new && has_vcpus(vm);
	return true;
}

/* "PID 300 web, PID 700 db": the selected VMs; all if choice is NULL */
static void list_vms(const struct source *source, const struct choice *choice, char *text,
		     size_t size)
{
	size_t at = 0, more = 0;

	*text = '\0';
	for (const struct vm *vm = source->vms; vm; vm = vm->next) {
		const struct identity *of = &vm->identity;
		char one[sizeof(vm->id) + IDENTITY_NAME_SIZE + 16];

		if (choice ? !is_wanted(choice, vm) : !vm->is_there)
			continue;
		/* Selected by PID, they have the same process. */
		if (choice && choice->pid)
			snprintf(one, sizeof(one), "%s", vm->id);
		else
			snprintf(one, sizeof(one), "PID %lu", of->pid);
		if (*of->name)
			snprintf(one + strlen(one), sizeof(one) - strlen(one), " %s", of->name);
		else if (*of->program)
			snprintf(one + strlen(one), sizeof(one) - strlen(one), " (%s)",
				 of->program);
		if (more || at + strlen(one) + 32 > size)
			more++;
		else
			at += (size_t)snprintf(text + at, size - at, "%s%s", at ? ", " : "", one);
	}
	if (more)
		snprintf(text + at, size - at, " and %zu more", more);
}

static enum source_state set_no_match(struct source *source)
{
	const struct choice *choice = &source->choice;
	char list[sizeof(source->error) - 256];

	list_vms(source, NULL, list, sizeof(list));
	if (!*list)
		return source_set(source, SOURCE_ABSENT, "there is no VM%s",
				  choice->wait ? "" : " (-w SECONDS waits for one)");
	if (choice->pid || choice->name)
		return source_set(source, SOURCE_ABSENT, "no such VM: use one of %s", list);
	return source_set(source, SOURCE_ABSENT,
			  "no new VM, only older ones: %s; select one with -p PID or -n NAME",
			  list);
}

enum source_state debugfs_open(struct source *source)
{
	enum source_state state = debugfs_look(source);
	char list[sizeof(source->error) - 256];
	struct vm *last = NULL;
	size_t wanted = 0;

	if (state != SOURCE_THERE)
		return state;
	for (struct vm *vm = source->vms; vm; vm = vm->next)
		if (is_wanted(&source->choice, vm)) {
			last = vm;
			wanted++;
		}
	if (!last)
		return set_no_match(source);
	/* debugfs_read() opens them. */
	if (source->choice.all)
		return SOURCE_THERE;
	if (wanted == 1)
		return debugfs_attach(source, last);
	list_vms(source, &source->choice, list, sizeof(list));
	return source_set(source, SOURCE_BROKEN,
			  "%zu VMs: %s; select one with -p PID or -n NAME, or all with -a", wanted,
			  list);
}
