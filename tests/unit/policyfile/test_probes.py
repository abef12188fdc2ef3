"""Checks of a probe: what may stand in a catalogue, and what `policy lint` finds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from configurator.policyfile.build import setting_from
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.lint import lint

GOOD = {"matches": "yes", "followed": "yes", "ignored": "no"}


def entry(kind: str = "scale", **check: Any) -> dict[str, Any]:
    named = [{"id": "a", "label": "A", "say": "A."}, {"id": "b", "label": "B", "say": "B."}]
    return {
        "key": "x.y", "kind": kind, "title": "T", "description": "D", "probe": "?", "looser": "more",
        "items" if kind == "members" else "levels": named, "check": [{**GOOD, **check}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "check", "says"),
    [
        ("scale", {"at": ["c"]}, "none of its values"),
        ("members", {"at": ["a"]}, "none of its values"),
        ("members", {"at": ["+c"]}, "none of its values"),
        ("scale", {"matches": ""}, "judges nothing"),
        ("scale", {"matches": "("}, "is no pattern"),
        ("scale", {"avoids": "(?i)x"}, "does not mean the same"),
        ("scale", {"avoids": "(?P<n>x)"}, "does not mean the same"),
        ("scale", {"avoids": "(?<=x)y"}, "does not mean the same"),
        ("scale", {"matches": "x{{y}}"}, "does not mean the same"),
        ("scale", {"matches": "{%x"}, "does not mean the same"),
        ("scale", {"matches": r"\Ax"}, "does not mean the same"),
        ("scale", {"matches": "x*+"}, "does not mean the same"),
        ("scale", {"matches": "file:///etc/passwd"}, "does not mean the same"),
    ],
)
def test_a_check_that_judges_nothing_or_not_alike_is_refused(kind: str, check: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        setting_from(entry(kind, **check))


def test_a_check_needs_something_to_ask() -> None:
    with pytest.raises(ValueError, match="nothing to ask"):
        setting_from({**entry(), "probe": ""})
    assert setting_from({**entry(ask="what?"), "probe": ""}).checks[0].ask == "what?"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'followed = "x = 6, because 3x = 18."',
            'followed = "I do not say."',
            "refuses what `followed` says",
        ),
        (
            'ignored = "What could you take away from both sides first?"',
            'ignored = "6"',
            "accepts what `ignored`",
        ),
    ],
)
def test_lint_finds_a_check_that_misjudges_its_own_examples(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(shipped_folder(), folder)
    path = folder / "catalogue" / "advice.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (found,) = lint(str(folder))
    assert (found.rule, found.path) == ("mistaken-check", str(path))
    assert says in found.message
    assert found.line == text[: text.index('key = "advice.homework"')].count("\n")
