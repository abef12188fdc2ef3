"""An agent's program with the runtime in it, and what values say about a tool, apart from the tables."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from configurator.exporters.table import Choice
from tests.engines.engine import exported, needed
from tests.unit.exporters import shipped

acs = needed("agent_control_spec")

hooks = needed("agent_hooks")

KINDS = shipped.settings()["autonomy.tools"].ids

FURTHER = ("irreversible", "tool_server", "subagent", "memory", "agreement")

LABELS = (*KINDS, *FURTHER)

STEPS = ("deny", "ask", "allow")


@dataclass(frozen=True)
class Files:
    manifest: str
    policy: str
    profile: str
    data: str

    def put(self, folder: Path) -> Path:
        """The manifest, with the others below it as it says."""
        (folder / "policy").mkdir(parents=True, exist_ok=True)
        (folder / "policy/behavior.rego").write_text(self.policy, encoding="utf-8")
        (folder / "policy/profile.rego").write_text(self.profile, encoding="utf-8")
        (folder / "policy/data.json").write_text(self.data, encoding="utf-8")
        path = folder / "behavior.manifest.yaml"
        path.write_text(self.manifest, encoding="utf-8")
        return path


def files(choices: Sequence[Choice], root: Path) -> Files:
    root.mkdir(exist_ok=True)
    written = exported("agent-control", choices, root)
    folder = "agent-control"
    inner = ("behavior.manifest.yaml", "policy/behavior.rego", "policy/profile.rego", "policy/data.json")
    assert set(written) == {f"{folder}/{name}" for name in inner}
    return Files(*(written[f"{folder}/{name}"] for name in inner))


class Yes:
    """A person who approves of whatever is asked."""

    def resolve(self, request: Any) -> Any:
        approved = hooks.ApprovalOutcome.APPROVE
        return hooks.ApprovalResolution(approved, request.context_identity, hooks.ALLOW)


def context() -> Any:
    return hooks.AgentContextBuilder(agent_id="a", framework="f", session_id="s")


def calls(manifest: Path, names: Sequence[str]) -> dict[str, str]:
    """What an agent's program does with a call of each tool: it passes, is asked for, or is refused."""
    policy = acs.AcsInterceptor(str(manifest))
    alone, attended = (
        hooks.InterceptionEmitter(mode=hooks.EnforcementMode.ENFORCE, resolver=resolver).register(policy, "p")
        for resolver in (None, Yes())
    )

    async def passes(emitter: Any, name: str) -> bool:
        try:
            await emitter.emit(context().pre_tool_call(call_id="1", name=name, args={"a": 1}))
        except hooks.InterceptionBlocked:
            return False
        return True

    async def every() -> dict[str, str]:
        return {
            name: "allow" if await passes(alone, name) else "ask" if await passes(attended, name) else "deny"
            for name in names
        }

    return asyncio.run(every())


def expected(values: Mapping[str, Any], labels: Sequence[str]) -> str:
    """What the values say about a tool with these labels: the tightest of all."""
    return min((of_label(values, label) for label in labels), key=STEPS.index, default="deny")


def of_label(values: Mapping[str, Any], label: str) -> str:
    if label in KINDS and label not in values["autonomy.tools"]:
        return "deny"
    key, answers = SAID.get(label, ("", {}))
    if label == "shell" and (values["autonomy.file_write"], values["autonomy.network"]) != (
        "anywhere",
        "open",
    ):
        return "deny" if values[key] == "never" else "ask"
    if label == "payments":
        return "ask" if values["money.per_day"] else "deny"
    return answers.get(values[key], "ask") if key else "allow"


