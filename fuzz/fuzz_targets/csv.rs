#![no_main]

lungang_fuzz::target!("csv");
