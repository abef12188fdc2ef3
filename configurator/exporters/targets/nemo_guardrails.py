"""NeMo Guardrails: a folder that a configuration imports, with rails for both sides.

NeMo drops a key that it does not know, and with it a rail. A rail is in force where its
flow is named and its own part is there; both are in the one file.

Messages are looked through for numbers and keys before a model sees them. An answer is
shown to a model again, which says whether it is to be kept back; how well it does so
is the model's affair. What is said instead names help.
"""

from __future__ import annotations

from configurator.exporters.apis import FOLDER, rest
from configurator.exporters.personal import PATTERNS
from configurator.exporters.table import ByValue, Case, Oracle, Patch, PerItem, Target, TargetFile, Told
from configurator.exporters.topics import DENIED, INSTEAD, ROUNDED

_JUDGED = "an answer is kept back where the model that is asked about it finds a denied topic in it"
_REFUSED = "a message with one is refused before a model sees it, and nothing is masked"


def _kept_from(setting: str) -> ByValue:
    cases: dict[str, Case] = {
        level: Patch(
            {"denied": [*topics]},
            file="prompts",
            rounded=(setting, level) in ROUNDED,
            also_told=True,
            level="instructed",
            note=_JUDGED,
        )
        if topics
        else Told()
        for level, topics in DENIED[setting].items()
    }
    return ByValue(setting, cases)


def _looked_for(item: str, **more: str) -> Patch:
    found = {"regex_detection": {"input": {"patterns": [PATTERNS[item]]}}}
    return Patch({"rails": {"config": found}}, also_told=True, rounded=True, **more)  # type: ignore[arg-type]


TARGET = Target(
    id="nemo-guardrails",
    title="NeMo Guardrails",
    checked="0.24.1",
    group="gateways",
    unread="a server of its owner's reads it, and its other files are programs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/nemo-guardrails/config.yml",
            "",
            "yaml",
            whole=True,
            told_at="instructions.0.content",
            base={"instructions": [{"type": "general", "content": ""}]},
        ),
        "prompts": TargetFile(
            f"{FOLDER}/nemo-guardrails/prompts.yml", "", "yaml", writer="nemo-prompts", base={"denied": []}
        ),
    },
    fixed=(
        Patch({"bot_messages": {"refuse to respond": [INSTEAD.format("This cannot be talked about here.")]}}),
        Patch(
            {
                "rails": {
                    "input": {"flows": ["regex check input"]},
                    "output": {"flows": ["self check output"]},
                    "config": {"regex_detection": {"input": {"patterns": []}}},
                }
            }
        ),
    ),
    orders={"rails.config.regex_detection.input.patterns": "fewer", "denied": "fewer"},
    hint="name `.ai/nemo-guardrails` under `import_paths` in the `config.yml` that has your models",
    oracle=Oracle(
        "client",
        "NeMo loads the folder, and its rails refuse messages and keep back answers as they say",
        runs="apart",
    ),
    rows=rest(
        *(_kept_from(setting) for setting in DENIED),
        PerItem(
            "privacy.redact",
            present={
                "payment_card": _looked_for("payment_card", note=_REFUSED),
                "credentials": _looked_for(
                    "credentials", level="instructed", note="keys in the commonest formats are known"
                ),
                "government_id": _looked_for(
                    "government_id", level="instructed", note="of ID numbers, those of the USA are known"
                ),
            },
            absent=dict.fromkeys(PATTERNS, Patch({})),
        ),
    ),
)
