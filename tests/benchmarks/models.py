"""The policy as other validators say it: pydantic, msgspec and cerberus.

Each says the bounds of one setting at a time: named values, whole numbers with their
steps, lists of named items, texts with a length and a form. What their types do not say
is left out, and so not judged by them: conditions between settings, items that have to
be there, items listed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Annotated, Any, Literal, NamedTuple, Optional

from configurator.domain.bounds import Length, OneOf
from configurator.domain.orders import Amount, Members, Scale
from configurator.resolution.compose import Composition, Permitted
from configurator.resolution.violation import Violation

Judge = Callable[[Any], bool]
"""Whether a profile is permitted, with every error made that the library makes."""


class Peer(NamedTuple):
    """One library: ``flat`` judges raw values by key, ``toml`` the text of a profile."""

    package: str
    judges: str
    flat: Judge
    toml: Judge | None


class Allowed(NamedTuple):
    """What one setting permits. ``names`` of a list are those of its items."""

    kind: Literal["named", "number", "list", "text"]
    names: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    numbers: tuple[int, ...] = ()
    max_chars: int = 0
    pattern: str = ""


def allowed(permitted: Permitted) -> Allowed:
    """The bounds of one setting as plain values."""
    setting, bounds = permitted.setting, permitted.bounds
    if isinstance(bounds, OneOf):
        return Allowed("named", tuple(name for name in setting.ids if name in bounds.permitted))
    if isinstance(bounds, Length):
        return Allowed("text", max_chars=bounds.max_chars, pattern=setting.pattern)
    order, span = setting.order, bounds.span
    ends: Any = span
    if span is None:
        return Allowed("named")
    if isinstance(order, Scale):
        low, high = (order.levels.index(end) for end in ends)
        return Allowed("named", order.levels[low : high + 1])
    if isinstance(order, Members):
        return Allowed("list", tuple(sorted(set[str]().union(*ends))))
    assert isinstance(order, Amount)
    low, high = sorted(ends)
    numbers = () if order.low % order.step == 0 else tuple(range(low, high + 1, order.step))
    return Allowed("number", low=low, high=high, step=order.step, numbers=numbers)


def peers(composition: Composition) -> list[Peer]:
    """All that are here, the slowest last."""
    bounds = {key: allowed(one) for key, one in composition.permitted.items()}
    return [make(bounds) for name, make in MAKERS.items() if find_spec(name)]


def missing(here: Sequence[Peer]) -> list[str]:
    """A line for each that is not installed."""
    there = {peer.package for peer in here}
    return [
        f"| {name} is not installed (the extra `bench`) | | | | |" for name in MAKERS if name not in there
    ]


def bounds_decide(composition: Composition, found: Sequence[Violation]) -> bool:
    """Whether the libraries can tell what was found: nothing, or a bound that they say."""
    kinds = (composition.permitted[one.key].setting.kind for one in found if one.kind == "out-of-bounds")
    return not found or any(kind != "members" for kind in kinds)


def _by_category(bounds: Mapping[str, Allowed]) -> dict[str, dict[str, Allowed]]:
    found: dict[str, dict[str, Allowed]] = {}
    for key, one in bounds.items():
        category, _dot, name = key.partition(".")
        found.setdefault(category, {})[name] = one
    return found


def _hint(one: Allowed, within: Callable[..., Any], bases: tuple[Any, Any]) -> Any:
    """The type of one setting's values; ``within`` puts limits on the bases of text and numbers."""
    named: Any = Literal
    text, number = bases
    if one.kind == "named" or one.numbers:
        return named[one.numbers or one.names]
    if one.kind == "list":
        return list[named[one.names]]
    if one.kind == "text":
        form = {"pattern": f"^(?:{one.pattern})$"} if one.pattern else {}
        return within(text, max_length=one.max_chars, **form)
    step = {"multiple_of": one.step} if one.step > 1 else {}
    return within(number, ge=one.low, le=one.high, **step)


# ------------------------------------------------------------------ msgspec


