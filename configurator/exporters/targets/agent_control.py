"""The Agent Control Specification at 0.4.0b1: a manifest, a policy in Rego, and its data.

A runtime in the agent's program asks before every tool call, and refuses it, lets a
person be asked, or lets it pass. It sees the name of a tool and what it is called with;
what kind of tool that is, its labels in the manifest say. A tool without an entry is
refused. The program that hosts the runtime has to act on the answer.

What a label does not say, the runtime cannot tell: which file, which site, whether a
command stays in a sandbox. There it is asked, the next tighter thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.exporters.agents import TOOLS
from configurator.exporters.table import (
    ByValue,
    Everything,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
)

_FOLDER = "agent-control"
_FURTHER = ("irreversible", "tool_server", "subagent", "memory", "agreement")
"""Labels beside the kinds of tools, which whoever describes a tool may forget."""

_ROUGHLY = "what is called cannot be told from how: each call is asked for"
_READING = "reading cannot be told from sending: both are refused"


def _file(name: str, format_: Any, **extra: Any) -> TargetFile:
    path = f"{_FOLDER}/{name}"
    return TargetFile(path, f".config/{path}", format_, **extra)


def _verdict(decision: str, *labels: str, **extra: Any) -> Patch:
    return Patch({"verdicts": dict.fromkeys(labels, decision)}, "data", **extra)


_POINTS = (
    "agent_startup", "input", "pre_model_call", "post_model_call",
    "pre_tool_call", "post_tool_call", "output", "agent_shutdown",
)  # fmt: skip
"""A runtime refuses whatever happens at a point that no policy is bound to."""

_POINT: Mapping[str, Any] = {"policy_target": "$.target", "policy": {"id": "behavior"}}
_MORE: Mapping[str, Any] = {"pre_tool_call": {"tool_name_from": "$.tool_call.name"}}

_MANIFEST = {
    "agent_control_specification_version": "0.4.0-alpha.1",
    "policies": {"behavior": {"type": "rego", "bundle": "./policy", "query": "data.behavior.verdict"}},
    "intervention_points": {name: {**_POINT, **_MORE.get(name, {})} for name in _POINTS},
    "tools": {name: {"security_labels": [name]} for name in TOOLS},
}


def _by_label(setting: str, label: str, cases: dict[str, str], **extra: dict[str, Any]) -> ByValue:
    """A row that only a label beside the kind of a tool decides; ``extra`` is for values."""
    notes = {"note": f"held for tools with the label `{label}`", "level": "instructed"}
    return ByValue(
        setting,
        {value: _verdict(case, label, **{**notes, **extra.get(value, {})}) for value, case in cases.items()},
    )


def _services(mail: str, calendar: str, **extra: Any) -> Patch:
    """Calendars send invitations."""
    keys = {**dict.fromkeys(("email", "messages"), mail), "calendar": calendar}
    return Patch({"verdicts": keys}, "data", **extra)


TARGET = Target(
    id="agent-control",
    title="Agent Control",
    checked="0.4.0b1",
    files={
        "manifest": _file("behavior.manifest.yaml", "yaml", whole=True, base=_MANIFEST),
        "policy": _file("policy/behavior.rego", "text", writer="rego-verdict"),
        "profile": _file("policy/profile.rego", "text", writer="rego-profile"),
        "data": _file("policy/data.json", "json", writer="rego-data", base={"tools": [], "verdicts": {}}),
    },
    rows=(
        PerItem(
            "autonomy.tools",
            present={
                **{name: Patch({"tools": [name]}, "data") for name in TOOLS if name != "payments"},
                "payments": Patch(
                    {"tools": ["payments"], "verdicts": {"payments": "escalate"}},
                    "data",
                    further=(_verdict("deny", "payments", needs={"money.per_day": (0,)}),),
                ),
            },
            absent={name: _verdict("deny", name) for name in TOOLS},
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": _verdict("deny", "shell"),
                "ask_each": _verdict("escalate", "shell"),
                "allow_list": _verdict("escalate", "shell", rounded=True, note=_ROUGHLY),
                "sandbox": _verdict("escalate", "shell", rounded=True, note=_ROUGHLY),
                "host": _verdict(
                    "allow",
                    "shell",
                    needs={"autonomy.file_write": ("anywhere",), "autonomy.network": ("open",)},
                    otherwise="ask_each",
                ),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _verdict("deny", "write_files"),
                "ask_each": _verdict("escalate", "write_files"),
                "project": _verdict("escalate", "write_files", rounded=True, note=_ROUGHLY),
                "anywhere": _verdict("allow", "write_files"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": _verdict("deny", "web_search", "browser"),
                "allow_list": _verdict("escalate", "web_search", "browser", rounded=True, note=_ROUGHLY),
                "ask_new": _verdict("escalate", "web_search", "browser", rounded=True, note=_ROUGHLY),
                "open": _verdict("allow", "web_search", "browser"),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            {
                "never": _services("deny", "escalate", rounded=True, note=_READING),
                "draft": _services("deny", "escalate", rounded=True, note=_READING),
                "ask_each": _services("escalate", "escalate"),
                "known": _services("escalate", "escalate", rounded=True, note=_ROUGHLY),
                "auto": _services("allow", "allow"),
            },
        ),
        _by_label(
            "autonomy.irreversible",
            "irreversible",
            {"never": "deny", "backup_and_ask": "escalate", "ask": "escalate", "auto": "allow"},
        ),
        _by_label(
            "autonomy.tool_servers", "tool_server", {"none": "deny", "approved": "allow", "any": "allow"}
        ),
        _by_label(
            "autonomy.subagents",
            "subagent",
            {"none": "deny", "same_rules": "escalate", "free": "allow"},
            same_rules={"rounded": True},
        ),
        _by_label(
            "privacy.memory",
            "memory",
            {"none": "deny", "session": "deny", "project": "escalate", "across": "allow"},
            project={"rounded": True},
        ),
        _by_label(
            "money.agreements",
            "agreement",
            {"never": "deny", "summarise": "deny", "ask_each": "escalate", "auto": "allow"},
        ),
        Everything(
            "instructed",
            "in the data; a profile is judged by this setting's bounds, not by conditions",
        ),
    ),
    orders={
        "tools": "more",
        **{f"verdicts.{label}": ("deny", "escalate", "allow") for label in (*TOOLS, *_FURTHER)},
    },
    hint="name your agent's tools in a manifest that `extends` this one, each with `security_labels`: what sort of "
    "tool it is, and `irreversible`, `tool_server`, `subagent`, `memory` or `agreement` where it is that; compose "
    "other policies with it as `run_all` or strictest",
    group="engines",
    oracle=Oracle(
        "client",
        "the runtime loads the files; what its emitter lets pass, and random profiles, are as they say",
    ),
)
