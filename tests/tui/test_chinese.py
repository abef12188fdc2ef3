"""The app in Chinese: words chosen before it is imported, and columns as wide as they look."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from configurator.cli.output import cells

ROOT = Path(__file__).resolve().parents[2]

PILOT = """
import asyncio, sys
from configurator.store.language import speak
speak()
from configurator.session.opening import Named, open_session
from configurator.tui.app import ConfiguratorApp
columns, lines, *keys = sys.argv[1:]

async def main():
    session = open_session(Named(language="zh-CN"))
    app = ConfiguratorApp(session, environment={"NO_COLOR": "1"})
    async with app.run_test(size=(int(columns), int(lines))) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            print(strip.text)

asyncio.run(main())
"""


def drawn(home: Path, columns: int, lines: int, *keys: str) -> list[str]:
    """What the app shows after these keys, in a process of its own."""
    profile = home / "profiles" / "default.toml"
    profile.parent.mkdir(parents=True, exist_ok=True)
    profile.write_text("schema = 1\n", encoding="utf-8")
    environment = {
        **os.environ,
        "CONFIGURATOR_HOME": str(home),
        "LANG": "zh_CN.UTF-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PILOT, str(columns), str(lines), *keys],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(("columns", "lines"), [(130, 34), (80, 24)])
def test_the_list_is_in_chinese_and_every_line_fills_its_columns(
    tmp_path: Path, columns: int, lines: int
) -> None:
    shown = drawn(tmp_path, columns, lines)
    assert len(shown) == lines
    assert {cells(line) for line in shown} == {columns}
    assert "77 项中的 77 项" in shown[1]
    assert "使用者的年龄段" in shown[3]
    assert "退出" in shown[-1]
    tracks = {cells(line[: line.index("━")]) for line in shown[3:7] if "━" in line}
    assert len(tracks) == 1


def test_the_help_is_in_chinese_in_two_columns(tmp_path: Path) -> None:
    shown = drawn(tmp_path, 130, 34, "f1")
    assert any("收紧一级" in line for line in shown)
    starts = {
        cells(line[: line.index(word)])
        for line in shown
        for word in ("收紧一级", "撤销 ", "转到某个类别", "上移、下移")
        if word in line and "F1" not in line
    }
    assert len(starts) == 1


def test_a_change_is_reported_in_chinese(tmp_path: Path) -> None:
    shown = drawn(tmp_path, 130, 34, "slash", *"shell", "enter", "left")
    assert any("运行命令：从不" in line for line in shown)
    assert "1 未保存" in shown[0]
