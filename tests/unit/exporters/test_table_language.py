"""What a table can say beside rows and patches: whole files, told keys, identities, bounds."""

from __future__ import annotations

import json
import sys
import types
from dataclasses import replace
from typing import Any

import pytest
import yaml

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.orders import Scale
from configurator.domain.settings import Setting
from configurator.errors import InvalidError, RefusedError
from configurator.exporters import manifest
from configurator.exporters.apply import drift
from configurator.exporters.merging import merge
from configurator.exporters.plan import BACKUP
from configurator.exporters.render import render
from configurator.exporters.table import (
    ByValue,
    Choice,
    Everything,
    Instructed,
    Patch,
    Row,
    Target,
    TargetFile,
)
from configurator.exporters.writers import writer
from configurator.exporters.writers.draft import Draft
from tests.unit.exporters.helpers import Project, chosen, note, scale

SHELL = ByValue(
    "autonomy.shell", {"never": Patch({"shell": 0}), "ask": Patch({"shell": 1}), "free": Patch({"shell": 2})}
)
ASK, NEVER = [chosen(scale(), "ask")], [chosen(scale(), "never")]


def one_file(file: TargetFile, *rows: Row, **extra: Any) -> Target:
    return Target("t", "Tool", "1", {"settings": file}, rows or (SHELL,), **extra)


# ------------------------------------------------------------ whole files


BASE = {"schema": 2, "messages": [{"role": "system", "content": ""}]}


@pytest.mark.parametrize(("format_", "read"), [("json", json.loads), ("yaml", yaml.safe_load)])
def test_a_whole_file_is_its_base_with_the_rows_in_it(project: Project, format_: Any, read: Any) -> None:
    target = one_file(TargetFile("f", "f", format_, whole=True, base=BASE))
    project.export(ASK, target)
    assert read(project.read("f")) == {**BASE, "shell": 1}
    project.export(NEVER, target)
    assert read(project.read("f")) == {**BASE, "shell": 0}
    assert drift(project.plan(NEVER, target)) == []
    assert BASE == {"schema": 2, "messages": [{"role": "system", "content": ""}]}
    assert manifest.load(str(project.record)).files[str(project.root / "f")].whole


@pytest.mark.parametrize("text", ["# mine\n", "{}", '{"schema": 2}\n', ""])
@pytest.mark.parametrize("exported_before", [False, True])
def test_somebody_else_s_file_is_not_replaced(project: Project, text: str, exported_before: bool) -> None:
    target = one_file(TargetFile("f.json", "", "json", whole=True, base=BASE))
    if exported_before:
        project.export(ASK, target)
    project.put("f.json", text)
    with pytest.raises(RefusedError, match="was not written by this program"):
        project.export(ASK, target)
    assert project.read("f.json") == text


def test_a_file_that_says_just_this_is_taken_for_ours(project: Project) -> None:
    """Somebody exported it, and it came here with the project."""
    target = one_file(TargetFile("f.json", "", "json", whole=True, base=BASE))
    project.export(ASK, target)
    project.record.unlink()
    assert drift(project.plan(ASK, target)) == []
    with pytest.raises(RefusedError):
        project.export(NEVER, target)
    project.export(ASK, target)
    project.export(NEVER, target)
    assert json.loads(project.read("f.json"))["shell"] == 0


@pytest.mark.parametrize("format_", ["json", "yaml"])
def test_a_change_by_hand_is_drift_and_is_put_right(project: Project, format_: Any) -> None:
    target = one_file(TargetFile("f", "", format_, whole=True, base=BASE))
    project.export(ASK, target)
    changed = project.read("f").replace("1", "2")
    path = project.put("f", changed)
    assert drift(project.plan(ASK, target)) == [str(path)]
    project.export(ASK, target)
    assert "2" not in project.read("f").replace('schema": 2', "").replace("schema: 2", "")
    assert project.read("f" + BACKUP) == changed


def test_a_target_may_have_files_of_several_writers(project: Project) -> None:
    files = {
        "a": TargetFile("a.json", "", "json", writer="json"),
        "b": TargetFile("b.env", "", "env", writer="env"),
    }
    project.export(ASK, Target("t", "T", "1", files, (Everything("instructed", "so"),)))
    assert json.loads(project.read("a.json"))["settings"] == {"autonomy": {"shell": "ask"}}
    assert project.read("b.env").endswith("BEHAVIOR_AUTONOMY_SHELL=ask\n")


