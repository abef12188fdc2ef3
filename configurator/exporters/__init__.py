"""Effective values to the real configuration of AI tools.

Called by ``session`` and ``cli``. May import ``domain``, ``resolution``,
``files`` and ``errors``. A target is a table (``table.Target``) and writes
nothing; ``render`` turns a table and values into patches and sentences, and
``plan`` and ``apply`` are the only code that reads and writes a tool's files.
"""
