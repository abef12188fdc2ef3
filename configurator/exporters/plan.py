"""What an export would do to each file, worked out before anything is touched.

Reads the tools' files and writes none. A plan is a value: it can be shown as a
diff, checked for drift, or handed to ``apply.write``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from configurator.domain.frozen import dataclass, field, replace
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, RefusedError, UsageError
from configurator.exporters import guard, registry
from configurator.exporters.content import content
from configurator.exporters.job import Job, Owner, Result
from configurator.exporters.manifest import Manifest, Record, digest, dump
from configurator.exporters.render import render
from configurator.exporters.table import Choice, Coverage, Scope, Target, Values
from configurator.messages import _, both, later

Action = Literal["create", "update", "unchanged", "remove"]

ChoicesFor = Callable[[Target], Sequence[Choice]]
"""What is exported to a target: what holds, or what bounds permit."""

BACKUP = ".configurator-backup"
"""Added to a file's name. It holds the last version that people had a hand in."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file as it is and as it will be; None where it is not there.

    ``targets`` are those that have something to say in it. ``mode`` is for a new
    file; one that exists keeps its own. ``edited`` says that ``before`` holds what
    an export did not write.
    """

    path: str
    before: str | None
    after: str | None
    targets: tuple[str, ...] = ()
    mode: int = 0o644
    edited: bool = True

    @property
    def action(self) -> Action:
        if self.before == self.after:
            return "unchanged"
        if self.before is None:
            return "create"
        return "update" if self.after is not None else "remove"


@dataclass(frozen=True, slots=True)
class Plan:
    """An export. ``coverage`` goes by target and setting, ``values`` by target; ``notes``
    are for people.

    ``record`` is the manifest, which is written with the files and after them.
    ``folders`` were made by exports and are then empty, the deepest first. ``unsaid``
    are, by target, the settings whose sentences did not fit.
    """

    root: str
    files: tuple[FilePlan, ...]
    coverage: Mapping[str, Mapping[str, Coverage]]
    notes: tuple[str, ...] = ()
    record: FilePlan | None = None
    values: Mapping[str, Values] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    unsaid: Mapping[str, Sequence[str]] = field(default_factory=dict)


class _Drawn:
    """What is known while a plan is drawn."""

    def __init__(self, choices: ChoicesFor, root: str, scope: Scope, manifest: Manifest, budget: int) -> None:
        self.choices = choices
        self.root = root
        self.scope = scope
        self.manifest = manifest
        self.budget = budget
        self.coverage: dict[str, dict[str, Coverage]] = {}
        self.notes: list[str] = []
        self.unsaid: dict[str, list[str]] = {}
        self.records: dict[str, Record] = {}


def plan(
    targets: Sequence[Target],
    choices: ChoicesFor,
    root: str,
    scope: Scope,
    manifest: Manifest,
    *,
    budget: int = 0,
) -> Plan:
    """The export of ``choices`` to ``targets`` below ``root``. Raises ConfiguratorError.

    ``root`` is the project's folder, or the home folder in user scope. ``budget``
    is how many characters targets may have whose limit is one of characters.
    """
    if not targets:
        raise UsageError(_("no target is named"), hint=_("`configurator targets` lists every target"))
    drawn = _Drawn(choices, guard.checked_root(root), scope, manifest, budget)
    distinct = {target.id: target for target in targets}
    done = _whole_plan(drawn, _owners(drawn, distinct.values()))
    return replace(done, values={id_: target.values for id_, target in distinct.items()})


def plan_without(
    ids: Collection[str], choices: ChoicesFor, root: str, scope: Scope, manifest: Manifest
) -> Plan:
    """Taking back what exports to the targets ``ids`` wrote below ``root``; without
    ``ids``, all that they wrote there. Raises ConfiguratorError.

    ``choices`` are asked for only where another target stays in one of the files.
    """
    drawn = _Drawn(choices, guard.checked_root(root), scope, manifest, 0)
    here = {path: record for path, record in manifest.files.items() if _is_here(drawn, path, record)}
    known = {id_ for record in here.values() for id_ in record.targets}
    for id_ in ids or [""]:
        if id_ not in known and (id_ or not known):
            raise _not_exported(drawn, id_)
    gone = set(ids or known)
    owners = {
        path: _others(drawn, path, gone) for path, record in here.items() if gone.intersection(record.targets)
    }
    return replace(_whole_plan(drawn, owners), coverage={})


def _not_exported(drawn: _Drawn, id_: str) -> RefusedError:
    """The error for a target of which nothing is recorded here."""
    message = (
        _("nothing was exported to `{target}` below `{root}`", target=id_[:80], root=shown(drawn.root))
        if id_
        else _("nothing was exported below `{root}`", root=shown(drawn.root))
    )
    for record in drawn.manifest.files.values():
        if id_ in record.targets or not id_:
            hint = _(
                "there is an export to undo with `--root {root} --scope {scope}`",
                root=shown(record.root),
                scope=record.scope,
            )
            return RefusedError(message, hint=hint, slug="not-exported")
    return RefusedError(message, slug="not-exported")


def _spent_backup(drawn: _Drawn, file: FilePlan) -> FilePlan | None:
    """The removal of a backup, where nothing of ours is left in the file, and the file
    says the same again, word for word."""
    path = file.path + BACKUP
    if file.action != "update" or file.path in drawn.records or not guard.is_file(path, later("the backup")):
        return None
    guard.check(drawn.root, path)
    kept = guard.read(path, later("the backup"))
    return FilePlan(path, kept, None, file.targets, edited=False) if kept == file.after else None


def _whole_plan(drawn: _Drawn, owners: Mapping[str, list[Owner]]) -> Plan:
    drawn.records.update(drawn.manifest.files)
    drawn.notes += drawn.manifest.notes
    files = [_file(drawn, path, found) for path, found in owners.items()]
    files += [backup for file in files if (backup := _spent_backup(drawn, file))]
    folders = drawn.manifest.folders | _new_folders(drawn, files)
    empty = _emptied(drawn, folders, files)
    return Plan(
        root=drawn.root,
        files=tuple(file for file in files if (file.before, file.after) != (None, None)),
        coverage=drawn.coverage,
        notes=tuple(dict.fromkeys(drawn.notes)),
        record=_record(drawn, folders.difference(empty)),
        folders=tuple(empty),
        unsaid=drawn.unsaid,
    )


# ------------------------------------------------------------------ owners


def _owners(drawn: _Drawn, targets: Iterable[Target]) -> dict[str, list[Owner]]:
    """Every file of this export with the targets that have something to say in it:
    those asked for, and those that earlier exports wrote it for."""
    owners: dict[str, list[Owner]] = {}
    current: set[str] = set()
    for target in targets:
        current.add(target.id)
        for path, owner in _files_of(drawn, target).items():
            owners.setdefault(path, []).append(owner)
    for path in _abandoned(drawn, current):
        owners.setdefault(path, [])
    return {path: [*own, *_others(drawn, path, current)] for path, own in owners.items()}


def _files_of(drawn: _Drawn, target: Target) -> dict[str, Owner]:
    choices = drawn.choices(target)
    rendered = render(target, choices, drawn.scope)
    drawn.coverage[target.id] = dict(rendered.coverage)
    found: dict[str, Owner] = {}
    for name, file in target.files.items():
        if relative := file.path_in(drawn.scope):
            found[guard.below(drawn.root, relative)] = Owner(target, file, rendered, name, choices)
    if not found:
        raise UsageError(
            _("target `{target}` has no files in scope `{scope}`", target=target.id, scope=drawn.scope),
            hint=_("use `--scope {scope}`", scope="project" if drawn.scope == "user" else "user"),
        )
    return found


def _abandoned(drawn: _Drawn, current: set[str]) -> list[str]:
    """Files below this root that a target used to write, and writes no more."""
    return [
        path
        for path, record in drawn.manifest.files.items()
        if _is_here(drawn, path, record) and record.targets and set(record.targets) <= current
    ]


def _is_here(drawn: _Drawn, path: str, record: Record) -> bool:
    """Whether the record is of this root and scope, and of a file that lies there."""
    same_place = (record.root, record.scope) == (drawn.root, drawn.scope)
    return same_place and guard.is_below(drawn.root, path)


def _others(drawn: _Drawn, path: str, current: set[str]) -> list[Owner]:
    """The owners of ``path`` that are recorded and were not asked for this time."""
    record = drawn.manifest.record(path)
    found = []
    for id_ in record.targets if record else ():
        if id_ in current:
            continue
        try:
            other = registry.target(id_)
        except ConfiguratorError:
            drawn.notes.append(
                _(
                    "`{path}` was also exported for `{target}`, which is not known any more",
                    path=path,
                    target=id_,
                )
            )
            continue
        rendered, choices = None, drawn.choices(other)
        for name, file in other.files.items():
            relative = file.path_in(drawn.scope)
            if relative and guard.below(drawn.root, relative) == path:
                rendered = rendered or render(other, choices, drawn.scope)
                found.append(Owner(other, file, rendered, name, choices))
    return found


# ------------------------------------------------------------------ files


def _file(drawn: _Drawn, path: str, owners: list[Owner]) -> FilePlan:
    guard.check(drawn.root, path)
    record = drawn.manifest.record(path)
    titles = dict.fromkeys(_(owner.target.title) for owner in owners)
    what = _("the file of {tools}", tools=both(titles) if titles else _("an earlier export"))
    before = guard.read(path, what)
    if before is None:
        record = None  # whatever was in it went with it
    job = Job(path, what, before, tuple(owners), record, drawn.scope, drawn.budget)
    result = content(job)
    _report(drawn, owners, result)
    _keep_record(drawn, job, result)
    changes = before is not None and result.text != before
    edited = not (changes and record is not None and digest(before or "") == record.sha256)
    ids = tuple(dict.fromkeys(owner.target.id for owner in owners))
    return FilePlan(path, before, result.text, ids, 0o644 if drawn.scope == "project" else 0o600, edited)


def _report(drawn: _Drawn, owners: list[Owner], result: Result) -> None:
    drawn.notes += result.notes
    for owner in owners:
        coverage = drawn.coverage.get(owner.target.id, {})
        if corrected := result.corrected(owner, coverage):
            coverage.update(corrected)
            drawn.unsaid.setdefault(owner.target.id, []).extend(corrected)


def _keep_record(drawn: _Drawn, job: Job, result: Result) -> None:
    """Record the file as it will be. Where it does not change, what was written
    before stays what we wrote: the rest of it may be somebody else's."""
    if result.record is None or result.text is None:
        drawn.records.pop(job.path, None)
        return
    unchanged = job.record is not None and result.text == job.before
    sha256 = result.record.sha256 if unchanged else digest(result.text)
    record = replace(result.record, root=drawn.root, scope=drawn.scope, sha256=sha256)
    drawn.records[job.path] = record


