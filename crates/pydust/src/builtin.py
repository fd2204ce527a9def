"""Finds the native modules that are part of a program.

Run once, by `builtin.rs`, which makes an instance of the class and puts it into `sys.meta_path`.
"""

from importlib.machinery import ModuleSpec


class BuiltinModules:
    """Finds and loads them, as `importlib.machinery.BuiltinImporter` does CPython's own."""

    def __init__(self, names, create_module, exec_module):
        """Knows the modules by name, and takes the functions of a loader."""
        self.names = frozenset(names)
        self.create_module = create_module
        self.exec_module = exec_module

    def find_spec(self, name, _path=None, _target=None):
        """The spec of a module of the program; None for another."""
        return ModuleSpec(name, self, origin="built-in") if name in self.names else None
