"""The runtime's engine, asked about profiles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from configurator.exporters.table import Choice
from configurator.exporters.targets.agent_control import TARGET
from configurator.exporters.writers import rego
from configurator.exporters.writers.draft import Draft
from tests.engines.control import Files, acs, context
from tests.engines.profiles import document, permitted, profiles_of

ADAPTER = """\
package adapter
import rego.v1
answers := [answer |
	some profile in input.policy_target.value.content
	answer := data.behavior.profile.valid with input as profile
]
verdict := {"decision": "warn", "reason": json.marshal(answers)}
"""
"""A warning is the only answer that carries a text."""

ASKING = """\
agent_control_specification_version: 0.4.0-alpha.1
policies: {profiles: {type: rego, query: data.adapter.verdict}}
intervention_points: {input: {policy_target: $.input, policy: {id: profiles}}}
"""


def drafted(choices: Sequence[Choice]) -> Files:
    """What decides about profiles, of settings that no row of the target has to know. There is no manifest."""
    draft = Draft(TARGET, choices)
    return Files("", rego.verdict_file(draft), rego.profile_file(draft), rego.data_file(draft))


def answers(some: Files, profiles: Sequence[Any]) -> list[bool]:
    """Which of the profiles are permitted. Raises RuntimeError where the engine gives no answer."""
    modules = {"behavior.rego": some.policy, "profile.rego": some.profile, "adapter.rego": ADAPTER}
    bundle = {"modules": modules, "data": [{"mount": [], "document": json.loads(some.data)}]}
    policy = acs.ActivatedPolicy.from_memory(ASKING, {"profiles": bundle})
    wire = policy.evaluate("input", context().input(content=list(profiles))).to_wire()
    if wire["decision"] != "allow":
        raise RuntimeError(wire["reason"])
    found: list[bool] = json.loads(wire["reason"])
    return found


def differences(some: Files, choices: Sequence[Choice]) -> list[str]:
    """Where the engine and the bounds disagree about a profile."""
    by_key = {choice.setting.key: choice for choice in choices}
    asked = profiles_of(choices)
    return [
        str(profile)
        for profile, answer in zip(asked, answers(some, [document(one) for one in asked]), strict=True)
        if answer != all(permitted(by_key[key], value) for key, value in profile.items())
    ]
