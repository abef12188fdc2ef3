"""LiteLLM's proxy: what reaches a model through it, and what of its answers comes back."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from tests.oracles import frame
from tests.oracles.frame import Answer, Ask, Case, Client, Oracle
from tests.oracles.talk import (
    ASKS,
    BREAD,
    CHAT,
    DATA,
    HARMLESS,
    HURTS,
    KINDS,
    NUDE,
    ORDERS,
    SAYS,
    SWEARS,
    TAKEN,
)

FILE = "litellm_config.yaml"
TOLD = r'style.note: "Say \"moin\": it'
GUARDS = {SWEARS: "swearing", HURTS: "violence", NUDE: "sexual"}

LOOKED: Mapping[str, tuple[str, ...]] = {
    "credentials": ("credentials", "generic_api_key"),
    "payment_card": ("payment_card",),
    "government_id": ("us_ssn", "br_cpf", "sg_nric", "uae_emirates_id", "ca_sin"),
    "email": ("email",),
    "phone": ("us_phone", "phone"),
}
"""By item: the patterns by which it is looked for."""


def complaints(ask: Ask, case: Case) -> list[str]:
    """Asks on every route with data and harmless texts, and of models that say or call
    what is not wanted. The export as it is, and not one with a mistake in it, is also
    served, tried without each of its guardrails, and asked until its budgets are spent."""
    answer = ask({"files": dict(case.files), "says": SAYS, "asks": ASKS})
    if "error" in answer:
        return [answer["error"]]
    found = [
        *_written(case, answer),
        *_loaded(case.values, answer),
        *_said(case.values, answer["answers"]),
        *_kept(case.values, answer),
    ]
    if not found and case.files == _exports()[case.name]:
        found = [*_served(ask, case, answer), *_needed(ask, case), *_spent(ask, case), *_streamed(ask, case)]
    return found


@functools.cache
def _exports() -> Mapping[str, frame.Files]:
    return {case.name: case.files for case in frame.cases(ORACLE)}


# ------------------------------------------------------------ judging


def _names(values: Mapping[str, Any]) -> set[str]:
    """The guardrails that there have to be."""
    answers = {GUARDS[model] for model in TAKEN if _taken(values, model)}
    return {f"ai-behavior-{name}" for name in {"tools", "data", "results"} | answers}


BEFORE, AFTER = ["pre_call"], ["post_call"]
MODES = {"tools": [*BEFORE, *AFTER], "data": BEFORE, "results": BEFORE} | dict.fromkeys(
    GUARDS.values(), AFTER
)
"""When each looks."""


def _taken(values: Mapping[str, Any], model: str) -> bool:
    """Whether something is taken out of what ``model`` says."""
    setting, level = {
        SWEARS: ("content.profanity", "never"),
        HURTS: ("content.violence", "none"),
        NUDE: ("content.sexual", "none"),
    }[model]
    return bool(values[setting] == level)


def _allowed(values: Mapping[str, Any], kind: str) -> bool:
    tools, every = values["autonomy.tools"], len(values["autonomy.tools"]) == 10
    if kind in tools | {"read_files", "write_files", "shell", "web_search", "browser"}:
        offline = kind in ("web_search", "browser") and values["autonomy.network"] == "off"
        still = kind == "shell" and values["autonomy.shell"] == "never"
        fixed = kind == "write_files" and values["autonomy.file_write"] == "never"
        return kind in tools and not (offline or still or fixed)
    others: dict[str, bool] = {
        "helpers": values["autonomy.subagents"] != "none",
        "notes": values["privacy.memory"] in ("project", "across"),
        "servers": every and values["autonomy.tool_servers"] != "none",
        "harmless": True,
        "": every,
    }
    return others[kind]


def _written(case: Case, answer: Answer) -> Iterator[str]:
    """What LiteLLM takes without a word, and what it does not look at."""
    redacted = case.values["privacy.redact"]
    looked = {
        "data": [name for item, names in LOOKED.items() if item in redacted for name in names],
        "results": ["instruction"],
        "swearing": ["swearing"],
    }
    for guardrail in yaml.safe_load(case.files[FILE])["guardrails"]:
        name, params = guardrail["guardrail_name"], guardrail["litellm_params"]
        if params.get("default_action", "deny") not in ("deny", "allow"):
            yield f"a tool without a rule is {params['default_action']!r}"
        right = looked.get(name.split("-")[-1], [])
        if answer["patterns"].get(name, []) != right:
            yield f"{name} has the patterns {answer['patterns'][name]}"
        yield from (
            f"{name} has {[*one]}" for one in params.get("patterns", []) if not {*one} <= {*answer["keys"]}
        )


def _loaded(values: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    names = _names(values)
    unknown = {"ai-behavior-tools": "allow" if _allowed(values, "") else "deny"}
    loaded = [[name, MODES[name.split("-")[-1]], True, unknown.get(name, "")] for name in sorted(names)]
    if answer["guardrails"] != loaded:
        yield f"it starts with {answer['guardrails']}"
    policies = answer["policies"]
    if {*policies.get("policies", {}).get("ai-behavior", {}).get("resolved_guardrails", ())} != names:
        yield f"it has the policies {policies}"
    if [(one["policy"], one["scope"]) for one in policies.get("attachments", ())] != [("ai-behavior", "*")]:
        yield f"it attaches {policies}"
    limit = [max(values["money.model_budget"], 1) / 100, "1d"]
    if answer["budgets"] != dict.fromkeys(("openai", "azure", "anthropic", "gemini"), limit):
        yield f"it has the budgets {answer['budgets']}"


def _said(values: Mapping[str, Any], answers: list[Answer]) -> Iterator[str]:
    for (path, body), one in zip(ASKS, answers, strict=True):
        if one["status"] != 200 or not one["asked"]:
            yield f"{path}, {body['model']}: it says {one['said']} after {one['asked']}"
            return
    for (path, _), one in zip(ASKS[:3], answers, strict=False):
        yield from (f"{path}: {line}" for line in _heard(values, one))
    for model, one in zip(TAKEN, answers[3:], strict=False):
        text = one["said"]["choices"][0]["message"]["content"]
        if (TAKEN[model] not in text) is not _taken(values, model):
            yield f"it says {text!r}"
    yield from _asked_with_tools(values, answers[0]["asked"][0])
    for one in answers[-2:]:
        yield from _called(values, one["said"])


def _heard(values: Mapping[str, Any], one: Answer) -> Iterator[str]:
    """What the model was asked and told, and what comes back of a harmless answer."""
    asked = one["asked"][0]
    texts = json.dumps(asked, ensure_ascii=False)
    plain = texts.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
    yield from (f"{text!r} is not asked: {texts}" for text in HARMLESS if text not in plain)
    for item, some in DATA.items():
        masked = item in values["privacy.redact"]
        yield from (f"{text!r} is asked, or not: {texts}" for text in some if (text in plain) is masked)
    if TOLD not in plain or "honesty.uncertainty: " not in plain:
        yield f"the model is not told: {texts}"
    if BREAD not in json.dumps(one["said"]):
        yield f"it says {one['said']}"


def _asked_with_tools(values: Mapping[str, Any], asked: Any) -> Iterator[str]:
    *others, result = asked["messages"]
    if others[0]["role"] != "system":
        yield f"it is told as {others[0]}"
    follows = values["autonomy.untrusted_text"] == "any"
    if any((text in str(result.get("content"))) is not follows for text in ORDERS):
        yield f"a tool's result is {result!r}"
    if not any(ORDERS[0] in str(message.get("content")) for message in others):
        yield f"a person's own words are {others}"
    yield from _right(values, [tool["function"]["name"] for tool in asked.get("tools", ())])


def _called(values: Mapping[str, Any], said: Any) -> Iterator[str]:
    if "choices" in said:
        calls = said["choices"][0]["message"].get("tool_calls") or []
        yield from _right(values, [call["function"]["name"] for call in calls])
    else:
        yield from _right(values, [part["name"] for part in said["content"] if part["type"] == "tool_use"])


def _right(values: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    right = [name for kind, some in KINDS.items() if _allowed(values, kind) for name in some]
    if sorted(names) != sorted(right):
        yield f"the tools are {names} instead of {right}"


def _kept(values: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    forgets = values["privacy.memory"] in ("none", "session") and values["oversight.audit_log"] != "full"
    holds = [text for text in answer["kept"] if "flour" in text or "order 1234" in text]
    if len(answer["kept"]) != len(ASKS) or (not holds) is not forgets:
        yield f"{len(answer['kept'])} entries of a log hold {holds}"


# ------------------------------------------------------------ the export as it is


def _served(ask: Ask, case: Case, other: Answer) -> Iterator[str]:
    """Started by its own command it does the same."""
    answer = ask({"files": dict(case.files), "says": SAYS, "asks": ASKS, "served": True})
    if "error" in answer:
        yield f"served: {answer['error']}"
        return
    for (path, body), one, in_process in zip(ASKS, answer["answers"], other["answers"], strict=True):
        if one["status"] != in_process["status"] or one["asked"] != in_process["asked"]:
            yield f"served, it asks {one} on {path} of {body['model']}"
    yield from (f"served, {line}" for line in _said(case.values, answer["answers"]))


def _needed(ask: Ask, case: Case) -> Iterator[str]:
    """It does not start without one of its guardrails."""
    config = yaml.safe_load(case.files[FILE])
    for number, guardrail in enumerate(config["guardrails"]):
        broken = json.loads(json.dumps(config))
        broken["guardrails"][number]["litellm_params"]["mode"] = "no_such_call"
        answer = ask({"files": {**case.files, FILE: yaml.safe_dump(broken)}, "says": SAYS, "asks": []})
        if "error" not in answer:
            yield f"it starts without {guardrail['guardrail_name']}"


def _mock(name: str, model: str, says: str, **more: Any) -> dict[str, Any]:
    """An owner's model that LiteLLM answers for itself."""
    there = {"api_key": "x", "api_base": "http://127.0.0.1:9", "api_version": "1"}
    return {
        "model_name": name,
        "litellm_params": {"model": model, "mock_response": says, **there, **more},
    }


