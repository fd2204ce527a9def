"""The tidy checks: what the house promises about its own source files.

The rules are data in `rules.py`; how files are found and read is in `tree.py` and `rust_source.py`;
each `test_*.py` checks one promise. Behaviour is tested elsewhere, formatting by the formatters.
"""
