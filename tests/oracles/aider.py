"""aider itself: what a turn with the exported files does, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.oracles.frame import Answer, Ask, Case, Client, Oracle


def complaints(ask: Ask, case: Case) -> list[str]:
    """A turn in which the model edits a file, proposes a command and is named a page."""
    answer = ask({"files": dict(case.files), "scope": case.scope})
    if "error" in answer:
        return [answer["error"]]
    if answer["code"] or not answer["asked"]:
        return [f"it stopped: {answer['printed'][-200:]}"]
    return [*_hands(case.values, answer), *_rest(case.values, answer)]


def _hands(values: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    tools = values["autonomy.tools"]
    writing = (
        values["autonomy.file_write"] in ("project", "anywhere")
        and "write_files" in tools
        and values["oversight.show_plan"] != "approve"
    )
    if answer["made"] is not writing:
        yield f"it changed a file: {answer['made']}"
    if answer["ran"] is not (writing and values["autonomy.shell"] == "host" and "shell" in tools):
        yield f"it ran a command: {answer['ran']}"
    if bool(answer["pages"]) is not (values["autonomy.network"] == "open" and "browser" in tools):
        yield f"it read a page: {answer['pages']}"
    if writing and not _credited(values["honesty.commit_credit"], answer["commit"]):
        yield f"its commit is {answer['commit']!r}"


def _credited(credit: str, commit: str) -> bool:
    author, committer, message = commit.split("|", 2)
    trailer = "Co-authored-by: aider" in message
    return (author, committer, trailer) == ("Ann", "Ann", credit == "always")


def _rest(values: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    if answer["checked"] is not (values["oversight.updates"] != "off"):
        yield f"it looked for an update: {answer['checked']}"
    if "remember the heron" in answer["told"] and values["privacy.memory"] != "across":
        yield "it remembers another conversation"
    if answer["reported"] and values["privacy.usage_data"] not in ("statistics", "content"):
        yield "it would report"
    if "honesty.uncertainty: " not in answer["told"]:
        yield "the model is not told"


ORACLE = Oracle(
    "aider",
    Client("aider", pins=("aider-chat",)),
    complaints,
    mistaken=("settings",),
    values={
        "a careful editor": {
            "autonomy.shell": "ask_each",
            "autonomy.network": "ask_new",
            "honesty.commit_credit": "when_asked",
            "oversight.updates": "off",
            "privacy.usage_data": "none",
            "privacy.memory": "none",
        },
        "a credited editor": {"honesty.commit_credit": "always"},
    },
)