def _spent(ask: Ask, case: Case) -> Iterator[str]:
    """Each request costs six tenths of what may be spent in a day: the third is refused."""
    each = max(case.values["money.model_budget"], 1) / 100 * 0.6
    providers = ("openai", "azure", "anthropic", "gemini")
    price = {"input_cost_per_token": 0, "output_cost_per_token": each / 20}
    models = [_mock(name, f"{name}/b", BREAD, **price) for name in providers]
    asks = [
        (CHAT, {"model": name, "messages": [{"role": "user", "content": "Hello."}]}) for name in providers
    ]
    answer = ask({"files": dict(case.files), "says": {}, "models": models, "asks": asks * 3, "rest": 0.2})
    statuses = [one["status"] for one in answer.get("answers", ())]
    if statuses != [200] * 8 + [429] * 4:
        yield f"its budgets: {statuses} {answer.get('error')} {[one['said'] for one in answer.get('answers', ())]}"


def _streamed(ask: Ask, case: Case) -> Iterator[str]:
    """Answers that come in pieces are no other answers."""
    models = [_mock(f"streamed-{model}", "openai/m", SAYS[model]["content"]) for model in TAKEN]
    talk = {"stream": True, "messages": [{"role": "user", "content": "Go on."}]}
    asks = [(CHAT, {"model": f"streamed-{model}", **talk}) for model in TAKEN]
    answer = ask({"files": dict(case.files), "says": {}, "models": models, "asks": asks})
    if "error" in answer:
        yield f"streamed: {answer['error']}"
        return
    for model, one in zip(TAKEN, answer["answers"], strict=True):
        pieces = [json.loads(line[6:]) for line in one["said"].splitlines() if line.startswith("data: {")]
        text = "".join(piece["choices"][0]["delta"].get("content") or "" for piece in pieces)
        if (TAKEN[model] not in text) is not _taken(case.values, model) or not text.strip():
            yield f"in pieces it says {text!r}"


MIXED: Mapping[str, Any] = {
    "content.violence": "none",
    "content.sexual": "none",
    "content.profanity": "never",
    "privacy.memory": "session",
    "privacy.redact": frozenset(DATA) | {"health_record", "address", "name"},
    "autonomy.tools": frozenset({"read_files", "web_search"}),
    "oversight.audit_log": "actions",
    "money.model_budget": 200,
}
"""Everything that a row writes is written, in which mistakes are made."""


ORACLE = Oracle(
    "litellm",
    Client("litellm", pins=("litellm",)),
    complaints,
    profiles=("mixed",),
    values={"mixed": MIXED},
    parts=("talk",),
)
