"""What an export would do to each file, worked out before anything is touched.

Reads the tools' files and writes none. A plan is a value: it can be shown as a
diff, checked for drift, or handed to ``apply.write``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from configurator.errors import ConfiguratorError, UsageError
from configurator.exporters import guard, registry
from configurator.exporters.content import Job, Owner, Result, content
from configurator.exporters.manifest import Manifest, Record, digest, dump
from configurator.exporters.render import render
from configurator.exporters.table import Choice, Coverage, Scope, Target
from configurator.messages import _, both

Action = Literal["create", "update", "unchanged", "remove"]

TEXT_BUDGET = 1500
"""Characters of the ``text`` target where no budget is given: what the boxes for
custom instructions of the big chat services take."""


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
    """An export. ``coverage`` goes by target and setting; ``notes`` are for people.

    ``record`` is the manifest, which is written with the files and after them.
    """

    root: str
    files: tuple[FilePlan, ...]
    coverage: Mapping[str, Mapping[str, Coverage]]
    notes: tuple[str, ...] = ()
    record: FilePlan | None = None


@dataclass(slots=True)
class _Drawn:
    """What is known while a plan is drawn."""

    choices: Sequence[Choice]
    root: str
    scope: Scope
    manifest: Manifest
    budget: int
    coverage: dict[str, dict[str, Coverage]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)


def plan(
    targets: Sequence[Target],
    choices: Sequence[Choice],
    root: str,
    scope: Scope,
    manifest: Manifest,
    *,
    budget: int = 0,
) -> Plan:
    """The export of ``choices`` to ``targets`` below ``root``. Raises ConfiguratorError.

    ``root`` is the project's folder, or the home folder in user scope. ``budget``
    is how many characters the ``text`` target may have.
    """
    if not targets:
        raise UsageError(_("no target is named"), hint=_("`configurator targets` lists every target"))
    drawn = _Drawn(choices, guard.checked_root(root), scope, manifest, budget or TEXT_BUDGET)
    drawn.records.update(manifest.files)
    owners = _owners(drawn, {target.id: target for target in targets}.values())
    files = [_file(drawn, path, owners[path]) for path in owners]
    return Plan(
        root=drawn.root,
        files=tuple(file for file in files if (file.before, file.after) != (None, None)),
        coverage=drawn.coverage,
        notes=tuple(dict.fromkeys(drawn.notes)),
        record=_record(drawn),
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
    rendered = render(target, drawn.choices, drawn.scope)
    drawn.coverage[target.id] = dict(rendered.coverage)
    found: dict[str, Owner] = {}
    for name, file in target.files.items():
        if relative := file.path_in(drawn.scope):
            found[guard.below(drawn.root, relative)] = Owner(target, file, rendered, name)
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
        if record.scope == drawn.scope
        and record.root == drawn.root
        and record.targets
        and set(record.targets) <= current
        and guard.is_below(drawn.root, path)
    ]


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
        rendered = None
        for name, file in other.files.items():
            relative = file.path_in(drawn.scope)
            if relative and guard.below(drawn.root, relative) == path:
                rendered = rendered or render(other, drawn.choices, drawn.scope)
                found.append(Owner(other, file, rendered, name))
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
    job = Job(path, what, before, tuple(owners), drawn.choices, record, drawn.scope, drawn.budget)
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
        coverage.update(result.corrected(owner, coverage))


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


def _record(drawn: _Drawn) -> FilePlan | None:
    if not drawn.manifest.path:
        return None
    same: Any = drawn.records == dict(drawn.manifest.files)
    after = drawn.manifest.text if same else dump(drawn.records)
    return FilePlan(drawn.manifest.path, drawn.manifest.text, after, (), 0o600, edited=False)
