"""Words of the command line as raw values, by the kind of the setting."""

from __future__ import annotations

from typing import Any

from configurator.domain.settings import Setting, typed_number
from configurator.errors import UsageError
from configurator.messages import _
from configurator.session import Session


def pairs(words: list[str]) -> list[tuple[str, str]]:
    """``KEY VALUE KEY VALUE …`` as pairs. Raises UsageError on an odd word or a repeated key."""
    if len(words) % 2:
        raise UsageError(
            _("`{word}` has no value after it", word=words[-1][:80]),
            hint=_("give KEY VALUE, as often as you like"),
        )
    found = [(words[at], words[at + 1]) for at in range(0, len(words), 2)]
    keys = [key for key, _ in found]
    for key in keys:
        if keys.count(key) > 1:
            raise UsageError(_("`{key}` is given twice", key=key[:80]))
    return found


def raw_value(session: Session, key: str, word: str) -> Any:
    """The raw value that ``word`` spells for ``key``. Raises UsageError.

    Whether it is a value, and permitted, is for the session to say.
    """
    setting = session.setting(key)
    if setting.kind == "amount":
        return typed_number(word)
    if setting.kind == "members":
        return _items(session, setting, word)
    return word


def _items(session: Session, setting: Setting, word: str) -> list[str]:
    parts = [part.strip() for part in word.split(",") if part.strip()]
    if word == "nothing" and "nothing" not in setting.ids:
        parts = []
    signs = {part[0] in "+-" for part in parts}
    if signs != {True}:
        if True in signs:
            raise UsageError(
                _("`{word}` mixes items to set with items to add or remove", word=word[:80]),
                hint=_("give either a,b,c or +a,-b"),
            )
        return parts
    effective = session.effective[setting.key]
    now = effective.default if effective.asked is None else effective.asked
    items: list[str] = setting.plain(now)
    for part in parts:
        sign, name = part[0], part[1:]
        if sign == "-":
            items = [item for item in items if item != name]
        elif name not in items:
            items.append(name)
    return items
