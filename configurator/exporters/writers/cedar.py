"""Cedar: a schema and policies from the settings and their bounds, entities with the values.

A program asks whether ``Behavior::Person::"me"`` may have a setting, the action, at
``context.value``. What is at or tighter than the value that holds is permitted. Bounds
are a ``forbid``, which goes before every ``permit``: another policy beside these can
narrow and never widen. An amount is held to its bounds, not to its steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.exporters.formats.json_dump import indented
from configurator.exporters.marks import KEY, MARK, head
from configurator.exporters.table import Choice
from configurator.exporters.writers.draft import Draft

PERSON = "me"

_SHAPES = {"String": "Named", "Long": "Counted", "Set<String>": "Listed"}
_ESCAPED = {ord("\\"): "\\\\", ord('"'): '\\"'} | {code: f"\\u{{{code:x}}}" for code in (*range(32), 127)}


def policy_file(draft: Draft) -> str:
    """Of every setting a ``permit`` by the value that holds, and a ``forbid`` by its bounds."""
    policies = "\n".join(text for choice in draft.choices for text in _policies(choice))
    return f"{head('bounds forbid, and forbidding wins', '//')}{policies}\n"


def schema_file(draft: Draft) -> str:
    """An action and an attribute for every setting."""
    types = {choice.setting.key: _type(choice) for choice in draft.choices}
    return "\n".join(
        (
            head("every setting is an action", "//").rstrip(),
            "namespace Behavior {",
            *(f"  type {shape} = {{ value: {type_} }};" for type_, shape in _SHAPES.items()),
            "  type Settings = {",
            *(f"    {_text(key)}: {type_}," for key, type_ in types.items()),
            "  };",
            "  entity Person = { settings: Settings };",
            "  entity AI;",
            *(
                f"  action {_text(key)} appliesTo {{ principal: [Person], resource: [AI], context: {_SHAPES[type_]} }};"
                for key, type_ in types.items()
            ),
            "}",
            "",
        )
    )


def entities_file(draft: Draft) -> str:
    """The person, with the values that hold."""
    settings = {choice.setting.key: choice.setting.plain(choice.value) for choice in draft.choices}
    person = {
        KEY: MARK,
        "uid": {"type": "Behavior::Person", "id": PERSON},
        "attrs": {"settings": settings},
        "parents": [],
    }
    return indented([person]) + "\n"


def _policies(choice: Choice) -> Iterator[str]:
    key = choice.setting.key
    scope = f"(principal, action == Behavior::Action::{_text(key)}, resource)"
    yield f"\n@id({_text(f'{key} as chosen')})\npermit {scope}\nwhen {{\n  {_chosen(choice)}\n}};"
    if bounds := " && ".join(_bounds(choice)):
        yield f"@id({_text(f'{key} in bounds')})\nforbid {scope}\nunless {{ {bounds} }};"


def _type(choice: Choice) -> str:
    if isinstance(choice.setting.order, Members):
        return "Set<String>"
    return "Long" if isinstance(choice.setting.order, Amount) else "String"


# ------------------------------------------------------------------ conditions


def _chosen(choice: Choice) -> str:
    """That ``context.value`` is at or tighter than the value that holds."""
    held = f"principal.settings[{_text(choice.setting.key)}]"
    order = choice.setting.order
    if isinstance(order, Scale):
        levels = _levels(choice)
        return " ||\n  ".join(
            f"{held} == {_text(level)} && {_set(levels[: place + 1])}.contains(context.value)"
            for place, level in enumerate(levels)
        )
    if isinstance(order, Amount):
        return f"context.value {'<=' if order.looser == 'higher' else '>='} {held}"
    if isinstance(order, Members):
        inner, outer = ("context.value", held) if order.looser == "more" else (held, "context.value")
        return f"{outer}.containsAll({inner})"
    return f"context.value == {held}"


def _bounds(choice: Choice) -> Iterator[str]:
    """That ``context.value`` is permitted; nothing of a text, which is only ever itself."""
    permitted, order = choice.permitted, choice.setting.order
    if isinstance(permitted, OneOf):
        yield f"{_set(option for option in permitted.options if option in permitted)}.contains(context.value)"
    elif isinstance(permitted, Length):
        if permitted.max_chars == 0:
            yield 'context.value == ""'
    elif isinstance(order, Scale):
        yield f"{_set(_levels(choice))}.contains(context.value)"
    elif isinstance(order, Amount):
        low, high = sorted(_ends(permitted))
        yield f"context.value >= {low} && context.value <= {high}"
    else:
        must, may = sorted(_ends(permitted), key=len)
        if must:
            yield f"context.value.containsAll({_set(sorted(must))})"
        yield f"{_set(sorted(may))}.containsAll(context.value)" if may else "context.value.isEmpty()"


def _levels(choice: Choice) -> Sequence[str]:
    """The permitted levels, tightest first."""
    return [level for level in choice.setting.ids if level in choice.permitted]


def _ends(permitted: Bounds[Any]) -> tuple[Any, Any]:
    return permitted.nearest(permitted.order.tightest), permitted.nearest(permitted.order.loosest)


# ------------------------------------------------------------------ spelling


def _set(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    """``text`` as Cedar spells one; JSON's escapes are not all Cedar's."""
    return f'"{text.translate(_ESCAPED)}"'
