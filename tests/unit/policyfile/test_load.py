"""Whole folders: what stops a policy, what stops only those who name it, and layers from elsewhere."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.bounds import Bounds
from configurator.domain.policy import Line, Place
from configurator.errors import ConfiguratorError, InvalidError, UnreadableError
from configurator.policyfile.load import chosen_preset, load_policy, read_layer
from configurator.policyfile.managed import managed_layers
from tests.unit.policyfile.folder import bound, layer, policy, society

SHIPPED = Path(__file__).parents[3] / "policies"
EU = layer("eu", "jurisdiction", bound("a.limit", "max = 30"))


def test_a_policy_has_its_layers_by_name(tmp_path: Path) -> None:
    loaded = load_policy(str(policy(tmp_path, eu=EU)))
    assert (list(loaded.layers), loaded.broken, loaded.id, loaded.version) == (["eu"], {}, "test", "1.0.0")
    assert (loaded.society.may_grant, loaded.layers["eu"].may_grant) == (False, True)


def test_a_broken_layer_is_remembered_and_not_skipped(tmp_path: Path) -> None:
    loaded = load_policy(str(policy(tmp_path, eu=EU, firm="schema = ", mum=EU.replace("max", "maxx"))))
    assert list(loaded.layers) == ["eu"]
    assert sorted(loaded.broken) == ["layer firm", "layer mum"]
    assert "mum.toml:9: unknown key `maxx`" in loaded.broken["layer mum"]


def test_a_layer_is_not_of_the_society(tmp_path: Path) -> None:
    loaded = load_policy(str(policy(tmp_path, eu=EU.replace("jurisdiction", "society"))))
    assert "only `society.toml` is of kind `society`" in loaded.broken["layer eu"]


def test_a_broken_preset_is_told_to_whoever_names_it(tmp_path: Path) -> None:
    folder = policy(tmp_path)
    (folder / "presets" / "good.toml").write_text(
        "schema = 1\nid = 'good'\ntitle = 'G'\n[preferences.a]\nlimit = 30\nshell = 'ask'\n"
    )
    (folder / "presets" / "bad.toml").write_text("schema = 1\nid = 'bad'\n")
    loaded = load_policy(str(folder))
    assert chosen_preset(loaded, "good").preferences == {"a.limit": 30, "a.shell": "ask"}
    for name, says in (("bad", "cannot be used"), ("goood", "there is no preset `goood`")):
        with pytest.raises(InvalidError, match=says):
            chosen_preset(loaded, name)


@pytest.mark.parametrize("missing", ["society.toml", "catalogue", "."])
def test_a_folder_without_a_policy_is_unreadable(tmp_path: Path, missing: str) -> None:
    folder = policy(tmp_path / "p")
    gone = folder / missing
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with pytest.raises(UnreadableError):
        load_policy(str(folder))


def test_what_is_hidden_or_no_toml_is_no_part_of_a_policy(tmp_path: Path) -> None:
    folder = policy(tmp_path, eu=EU)
    before = load_policy(str(folder))
    (folder / "layers" / ".eu.toml").write_text("nonsense")
    (folder / "layers" / "notes.md").write_text("nonsense")
    assert load_policy(str(folder)) == before


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    folder = policy(tmp_path, eu=EU)
    digests = [load_policy(str(folder)).sha256]
    (folder / "layers" / "eu.toml").rename(folder / "layers" / "ue.toml")
    digests.append(load_policy(str(folder)).sha256)
    (folder / "layers" / "ue.toml").write_text(EU + "# x\n")
    digests.append(load_policy(str(folder)).sha256)
    assert len(set(digests)) == 3


def test_a_layer_from_a_file_of_ones_own_is_the_layer(tmp_path: Path) -> None:
    folder = policy(tmp_path, eu=EU)
    loaded = load_policy(str(folder))
    own = read_layer(str(folder / "layers" / "eu.toml"), loaded, may_grant=False)
    assert (own.lines, own.may_grant) == (loaded.layers["eu"].lines, False)


def test_a_layer_from_elsewhere_may_cite_what_the_society_cites(tmp_path: Path) -> None:
    text = society(bound("a.limit", 'max = 50\nsource = [{ id = "law" }]'), bound("a.shell", 'fixed = "no"'))
    loaded = load_policy(str(policy(tmp_path / "p", text)))
    (tmp_path / "eu.toml").write_text(EU + 'source = [{ id = "law", at = "Art. 5" }]\n')
    own = read_layer(str(tmp_path / "eu.toml"), loaded, may_grant=True)
    assert str(own.lines["a.limit"].sources[0]) == "The Law, Art. 5"


@pytest.mark.parametrize("path", sorted((SHIPPED / "layers").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_layer_can_be_managed(path: Path) -> None:
    loaded = load_policy(str(SHIPPED))
    read = read_layer(str(path), loaded, may_grant=True).lines
    assert {key: _anywhere(line) for key, line in read.items()} == {
        key: _anywhere(line) for key, line in loaded.layers[path.stem].lines.items()
    }


def _anywhere(line: Line) -> Line:
    """The line without its place: the shipped policy's is named to people, not to the system."""
    return replace(line, place=Place())


