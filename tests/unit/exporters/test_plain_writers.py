from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.text import refused_character
from configurator.exporters.marks import KEY, is_ours
from configurator.exporters.render import Sentence
from configurator.exporters.targets.plain import TEXT
from configurator.exporters.writers import writer
from configurator.exporters.writers.draft import Draft
from tests.unit.exporters.helpers import HOSTILE, amount, chosen, members, note, scale

TEXTS = st.text(max_size=40).filter(lambda text: not refused_character(text))


def tree(text: str) -> dict[str, Any]:
    return {
        "autonomy": {"shell": "never", "tools": ["read", "shell"]},
        "privacy": {"days": 30},
        "style": {"note": text},
    }


def dumped(kind: str, text: str) -> str:
    shell, tools = chosen(scale(), "never"), chosen(members(), frozenset({"shell", "read"}))
    return writer(kind)(Draft(TEXT, [shell, tools, chosen(amount(), 30), chosen(note(), text)]))


READERS: dict[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", READERS)
def test_hostile_text_comes_back_and_makes_no_second_key(kind: str, text: str) -> None:
    check(kind, text)


@pytest.mark.parametrize("kind", READERS)
@given(text=TEXTS)
def test_any_text_comes_back(kind: str, text: str) -> None:
    check(kind, text)


def check(kind: str, text: str) -> None:
    found = READERS[kind](dumped(kind, text))
    found.pop(KEY, None)
    assert found == {"schema": 1, "settings": tree(text)}


def in_shell(script: str) -> dict[str, str]:
    """What a shell has after reading ``script``: its variables of ours, and EVIL."""
    done = subprocess.run(
        ["env", "-i", "PATH=/bin:/usr/bin", "sh", "-c", "set -a; . ./f.env; env -0"],
        input=None, capture_output=True, check=True, cwd=script,
    )  # fmt: skip
    pairs = (pair.partition("=") for pair in done.stdout.decode().split("\0") if pair)
    return {name: value for name, _, value in pairs if name.startswith(("BEHAVIOR", "EVIL"))}


def test_hostile_text_is_data_to_a_shell(tmp_path: Any) -> None:
    for text in HOSTILE:
        script = dumped("env", text)
        (tmp_path / "f.env").write_text(script, encoding="utf-8")
        found = in_shell(str(tmp_path))
        assert json.loads(f'"{found.pop("BEHAVIOR_STYLE_NOTE")}"') == text
        assert found == {
            "BEHAVIOR_AUTONOMY_SHELL": "never",
            "BEHAVIOR_AUTONOMY_TOOLS": "read,shell",
            "BEHAVIOR_PRIVACY_DAYS": "30",
        }


@given(text=TEXTS)
def test_env_files_hold_nothing_on_which_readers_disagree(text: str) -> None:
    lines = dumped("env", text).split("\n")
    assert lines[-1] == ""
    assert lines[0].startswith("#")
    assert len(lines) == 6
    for line in lines[1:-1]:
        assert re.fullmatch(
            r"BEHAVIOR_[A-Z_]+=([A-Za-z0-9_.,:/+-]*|'[^'\"\\$`\r\n]*(\\u[0-9a-f]{4}[^'\"\\$`\r\n]*)*')", line
        )


@pytest.mark.parametrize("kind", ["json", "toml", "yaml", "env"])
def test_a_file_of_ours_is_known_and_anybody_elses_is_not(kind: str) -> None:
    assert is_ours(dumped(kind, "x"))
    for other in (
        "",
        "{}",
        "[]",
        "a: 1\n",
        "# mine\n",
        "not { json",
        '{"$written_by": "me"}',
        "# configurator:exports\n",
    ):
        assert not is_ours(other)


def test_a_list_is_known_by_its_first_table() -> None:
    assert is_ours(f'[{{"{KEY}": "configurator:export"}}, {{}}]')
    assert not is_ours(f'[{{}}, {{"{KEY}": "configurator:export"}}]')


def test_the_text_file_is_known_by_its_first_line() -> None:
    text = writer("text")(Draft(TEXT, [], [Sentence("a", "Do.", "own")]))
    assert text == "[configurator:export]\nChosen by the user:\n\n- Do.\n"
    assert is_ours(text)
    assert is_ours(writer("text")(Draft(TEXT, [])))
    assert not is_ours("Chosen by the user:")
