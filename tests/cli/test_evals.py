"""`evals read`: what a model kept to, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.unit.exporters.evals import results


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(results.promptfoo({"autonomy.shell": True, "style.length": True})))
    return path


def test_all_that_was_run_was_followed(run: Run, file: Path) -> None:
    done = run("evals", "read", str(file))
    assert done.code == 0
    assert done.out.split("\n") == [
        "followed  autonomy.shell  ask_each",
        "followed  style.length    short",
        "not run   style.note                nothing is asked about it",
        "",
    ]
    assert done.err == "models: m\n2 followed, 0 not followed, 1 not run\n"


def test_what_was_not_followed_stands_last_and_is_exit_1(run: Run, file: Path) -> None:
    file.write_text(json.dumps(results.promptfoo({"autonomy.shell": False, "style.length": True})))
    done = run("evals", "read", str(file))
    assert done.code == 1
    assert done.out.split("\n")[-2] == "not followed  autonomy.shell  ask_each"


def test_several_replies_are_counted(run: Run, file: Path) -> None:
    document = results.promptfoo({"autonomy.shell": True})
    document["results"]["results"] += results.promptfoo({"autonomy.shell": False})["results"]["results"]
    file.write_text(json.dumps(document))
    assert "1 of 2 replies" in run("evals", "read", str(file)).out


@pytest.mark.parametrize("lost", [{}, {"style.length": None}])
def test_what_has_no_verdict_is_exit_1_where_it_is_asked_for(run: Run, file: Path, lost: Any) -> None:
    file.write_text(json.dumps(results.promptfoo({"autonomy.shell": True, **lost})))
    assert run("evals", "read", str(file)).code == 0
    assert run("evals", "read", str(file), "--strict").code == 1
    assert run("evals", "read", str(file), "--json").data["whole"] is False


def test_what_has_no_test_needs_no_verdict(run: Run, file: Path) -> None:
    assert run("evals", "read", str(file), "--strict").code == 0


def test_programs_get_every_setting(run: Run, file: Path) -> None:
    done = run("evals", "read", str(file), "--json")
    assert (done.data["ok"], done.data["whole"]) == (True, True)
    assert (done.data["schema"], done.data["tool"], done.data["models"]) == (1, "promptfoo", ["m"])
    assert done.data["settings"]["style.length"] == {
        "value": "short", "verdict": "followed", "replies": 1, "followed": 1, "why": "",
    }  # fmt: skip
    assert done.data["settings"]["style.note"]["verdict"] == "not-run"


def test_what_is_no_result_is_exit_2_in_two_lines(run: Run, file: Path) -> None:
    file.write_text("{}")
    done = run("evals", "read", str(file))
    assert (done.code, done.out) == (2, "")
    assert done.err.split("\n")[0].endswith(
        "these are no results of a suite that this program wrote [foreign-results]"
    )
    assert done.err.split("\n")[1].startswith("hint: ")


def test_names_in_results_do_nothing_to_a_terminal(run: Run, file: Path) -> None:
    document = results.promptfoo({"autonomy.shell": True}, model="\x1b[31mred")
    hostile = {"setting": "\x1b[2J", "why": "\x1b]0;title"}
    document["config"]["metadata"]["configurator"]["untested"].append(hostile)
    file.write_text(json.dumps(document))
    done = run("evals", "read", str(file))
    assert "\x1b" not in done.out + done.err
    assert "no reason is given" in done.out


def test_files_are_completed(run: Run) -> None:
    assert run("complete", "--", "evals", "").out == "read\n"
    assert run("complete", "--", "evals", "read", "").out == "@files\n"


def test_chinese(run: Run, file: Path) -> None:
    done = run("--lang", "zh-CN", "evals", "read", str(file))
    assert "已遵循" in done.out
