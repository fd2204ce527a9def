"""The build benchmark: what building a module costs beside PyO3 and C, and how large it gets.

`bench/build.py` is the program; the modules here are its parts. The call benchmark lives in
`calling`.
"""
