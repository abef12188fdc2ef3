"""OpenFeature's own provider serves the flags, and can be made to serve nothing looser than bounds."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from configurator.exporters.table import Choice
from tests.engines.engine import exported, needed
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import HOSTILE

api = needed("openfeature.api")
flagd = needed("openfeature.contrib.provider.flagd")
config = needed("openfeature.contrib.provider.flagd.config")
core = needed("openfeature.contrib.tools.flagd.core")
exception = needed("openfeature.exception")

KINDS: Mapping[str, tuple[str, Any]] = {"amount": ("integer", -1), "members": ("object", {})}
"""How a program asks for a flag, and its default here; other kinds are texts."""

_OF_TYPE = [
    {"additionalProperties": {"type": type_}, "minProperties": 1} for type_ in ("string", "number", "object")
]
CLOSED = Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["$written_by", "$schema", "flags"],
        "properties": {
            "$written_by": {"const": "configurator:export"},
            "$schema": {"const": "https://flagd.dev/schema/v0/flags.json"},
            "flags": {
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["state", "variants", "defaultVariant", "metadata"],
                    "properties": {
                        "state": {"const": "ENABLED"},
                        "variants": {"type": "object", "anyOf": _OF_TYPE},
                        "defaultVariant": {"type": "string"},
                        "metadata": {
                            "additionalProperties": False,
                            "required": ["code_default"],
                            "properties": {"code_default": {"type": ["string", "number"]}},
                        },
                    },
                }
            },
        },
    }
)
"""What the format takes, with only the keys that are written."""


def wrong(text: str, choices: Sequence[Choice]) -> list[str]:
    """What schema, provider and bounds have against the file."""
    document = json.loads(text)
    found = [error.message for error in CLOSED.iter_errors(document)]
    flags = document.get("flags", {})
    if found:
        return found
    if flags.keys() != {choice.setting.key for choice in choices}:
        return ["other flags than settings"]
    for choice in choices:
        flag = flags[choice.setting.key]
        if flag["defaultVariant"] not in flag["variants"]:
            found.append(f"{choice.setting.key}: no such variant")
        for name, plain in flag["variants"].items():
            if isinstance(plain, dict) and plain.keys() != set(choice.setting.ids):
                found.append(f"{choice.setting.key}: other items than there are")
            if value_of(plain) not in choice.permitted:
                found.append(f"{choice.setting.key}: {name} is not permitted")
        found += _code_default(choice, flag["metadata"]["code_default"])
    return found


def value_of(plain: Any) -> Any:
    return frozenset(item for item, held in plain.items() if held) if isinstance(plain, dict) else plain


def _code_default(choice: Choice, named: Any) -> Iterator[str]:
    """That it is permitted, and that no permitted value is tighter."""
    setting, order = choice.setting, choice.setting.order
    value = frozenset(filter(None, named.split(","))) if setting.kind == "members" else named
    if value not in choice.permitted:
        yield f"{setting.key}: the default of the code is not permitted"
    elif order and any(
        order.tighter_of(value, one) != value for one in shipped.permitted_values(setting.key)
    ):
        yield f"{setting.key}: the default of the code is not the tightest"


def served_otherwise(text: str, choices: Sequence[Choice]) -> list[str]:
    """Where the evaluator inside the provider serves something else than the value that holds."""
    evaluator = core.FlagdCore()
    try:
        evaluator.set_flags(text)
        return [
            choice.setting.key
            for choice in choices
            for name, default in [KINDS.get(choice.setting.kind, ("string", "?"))]
            for resolve in [getattr(evaluator, f"resolve_{name}_value")]
            if value_of(resolve(choice.setting.key, default).value) != choice.value
        ]
    except (exception.OpenFeatureError, AttributeError) as error:
        return [f"not taken: {error}"]


class Served:
    """A program that reads its settings from the file."""

    def __init__(self, path: Path) -> None:
        self.provider = flagd.FlagdProvider(
            resolver_type=config.ResolverType.FILE, offline_flag_source_path=str(path)
        )
        api.set_provider_and_wait(self.provider)
        self.client = api.get_client()

    def get(self, choice: Choice, default: Any = None) -> tuple[Any, str]:
        """The value, and what went wrong."""
        name, given = KINDS.get(choice.setting.kind, ("string", "?"))
        details = getattr(self.client, f"get_{name}_details")(
            choice.setting.key, given if default is None else default
        )
        return value_of(details.value), str(details.error_code or "")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """Starts the program on a text; ends it with the test."""

    def start(text: str) -> Served:
        path = tmp_path / "flags.json"
        path.write_text(text, encoding="utf-8")
        return Served(path)

    yield start
    api.shutdown()
    api.clear_providers()


def written(choices: Sequence[Choice], root: Path) -> str:
    root.mkdir(exist_ok=True)
    return exported("flagd", choices, root)["behavior.flagd.json"]


@pytest.mark.parametrize("background", shipped.backgrounds())
def test_the_provider_serves_the_values_that_hold(background: str, tmp_path: Path, served: Any) -> None:
    choices = shipped.choices(shipped.backgrounds()[background])
    text = written(choices, tmp_path)
    assert wrong(text, choices) == []
    program = served(text)
    assert {choice.setting.key: program.get(choice) for choice in choices} == {
        choice.setting.key: (choice.value, "") for choice in choices
    }


def test_every_value_of_every_setting_is_served(tmp_path: Path, served: Any) -> None:
    for place in range(4):
        choices = [
            Choice(one.setting, values[place % len(values)], "own", one.permitted)
            for one in shipped.choices(shipped.backgrounds()["defaults"])
            for values in [shipped.permitted_values(one.setting.key)]
        ]
        text = written(choices, tmp_path / str(place))
        assert wrong(text, choices) == []
        program = served(text)
        assert [program.get(choice)[0] for choice in choices] == [choice.value for choice in choices]


def test_hostile_text_is_served_as_it_is(tmp_path: Path, served: Any) -> None:
    for place, hostile in enumerate(HOSTILE):
        values = {**shipped.backgrounds()["defaults"], "style.note": hostile}
        choices = shipped.choices(values)
        program = served(written(choices, tmp_path / str(place)))
        assert [program.get(choice)[0] for choice in choices] == [choice.value for choice in choices]


def test_without_a_usable_flag_the_default_of_the_code_holds(tmp_path: Path, served: Any) -> None:
    """Why the default of the code has to be the tightest: the provider says nothing itself."""
    choices = shipped.choices(shipped.backgrounds()["loosest"])
    document = json.loads(written(choices, tmp_path))
    shell = next(choice for choice in choices if choice.setting.key == "autonomy.shell")
    default = document["flags"]["autonomy.shell"]["metadata"]["code_default"]
    assert default == "never"
    document["flags"]["autonomy.shell"]["defaultVariant"] = "host"
    del document["flags"]["autonomy.shell"]["variants"][shell.value]
    value, error = served(json.dumps(document)).get(shell, default)
    assert (value, bool(error)) == ("never", True)


def mutants(document: Any) -> Iterator[tuple[str, str]]:
    """One mistake each."""
    for path in _paths(document):
        *above, last = path
        if len(path) == 4 and path[2] == "variants":
            continue  # the names of variants are ours to choose
        changed = copy.deepcopy(document)
        inner = changed
        for name in above:
            inner = inner[name]
        inner[f"{last}x"] = inner.pop(last)
        yield f"misspelled {path}", json.dumps(changed)
    for key, flag in document["flags"].items():
        for part, put in (
            ("state", "enabled"), ("state", "DISABLED"), ("defaultVariant", "nonsense"), ("defaultVariant", None),
            ("variants", {}), ("variants", {**flag["variants"], "more": True}),
            ("variants", {**flag["variants"], "more": _beyond(flag)}), ("metadata", {"code_default": _beyond(flag)}),
        ):  # fmt: skip
            flags = {**document["flags"], key: {**flag, part: put}}
            yield f"{key} {part} {put}", json.dumps({**document, "flags": flags})
        for name, value in flag["variants"].items():
            if value != flag["variants"][flag["defaultVariant"]]:
                flags = {**document["flags"], key: {**flag, "defaultVariant": name}}
                yield f"{key} another default, {name}", json.dumps({**document, "flags": flags})
                yield (
                    f"{key} twice",
                    f"{json.dumps(document)[:-2]}, {json.dumps(key)}: {json.dumps(flags[key])}}}}}",
                )


def _beyond(flag: Any) -> Any:
    first = next(iter(flag["variants"].values()))
    if isinstance(first, dict):
        return {"nonsense": True}
    return "x" * 10_000 if isinstance(first, str) else 10**9


def _paths(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield (*at, name)
        yield from _paths(inner, (*at, name))


def test_every_mistake_is_seen(tmp_path: Path) -> None:
    choices = shipped.choices(shipped.backgrounds()["developer"])
    found = list(mutants(json.loads(written(choices, tmp_path))))
    assert len(found) > 500
    assert [
        name for name, mutant in found if not wrong(mutant, choices) and not served_otherwise(mutant, choices)
    ] == []
