"""Open WebUI's own class of a model takes the entry, and gives it back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters.marks import KEY, MARK
from tests.oracles.frame import TOLD, Answer, Ask, Case, Client, Oracle

FILE = ".ai/open-webui-model.json"


def complaints(ask: Ask, case: Case) -> list[str]:
    """What the class says. It drops keys at the top that it does not know and keeps any
    others, so that what is in ``meta`` and ``params`` is held to what its source reads."""
    answer = ask({"text": case.files[FILE]})
    if "error" in answer:
        return [answer["error"]]
    entries = json.loads(case.files[FILE])
    if len(entries) != 1 or entries[0].pop(KEY, None) != MARK:
        return ["it is not one entry of ours"]
    return [*_of(entries[0], answer, case.values)]


def _of(entry: dict[str, Any], answer: Answer, values: Mapping[str, Any]) -> Iterator[str]:
    if answer["kept"] != [entry]:
        yield f"it keeps {answer['kept']}"
        return
    if entry["params"].keys() != {"system"} or not {*entry["meta"]} <= {"capabilities"}:
        yield "there are other keys than those that its source reads"
        return
    capabilities = entry["meta"].get("capabilities") or {}
    if not {*capabilities} <= {*answer["capabilities"]}:
        yield f"{capabilities} are not all capabilities"
    off = {name for name, value in capabilities.items() if value is False}
    if off != _off(values) or len(off) != len(capabilities):
        yield f"{capabilities} instead of {_off(values)} is off"
    system = str(entry["params"]["system"])
    if "{{" in system or not entry.get("base_model_id"):
        yield "it is filled in, or made of no model"
    for key in TOLD:
        if key != "style.note" and f"{key}: {values[key]}." not in system:
            yield f"{key} is not told"


def _off(values: Mapping[str, Any]) -> set[str]:
    found = set() if values["privacy.memory"] == "across" else {"memory"}
    if values["autonomy.network"] == "off" or "web_search" not in values["autonomy.tools"]:
        found.add("web_search")
    if values["autonomy.shell"] == "never" or "shell" not in values["autonomy.tools"]:
        found |= {"code_interpreter", "terminal"}
    return found


ORACLE = Oracle(
    "open-webui",
    Client("open_webui", pins=("pydantic",), bare=("open-webui",)),
    complaints,
    mistaken=("settings",),
    form=True,
)
