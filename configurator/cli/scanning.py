"""scan: what the AI tools here do now, beside the profile and its bounds."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import BOLD, DIM, RED, YELLOW, coloured, print_json, say, say_warning, tell
from configurator.errors import UsageError
from configurator.exporters import guard, registry
from configurator.exporters.leaves import MISSING
from configurator.exporters.scan import unread
from configurator.exporters.scan.sources import Places, is_tool
from configurator.exporters.table import Scope, Target
from configurator.messages import _, clauses, counted, labelled
from configurator.session import Session
from configurator.session.scan_words import (
    BEYOND,
    because_words,
    by_hand_words,
    finding_words,
    fine_words,
    told_words,
    trouble_words,
)
from configurator.session.scanning import Finding, Scanned, command, scan, targets_here

SCHEMA = 1


def scan_tools(options: Namespace) -> int:
    """Exit 1 where a tool is looser than a bound (``--strict``: than the profile), 2
    where a file of a tool is none that it takes."""
    session = opened(options)
    places = places_of(options)
    named = [tool(id_) for id_ in dict.fromkeys(options.targets)]
    found = scan(session, named or targets_here(places, options.scope), places, options.scope)
    form = "json" if options.json else options.format
    if form == "json":
        print_json({"schema": SCHEMA, "targets": [_as_json(options, session, one) for one in found]})
    elif form == "sarif":
        from configurator.cli.reports import sarif

        print_json(sarif(_results(options, session, found, places.root)))
    elif form == "github":
        from configurator.cli.reports import github_lines

        for result in _results(options, session, found, places.root):
            for line in github_lines(result):
                say(line)
    else:
        _say(options, session, found)
    return _exit_code(options, session, found)


def places_of(options: Namespace) -> Places:
    """Where the tools' files are. Raises UsageError where the root is no folder."""
    root = guard.checked_root(options.root or os.getcwd())
    return Places(os.path.realpath(os.path.expanduser("~")), root, variables=os.environ)


def tool(id_: str) -> Target:
    """The target called ``id_``, which has to be a tool. Raises UsageError."""
    target = registry.target(id_)
    if not is_tool(target):
        raise UsageError(
            _("`{target}` is not read back: {reason}", target=id_, reason=unread.reason(target)),
            hint=_("`configurator export {target} --check` finds whether it is up to date", target=id_),
        )
    return target


def _exit_code(options: Namespace, session: Session, found: Sequence[Scanned]) -> int:
    if any(one.troubles for one in found):
        return 2
    loose = any(one.is_beyond_bounds or (options.strict and (one.findings or one.untold)) for one in found)
    return int(loose or bool(session.composition.obstacles))


# ------------------------------------------------------------------ mending


def mending(options: Namespace, target: Target, scopes: Sequence[Scope]) -> list[str]:
    """The command that exports to ``scopes``, as a person types it; none where there are none."""
    if not scopes:
        return []
    words = [word for name in ("profile", "preferences", "policy") for word in _given(options, name)]
    words += [word for layer in options.layer for word in ("--layer", layer)]
    words += ["--root", options.root] if options.root and "project" in scopes else []
    return [command(target, scopes, words)]


def _given(options: Namespace, name: str) -> list[str]:
    value = getattr(options, name)
    return [f"--{name}", value] if value else []


# ------------------------------------------------------------------ for people


def _say(options: Namespace, session: Session, found: Sequence[Scanned]) -> None:
    for one in found:
        say(coloured(f"{one.target.id}", BOLD) + coloured(f"  {_(one.target.title)}", DIM))
        for trouble in one.troubles:
            say(f"  {trouble_words(trouble)}")
        _say_findings(session, one.findings)
        for told in one.told:
            if one.untold and (told.telling == "differs" or told == one.told[0]):
                say(f"  {told_words(told)}")
        if not one.findings and not one.untold and not one.troubles:
            say(f"  {fine_words(one)}")
        for line in mending(options, one.target, one.mends()):
            say(f"  {labelled(_('mend it:'), line)}")
        if one.findings and one.target.hint:
            tell(coloured(f"  {_(one.target.hint)}", DIM))
    _say_sum(found)


