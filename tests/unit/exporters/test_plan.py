from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import ConfiguratorError, InvalidError, RefusedError, UnreadableError, UsageError
from configurator.exporters import manifest, registry
from configurator.exporters.apply import drift, write
from configurator.exporters.formats import markdown
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import BACKUP, plan
from configurator.exporters.table import ByValue, Choice, Instructed, Patch, Rank, Target, TargetFile
from configurator.exporters.targets import plain
from tests.unit.exporters.helpers import Project, chosen, json_target, note, scale

ASK = [chosen(scale(), "ask")]
NEVER = [chosen(scale(), "never")]
FREE = [chosen(scale(), "free")]
SETTINGS = ".tool/settings.json"


def writer(id_: str, path: str = "AGENTS.md", key: str = "autonomy.shell", **extra: Any) -> Target:
    return Target(id_, id_, "1", {"prompt": TargetFile(path, "", "markdown")}, (Instructed(key),), **extra)


def test_an_export_writes_what_is_enforced_and_what_is_told(project: Project) -> None:
    done = project.export(ASK, json_target())
    assert [(os.path.relpath(file.path, project.root), file.action, file.targets) for file in done.files] == [
        (SETTINGS, "create", ("tool",))
    ]
    assert json.loads(project.read(SETTINGS)) == {"permissions": {"ask": ["Shell"], "mode": "ask"}}
    told = project.export(FREE, json_target())
    assert {file.action for file in told.files} == {"create", "remove"}
    assert not (project.root / SETTINGS).exists()
    assert "- Shell: free." in project.read("TOOL.md")


def test_a_second_export_changes_nothing(project: Project) -> None:
    project.put(SETTINGS, '{"a": 1}')
    project.put("TOOL.md", "# Mine\n")
    for choices in (ASK, FREE, NEVER):
        project.export(choices, json_target())
        before = project.record.read_bytes()
        again = project.plan(choices, json_target())
        assert drift(again) == []
        assert again.record is not None
        assert again.record.action == "unchanged"
        write(again)
        assert project.record.read_bytes() == before


@pytest.mark.parametrize("settings", ['{"permissions": {"mode": "mine", "ask": ["Mine"]}}', "{ }", "", "\n"])
@pytest.mark.parametrize("prompt", ["# Mine", "# Mine\r\n\r\ntext\r\n", ""])
def test_everything_comes_back_when_nothing_applies_any_more(
    project: Project, settings: str, prompt: str
) -> None:
    project.put(SETTINGS, settings)
    project.put("TOOL.md", prompt)
    for choices in (ASK, FREE, NEVER, FREE, ASK):
        project.export(choices, json_target())
    project.export([], json_target())
    assert (project.read(SETTINGS), project.read("TOOL.md")) == (settings, prompt)
    assert manifest.load(str(project.record)).files == {}


def test_files_that_an_export_made_go_with_it(project: Project) -> None:
    project.export(ASK, json_target())
    project.export(FREE, json_target())
    project.export([], json_target())
    assert [path for path in project.root.rglob("*") if path.is_file() and BACKUP not in path.name] == []


def test_another_profile_takes_back_what_the_first_one_allowed(project: Project) -> None:
    """Two profiles, one record: otherwise the looser profile's rules would stay beside the tighter one's."""
    loose = replace(
        json_target(),
        rows=(ByValue("autonomy.shell", {"free": Patch({"permissions": {"allow": ["Shell"]}})}),),
    )
    project.export(FREE, loose)
    project.export(NEVER, loose)
    assert not (project.root / SETTINGS).exists()


def test_what_was_changed_by_hand_is_drift_and_is_put_right(project: Project) -> None:
    project.export(ASK, json_target())
    path = project.put(SETTINGS, project.read(SETTINGS).replace('"mode": "ask"', '"mode": "mine"'))
    planned = project.plan(ASK, json_target())
    assert drift(planned) == [str(path)]
    write(planned)
    assert '"mode": "ask"' in project.read(SETTINGS)
    project.export([], json_target())  # the hand-made value is the last that was not ours
    assert json.loads(project.read(SETTINGS)) == {"permissions": {"mode": "mine"}}