SAID: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "shell": ("autonomy.shell", {"never": "deny", "host": "allow"}),
    "write_files": ("autonomy.file_write", {"never": "deny", "anywhere": "allow"}),
    "web_search": ("autonomy.network", {"off": "deny", "open": "allow"}),
    "browser": ("autonomy.network", {"off": "deny", "open": "allow"}),
    "email": ("autonomy.send_messages", {"never": "deny", "draft": "deny", "auto": "allow"}),
    "messages": ("autonomy.send_messages", {"never": "deny", "draft": "deny", "auto": "allow"}),
    "calendar": ("autonomy.send_messages", {"auto": "allow"}),
    "irreversible": ("autonomy.irreversible", {"never": "deny", "auto": "allow"}),
    "tool_server": ("autonomy.tool_servers", {"none": "deny", "approved": "allow", "any": "allow"}),
    "subagent": ("autonomy.subagents", {"none": "deny", "free": "allow"}),
    "memory": ("privacy.memory", {"none": "deny", "session": "deny", "across": "allow"}),
    "agreement": ("money.agreements", {"never": "deny", "summarise": "deny", "auto": "allow"}),
}
"""By label: its setting, and the values at which a call is not asked for. What a tool is called with does not
say where it writes or sends, so everything between is asked for."""

DECIDING = (*dict.fromkeys(key for key, _ in SAID.values()), "autonomy.tools", "money.per_day")

SEEDS = range(25)


def some_values(rng: random.Random) -> dict[str, Any]:
    """Any values of the settings that decide, permitted or not, and the defaults of the others."""
    values: dict[str, Any] = dict(shipped.backgrounds()["defaults"])
    for key in DECIDING:
        setting = shipped.settings()[key]
        if setting.kind == "members":
            values[key] = frozenset(item for item in setting.ids if rng.random() < 0.7)
        else:
            values[key] = rng.choice((0, 1, 20)) if setting.kind == "amount" else rng.choice(setting.ids)
    if rng.random() < 0.5:
        values |= {"autonomy.file_write": "anywhere", "autonomy.network": "open"}
    return values


OWN: Mapping[str, tuple[str, ...]] = {
    "_".join(("my", *labels)): labels for size in (1, 2) for labels in itertools.combinations(LABELS, size)
} | {
    "my_many": ("shell", "irreversible", "write_files"),
    "my_other": ("read_files", "nonsense"),
    "my_none": (),
}

FEW = {name: labels for name, labels in OWN.items() if len(labels) != 2 or "nonsense" in labels}
"""Enough of them to notice a mistake by."""


def own_manifest(folder: Path, tools: Mapping[str, Any]) -> Path:
    """A manifest of a person's own, with what their agent's tools are called."""
    path = folder / "agent.manifest.yaml"
    document = {
        "agent_control_specification_version": "0.4.0-alpha.1",
        "extends": ["./behavior.manifest.yaml"],
        "tools": {name: {"type": "Tool", "security_labels": one} for name, one in tools.items()},
    }
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def at_rest(manifest: Path) -> bool:
    """Whether everything that is no tool call passes."""
    policy, build = acs.ActivatedPolicy(str(manifest)), context()
    message = [{"role": "user", "content": "hello"}]
    made = (
        build.agent_startup(tools_registered=["shell"]), build.input(content="hello"),
        build.pre_model_call(model_id="m", messages=message),
        build.post_model_call(model_id="m", content="hi", tool_calls=[], finish_reason="stop"),
        build.post_tool_call(call_id="1", name="shell", args={}, value="done"),
        build.output(content="hi"), build.agent_shutdown(reason="end"),
    )  # fmt: skip
    answered = {policy.evaluate(one["interception_point"], one).to_wire()["decision"] for one in made}
    return answered == {"allow"} and len(policy.intervention_points) == len(made) + 1


def decided(manifest: Path, names: Sequence[str]) -> dict[str, str]:
    """The same as `calls`, by the runtime's verdicts alone."""
    policy, build = acs.ActivatedPolicy(str(manifest)), context()
    found = {}
    for name in names:
        call = build.pre_tool_call(call_id="1", name=name, args={"a": 1})
        wire = policy.evaluate("pre_tool_call", call).to_wire()
        failed = wire.get("reason", "").startswith("runtime_error")
        found[name] = "failed" if failed else "ask" if "approval" in wire else wire["decision"]
    return found
