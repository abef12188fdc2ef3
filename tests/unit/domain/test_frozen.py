"""Classes made in a third of the time are dataclasses like any other."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from configurator.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Quick:
    """As `Standard`."""

    name: str
    size: int = 3
    items: tuple[str, ...] = ()
    by_name: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """As `Quick`."""

    name: str
    size: int = 3
    items: tuple[str, ...] = ()
    by_name: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)


MAKES: list[Any] = [Quick, Standard]


@pytest.mark.parametrize("make", MAKES)
def test_it_is_built_compared_and_hashed_by_its_fields(make: Any) -> None:
    assert make("a") == make(name="a", size=3) == make("a", by_name={"x": 1})
    assert make("a") != make("b")
    assert make("a") != ("a", 3, (), {})
    assert len({make("a"), make("a", 3), make("b")}) == 2
    assert make("a").by_name is not make("a").by_name
    with pytest.raises(TypeError):
        make()
    with pytest.raises(TypeError):
        make("a", colour=1)


@pytest.mark.parametrize("make", MAKES)
def test_it_cannot_be_changed(make: Any) -> None:
    made = make("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.name
    with pytest.raises((AttributeError, TypeError)):
        made.colour = "b"
    assert made.name == "a"


@pytest.mark.parametrize("make", MAKES)
def test_it_can_be_replaced_and_copied(make: Any) -> None:
    made = make("a", 4, ("x",), {"y": 1})
    assert dataclasses.replace(made, name="b") == make("b", 4, ("x",))
    for copied in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert copied == made
        assert copied.by_name == made.by_name


def test_it_is_shown_as_the_standard_one() -> None:
    assert repr(Quick("a")) == repr(Standard("a")).replace("Standard", "Quick")


def test_only_frozen_classes_with_slots_are_made() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=False, slots=True)
