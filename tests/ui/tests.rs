//! What a function with `#[py::test]`, and its options, can't be.

#[pydust::test(parametrise("x", [1]))]
//~^ ERROR unknown option `parametrise`: did you mean `parametrize`? a test takes
fn misspelt(x: i64) {}

#[pydust::test(isolated = true)] //~ ERROR `isolated` is written alone
fn isolated() {}

#[pydust::test(skip("why"))] //~ ERROR `skip` is written alone, or with a reason
fn skipped() {}

#[pydust::test(skip, skip = "why")] //~ ERROR `skip` is given twice
fn skipped_twice() {}

#[pydust::test(xfail(because = "it must"))] //~ ERROR `xfail` is written alone, with a reason, or as
fn fails() {}

#[pydust::test(marks("slow"))] //~ ERROR `marks` is written with the marks
fn marked() {}

#[pydust::test(marks(timeout(LIMIT)))] //~ ERROR pytest makes these values in Python: write literals
fn limited() {}

#[pydust::test("slow")] //~ ERROR options are written
fn text() {}

#[pydust::test(parametrize("x"))] //~ ERROR `parametrize` is written with names and a list of values
fn no_values(x: i64) {}

#[pydust::test(parametrize("x, y", [(1, 2), 3]))] //~ ERROR there are 2 names, so each row is a tuple of 2 values
fn rows(x: i64, y: i64) {}

#[pydust::test(parametrize("x", [f(1)]))] //~ ERROR pytest makes these values in Python: write literals
fn computed(x: i64) {}

#[pydust::test(parametrize("z", [1]))] //~ ERROR the test `names` has no parameter `z` for these values
fn names(x: i64) {}

#[pydust::test]
async fn awaited() {} //~ ERROR `awaited` is `async`, which pytest can't await

#[pydust::test]
fn defaults(#[default = 1] x: i64) {} //~ ERROR the parameters of the test `defaults` are fixtures

#[pydust::test]
fn generic<T>(x: T) {} //~ ERROR `generic`

#[pydust::test]
#[ignore] //~ ERROR `#[ignore]` is for tests that cargo runs: write `#[py::test(skip = "reason")]`
fn ignored() {}

#[pydust::test]
#[should_panic] //~ ERROR `#[should_panic]` is for tests that cargo runs: write `#[py::test(xfail(
fn panics() {}

#[pydust::test] //~ ERROR `#[py::test]` belongs on a function
struct NoFunction;

fn main() {}
