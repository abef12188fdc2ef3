"""Files that are ours alone: made from a base and patches, or by a writer."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

from configurator.domain.text import shown
from configurator.errors import RefusedError
from configurator.exporters import prompt
from configurator.exporters.formats.documents import document
from configurator.exporters.job import Job, Owner, Result, fitted
from configurator.exporters.manifest import digest
from configurator.exporters.marks import is_ours
from configurator.exporters.merging import merge
from configurator.exporters.render import Sentence
from configurator.exporters.writers import writer
from configurator.exporters.writers.draft import Draft
from configurator.messages import _


def made(job: Job) -> Result:
    """The file written anew. Raises RefusedError where somebody else's is in its place."""
    if len(job.owners) > 1:
        raise ValueError(f"{job.path} is the whole file of two targets")
    owner = job.owners[0]
    before = job.before if job.before and is_ours(job.before) else ""
    fit = fitted(job, _counter(owner))
    text = _written(owner, fit.kept, before)
    if job.before not in (None, text) and not _is_ours(job, job.before or "", text):
        raise RefusedError(
            _("`{path}` was not written by this program, and is not replaced", path=shown(job.path)),
            hint=_("move it away, or export to another root"),
            slug="foreign-file",
        )
    return Result(text, job.recorded(whole=True), unsaid=fit.unsaid, why=fit.why)


def _is_ours(job: Job, before: str, text: str) -> bool:
    """Whether ``before`` is what an export wrote, or that with changes by hand."""
    if is_ours(before):
        return True
    if job.record is None or not job.record.whole:
        return False
    if digest(before) == job.record.sha256:
        return True
    try:
        there, new = json.loads(before), json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(there, dict) and isinstance(new, dict) and there.keys() >= new.keys()


def gone(job: Job) -> Result:
    """The file taken away again, unless somebody changed it since."""
    if job.before is None or job.record is None or digest(job.before) == job.record.sha256:
        return Result(None)
    note = _("`{path}` was changed by hand since it was exported; it is left as it is", path=shown(job.path))
    return Result(job.before, job.record, (note,))


def _counter(owner: Owner) -> Callable[[Sequence[Sentence]], str]:
    """What the tool's limit is about: what it is told, or where a writer decides, all."""
    if not owner.file.writer:
        return prompt.one_text
    write, keys = writer(owner.file.writer), _all_keys(owner)
    return lambda some: write(Draft(owner.target, owner.choices, some, _with_told(owner, keys, some)))


def _written(owner: Owner, told: Sequence[Sentence], before: str = "") -> str:
    file, keys = owner.file, _with_told(owner, _all_keys(owner), told)
    if file.writer:
        return writer(file.writer)(Draft(owner.target, owner.choices, told, keys, before))
    return document(file.format, keys)


def _all_keys(owner: Owner) -> dict[str, Any]:
    """The keys of the file but for what is told."""
    file, keys = owner.file, _keys(owner, owner.name)
    if file.like:
        other = _keys(owner, file.like)
        _put(keys, file.within.split("."), _capitals(other) if file.capitals else other)
    return keys


def _with_told(owner: Owner, keys: dict[str, Any], told: Sequence[Sentence]) -> dict[str, Any]:
    """``keys``, with what is told in its place."""
    if owner.file.told_at and told:
        keys = copy.deepcopy(keys)
        _put(keys, owner.file.told_at.split("."), prompt.one_text(told))
    return keys


def _keys(owner: Owner, name: str) -> dict[str, Any]:
    """The base of one file of the target, and the rows' patches for it."""
    keys = copy.deepcopy(dict(owner.target.files[name].base))
    merge(keys, owner.rendered.patches.get(name, {}), owner.target.orders, owner.target.keyed)
    return keys


def _capitals(value: Any) -> Any:
    """``value`` with a capital at the beginning of every key, however deep."""
    if isinstance(value, dict):
        return {name[:1].upper() + name[1:]: _capitals(inner) for name, inner in value.items()}
    return [_capitals(one) for one in value] if isinstance(value, list) else value


def _put(keys: dict[str, Any], path: list[str], value: Any) -> None:
    """Set ``value`` at ``path``, which may lead through lists by number."""
    found: Any = keys
    for name in path[:-1]:
        found = found[int(name)] if isinstance(found, list) else found.setdefault(name, {})
    found[int(path[-1]) if isinstance(found, list) else path[-1]] = value
