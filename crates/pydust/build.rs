//! Passes on which Python and which ABI pyo3-ffi was built for, as `cfg(Py_3_12)` and the like; and whether threads may be
//! unwound as Python ends.

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    println!("cargo:rustc-check-cfg=cfg(unwinds_threads)");
    let of_target =
        |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    let is_glibc = of_target("OS") == "linux" && of_target("ENV") == "gnu";
    let is_known = ["x86_64", "aarch64"].contains(&of_target("ARCH").as_str());
    let version = pyo3_build_config::get().version();
    if is_glibc && is_known && (version.major, version.minor) < (3, 14) {
        println!("cargo:rustc-cfg=unwinds_threads");
    }
}
