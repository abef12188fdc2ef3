"""A rule of an editor: a head of keys between two lines of hyphens, then Markdown.

The head is read as YAML, of which a tool may know little: one plain key on a line.
"""

from __future__ import annotations

import json

from configurator.exporters import prompt
from configurator.exporters.marks import head
from configurator.exporters.writers.draft import Draft


def rule_file(draft: Draft) -> str:
    """What an AI is told, below the keys of the table; the first says whose file it is."""
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in draft.keys.items()]
    keys = head("how the AI behaves here", "description:") + "".join(lines)
    return f"---\n{keys}---\n\n{prompt.markdown(draft.sentences)}\n"
