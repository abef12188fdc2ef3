"""Whole files as they are exported: the bytes are the contract.

`UPDATE_GOLD=1 python -m pytest tests/gold` writes them anew; read the difference
before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from configurator.domain.profile import Profile
from configurator.exporters import registry
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from configurator.session.exporting import choices_for
from configurator.session.session import Session

GOLD = Path(__file__).parent
SUFFIX = ".gold"
"""On every file, so that no agent takes it for instructions of this repository."""

PROFILES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "default": ((), {}),
    "relaxed": (
        (),
        {
            "audience.age_group": "adult_declared",
            "autonomy.shell": "allow_list",
            "autonomy.tools": ["read_files", "write_files", "shell"],
            "privacy.memory": "project",
            "privacy.memory_days": 60,
            "style.length": "short",
            "style.language": "de",
            "style.note": 'Say "moin" -- it\'s <b>local</b> `custom` @home --> $HOME \\ #1 \U0001f600',
        },
    ),
    "teen": (("guardian_teen",), {"style.bluntness": "gentle"}),
}
SCOPES = ("project", "user")


def exported(id_: str, name: str, scope: Any, root: Path) -> dict[str, str]:
    policy = load_policy(shipped_folder())
    layers, preferences = PROFILES[name]
    session = Session.of(
        compose(policy, [policy.layers[layer] for layer in layers]), Profile(name, layers, preferences)
    )
    done = plan([registry.target(id_)], choices_for(session), str(root), scope, Manifest())
    files = {os.path.relpath(file.path, done.root) + SUFFIX: file.after or "" for file in done.files}
    lines = [
        f"{key}: {one.level}{' (rounded)' if one.rounded else ''}{f': {one.note}' if one.note else ''}\n"
        for key, one in done.coverage[id_].items()
    ]
    return {**files, "coverage.txt": "".join(lines)}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("id_", registry.TARGETS)
def test_exports_are_what_they_were(id_: str, name: str, scope: str, tmp_path: Path) -> None:
    target = registry.target(id_)
    if not any(file.path_in(scope) for file in target.files.values()):  # type: ignore[arg-type]  # one of the two
        pytest.skip("the target has no files in this scope")
    if target.group == "plain" and scope == "user":
        pytest.skip("the same as in a project")
    folder = GOLD / id_ / name / scope
    found = exported(id_, name, scope, tmp_path)
    if os.environ.get("UPDATE_GOLD"):
        for path, text in found.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
    kept = {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == kept
