"""The value that one line of an answer spells. Pure."""

from __future__ import annotations

from configurator.domain.settings import Setting, Value, typed_number


def spelled(setting: Setting, now: Value, answer: str) -> object:
    """The raw value: a number of a list, a name, ``+item`` and ``-item`` from what is ``now``, ``a,b``."""
    if setting.kind == "amount":
        return typed_number(answer)
    if setting.kind == "members":
        return _items(setting.plain(now), answer)
    if setting.kind == "text":
        return "" if answer == '""' else answer
    place = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 6 else 0
    return setting.ids[place - 1] if 1 <= place <= len(setting.ids) else answer


def _items(now: list[str], answer: str) -> list[str]:
    if answer[0] == "+":
        return [*now, answer[1:]] if answer[1:] not in now else now
    if answer[0] == "-":
        return [item for item in now if item != answer[1:]]
    return [] if answer == '""' else [item.strip() for item in answer.split(",")]
