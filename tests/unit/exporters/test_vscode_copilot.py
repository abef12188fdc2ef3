"""VS Code is not run here: only keys that its documentation names are written, and none is called enforced."""

from __future__ import annotations

from pathlib import Path

import pytest

from configurator.exporters.apply import write
from configurator.exporters.formats import json_text
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.table import Scope
from tests.unit.exporters import shipped

DOCUMENTED = {
    "chat.tools.terminal.enableAutoApprove": (False,),
    "chat.tools.global.autoApprove": (False,),
    "chat.mcp.access": ("none",),
    "telemetry.telemetryLevel": ("off", "error", "all"),
    "update.mode": ("manual", "none"),
}


@pytest.mark.parametrize("scope", shipped.SCOPES)
def test_only_what_is_documented_is_written(scope: Scope) -> None:
    for background in shipped.backgrounds().values():
        for values in shipped.variations(background, "vscode-copilot"):
            done = shipped.rendered("vscode-copilot", values, scope)
            assert all(value in DOCUMENTED[key] for key, value in done.patches["settings"].items())
            assert "enforced" not in {coverage.level for coverage in done.coverage.values()}


def test_comments_in_the_settings_survive(tmp_path: Path) -> None:
    path = tmp_path / ".vscode" / "settings.json"
    path.parent.mkdir()
    text = '{\n  // mine\n  "editor.tabSize": 2 // two\n}\n'
    path.write_text(text)
    values = shipped.backgrounds()["defaults"]
    table = shipped.target("vscode-copilot")
    record = Manifest(str(tmp_path / "exports.json"))
    write(plan([table], lambda _: shipped.choices(values), str(tmp_path), "project", record))
    after = path.read_text()
    assert after.startswith('{\n  // mine\n  "editor.tabSize": 2, // two\n')
    assert json_text.parse(after, "f", "settings", comments=True) == {
        "editor.tabSize": 2,
        "chat.tools.terminal.enableAutoApprove": False,
    }
