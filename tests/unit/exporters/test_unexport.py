"""Taking exports back: exactly what they wrote, byte for byte, all or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.errors import RefusedError, WriteError
from configurator.exporters import manifest, registry
from configurator.exporters.apply import diff
from configurator.exporters.plan import BACKUP
from configurator.exporters.table import Choice, Instructed, Target, TargetFile
from tests.unit.exporters import shipped
from tests.unit.exporters.helpers import Project, chosen, json_target, note, scale

ASK, FREE, NEVER = ([chosen(scale(), value)] for value in ("ask", "free", "never"))
SETTINGS = ".tool/settings.json"


def tree(root: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder."""
    return {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")
    }


def every_choice() -> list[Choice]:
    return shipped.choices(shipped.backgrounds()["developer"])


THEIRS = {
    "json": '{\n  // mine\n  "theirs": [1,2],\n  "permissions": {"deny": ["Mine"]}\n}\n',
    "toml": "# mine\ntheirs = [1,\n 2]\n",
    "yaml": "# mine\ntheirs: [1,\n  2]\n",
    "markdown": "# Mine\r\n\r\nText.",
}


CLOSED = {"yaml": "# mine\nexclude:\n  - Mine # theirs\n"}
"""In files of which the tool takes no other keys than its own."""


def readable(target: Target, name: str) -> str:
    """Something of somebody's, as the tool would read it."""
    file = target.files[name]
    if name in target.present.closed:
        return CLOSED[file.format]
    strict = file.format == "json" and not file.comments
    return THEIRS[file.format].replace("  // mine\n", "") if strict else THEIRS[file.format]


@pytest.mark.parametrize("id_", registry.TARGETS)
@pytest.mark.parametrize("scope", shipped.SCOPES)
@pytest.mark.parametrize("there_before", [False, True])
def test_a_project_is_as_it_was_before(project: Project, id_: str, scope: str, there_before: bool) -> None:
    target = registry.target(id_)
    files = {name: file for name, file in target.files.items() if file.path_in(scope)}  # type: ignore[arg-type]
    if not files:
        pytest.skip("the target has no files in this scope")
    project.put("other/file", "x")
    for name, file in files.items():
        if there_before and not file.ours:
            project.put(file.path_in(scope), readable(target, name))  # type: ignore[arg-type]
    before = tree(project.root)
    for choices in (every_choice(), shipped.choices(shipped.backgrounds()["tightest"])):
        project.export(choices, target, scope=scope)  # type: ignore[arg-type]
    assert tree(project.root) != before
    done = project.unexport([], id_, scope=scope)  # type: ignore[arg-type]
    assert done.notes == ()
    assert tree(project.root) == before
    record = manifest.load(str(project.record))
    assert (record.files, record.folders) == ({}, frozenset())


def test_all_targets_at_once_and_everything_comes_back(project: Project) -> None:
    project.put("CLAUDE.md", "# Mine\n")
    before = tree(project.root)
    targets = [registry.target(id_) for id_ in ("claude-code", "codex", "gemini-cli", "agents-md", "json")]
    project.export(every_choice(), *targets)
    project.unexport([])
    assert tree(project.root) == before


@given(st.lists(st.sampled_from(["ask", "free", "never"]), min_size=1, max_size=5), st.booleans())
def test_however_often_it_was_exported(
    tmp_path_factory: pytest.TempPathFactory, values: Sequence[str], there: bool
) -> None:
    project = Project(tmp_path_factory.mktemp("p"))
    if there:
        project.put(SETTINGS, '{"permissions": {"mode": "mine"}}')
        project.put("TOOL.md", "# Mine")
    before = tree(project.root)
    for value in values:
        project.export([chosen(scale(), value)], json_target())
    project.unexport([], "tool")
    assert tree(project.root) == before


# ------------------------------------------------------------ what stays


def shared(id_: str, key: str) -> Target:
    return Target(id_, id_, "1", {"prompt": TargetFile("AGENTS.md", "", "markdown")}, (Instructed(key),))


