"""Builds modules as they are imported, and cells of notebooks as they are run.

`finder.py` is asked by Python for modules. `library.py` has the file of a module, compiled only
where something has changed, which `sources.py` finds out. The ways in are `pydust.importhook` and
`pydust.notebook`.
"""
