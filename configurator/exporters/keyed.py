"""Files that are not ours with keys of ours in them.

The readers and editors of a format are loaded where a file holds something else than what
would be written into a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from configurator.errors import RefusedError, Where
from configurator.exporters import last_wins, prompt
from configurator.exporters.formats.fresh import fresh
from configurator.exporters.formats.keys import Dialect, Keys, Rules, Settled, settled
from configurator.exporters.job import Fit, Job, Result, fitted
from configurator.exporters.leaves import Path
from configurator.exporters.merging import merge
from configurator.exporters.takes import faulty
from configurator.files.read import parse_toml
from configurator.messages import _

if TYPE_CHECKING:
    from configurator.exporters.formats import json_text


def made(job: Job) -> Result:
    """The file with our keys in it, and without those that are wanted no more."""
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
    tables = _last_wins(job)
    ordered = last_wins.in_order(wanted, tables) if tables else wanted
    result = _as_new(job, ordered) or _edited(job, wanted, ordered, Rules(keyed, told))
    text: str | None = result.text
    record = job.recorded(keys=result.keys)
    if not result.data and result.text.strip() in ("", "{}"):
        text = None if record.created else (result.text if record.blank is None else record.blank)
    owned = any((result.keys.scalars, result.keys.items, result.keys.made))
    return Result(text, record if owned else None, result.notes, fit.unsaid, fit.why)


def _as_new(job: Job, wanted: Mapping[str, Any]) -> Settled | None:
    """The file written in one piece, where there is none, or where it holds exactly that
    and the record says that all of it is ours."""
    if job.before is not None and job.record is None:
        return None
    result = fresh(wanted, job.format)
    if job.before is None:
        return result or Settled("", Keys(), {})
    if result is None:
        return None
    is_still = job.record is not None and (job.before, job.record.keys) == (result.text, result.keys)
    return result if is_still else None


def _edited(job: Job, wanted: Mapping[str, Any], ordered: Mapping[str, Any], rules: Rules) -> Settled:
    old = job.record.keys if job.record else Keys()
    dialect = dialect_of(
        job.format,
        job.path,
        job.what,
        comments=_takes_comments(job),
        merges=not any(owner.name in owner.target.present.closed for owner in job.owners),
        worded=_last_wins(job),
    )
    result = settled(job.before or "", wanted, old, dialect, job.path, rules=rules)
    _refuse_what_drops_it(job, result.data)
    if not (tables := _last_wins(job)) or not result.data:
        return result
    ours = {path for path, written in result.keys.scalars.items() if written.previous is None}
    editor: Any = dialect.editor  # of JSON, which can put a member first
    moving = last_wins.Rules(ordered, ours, dialect.parse, editor, job.path)
    text, more = moving.arranged(result.text, tables)
    return Settled(text, result.keys, result.data, (*result.notes, *more))


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


def dialect_of(
    format_: str,
    path: str,
    what: str,
    *,
    comments: bool = False,
    merges: bool = True,
    worded: Mapping[str, object] | None = None,
) -> Dialect:
    """How a file is read and edited. ``comments`` and ``worded`` tables are for JSON; in YAML
    ``merges`` says whether whoever reads the file follows a merge key."""
    if format_ == "toml":
        from configurator.exporters.formats import toml_text

        return Dialect(
            parse=lambda text: parse_toml(text, path, what) if text.strip() else {},
            editor=toml_text.Editor,
            is_source=toml_text.is_source,
        )
    if format_ == "yaml":
        from configurator.exporters.formats import yaml_text

        return Dialect(
            parse=lambda text: yaml_text.parse(text, path, what, merges=merges) if text.strip() else {},
            editor=lambda text: yaml_text.Editor(text, path),
            is_source=yaml_text.is_source,
        )
    from configurator.exporters.formats import json_text

    def parse(text: str) -> dict[str, Any]:
        return json_text.parse(text, path, what, comments=comments) if text.strip() else {}

    editor: Callable[[str], json_text.Editor] = partial(json_text.Editor, comments=comments)
    return Dialect(parse, editor, json_text.is_source, tuple(tuple(name.split(".")) for name in worded or ()))


def _last_wins(job: Job) -> dict[str, tuple[str, ...]]:
    return {name: actions for owner in job.owners for name, actions in owner.file.last_wins.items()}


def _takes_comments(job: Job) -> bool:
    """Where nobody owns the file any more, nothing is known against comments in it."""
    return not job.owners or any(owner.file.comments for owner in job.owners)
