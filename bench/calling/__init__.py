"""The call benchmark: what a call of a native function costs beside hand-written C.

`bench/calls.py` is the program; the modules here are its parts. The build benchmark lives in
`building`.
"""
