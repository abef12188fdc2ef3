"""LibreChat: what people may do in its web app, in the file that its owner writes.

Written after the LibreChat documentation, "librechat.yaml: interface", "memory",
"balance", "agents endpoint" and "filters", and the schema in librechat-data-provider. A
switch under `interface` that is off takes the tool and its right from everybody but the
owner's own roles; one that is on grants nothing that its owner has not set up.

Chats are kept in hours, between one and 8760. Money is counted in credits, of which a
cent has 10000; the account begins with half of what a day may cost and is filled with
the other half at most once a day, because what was left may be spent with it.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.apis import rest_of_filter
from configurator.exporters.presents.librechat import PRESENT
from configurator.exporters.table import (
    ByValue,
    Copied,
    Gap,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
)

_NO_PLACE = "what an AI is told stands in each preset of LibreChat, and those are its owner's"
_CANNOT_ASK = "LibreChat cannot ask before each, so it is off"
_REMOTE = "LibreChat runs code in a sandbox alone, and it cannot reach this computer"


def _off(**switches: Any) -> dict[str, Any]:
    return {"interface": {name: value or False for name, value in switches.items()}}


_NO_SEARCH = _off(webSearch=False)
_NO_CODE = _off(runCode=False)
_NO_MEMORY = Patch(
    {"memory": {"disabled": True}, **_off(memories=False)},
    note="chats are kept as `privacy.memory_days` says",
)
_KEPT = {"interface": {"retentionMode": "all"}}

TARGET = Target(
    id="librechat",
    title="LibreChat",
    checked="librechat-data-provider 0.8.524",
    group="gateways",
    files={"settings": TargetFile("librechat.yaml", "", "yaml")},
    fixed=(Patch({"version": "1.3.17"}),),
    orders={
        "interface.generalChatRetention": "higher",
        "endpoints.agents.recursionLimit": "higher",
        "endpoints.agents.maxRecursionLimit": "higher",
        "balance.startBalance": "higher",
        "balance.refillAmount": "higher",
    },
    present=PRESENT,
    hint="LibreChat reads it when it starts, from its own folder or where `CONFIG_PATH` says",
    oracle=Oracle(
        "schema",
        "LibreChat's own schema, closed, takes the file and drops nothing of it",
        runs="apart",
    ),
    rows=rest_of_filter(
        _NO_PLACE,
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(("web_search", "shell", "read_files"), Patch({})),
            absent={
                "web_search": Patch(_NO_SEARCH),
                "shell": Patch(_NO_CODE),
                "read_files": Patch(_off(fileSearch=False), note="files that people upload themselves"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_NO_SEARCH),
                **dict.fromkeys(("allow_list", "ask_new"), Patch(_NO_SEARCH, rounded=True, note=_CANNOT_ASK)),
                "open": Patch({}, note="whether there is a search is its owner's to say"),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_NO_CODE),
                **dict.fromkeys(("ask_each", "allow_list"), Patch(_NO_CODE, rounded=True, note=_CANNOT_ASK)),
                "sandbox": Patch({}, note=_REMOTE),
                "host": Patch({}, rounded=True, note=_REMOTE),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch(_off(mcpServers={"use": False, "create": False, "share": False})),
                "approved": Patch(
                    _off(mcpServers={"create": False, "share": False}),
                    rounded=True,
                    note="those that stand in its file alone",
                ),
                "any": Gap("whether people may add servers is its owner's to say"),
            },
        ),
        Copied(
            "autonomy.max_steps",
            "endpoints.agents.maxRecursionLimit",
            lowest=1,
            also_at=("endpoints.agents.recursionLimit",),
        ),
        ByValue(
            "privacy.memory",
            {
                **dict.fromkeys(("none", "session"), _NO_MEMORY),
                "project": Patch(
                    _NO_MEMORY.keys, rounded=True, note="a memory of LibreChat's is of all chats or of none"
                ),
                "across": Gap("whether there is a memory is its owner's to say"),
            },
        ),
        Copied(
            "privacy.memory_days",
            "interface.generalChatRetention",
            lowest=1,
            highest=365,
            times=24,
            beside=_KEPT,
            special={
                0: Patch(
                    {"interface": {"generalChatRetention": 1, **_KEPT["interface"]}},
                    level="instructed",
                    note="LibreChat keeps a chat for an hour at least",
                )
            },
        ),
        PerItem(
            "privacy.redact",
            present={
                "credentials": Patch(
                    {
                        "filters": {
                            "messages": {
                                "pii": {
                                    "action": "block",
                                    "starterPatterns": ["sk_prefix", "bearer_header", "api_key_header"],
                                }
                            }
                        }
                    },
                    level="instructed",
                    note="a message with a key in a known format is refused, and nothing is masked",
                )
            },
            absent={"credentials": Patch({})},
        ),
        Copied(
            "money.model_budget",
            "balance.startBalance",
            times=5000,
            also_at=("balance.refillAmount",),
            beside={
                "balance": {
                    "enabled": True,
                    "autoRefillEnabled": True,
                    "refillIntervalValue": 1,
                    "refillIntervalUnit": "days",
                }
            },
            note="by the prices that LibreChat knows; half of it each time, so that no day comes to more",
        ),
    ),
)