def test_the_shipped_policy_is_whole() -> None:
    loaded = load_policy(str(SHIPPED))
    assert loaded.broken == {}
    assert len(loaded.catalogue.settings) == len(loaded.society.lines)


# ------------------------------------------------------------ managed layers


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A managed folder with one layer, and no managed folder of this machine's own."""
    folder = tmp_path / "managed"
    folder.mkdir(0o755)
    (folder / "eu.toml").write_text(EU)
    (folder / "eu.toml").chmod(0o644)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(folder))
    return folder


def found(tmp_path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The ids of the managed layers, and what keeps others from being read."""
    layers, obstacles = managed_layers(load_policy(str(policy(tmp_path / "p"))))
    return [one.id for one in layers], [(one.layer, one.reason) for one in obstacles]


def test_a_managed_layer_applies(tmp_path: Path, managed: Path) -> None:
    assert found(tmp_path) == (["eu"], [])
    assert managed.is_dir()


def test_a_managed_folder_that_is_named_has_to_exist(tmp_path: Path, managed: Path) -> None:
    shutil.rmtree(managed)
    assert found(tmp_path) == ([], [("managed", f"the managed folder `{managed}` does not exist")])


def test_a_managed_folder_that_is_a_file_is_an_obstacle(tmp_path: Path, managed: Path) -> None:
    shutil.rmtree(managed)
    managed.write_text("")
    layers, obstacles = found(tmp_path)
    assert (layers, len(obstacles)) == ([], 1)


@pytest.mark.parametrize("bits", [0o775, 0o757, 0o777, 0o1777])
def test_a_managed_folder_that_others_can_write_to_is_an_obstacle(
    tmp_path: Path, managed: Path, bits: int
) -> None:
    managed.chmod(bits)
    layers, obstacles = found(tmp_path)
    assert (layers, [name for name, _ in obstacles]) == ([], ["managed"])
    assert "can be written by others" in obstacles[0][1]


@pytest.mark.parametrize("bits", [0o664, 0o646])
def test_a_managed_layer_that_others_can_write_to_is_an_obstacle(
    tmp_path: Path, managed: Path, bits: int
) -> None:
    (managed / "mum.toml").write_text(EU.replace('"eu"', '"mum"'))
    (managed / "mum.toml").chmod(0o644)
    (managed / "eu.toml").chmod(bits)
    layers, obstacles = found(tmp_path)
    assert (layers, [name for name, _ in obstacles]) == (["mum"], ["eu"])


def test_a_managed_folder_inside_one_that_others_can_write_to_is_an_obstacle(
    tmp_path: Path, managed: Path
) -> None:
    tmp_path.chmod(0o777)
    layers, obstacles = found(tmp_path)
    tmp_path.chmod(0o700)
    assert (layers, len(obstacles)) == ([], 1)
    assert managed.is_dir()


def test_a_managed_layer_that_leads_to_a_file_others_can_write_is_an_obstacle(
    tmp_path: Path, managed: Path
) -> None:
    (tmp_path / "open.toml").write_text(EU)
    (tmp_path / "open.toml").chmod(0o666)
    (managed / "eu.toml").unlink()
    (managed / "eu.toml").symlink_to(tmp_path / "open.toml")
    assert found(tmp_path)[0] == []


@pytest.mark.parametrize(
    "content", ["nonsense", EU.replace("max", "maxx"), EU.replace("a.limit", "a.no"), "\udcff", "schema = 99"]
)
def test_a_managed_layer_that_cannot_be_read_is_an_obstacle_of_one_line(
    tmp_path: Path, managed: Path, content: str
) -> None:
    (managed / "eu.toml").write_bytes(content.encode(errors="surrogateescape"))
    layers, obstacles = found(tmp_path)
    assert (layers, [name for name, _ in obstacles]) == ([], ["eu"])
    assert "\n" not in obstacles[0][1]


TWO = layer("eu", "jurisdiction", bound("a.limit", "max = 30"), bound("a.shell", 'loosest = "ask"'))


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (TWO.replace("max", "maxx"), ["a.shell"]),
        (TWO.replace('"ask"', '"aks"'), ["a.limit"]),
        (TWO + "[[bound]]\nkey = 3\n", ["a.limit", "a.shell"]),
        (TWO.replace("title", "titel", 1), []),
        (TWO.replace("jurisdiction", "society"), []),
        (TWO.replace("schema = 1", "schema = 2"), []),
        (TWO + "more = 1\n[[bounds]]\n", []),
    ],
)
def test_of_a_managed_layer_with_a_mistake_the_right_entries_hold(
    tmp_path: Path, managed: Path, content: str, left: list[str]
) -> None:
    (managed / "eu.toml").write_text(content)
    layers, obstacles = managed_layers(load_policy(str(policy(tmp_path / "p"))))
    assert [one.layer for one in obstacles] == ["eu"]
    assert [key for one in layers for key in one.lines] == left
    assert all(one.managed and not one.may_grant and one.approval is None for one in layers)


def test_what_is_bounded_twice_is_bounded_by_the_narrower(tmp_path: Path, managed: Path) -> None:
    text = layer("eu", "jurisdiction", bound("a.limit", "max = 30"), bound("a.limit", "max = 70"))
    (managed / "eu.toml").write_text(text)
    loaded = load_policy(str(policy(tmp_path / "p")))
    (one,), (obstacle,) = managed_layers(loaded)
    assert "is bounded twice" in obstacle.reason
    bounds = one.lines["a.limit"].bounds
    assert isinstance(bounds, Bounds)
    assert bounds.span == (0, 30)


def test_a_managed_layer_that_leads_nowhere_is_an_obstacle(tmp_path: Path, managed: Path) -> None:
    (managed / "mum.toml").symlink_to("nowhere")
    layers, obstacles = found(tmp_path)
    assert (layers, [name for name, _ in obstacles]) == (["eu"], ["mum"])


def test_a_managed_folder_that_leads_nowhere_is_an_obstacle_even_the_system_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An administrator set it up; what it leads to (a share, say) is not there now."""
    (tmp_path / "link").symlink_to("nowhere")
    folder = str(tmp_path / "link")
    monkeypatch.setattr("configurator.policyfile.managed.managed_folders", lambda: [(folder, False)])
    assert found(tmp_path) == ([], [("managed", f"the managed folder `{folder}` does not exist")])


def test_a_managed_folder_that_cannot_be_looked_at_is_an_obstacle(
    tmp_path: Path, managed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def fail(path: Any, **named: Any) -> os.stat_result:
        if str(path) == str(managed.parent):
            raise OSError(errno.EIO, "Input/output error")
        return real(path, **named)

    monkeypatch.setattr(os, "stat", fail)
    assert found(tmp_path) == ([], [("managed", f"the managed folder `{managed}` cannot be read")])


def test_a_managed_layer_that_is_a_folder_or_a_pipe_is_an_obstacle(tmp_path: Path, managed: Path) -> None:
    (managed / "a.toml").mkdir(0o755)
    os.mkfifo(managed / "b.toml", 0o600)
    layers, obstacles = found(tmp_path)
    assert (layers, [name for name, _ in obstacles]) == (["eu"], ["a", "b"])


def test_the_environment_adds_a_managed_folder_and_replaces_none(
    tmp_path: Path, managed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is bound could otherwise point the program elsewhere."""
    from configurator.policyfile.managed import managed_folders

    both = [folder for folder, _ in managed_folders()]
    monkeypatch.delenv("CONFIGURATOR_MANAGED")
    assert both == [*(folder for folder, _ in managed_folders()), str(managed)]
    assert found(tmp_path / "x")[0] == []


def test_errors_of_a_layer_carry_all_that_was_found(tmp_path: Path) -> None:
    loaded = load_policy(str(policy(tmp_path / "p")))
    (tmp_path / "eu.toml").write_text(EU.replace("max", "maxx") + "y = 1\n")
    with pytest.raises(ConfiguratorError) as caught:
        read_layer(str(tmp_path / "eu.toml"), loaded, may_grant=True)
    assert len(caught.value.others) == 1
