"""Looks at everything that builds and tests need: what is found, what is missing, what to do.

`machine.py` looks at Python, Rust and other tools, `project.py` at the project; `finding.py` says
what is found out. Nothing is changed.
"""
