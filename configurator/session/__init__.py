"""One person and one policy, as a value that both front ends drive.

Called by ``cli`` and ``tui``. May import everything below. Its one value type is
`Session`; `open_session` makes one from files, `explain` turns one setting of it
into an account of why it has its value.
"""

from configurator.session.session import Change, Held, Session

__all__ = ["Change", "Held", "Session"]
