"""The coverage matrix and what judges each target, as Markdown or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from configurator.cli.output import print_json, say
from configurator.exporters.matrix import LETTERS, ROUNDED, Matrix, matrix, uniform
from configurator.exporters.scan import unread
from configurator.exporters.table import Target
from configurator.messages import _, clauses, commas, later
from configurator.session import Session
from configurator.session.exporting import choices

EVIDENCE = "tests/oracles/evidence/{id}.json"
"""Where the record of an oracle lies that does not run with the tests."""

MEANINGS = {
    LETTERS["enforced"]: later("the tool holds to it"),
    LETTERS["instructed"]: later("the AI is told"),
    LETTERS["unsupported"]: later("not expressible"),
    ROUNDED: later("at some value the next tighter thing is written"),
}
GROUPS = {
    "agents": later("agents"),
    "managed": later("managed"),
    "APIs": later("APIs"),
    "gateways": later("gateways"),
    "engines": later("engines"),
    "local": later("local"),
    "evals": later("evals"),
    "plain": later("plain"),
}

KINDS = {
    "client": later("the client itself"),
    "class": later("the vendor's own class"),
    "schema": later("a schema derived from the vendor's model"),
    "parser": later("the format's parser"),
    "none": later("nothing"),
}


def print_matrix(session: Session, targets: Sequence[Target], *, as_json: bool) -> None:
    """What every target does with every setting, and how that was judged."""
    found = matrix(targets, choices(session))
    if as_json:
        print_json(_json(found, targets))
        return
    for line in (*coverage_lines(found, targets), "", *oracle_lines(targets), "", *reading_lines(targets)):
        say(line)


def _json(found: Matrix, targets: Sequence[Target]) -> dict[str, Any]:
    return {
        "targets": [
            {
                "id": target.id,
                "title": target.title,
                "checked": target.checked,
                "unread": unread.reason(target) or None,
                "oracle": {
                    "kind": target.oracle.kind,
                    "text": target.oracle.text,
                    "evidence": _evidence(target) or None,
                },
            }
            for target in targets
        ],
        "settings": {
            key: {id_: {"levels": list(cell.levels), "rounded": cell.rounded} for id_, cell in cells.items()}
            for key, cells in found.items()
        },
    }


def coverage_lines(found: Matrix, targets: Sequence[Target]) -> Iterator[str]:
    """The legend, a table of setting and target for each group of targets, and the targets
    that treat all settings alike."""
    alike = {target.id: cell for target in targets if (cell := uniform(found, target.id))}
    yield clauses(_("{letter}: {meaning}", letter=f"`{a}`", meaning=_(b)) for a, b in MEANINGS.items())
    for group, title in GROUPS.items():
        shown = [target.id for target in targets if target.group == group and target.id not in alike]
        if shown:
            yield from ("", f"**{_(title)}**", "")
            yield from _table(
                [_("setting"), *(f"`{id_}`" for id_ in shown)],
                ([f"`{key}`", *(str(cells[id_]) for id_ in shown)] for key, cells in found.items()),
            )
    for cell in dict.fromkeys(alike.values()):
        names = commas(f"`{id_}`" for id_, own in alike.items() if own == cell)
        yield ""
        yield _("{letter} for every setting: {targets}", letter=f"`{cell}`", targets=names)


def oracle_lines(targets: Sequence[Target]) -> Iterator[str]:
    """What judges each target's files, at which version, and where that can be seen."""
    head = [_("target"), _("checked against"), _("judged by"), _("how"), _("when")]
    rows = (
        [
            f"`{target.id}`",
            f"{_(target.title)} {target.checked}",
            _(KINDS[target.oracle.kind]),
            _(target.oracle.text),
            _when(target),
        ]
        for target in targets
    )
    yield from _table(head, rows)


def reading_lines(targets: Sequence[Target]) -> Iterator[str]:
    """Which targets `configurator scan` reads back, and why not the others: one line a reason."""
    reasons: dict[str, list[str]] = {}
    for target in targets:
        reasons.setdefault(unread.reason(target), []).append(f"`{target.id}`")
    yield from _table(
        [_("read back by `configurator scan`"), _("targets")],
        (
            [_("no: {reason}", reason=reason) if reason else _("yes"), commas(ids)]
            for reason, ids in sorted(reasons.items(), key=lambda one: bool(one[0]))
        ),
    )


def _when(target: Target) -> str:
    if target.oracle.kind == "none":
        return ""
    return f"`{_evidence(target)}`" if _evidence(target) else _("with every run of the tests")


def _evidence(target: Target) -> str:
    return EVIDENCE.format(id=target.id) if target.oracle.runs == "apart" else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
