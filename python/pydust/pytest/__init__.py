"""The pytest plugin for projects with native modules.

    plugin.py      the hooks, and what they share
    rebuild.py     what is built before tests are collected
    progress.py    cargo's output while it builds
    importable.py  whether Python imports what was built

Only loaded where the project has a `[tool.pydust]` table: `pydust.pytest_plugin` decides that.
"""
