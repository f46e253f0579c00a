//! Staffing model, rotation model and the engines that solve them.