def test_what_another_target_says_in_the_file_stays(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = shared("one", "autonomy.shell"), shared("two", "style.note")
    monkeypatch.setattr(registry, "target", {"one": one, "two": two}.__getitem__)
    choices = [*FREE, chosen(note(), "mine")]
    project.export(choices, two)
    alone = project.read("AGENTS.md")
    project.export(choices, one)
    project.unexport(choices, "one")
    assert project.read("AGENTS.md") == alone
    assert manifest.load(str(project.record)).files[str(project.root / "AGENTS.md")].targets == ("two",)
    project.unexport(choices, "two")
    assert tree(project.root) == {}


def test_a_block_and_a_file_that_were_changed_by_hand_stay_and_are_named(project: Project) -> None:
    whole = Target("w", "W", "1", {"f": TargetFile("w/f.json", "", "json", whole=True, base={"a": 1})})
    project.export(FREE, json_target(), whole)
    for name in ("TOOL.md", "w/f.json"):
        project.put(name, project.read(name).replace("free", "mine").replace("1", "2"))
    before = tree(project.root)
    done = project.unexport([])
    assert [note.partition(" was changed by hand")[0] for note in done.notes] == [
        f"the block in `{project.root / 'TOOL.md'}`",
        f"`{project.root / 'w/f.json'}`",
    ]
    assert tree(project.root) == before


def test_keys_that_were_changed_by_hand_stay_and_the_rest_goes(project: Project) -> None:
    project.export(ASK, json_target())
    project.put(SETTINGS, project.read(SETTINGS).replace('"mode": "ask"', '"mode": "mine"'))
    done = project.unexport([], "tool")
    assert '"mode": "mine"' in project.read(SETTINGS)
    assert "Shell" not in project.read(SETTINGS)
    assert "`permissions.mode`" in done.notes[0]


def test_folders_with_something_of_the_person_s_stay(project: Project) -> None:
    project.export(ASK, json_target(path="a/b/settings.json"))
    project.put("a/mine", "x")
    project.unexport([], "tool")
    assert tree(project.root) == {"a": None, "a/mine": b"x"}


def test_a_folder_goes_with_the_last_file_in_it(project: Project) -> None:
    project.export(ASK, json_target("one", path="a/one.json"))
    project.export(ASK, json_target("two", path="a/two.json"))
    project.unexport([], "one")
    assert tree(project.root).keys() == {"a", "a/two.json"}
    project.unexport([], "two")
    assert tree(project.root) == {}


def test_a_folder_goes_even_where_the_person_removed_the_file(project: Project) -> None:
    project.export(ASK, json_target(path="a/b/settings.json"))
    (project.root / "a/b/settings.json").unlink()
    project.unexport([], "tool")
    assert tree(project.root) == {}


def test_a_backup_goes_where_it_says_the_same_and_stays_where_not(project: Project) -> None:
    mine = project.put("TOOL.md", "# Mine\n")
    project.export(FREE, json_target())
    assert (project.root / ("TOOL.md" + BACKUP)).exists()
    project.unexport([], "tool")
    assert tree(project.root) == {"TOOL.md": b"# Mine\n"}
    project.export(FREE, json_target())
    mine.write_text(mine.read_text() + "More.\n")
    project.unexport([], "tool")
    assert tree(project.root).keys() == {"TOOL.md", "TOOL.md" + BACKUP}


# ------------------------------------------------------------ refusals


def test_what_was_not_exported_there_is_named_with_where_it_was(project: Project) -> None:
    with pytest.raises(RefusedError, match="nothing was exported below") as caught:
        project.unexport([])
    assert caught.value.hint == ""
    project.export(ASK, json_target(), scope="user")
    for ids in ((), ("tool",)):
        with pytest.raises(RefusedError) as caught:
            project.unexport([], *ids)
        assert f"`--root {project.root} --scope user`" in caught.value.hint
    with pytest.raises(RefusedError, match="nothing was exported to `other`"):
        project.unexport([], "other", scope="user")


def test_all_of_it_is_taken_back_or_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.put(SETTINGS, '{"a": 1}\n')
    project.export(FREE, json_target(), json_target("two", path="new/two.json"))
    project.export(ASK, json_target(), json_target("two", path="new/two.json"))
    before, unlink = tree(project.root), os.unlink

    def fail(path: str) -> None:
        if path.endswith("two.json"):
            raise PermissionError(13, "Permission denied")
        unlink(path)

    monkeypatch.setattr(os, "unlink", fail)
    with pytest.raises(WriteError):
        project.unexport([])
    assert tree(project.root) == before
    monkeypatch.undo()
    project.unexport([])
    assert tree(project.root) == {".tool": None, SETTINGS: b'{"a": 1}\n'}


def test_the_difference_is_shown_first(project: Project) -> None:
    project.export(FREE, json_target())
    record = manifest.load(str(project.record))
    from configurator.exporters.plan import plan_without

    planned = plan_without((), lambda _: [], str(project.root), "project", record)
    assert "+++ /dev/null" in diff(planned)
