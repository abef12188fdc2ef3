"""export and targets."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.drift import check, places_of
from configurator.cli.output import BOLD, DIM, coloured, columns, print_json, say, say_warning, tell
from configurator.domain.text import shown
from configurator.errors import RefusedError, UsageError
from configurator.messages import _, commas, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def export(options: Namespace) -> int:
    """Plan, diff, back up, write; or only show, or only check."""
    if sum((options.diff, options.check, options.stdout)) > 1:
        raise UsageError(_("give one of `--diff`, `--check` and `--stdout`"))
    if options.budget < 0:
        raise UsageError(_("a budget of {count} characters is none", count=options.budget))
    if options.check and not options.json:
        return check(options)
    return _planned(options)


def _planned(options: Namespace) -> int:
    from configurator.cli.opening import opened
    from configurator.session.exporting import plan_export, together

    session, places = opened(options).sound(), places_of(options)

    def planned(scope: Any, root: str) -> Any:
        return plan_export(session, options.targets, root=root, scope=scope, budget=options.budget)

    plans = [planned(*place) for place in places]
    plan = together(plans)
    stopped = bool(session.composition.obstacles)
    if options.stdout:
        return _print_files(options, plan) or int(stopped)
    if options.check:
        print_json(_as_json(plan))
        return int(stopped or any(file.action != "unchanged" for file in plan.files))
    if not options.diff:
        for number, (scope, root) in enumerate(places):
            # What is recorded of the first has to be known to the second.
            one = planned(scope, root) if number else plans[0]
            _write(session, one, "export", f"{', '.join(options.targets)} in {root}")
    _report(options, plan)
    from configurator.session.telling import outlook

    for message, hint in outlook(session):
        say_warning(message, hint)
    return int(stopped)


def _write(session: Any, plan: Any, what: str, about: str) -> None:
    from configurator.exporters.apply import write

    if write(plan):
        from configurator.session.saving import record

        if trouble := record(session, "cli", what, about):
            say_warning(trouble)


def unexport(options: Namespace) -> int:
    """Take back what exports wrote; exit code 1 where something of it had to stay."""
    from configurator.cli.opening import opened
    from configurator.session.exporting import plan_unexport, together

    if bool(options.targets) == options.all:
        raise UsageError(
            _("name targets, or give `--all`"),
            hint=_("`configurator unexport --all --diff` shows what there is to take back"),
        )
    session = opened(options)
    done: list[Any] = []
    for scope, root in places_of(options):
        try:
            plan = plan_unexport(session, options.targets, root=root, scope=scope)
        except RefusedError as error:
            if error.name != "not-exported" or options.scope != "both" or (scope == "project" and not done):
                raise
            continue
        if not options.diff:
            _write(session, plan, "unexport", f"{', '.join(options.targets) or '--all'} in {root}")
        done.append(plan)
    whole = together(done)
    if options.json:
        files = [{"path": file.path, "action": file.action} for file in whole.files]
        print_json({"files": files, "notes": list(whole.notes)})
    else:
        _say_files(options, whole)
        for note in whole.notes:
            say_warning(note)
    return int(bool(whole.notes))


def _print_files(options: Namespace, plan: Any) -> int:
    if options.json:
        print_json(_as_json(plan))
        return 0
    shown = [file for file in plan.files if file.after is not None]
    for file in shown:
        if len(shown) > 1:
            tell(f"== {file.path}")
        say((file.after or "").rstrip("\n"))
    return 0


def _as_json(plan: Any) -> dict[str, Any]:
    return {
        "targets": [
            {
                "id": target,
                "values": plan.values[target],
                "files": [{"path": f.path, "action": f.action} for f in plan.files if target in f.targets],
                "coverage": {
                    key: {"level": c.level, "rounded": c.rounded, "note": c.note}
                    for key, c in coverage.items()
                },
                "unsaid": list(plan.unsaid.get(target, ())),
            }
            for target, coverage in plan.coverage.items()
        ]
    }


def _report(options: Namespace, plan: Any) -> None:
    from configurator.exporters import registry

    if options.json:
        print_json(_as_json(plan))
        return
    _say_files(options, plan)
    for target, coverage in plan.coverage.items():
        tell(_("{target}: {summary}", target=coloured(target, BOLD), summary=summary(coverage)))
        for key, one in coverage.items():
            if one.rounded:
                rounded = _("{key} is rounded to the next tighter thing: {note}", key=key, note=one.note)
                tell(coloured(f"  {rounded}", DIM))
        if unsaid := plan.unsaid.get(target):
            tell(f"  {_('there is no room for: {settings}', settings=commas(unsaid))}")
        if plan.values.get(target) == "bounds":
            tell(f"  {_('made from the bounds, and not from what you chose')}")
        if hint := registry.target(target).hint:
            tell(f"  {_(hint)}")
    for note in plan.notes:
        say_warning(note)


def _say_files(options: Namespace, plan: Any) -> None:
    if options.diff:
        from configurator.exporters.apply import diff

        if changes := diff(plan).rstrip("\n"):
            say(changes)
        return
    for file in plan.files:
        say(_("{action}: {path}", action=_(ACTIONS.get(file.action, file.action)), path=shown(file.path)))


def summary(coverage: Any) -> str:
    """How many settings a target enforces, is told, and cannot express."""
    counts = _counts(coverage)
    return commas(_(words, count=counts[level]) for level, words in LEVELS.items())


LEVELS = {
    "enforced": later("{count} enforced"),
    "instructed": later("{count} told to the AI"),
    "unsupported": later("{count} not expressible"),
}

ACTIONS = {
    "create": later("create"),
    "update": later("update"),
    "remove": later("remove"),
    "unchanged": later("unchanged"),
}


def list_targets(options: Namespace) -> int:
    """Every target, the version it was checked against, and its coverage of what holds now."""
    from configurator.cli.opening import opened
    from configurator.exporters import registry
    from configurator.exporters.render import render
    from configurator.session.exporting import choices_for

    session = opened(options).sound()
    targets, broken = registry.loadable()
    if options.matrix:
        from configurator.cli.matrix import print_matrix

        print_matrix(session, targets, as_json=options.json)
    else:
        choices = choices_for(session)
        found = [(target, render(target, choices(target), "project").coverage) for target in targets]
        (_print_targets_json if options.json else _print_targets)(found)
    for error in broken:
        say_warning(error.message, error.hint)
    return 0


def _counts(coverage: Any) -> dict[str, int]:
    return {level: sum(one.level == level for one in coverage.values()) for level in LEVELS}


def _print_targets_json(found: list[tuple[Any, Any]]) -> None:
    print_json(
        [
            {
                "id": one.id,
                "group": one.group,
                "title": one.title,
                "checked": one.checked,
                "values": one.values,
                "coverage": _counts(coverage),
            }
            for one, coverage in found
        ]
    )


def _print_targets(found: list[tuple[Any, Any]]) -> None:
    from configurator.cli.matrix import GROUPS

    head = (_("GROUP"), _("TARGET"), _("TOOL"), _("CHECKED"), _("ENFORCED"), _("TOLD"), _("NOT EXPRESSIBLE"))
    rows = [
        (_(GROUPS[one.group]), one.id, _(one.title), one.checked, *map(str, _counts(coverage).values()))
        for one, coverage in found
    ]
    for line in columns([head, *rows], indent=""):
        say(line)
