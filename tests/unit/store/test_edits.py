"""A profile is edited however it is laid out: nothing of it is lost, and nothing else is touched."""

from __future__ import annotations

import tomllib

import pytest

from configurator.domain.profile import Mark
from configurator.store import marks, profiles
from configurator.store.profiles import edited

SCATTERED = """schema = 1
preferences.autonomy.shell = "never"
layers = []
preferences.style.length = "short"
preferences.autonomy.max_steps = 6
# the end
"""

MARKED = """schema = 1
[loosened.autonomy.shell]
on = 2026-01-01
[preferences.style]
length = "short"
[loosened.autonomy.max_steps]
on = 2026-01-02
from = 6
"""

LAYERED = """schema = 1
layers = [
  "eu",  # where we live
  # and more to come
]
"""


def test_a_choice_is_taken_back_where_its_category_is_written_in_several_places() -> None:
    after = edited(SCATTERED, {"autonomy.shell": None, "style.length": None}, None, "p.toml")
    assert tomllib.loads(after) == {
        "schema": 1,
        "layers": [],
        "preferences": {"autonomy": {"max_steps": 6}},
    }
    assert "# the end" in after


def test_a_new_category_takes_in_nothing_that_stands_after_it() -> None:
    after = edited(SCATTERED, {"oversight.stop": "on"}, None, "p.toml")
    assert after == f'{SCATTERED}\n[preferences.oversight]\nstop = "on"\n'


@pytest.mark.parametrize("name", ["autonomy.shell", "autonomy.max_steps"])
def test_a_mark_goes_where_marks_are_written_in_several_places(name: str) -> None:
    after = edited(MARKED, {}, None, "p.toml", loosened={name: None})
    left = tomllib.loads(after)["loosened"]["autonomy"]
    assert left.keys() == {"shell", "max_steps"} - {name.partition(".")[2]}


def test_a_mark_changes_where_marks_are_written_in_several_places() -> None:
    after = edited(MARKED, {}, None, "p.toml", loosened={"autonomy.max_steps": Mark(739_000)})
    assert tomllib.loads(after)["loosened"]["autonomy"]["max_steps"].keys() == {"on"}


@pytest.mark.parametrize(
    ("layers", "kept"),
    [
        (("eu", "school"), ['"eu",  # where we live', "# and more to come"]),
        (("school",), ["# and more to come"]),
        (("school", "eu"), []),
    ],
)
def test_what_is_written_between_layers_stays(layers: tuple[str, ...], kept: list[str]) -> None:
    after = edited(LAYERED, {}, layers, "p.toml")
    assert tomllib.loads(after)["layers"] == list(layers)
    for words in kept:
        assert words in after


def test_where_one_choice_needs_another_place_the_rest_stay_in_theirs() -> None:
    after = edited(SCATTERED, {"autonomy.shell": "host", "oversight.stop": "on"}, None, "p.toml")
    changed = SCATTERED.replace('"never"', '"host"')
    assert after == f'{changed}\n[preferences.oversight]\nstop = "on"\n'


def test_the_other_way_of_writing_a_choice_is_enough_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "_put", lambda *_: None)
    after = edited("schema = 1\n", {"a.b": 1, "c.d.e": 2}, None, "p.toml")
    assert after == 'schema = 1\n\n[preferences.a]\nb = 1\n\n[preferences.c]\n"d.e" = 2\n'


def test_a_name_may_have_a_dot_in_it() -> None:
    """No setting has: but what somebody wrote can be changed, marked and taken out as any other."""
    dotted = 'schema = 1\n\n[preferences.a]\n"b.c" = 1\n'
    assert edited(dotted, {"a.b.c": None}, None, "p.toml") == "schema = 1\n\n[preferences.a]\n"
    assert edited(dotted, {"a.b.c": 2}, None, "p.toml") == dotted.replace("1\n", "2\n").replace(
        "= 2\n\n", "= 1\n\n"
    )
    marked = edited(dotted, {}, None, "p.toml", loosened={"a.b.c": Mark(739_000)})
    assert marked == f'{dotted}\n[loosened.a."b.c"]\non = 2024-04-24\n'
    assert edited(SCATTERED, {"new.b.c": 2}, None, "p.toml") == f'{SCATTERED}\n[preferences.new]\n"b.c" = 2\n'


def test_what_is_not_there_is_taken_out_of_an_empty_profile() -> None:
    assert edited("schema = 1\n", {"gone.gone": None}, None, "p.toml") == "schema = 1\n"


def test_a_layer_may_be_called_as_the_table_of_those_that_leave() -> None:
    both = edited("schema = 1\n", {}, None, "p", leaving={"leaving": Mark(739_000), "firm": Mark(739_000)})
    one = edited(both, {}, None, "p", leaving={"leaving": None})
    assert one == "schema = 1\n\n[leaving.firm]\non = 2024-04-24\n"


def test_what_is_chosen_again_stays_as_it_was_written() -> None:
    spelt = "schema = 1\n\n[preferences.a]\nb = 'x'\nc = 0x10\n"
    assert edited(spelt, {"a.b": "x", "a.c": 16}, None, "p.toml") == spelt
    truth = edited(spelt, {"a.c": True}, None, "p.toml")
    assert truth == spelt.replace("0x10", "true")
    assert edited(truth, {"a.c": 1}, None, "p.toml") == spelt.replace("0x10", "1")


@pytest.mark.parametrize("end", ["", "\n\n\n", "# end  \n\n", "# X\n\n"])
def test_an_edit_ends_with_one_line_and_layers_alone_change_nothing_there(end: str) -> None:
    text = f"schema = 1\nlayers = []\n\n[preferences.a]\nb = 1\n{end}"
    after = text.replace("b = 1", "b = 2").rstrip("\n") + "\n"
    assert edited(text, {"a.b": 2}, None, "p.toml") == after
    stacked = edited(text, {}, ("eu",), "p.toml")
    assert stacked == text.replace("[]", '["eu"]')
    marked = edited(text, {}, None, "p.toml", leaving={"eu": Mark(739_000)})
    assert marked.endswith("\n\n[leaving.eu]\non = 2024-04-24\n")


def test_tables_of_marks_stand_apart() -> None:
    assert marks.spaced("a = 1\n[loosened.a.b]\non = 1\n\n[leaving.c]\n[other]\n") == (
        "a = 1\n\n[loosened.a.b]\non = 1\n\n[leaving.c]\n[other]\n"
    )


def test_what_is_no_set_is_kept_as_it_is() -> None:
    text = 'schema = 1\nlayers = ["eu", "eu"]\n\n[preferences.a]\nb = [1, "x", true]\nc = 1\n'
    assert edited(text, {"a.c": 2}, None, "p.toml") == text.replace("c = 1", "c = 2")
    assert edited(text, {}, ("eu",), "p.toml") == text  # as it was: named twice is named


def test_where_the_first_way_spoils_the_file_the_second_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "_put", lambda document, *_: document.update({"layers": 7}))
    assert edited("schema = 1\n", {"a.b": 1}, None, "p.toml") == "schema = 1\n\n[preferences.a]\nb = 1\n"
