"""Cedar, asked about exported files: it decides as the bounds and values do, or a test says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from configurator.exporters.table import Choice
from configurator.exporters.targets.cedar import TARGET
from configurator.exporters.writers import cedar
from configurator.exporters.writers.draft import Draft
from tests.engines.engine import needed

engine = needed("cedarpy")


@dataclass(frozen=True)
class Files:
    policy: str
    schema: str
    entities: str


def files(choices: Sequence[Choice]) -> Files:
    draft = Draft(TARGET, choices)
    return Files(cedar.policy_file(draft), cedar.schema_file(draft), cedar.entities_file(draft))


def allowed(some: Files, requests: Sequence[tuple[str, Any]]) -> list[bool]:
    """What Cedar answers to each setting and value."""
    asked = [
        {
            "principal": f'Behavior::Person::"{cedar.PERSON}"',
            "action": f"Behavior::Action::{json.dumps(key, ensure_ascii=False)}",
            "resource": 'Behavior::AI::"any"',
            "context": {"value": sorted(value) if isinstance(value, frozenset) else value},
        }
        for key, value in requests
    ]
    answers = engine.is_authorized_batch(asked, some.policy, some.entities, schema=some.schema)
    return [answer.decision == engine.Decision.Allow for answer in answers]
