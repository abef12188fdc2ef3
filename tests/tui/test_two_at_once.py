"""Two apps and a command line on one profile: no edit is lost, and a conflict is shown, not overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.errors import RefusedError
from configurator.session.session import Session
from configurator.store.profiles import edit
from configurator.store.reading import read_profile
from configurator.tui.app import ConfiguratorApp
from configurator.tui.editing import Editing
from tests.tui.looks import settings_of
from tests.tui.world import saved


def asks(editing: Editing, **changes: object) -> None:
    """Choose in one app; ``tools_steps`` stands for ``tools.steps``."""
    editing.apply(editing.propose({key.replace("_", ".", 1): raw for key, raw in changes.items()}), "")


def in_file(current: Session) -> dict[str, object]:
    return dict(read_profile(current.profile.path, "default").preferences)


def test_edits_of_different_settings_all_reach_the_file(tmp_path: Path) -> None:
    current = saved(str(tmp_path))
    one, two = Editing(current), Editing(current)
    asks(one, tools_steps=7)
    asks(two, tools_shell="never")
    edit(current.profile.path, {"style.length": "short"})
    one.save()
    two.save()
    assert in_file(current) == {"tools.steps": 7, "tools.shell": "never", "style.length": "short"}


def test_a_conflict_on_one_setting_is_shown_before_it_is_overwritten(tmp_path: Path) -> None:
    """Before the app had the time to look at the file, and where it never does."""
    current = saved(str(tmp_path), {"tools.steps": 5})
    one, two = Editing(current), Editing(current)
    asks(one, tools_steps=7)
    asks(two, tools_steps=9, tools_shell="never")
    one.save()
    with pytest.raises(RefusedError) as refused:
        two.save()
    assert str(refused.value).startswith("the file was changed by another program: 1 change read")
    assert "changed here too, and kept as here: tools.steps" in refused.value.hint
    assert in_file(current) == {"tools.steps": 7}
    assert two.unsaved().changes == {"tools.steps": 9, "tools.shell": "never"}
    two.save()
    assert in_file(current) == {"tools.steps": 9, "tools.shell": "never"}


def test_the_same_answer_given_twice_is_no_conflict(tmp_path: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 5})
    editing = Editing(current)
    asks(editing, tools_steps=7)
    edit(current.profile.path, {"tools.steps": 7})
    editing.save()
    assert in_file(current) == {"tools.steps": 7}


async def test_two_apps_show_the_conflict_and_lose_nothing(tmp_path: Path, home: Path) -> None:
    current = saved(str(tmp_path), {"tools.steps": 5})
    one, two = ConfiguratorApp(current, environment={}), ConfiguratorApp(current, environment={})
    async with one.run_test(size=(120, 30)) as first:
        await first.pause()
        asks(settings_of(one).editing, tools_steps=7)
        async with two.run_test(size=(120, 30)) as second:
            await second.pause()
            asks(settings_of(two).editing, tools_steps=4)
            edit(current.profile.path, {"style.length": "short"})
            await second.press("s")
            await second.pause()
            assert in_file(current) == {"tools.steps": 4, "style.length": "short"}
        await first.press("s")
        await first.pause()
        assert "changed by another program" in settings_of(one).foot.text
        assert "tools.steps" in settings_of(one).foot.text
    assert in_file(current) == {"tools.steps": 4, "style.length": "short"}