def _msgspec(bounds: Mapping[str, Allowed]) -> Peer:
    """A Struct whose types are converted by compiled code; it stops at the first error."""
    import msgspec

    def hint(one: Allowed) -> Any:
        return _hint(one, lambda base, **limits: Annotated[base, msgspec.Meta(**limits)], (str, int))

    def struct(name: str, hints: Mapping[str, Any], **options: Any) -> Any:
        """Keys have dots in them, fields cannot: they are renamed."""
        fields = {f"f{place}": key for place, key in enumerate(hints)}
        types = [(field, hints[key] | msgspec.UnsetType, msgspec.UNSET) for field, key in fields.items()]
        return msgspec.defstruct(name, types, rename=fields, forbid_unknown_fields=True, **options)

    flat = struct("Flat", {key: hint(one) for key, one in bounds.items()})
    categories = {
        category: struct(category.title(), {name: hint(one) for name, one in names.items()})
        for category, names in _by_category(bounds).items()
    }
    whole = msgspec.defstruct(
        "Whole",
        [("schema", Literal[1]), ("preferences", struct("Preferences", categories))],
        forbid_unknown_fields=True,
    )

    def judge(make: Callable[[Any], object]) -> Judge:
        def run(given: Any) -> bool:
            try:
                make(given)
            except msgspec.ValidationError:
                return False
            return True

        return run

    return Peer(
        "msgspec",
        "bounds, first error",
        judge(lambda profile: msgspec.convert(profile, flat)),
        judge(lambda text: msgspec.toml.decode(text, type=whole)),
    )


# ----------------------------------------------------------------- pydantic


def _pydantic(bounds: Mapping[str, Allowed]) -> Peer:
    """A model of strict types, as a person generates one from a schema; every error."""
    import tomllib

    from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError, create_model

    def hint(one: Allowed) -> Any:
        return _hint(one, lambda base, **limits: Annotated[base, Field(**limits)], (StrictStr, StrictInt))

    config = ConfigDict(extra="forbid", strict=True)

    def model(name: str, hints: Mapping[str, Any]) -> type[BaseModel]:
        fields: dict[str, Any] = {
            f"f{place}": (Optional[made], Field(default=None, alias=key))  # noqa: UP045  # made at run time
            for place, (key, made) in enumerate(hints.items())
        }
        return create_model(name, __config__=config, **fields)

    flat = model("Flat", {key: hint(one) for key, one in bounds.items()})
    categories = {
        category: model(category.title(), {name: hint(one) for name, one in names.items()})
        for category, names in _by_category(bounds).items()
    }
    whole = create_model(
        "Whole",
        __config__=config,
        schema_=(Literal[1], Field(alias="schema")),
        preferences=(model("Preferences", categories), ...),
    )

    def judge(make: Callable[[Any], object]) -> Judge:
        def run(given: Any) -> bool:
            try:
                make(given)
            except ValidationError as error:
                return not error.errors(include_url=False)
            return True

        return run

    return Peer(
        "pydantic",
        "bounds, every error",
        judge(flat.model_validate),
        judge(lambda text: whole.model_validate(tomllib.loads(text))),
    )


# ----------------------------------------------------------------- cerberus


def _cerberus(bounds: Mapping[str, Allowed]) -> Peer:
    """Rules as tables, in Python; every error."""
    import cerberus

    def rule(one: Allowed) -> dict[str, Any]:
        if one.kind == "named":
            return {"type": "string", "allowed": one.names}
        if one.kind == "list":
            return {"type": "list", "allowed": one.names}
        if one.kind == "text":
            form = {"regex": f"^(?:{one.pattern})$"} if one.pattern else {}
            return {"type": "string", "maxlength": one.max_chars, **form}
        numbers = one.numbers or (range(one.low, one.high + 1, one.step) if one.step > 1 else ())
        if numbers:
            return {"type": "integer", "allowed": tuple(numbers)}
        return {"type": "integer", "min": one.low, "max": one.high}

    validator = cerberus.Validator({key: rule(one) for key, one in bounds.items()})
    return Peer(
        "cerberus",
        "bounds, every error",
        lambda profile: bool(validator.validate(profile, normalize=False)),
        None,
    )


MAKERS: dict[str, Callable[[Mapping[str, Allowed]], Peer]] = {
    "msgspec": _msgspec,
    "pydantic": _pydantic,
    "cerberus": _cerberus,
}
