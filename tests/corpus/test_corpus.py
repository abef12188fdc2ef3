"""Every file of the corpora, by the command by which a person meets it.

`UPDATE_GOLD=1 python -m pytest tests/corpus` writes what is said to the invalid ones anew;
read the difference before it is committed. A file's `.txt` is the exit code, then what was
said; `valid` files are taken without a word.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from configurator.domain.text import refused_character
from tests.cli.conftest import Ran, Run
from tests.corpus.kinds import FOLDER, KINDS, files, laid

VALID = [(kind, file) for kind in KINDS for file in files("valid", kind)]
INVALID = [(kind, file) for kind in KINDS for file in files("invalid", kind)]


def _named(case: object) -> str:
    return f"{case.parent.name}/{case.name}" if isinstance(case, Path) else ""


def met(run: Run, folder: Path, kind: str, file: Path) -> Ran:
    laid(kind, file.read_bytes(), folder)
    return run(*KINDS[kind].command)


def is_safe(text: str) -> bool:
    """Whether a terminal shows ``text`` and obeys none of it."""
    return not any(map(refused_character, text.split("\n")))


@pytest.mark.parametrize(("kind", "file"), VALID, ids=_named)
def test_a_valid_file_is_taken_without_a_word(run: Run, tmp_path: Path, kind: str, file: Path) -> None:
    ran = met(run, tmp_path, kind, file)
    assert (ran.code, [line for line in ran.err.splitlines() if line.startswith("error")]) == (0, [])


@pytest.mark.parametrize(("kind", "file"), INVALID, ids=_named)
def test_an_invalid_file_is_told_in_these_words(run: Run, tmp_path: Path, kind: str, file: Path) -> None:
    ran = met(run, tmp_path, kind, file)
    assert ran.code in (1, 2)
    assert "Traceback" not in ran.err
    assert is_safe(ran.err)
    assert is_safe(ran.out)
    said = ran.err
    if ran.code == 1:  # what was found is data
        found = (
            json.loads(ran.out, parse_constant=pytest.fail) if "--json" in KINDS[kind].command else ran.out
        )
        said += (
            json.dumps(found, indent=1, ensure_ascii=False) + "\n" if not isinstance(found, str) else found
        )
    said = f"{ran.code}\n{said}".replace(str(tmp_path), ".")
    beside = file.with_name(f"{file.name}.txt")
    if os.environ.get("UPDATE_GOLD"):
        beside.write_text(said, encoding="utf-8")
    assert said == beside.read_text(encoding="utf-8")


def test_every_kind_has_files_of_both_sorts_and_no_other_folder_stands_there() -> None:
    for verdict in ("valid", "invalid"):
        folders = {one.name for one in (FOLDER / verdict).iterdir()}
        assert folders == {kind for kind in KINDS if files(verdict, kind)}
    assert all(files("valid", kind) for kind in KINDS)
    assert all(files("invalid", kind) for kind in KINDS if kind != "env")  # of which every text is one


def test_every_answer_has_its_question() -> None:
    answers = {one for kind in KINDS for one in (FOLDER / "invalid" / kind).glob("*.txt")}
    assert answers == {file.with_name(f"{file.name}.txt") for _kind, file in INVALID}
