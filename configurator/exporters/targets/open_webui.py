"""Open WebUI 0.12.4: an entry in its list of models, for `Import JSON` under Workspace > Models.

Written after the package open-webui. It takes the tools for memory, search and code away
from a model whose capability is off, but looks a search up before the model is asked
without regard to it, and takes a system prompt of the person's own instead of the entry's:
nothing here is called enforced. Which model the entry is made from is a person's to
choose, so a `base_model_id` that was changed stays.
"""

from __future__ import annotations

from configurator.exporters.apis import FOLDER
from configurator.exporters.table import (
    ABSENT,
    ByValue,
    Everything,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    Told,
    unsupported,
)

_OFF = "told, and its switch in the entry is off; people may have ways around the switch"


def _off(*names: str) -> Patch:
    keys = {"meta": {"capabilities": dict.fromkeys(names, False)}}
    return Patch(keys, level="instructed", also_told=True, note=_OFF)


_RUNS = ("code_interpreter", "terminal")

TARGET = Target(
    id="open-webui",
    title="Open WebUI model entry",
    checked="0.12.4",
    group="local",
    unread="what holds is in Open WebUI's own database, and not in this file",
    files={
        "settings": TargetFile(
            f"{FOLDER}/open-webui-model.json",
            "",
            "json",
            writer="open-webui",
            base={"id": "ai-behavior", "base_model_id": "llama3.2", "name": "AI behavior"},
        )
    },
    orders={f"meta.capabilities.{name}": (False, ABSENT) for name in ("memory", "web_search", *_RUNS)},
    hint="set `base_model_id`, then choose the file under Workspace, Models, Import JSON",
    oracle=Oracle(
        "class",
        "Open WebUI's own class of a model, there and back, and the capabilities that its source reads",
        runs="apart",
    ),
    rows=(
        ByValue(
            "privacy.memory",
            {**dict.fromkeys(("none", "session", "project"), _off("memory")), "across": Told()},
        ),
        ByValue(
            "autonomy.shell",
            {"never": _off(*_RUNS), **dict.fromkeys(("ask_each", "allow_list", "sandbox", "host"), Told())},
        ),
        ByValue(
            "autonomy.network",
            {"off": _off("web_search"), **dict.fromkeys(("allow_list", "ask_new", "open"), Told())},
        ),
        PerItem(
            "autonomy.tools",
            absent={"web_search": _off("web_search"), "shell": _off(*_RUNS)},
        ),
        *unsupported("set in the account of whoever serves the model", "privacy.training_use"),
        *unsupported("Open WebUI's own settings, which no entry of a model has", "privacy.usage_data"),
        *unsupported("Open WebUI is updated apart from its models", "oversight.updates"),
        *unsupported("a model does not see what its work costs", "money.model_budget"),
        *unsupported("kept by the configurator itself, which exports again", "oversight.relaxed_days"),
        Everything("instructed", "told before every conversation; whoever uses the model may tell it more"),
    ),
)
