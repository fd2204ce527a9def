//! An interpreter that can't start, in a process that had none before. (Under the stable ABI CPython ends the process,
//! and from 3.15 on it starts without its library.)
#![cfg(not(any(Py_LIMITED_API, Py_3_15)))]

#[test]
fn a_failed_start_is_an_error() {
    let interpreter = || pydust::Interpreter::new().isolated(true);
    let message = interpreter().home("/nowhere").run(|_| ()).unwrap_err().to_string();
    assert!(message.starts_with("Python could not be started: "), "{message}");
    assert!(pydust::try_attach(|_| ()).is_none());
    let message = interpreter().home("/nowhere").run(|_| ()).unwrap_err().to_string();
    assert!(message.starts_with("Python could not be started: "), "{message}");
}
