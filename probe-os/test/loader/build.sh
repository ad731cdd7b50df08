#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build elf-load with the unpacked Rust and the unpacked crates, and nothing else.
#
# usage: build.sh RUST OUT
#   RUST  the folder of the packages
#   OUT   the program; OUT.versions gets the crates' versions
set -eu

root=$PWD
rust=$root/$1 out=$2
work=$root/$out.build
rm -rf "$work" "$out"
mkdir -p "$work"
cp probe-os/test/loader/Cargo.toml probe-os/test/loader/main.rs "$work"
cat >"$work/rustc" <<END
#!/bin/sh
exec '$root/boot/base/unpacked.sh' '$rust' usr/bin/rustc --sysroot '$rust/usr' "\$@"
END
chmod +x "$work/rustc"
# Without a home and the caller's variables, cargo reads no configuration of the user's.
(cd "$work" && env -i PATH="$PATH" CARGO_HOME="$work/home" RUSTC="$work/rustc" \
	"$root/boot/base/unpacked.sh" "$rust" usr/bin/cargo build --offline \
	--config 'source.crates-io.replace-with="debian"' \
	--config "source.debian.directory=\"$rust/usr/share/cargo/registry\"" >"$work/log" 2>&1) || {
	cat "$work/log" >&2
	exit 1
}
awk -F '"' '/^name/ { name = $2 } /^version/ { print name, $2 }' "$work/Cargo.lock" >"$out.versions"
mv "$work/target/debug/elf-load" "$out"
rm -rf "$work"
