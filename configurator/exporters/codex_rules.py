"""How Codex 0.169.0 spells what it is not to do: for a person's files and for managed ones."""

from __future__ import annotations

from configurator.messages import later

NO_COMMANDS = {"features": {"shell_tool": False}}
NO_READING = {"features": {"shell_tool": False, "view_image": False}}
NO_APPS = {
    "features": {
        "apps": False,
        "plugins": False,
        "browser_use": False,
        "browser_use_external": False,
        "browser_use_full_cdp_access": False,
        "in_app_browser": False,
        "computer_use": False,
    }
}

READS_BY_COMMANDS = later("Codex reads files by commands, so without one there is not the other")
NEVER_ASKS_EACH = later("Codex cannot ask before every command, so none runs")
