"""Rules of this code base that no linter knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from configurator.exporters import registry
from configurator.exporters.render import rows_by_setting
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy

ROOT = Path(__file__).parents[1]
LONGEST = 350


def sources() -> list[Path]:
    return sorted((ROOT / "configurator").rglob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").lstrip().startswith('"""')


@pytest.mark.parametrize("name", ["claude-code", "codex", "gemini-cli", "agents-md"])
def test_every_tool_names_every_setting(name: str) -> None:
    catalogue = load_policy(shipped_folder()).catalogue
    assert rows_by_setting(registry.target(name)).keys() == catalogue.settings.keys()


def test_the_readme_names_only_verbs_and_files_that_exist() -> None:
    from configurator.cli.verbs import VERBS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = {verb.name.split()[0] for verb in VERBS}
    for command in re.findall(r"`configurator ([a-z]+)", text):
        assert command in first
    for image in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / image).exists()
