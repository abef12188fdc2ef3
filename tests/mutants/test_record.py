"""What is kept of whole runs: the figures add up, are enough, and say when the code is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.__main__ import LEAST, main, say, told
from tests.mutants.record import KEPT, Found, code_of, digest, digest_of, found, read, write
from tests.mutants.running import LAYERS, Layer, Mutant
from tests.mutants.survivors import survivors

DOMAIN = LAYERS[0]
EXPLAINED = Mutant("m", survivors()[0].function, survivors()[0].was, survivors()[0].becomes[0], "alive")
MUTANTS = [
    EXPLAINED,
    Mutant("n", "a.b", "x", "y", "alive"),
    Mutant("o", "a.b", "x", "z", "no tests"),
    Mutant("p", "a.b", "x", "v", "timed out"),
    *(Mutant(f"q{number}", "a.b", "x", str(number), "killed") for number in range(96)),
]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_enough_is_kept_of_every_layer(layer: Layer, capsys: pytest.CaptureFixture[str]) -> None:
    kept = read(KEPT)[layer.name]
    counts = told(kept)
    assert counts.killed + counts.timed_out + counts.no_tests + counts.alive == counts.mutants > 0
    assert counts.explained_score >= LEAST
    assert f"{layer.name}: {counts.mutants} mutants, " in capsys.readouterr().out


def test_what_is_written_is_read_beside_the_other_layers(tmp_path: Path) -> None:
    one = found("domain", digest(DOMAIN), MUTANTS)
    assert (one.layer, one.mutants, one.timed_out, one.living) == ("domain", 100, 1, tuple(MUTANTS[:3]))
    other = replace(one, layer="store", living=())
    path = tmp_path / "record.json"
    assert read(path) == {}
    write(path, [other], ["domain", "store"])
    write(path, [one], ["domain", "store"])
    assert list(read(path).items()) == [("domain", one), ("store", other)]
    write(path, [replace(one, mutants=200)], ["domain", "store"])
    assert read(path) == {"domain": replace(one, mutants=200), "store": other}


def test_what_is_kept_is_told_and_what_is_old_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    one = found("domain", digest(DOMAIN), MUTANTS)
    assert say([DOMAIN], {"domain": one}) == 0
    assert capsys.readouterr().out == (
        "\na.b (alive)\n- x\n+ y\n\na.b (no tests)\n- x\n+ z\n\n"
        "domain: 100 mutants, 96 killed, 1 timed out, 1 without tests, 2 alive; 97.0 %\n"
        "  1 explained, 2 unexplained; 98.0 %\n"
    )
    assert say([DOMAIN], {"domain": replace(one, digest="another")}) == 0
    assert capsys.readouterr().out.endswith("  the code has changed since\n")


def test_too_little_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    living = tuple(Mutant(f"n{number}", "a.b", "x", str(number), "alive") for number in range(6))
    one = Found("domain", digest(DOMAIN), 100, 0, living)
    assert say([DOMAIN], {"domain": one}) == 1
    assert say([DOMAIN], {"domain": replace(one, living=living[:5])}) == 0
    assert say([DOMAIN], {}) == 1
    assert capsys.readouterr().out.endswith("domain: nothing is kept\n")


@pytest.mark.parametrize("part", [["--only", "configurator.domain.text"], ["--sample", "3"]])
def test_a_part_of_a_layer_is_not_kept(
    part: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*part, "--layer", "domain", "--record", str(tmp_path / "record.json")]) == 2
    assert capsys.readouterr().err == "only whole layers are kept\n"


def test_a_digest_tells_names_and_contents_apart() -> None:
    files = [("a.py", b"1"), ("b.py", b"2")]
    assert digest_of(files) == digest_of(list(files))
    different = [[("a.py", b"2"), ("b.py", b"2")], [("c.py", b"1"), files[1]], [("a.py", b"1b.py\x002")], []]
    assert len({digest_of(files), *map(digest_of, different)}) == 5


def test_the_code_of_a_layer_is_its_modules() -> None:
    assert [path.name for path in code_of(LAYERS[-1])] == ["render.py"]
    assert {"bounds.py", "orders.py"} <= {path.name for path in code_of(DOMAIN)}