def test_a_block_that_was_changed_by_hand_is_not_taken_away(project: Project) -> None:
    project.export(FREE, json_target())
    text = project.put("TOOL.md", project.read("TOOL.md").replace("free.", "free, mine.")).read_text()
    done = project.export([], json_target())
    assert project.read("TOOL.md") == text
    assert "changed by hand" in done.notes[0]


def test_a_record_whose_file_is_gone_is_forgotten(project: Project) -> None:
    project.put("TOOL.md", "# Mine\n")
    project.export(FREE, json_target())
    (project.root / "TOOL.md").unlink()
    project.export(FREE, json_target())
    project.export([], json_target())
    assert not (project.root / "TOOL.md").exists()


# ------------------------------------------------------------ shared files


def test_targets_that_share_a_file_share_one_block(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = writer("one"), writer("two", key="style.note")
    monkeypatch.setattr(registry, "target", {"one": one, "two": two}.__getitem__)
    choices = [*FREE, chosen(note(), "mine")]
    project.export(choices, one)
    assert "mine" not in project.read("AGENTS.md")
    done = project.export(choices, two)
    text = project.read("AGENTS.md")
    assert text.count(markdown.BEGIN) == 1
    assert "Shell: free." in text
    assert '`"mine"`' in text
    assert done.coverage.keys() == {"two"}
    assert drift(project.plan(choices, one)) == []
    assert drift(project.plan(choices, one, two)) == []
    both = project.plan(choices, two, one)
    assert [file.targets for file in both.files] == [("two", "one")]


def test_an_owner_that_is_not_known_any_more_is_dropped_and_named(project: Project) -> None:
    project.export(FREE, writer("stranger"))
    done = project.export([chosen(note(), "mine")], writer("two", key="style.note"))
    assert "Shell" not in project.read("AGENTS.md")
    assert "`stranger`, which is not known any more" in done.notes[0]


def test_a_file_that_a_target_writes_no_more_is_cleaned_up(project: Project) -> None:
    project.export(FREE, writer("one", "OLD.md"))
    done = project.export(FREE, writer("one", "NEW.md"))
    assert {(os.path.basename(file.path), file.action) for file in done.files} == {
        ("OLD.md", "remove"),
        ("NEW.md", "create"),
    }


@pytest.mark.parametrize("path", ["/etc/passwd", "/etc"])
def test_a_record_never_leads_outside_the_root(project: Project, path: str) -> None:
    project.export(FREE, writer("one", "OLD.md"))
    record = manifest.load(str(project.record))
    moved = {path: record.files[str(project.root / "OLD.md")]}
    planned = plan(
        [writer("one", "NEW.md")], lambda _: FREE, str(project.root), "project", Manifest("", None, moved)
    )
    assert [os.path.basename(file.path) for file in planned.files] == ["NEW.md"]


# ------------------------------------------------------------ what a new file hides

CLAUDE = Target(
    "c", "C", "1", {"prompt": TargetFile("C.md", "C.md", "markdown", imports_if_new=("AGENTS.md",))},
    (Instructed("autonomy.shell"),),
)  # fmt: skip


def test_a_new_file_imports_the_one_it_hides(project: Project) -> None:
    project.put("AGENTS.md", "# Theirs\n")
    project.export(FREE, CLAUDE)
    assert project.read("C.md").splitlines()[1] == "@AGENTS.md"
    assert drift(project.plan(FREE, CLAUDE)) == []
    (project.root / "AGENTS.md").unlink()
    project.export(FREE, CLAUDE)
    assert "@AGENTS.md" not in project.read("C.md")


def test_an_old_file_hid_it_before_and_imports_nothing(project: Project) -> None:
    project.put("AGENTS.md", "# Theirs\n")
    project.put("C.md", "# Mine\n")
    project.export(FREE, CLAUDE)
    assert "@AGENTS.md" not in project.read("C.md")


def test_a_file_with_nothing_but_our_block_is_not_imported(project: Project) -> None:
    both = (CLAUDE, writer("one"))
    project.export(FREE, *both)
    assert drift(project.plan(FREE, *both)) == []
    assert "@AGENTS.md" not in project.read("C.md")
    project.put("AGENTS.md", project.read("AGENTS.md") + "\nTheirs.\n")
    assert drift(project.plan(FREE, *both)) == [str(project.root / "C.md")]


def test_what_cannot_be_judged_is_imported_and_a_person_s_own_folder_is_no_project(project: Project) -> None:
    (project.root / "AGENTS.md").write_bytes(b"\xff")
    assert "@AGENTS.md" in (project.plan(FREE, CLAUDE).files[0].after or "")
    assert "@AGENTS.md" not in (project.plan(FREE, CLAUDE, scope="user").files[0].after or "")
    (project.root / "AGENTS.md").unlink()
    (project.root / "AGENTS.md").symlink_to("C.md")
    assert "@AGENTS.md" not in (project.plan(FREE, CLAUDE).files[0].after or "")
    (project.root / "AGENTS.md").unlink()
    project.put("docs/agents.md", "theirs")
    (project.root / "AGENTS.md").symlink_to("docs/agents.md")
    assert "@AGENTS.md" in (project.plan(FREE, CLAUDE).files[0].after or "")


# ------------------------------------------------------------ limits


def many(ranks: str = "bod") -> tuple[Target, list[Choice]]:
    """A target and choices of the ranks that begin with these letters, 200 characters each."""
    names: dict[str, Rank] = {"b": "bound", "o": "own", "d": "default"}
    keys = [f"a.k{n}" for n in range(len(ranks))]
    choices = [
        chosen(scale(key, ["x" * 200, "y"]), "x" * 200, names[rank])
        for key, rank in zip(keys, ranks, strict=True)
    ]
    rows = tuple(Instructed(key) for key in keys)
    return Target("t", "T", "1", {"p": TargetFile("T.md", "", "markdown")}, rows), choices


def test_what_a_tool_would_not_read_was_not_told(project: Project) -> None:
    target, choices = many()
    done = project.plan(choices, replace(target, limit=800))
    after = done.files[0].after or ""
    assert len(after.encode()) <= 800
    levels = {key: coverage.level for key, coverage in done.coverage["t"].items()}
    assert levels == {"a.k0": "instructed", "a.k1": "instructed", "a.k2": "unsupported"}
    assert "lies beyond the 800 bytes" in done.coverage["t"]["a.k2"].note


def test_a_block_goes_on_top_where_the_end_would_not_be_read(project: Project) -> None:
    target, choices = many()
    target = replace(target, limit=2000)
    project.put("T.md", "x" * 500)
    assert (project.plan(choices, target).files[0].after or "").startswith("xxx")
    project.put("T.md", "x" * 1900)
    done = project.export(choices, target)
    assert project.read("T.md").startswith(markdown.BEGIN)
    assert {coverage.level for coverage in done.coverage["t"].values()} == {"instructed"}
    assert drift(project.plan(choices, target)) == []
    project.export([], target)
    assert project.read("T.md") == "x" * 1900


def test_bounds_are_written_even_where_they_are_not_read_and_that_is_reported(project: Project) -> None:
    target, choices = many("bbo")
    done = project.plan(choices, replace(target, limit=450))
    after = done.files[0].after or ""
    assert after.count("xxx: ") == 0
    assert after.count("- Shell: ") == 2
    assert {key: c.level for key, c in done.coverage["t"].items()} == {
        "a.k0": "instructed",
        "a.k1": "unsupported",
        "a.k2": "unsupported",
    }


def test_text_keeps_to_its_budget(project: Project) -> None:
    _, choices = many("dobd")
    done = project.plan(choices, plain.TEXT, budget=600)
    after = done.files[0].after or ""
    assert len(after) <= 600
    levels = {key: coverage.level for key, coverage in done.coverage["text"].items()}
    assert levels == {
        "a.k0": "unsupported",
        "a.k1": "instructed",
        "a.k2": "instructed",
        "a.k3": "unsupported",
    }
    assert "600 characters" in done.coverage["text"]["a.k0"].note
    assert len(project.plan(choices * 10, plain.TEXT).files[0].after or "") <= 1500


# ------------------------------------------------------------ refusals


@pytest.mark.parametrize("path", ["../x.json", "/etc/x.json", "a/../../x", ".", "a/.."])
def test_a_path_outside_the_root_is_refused(project: Project, path: str) -> None:
    with pytest.raises(RefusedError):
        project.plan(ASK, json_target(path=path))


@pytest.mark.parametrize("link", [".tool", SETTINGS, "TOOL.md"])
def test_a_link_anywhere_below_the_root_is_refused(project: Project, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "settings.json").write_text("{}")
    place = project.root / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere if link == ".tool" else elsewhere / "settings.json")
    with pytest.raises(RefusedError, match="is a link") as caught:
        project.plan(ASK, json_target())
    assert caught.value.exit_code == 1


