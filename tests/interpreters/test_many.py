"""The proof with many interpreters, in short; `make soak` is the long form."""

from programs import run_program


def test_many_interpreters_use_every_example(kind: str) -> None:
    """Those that end leave no more than with an empty module, and those at the same time do not mix anything up."""
    print(run_program("many.py", "--kind", kind, "--interpreters=20", "--threads=4", "--seconds=2"))
