"""What is said about bounds and violations, on every front end the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import Setting, listed, written
from configurator.messages import _, clauses, counted
from configurator.resolution.check import Violation
from configurator.resolution.compose import Composition, Conflict
from configurator.resolution.resolve import CATALOGUE


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
    return permitted_said(permitted_json(setting, bounds) or {})


def permitted_said(permitted: Mapping[str, Any]) -> str:
    """The words for a PERMITTED as the command line's JSON has it."""
    if "options" in permitted:
        return listed(tuple(permitted["options"]))
    if "max_chars" in permitted:
        return counted("at most {count} character", "at most {count} characters", permitted["max_chars"])
    if "must" in permitted:
        return _set_words(permitted["must"], permitted["may"])
    tightest, loosest = permitted["tightest"], permitted["loosest"]
    if tightest is None:
        return _("nothing")
    if tightest == loosest:
        return _("only `{value}`", value=tightest)
    return _("`{tightest}` to `{loosest}`", tightest=tightest, loosest=loosest)


def _set_words(must: list[str], may: list[str]) -> str:
    extra = [item for item in may if item not in must]
    if must and extra:
        return _("always {must} and any of {extra}", must=listed(tuple(must)), extra=listed(tuple(extra)))
    if must:
        return _("always {must} and nothing else", must=listed(tuple(must)))
    return _("any of {extra}", extra=listed(tuple(extra))) if extra else _("nothing")


def refusal(composition: Composition, violation: Violation) -> tuple[str, str]:
    """The message and the hint for a value that is not permitted."""
    key, asked = violation.key, written(violation.asked)
    permitted = composition.permitted.get(key)
    if permitted is None or violation.permitted is None:
        return _("`{key}`: {reason}", key=key, reason=violation.reason), ""
    room = _room(permitted.setting, violation.permitted)
    if violation.kind == "not-a-value":
        return _("`{key}`: {reason}", key=key, reason=violation.reason), room
    if violation.kind == "unreadable":
        return (
            _(
                "`{key}` cannot be loosened to `{asked}`: {reason}",
                key=key,
                asked=asked,
                reason=violation.reason,
            ),
            _("mend or remove `{layer}`; tightening still works", layer=violation.blamed),
        )
    cause = _cause(composition, violation)
    message = _("`{key}` cannot be `{asked}`: {cause}", key=key, asked=asked, cause=cause)
    return clauses((message, room)), _hint(violation)


def _cause(composition: Composition, violation: Violation) -> str:
    """Who or what does not permit the value that was asked for."""
    blamed, detail = violation.blamed, violation.detail
    if violation.kind == "condition":
        return _("`{condition}` ({title}) holds it", condition=blamed, title=detail)
    who = blamed_name(composition, blamed)
    if detail and blamed != CATALOGUE:
        return _("{who} gates it and it {needs}", who=who, needs=detail)
    return detail or _("{who} leaves it out", who=who)


def _room(setting: Setting, bounds: AnyBounds) -> str:
    words = permitted_words(setting, bounds)
    if isinstance(bounds, OneOf) or _is_range(bounds):
        return _("permitted are {values}", values=words)
    return _("permitted is {values}", values=words)


def _is_range(bounds: AnyBounds) -> bool:
    """Whether bounds are said as "`this` to `that`"."""
    if not isinstance(bounds, Bounds) or isinstance(bounds.order, Members) or bounds.span is None:
        return False
    return bool(bounds.span[0] != bounds.span[1])


def _hint(violation: Violation) -> str:
    why = where_told(violation.key)
    if violation.nearest is None:
        return why
    return clauses((_("the nearest permitted value is `{value}`", value=written(violation.nearest)), why))


def where_told(key: str) -> str:
    """The command that says why ``key`` is bounded as it is: the end of a refusal's hint."""
    return _("`configurator explain {key}` says why", key=key)


def conflict_words(conflict: Conflict) -> str:
    """Which two parties leave nothing, and for what."""
    if conflict.upper == conflict.lower:
        layer, key = conflict.upper, conflict.key
        return _("the gates of `{layer}` leave no value between them for `{key}`", layer=layer, key=key)
    return _(
        "`{upper}` and `{lower}` leave no value between them for `{key}`",
        upper=conflict.upper,
        lower=conflict.lower,
        key=conflict.key,
    )


def blamed_name(composition: Composition, blamed: str) -> str:
    """A layer or condition by its id, as it stands in a sentence."""
    for layer in composition.layers:
        if layer.id == blamed:
            return layer.name
    return _("the catalogue") if blamed == CATALOGUE else f"`{blamed}`"


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
