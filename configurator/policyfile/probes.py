"""From a catalogue entry's checks to the domain's, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.domain.probes import Check, refused_pattern
from configurator.domain.settings import Setting
from configurator.messages import _


def check_from(
    raw: Mapping[str, Any], setting: Mapping[str, Any], names: tuple[str, ...], *, is_known: bool = False
) -> Check:
    """One check of the entry ``setting``, whose values or items are ``names``.

    Raises ValueError where it could judge nothing, or not everywhere alike. Patterns that
    are known to be right are not read again before a reply is judged.
    """
    key = setting["key"]
    for one in raw.get("at", ()):
        name = one[1:] if setting["kind"] == "members" else one
        if names and (name not in names or (setting["kind"] == "members" and one[:1] not in ("+", "-"))):
            raise ValueError(
                _("a check of `{key}` is for `{name}`, which is none of its values", key=key, name=one)
            )
    if not any(raw.get(name) for name in ("matches", "avoids", "most_words", "judged")):
        raise ValueError(_("a check of `{key}` judges nothing", key=key))
    if not (raw.get("ask") or setting.get("probe")):
        raise ValueError(_("a check of `{key}` has nothing to ask", key=key))
    for name in () if is_known else ("matches", "avoids"):
        if reason := refused_pattern(raw.get(name, "")):
            raise ValueError(
                _("`{name}` in a check of `{key}` is no pattern: {reason}", name=name, key=key, reason=reason)
            )
    return Check(**{**raw, "at": tuple(raw.get("at", ()))})


def mistaken(setting: Setting) -> Iterator[str]:
    """In words, the checks whose own examples they judge the wrong way round."""
    for number, check in enumerate(setting.checks, 1):
        if not check.holds(check.followed):
            yield _("check {number} of `{key}` refuses what `followed` says", number=number, key=setting.key)
        if check.decides and not check.judged and check.holds(check.broken):
            yield _("check {number} of `{key}` accepts what `ignored` says", number=number, key=setting.key)
