"""evals read: which settings a model kept to, from the results of an exported suite."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.output import GREEN, RED, YELLOW, coloured, columns, print_json, say, tell
from configurator.domain.text import shown
from configurator.exporters.evals.reading import Finding, Report, Verdict, read
from configurator.messages import _, commas, counted, later

_WORDS: dict[Verdict, tuple[str, str]] = {
    "followed": (later("followed"), GREEN),
    "not-run": (later("not run"), YELLOW),
    "not-followed": (later("not followed"), RED),
}
"""In this order they are printed: what asks for attention stands last."""

_WHY = {
    "no-probe": later("nothing is asked about it"),
    "no-check": later("at this value there is nothing to see"),
    "not-judged": later("no reply, or no verdict on it"),
    "not-asked": later("not among the tests that were run"),
}


def read_results(options: Namespace) -> int:
    """Every setting of the suite; exit code 1 if one was not followed (``--strict``: or
    there is no verdict on one that has a test)."""
    report = read(options.file)
    if options.json:
        print_json(_document(report))
    else:
        _print(report)
    return int(not report.is_kept or (options.strict and not report.is_whole))


def _document(report: Report) -> dict[str, object]:
    return {
        "schema": 1,
        "path": report.path,
        "tool": report.tool,
        "models": list(report.models),
        "ok": report.is_kept,
        "whole": report.is_whole,
        "settings": {
            one.setting: {
                "value": one.value,
                "verdict": one.verdict,
                "replies": one.runs,
                "followed": one.followed,
                "why": one.why,
            }
            for one in report.findings
        },
    }


def _print(report: Report) -> None:
    groups = {verdict: [one for one in report.findings if one.verdict == verdict] for verdict in _WORDS}
    found = [one for group in groups.values() for one in group]
    rows = columns([(_(_WORDS[one.verdict][0]), *_cells(one)) for one in found], indent="")
    for one, row in zip(found, rows, strict=True):
        word, colour = _WORDS[one.verdict]
        say(coloured(_(word), colour) + row.removeprefix(_(word)))
    tell(_("models: {names}", names=commas(shown(model) for model in report.models)))
    counts = {
        "followed": counted("{count} followed", "{count} followed", len(groups["followed"])),
        "not-followed": counted("{count} not followed", "{count} not followed", len(groups["not-followed"])),
        "not-run": counted("{count} not run", "{count} not run", len(groups["not-run"])),
    }
    tell(commas(counts.values()))


def _cells(one: Finding) -> tuple[str, str, str]:
    if one.verdict == "not-run":
        note = _(_WHY.get(one.why, later("no reason is given")))
    elif one.runs == 1:
        note = ""
    else:
        note = _("{count} of {all} replies", count=one.followed, all=one.runs)
    return shown(one.setting), shown(one.value), note
