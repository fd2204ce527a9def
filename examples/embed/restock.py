"""A script for `embed`: adds what is asked for to the program's items, and shows them all."""

import sys

import inventory


def main() -> int:
    """Add each argument, written NAME or NAME=COUNT."""
    for argument in sys.argv[1:]:
        name, _, count = argument.partition("=")
        inventory.add(name, int(count or 1))
    inventory.each(lambda name, count: print(f"{count} x {name}"))
    return len(sys.argv) - 1
