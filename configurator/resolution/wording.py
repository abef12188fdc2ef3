"""What is said about bounds and violations, on every front end the same."""

from __future__ import annotations

from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import Setting, listed, written
from configurator.resolution.check import Violation
from configurator.resolution.compose import Composition


def permitted_json(setting: Setting, bounds: AnyBounds | None) -> dict[str, Any] | None:
    """PERMITTED of the command line's JSON: raw values, by the setting's kind."""
    if bounds is None:
        return None
    if isinstance(bounds, OneOf):
        return {"options": [option for option in bounds.options if option in bounds.permitted]}
    if isinstance(bounds, Length):
        return {"max_chars": bounds.max_chars}
    if bounds.span is None:
        return {"tightest": None, "loosest": None}
    tightest, loosest = (setting.plain(end) for end in bounds.span)
    if isinstance(bounds.order, Members):
        must, may = (tightest, loosest) if bounds.order.looser == "more" else (loosest, tightest)
        return {"must": must, "may": may}
    answer: dict[str, Any] = {"tightest": tightest, "loosest": loosest}
    if isinstance(bounds.order, Amount):
        answer |= {"step": bounds.order.step, "unit": setting.unit}
    return answer


def permitted_words(setting: Setting, bounds: AnyBounds) -> str:
    """``bounds`` inside a sentence: "`never` to `known`", "at most 600 characters"."""
    if isinstance(bounds, OneOf):
        return listed(tuple(option for option in bounds.options if option in bounds.permitted))
    if isinstance(bounds, Length):
        return f"at most {bounds.max_chars} characters"
    if bounds.span is None:
        return "nothing"
    tightest, loosest = bounds.span
    if isinstance(bounds.order, Members):
        return _set_words(setting, bounds)
    if tightest == loosest:
        return f"only `{tightest}`"
    return f"`{tightest}` to `{loosest}`"


def _set_words(setting: Setting, bounds: Bounds[Any]) -> str:
    words = permitted_json(setting, bounds) or {}
    must, may = words["must"], words["may"]
    extra = [item for item in may if item not in must]
    parts = [f"always {listed(tuple(must))}"] if must else []
    parts.append(f"any of {listed(tuple(extra))}" if extra else ("nothing else" if must else "nothing"))
    return " and ".join(parts)


def refusal(composition: Composition, violation: Violation) -> tuple[str, str]:
    """The message and the hint for a value that is not permitted."""
    key, asked = violation.key, written(violation.asked)
    permitted = composition.permitted.get(key)
    if permitted is None or violation.permitted is None:
        return f"`{key}`: {violation.reason}", ""
    if violation.kind == "not-a-value":
        return f"`{key}`: {violation.reason}", f"permitted {_verb(permitted.setting, violation)}"
    who = blamed_name(composition, violation.blamed)
    if violation.kind == "unreadable":
        return (
            f"`{key}` cannot be loosened to `{asked}`: {violation.reason}",
            f"mend or remove `{violation.blamed}`; tightening still works",
        )
    if violation.kind == "condition":
        cause = f"`{violation.blamed}` ({violation.detail}) holds it"
    elif violation.detail.startswith("needs a grant"):
        cause = f"{who} gates it and it {violation.detail}"
    elif violation.detail:
        cause = violation.detail
    else:
        cause = f"{who} leaves it out"
    message = f"`{key}` cannot be `{asked}`: {cause}; permitted {_verb(permitted.setting, violation)}"
    return message, _hint(violation)


def _verb(setting: Setting, violation: Violation) -> str:
    if violation.permitted is None:
        return "is nothing"
    words = permitted_words(setting, violation.permitted)
    single = words.startswith(("only", "at most", "nothing", "always", "any"))
    return f"{'is' if single else 'are'} {words}"


def _hint(violation: Violation) -> str:
    why = f"`configurator explain {violation.key}` says why"
    if violation.nearest is None:
        return why
    return f"the nearest permitted value is `{written(violation.nearest)}`; {why}"


def blamed_name(composition: Composition, blamed: str) -> str:
    """A layer or condition by its id, as it stands in a sentence."""
    for layer in composition.layers:
        if layer.id == blamed:
            return layer.name
    return "the catalogue" if blamed == "catalogue" else f"`{blamed}`"


def step_up(setting: Setting, value: Any, by: int) -> Any:
    """The value one step looser (``by`` = 1) or tighter (-1), bounds aside.

    None where there is no such step, or where the kind has no steps (sets, text).
    """
    if setting.kind == "choice":
        place = setting.ids.index(value) + by
        return setting.ids[place] if 0 <= place < len(setting.ids) else None
    order = setting.order
    if isinstance(order, Scale):
        place = order.levels.index(value) + by
        return order.levels[place] if 0 <= place < len(order.levels) else None
    if isinstance(order, Amount):
        moved = value + (order.step if (order.looser == "higher") == (by > 0) else -order.step)
        return moved if moved in order else None
    return None