def test_a_root_that_is_reached_through_a_link_is_fine(project: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project.root)
    done = plan([json_target()], lambda _: ASK, str(tmp_path / "link"), "project", Manifest())
    assert done.files[0].path == str(project.root / SETTINGS)


def test_folders_files_and_texts_in_the_wrong_place_are_named(project: Project) -> None:
    (project.root / SETTINGS).mkdir(parents=True)
    with pytest.raises(InvalidError, match="has to be a file, and is a folder"):
        project.plan(ASK, json_target())
    (project.root / SETTINGS).rmdir()
    os.mkfifo(project.root / SETTINGS)
    with pytest.raises(InvalidError, match="has to be a file, and is no file"):
        project.plan(ASK, json_target())
    (project.root / SETTINGS).unlink()
    (project.root / SETTINGS).write_bytes(b"{}\xff")
    with pytest.raises(UnreadableError, match="not UTF-8"):
        project.plan(ASK, json_target())
    (project.root / SETTINGS).unlink()
    (project.root / ".tool").rmdir()
    project.put(".tool", "x")
    with pytest.raises(InvalidError, match="has to be a folder, and is none"):
        project.plan(ASK, json_target())


def test_a_broken_file_stops_the_export_of_all(project: Project) -> None:
    project.put(SETTINGS, '{"a": 1, // no\n}')
    with pytest.raises(InvalidError, match="a comment is not allowed here"):
        project.export(FREE, json_target(), writer("one"))
    assert not (project.root / "AGENTS.md").exists()


@pytest.mark.parametrize("id_", ["json", "toml", "yaml", "env", "text"])
def test_a_foreign_file_is_never_replaced(project: Project, id_: str) -> None:
    target = registry.target(id_)
    name = next(iter(target.files.values())).project
    project.export(ASK, target)
    project.export(NEVER, target)
    assert drift(project.plan(NEVER, target)) == []
    project.put(name, "# mine\n")
    with pytest.raises(RefusedError, match="was not written by this program"):
        project.plan(ASK, target)


def test_usage_is_explained(project: Project) -> None:
    for root, targets, scope in (
        ("none", [json_target()], "project"),
        ("", [writer("one")], "user"),
        ("", [], "user"),
    ):
        with pytest.raises(UsageError):
            plan(targets, lambda _: ASK, str(project.root / root), scope, Manifest())  # type: ignore[arg-type]


def test_errors_of_targets_that_disagree_are_the_programmer_s(project: Project) -> None:
    other = Target(
        "other", "O", "1", {"prompt": TargetFile(SETTINGS, "", "markdown")}, (Instructed("autonomy.shell"),)
    )
    with pytest.raises(ValueError, match="two formats"):
        project.plan(ASK, json_target(), other)
    assert not issubclass(ConfiguratorError, ValueError)
