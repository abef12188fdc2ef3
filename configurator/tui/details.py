"""The panel's lines, kept by setting, and worked out for where the cursor may go next."""

from __future__ import annotations

from configurator.session.session import Session
from configurator.tui.cells import BLANK, Line
from configurator.tui.detail import detail

KEPT = 200
"""How many settings' lines are kept, of one session and one width."""


class Details:
    """Lines of `detail`, indented; made once for each setting while nothing changes."""

    def __init__(self) -> None:
        self._made: dict[str, list[Line]] = {}
        self._made_for: tuple[Session, int] | None = None

    def lines(self, session: Session, key: str, size: int) -> list[Line]:
        """The panel about ``key``, in ``size`` cells."""
        if not key:
            return [BLANK]
        if self._made_for is None or self._made_for[0] is not session or self._made_for[1] != size:
            self._made.clear()
            self._made_for = session, size
        if key not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[key] = indented(detail(session, key, size - 2))
        return self._made[key]


def indented(lines: list[Line]) -> list[Line]:
    """``lines`` one cell from the edge."""
    return [((" ", ""), *line) for line in lines]
