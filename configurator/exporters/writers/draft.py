"""What a whole file is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, field
from configurator.exporters.render import Sentence
from configurator.exporters.table import Choice, Target


@dataclass(frozen=True, slots=True)
class Draft:
    """One file of ``target``: ``keys`` are its base with the rows' patches for it
    merged, ``sentences`` what an AI is told and fits. ``before`` is what stands in the
    file, where that is ours; a writer may keep of it what is a person's to choose."""

    target: Target
    choices: Sequence[Choice]
    sentences: Sequence[Sentence] = ()
    keys: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""
