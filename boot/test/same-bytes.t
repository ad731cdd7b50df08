#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L1 does not depend on the machine that packs it: the same packages give the same bytes, on
# another file system, for another user, and without the machine's own versions of L1's
# tools. (`make newcomer` compares whole machines.)
set -u
. boot/base/tap.sh

series=${DEFAULT_SERIES:-6.1}
work=$(mktemp -d build/test.XXXXXX)
# In memory if possible: this file system lists a folder in another order.
elsewhere=$(mktemp -d /dev/shm/exit-probe.XXXXXX 2>/dev/null || mktemp -d "$work/elsewhere.XXXXXX")
trap 'rm -rf "$work" "$elsewhere"' EXIT

mkdir "$work/bin"
for tool in kmod depmod modinfo ldd ldconfig qemu-system-x86_64 busybox; do
	printf '#!/bin/sh\necho "%s is the machine'"'"'s own" >&2\nexit 1\n' $tool >"$work/bin/$tool"
done
chmod 755 "$work"/bin/*

# pack SCRIPT ARGUMENT...: runs it with another user's settings.
pack() (
	umask 077
	PATH=$PWD/$work/bin:$PATH TZ=Asia/Tokyo LANG=tr_TR.UTF-8
	export PATH TZ LANG
	"$@"
)

ok "the userland is packed elsewhere" \
	pack boot/lab/userland.sh build/lab/packages-amd64 "$elsewhere/userland.cpio"
ok "the userland is byte-identical" cmp build/lab/userland.cpio "$elsewhere/userland.cpio"
ok "the modules are packed elsewhere" pack boot/lab/modules.sh "build/host-patch/$series/root" "$elsewhere/modules.cpio" \
	"build/host-patch/$series/kvm.ko" "build/host-patch/$series/kvm-intel.ko" "build/host-patch/$series/kvm-amd.ko"
ok "the modules are byte-identical" cmp "build/lab/modules-$series.cpio" "$elsewhere/modules.cpio"

mkdir -p "$work/job/a" "$work/job/b/c"
echo text >"$work/job/b/file"
boot/base/cpio.sh "$work/job" "$work/here.cpio"
(
	umask 077
	cp -R "$work/job" "$elsewhere/job"
)
chmod -R g+s "$elsewhere/job"
boot/base/cpio.sh "$elsewhere/job" "$elsewhere/job.cpio"
ok "a job packed elsewhere is byte-identical" cmp "$work/here.cpio" "$elsewhere/job.cpio"
is "the link count of a folder is fixed" "$(cpio -tv --quiet <"$work/here.cpio" | awk '/^d/ { print $2 }' | sort -u)" 2
printf '#!/bin/sh\necho "cpio: No space left on device" >&2\nexit 1\n' >"$work/bin/cpio"
chmod 755 "$work/bin/cpio"
fails "an archive that cannot be written fails" "No space left" pack boot/base/cpio.sh "$work/job" "$work/part.cpio"
is "and leaves nothing" "$(ls "$work")" "$(printf 'bin\nhere.cpio\njob')"
is "no link in the packages leads out of them" "$(find build/lab/packages-* -type l -lname '/*')" ""
tap_done
