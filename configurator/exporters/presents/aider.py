"""aider 0.86.2, read back: what it does unset, and what loosens it.

The project's file goes before the person's, key by key and list by list; a fault in one
stops it. It takes the end of its input for a yes, so that it asks holds nothing where
nobody can answer. Checks and tests that its settings name run after each change,
unasked. Its variables and a file of them are not looked at.
"""

from __future__ import annotations

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Faults, Key, Loosens, Present, loosening

_NO_EDITS = {"autonomy.file_write": ("never", "ask_each")}
_EDITS = {"autonomy.file_write": "anywhere", "oversight.show_plan": "show"}


def _runs(command: str, switch: Key) -> Loosens:
    """A command of the person's that follows a change."""
    return Loosens((Key(command, holds=("*",)), switch), {"autonomy.shell": "allow_list"}, _NO_EDITS)


PRESENT = Present(
    unset={
        "privacy.memory": "none",
        "privacy.usage_data": "statistics",
    },
    loosens=(
        *loosening(Key("architect", is_in=(True,)), _EDITS),
        *loosening(Key("chat-mode", holds=("*",), but=("ask", "help")), _EDITS),
        *loosening(Key("restore-chat-history", is_in=(True,)), {"privacy.memory": "across"}),
        *(
            Loosens((Key("yes-always", is_in=(True,)),), {setting: value}, {"autonomy.shell": ("never",)})
            for setting, value in IMPLIED["autonomy.shell"]["host"].items()
        ),
        _runs("test-cmd", Key("auto-test", is_in=(True,))),
        _runs("lint-cmd", Key("auto-lint", is_not=(False,))),
    ),
    lists="replaced",
    faults={"settings": Faults("stops", "stops")},
)
