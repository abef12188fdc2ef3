"""From checked documents to a policy: what does not fit is refused when it loads, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.errors import ConfiguratorError
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from tests.unit.policyfile.folder import ALL, LIMIT, NAME, SHELL, bound, every, layer, policy, society


def refused(folder: Path) -> list[tuple[int, str, str]]:
    """Line, message and hint of everything that keeps the policy from loading."""
    with pytest.raises(ConfiguratorError) as caught:
        load_policy(str(folder))
    found = [caught.value, *caught.value.others]
    return [(error.where.line if error.where else 0, error.message, error.hint) for error in found]


def only(folder: Path) -> tuple[int, str, str]:
    (problem,) = refused(folder)
    return problem


def condition(when: str, then: str, name: str = "c") -> str:
    return f'[[condition]]\nid = "{name}"\ntitle = "T"\nreason = "R"\nwhen = [{{ {when} }}]\nthen = [{{ {then} }}]\n'


def row(folder: Path, text: str, name: str = "society.toml") -> int:
    rows = (folder / name).read_text().split("\n")
    return next(number for number, line in enumerate(rows, 1) if text in line)


def test_bounds_are_read_by_kind(tmp_path: Path) -> None:
    lines = load_policy(str(policy(tmp_path, every(), catalogue=ALL))).society.lines
    assert lines["a.shell"].bounds == Bounds.all_of(lines["a.shell"].bounds.order)  # type: ignore[union-attr]  # a scale
    assert lines["a.limit"].bounds.span == (0, 80)  # type: ignore[union-attr]  # an amount
    assert lines["a.topics"].bounds.span == (frozenset(), frozenset({"work", "art"}))  # type: ignore[union-attr]  # members
    assert lines["a.tone"].bounds == OneOf(("warm", "dry"), frozenset({"warm", "dry"}))
    assert lines["a.name"].bounds == Length(5)
    assert {line.place.line for line in lines.values()} == {
        number
        for number, text in enumerate((tmp_path / "society.toml").read_text().split("\n"), 1)
        if text == "[[bound]]"
    }


def test_a_line_with_nothing_but_a_default_leaves_its_setting_open(tmp_path: Path) -> None:
    text = every(bound("a.limit", "default = 40"), but="a.limit")
    line = load_policy(str(policy(tmp_path, text, catalogue=ALL))).society.lines["a.limit"]
    assert (line.bounds.span, line.default) == ((0, 100), 40)  # type: ignore[union-attr]  # an amount


@pytest.mark.parametrize(
    ("key", "more", "says", "hint"),
    [
        ("a.shel", 'loosest = "ask"', "unknown setting `a.shel`", "did you mean `a.shell`?"),
        ("a.shell", 'loosest = "aks"', "`aks` is not one of `no`, `ask`, `yes`", "did you mean `ask`?"),
        ("a.shell", 'default = "al"', "`al` is not one of `no`, `ask`, `yes`", ""),
        ("a.shell", 'tightest = "yes"\nloosest = "no"', "the bounds of `a.shell` permit nothing", ""),
        ("a.shell", "max = 3", "`max` does not fit `a.shell`, whose kind is `scale`: use `tightest`, `loosest`, `fixed`", ""),
        ("a.shell", "", "`a.shell` is named, but no bounds are given: use `tightest`, `loosest`, `fixed`", ""),
        ("a.limit", "min = 60\nmax = 50", "`min` is above `max` for `a.limit`", ""),
        ("a.limit", "min = 51\nmax = 59", "the bounds of `a.limit` permit nothing", ""),
        ("a.limit", "min = 200", "`min` is above `max` for `a.limit`", ""),
        ("a.limit", 'max = 50\ndefault = "50"', "the text `50` is not a whole number of EUR", ""),
        ("a.topics", 'must = ["work"]\nmay = ["art"]', "the bounds of `a.topics` permit nothing", ""),
        ("a.topics", 'may = ["worc"]', "`worc` is not one of `work`, `art`", "did you mean `work`?"),
        ("a.topics", 'may = ["art", "art"]', "`art` is listed twice", ""),
        ("a.tone", "permit = []", "the bounds of `a.tone` permit nothing", ""),
        ("a.tone", 'permit = ["cold"]', "`cold` is not one of `warm`, `dry`", ""),
        ("a.name", 'max_chars = 5\nsource = [{ id = "no" }]', "unknown source `no`: give it a title under `[[source]]`", ""),
    ],
)  # fmt: skip
def test_bounds_that_do_not_fit_are_refused(
    tmp_path: Path, key: str, more: str, says: str, hint: str
) -> None:
    folder = policy(tmp_path, every(bound(key, more), but=key), catalogue=ALL)
    problem = refused(folder)[0]
    assert problem[1:] == (says, hint)
    assert problem[0] == row(folder, f'key = "{key}"') - 1


def test_a_setting_is_bounded_once_by_each_layer(tmp_path: Path) -> None:
    folder = policy(tmp_path, every(bound("a.limit", "max = 30"), but=""), catalogue=ALL)
    assert only(folder)[1] == "`a.limit` is bounded twice in this layer"


def test_society_bounds_every_setting(tmp_path: Path) -> None:
    folder = policy(tmp_path, every(but="a.tone"), catalogue=ALL)
    assert only(folder)[1] == "society sets no bounds for `a.tone`, so nothing is permitted"


def test_all_that_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    entries = [
        bound("a.shell", "max = 3"),
        bound("a.limit", "min = 60\nmax = 50"),
        condition("key = 'a.no'", "key = 'a.x'"),
    ]
    found = refused(policy(tmp_path, society(*entries)))
    assert len(found) >= 3
    assert len({line for line, *_ in found[:3]}) == 3


@pytest.mark.parametrize(
    ("when", "then", "says"),
    [
        ("key = 'a.limit', looser_than = 10", "key = 'a.shell', tightest = 'ask'", "asks for something looser"),
        ("key = 'a.shell', looser_than = 'no'", "key = 'a.limit', min = 10", "asks for something looser"),
        ("key = 'a.limit', looser_than = 10", "key = 'a.topics', must = ['work']", "asks for something looser"),
        ("key = 'a.limit', looser_than = 10", "key = 'a.shell', loosest = 'yes'", "demands nothing"),
        ("key = 'a.limit', looser_than = 10", "key = 'a.tone', permit = ['dry']", "has no order"),
        ("key = 'a.limit', looser_than = 10", "key = 'a.age', fixed = 'teen'", "no condition may hold it"),
        ("key = 'a.limit', looser_than = 10", "key = 'a.shell'", "no bounds are given"),
        ("key = 'a.shell', at_most = 'no'", "key = 'a.limit', max = 10", "not on something tighter"),
        ("key = 'a.topics', lacks_any = ['work']", "key = 'a.limit', max = 10", "fires on something looser with `has_any`"),
        ("key = 'a.limit', has_any = ['work']", "key = 'a.shell', fixed = 'no'", "`has_any` does not fit `a.limit`"),
        ("key = 'a.tone', looser_than = 'dry'", "key = 'a.limit', max = 10", "so no condition can fire on it"),
        ("key = 'a.shell'", "key = 'a.limit', max = 10", "needs one of `looser_than`, `at_most`, `has_any`, `lacks_any`"),
        ("key = 'a.age', looser_than = 'teen', at_most = 'teen'", "key = 'a.limit', max = 10", "needs one of"),
        ("key = 'a.shell', looser_than = 'non'", "key = 'a.limit', max = 10", "`non` is not one of"),
        ("key = 'a.shell', looser_than = 3", "key = 'a.limit', max = 10", "the number `3` is not one of"),
        ("key = 'a.shel', looser_than = 'no'", "key = 'a.limit', max = 10", "unknown setting `a.shel`"),
        ("key = 'a.shell', looser_than = 'no'", "key = 'a.limt', max = 10", "unknown setting `a.limt`"),
    ],
)  # fmt: skip
def test_a_condition_fires_on_something_looser_and_demands_something_tighter(
    tmp_path: Path, when: str, then: str, says: str
) -> None:
    folder = policy(tmp_path, every(condition(when, then)), catalogue=ALL)
    line, message, _ = only(folder)
    assert says in message
    assert line == row(folder, "[[condition]]")


def test_a_fact_about_the_person_may_fire_either_way(tmp_path: Path) -> None:
    entries = [
        condition("key = 'a.age', at_most = 'teen'", "key = 'a.limit', max = 10", "young"),
        condition("key = 'a.age', looser_than = 'teen'", "key = 'a.shell', loosest = 'ask'", "old"),
    ]
    loaded = load_policy(str(policy(tmp_path, every(*entries), catalogue=ALL)))
    assert [one.id for one in loaded.society.conditions] == ["young", "old"]


def test_conditions_that_form_a_cycle_do_not_load(tmp_path: Path) -> None:
    there = condition("key = 'a.shell', looser_than = 'no'", "key = 'a.limit', max = 10", "there")
    back = condition("key = 'a.limit', looser_than = 10", "key = 'a.shell', fixed = 'no'", "back")
    assert "cycle through a.limit, a.shell" in only(policy(tmp_path / "one", society() + there + back))[1]
    folder = policy(tmp_path / "two", society() + there, firm=layer("firm", "organisation", back))
    assert "cycle through a.limit, a.shell" in load_policy(str(folder)).broken["layer firm"]


@pytest.mark.parametrize(
    ("key", "more", "says"),
    [
        (
            "a.shell",
            "loosest = 'ask'\ngate = [{ beyond = 'ask', granted_by = ['guardian'] }]",
            "closes nothing",
        ),
        ("a.limit", "max = 30\ngate = [{ beyond = 30, granted_by = ['guardian'] }]", "closes nothing"),
        (
            "a.tone",
            "permit = ['dry']\ngate = [{ beyond = ['dry'], granted_by = ['guardian'] }]",
            "closes nothing",
        ),
        ("a.name", "max_chars = 5\ngate = [{ beyond = 'x', granted_by = ['guardian'] }]", "cannot be gated"),
        (
            "a.shell",
            "loosest = 'yes'\ngate = [{ beyond = 'aks', granted_by = ['guardian'] }]",
            "`aks` is not one of",
        ),
    ],
)
def test_a_gate_that_makes_no_sense_is_refused(tmp_path: Path, key: str, more: str, says: str) -> None:
    assert says in refused(policy(tmp_path, every(bound(key, more), but=key), catalogue=ALL))[0][1]


@pytest.mark.parametrize(
    ("by", "says"),
    [("[]", "`granted_by` has too few entries"), ("['me']", "`granted_by` has to be `society`")],
)
def test_a_gate_is_granted_by_kinds_of_layers(tmp_path: Path, by: str, says: str) -> None:
    more = f"loosest = 'yes'\ngate = [{{ beyond = 'ask', granted_by = {by} }}]"
    folder = policy(tmp_path, every(bound("a.shell", more), but="a.shell"), catalogue=ALL)
    assert only(folder)[1].startswith(says)


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("a.limit", "min = 50\nmax = 80\ngate = [{ beyond = 30, granted_by = ['guardian'] }]"),
        ("a.limit", "max = 80\ngate = [{ beyond = -10, granted_by = ['guardian'] }]"),
        ("a.topics", "must = ['work']\ngate = [{ beyond = ['art'], granted_by = ['guardian'] }]"),
        ("a.tone", "permit = ['dry']\ngate = [{ beyond = ['warm'], granted_by = ['guardian'] }]"),
        (
            "a.tone",
            "permit = ['dry', 'warm']\ngate = [{ beyond = ['warm'], granted_by = ['guardian'] }, { beyond = ['dry'], granted_by = ['provider'] }]",
        ),
    ],
)
def test_a_gate_that_leaves_nothing_without_a_grant_is_refused(tmp_path: Path, key: str, more: str) -> None:
    """Otherwise the layer would be in conflict with itself, and no bounds would hold."""
    folder = policy(tmp_path, every(bound(key, more), but=key), catalogue=ALL)
    assert refused(folder)[0][0] == row(folder, f'key = "{key}"') - 1


@pytest.mark.parametrize("beyond", ["'dry'", "['cold']", "3"])
def test_what_a_choice_is_gated_beyond_is_a_list_of_its_options(tmp_path: Path, beyond: str) -> None:
    more = f"permit = ['warm', 'dry']\ngate = [{{ beyond = {beyond}, granted_by = ['guardian'] }}]"
    folder = policy(tmp_path, every(bound("a.tone", more), but="a.tone"), catalogue=ALL)
    assert refused(folder)[0][0] == row(folder, 'key = "a.tone"') - 1


@pytest.mark.parametrize("upto", ["'dry'", "['cold']", "3"])
def test_what_is_granted_of_a_choice_is_a_list_of_its_options(tmp_path: Path, upto: str) -> None:
    grant = f"[[grant]]\nkey = 'a.tone'\nreason = 'R'\nupto = {upto}\n"
    folder = policy(tmp_path, every(), catalogue=ALL, firm=layer("firm", "organisation", grant))
    assert "layer firm" in load_policy(str(folder)).broken


@pytest.mark.parametrize(
    ("key", "upto"), [("a.no", "3"), ("a.limit", "'3'"), ("a.shell", "'aks'"), ("a.topics", "['x']")]
)
def test_a_grant_is_of_a_setting_and_a_value_that_there_are(tmp_path: Path, key: str, upto: str) -> None:
    grant = f"[[grant]]\nkey = '{key}'\nreason = 'R'\nupto = {upto}\n"
    folder = policy(tmp_path, every(), catalogue=ALL, firm=layer("firm", "organisation", grant))
    assert "layer firm" in load_policy(str(folder)).broken


def test_a_gate_opens_by_a_grant_from_a_policy(tmp_path: Path) -> None:
    gate = "max = 80\ngate = [{ beyond = 30, granted_by = ['organisation'], reason = 'G' }]"
    grant = "[[grant]]\nkey = 'a.limit'\nreason = 'R'\nupto = 60\n"
    text = every(bound("a.limit", gate), but="a.limit")
    loaded = load_policy(
        str(policy(tmp_path, text, catalogue=ALL, firm=layer("firm", "organisation", grant)))
    )
    assert compose(loaded).permitted["a.limit"].bounds.span == (0, 30)  # type: ignore[union-attr]  # an amount
    opened = compose(loaded, loaded.layers.values()).permitted["a.limit"].bounds
    assert opened.span == (0, 60)  # type: ignore[union-attr]  # an amount


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "ask"', 'id = "no"', "`no` stands twice in `a.shell`"),
        ("max = 100", "max = -1", "`min` is above `max` in `a.limit`"),
        ('key = "a.limit"', 'key = "a.shell"', "`a.shell` stands twice in the catalogue"),
        ('key = "a.limit"', 'key = "b.limit"', "`b.limit` does not belong to `a`"),
    ],
)
def test_a_catalogue_that_contradicts_itself_does_not_load(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    found = refused(policy(tmp_path, catalogue=(SHELL + LIMIT).replace(old, new)))
    assert says in [message for _, message, _ in found]


def test_a_form_that_is_no_pattern_does_not_load(tmp_path: Path) -> None:
    name = NAME + 'pattern = "("\n'
    text = society(bound("a.name", "max_chars = 5"))
    assert only(policy(tmp_path, text, catalogue=name))[0] > 0


@pytest.mark.parametrize("categories", ['["a", "b"]', '["b"]'])
def test_the_categories_are_those_that_there_are(tmp_path: Path, categories: str) -> None:
    found = refused(policy(tmp_path, society().replace('["a"]', categories)))
    assert "there is no category `b`" in [message for _, message, _ in found]


def test_a_note_without_a_test_is_refused(tmp_path: Path) -> None:
    note = "[[note]]\ntext = 'N'\nwhen = [{ key = 'a.limit' }]\n"
    assert only(policy(tmp_path, society() + note))


def test_a_note_on_nothing_is_refused(tmp_path: Path) -> None:
    note = "[[note]]\ntext = 'N'\nwhen = [{ key = 'a.limit', exceeds = 'a.no' }]\n"
    assert only(policy(tmp_path, society() + note))[1] == "unknown setting `a.no`"
