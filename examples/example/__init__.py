"""The examples' Python package: its native modules are built from the Rust files in `src`.

Nothing is defined here; import the module of the topic, such as `example.hello`.
"""
