"""Anthropic: the keys of a request of the Messages API.

Written after the Claude API documentation, "Create a Message" and "Web search tool", and
the types of anthropic. A request has no filter for content: all of it is told. A tool
that is not in the request cannot be used.
"""

from __future__ import annotations

from configurator.exporters.apis import CLOSED, FOLDER, rest
from configurator.exporters.table import Oracle, Patch, PerItem, Target, TargetFile

_SEARCH = {"type": "web_search_20250305", "name": "web_search"}

TARGET = Target(
    id="anthropic",
    title="Anthropic API",
    checked="anthropic 2.12.0",
    group="APIs",
    files={
        "settings": TargetFile(
            f"{FOLDER}/anthropic-message.json",
            "",
            "json",
            whole=True,
            told_at="system",
            base={"system": ""},
        )
    },
    orders={"tools": "more"},
    hint="send these keys with every request; the model, `max_tokens` and the messages are your program's",
    oracle=Oracle("class", "anthropic's type of a request, closed, and what its client sends"),
    rows=rest(
        PerItem(
            "autonomy.tools",
            present={"web_search": Patch({"tools": [_SEARCH]}, needs=CLOSED)},
            absent={"web_search": Patch({}, note="other tools are your program's to add")},
        ),
    ),
)
