"""Questions and answers instead of a screen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from configurator.resolution.compose import Obstacle
from configurator.session.session import Session
from configurator.tui.app import can_draw
from configurator.tui.plain import run
from tests.tui.world import saved, session


def talk(current: Session, *answers: str) -> tuple[int, str]:
    out = io.StringIO()
    code = run(current, io.StringIO("".join(f"{answer}\n" for answer in answers)), out)
    return code, out.getvalue()


def test_find_open_relax_save(tmp_path: Path) -> None:
    code, said = talk(saved(str(tmp_path)), "terminal", "listed", "save", "quit")
    assert code == 0
    assert "Running commands (tools.shell, scale)" in said
    assert "  5. Anywhere [host] (not permitted)" in said
    assert "The AI is told: At asks every time." in said
    assert "tools.shell = listed (Listed safe ones)" in said
    assert f"saved 1 change to {tmp_path / 'default.toml'}" in said
    assert 'shell = "listed"' in (tmp_path / "default.toml").read_text(encoding="utf-8")


def test_a_refusal_is_what_the_command_line_prints() -> None:
    code, said = talk(session(), "tools.shell", "host", "relax", "relax", "relax")
    assert (
        "error: `tools.shell` cannot be `host`: society leaves it out; permitted are `never` to `sandbox` "
        "[out-of-bounds]\nhint: the nearest permitted value is `sandbox`; "
        "`configurator explain tools.shell` says why\n"
    ) in said
    assert code == 1
    assert "2 changes not saved" in said or "1 change not saved" in said


def test_a_list_is_numbered_and_a_number_opens(tmp_path: Path) -> None:
    _, said = talk(saved(str(tmp_path)), "tools", "2", "1", "changed")
    assert "1. Tools it may use" in said or "1. Running commands" in said
    assert "tools." in said


def test_consequences_are_asked_about() -> None:
    current = session({"tools.network": "ask_new"})
    _, said = talk(current, "tools.shell", "sandbox", "n", "sandbox", "y", "undo", "redo")
    assert "Reaching websites  Asks for new sites → Listed sites" in said
    assert "left as it was" in said
    assert "tools.shell = sandbox (Inside a sandbox)" in said
    assert "undone: tools.shell" in said
    assert "redone: tools.shell" in said


@pytest.mark.parametrize(
    ("key", "answer", "result"),
    [
        ("tools.kit", "+write", "tools.kit = read,write"),
        ("tools.kit", "-read", "tools.kit = nothing"),
        ("tools.kit", "read, shell", "tools.kit = read,shell"),
        ("tools.kit", '""', "tools.kit = nothing"),
        ("tools.steps", "40", "tools.steps = 40"),
        ("tools.steps", "many", "is not a whole number"),
        ("tools.steps", "tighten", "tools.steps = 9"),
        ("style.note", "Be kind", "style.note = Be kind"),
        ("style.length", "2", "style.length = short"),
        ("tools.shell", "99", "is not one of"),
        ("tools.shell", "reset", "is at its default already"),
    ],
)
def test_each_kind_has_its_spelling(key: str, answer: str, result: str) -> None:
    assert result in talk(session(), key, answer)[1]


def test_one_can_go_through_all_of_them() -> None:
    _, said = talk(session(), *["next"] * 14, "back", "why", "list", "help")
    assert said.count("permitted: ") >= 14
    assert "Bounded by" in said
    assert "13. Anything else" in said


def test_leaving_with_changes_asks_and_the_end_of_input_does_not(tmp_path: Path) -> None:
    code, said = talk(saved(str(tmp_path)), "tools.shell", "never", "quit", "y")
    assert code == 0
    assert "save first?" in said
    code, said = talk(session(), "tools.shell", "never")
    assert code == 1
    assert "save first?" not in said
    code, said = talk(session(), "tools.shell", "never", "quit", "y")
    assert code == 1
    assert "no file" in said


def test_trouble_is_told_first_and_nothing_acts_on_the_terminal() -> None:
    troubled = session({"style.note": "x"}, obstacles=(Obstacle("eu", "bad \x1b[31m file"),))
    _, said = talk(troubled, "style.note", "a\x1bb", "relax", "undo", "redo", "qqqqzzz")
    assert "eu cannot be read: nothing is loosened: bad \\u{1b}[31m file" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("environment", "encoding", "draws"),
    [
        ({"TERM": "xterm"}, "utf-8", True),
        ({"TERM": "xterm"}, "UTF8", True),
        ({"TERM": "dumb"}, "utf-8", False),
        ({}, "utf-8", False),
        ({"TERM": "xterm"}, "ascii", False),
        ({"TERM": "xterm"}, None, False),
    ],
)
def test_a_screen_is_drawn_only_where_it_can_be(
    environment: dict[str, str], encoding: str | None, draws: bool
) -> None:
    assert can_draw(environment, encoding) is draws
