"""Laws that every target in the registry keeps, whoever wrote its table."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import pytest
import yaml

from configurator.domain.orders import is_looser
from configurator.domain.settings import NotAValueError
from configurator.domain.text import refused_character
from configurator.exporters import registry
from configurator.exporters.formats import markdown
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.render import everything
from configurator.exporters.table import ABSENT, GROUPS, Copied, Scope, Target
from configurator.exporters.writers import writer
from tests.unit.exporters import polarity, shipped
from tests.unit.exporters.helpers import HOSTILE

BOTH = [
    (id_, scope)
    for id_ in registry.TARGETS
    for scope in shipped.SCOPES
    if any(file.path_in(scope) for file in registry.target(id_).files.values())
]


# ------------------------------------------------------------ the tables


def test_targets_stand_in_the_order_of_their_groups() -> None:
    places = [GROUPS.index(registry.target(id_).group) for id_ in registry.TARGETS]
    assert places == sorted(places)


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_files_are_described_consistently(id_: str) -> None:
    for file in registry.target(id_).files.values():
        assert file.whole or not file.base or file.writer, "a base is of a file that is ours"
        assert not (file.whole and file.writer)
        assert not file.told_at or file.format in ("json", "toml", "yaml")
        if file.writer:
            assert callable(writer(file.writer))


def test_no_two_targets_have_the_same_whole_file() -> None:
    for scope in shipped.SCOPES:
        paths = [
            file.path_in(scope)
            for id_ in registry.TARGETS
            for file in registry.target(id_).files.values()
            if file.ours and file.path_in(scope)
        ]
        assert len(paths) == len(set(paths))


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_orders_are_of_keys_that_are_written(id_: str) -> None:
    """Otherwise a misspelled path would put a key under no order at all."""
    target = registry.target(id_)
    names = {place for keys in _all_keys(target) for place in _places(target, keys)}
    for place in target.orders:
        assert any(place in (name, f"{polarity.parent(name)}.*") for name in names), place
    for place in target.keyed:
        assert any(name.startswith(f"{place}.") for name in names)


def _places(target: Target, keys: Mapping[str, Any]) -> set[str]:
    return {polarity.named(target, at) for at, _ in polarity.flat(target, keys)}


def _all_keys(target: Target) -> list[Mapping[str, Any]]:
    """Everything that is written down in the table, and the places of its amounts."""
    found: list[Mapping[str, Any]] = [file.base for file in target.files.values()]
    for row in target.rows:
        found += [patch.keys for patch in polarity.patches_of(row)]
        if isinstance(row, Copied):
            for at in (row.at, *row.also_at):
                keys: Any = 0
                for name in reversed(at.split(".")):
                    keys = {name: keys}
                found.append(keys)
            found.append(row.beside)
    return found


# ------------------------------------------------------------ polarity


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_a_tighter_value_never_gives_a_looser_file(id_: str, scope: Scope) -> None:
    target = registry.target(id_)
    for values in shipped.backgrounds().values():
        for key in shipped.writing(id_):
            order = shipped.settings()[key].order
            if order is None:
                continue
            written = [
                (value, shipped.rendered(target, {**values, key: value}, scope).patches)
                for value in shipped.permitted_values(key)
            ]
            for (one, of_one), (other, of_other) in combinations(written, 2):
                for tight, loose, tighter, looser in (
                    (one, other, of_one, of_other),
                    (other, one, of_other, of_one),
                ):
                    if is_looser(order, loose, tight):
                        found = [
                            line
                            for name in {**tighter, **looser}
                            for line in polarity.slack(target, tighter.get(name, {}), looser.get(name, {}))
                        ]
                        assert found == [], (key, tight, loose)


@pytest.mark.parametrize(
    ("order", "tighter", "looser", "holds"),
    [
        (("a", "b"), {"k": "a"}, {"k": "b"}, True),
        (("a", "b"), {"k": "b"}, {"k": "a"}, False),
        (("a", "b"), {}, {"k": "a"}, False),
        ((ABSENT, "a"), {}, {"k": "a"}, True),
        ((ABSENT, "a"), {"k": "a"}, {}, False),
        ("higher", {"k": "7d"}, {"k": "30d"}, True),
        ("higher", {}, {"k": 30}, False),
        ("lower", {"k": 7}, {"k": 30}, False),
        ("more", {"k": ["x"]}, {"k": ["x", "y"]}, True),
        ("more", {"k": ["x"]}, {}, False),
        ("fewer", {"k": ["x"]}, {"k": ["x", "y"]}, False),
        ("fewer", {"k": ["x"]}, {}, True),
        (None, {"k": True}, {}, True),
        (None, {}, {"k": True}, False),
        (None, {"k": True}, {"k": False}, False),
    ],
)
def test_what_slack_is(order: Any, tighter: Any, looser: Any, holds: bool) -> None:
    target = Target("t", "T", "1", {}, orders={"p.k": order} if order else {})
    assert (polarity.slack(target, {"p": tighter}, {"p": looser}) == []) == holds


def test_slack_is_found_item_by_item_and_element_by_element() -> None:
    target = Target(
        "t", "T", "1", {},
        orders={"p.*": ("deny", "ask", ABSENT, "allow"), "l.k": ("a", "b")}, keyed={"l": "type"},
    )  # fmt: skip
    places: list[Any] = [{"deny": ["x"]}, {"ask": ["x"]}, {}, {"allow": ["x"]}]
    for n, tighter in enumerate(places):
        for m, looser in enumerate(places):
            assert (polarity.slack(target, {"p": tighter}, {"p": looser}) == []) == (n <= m)
    one, two = {"l": [{"type": "x", "k": "a"}]}, {"l": [{"type": "y", "k": "a"}, {"type": "x", "k": "b"}]}
    assert "l.x.k: 'b' for 'a'" in polarity.slack(target, two, one)


# ------------------------------------------------------------ hostile text


def _json(text: str) -> Any:
    return _skeleton(json.loads(text))


def _toml(text: str) -> Any:
    return _skeleton(tomllib.loads(text))


def _yaml(text: str) -> Any:
    return _skeleton(yaml.safe_load(text))


def _skeleton(value: Any) -> Any:
    """Everything but what texts say."""
    if isinstance(value, dict):
        return {name: _skeleton(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_skeleton(inner) for inner in value]
    return "" if isinstance(value, str) else value


def _block(text: str) -> Any:
    found = markdown.find(text, "f")
    return (found is not None and text[found.end :], _lines(text))


def _lines(text: str) -> Any:
    """How each line begins: a text that acts would open another line, or this one otherwise."""
    return [re.match(r"[^A-Za-z0-9]*\w*", line)[0] for line in text.split("\n")]  # type: ignore[index]  # matches anything


SKELETONS: dict[str, Callable[[str], Any]] = {
    "json": _json, "toml": _toml, "yaml": _yaml, "markdown": _block, "env": _lines, "text": _lines,
}  # fmt: skip


def exported(target: Target, scope: Scope, root: str, note: str) -> dict[str, tuple[str, str]]:
    """Format and text of every file, where ``style.note`` is ``note``."""
    values = {**shipped.backgrounds()["defaults"], "style.note": note}
    done = plan([target], lambda _: shipped.choices(values), root, scope, Manifest(), budget=100_000)
    formats = {file.path_in(scope): file.format for file in target.files.values()}
    return {file.path: (formats[file.path[len(done.root) + 1 :]], file.after or "") for file in done.files}


@pytest.mark.parametrize(("id_", "scope"), BOTH)
def test_hostile_text_is_inert(id_: str, scope: Scope, tmp_path: Any) -> None:
    """Never a second key, node, directive, line or file; nothing that a terminal obeys."""
    target = registry.target(id_)
    tame = exported(target, scope, str(tmp_path), "plain words")
    for text in HOSTILE:
        found = exported(target, scope, str(tmp_path), text)
        assert found.keys() == tame.keys()
        for path, (format_, written) in found.items():
            assert SKELETONS[format_](written) == SKELETONS[format_](tame[path][1]), text
            assert not any(map(refused_character, written.split("\n")))


@pytest.mark.parametrize("text", ["\x1b[31m", "a\nb", "a\u202eb", "\ud800", "\U000e0041"])
def test_what_acts_on_whoever_shows_it_is_no_preference(text: str) -> None:
    with pytest.raises(NotAValueError):
        shipped.settings()["style.note"].read(text)


def test_a_text_without_end_is_not_permitted() -> None:
    note = shipped.settings()["style.note"]
    assert note.read("x" * 100_000) not in note.everything()


@pytest.mark.parametrize("id_", registry.TARGETS)
def test_a_target_names_every_setting_or_carries_all(id_: str) -> None:
    target = registry.target(id_)
    named = {row.setting for row in target.rows}
    assert everything(target) or named == shipped.settings().keys()