def _record(drawn: _Drawn, folders: frozenset[str]) -> FilePlan | None:
    before = drawn.manifest
    if not before.path:
        return None
    same: Any = drawn.records == dict(before.files) and folders == before.folders
    after = before.text if same else dump(drawn.records, folders)
    return FilePlan(before.path, before.text, after, (), 0o600, edited=False)


# ------------------------------------------------------------------ folders


def _new_folders(drawn: _Drawn, files: Iterable[FilePlan]) -> frozenset[str]:
    """The folders that have to be made for new files."""
    found: set[str] = set()
    for file in files:
        folder = os.path.dirname(file.path)
        while file.action == "create" and folder != drawn.root and not os.path.isdir(folder):
            found.add(folder)
            folder = os.path.dirname(folder)
    return frozenset(found)


def _emptied(drawn: _Drawn, folders: Iterable[str], files: Sequence[FilePlan]) -> list[str]:
    """Those of ``folders`` on the way to ``files`` in which nothing will be left."""
    going = {file.path for file in files if file.after is None}
    staying = [file.path for file in files if file.after is not None]
    found: list[str] = []
    for folder in sorted(folders, key=len, reverse=True):
        inside = folder + os.sep
        if not guard.is_below(drawn.root, folder) or not any(path.startswith(inside) for path in going):
            continue
        if any(path.startswith(inside) for path in staying) or os.path.islink(folder):
            continue
        if not os.path.isdir(folder) or {inside + name for name in os.listdir(folder)} <= going | {*found}:
            found.append(folder)
    return found
