# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The environment of all scripts: clears the user's variables that tools would read, and
# sets the others. Source it first; it needs no other file, because the DKMS package also
# has it. The Makefile clears the variables in $cleared.
#
# Kept, because they belong to the machine: PATH, HOME, TMPDIR, LD_LIBRARY_PATH and
# LD_PRELOAD (fakeroot uses it), proxies, APT_CONFIG, options of ccache and npm.

# is_foreign NAME
is_foreign() {
	case $1 in
	# make; MAKEFLAGS and similar variables are below
	MAKEFILES | GNUMAKEFLAGS | VPATH | SUFFIXES) ;;
	# kbuild, and a kernel's packages
	KBUILD_* | KCONFIG_* | KCFLAGS | KAFLAGS | KCPPFLAGS | KRUSTFLAGS | KCPUFLAGS | \
		KERNELRELEASE | KERNELVERSION | LOCALVERSION | BUILD_SALT | EXTRAVERSION | \
		LLVM | LLVM_IAS | O | M | W | C | CF | CHECK | MO | ARCH | SUBARCH | SRCARCH | \
		UTS_MACHINE | CROSS_COMPILE_* | INSTALL_* | DEPMOD | MODLIB | MODVERDIR | \
		EXTRA_CFLAGS | EXTRA_AFLAGS | EXTRA_LDFLAGS | EXTRA_CPPFLAGS | *FLAGS_KERNEL | \
		*FLAGS_MODULE | LDFLAGS_vmlinux | USERCFLAGS | USERLDFLAGS | srctree | objtree | \
		srcroot | obj | src | sub_make_done | quiet | need_config | need_compiler) ;;
	KDEB_* | DEB_* | DEBEMAIL | DEBFULLNAME | DPKG_ADMINDIR | DPKG_COLORS | DPKG_DEB_* | \
		DPKG_FORCE | DPKG_MAINTSCRIPT_* | DH_* | FAKEROOT*OPTS) ;;
	# programs that make and kbuild call by variables
	CC | CXX | CPP | LD | LDD | AS | AR | NM | RANLIB | STRIP | OBJCOPY | OBJDUMP | READELF | \
		SIZE | PAHOLE | RESOLVE_BTFIDS | LEX | FLEX | YACC | BISON | AWK | PERL | PYTHON | PYTHON3 | \
		BASH | SED | GREP | GZIP_PROGRAM | KGZIP | KBZIP2 | KLZOP | LZMA | LZ4 | XZ | ZSTD | \
		HOSTCXX | HOSTLD | HOSTAR | HOSTRUSTC | HOSTPKG_CONFIG | RUSTC | RUSTDOC | RUSTFMT | BINDGEN | CARGO) ;;
	# compilers, assemblers, linkers
	CFLAGS | CPPFLAGS | CXXFLAGS | ASFLAGS | LDFLAGS | LDLIBS | LOADLIBES | TARGET_ARCH | \
		HOSTCFLAGS | HOSTCXXFLAGS | HOSTLDFLAGS | HOSTLDLIBS) ;;
	GCC_* | COMPILER_PATH | LIBRARY_PATH | CPATH | C_INCLUDE_PATH | CPLUS_INCLUDE_PATH | \
		OBJC_INCLUDE_PATH | OBJCPLUS_INCLUDE_PATH | DEPENDENCIES_OUTPUT | SUNPRO_DEPENDENCIES | \
		COLLECT_* | CCC_* | LD_RUN_PATH | LDEMULATION | GNUTARGET | NASMENV | SOURCE_DATE_EPOCH) ;;
	ASAN_OPTIONS | LSAN_OPTIONS | TSAN_OPTIONS | UBSAN_OPTIONS | MALLOC_*_ | PKG_CONFIG | PKG_CONFIG_*) ;;
	# shells and common tools
	ENV | BASH_ENV | CDPATH | POSIXLY_CORRECT | POSIX_ME_HARDER | POSIX | COLUMNS | TERM_URLS) ;;
	GREP_* | AWKPATH | AWKLIBPATH | GAWK_* | QUOTING_STYLE | TIME_STYLE | BLOCK_SIZE | BLOCKSIZE | \
		*_BLOCK_SIZE | TABSIZE | SIMPLE_BACKUP_SUFFIX | VERSION_CONTROL | PATCH_* | OMP_*) ;;
	TAR_OPTIONS | TAPE | XZ_OPT | XZ_DEFAULTS | GZIP | BZIP | BZIP2 | LZOP | ZSTD_*) ;;
	MTOOLS* | XORRISO* | MKISOFS* | GENISOIMAGE*) ;;
	GIT_DIR | GIT_WORK_TREE | GIT_INDEX_FILE | GIT_OBJECT_DIRECTORY | GIT_COMMON_DIR | GIT_PREFIX | \
		GIT_ALTERNATE_OBJECT_DIRECTORIES | GIT_NAMESPACE | GIT_EXTERNAL_DIFF | GIT_DIFF_OPTS | GIT_TEMPLATE_DIR) ;;
	# Perl and Python
	PERL5* | PERL_UNICODE | PERLLIB | PYTHON*) ;;
	# QEMU, libvirt, gnuplot
	G_DEBUG | G_MESSAGES_DEBUG | G_SLICE | QEMU_* | BXSHARE | BOCHSRC | LTDL_LIBRARY_PATH | SPICE_*) ;;
	LIBVIRT_DEFAULT_URI | LIBVIRT_DEBUG | LIBVIRT_LOG_* | VIRSH_*) ;;
	GNUTERM | GNUPLOT_* | GDFONTPATH) ;;
	# tests and linters
	HARNESS_* | PROVE_* | TEST_VERBOSE | TEST_JOBS | CMOCKA_* | SHELLCHECK_OPTS) ;;
	LANG | LANGUAGE | LC_*) ;;
	*) return 1 ;;
	esac
}

cleared=$(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | while read -r name; do
	! is_foreign "$name" || echo "$name"
done)
# These belong to the calling make, not to one that a script starts.
for name in $cleared MAKEFLAGS MFLAGS MAKELEVEL; do
	unset "$name"
done
# Scripts parse the output of tools, and dates go into files.
export LC_ALL=C TZ=UTC
