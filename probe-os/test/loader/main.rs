// SPDX-License-Identifier: GPL-2.0-only
//! Loads an image as Firecracker and Cloud Hypervisor do, with rust-vmm's linux-loader: prints
//! the entry point and the first bytes there, or why the loader refuses the image.

use linux_loader::loader::elf::{Elf, PvhBootCapability};
use linux_loader::loader::KernelLoader;
use std::error::Error;
use vm_memory::{Bytes, GuestAddress, GuestMemoryMmap};

const MEMORY: usize = 128 << 20;
/// Both VMMs refuse an entry point below it.
const HIGH_MEMORY: GuestAddress = GuestAddress(1 << 20);

fn load(path: &str) -> Result<String, Box<dyn Error>> {
    let memory = GuestMemoryMmap::<()>::from_ranges(&[(GuestAddress(0), MEMORY)])?;
    let mut image = std::fs::File::open(path)?;
    let loaded = Elf::load(&memory, None, &mut image, Some(HIGH_MEMORY))?;
    let PvhBootCapability::PvhEntryPresent(entry) = loaded.pvh_boot_cap else {
        return Err(loaded.pvh_boot_cap.to_string().into());
    };
    let mut code = [0u8; 32];
    memory.read_slice(&mut code, entry)?;
    let code: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{:x} {code}", entry.0))
}

fn main() {
    let path = std::env::args().nth(1).expect("usage: elf-load IMAGE");
    match load(&path) {
        Ok(line) => println!("{line}"),
        Err(error) => {
            eprintln!("elf-load: {error}");
            std::process::exit(1);
        }
    }
}
