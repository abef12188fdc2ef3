"""Open WebUI's entry of a model: a list of one, as its own export has it.

Its system prompt is a template, in which two braces open a name to fill in. It knows no
escape, so no two braces are left together in what is told.
"""

from __future__ import annotations

import json
import re
from typing import Any

from configurator.exporters import prompt
from configurator.exporters.marks import KEY, MARK
from configurator.exporters.writers.draft import Draft

_BRACES = re.compile(r"\{(?=\{)|\}(?=\})")
_CHOSEN = "base_model_id"


def entry_file(draft: Draft) -> str:
    """The entry. The model that a person put under ``base_model_id`` stays."""
    told = _BRACES.sub(r"\g<0> ", prompt.one_text(draft.sentences))
    entry = {KEY: MARK, "meta": {}, **draft.keys, "params": {"system": told}}
    if chosen := _chosen(draft.before):
        entry[_CHOSEN] = chosen
    return json.dumps([entry], ensure_ascii=False, indent=2) + "\n"


def _chosen(before: str) -> str:
    try:
        found: Any = json.loads(before)
        name = found[0][_CHOSEN]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return name if isinstance(name, str) else ""
