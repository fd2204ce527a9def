"""The commands of `pydust`, one a file: their arguments, printed words and exit codes.

What they do is in the modules that they call. `pydust.cli` has the list of them.
"""
