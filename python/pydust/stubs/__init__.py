"""Stubs: what type checkers and editors read of a compiled module, from its own records.

`read` makes a `model` of records, `catalog` knows where each native class is in Python,
`scope` and `hint` write types in the words that a stub's reader understands, `render` and `layout`
write the text, `handwritten` merges what a person adds, and `place` puts the files where they
belong. The command is in `command`.
"""
