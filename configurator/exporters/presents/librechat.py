"""LibreChat, read back as its documentation has it: what its owner's file leaves to people.

What the file does not switch off is taken to be on; code runs in a sandbox alone. What an
administrator sets in its database instead is not looked at. A value that it does not take
drops the whole file.
"""

from __future__ import annotations

from configurator.exporters.present import Faults, Present

PRESENT = Present(
    unset={"autonomy.shell": "sandbox"},
    takes={
        "settings": {
            "interface": "table",
            "interface.webSearch": "switch",
            "interface.runCode": "switch",
            "interface.fileSearch": "switch",
            "memory": "table",
            "memory.disabled": "switch",
            "endpoints": "table",
            "balance": "table",
        }
    },
    faults={"settings": Faults("dropped", "dropped")},
)
