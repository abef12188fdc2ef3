"""Ollama's Modelfile: a model's name, and what it is told, in triple quotes.

The grammar has no escape. A text ends at the first line that ends in three quotes,
and what comes after that is read as directives; so no three quotes are left in it.
"""

from __future__ import annotations

import re

from configurator.exporters import prompt
from configurator.exporters.marks import head
from configurator.exporters.writers.draft import Draft

_FROM = re.compile(r"(?im)^FROM[ \t]+([\w.:/@~-]+)[ \t]*$", re.ASCII)
_THREE = re.compile(r'"(?="")')


def modelfile(draft: Draft) -> str:
    """The model that a person put into the file stays; a new file has the table's."""
    chosen = _FROM.search(draft.before)
    lines = [head("only the model's name in it is yours to change"), f"FROM {_name(draft, chosen)}"]
    if body := prompt.one_text(draft.sentences):
        separated = _THREE.sub('" ', body)
        lines += [f'SYSTEM """\n{separated}\n"""']
    return "\n".join(lines) + "\n"


def _name(draft: Draft, chosen: re.Match[str] | None) -> str:
    return chosen[1] if chosen else str(draft.keys["from"])