def _say_findings(session: Session, findings: Sequence[Finding]) -> None:
    for beyond, code in (("bounds", RED), ("profile", YELLOW)):
        some = [finding for finding in findings if finding.beyond == beyond]
        if some:
            say(f"  {coloured(_('{what}:', what=_(BEYOND[beyond])), code)}")
        for finding in some:
            say(f"    {finding_words(session.setting(finding.setting), finding)}")
            say(coloured(f"      {because_words(finding.because)}", DIM))
            if not finding.mends:
                say(f"      {by_hand_words(finding.because)}")


def _say_sum(found: Sequence[Scanned]) -> None:
    beyond = sum(one.is_beyond_bounds for one in found)
    looser = sum(bool(one.findings) for one in found) - beyond
    parts = [
        counted("{count} tool is looser than the bounds", "{count} tools are looser than the bounds", beyond),
        counted(
            "{count} tool is looser than the profile only",
            "{count} tools are looser than the profile only",
            looser,
        ),
    ]
    kept = [part for part, count in zip(parts, (beyond, looser), strict=True) if count]
    if not found:
        say_warning(
            _("no AI tool that is known is configured here"),
            _("`configurator targets` lists those that are known"),
        )
    elif kept:
        tell(clauses(kept))
    elif not any(one.troubles for one in found):
        tell(_("no tool is looser than the profile"))


# ------------------------------------------------------------------ for programs


def _as_json(options: Namespace, session: Session, one: Scanned) -> dict[str, Any]:
    def plain(key: str, value: Any) -> Any:
        return session.setting(key).plain(value)

    return {
        "id": one.target.id,
        "title": one.target.title,
        "checked": one.target.checked,
        "paths": list(one.paths),
        "troubles": [
            {"path": t.path, "line": t.line or None, "reason": t.reason, "fate": t.fate} for t in one.troubles
        ],
        "findings": [
            {
                "key": finding.setting,
                "value": plain(finding.setting, finding.value),
                "wanted": plain(finding.setting, finding.wanted),
                "beyond": finding.beyond,
                "because": [
                    {"key": b.at, "found": None if b.found is MISSING else b.found, "path": b.path or None}
                    for b in finding.because
                ],
                "mend": mending(options, one.target, finding.mends),
            }
            for finding in one.findings
        ],
        "told": [{"path": t.path, "scope": t.scope, "state": t.telling} for t in one.told],
        "settings": {
            key: {"value": plain(key, reading.exact), "level": one.levels.get(key, "unsupported")}
            for key, reading in one.readings.items()
        },
        "mend": mending(options, one.target, one.mends()),
    }


def _results(
    options: Namespace, session: Session, found: Sequence[Scanned], root: str
) -> list[dict[str, Any]]:
    """Findings and troubles as `reports` takes them, each under the file that makes it so."""
    results = []
    for one in found:
        for trouble in one.troubles:
            violation = _violation("broken-file", "error", trouble_words(trouble), "")
            results.append(_under(trouble.path, root, {**violation, "line": trouble.line}))
        for finding in one.findings:
            path = next((b.path for b in finding.because if b.path), _usual_path(one, root))
            level = "error" if finding.beyond == "bounds" else "warning"
            said = clauses(
                (finding_words(session.setting(finding.setting), finding), because_words(finding.because))
            )
            commands = mending(options, one.target, finding.mends)
            hint = clauses(f"`{line}`" for line in commands) or by_hand_words(finding.because)
            violation = _violation(f"looser-than-{finding.beyond}", level, f"{one.target.id}: {said}", hint)
            results.append(_under(path, root, violation))
    return results


def _usual_path(one: Scanned, root: str) -> str:
    """Where the tool's settings are, or would be, in the project."""
    files = one.target.files.values()
    return next((os.path.join(root, file.project) for file in files if file.project), root)


def _violation(kind: str, level: str, message: str, hint: str) -> dict[str, Any]:
    return {"message": message, "hint": hint, "line": 0, "level": level, "json": {"kind": kind}}


def _under(path: str, root: str, violation: dict[str, Any]) -> dict[str, Any]:
    """A result under its file; one of the project by its path in it, as code hosts know it."""
    place = os.path.relpath(path, root) if guard.is_below(root, path) else path
    return {"path": place, "violations": [violation]}
