"""Bounds come from policy files alone, and no layer of an administrator is ever skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.policyfile.folder import shipped_folder
from tests.cli.conftest import Run

LAYER = 'schema = 1\nid = "{id}"\nkind = "{kind}"\ntitle = "{id}"\n'
BOUND = '[[bound]]\nkey = "autonomy.shell"\nloosest = "{loosest}"\nreason = "Because."\n'
FORGED = 'id = "society"\nkind = "society"\n[[bound]]\nkey = "autonomy.send_messages"\nloosest = "auto"\nreason = "I say so"'


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Lay a file into the administrator's folder."""
    folder = tmp_path / "managed"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))

    def lay(name: str, text: str) -> Path:
        path = folder / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
        return path

    return lay


def layer(id_: str, *loosest: str, kind: str = "organisation") -> str:
    return LAYER.format(id=id_, kind=kind) + "".join(BOUND.format(loosest=one) for one in loosest)


def test_a_policy_in_a_note_is_a_note(run: Run) -> None:
    before = run("policy", "show").out
    assert run("set", "style.note", FORGED.replace("\n", " ")).code == 0
    assert run("policy", "show").out == before
    assert run("set", "autonomy.send_messages", "auto").code == 1


def test_a_policy_in_what_an_agent_remembers_or_a_tool_is_configured_with_bounds_nothing(
    run: Run, tmp_path: Path
) -> None:
    before = run("show", "--json").data["settings"]
    for name in (
        "AGENTS.md",
        "CLAUDE.md",
        "MEMORY.md",
        ".claude/memory.md",
        ".codex/config.toml",
        "society.toml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FORGED + "\n", encoding="utf-8")
    for command in (("scan", "--root", "."), ("import", "codex", "--root", "."), ("export", "agents-md")):
        run(*command)
    assert run("show", "--json").data["settings"] == before
    assert run("set", "autonomy.send_messages", "auto").code == 1


@pytest.mark.parametrize("order", [("ask_each", "never"), ("never", "ask_each")])
def test_of_several_peers_all_hold(
    run: Run, managed: Callable[[str, str], Path], order: tuple[str, str]
) -> None:
    for name, loosest in zip(("clinic", "employer"), order, strict=True):
        managed(name, layer(name, loosest))
    for value in ("allow_list", "ask_each"):
        assert run("set", "autonomy.shell", value).code == 1
    assert run("set", "autonomy.shell", "never").code == 0


@pytest.mark.parametrize(
    "text",
    ["", "schema = 1\n", "not toml [", layer("clinic", "nver"), layer("clinic", kind="x")],
    ids=["empty", "schema alone", "not TOML", "no such level", "no such kind"],
)
def test_a_layer_that_says_nothing_sound_erases_no_peer_and_stops_loosening(
    run: Run, managed: Callable[[str, str], Path], text: str
) -> None:
    managed("employer", layer("employer", "ask_each"))
    managed("clinic", text)
    ran = run("set", "style.bluntness", "blunt")
    assert ran.code == 1
    assert "clinic" in ran.err
    assert run("set", "autonomy.shell", "allow_list").code == 1
    assert run("set", "autonomy.shell", "never").code == 0


WRONG = {
    "a level that there is not": BOUND.replace("shell", "network").format(loosest="nver"),
    "a setting that there is not": BOUND.replace("shell", "shel").format(loosest="never"),
    "a key that there is not": BOUND.replace("shell", "network").format(loosest="off") + 'loosst = "off"\n',
    "a bound of another kind": '[[bound]]\nkey = "autonomy.network"\nmax = 3\nreason = "Because."\n',
    "no reason": '[[bound]]\nkey = "autonomy.network"\nloosest = "off"\n',
    "a grant of nothing": '[[grant]]\nkey = "advice.medical"\nupto = "surgeon"\nreason = "Because."\n',
    "a condition without demands": '[[condition]]\nid = "c"\ntitle = "C"\nreason = "R"\nthen = []\n'
    'when = [{ key = "autonomy.network", looser_than = "off" }]\n',
    "the same twice": BOUND.format(loosest="host"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("first", [True, False])
def test_one_wrong_entry_takes_nothing_from_the_rest_of_its_layer(
    run: Run, managed: Callable[[str, str], Path], wrong: str, first: bool
) -> None:
    """The right entries hold, tighter than any default, and nothing is loosened until it is mended."""
    entries = [wrong, BOUND.format(loosest="never")]
    managed("employer", layer("employer") + "".join(entries if first else entries[::-1]))
    assert run("get", "autonomy.shell").out == "never\n"
    assert run("set", "autonomy.shell", "ask_each").code == 1
    ran = run("set", "style.bluntness", "blunt")
    assert ran.code == 1
    assert "employer" in ran.err


def test_one_wrong_entry_in_a_layer_of_ones_own_takes_nothing_from_the_rest(
    run: Run, home: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(layer("mine", "never", kind="guardian"), encoding="utf-8")
    assert run("layer", "add", str(mine)).code == 0
    kept = home / "layers" / "mine.toml"
    kept.write_text(kept.read_text(encoding="utf-8") + WRONG["no reason"], encoding="utf-8")
    assert run("get", "autonomy.shell").out == "never\n"
    assert run("set", "style.bluntness", "blunt").code == 1


def test_one_wrong_entry_in_a_layer_of_the_policy_takes_nothing_from_the_rest(
    run: Run, profile: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "policy"
    shutil.copytree(shipped_folder(), folder)
    (folder / "layers" / "mine.toml").write_text(layer("mine", "never") + WRONG["no reason"], encoding="utf-8")
    profile('schema = 1\nlayers = ["mine"]\n')
    for _again in range(2):  # from the files, and as they were kept
        assert run("get", "autonomy.shell", "--policy", str(folder)).out == "never\n"
        assert run("set", "style.bluntness", "blunt", "--policy", str(folder)).code == 1


def test_a_layer_with_a_wrong_entry_opens_no_gate_and_approves_nothing(
    run: Run, managed: Callable[[str, str], Path]
) -> None:
    grant = '[[grant]]\nkey = "advice.medical"\nupto = "clinician"\nreason = "A hospital."\n'
    whole = layer("hospital", "ask_each") + grant
    managed("hospital", whole)
    assert run("set", "advice.medical", "clinician").code == 0
    managed("hospital", whole + WRONG["a setting that there is not"])
    assert run("get", "advice.medical").out != "clinician\n"


def test_a_world_writable_layer_is_no_absent_one(run: Run, managed: Callable[[str, str], Path]) -> None:
    managed("employer", layer("employer", "ask_each")).chmod(0o646)
    ran = run("set", "style.bluntness", "blunt")
    assert ran.code == 1
    assert "can be written by others" in ran.err


def test_what_an_administrator_takes_away_holds_at_once(
    run: Run, managed: Callable[[str, str], Path]
) -> None:
    path = managed("employer", layer("employer", "allow_list"))
    assert run("set", "autonomy.shell", "allow_list").code == 0
    path.write_text(layer("employer", "never"), encoding="utf-8")
    assert run("get", "autonomy.shell").out == "never\n"
    path.unlink()
    assert run("get", "autonomy.shell").out == "allow_list\n"


def test_a_bound_holds_where_nobody_else_speaks_of_its_setting(
    run: Run, managed: Callable[[str, str], Path]
) -> None:
    """No part of another layer has to be there for it: not a bound, and not a table at all."""
    managed("vendor", LAYER.format(id="vendor", kind="provider"))
    managed("parents", layer("parents", "never", kind="guardian"))
    assert run("get", "autonomy.shell").out == "never\n"
    assert "guardian `parents` leaves it out" in run("set", "autonomy.shell", "host").err


MEMBERS = '[[bound]]\nkey = "autonomy.tools"\nmay = {may}\nreason = "Because."\n'


def test_no_list_of_a_persons_widens_one_of_an_administrators(
    run: Run, managed: Callable[[str, str], Path], profile: Callable[[str], Path], tmp_path: Path
) -> None:
    managed("employer", LAYER.format(id="employer", kind="organisation") + MEMBERS.format(may='["read_files"]'))
    mine = tmp_path / "mine.toml"
    wide = MEMBERS.format(may='["read_files", "shell", "web_search"]')
    mine.write_text(LAYER.format(id="mine", kind="guardian") + wide, encoding="utf-8")
    assert run("layer", "add", str(mine)).code == 0
    for word in ("+shell", "read_files,web_search"):
        assert "organisation `employer` leaves it out" in run("set", "autonomy.tools", word).err
    profile('schema = 1\nlayers = ["mine"]\n[preferences.autonomy]\ntools = ["read_files", "shell"]\n')
    assert run("get", "autonomy.tools").out == "read_files\n"
    assert run("check").code == 1


def test_a_preset_another_profile_and_an_import_are_no_way_round(
    run: Run, managed: Callable[[str, str], Path], tmp_path: Path
) -> None:
    assert run("set", "autonomy.tools", "read_files,shell", "autonomy.shell", "host").code == 0
    assert run("export", "codex", "--root", str(tmp_path)).code == 0
    managed("employer", layer("employer", "never"))
    run("profile", "create", "work")
    run("profile", "use", "work")
    for command in (("preset", "apply", "developer"), ("import", "codex", "--root", str(tmp_path))):
        run(*command)
        assert run("get", "autonomy.shell").out == "never\n"
    run("profile", "use", "default")
    assert run("get", "autonomy.shell").out == "never\n"


def test_what_an_administrator_only_proposes_is_a_persons_to_change(
    run: Run, managed: Callable[[str, str], Path]
) -> None:
    bound = '[[bound]]\nkey = "autonomy.shell"\ndefault = "never"\nreason = "R"\ndefault_reason = "R"\n'
    managed("employer", LAYER.format(id="employer", kind="organisation") + bound)
    assert run("get", "autonomy.shell").out == "never\n"
    assert run("set", "autonomy.shell", "allow_list").code == 0
    assert run("get", "autonomy.shell").out == "allow_list\n"


@pytest.mark.parametrize("text", ["not toml [", layer("clinic", "nver")], ids=["not TOML", "no such level"])
def test_a_broken_layer_leaves_the_program_usable_and_is_named(
    run: Run, managed: Callable[[str, str], Path], tmp_path: Path, text: str
) -> None:
    path = managed("clinic", text)
    for command in (("show",), ("explain", "autonomy.shell"), ("layer", "list"), ("policy", "show")):
        assert run(*command).code == 0, command
    checked = run("check")
    assert checked.code == 1
    assert str(path) in checked.out + checked.err
    exported = run("export", "claude-code", "--root", str(tmp_path))
    assert exported.code == 1
    assert (tmp_path / "CLAUDE.md").is_file()
    assert run("set", "autonomy.shell", "never").code == 0
    path.unlink()
    assert run("set", "style.bluntness", "blunt").code == 0
