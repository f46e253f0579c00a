#![no_main]

lungang_fuzz::target!("plan_json");
