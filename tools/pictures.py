"""Draw the README's pictures from the program itself: `python -m tools.pictures`.

`--check` draws them anew and exits 1 where one differs from what is committed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from configurator.session.opening import Named, open_session
from configurator.session.session import Session
from configurator.tui.app import ConfiguratorApp

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (118, 34)

PROFILE = """schema = 1
layers = ["school"]

[preferences.advice]
homework = "full"

[preferences.autonomy]
shell = "allow_list"
network = "ask_new"

[preferences.style]
length = "short"
"""


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press ``keys`` one after another, letting the app settle in between."""

    async def press(pilot: Pilot[Any]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return press


PICTURES: dict[str, Callable[[Pilot[Any]], Awaitable[None]]] = {
    "settings": pressing("/", *"running commands", "enter", "down", "escape"),
    "why": pressing("/", *"homework", "enter", "question_mark"),
}


async def drawn(session: Session, act: Callable[[Pilot[Any]], Awaitable[None]]) -> str:
    """The screen as SVG after ``act``."""
    app = ConfiguratorApp(session, environment={"TERM": "xterm-256color", "CONFIGURATOR_THEME": "dark"})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await act(pilot)
        return self_contained(app.export_screenshot(title="configurator"))


def self_contained(svg: str) -> str:
    """``svg`` without what would be fetched from elsewhere, and without random names."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def main() -> int:
    """Draw every picture; the exit code is 1 where ``--check`` finds a difference."""
    check = "--check" in sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "me.toml")
        profile.write_text(PROFILE, encoding="utf-8")
        for name, act in PICTURES.items():
            svg = asyncio.run(drawn(open_session(Named(preferences=str(profile))), act))
            path = FOLDER / f"{name}.svg"
            if not path.exists() or path.read_text(encoding="utf-8") != svg:
                stale.append(str(path))
                if not check:
                    path.write_text(svg, encoding="utf-8")
    for name in stale:
        sys.stdout.write(f"{'differs' if check else 'drawn'}: {name}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
