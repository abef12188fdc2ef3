"""One file of an export: who wants what in it, and what it is to hold. Values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.exporters import prompt
from configurator.exporters.manifest import Record
from configurator.exporters.render import Rendered, Sentence, in_order, untold
from configurator.exporters.table import Choice, Coverage, Scope, Target, TargetFile
from configurator.messages import _


@dataclass(frozen=True, slots=True)
class Owner:
    """A target that has something to say in a file, under its own ``name`` for it."""

    target: Target
    file: TargetFile
    rendered: Rendered
    name: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is read of what an AI is told; 0 where no end of it is known."""

    most: int
    unit: str

    def size(self, text: str) -> int:
        """The size of ``text`` in the unit of the limit."""
        return len(text) if self.unit == "characters" else len(text.encode())


@dataclass(frozen=True, slots=True)
class Job:
    """One file and everything that decides what it should hold. ``budget`` is in
    characters, for targets whose limit is, and 0 where it is theirs."""

    path: str
    what: str
    before: str | None
    owners: tuple[Owner, ...]
    record: Record | None
    scope: Scope
    budget: int

    @property
    def format(self) -> str:
        """The file's format. Raises ValueError where two targets disagree on it."""
        formats = {owner.file.format for owner in self.owners}
        if len(formats) > 1:
            raise ValueError(f"{self.path} has two formats: {sorted(formats)}")
        return next(iter(formats), self.record.format if self.record else "")

    @property
    def told(self) -> list[Sentence]:
        """What all owners want to be said, once each."""
        by_key = {sentence.key: sentence for owner in self.owners for sentence in owner.rendered.sentences}
        return list(in_order(by_key.values()))

    @property
    def limit(self) -> Limit:
        """How much is read by the owner that reads least."""
        found = []
        for target in (owner.target for owner in self.owners):
            own = self.budget if self.budget and target.limit_in == "characters" else target.limit
            if own:
                found.append((own, target.limit_in))
        return Limit(*min(found, default=(0, "bytes")))

    def recorded(self, **parts: Any) -> Record:
        """The record of this file, with what is known of it since the first export."""
        old = self.record
        if old is None:
            blank = self.before if self.before is not None and not self.before.strip() else None
            old = Record(self.format, self.scope, "", (), created=self.before is None, blank=blank)
        targets = tuple(dict.fromkeys(owner.target.id for owner in self.owners))
        return replace(old, targets=targets, **parts)


@dataclass(frozen=True, slots=True)
class Result:
    """What the file should hold; None where it should not be there.

    ``unsaid`` are the settings whose sentence did not fit, and ``why``.
    """

    text: str | None
    record: Record | None = None
    notes: tuple[str, ...] = ()
    unsaid: frozenset[str] = frozenset()
    why: str = ""

    def corrected(self, owner: Owner, coverage: Mapping[str, Coverage]) -> dict[str, Coverage]:
        """The coverage of what was to be told and did not fit."""
        told = {sentence.key for sentence in owner.rendered.sentences}
        return {key: untold(coverage[key], self.why) for key in coverage if key in self.unsaid & told}


@dataclass(frozen=True, slots=True)
class Fit:
    """The sentences for which there is room, and what is said of the others."""

    kept: Sequence[Sentence]
    unsaid: frozenset[str] = frozenset()
    why: str = ""


def fitted(job: Job, write: Callable[[Sequence[Sentence]], str]) -> Fit:
    """The sentences that leave what ``write`` makes of them within the limit."""
    told, limit = job.told, job.limit
    if not limit.most:
        return Fit(told)
    kept = prompt.fitting(told, limit.most, lambda some: limit.size(write(some)), keep="")
    why = (
        _("does not fit into {count} bytes", count=limit.most)
        if limit.unit == "bytes"
        else _("does not fit into {count} characters", count=limit.most)
    )
    return Fit(kept, frozenset(sentence.key for sentence in told if sentence not in kept), why)
