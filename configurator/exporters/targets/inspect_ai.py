"""Inspect 0.3.285: a task that asks a model about every setting, and a policy that approves tools.

The policy holds in every task that is run with it: Inspect asks it before a tool is
called, and rejects what no rule names. Each of its tools is known by name; tools of
servers and of a task's own have any name, and a person is asked about each call.
"""

from __future__ import annotations

from collections.abc import Sequence

from configurator.exporters.table import ByValue, Everything, Oracle, Patch, PerItem, Target, TargetFile

_COMMANDS = ("bash", "bash_session", "python", "code_execution", "computer")
_WRITING = ("text_editor",)
_READING = ("read_file", "list_files", "grep")
_SEARCH = ("web_search",)
_BROWSER = (
    "web_browser_go", "web_browser_click", "web_browser_type", "web_browser_type_submit",
    "web_browser_scroll", "web_browser_back", "web_browser_forward", "web_browser_refresh",
)  # fmt: skip
_HARMLESS = ("submit", "think", "todo_write", "update_plan")
"""They change nothing outside the conversation."""

_DECISIONS = ("reject", "human", "approve")
_EACH = "a person is asked about every call"


def _all(tools: Sequence[str], decision: str, note: str = "", *, rounded: bool = False) -> Patch:
    return Patch(dict.fromkeys(tools, decision), file="approval", also_told=True, rounded=rounded, note=note)


TARGET = Target(
    id="inspect",
    title="Inspect",
    checked="0.3.285",
    files={
        "task": TargetFile("evals/behavior.py", "", "text", writer="inspect-task"),
        "approval": TargetFile(
            "evals/approval.yaml",
            "",
            "yaml",
            writer="inspect-approval",
            base=dict.fromkeys(_HARMLESS, "approve"),
        ),
    },
    orders=dict.fromkeys((*_COMMANDS, *_WRITING, *_READING, *_SEARCH, *_BROWSER), _DECISIONS),
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": _all(_COMMANDS, "reject"),
                "ask_each": _all(_COMMANDS, "human"),
                "allow_list": _all(_COMMANDS, "human", _EACH, rounded=True),
                "sandbox": _all(_COMMANDS, "human", _EACH, rounded=True),
                "host": _all(_COMMANDS, "approve"),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _all(_WRITING, "reject"),
                "ask_each": _all(_WRITING, "human"),
                "project": _all(_WRITING, "human", _EACH, rounded=True),
                "anywhere": _all(_WRITING, "approve"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": _all((*_SEARCH, *_BROWSER), "reject"),
                "allow_list": _all(
                    (*_SEARCH, *_BROWSER), "reject", "Inspect has no list of sites", rounded=True
                ),
                "ask_new": _all((*_SEARCH, *_BROWSER), "human", _EACH, rounded=True),
                "open": _all((*_SEARCH, *_BROWSER), "approve"),
            },
        ),
        PerItem(
            "autonomy.tools",
            present={
                "read_files": _all(_READING, "approve"),
                **dict.fromkeys(("write_files", "shell", "web_search", "browser"), _all((), "")),
            },
            absent={
                "read_files": _all(_READING, "reject"),
                "write_files": _all(_WRITING, "reject"),
                "shell": _all(_COMMANDS, "reject"),
                "web_search": _all(_SEARCH, "reject"),
                "browser": _all((*_BROWSER, "computer"), "reject"),
            },
        ),
        Everything("instructed", "a test says whether a model keeps to it, where the setting has a probe"),
    ),
    hint="`inspect eval evals/behavior.py --model MODEL --model-role grader=MODEL --log-format json`, then "
    "`configurator evals read LOG`; give your own tasks `--approval evals/approval.yaml`",
    group="evals",
    oracle=Oracle(
        "client",
        "Inspect runs it against a model that keeps to what it is told, and one that does not, and obeys the policy",
        "apart",
    ),
)
