"""Targets by id: those in the tree by name, strangers' by entry point.

A target's table is imported when it is asked for, and the entry points of other
packages are looked at only for an id that is not in the tree, or for a list.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from configurator.errors import InvalidError, UsageError
from configurator.exporters.table import GROUPS, Target
from configurator.files.near import meant
from configurator.messages import _, did_you_mean

GROUP = "configurator.targets"
"""The entry-point group in which a package names a `table.Target` by its id."""

_TREE = "configurator.exporters.targets."

TARGETS: dict[str, tuple[str, str]] = {
    # agents
    "claude-code": ("claude_code", "TARGET"),
    "codex": ("codex", "TARGET"),
    "gemini-cli": ("gemini_cli", "TARGET"),
    "opencode": ("opencode", "TARGET"),
    "qwen-code": ("qwen_code", "TARGET"),
    "copilot-cli": ("copilot_cli", "TARGET"),
    "vscode-copilot": ("vscode_copilot", "TARGET"),
    "cursor": ("cursor", "TARGET"),
    "zed": ("zed", "TARGET"),
    "goose": ("goose", "TARGET"),
    "aider": ("aider", "TARGET"),
    "continue": ("continue_cli", "TARGET"),
    "agents-md": ("agents_md", "TARGET"),
    # managed
    "claude-code-managed": ("claude_code_managed", "TARGET"),
    "codex-managed": ("codex_managed", "TARGET"),
    "gemini-cli-managed": ("gemini_cli_managed", "TARGET"),
    # APIs
    "openai": ("openai_api", "TARGET"),
    "azure-openai": ("azure_openai", "TARGET"),
    "anthropic": ("anthropic_api", "TARGET"),
    "gemini-api": ("gemini_api", "TARGET"),
    "mistral": ("mistral_api", "TARGET"),
    "bedrock": ("bedrock", "TARGET"),
    # gateways
    "nemo-guardrails": ("nemo_guardrails", "TARGET"),
    "librechat": ("librechat", "TARGET"),
    "litellm": ("litellm", "TARGET"),
    # engines
    "agent-control": ("agent_control", "TARGET"),
    "cedar": ("cedar", "TARGET"),
    "flagd": ("flagd", "TARGET"),
    # local
    "ollama": ("ollama", "TARGET"),
    "open-webui": ("open_webui", "TARGET"),
    "chatgpt-text": ("chat_text", "CHATGPT"),
    "claude-text": ("chat_text", "CLAUDE"),
    "gemini-text": ("chat_text", "GEMINI"),
    # evals
    "promptfoo": ("promptfoo", "TARGET"),
    "inspect": ("inspect_ai", "TARGET"),
    # plain
    "json": ("plain", "JSON"),
    "toml": ("plain", "TOML"),
    "yaml": ("plain", "YAML"),
    "env": ("plain", "ENV"),
    "text": ("plain", "TEXT"),
}
"""Module and name, by id, in the order of `table.GROUPS`."""


def target(id_: str) -> Target:
    """The target called ``id_``. Raises UsageError with a did-you-mean."""
    if id_ in TARGETS:
        module, name = TARGETS[id_]
        found: Target = getattr(import_module(_TREE + module), name)
        return found
    others = _entry_points()
    if id_ in others:
        return _foreign(id_, others[id_])
    close = meant(id_, (*TARGETS, *others))
    raise UsageError(
        _("unknown target `{target}`", target=id_[:80]),
        hint=did_you_mean(close, _("`configurator targets` lists every target")),
        slug="unknown-target",
    )


def ids() -> list[str]:
    """The id of every target, those in the tree first."""
    return [*TARGETS, *(name for name in sorted(_entry_points()) if name not in TARGETS)]


def all_targets() -> list[Target]:
    """Every target that can be loaded, by its group, and in that those in the tree first."""
    return loadable()[0]


def loadable() -> tuple[list[Target], list[InvalidError]]:
    """`all_targets`, and what is wrong with each of the others: one package's mistake
    takes nothing else with it."""
    found: list[Target] = []
    broken: list[InvalidError] = []
    for id_ in ids():
        try:
            found.append(target(id_))
        except InvalidError as error:
            broken.append(error)
    return sorted(found, key=lambda one: GROUPS.index(one.group)), broken


def _entry_points() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


def _foreign(id_: str, point: Any) -> Target:
    """Another package's target. Whatever is wrong with it is that package's fault."""
    package = point.dist.name if point.dist else point.value
    hint = _("update or remove that package")
    try:
        found = point.load()
    except Exception as error:
        raise InvalidError(
            _("target `{target}` of package `{package}` cannot be loaded", target=id_, package=package),
            hint=hint,
            slug="broken-target",
        ) from error
    if not isinstance(found, Target) or found.id != id_:
        raise InvalidError(
            _("package `{package}` calls `{target}` a target, and it is none", package=package, target=id_),
            hint=hint,
            slug="broken-target",
        )
    return found
