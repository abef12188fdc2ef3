"""The two settings that govern the tool where a policy has them otherwise, or holds them by what is tight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from configurator.domain.policy import Catalogue, Layer, Line, Policy
from configurator.domain.settings import Setting
from configurator.resolution.compose import compose
from configurator.resolution.standing import Asked, Rules, standing
from tests.unit.resolution.test_standing import DAYS, NIGHT, SETTINGS, WAY, on, world


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        (Setting(WAY, "choice", "T", "D", None, {"next_day": "N", "x": "X"}), Rules("", 30)),
        (Setting(DAYS, "choice", "T", "D", None, {"next_day": "N", "x": "X"}), Rules("next_day", None)),
        (replace(SETTINGS["a.kit"], key=DAYS), Rules("next_day", None)),
    ],
)
def test_of_another_kind_they_govern_nothing(other: Setting, rules: Rules) -> None:
    settings = {**SETTINGS, other.key: other}
    usual = {WAY: "next_day", DAYS: 30}
    lines = {
        key: Line(key, one.everything(), default=usual.get(key) if key != other.key else None)
        for key, one in settings.items()
    }
    society = Layer("society", "society", "Society", lines=lines)
    composition = compose(Policy("p", "1.0.0", "", Catalogue(settings, {"a": "A"}), society))
    assert standing(composition, {}, {DAYS: Asked(9), WAY: Asked(9)}, 9)[0] == rules


@pytest.mark.parametrize(("wish", "way"), [(None, "next_day"), ("low", "confirm"), ("top", "next_day")])
def test_what_is_tight_because_it_was_asked_for_counts_for_the_way(wish: str | None, way: str) -> None:
    """At the default the way is held; who asks for a tighter level is free of that at once."""
    composition = world("confirm", 5, (on("a.level", "mid", WAY, NIGHT),), usual="high")
    assert standing(composition, {"a.level": wish} if wish else {}, {}, 9)[0] == Rules(way, 5)
