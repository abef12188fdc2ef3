"""The terminal app: draws a `Session`, and says what was asked for.

Called by ``cli``. May import everything below it. The session holds every rule;
what is here draws, remembers for undo, and writes when told to. Text and pictures
(``rows``, ``track``, ``detail``, ``account``, ``finding``, ``filters`` and their like)
know no Textual, so they are tested without a terminal; widgets (``panel``,
``picker``, ``menu``) and screens only draw them. ``words`` and ``key_words`` hold
what is said, ``commands`` every key.
"""
