"""Whole files in formats of their own: functions from a draft to a text.

A `table.TargetFile` names its writer; it is imported when that file is made. A
package that ships a target of its own names a writer as ``module:function``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

WRITERS: dict[str, str] = {
    "json": "plain:json_file",
    "toml": "plain:toml_file",
    "yaml": "plain:yaml_file",
    "env": "plain:env_file",
    "text": "plain:text_file",
    "cedar-policy": "cedar:policy_file",
    "cedar-schema": "cedar:schema_file",
    "cedar-entities": "cedar:entities_file",
    "flagd-flags": "flagd:flags_file",
    "rego-verdict": "rego:verdict_file",
    "rego-profile": "rego:profile_file",
    "rego-data": "rego:data_file",
    "modelfile": "modelfile:modelfile",
    "open-webui": "open_webui:entry_file",
    "promptfoo": "promptfoo:config_file",
    "inspect-task": "inspect_task:task_file",
    "inspect-approval": "inspect_task:approval_file",
    "rule": "rule:rule_file",
    "nemo-prompts": "nemo:prompts",
}
"""Module and function, by name."""


def writer(name: str) -> Callable[[Any], str]:
    """The function ``draft.Draft -> str`` called ``name``. Raises ValueError: a table
    that names none is mistaken."""
    module, _, function = WRITERS.get(name, name).partition(":")
    if not function:
        raise ValueError(f"no writer is called {name}")
    found: Callable[[Any], str] = getattr(
        import_module(f"{__name__}.{module}" if name in WRITERS else module), function
    )
    return found
