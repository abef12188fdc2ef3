"""Acme Agent 3.1: a settings file that it holds to, and an ACME.md that it reads.

An example. A real table says here what its rows rest on: the documentation, or what
the tool was seen to do.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.table import ByValue, Copied, Oracle, Patch, Target, TargetFile, Told, told

ASKS = Patch({"commands": "ask"})

TARGET = Target(
    id="acme-agent",
    title="Acme Agent",
    checked="3.1",
    files={
        "settings": TargetFile(".acme/settings.json", ".acme/settings.json", "json"),
        "prompt": TargetFile("ACME.md", ".acme/ACME.md", "markdown"),
    },
    orders={"commands": ("never", "ask", "always")},
    oracle=Oracle("none"),
    hint="restart Acme Agent, which reads its settings once",
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": Patch({"commands": "never"}),
                "ask_each": ASKS,
                "allow_list": Patch(ASKS.keys, rounded=True, note="Acme Agent has no list"),
                "sandbox": Patch(ASKS.keys, rounded=True, note="Acme Agent has no sandbox"),
                "host": Patch({"commands": "always"}, only="user", otherwise="ask_each"),
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch({"telemetry": False}),
                "errors": Patch(
                    {"telemetry": False}, rounded=True, note="Acme Agent has one switch for both"
                ),
                "statistics": Told(),
            },
        ),
        Copied("privacy.memory_days", "history.days", lowest=1),
        *told(*TALK),
        *NOT_CONCERNED,
    ),
)
