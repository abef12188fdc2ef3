"""GitHub Copilot CLI 1.0.102, read back: what loosens it, and which other files it reads.

Nothing that a person's settings say was seen to hold it, so what it does is a floor:
what only reads runs unasked, all else asks. A value that it does not take drops the
whole file in silence, hooks in it included. A hook that allows was seen to, and so
was a command that the person had once allowed in this folder for good.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Faults, Key, Loosens, Present, Source, loosening

_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
}
_COMMANDS = {"kind": "commands"}
_FINAL = ("rm", "git", "git push", "git reset", "git clean", "git branch", "shred", "dd", "mkfs", "npm", "gh")
_HOOKS = ("preToolUse", "PreToolUse", "permissionRequest", "PermissionRequest")
_NO_HOOKS = Key("disableAllHooks", is_not=(True,))
_RUNS = ("Shell", "Bash", "PowerShell")


def _approved(approval: Mapping[str, object]) -> Key:
    """What the person allowed for good; in which folder does not matter here."""
    return Key("locations.*.tool_approvals", holds=(approval,), file="approvals")


def _managed(*families: str) -> Key:
    rules = tuple(f"{family}{end}" for family in families for end in ("", "(*"))
    return Key("permissions.allow", holds=rules, file="managed")


PRESENT = Present(
    least={"autonomy.shell": "allow_list", "autonomy.file_write": "ask_each"},
    unset={
        "autonomy.shell": "allow_list",
        "autonomy.file_write": "ask_each",
        "oversight.show_plan": "show",
        "honesty.commit_credit": "always",
    },
    loosens=(
        *loosening(Key("defaultPermissionMode", holds=("*",), but=("manual",)), _UNASKED),
        *(
            Loosens((Key(f"hooks.{event}", holds=("*", {}), file=file), _NO_HOOKS), _UNASKED)
            for event in _HOOKS
            for file in ("settings", "repository", "hooks")
        ),
        *loosening(_approved(_COMMANDS), {"autonomy.shell": "allow_list"}),
        *loosening(
            _approved({**_COMMANDS, "commandIdentifiers": RUN_ANYTHING}),
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
        ),
        *loosening(_approved({**_COMMANDS, "commandIdentifiers": _FINAL}), {"autonomy.irreversible": "auto"}),
        *loosening(_approved({"kind": "write"}), {"autonomy.file_write": "anywhere"}),
        *loosening(_approved({"kind": "mcp*"}), {"autonomy.send_messages": "auto"}),
        *loosening(Key("allowedUrls", holds=("*",)), {"autonomy.network": "allow_list"}),
        *loosening(Key("allowedUrls", holds=("[*]", "*://[*]*", "[*].[*]")), {"autonomy.network": "open"}),
        *loosening(
            Key("includeCoAuthoredBy", is_in=(False,), file="repository"),
            {"honesty.commit_credit": "pull_requests"},
        ),
        *loosening(Key("permissions.defaultMode", holds=("*",), but=("manual",), file="managed"), _UNASKED),
        *loosening(_managed(*_RUNS), {"autonomy.shell": "host", "autonomy.irreversible": "auto"}),
        *loosening(_managed("Edit", "Write"), {"autonomy.file_write": "anywhere"}),
        *loosening(_managed("Domain"), {"autonomy.network": "open"}),
        *loosening(_managed("Mcp"), {"autonomy.send_messages": "auto"}),
    ),
    sources=(
        Source("user", ".copilot/permissions-config.json", "approvals"),
        Source("user", ".copilot/hooks/*.json", "hooks"),
        Source("project", ".github/hooks/*.json", "hooks"),
        Source("project", ".github/copilot/settings.json", "repository"),
        Source("project", ".github/copilot/settings.local.json", "repository"),
        Source("machine", "etc/github-copilot/managed-settings.json", "managed"),
    ),
    takes={
        "settings": {
            "defaultPermissionMode": ("manual", "assisted", "allow-all"),
            "defaultMode": ("interactive", "plan", "autopilot"),
            "memory": "switch",
            "includeCoAuthoredBy": "switch",
            "autoUpdate": "switch",
            "disableAllHooks": "switch",
            "allowedUrls": "texts",
            "deniedUrls": "texts",
        }
    },
    faults={"settings": Faults("dropped", "dropped")},
    implied=IMPLIED,
    moved_by={"COPILOT_HOME": ".copilot"},
)
