"""What one file should hold, from what it holds and what its targets want in it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from configurator.domain.frozen import dataclass
from configurator.errors import ConfiguratorError
from configurator.exporters import keyed, prompt, whole
from configurator.exporters.formats import markdown
from configurator.exporters.formats.newlines import newline_of
from configurator.exporters.job import Job, Result
from configurator.exporters.manifest import digest
from configurator.exporters.render import Sentence
from configurator.files.read import read_text
from configurator.messages import _, later


def content(job: Job) -> Result:
    """What the file of ``job`` should hold. Raises ConfiguratorError."""
    if any(owner.file.ours for owner in job.owners):
        return whole.made(job)
    if job.record is not None and job.record.whole:
        return whole.gone(job)
    if job.format == "markdown":
        return _block(job)
    if job.format in ("json", "toml", "yaml"):
        return keyed.made(job)
    return Result(job.before)


# ------------------------------------------------------------------ our block


def _block(job: Job) -> Result:
    before = job.before or ""
    found = markdown.find(before, job.path)
    told = job.told
    if not told:
        return _without_block(job, found)
    fit = _room(job, told, found)
    new = _written(job, fit.kept)
    if found:
        glue = job.record.glue if job.record else ("", "")
        text = markdown.replaced(before, found, new)
    else:
        placed = markdown.placed(before, new, on_top=fit.on_top)
        text, glue = placed.text, placed.glue
    record = job.recorded(block=digest(new), glue=glue)
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
class _Room:
    kept: Sequence[Sentence]
    on_top: bool = False
    unsaid: frozenset[str] = frozenset()
    why: str = ""


def _room(job: Job, told: Sequence[Sentence], found: markdown.Block | None) -> _Room:
    """The sentences for which the tool's limit leaves room, and where the block goes.

    What a tool does not read it was not told. Bounds are written all the same:
    another reader of the file may go further.
    """
    limit = job.limit
    if not limit.most:
        return _Room(told)

    def size(sentences: Sequence[Sentence]) -> int:
        return limit.size(_written(job, sentences))

    before = (job.before or "")[: found.start if found else None]
    taken = limit.size(before)
    on_top = not found and taken + size(told) > limit.most
    room = limit.most if on_top else limit.most - taken
    kept = prompt.fitting(told, room, size)
    read = kept if size(kept) <= room else prompt.fitting(told, room, size, keep="")
    unsaid = frozenset(sentence.key for sentence in told if sentence not in read)
    why = (
        _("lies beyond the {limit} bytes of instructions that are read", limit=limit.most)
        if limit.unit == "bytes"
        else _("lies beyond the {limit} characters of instructions that are read", limit=limit.most)
    )
    return _Room(kept, on_top, unsaid, why)


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
