"""Code objects for the entries of Rust functions in tracebacks.

Run once in each interpreter, by `traceback.rs`, which takes the function `code` out of here.
"""

import sys
from _ast import Load, Module, Name, Raise
from os.path import abspath, dirname, isabs, isfile, join


def source(file, owner):
    """Give the path of a Rust file, which the compiler names relative to its project.

    The project is looked for above the native module: a module that was built in place is inside of it.
    A path that is not found there stays as it is.
    """
    # Not `isinstance`, which asks the object for its `__class__`: what raised may be just that access.
    cls = owner if issubclass(type(owner), type) else type(owner)
    try:
        module = owner if cls is type(sys) else sys.modules[cls.__module__]
        origin = module.__file__
    except Exception:  # no file, or a module that answers for its attributes as it likes
        return file
    if issubclass(type(origin), str) and not isabs(file):
        folder = dirname(abspath(origin))
        for _ in range(4):
            folder = dirname(folder)
            path = join(folder, file)
            if isfile(path):
                return path
    return file


def code(function, file, line, owner):
    """Give a code object that raises the value of `error` at a line of a file.

    Without columns: those of `raise error` would be underlined in the line of Rust. The line is the
    code's first one as well, since pytest shows the source from there on.
    """
    at = {"lineno": 1, "end_lineno": 1, "col_offset": -1, "end_col_offset": -1}
    tree = Module([Raise(Name("error", Load(), **at), None, **at)], [])
    return compile(tree, source(file, owner), "exec").replace(
        co_name=function, co_qualname=function, co_firstlineno=line
    )
