"""Two command lines on one profile: what one adds, the other does not take away unseen."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.store import profiles
from tests.cli.conftest import Run


def test_items_added_by_two_at_once_are_not_lost(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one saves between reading the profile and writing it."""
    edit = profiles.edit

    def later(*arguments: Any, **more: Any) -> str:
        monkeypatch.setattr(profiles, "edit", edit)
        assert run("set", "autonomy.tools", "+shell", "--yes").code == 0
        return edit(*arguments, **more)

    monkeypatch.setattr(profiles, "edit", later)
    ran = run("set", "autonomy.tools", "+write_files", "--yes")
    assert ran.code == 1
    assert "`autonomy.tools` was changed by another program meanwhile; nothing was written" in ran.err
    assert "shell" in run("get", "autonomy.tools").out
    assert run("set", "autonomy.tools", "+write_files", "--yes").code == 0
    assert {"shell", "write_files"} <= {*run("get", "autonomy.tools").out.split()}


def test_what_another_did_to_another_setting_stays(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = profiles.edit

    def later(*arguments: Any, **more: Any) -> str:
        monkeypatch.setattr(profiles, "edit", edit)
        assert run("set", "style.length", "short").code == 0
        return edit(*arguments, **more)

    monkeypatch.setattr(profiles, "edit", later)
    assert run("set", "content.profanity", "never").code == 0
    assert run("get", "style.length").out.strip() == "short"
    assert run("get", "content.profanity").out.strip() == "never"
