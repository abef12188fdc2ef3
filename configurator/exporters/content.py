"""What one file should hold, from what it holds and what its targets want in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.errors import ConfiguratorError, RefusedError, Where
from configurator.exporters import last_wins, prompt, whole
from configurator.exporters.formats import json_text, markdown, toml_text, yaml_text
from configurator.exporters.formats.brackets import newline_of
from configurator.exporters.formats.keys import Dialect, Keys, Rules, settled
from configurator.exporters.job import Fit, Job, Result, fitted
from configurator.exporters.leaves import Path
from configurator.exporters.manifest import digest
from configurator.exporters.merging import merge
from configurator.exporters.render import Sentence
from configurator.exporters.takes import faulty
from configurator.files.read import parse_toml, read_text
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
        return _keys(job)
    return Result(job.before)


# ------------------------------------------------------------------ our keys


def _keys(job: Job) -> Result:
    wanted: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    keyed: dict[str, str] = {}
    for owner in job.owners:
        orders |= owner.target.orders
        keyed |= owner.target.keyed
        merge(wanted, owner.rendered.patches.get(owner.name, {}), orders, keyed)
    fit, told = _told_in(job)
    if told is not None:
        merge(wanted, _nested(told, prompt.one_text(fit.kept)), orders, keyed)
    old = job.record.keys if job.record else Keys()
    dialect = _dialect(job)
    result = settled(job.before or "", wanted, old, dialect, job.path, rules=Rules(keyed, told))
    _refuse_what_drops_it(job, result.data)
    text: str | None = result.text
    notes = result.notes
    if (tables := _last_wins(job)) and result.data:
        ours = {path for path, written in result.keys.scalars.items() if written.previous is None}
        ordered = last_wins.in_order(wanted, tables)
        moving = last_wins.Rules(ordered, ours, dialect.parse, _json_editor(job), job.path)
        text, more = moving.arranged(result.text, tables)
        notes = (*notes, *more)
    record = job.recorded(keys=result.keys)
    if not result.data and result.text.strip() in ("", "{}"):
        text = None if record.created else (result.text if record.blank is None else record.blank)
    owned = any((result.keys.scalars, result.keys.items, result.keys.made))
    return Result(text, record if owned else None, notes, fit.unsaid, fit.why)


def _refuse_what_drops_it(job: Job, data: Mapping[str, Any]) -> None:
    """Raises RefusedError where somebody else's words would make the tool drop the whole
    file, and so all that an export restricts in it."""
    for owner in job.owners:
        if owner.name in owner.target.present.closed:
            for _key, reason in faulty(data, owner.target, owner.name):
                raise RefusedError(
                    reason,
                    where=Where(job.path),
                    hint=_(
                        "the tool would drop the whole file; mend it, and export again; nothing was changed"
                    ),
                    slug="dropped-file",
                )


def _told_in(job: Job) -> tuple[Fit, Path | None]:
    """What is told in a key of this file, and in which; None where nothing is.

    Raises ValueError where two targets mean two keys.
    """
    places = {owner.file.told_at for owner in job.owners if owner.file.told_at}
    if len(places) > 1:
        raise ValueError(f"{job.path} is told at two places: {sorted(places)}")
    fit = fitted(job, prompt.one_text) if places else Fit(())
    return fit, tuple(places.pop().split(".")) if fit.kept else None


def _nested(path: Path, value: Any) -> dict[str, Any]:
    for name in reversed(path[1:]):
        value = {name: value}
    return {path[0]: value}


def _dialect(job: Job) -> Dialect:
    if job.format == "toml":
        return Dialect(
            parse=lambda text: parse_toml(text, job.path, job.what) if text.strip() else {},
            editor=toml_text.Editor,
            is_source=toml_text.is_source,
        )
    if job.format == "yaml":
        return Dialect(
            parse=lambda text: yaml_text.parse(text, job.path, job.what) if text.strip() else {},
            editor=lambda text: yaml_text.Editor(text, job.path),
            is_source=yaml_text.is_source,
        )
    comments = _takes_comments(job)

    def parse(text: str) -> dict[str, Any]:
        return json_text.parse(text, job.path, job.what, comments=comments) if text.strip() else {}

    worded = tuple(tuple(name.split(".")) for name in _last_wins(job))
    return Dialect(parse, _json_editor(job), json_text.is_source, worded)


def _last_wins(job: Job) -> dict[str, tuple[str, ...]]:
    return {name: actions for owner in job.owners for name, actions in owner.file.last_wins.items()}


def _json_editor(job: Job) -> Callable[[str], json_text.Editor]:
    return partial(json_text.Editor, comments=_takes_comments(job))


def _takes_comments(job: Job) -> bool:
    """Where nobody owns the file any more, nothing is known against comments in it."""
    return not job.owners or any(owner.file.comments for owner in job.owners)


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
