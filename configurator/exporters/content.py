"""What one file should hold, from what it holds and what its targets want in it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from configurator.errors import ConfiguratorError, RefusedError
from configurator.exporters import prompt
from configurator.exporters.formats import dumps, json_text, markdown, toml_text
from configurator.exporters.formats.brackets import newline_of
from configurator.exporters.formats.keys import Dialect, Keys, settled
from configurator.exporters.manifest import Record, digest
from configurator.exporters.render import Rendered, Sentence, in_order, merge, untold
from configurator.exporters.table import Choice, Coverage, Scope, Target, TargetFile
from configurator.files.read import parse_toml, read_text
from configurator.messages import _, later


@dataclass(frozen=True, slots=True)
class Owner:
    """A target that has something to say in a file, under its own ``name`` for it."""

    target: Target
    file: TargetFile
    rendered: Rendered
    name: str


@dataclass(frozen=True, slots=True)
class Job:
    """One file and everything that decides what it should hold."""

    path: str
    what: str
    before: str | None
    owners: tuple[Owner, ...]
    choices: Sequence[Choice]
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


def content(job: Job) -> Result:
    """What the file of ``job`` should hold. Raises ConfiguratorError."""
    if any(owner.target.dump for owner in job.owners):
        return _whole(job)
    if job.format == "markdown":
        return _block(job)
    if job.format in ("json", "toml"):
        return _keys(job)
    return Result(job.before)


def _new_record(job: Job, **parts: Any) -> Record:
    """The record of this file, with what is known of it since the first export."""
    old = job.record
    if old is None:
        blank = job.before if job.before is not None and not job.before.strip() else None
        old = Record(job.format, job.scope, "", (), created=job.before is None, blank=blank)
    return replace(old, targets=tuple(dict.fromkeys(owner.target.id for owner in job.owners)), **parts)


# ------------------------------------------------------------------ whole files


def _whole(job: Job) -> Result:
    target = job.owners[0].target
    if job.before is not None and not dumps.is_ours(target.dump, job.before):
        raise RefusedError(
            _("`{path}` was not written by this program, and is not replaced", path=job.path),
            hint=_("move it away, or export to another root"),
            slug="foreign-file",
        )
    if target.dump != "text":
        return Result(dumps.dumped(target.dump, job.choices), _new_record(job))
    sentences = job.owners[0].rendered.sentences
    kept = prompt.fitting(sentences, job.budget, lambda some: len(dumps.text_file(some)), keep="")
    unsaid = frozenset(sentence.key for sentence in sentences if sentence not in kept)
    why = _("does not fit into {count} characters", count=job.budget)
    return Result(dumps.text_file(kept), _new_record(job), unsaid=unsaid, why=why)


# ------------------------------------------------------------------ our keys


def _keys(job: Job) -> Result:
    wanted: dict[str, Any] = {}
    orders: dict[str, tuple[Any, ...]] = {}
    for owner in job.owners:
        orders |= owner.target.orders
        merge(wanted, owner.rendered.patches.get(owner.name, {}), orders)
    old = job.record.keys if job.record else Keys()
    result = settled(job.before or "", wanted, old, _dialect(job), job.path)
    text: str | None = result.text
    record = _new_record(job, keys=result.keys)
    if not result.data and result.text.strip() in ("", "{}"):
        text = None if record.created else (result.text if record.blank is None else record.blank)
    owned = any((result.keys.scalars, result.keys.items, result.keys.made))
    return Result(text, record if owned else None, result.notes)


def _dialect(job: Job) -> Dialect:
    if job.format == "toml":
        return Dialect(
            parse=lambda text: parse_toml(text, job.path, job.what) if text.strip() else {},
            editor=toml_text.Editor,
            is_source=toml_text.is_source,
        )
    comments = any(owner.file.comments for owner in job.owners)

    def parse(text: str) -> dict[str, Any]:
        return json_text.parse(text, job.path, job.what, comments=comments) if text.strip() else {}

    def editor(text: str) -> json_text.Editor:
        return json_text.Editor(text, comments=comments)

    return Dialect(parse, editor, json_text.is_source)


# ------------------------------------------------------------------ our block


def _block(job: Job) -> Result:
    before = job.before or ""
    found = markdown.find(before, job.path)
    by_key = {sentence.key: sentence for owner in job.owners for sentence in owner.rendered.sentences}
    told = list(in_order(by_key.values()))
    if not told:
        return _without_block(job, found)
    fit = _fitted(job, told, found)
    new = _written(job, fit.kept)
    if found:
        glue = job.record.glue if job.record else ("", "")
        text = markdown.replaced(before, found, new)
    else:
        placed = markdown.placed(before, new, on_top=fit.on_top)
        text, glue = placed.text, placed.glue
    record = _new_record(job, block=digest(new), glue=glue)
    return Result(text, record, unsaid=fit.unsaid, why=fit.why)


def _without_block(job: Job, found: markdown.Block | None) -> Result:
    record, before = job.record, job.before
    if before is None or found is None:
        return Result(before)
    ours = before[found.start : found.end]
    if record is not None and record.block and digest(ours) != record.block:
        note = _(
            "the block in `{path}` was changed by hand since it was exported; it is left as it is",
            path=job.path,
        )
        return Result(before, record, (note,))
    text = markdown.removed(before, found, record.glue if record else ("", ""))
    return Result(None if record is not None and record.created and not text.strip() else text)


@dataclass(frozen=True, slots=True)
class _Fit:
    kept: Sequence[Sentence]
    on_top: bool = False
    unsaid: frozenset[str] = frozenset()
    why: str = ""


def _fitted(job: Job, told: Sequence[Sentence], found: markdown.Block | None) -> _Fit:
    """The sentences for which the tool's limit leaves room, and where the block goes.

    What a tool does not read it was not told. Bounds are written all the same:
    another reader of the file may go further.
    """
    limit = min((owner.target.limit for owner in job.owners if owner.target.limit), default=0)
    if not limit:
        return _Fit(told)

    def size(sentences: Sequence[Sentence]) -> int:
        return len(_written(job, sentences).encode())

    before = (job.before or "")[: found.start if found else None]
    taken = len(before.encode())
    on_top = not found and taken + size(told) > limit
    room = limit if on_top else limit - taken
    kept = prompt.fitting(told, room, size)
    read = kept if size(kept) <= room else prompt.fitting(told, room, size, keep="")
    unsaid = frozenset(sentence.key for sentence in told if sentence not in read)
    why = _("lies beyond the {limit} bytes of instructions that are read", limit=limit)
    return _Fit(kept, on_top, unsaid, why)


def _written(job: Job, sentences: Sequence[Sentence]) -> str:
    inner = prompt.markdown(sentences, _imports(job))
    return markdown.block(inner, newline_of(job.before or ""))


def _imports(job: Job) -> list[str]:
    """The files of the same folder that are read no more because of this new one."""
    if job.scope != "project" or not (job.before is None or (job.record and job.record.created)):
        return []
    names = dict.fromkeys(name for owner in job.owners for name in owner.file.imports_if_new)
    return [name for name in names if _has_text(os.path.join(os.path.dirname(job.path), name), job.path)]


def _has_text(path: str, ours: str) -> bool:
    """Whether the file holds anything but a block of ours, which says the same again."""
    if os.path.islink(path):
        return os.path.isfile(path) and os.path.realpath(path) != ours
    if not os.path.isfile(path):
        return False
    try:
        text = read_text(path, later("the instructions"), 16 << 20)
        found = markdown.find(text, path)
    except ConfiguratorError:
        return True  # not for us to judge here
    return bool((text[: found.start] + text[found.end :] if found else text).strip())
