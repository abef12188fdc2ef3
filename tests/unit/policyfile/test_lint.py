"""Every rule of `policy lint`: one planted mistake in the shipped policy, one finding, with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.lint import lint

Plant = Callable[[str, str, str], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "policies"
    shutil.copytree(shipped_folder(), copy)
    return copy


@pytest.fixture
def plant(folder: Path) -> Plant:
    """Replace one text in one file; the line on which it stood."""

    def replace(name: str, old: str, new: str) -> int:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace


def rules(folder: Path) -> list[tuple[str, str]]:
    return [(Path(finding.path).name, finding.rule) for finding in lint(str(folder))]


def test_the_shipped_policy_has_no_findings(folder: Path) -> None:
    assert lint(str(folder)) == []


def bound(text: str, key: str) -> str:
    """The `[[bound]]` entry of ``key``, as it stands."""
    start = text.index(f'[[bound]]\nkey = "{key}"')
    end = text.find("\n\n", start)
    return text[start : end if end > 0 else len(text)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('default = "draft"', 'default = "auto"', "default-outside"),
        ('default = "draft"', "default_reasn = 3\ndefault = 'draft'", "invalid"),
        ('loosest = "known"', 'loosest = "nown"', "invalid"),
        ('loosest = "known"', "max = 3", "invalid"),
        ('key = "autonomy.send_messages"', 'key = "autonomy.send_mesages"', "invalid"),
    ],
)
def test_a_mistake_in_a_bound_is_found_at_its_line(folder: Path, old: str, new: str, rule: str) -> None:
    path = folder / "society.toml"
    text = path.read_text(encoding="utf-8")
    entry = bound(text, "autonomy.send_messages")
    assert old in entry
    path.write_text(text.replace(entry, entry.replace(old, new)), encoding="utf-8")
    first = text[: text.index(entry)].count("\n") + 1
    found = [f for f in lint(str(folder)) if Path(f.path).name == "society.toml" and f.rule == rule]
    assert found
    assert any(first <= finding.line <= first + entry.count("\n") + 1 for finding in found)


def test_a_loose_default_without_a_reason_is_found(folder: Path) -> None:
    path = folder / "society.toml"
    text = path.read_text(encoding="utf-8")
    entry = bound(text, "autonomy.send_messages")
    without = "\n".join(line for line in entry.split("\n") if not line.startswith("default_reason"))
    path.write_text(text.replace(entry, without), encoding="utf-8")
    (finding,) = lint(str(folder))
    assert finding.rule == "default-loose"
    assert finding.line == text[: text.index(entry)].count("\n") + 1
    assert "`autonomy.send_messages`" in finding.message
    assert "`never`" in finding.message


def test_a_permitted_level_without_a_sentence_is_found(folder: Path) -> None:
    path = folder / "catalogue" / "autonomy.toml"
    text = path.read_text(encoding="utf-8")
    line = next(x for x in text.split("\n") if 'id = "allow_list", label = "Runs' in x)
    path.write_text(text.replace(line, '  { id = "allow_list", label = "Runs" },'), encoding="utf-8")
    (finding,) = lint(str(folder))
    assert (finding.rule, Path(finding.path).name) == ("no-sentence", "autonomy.toml")
    assert "level `allow_list` of `autonomy.shell`" in finding.message


CONDITION = """
[[condition]]
id = "planted"
title = "Planted"
when = [{ key = "%s", %s }]
then = [{ key = "%s", %s }]
reason = "planted"
"""


@pytest.mark.parametrize(
    ("when", "then", "message"),
    [
        (
            ("autonomy.irreversible", 'looser_than = "never"'),
            ("autonomy.shell", 'loosest = "never"'),
            "cycle",
        ),
        (
            ("autonomy.shell", 'looser_than = "never"'),
            ("content.violence", 'tightest = "graphic"'),
            "asks for something looser",
        ),
        (
            ("autonomy.shell", 'at_most = "never"'),
            ("content.violence", 'loosest = "mild"'),
            "not on something tighter",
        ),
        (
            ("autonomy.shell", 'looser_than = "nevr"'),
            ("content.violence", 'loosest = "mild"'),
            "is not one of",
        ),
    ],
)
def test_a_condition_that_loosens_or_closes_a_cycle_does_not_load(
    folder: Path, when: tuple[str, str], then: tuple[str, str], message: str
) -> None:
    path = folder / "society.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + CONDITION % (*when, *then), encoding="utf-8")
    found = [f for f in lint(str(folder)) if message in f.message]
    assert found
    assert found[0].path == str(path)
    assert found[0].line > text.count("\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("layers/school.toml", 'loosest = "examples"', 'loosest = "full"', "narrows-nothing"),
        ("layers/school.toml", 'key = "advice.homework"', 'key = "advice.homewrk"', "invalid"),
        ("layers/school.toml", 'title = "Secondary school"', 'titel = "Secondary school"', "invalid"),
        (
            "layers/hospital.toml",
            'key = "wellbeing.body_image"\nupto',
            'key = "style.bluntness"\nupto',
            "invalid",
        ),
        ("presets/developer.toml", 'security = "analyse"', 'security = "weaponise"', "preset-refused"),
        ("presets/developer.toml", 'security = "analyse"', 'securty = "analyse"', "unknown-setting"),
        ("presets/developer.toml", 'age_group = "adult_declared"', 'age_group = "teen"', None),
        ("presets/ward_nurse.toml", 'under = ["eu", "hospital"]', 'under = ["eu"]', "preset-refused"),
        (
            "presets/ward_nurse.toml",
            'under = ["eu", "hospital"]',
            'under = ["eu", "hspital"]',
            "unknown-layer",
        ),
        ("locales/zh-CN.toml", '[setting."autonomy.shell"]', '[setting."autonomy.shel"]', "unknown-name"),
        ("locales/zh-CN.toml", "[condition.minor]", "[condition.minr]", "unknown-name"),
        ("locales/zh-CN.toml", "[layer.school]", "[layer.scool]", "unknown-name"),
    ],
)
def test_a_mistake_in_a_layer_preset_or_locale_is_found(
    folder: Path, plant: Plant, name: str, old: str, new: str, rule: str | None
) -> None:
    line = plant(name, old, new)
    found = [finding for finding in lint(str(folder)) if finding.path.endswith(name)]
    if rule is None:
        assert found == []
        return
    assert rule in {finding.rule for finding in found}
    assert all(finding.line >= 1 for finding in found)
    if rule != "unknown-layer" and "under" not in old and "title" not in old:
        assert any(abs(finding.line - line) <= 2 for finding in found)


def test_a_renamed_locale_entry_says_what_was_meant(folder: Path, plant: Plant) -> None:
    plant("locales/zh-CN.toml", '[setting."autonomy.shell"]', '[setting."autonomy.shel"]')
    hints = [finding.hint for finding in lint(str(folder))]
    assert "did you mean `autonomy.shell`?" in hints


def test_every_problem_of_every_file_is_found_in_one_run(folder: Path, plant: Plant) -> None:
    plant("layers/school.toml", 'loosest = "examples"', 'loosest = "ful"')
    plant("layers/eu.toml", 'title = "European Union"', "title = 3")
    plant("presets/developer.toml", 'security = "analyse"', 'security = "weaponise"')
    assert {name for name, _ in rules(folder)} == {"school.toml", "eu.toml", "developer.toml"}