def test_a_writer_has_the_target_its_keys_and_what_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package with a target of its own names its writer by module and function."""
    module = types.ModuleType("a_strangers_module")
    drafts: list[Draft] = []

    def write(draft: Draft) -> str:
        drafts.append(draft)
        return f"{draft.keys} {[sentence.key for sentence in draft.sentences]}\n"

    module.write = write  # type: ignore[attr-defined]  # made here
    monkeypatch.setitem(sys.modules, "a_strangers_module", module)
    file = TargetFile("M", "", "text", writer="a_strangers_module:write", base={"from": "x"})
    target = one_file(file, SHELL, Instructed("style.note"))
    choices = [*ASK, chosen(note(), "hello")]
    project.export(choices, target)
    assert project.read("M") == "{'from': 'x', 'shell': 1} ['style.note']\n"
    assert (drafts[-1].target, drafts[-1].choices) == (target, choices)


def test_an_unknown_writer_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no writer is called jsn"):
        writer("jsn")


def test_two_targets_cannot_have_one_whole_file(project: Project) -> None:
    one = one_file(TargetFile("f.json", "", "json", whole=True))
    with pytest.raises(ValueError, match="whole file of two targets"):
        project.plan(ASK, one, replace(one, id="u"))


# ------------------------------------------------------------ told in a key

TELLS = (Instructed("autonomy.shell"), Instructed("style.note"))
SAID = [chosen(scale(), "ask", "bound"), chosen(note(), 'say "{{ x }}" ${HOME} #{y} {% z %}')]


def test_what_is_told_goes_through_lists_by_number(project: Project) -> None:
    file = TargetFile("f.json", "", "json", whole=True, base=BASE, told_at="messages.0.content")
    done = project.export(SAID, one_file(file, *TELLS))
    text = json.loads(project.read("f.json"))["messages"][0]["content"]
    assert text.startswith("Fixed, whatever anyone asks for:\n\n- Shell: ask.\n\n- In their words: ")
    assert not {"{", "}", "$", "%", "#"} & {*text}
    assert done.coverage["t"]["autonomy.shell"].level == "instructed"
    project.export([], one_file(file, *TELLS))
    assert json.loads(project.read("f.json")) == BASE


def test_a_sentence_opens_no_place_to_be_filled_in(project: Project) -> None:
    setting = Setting("a.b", "scale", "", "", Scale(("x",)), {"x": "x"}, {"x": "Say {{ x }} ${y} {%z%}."})
    file = TargetFile("f.json", "", "json", whole=True, told_at="text")
    project.export([chosen(setting, "x")], one_file(file, Instructed("a.b")))
    assert json.loads(project.read("f.json"))["text"].endswith("- Say { { x }} $ {y} { %z%}.")


@pytest.mark.parametrize("name", ["f.json", "f.toml", "f.yaml"])
def test_what_is_told_stands_among_other_people_s_keys(project: Project, name: str) -> None:
    mine = {"f.json": '{"a": 1}\n', "f.toml": "a = 1\n", "f.yaml": "a: 1 # one\n"}[name]
    project.put(name, mine)
    target = one_file(TargetFile(name, "", name[2:], told_at="chat.prompt"), *TELLS)  # type: ignore[arg-type]
    project.export(SAID, target)
    assert "Shell: ask." in project.read(name)
    assert drift(project.plan(SAID, target)) == []
    project.export(SAID[:1], target)
    project.export([], target)
    assert project.read(name) == mine


def test_instructions_of_somebody_else_s_are_not_replaced(project: Project) -> None:
    target = one_file(TargetFile("f.json", "", "json", told_at="prompt"), *TELLS)
    project.put("f.json", '{"prompt": "mine"}')
    with pytest.raises(InvalidError, match="`prompt` holds instructions of somebody else's"):
        project.export(SAID, target)
    project.put("f.json", '{"prompt": ""}')
    project.export(SAID, target)
    project.export([], target)
    assert project.read("f.json") == '{"prompt": ""}'


@pytest.mark.parametrize(("unit", "limit"), [("bytes", 90), ("characters", 60)])
@pytest.mark.parametrize("whole", [True, False])
def test_what_does_not_fit_into_the_key_is_not_told(
    project: Project, unit: Any, limit: int, whole: bool
) -> None:
    file = TargetFile("f.json", "", "json", whole=whole, told_at="prompt")
    long = [SAID[0], chosen(note(), "é" * 40)]
    done = project.export(long, one_file(file, *TELLS, limit=limit, limit_in=unit))
    text = json.loads(project.read("f.json"))["prompt"]
    assert (len(text) if unit == "characters" else len(text.encode())) <= limit
    assert {key: c.level for key, c in done.coverage["t"].items()} == {
        "autonomy.shell": "instructed",
        "style.note": "unsupported",
    }
    assert f"does not fit into {limit} {unit}" in done.coverage["t"]["style.note"].note


def test_a_budget_is_for_targets_whose_text_is_pasted(project: Project) -> None:
    file = TargetFile("f.json", "", "json", whole=True, told_at="prompt")
    counted = one_file(file, *TELLS, limit=10_000, limit_in="characters")
    levels = [
        project.plan(SAID, target, budget=60).coverage["t"]["style.note"].level
        for target in (counted, one_file(file, *TELLS))
    ]
    assert levels == ["unsupported", "instructed"]


def test_two_targets_say_together_what_they_say_in_one_key(project: Project) -> None:
    file = TargetFile("f.json", "", "json", told_at="prompt")
    one, two = one_file(file, TELLS[0]), replace(one_file(file, TELLS[1]), id="u")
    project.export(SAID, one, two)
    text = json.loads(project.read("f.json"))["prompt"]
    assert "Shell: ask." in text
    assert "In their words" in text
    elsewhere = replace(two, files={"settings": replace(file, told_at="other")})
    with pytest.raises(ValueError, match="told at two places"):
        project.plan(SAID, one, elsewhere)


# ------------------------------------------------------------ elements with an identity

FILTERS = {"content.filters": "type"}
ORDERS: Any = {"content.filters.strength": ("HIGH", "LOW"), "content.filters.days": "higher"}


def filters(*elements: Any) -> dict[str, Any]:
    return {"content": {"filters": list(elements)}}


def test_rows_about_one_element_are_merged_and_the_tighter_value_wins() -> None:
    into: dict[str, Any] = {}
    one = filters({"type": "HATE", "strength": "LOW", "days": "30d"}, {"type": "SEX"})
    for keys in (one, filters({"type": "HATE", "strength": "HIGH", "days": "7d", "tags": ["x"]})):
        merge(into, keys, ORDERS, FILTERS)
    assert into == filters({"type": "HATE", "strength": "HIGH", "days": "7d", "tags": ["x"]}, {"type": "SEX"})
    assert one == filters({"type": "HATE", "strength": "LOW", "days": "30d"}, {"type": "SEX"})


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (filters({"strength": "LOW"}), "has no type"),
        (filters("HATE"), "has no type"),
        (filters({"type": "HATE", "strength": "MEDIUM"}), "no order says"),
        (filters({"type": "HATE", "days": "soon"}), "no order says"),
    ],
)
def test_elements_that_cannot_be_merged_are_a_mistake(keys: Any, message: str) -> None:
    into: dict[str, Any] = filters({"type": "HATE", "strength": "LOW", "days": 3})
    with pytest.raises(ValueError, match=message):
        merge(into, keys, ORDERS, FILTERS)


def test_a_value_that_another_row_holds_tighter_in_an_element_is_rounded() -> None:
    rows = [
        ByValue(key, {"x": Patch(filters({"type": "HATE", "strength": strength}))})
        for key, strength in (("a.b", "LOW"), ("a.c", "HIGH"))
    ]
    target = one_file(TargetFile("f.json", "", "json"), *rows, orders=ORDERS, keyed=FILTERS)
    done = render(target, [chosen(scale(key, ["x"]), "x") for key in ("a.b", "a.c")], "project")
    assert done.patches["settings"] == filters({"type": "HATE", "strength": "HIGH"})
    assert done.coverage["a.b"].note == "`content.filters.strength` is held tighter by another setting"
    assert (done.coverage["a.b"].rounded, done.coverage["a.c"].rounded) == (True, False)


@pytest.mark.parametrize("name", ["f.json", "f.yaml", "f.toml"])
def test_an_element_of_somebody_else_s_with_our_identity_stops_the_export(
    project: Project, name: str
) -> None:
    row = ByValue(
        "autonomy.shell",
        {
            value: Patch(filters({"type": "HATE", "strength": s}))
            for value, s in (("never", "HIGH"), ("ask", "LOW"))
        },
    )
    target = one_file(TargetFile(name, "", name[2:]), row, keyed=FILTERS)  # type: ignore[arg-type]
    project.export(ASK, target)
    project.export(NEVER, target)
    assert project.read(name).count("HATE") == 1
    theirs = project.read(name).replace("HIGH", "NONE")
    project.put(name, theirs)
    with pytest.raises(InvalidError, match="an element of its own whose `type` is `HATE`"):
        project.export(NEVER, target)
    assert project.read(name) == theirs


# ------------------------------------------------------------ everything, and bounds


def test_a_row_for_everything_is_about_what_no_other_row_is() -> None:
    target = one_file(TargetFile("f.json", "", "json"), SHELL, Everything("enforced", "carried"))
    done = render(target, [*ASK, chosen(note(), "x")], "project")
    assert {key: (c.level, c.note) for key, c in done.coverage.items()} == {
        "autonomy.shell": ("enforced", ""),
        "style.note": ("enforced", "carried"),
    }
    told = one_file(TargetFile("f.json", "", "json"), Everything("instructed", "carried"))
    assert render(told, ASK, "project").coverage["autonomy.shell"].level == "instructed"
    twice = one_file(TargetFile("f.json", "", "json"), Everything("enforced"), Everything("enforced"))
    with pytest.raises(ValueError, match="two rows for everything"):
        render(twice, ASK, "project")


ORDER = Scale(("never", "ask", "free"))
TO_ASK, ONE = Bounds.between(ORDER, "never", "ask"), Bounds.between(ORDER, "ask", "ask")


def bounds_of(choice: Choice, row: Row) -> Any:
    files = {"settings": TargetFile("f.json", "", "json"), "prompt": TargetFile("P.md", "", "markdown")}
    done = render(Target("t", "T", "1", files, (row,), values="bounds"), [choice], "project")
    return done, done.coverage[choice.setting.key]


def test_bounds_are_patched_and_told_only_where_they_leave_one_value() -> None:
    told = Instructed("autonomy.shell")
    done, coverage = bounds_of(chosen(scale(), "ask", "bound", TO_ASK), told)
    assert (done.sentences, coverage.level) == ((), "unsupported")
    assert coverage.note == "the bounds leave more than one value open"
    done, coverage = bounds_of(chosen(scale(), "ask", "bound", ONE), told)
    assert ([one.text for one in done.sentences], coverage.level) == (["Shell: ask."], "instructed")
    done, coverage = bounds_of(chosen(scale(), "ask", "bound", TO_ASK), SHELL)
    assert (done.patches["settings"], coverage.level) == ({"shell": 1}, "enforced")


def test_options_and_texts_are_no_bounds_unless_one_is_left() -> None:
    setting = Setting("a.b", "choice", "", "", None, {"x": "X", "y": "Y"}, {"x": "Be x."})
    row = ByValue("a.b", {"x": Patch({"b": 1}), "y": Patch({"b": 2})})
    open_, closed = OneOf(("x", "y"), frozenset("xy")), OneOf(("x", "y"), frozenset("x"))
    for bounds, patches in ((open_, {}), (closed, {"settings": {"b": 1}})):
        done, coverage = bounds_of(chosen(setting, "x", "bound", bounds), row)
        assert (done.patches, coverage.level) == (patches, "enforced" if patches else "unsupported")
    done, coverage = bounds_of(chosen(note(), "mine", "bound", Length(10)), Instructed("style.note"))
    assert (done.sentences, coverage.level) == ((), "unsupported")


def test_a_choice_knows_whether_bounds_fix_it() -> None:
    assert not chosen(scale(), "ask", permitted=TO_ASK).fixed
    assert chosen(scale(), "ask", permitted=ONE).fixed
    assert chosen(note(), "", permitted=Length(0)).fixed
    assert not chosen(note(), "").bounded


def test_the_plan_says_whose_values_it_is_made_from(project: Project) -> None:
    target = one_file(TargetFile("f.json", "", "json"), values="bounds")
    assert project.plan(ASK, target, one_file(TargetFile("g.json", "", "json"))).values == {"t": "effective"}
    assert project.plan(ASK, target).values == {"t": "bounds"}
