"""export and targets."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import BOLD, DIM, coloured, columns, print_json, say, say_warning, tell
from configurator.errors import UsageError
from configurator.exporters import registry
from configurator.messages import _, commas, later
from configurator.session.exporting import plan_export
from configurator.session.saving import record


def export(options: Namespace) -> int:
    """Plan, diff, back up, write; or only show, or only check."""
    if sum((options.diff, options.check, options.stdout)) > 1:
        raise UsageError(_("give one of `--diff`, `--check` and `--stdout`"))
    if options.budget < 0:
        raise UsageError(_("a budget of {count} characters is none", count=options.budget))
    session = opened(options).sound()
    root = options.root or (os.path.expanduser("~") if options.scope == "user" else os.getcwd())
    plan = plan_export(session, options.targets, root=root, scope=options.scope, budget=options.budget)
    stopped = bool(session.composition.obstacles)
    if options.stdout:
        return _print_files(options, plan) or int(stopped)
    if options.check:
        return _check(options, plan) or int(stopped)
    if not options.diff:
        from configurator.exporters.apply import write

        if write(plan) and (
            trouble := record(session, "cli", "export", f"{', '.join(options.targets)} in {root}")
        ):
            say_warning(trouble)
    _report(options, plan)
    return int(stopped)


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


def _check(options: Namespace, plan: Any) -> int:
    changed = [file for file in plan.files if file.action != "unchanged"]
    if options.json:
        print_json(_as_json(plan))
    else:
        for file in changed:
            say(_("{path}: no longer says what the profile says", path=file.path))
        count, total = len(changed), len(plan.files)
        tell(
            _("{count} of {total} files differ", count=count, total=total)
            if changed
            else _("every file says what the profile says")
        )
    return int(bool(changed))


def _as_json(plan: Any) -> dict[str, Any]:
    return {
        "targets": [
            {
                "id": target,
                "files": [{"path": f.path, "action": f.action} for f in plan.files if target in f.targets],
                "coverage": {
                    key: {"level": c.level, "rounded": c.rounded, "note": c.note}
                    for key, c in coverage.items()
                },
            }
            for target, coverage in plan.coverage.items()
        ]
    }


def _report(options: Namespace, plan: Any) -> None:
    if options.json:
        print_json(_as_json(plan))
        return
    if options.diff:
        from configurator.exporters.apply import diff

        say(diff(plan).rstrip("\n"))
    else:
        for file in plan.files:
            say(_("{action}: {path}", action=_(ACTIONS.get(file.action, file.action)), path=file.path))
    for target, coverage in plan.coverage.items():
        tell(_("{target}: {summary}", target=coloured(target, BOLD), summary=summary(coverage)))
        for key, one in coverage.items():
            if one.rounded:
                rounded = _("{key} is rounded to the next tighter thing: {note}", key=key, note=one.note)
                tell(coloured(f"  {rounded}", DIM))
        if hint := registry.target(target).hint:
            tell(f"  {_(hint)}")
    for note in plan.notes:
        say_warning(note)


def summary(coverage: Any) -> str:
    """How many settings a target enforces, is told, and cannot express."""
    counts = {level: sum(c.level == level for c in coverage.values()) for level in LEVELS}
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
    from configurator.exporters.render import render
    from configurator.session.exporting import choices

    session = opened(options).sound()
    found: list[dict[str, Any]] = []
    for name in registry.ids():
        target = registry.target(name)
        coverage = render(target, choices(session), "project").coverage
        counts = {level: sum(c.level == level for c in coverage.values()) for level in LEVELS}
        found.append({"id": name, "title": target.title, "checked": target.checked, "coverage": counts})
    if options.json:
        print_json(found)
        return 0
    head = (_("TARGET"), _("TOOL"), _("CHECKED"), _("ENFORCED"), _("TOLD"), _("NOT EXPRESSIBLE"))
    rows = [
        (str(f["id"]), _(str(f["title"])), str(f["checked"]), *map(str, f["coverage"].values()))
        for f in found
    ]
    for line in columns([head, *rows], indent=""):
        say(line)
    return 0
