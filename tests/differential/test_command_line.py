"""`configurator check` gives the verdict of the reference on files, too."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from configurator.cli.main import main
from tests.differential import spelling
from tests.differential.cases import Ground, ground, profiles
from tests.differential.judges import reference
from tests.differential.spelling import UnspeakableError

GROUNDS = 12
PROFILES = 6


def grounds(random: Random) -> list[Ground]:
    """Some that files can say, with every layer readable."""
    found: list[Ground] = []
    while len(found) < GROUNDS:
        some = ground(random)
        try:
            spelling.write(some.world, Path("tried"))
        except UnspeakableError:
            continue
        found.append(Ground(some.world))
    return found


def written(some: Ground, folder: Path) -> list[str]:
    """The files of the policy; the options that name them and every layer."""
    spelling.write(some.world, folder)
    own = (str(path) for path in sorted((folder / "own").glob("*.toml")))
    named = (path.stem for path in sorted((folder / "layers").glob("*.toml")))
    return ["--policy", str(folder), *(part for layer in (*named, *own) for part in ("--layer", layer))]


@pytest.mark.parametrize("seed", [1, 2])
def test_check_refuses_what_the_reference_refuses(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFIGURATOR_HOME", str(tmp_path / "home"))
    random, refused, taken = Random(seed), 0, 0
    for number, some in enumerate(grounds(random)):
        options, judge = written(some, tmp_path / str(number)), reference(some)
        for raw in profiles(random, some, PROFILES):
            text, unspoken = spelling.profile(raw)
            path = tmp_path / "p.toml"
            path.write_text(text, encoding="utf-8")
            expected = {key for key, said in judge(raw).said.items() if said} - unspoken.keys()
            code = main(["check", str(path), *options, "--json"])
            said = {one["key"] for one in json.loads(capsys.readouterr().out)["files"][0]["violations"]}
            assert said == expected, text
            assert code == int(bool(expected))
            refused, taken = refused + len(expected), taken + len(raw) - len(expected)
    assert refused > GROUNDS
    assert taken > GROUNDS
