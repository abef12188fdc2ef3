"""Classes made in a third of the time are dataclasses like any other."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest

from configurator.domain import frozen
from configurator.domain.frozen import dataclass

MAKERS: dict[str, Any] = {"quick": frozen, "standard": dataclasses}


def value_class(maker: Any) -> Any:
    """The same class by either maker, made anew for each test."""
    dataclass: Callable[..., Callable[[type], type]] = maker.dataclass

    @dataclass(frozen=True, slots=True)
    class Value:
        __qualname__ = "Value"
        name: str
        size: int = 3
        items: tuple[str, ...] = ()
        by_name: dict[str, int] = maker.field(default_factory=dict, compare=False)

    return Value


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = value_class(MAKERS[request.param])
    monkeypatch.setattr(sys.modules[__name__], "Value", made, raising=False)  # where pickle looks for it
    return made


def test_it_is_built_compared_and_hashed_by_its_fields(make: Any) -> None:
    assert make("a") == make(name="a", size=3) == make("a", by_name={"x": 1})
    assert make("a") != make("b")
    assert make("a") != make("a", 4)
    assert make("a") != ("a", 3, (), {})
    assert make("a").__eq__(("a", 3, (), {})) is NotImplemented
    assert len({make("a"), make("a", 3), make("b")}) == 2
    assert make("a").by_name is not make("a").by_name
    given = {"x": 1}
    made = make("a", 4, ("i",), given)
    assert (made.name, made.size, made.items, made.by_name) == ("a", 4, ("i",), given)
    assert made.by_name is given


def test_what_it_has_to_be_given_is_named(make: Any) -> None:
    with pytest.raises(
        TypeError, match=r"Value\.__init__\(\) missing 1 required positional argument: 'name'"
    ):
        make()
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        make("a", colour=1)


def test_it_cannot_be_changed(make: Any) -> None:
    made = make("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        made.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        del made.name
    with pytest.raises((AttributeError, TypeError)):
        made.colour = "b"
    assert made.name == "a"
    assert not hasattr(made, "__dict__")


def test_it_can_be_replaced_and_copied(make: Any) -> None:
    made = make("a", 4, ("x",), {"y": 1})
    for replace in (dataclasses.replace, frozen.replace):
        assert replace(made, name="b") == make("b", 4, ("x",))
        assert replace(made, name="b").by_name is made.by_name
        with pytest.raises(TypeError, match="colour"):
            replace(made, colour=1)
    for copied in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert copied == made
        assert copied.by_name == made.by_name


def test_the_library_takes_it_for_one_of_its_own(make: Any) -> None:
    made = make("a", 4)
    found = [(one.name, one.type, one.compare) for one in dataclasses.fields(make)]
    assert found == [
        ("name", "str", True),
        ("size", "int", True),
        ("items", "tuple[str, ...]", True),
        ("by_name", "dict[str, int]", False),
    ]
    assert [one.name for one in dataclasses.fields(made)] == [*make.__match_args__]
    assert dataclasses.is_dataclass(make)
    assert dataclasses.asdict(made) == {"name": "a", "size": 4, "items": (), "by_name": {}}
    assert (dataclasses.fields(make)[1].default, dataclasses.fields(make)[3].default_factory) == (3, dict)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_field_may_be_called_as_a_parameter_of_ours(maker: str) -> None:
    class Named:
        value: int
        changes: int = 0
        cls: int = 0

    make: Any = MAKERS[maker].dataclass(frozen=True, slots=True)(Named)
    assert MAKERS[maker].replace(make(1), value=2, changes=3) == make(2, 3)
    assert (make(1).value, make(1).cls) == (1, 0)


def test_it_is_shown_as_the_standard_one(make: Any) -> None:
    assert repr(make("a", 4)) == "Value(name='a', size=4, items=(), by_name={})"


def test_only_frozen_classes_with_slots_are_made() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=False, slots=True)
    with pytest.raises(TypeError):
        dataclass(frozen=True, slots=False)
