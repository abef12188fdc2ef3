"""LiteLLM's proxy: guardrails and a prompt, in the file with which its owner starts it.

Written after the package litellm. The proxy starts without a guardrail whose entry is
wrong, and says so in its log alone; it does not start where a policy names one that is
not there. So every guardrail stands in a policy, which is attached to whatever is asked.

`tool_permission` takes tools from a request for a chat completion, and calls of them from
the answer; of Anthropic's messages it sees the answer; OpenAI's Responses it passes by.
Nothing about tools is called enforced. It goes by names, and whatever it does not know by
name may be any tool, so it passes only where a person has all kinds switched on.

LiteLLM's own lists of words would take a heart attack for violence, a kidney for a child's
body and an oven for hate. Two are used, where a person wants nothing of the sort at all,
and take the first of their words out of an answer instead of keeping it back: help that
names what happened has to arrive.

The prompt is a template of LiteLLM's, put before whatever is asked on all three of them. In
a template a line that begins with the name of a role opens a message of that role, so
what is told is not in it: it is filled in, and no line of it begins so. A program that
names a prompt of its own gets that one instead.

A budget of the whole proxy needs a database. One for each provider is counted in the
proxy itself; of zero there is none, as if nothing were said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.exporters.apis import rest
from configurator.exporters.personal import PATTERNS
from configurator.exporters.table import ByValue, Copied, Oracle, Patch, PerItem, Target, TargetFile, Told
from configurator.exporters.tool_names import KINDS

_NAME = "ai-behavior"

_ROUTES = "taken out of chat completions and of Anthropic's answers; OpenAI's Responses are passed by"
_OTHERS = "a tool with another name may be of any kind: it is off as well"
_CLIENT = "the program that has the tool has to ask"
_WORDS = "one word of LiteLLM's list is taken out of each answer; others pass"

_SERVICES = ("email", "calendar", "messages", "payments", "devices")
"""Kinds of ``autonomy.tools`` whose tools have any name."""

_DAY: Mapping[str, Any] = {"time_period": "1d"}
_PROVIDERS = ("openai", "azure", "anthropic", "gemini")
_AT = [f"router_settings.provider_budget_config.{name}.budget_limit" for name in _PROVIDERS]

_SWEARING = (
    r"\b(?:(?:mother)?fuck|shit|bullshit|bastard|bitch|asshole|arsehole|cunt|wank|bollocks|damn|crap)\w*"
)
_ORDERS = (
    r"\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|the|your|my|of|these|those)\s+)*"
    r"(?:previous|prior|above|earlier|preceding)\s+(?:instructions?|rules|directions|prompts?|messages)\b"
)
_ABROAD = r"(?<![\w+])\+\d{1,3}[ ./-]?(?:\(?\d{1,5}\)?[ ./-]?){2,5}\d\b"


def _guardrail(name: str, kind: str, mode: Sequence[str], **params: Any) -> dict[str, Any]:
    """A guardrail, and the policy by which it has to be there."""
    full = f"{_NAME}-{name}"
    params = {"guardrail": kind, "mode": [*mode], "default_on": True, **params}
    return {
        "guardrails": [{"guardrail_name": full, "litellm_params": params}],
        "policies": {_NAME: {"guardrails": {"add": [full]}}},
        "policy_attachments": [{"policy": _NAME, "scope": "*"}],
    }


def _filter(name: str, mode: str, **params: Any) -> dict[str, Any]:
    return _guardrail(name, "litellm_content_filter", (mode,), **params)


def _regex(name: str, pattern: str) -> dict[str, str]:
    return {"pattern_type": "regex", "name": name, "pattern": pattern, "action": "MASK"}


def _masked(*patterns: Mapping[str, str], **more: Any) -> Patch:
    return Patch(_filter("data", "pre_call", patterns=[*patterns]), also_told=True, **more)


def _known(*names: str) -> list[dict[str, str]]:
    return [{"pattern_type": "prebuilt", "pattern_name": name, "action": "MASK"} for name in names]


def _tools(**params: Any) -> dict[str, Any]:
    both = ("pre_call", "post_call")
    return _guardrail("tools", "tool_permission", both, on_disallowed_action="rewrite", **params)


def _kind(name: str, decision: str) -> dict[str, Any]:
    return {"id": name, "tool_name": "|".join(KINDS[name]), "decision": decision}


def _let(name: str, decision: str, note: str = _ROUTES) -> Patch:
    return Patch(_tools(rules=[_kind(name, decision)]), level="instructed", also_told=True, note=note)


def _without(name: str = "") -> Patch:
    """Without one kind of tools, whatever has no known name is off too."""
    rules = {"rules": [_kind(name, "deny")]} if name else {}
    keys = _tools(default_action="deny", **rules)
    further = (Patch({}, note=_OTHERS),)
    return Patch(keys, level="instructed", also_told=True, rounded=True, note=_ROUTES, further=further)


def _with(name: str = "") -> Patch:
    rules = {"rules": [_kind(name, "allow")]} if name else {}
    return Patch(_tools(default_action="allow", **rules), level="instructed", note=_ROUTES)


def _budget(limit: str) -> dict[str, Any]:
    each = {name: {"budget_limit": limit, **_DAY} for name in _PROVIDERS}
    return {"router_settings": {"provider_budget_config": each}}


def _words(name: str, category: str) -> Patch:
    found = {"category": category, "enabled": True, "action": "MASK", "severity_threshold": "high"}
    keys = _filter(name, "post_call", categories=[found])
    return Patch(keys, level="instructed", also_told=True, rounded=True, note=_WORDS)


_QUIET = Patch(
    _tools(rules=[_kind("notes", "deny")]),
    level="instructed",
    also_told=True,
    note="a program that asks LiteLLM keeps what it likes",
    further=(
        Patch(
            {"litellm_settings": {"turn_off_message_logging": True}},
            needs={"oversight.audit_log": ("actions", "off")},
            note="LiteLLM's logs hold nothing of what is said",
        ),
    ),
)

TARGET = Target(
    id="litellm",
    title="LiteLLM proxy",
    checked="1.108.7",
    group="gateways",
    unread="a server of its owner's reads it, and what holds there is also in its database and its keys",
    files={
        "settings": TargetFile(
            "litellm_config.yaml",
            "",
            "yaml",
            told_at="router_settings.default_litellm_params.prompt_variables.told",
        ),
    },
    fixed=(
        Patch(
            {
                "prompts": [
                    {
                        "prompt_id": _NAME,
                        "litellm_params": {
                            "prompt_id": _NAME,
                            "prompt_integration": "dotprompt",
                            "dotprompt_content": "System:\n{{ told | safe }}",
                        },
                    }
                ],
                "router_settings": {"default_litellm_params": {"prompt_id": _NAME}},
            }
        ),
        Patch(_tools(rules=[_kind("harmless", "allow")])),
    ),
    orders={
        "guardrails.litellm_params.default_action": ("deny", "allow"),
        "guardrails.litellm_params.rules.decision": ("deny", "allow"),
        "guardrails.litellm_params.patterns": "fewer",
        "guardrails.litellm_params.categories": "fewer",
        "policies.ai-behavior.guardrails.add": "fewer",
        **dict.fromkeys(_AT, "higher"),
    },
    keyed={
        "guardrails": "guardrail_name",
        "guardrails.litellm_params.rules": "id",
        "policy_attachments": "policy",
    },
    hint="start the proxy with `litellm --config litellm_config.yaml`; your models stand in that file too",
    oracle=Oracle(
        "client",
        "the proxy starts with it on loopback, and masks, tells and takes tools away as the values say",
        runs="apart",
    ),
    rows=rest(
        ByValue(
            "content.violence",
            {
                "none": _words("violence", "harmful_violence"),
                **dict.fromkeys(("mild", "strong", "graphic"), Told()),
            },
        ),
        ByValue(
            "content.sexual",
            {
                "none": _words("sexual", "harm_toxic_abuse"),
                **dict.fromkeys(("educational", "romantic", "suggestive", "explicit"), Told()),
            },
        ),
        ByValue(
            "content.profanity",
            {
                "never": Patch(
                    _filter("swearing", "post_call", patterns=[_regex("swearing", _SWEARING)]),
                    level="instructed",
                    also_told=True,
                    note="the commonest English swear words are taken out of answers; others pass",
                ),
                **dict.fromkeys(("quote", "mirror", "free"), Told()),
            },
        ),
        ByValue(
            "autonomy.untrusted_text",
            dict.fromkeys(
                ("never", "ask", "project_files"),
                Patch(
                    _filter(
                        "results",
                        "pre_call",
                        scan_only_tool_results=True,
                        patterns=[_regex("instruction", _ORDERS)],
                    ),
                    level="instructed",
                    also_told=True,
                    note="taken out of what tools return: sentences in English that lift all instructions",
                ),
            ),
        ),
        PerItem(
            "privacy.redact",
            present={
                "credentials": _masked(
                    _regex("credentials", PATTERNS["credentials"]),
                    *_known("generic_api_key"),
                    level="instructed",
                    note="keys in the commonest formats are known",
                ),
                "payment_card": _masked(_regex("payment_card", PATTERNS["payment_card"]), rounded=True),
                "government_id": _masked(
                    *_known("us_ssn", "br_cpf", "sg_nric", "uae_emirates_id", "ca_sin"),
                    level="instructed",
                    note="ID numbers of five countries are known",
                ),
                "email": _masked(*_known("email")),
                "phone": _masked(
                    *_known("us_phone"),
                    _regex("phone", _ABROAD),
                    level="instructed",
                    note="phone numbers of North America and those with a country code are known",
                ),
            },
            absent=dict.fromkeys(("email", "phone", "address", "name", "health_record"), Patch({})),
        ),
        PerItem(
            "autonomy.tools",
            present={
                **{name: _let(name, "allow") for name in ("read_files", "write_files", "shell")},
                **{name: _let(name, "allow") for name in ("web_search", "browser")},
                **dict.fromkeys(_SERVICES, _with()),
            },
            absent={
                **{name: _without(name) for name in ("read_files", "write_files", "shell")},
                **{name: _without(name) for name in ("web_search", "browser")},
                **dict.fromkeys(_SERVICES, _without()),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": _let("shell", "deny"),
                **dict.fromkeys(("ask_each", "allow_list", "sandbox"), Told(_CLIENT)),
                "host": Told(),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _let("write_files", "deny"),
                **dict.fromkeys(("ask_each", "project"), Told(_CLIENT)),
                "anywhere": Told(),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(
                    _tools(rules=[_kind("web_search", "deny"), _kind("browser", "deny")]),
                    level="instructed",
                    note=_ROUTES,
                ),
                **dict.fromkeys(("allow_list", "ask_new"), Told(_CLIENT)),
                "open": Told(),
            },
        ),
        ByValue(
            "autonomy.subagents",
            {
                "none": _let("helpers", "deny"),
                **dict.fromkeys(
                    ("same_rules", "free"), _let("helpers", "allow", "helpers ask through it too")
                ),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {"none": _let("servers", "deny"), **dict.fromkeys(("approved", "any"), Told(_CLIENT))},
        ),
        ByValue(
            "privacy.memory",
            {
                **dict.fromkeys(("none", "session"), _QUIET),
                **dict.fromkeys(
                    ("project", "across"), _let("notes", "allow", "which notes, only the AI can tell")
                ),
            },
        ),
        Copied(
            "money.model_budget",
            _AT[0],
            special={
                0: Patch(
                    _budget("1e-2"),
                    level="instructed",
                    also_told=True,
                    note="of nothing LiteLLM makes no budget at all; it stops after the first cent",
                )
            },
            spelled="{value}e-2",
            also_at=(*_AT[1:],),
            beside={"router_settings": {"provider_budget_config": dict.fromkeys(_PROVIDERS, _DAY)}},
            also_told=True,
            level="instructed",
            note="for each of OpenAI, Azure, Anthropic and Google by itself, until the proxy starts again",
        ),
    ),
)
