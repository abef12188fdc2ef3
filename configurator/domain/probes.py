"""A probe: what to ask an AI, to see whether it keeps to a value it was told.

A pattern means the same to every program that judges by it: ASCII classes, no flags,
no named or looking-back groups. `UNCOMMON` are the spellings that do not.
"""

from __future__ import annotations

import re
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.domain.orders import Amount
from configurator.messages import _

BEYOND = "{beyond}"
"""In a question: the amount one step looser than the value."""

UNCOMMON = r"\(\?(?![:=!])|\\[AZzGKRXpPkQE]|[{][{%#]|[*+?}][+]|^file:|^package:"
"""What a pattern may not hold: programs disagree on it, or take it for something to fill in."""


@dataclass(frozen=True, slots=True)
class Check:
    """How a reply is judged at some values.

    ``at`` are the values it is for, all where it is empty; of a set, items that are in
    it (``+item``) and that are not (``-item``). A reply has to match the pattern
    ``matches``, must not match ``avoids``, has at most ``most_words`` words, and does
    what ``judged`` says, which takes a model to judge. ``ask`` is asked in place of the
    setting's probe. ``followed`` and ``ignored`` are a reply that keeps to the value,
    and one that does not; of a reply that is only too long, none has to be given.
    """

    followed: str
    ignored: str = ""
    at: tuple[str, ...] = ()
    ask: str = ""
    matches: str = ""
    avoids: str = ""
    most_words: int = 0
    judged: str = ""

    def is_for(self, value: Any) -> bool:
        """Whether it judges replies at ``value``."""
        if isinstance(value, frozenset):
            return all((one[0] == "+") is (one[1:] in value) for one in self.at)
        return not self.at or str(value) in self.at

    def holds(self, reply: str) -> bool:
        """Whether ``reply`` is as it has to be, as far as that takes no model. An empty one never is."""
        return (
            bool(reply.strip())
            and (not self.matches or _found(self.matches, reply))
            and not (self.avoids and _found(self.avoids, reply))
            and (not self.most_words or len(reply.split()) <= self.most_words)
        )

    @property
    def broken(self) -> str:
        """A reply that does not keep to the value."""
        return self.ignored or " ".join([self.followed] * (self.most_words + 1))

    @property
    def decides(self) -> bool:
        """Whether anything of it takes no model."""
        return bool(self.matches or self.avoids or self.most_words)


def _found(pattern: str, reply: str) -> bool:
    return re.search(pattern, reply, re.ASCII) is not None


def beyond(order: Any, value: Any) -> str:
    """The amount one step looser than ``value``; empty where there is none, or no amount."""
    if not isinstance(order, Amount):
        return ""
    looser = value + order.step if order.looser == "higher" else value - order.step
    return str(looser) if looser >= order.low else ""


def refused_pattern(pattern: str) -> str:
    """Why not every program could judge by ``pattern``; empty if every one can."""
    if found := re.search(UNCOMMON, pattern):
        return _("`{part}` does not mean the same to every program", part=found[0])
    try:
        re.compile(pattern)
    except re.error as error:
        return error.msg
    return ""
