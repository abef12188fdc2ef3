"""The terminal app: draws a `Session`, and says what was asked for.

Called by ``cli``. May import everything below it. The session holds every rule;
what is here draws rows, remembers for undo, and writes when told to. ``rows``,
``track``, ``detail``, ``account``, ``finding`` and ``editing`` know no Textual, so they are
tested without a terminal; the rest are widgets and screens.
"""
