"""Codex CLI 0.169.0, read back: what loosens it, and which other files it reads.

A stronger file replaces a weaker one's list. A value it does not take stops it. The
requirements that an administrator sets are not read: they only tighten. A rule that
allows a command runs it outside the sandbox, and a rule that names no decision allows.
Out of the box it writes and runs commands in a trusted project and the temporary
folders, without the network, searches a stored index, and asks for everything else.
"""

from __future__ import annotations

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Faults, Key, Present, Source, loosening

_UNASKED = {"autonomy.shell": "host", "autonomy.file_write": "anywhere", "autonomy.network": "open"}
_ONLINE = {"autonomy.network": "open"}
_PROFILES = (":read-only", ":workspace")
_NO_SHELL = {"autonomy.shell": {"autonomy.shell": ("never",)}}

PRESENT = Present(
    unset={
        "autonomy.shell": "sandbox",
        "autonomy.network": "ask_new",
        "autonomy.subagents": "same_rules",
        "privacy.usage_data": "statistics",
    },
    loosens=(
        *loosening(
            Key("sandbox_mode", holds=("*",), but=("read-only", "workspace-write")), _UNASKED, _NO_SHELL
        ),
        *loosening(
            Key("approval_policy", holds=("*",), but=("never", "on-request", "on-failure")),
            _UNASKED,
            _NO_SHELL,
        ),
        *loosening(Key("otel.log_user_prompt", is_in=(True,)), {"privacy.usage_data": "content"}),
        *loosening(Key("web_search", holds=("*",), but=("disabled", "cached")), _ONLINE),
        *loosening(Key("tools.web_search", is_in=(True,)), _ONLINE),
        *loosening(Key("sandbox_workspace_write.network_access", is_in=(True,)), _ONLINE),
        *loosening(Key("default_permissions", holds=("*",), but=_PROFILES), _UNASKED, _NO_SHELL),
        *loosening(Key("permissions", holds=("*",)), {"autonomy.file_write": "anywhere"}),
        *loosening(Key("approvals_reviewer", holds=("*",), but=("user",)), _UNASKED, _NO_SHELL),
        *loosening(
            Key("sandbox_workspace_write.writable_roots", holds=("*",)),
            {"autonomy.file_write": "anywhere"},
            {"autonomy.file_write": {"autonomy.file_write": ("never", "ask_each")}},
        ),
        *loosening(
            Key("parts", holds=("*",), but=("*forbidden*", '*"prompt"*'), file="rules"),
            _UNASKED,
            _NO_SHELL,
        ),
    ),
    sources=(
        Source("machine", "etc/codex/config.toml", weaker=True),
        Source("machine", "etc/codex/managed_config.toml"),
        Source("user", ".codex/rules/*.rules", "rules", parts="prefix_rule("),
        Source("project", ".codex/rules/*.rules", "rules", parts="prefix_rule("),
    ),
    lists="replaced",
    faults={"settings": Faults("stops", "stops")},
    implied=IMPLIED,
    moved_by={"CODEX_HOME": ".codex"},
)
