"""explain: why a setting has its value, in plain words."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import BOLD, DIM, YELLOW, coloured, print_json, say, wrapped
from configurator.cli.values import read_word
from configurator.domain.bounds import Bounds
from configurator.domain.policy import Line
from configurator.domain.settings import written
from configurator.resolution.wording import permitted_json, permitted_words
from configurator.session import Session
from configurator.session.explain import Cause, Explanation, Opening, explain


def explain_setting(options: Namespace) -> int:
    """The account of one setting, as it stands or for a value asked about."""
    session = opened(options)
    wanted = None
    if options.value is not None:
        wanted = session.setting(options.key).read(read_word(session, options.key, options.value))
    session.sound(mending=[options.key])
    account = explain(session, options.key, wanted)
    if options.json:
        print_json(_as_json(session, account))
        return 0
    for line in account_lines(session, account):
        say(line)
    return 0


def _as_json(session: Session, account: Explanation) -> dict[str, Any]:
    effective = account.effective
    setting = session.setting(effective.key)
    return {
        "key": effective.key,
        "value": setting.plain(effective.value),
        "asked": None if effective.asked is None else setting.plain(effective.asked),
        "wanted": None if account.wanted is None else setting.plain(account.wanted),
        "default": setting.plain(effective.default),
        "origin": effective.origin,
        "held_by": effective.held_by,
        "steps": [
            {
                "layer": step.layer.id,
                "kind": step.layer.kind,
                "permitted": permitted_json(setting, step.after),
                "reason": step.line.reason,
                "source": [str(source) for source in step.line.sources],
                "where": str(step.line.place),
            }
            for step in account.steps
        ],
        "conditions": [_cause_json(session, cause) for cause in account.causes],
        "gates": [
            {
                "layer": gate.layer,
                "behind": list(gate.behind),
                "granted_by": list(gate.granted_by),
                "open": gate.is_open,
                "reason": gate.reason,
            }
            for gate in account.openings
        ],
        "needed": list(account.needed),
    }


def _cause_json(session: Session, cause: Cause) -> dict[str, Any]:
    condition = cause.condition
    return {
        "id": condition.id,
        "title": condition.title,
        "layer": condition.layer,
        "fires": cause.fires,
        "because": {key: session.setting(key).plain(value) for key, value in cause.because},
        "permitted": cause.demand_json,
        "reason": condition.reason,
        "source": [str(source) for source in condition.sources],
        "where": str(condition.place),
    }


# ------------------------------------------------------------ for people


def account_lines(session: Session, account: Explanation) -> list[str]:
    """The account in lines for a terminal."""
    effective = account.effective
    setting = session.setting(effective.key)
    lines = [coloured(f"{setting.title} ({setting.key})", BOLD), *wrapped(setting.description, "  "), ""]
    lines += [f"  {_state(session, account)}"]
    if sentence := setting.sentence(effective.value):
        lines += ["", *wrapped(f"an AI is told: {sentence}", "  ")]
    lines += ["", coloured("Who sets the bounds", BOLD)]
    for step in account.steps:
        lines += _step_lines(session, account, step)
    for opening in account.openings:
        lines += _gate_lines(opening)
    if account.causes:
        lines += ["", coloured("Conditions", BOLD)]
        for cause in sorted(account.causes, key=lambda cause: not cause.fires):
            lines += _cause_lines(session, cause)
    lines += _needed_lines(session, account)
    for note, _ in session.notes([effective.key]):
        lines += ["", *wrapped(f"note: {note.text}", "  ")]
    return lines


def _state(session: Session, account: Explanation) -> str:
    effective = account.effective
    setting = session.setting(effective.key)
    value = f"it is `{_plain(setting, effective.value)}`"
    if effective.origin == "default":
        return f"{value}, the default"
    if effective.origin == "preference":
        return f"{value}, as you asked; the default is `{_plain(setting, effective.default)}`"
    asked = (
        f"you asked for `{_plain(setting, effective.asked)}`"
        if effective.asked is not None
        else "nobody asked"
    )
    return coloured(f"{value}, held by `{effective.held_by}`; {asked}", YELLOW)


def _plain(setting: Any, value: Any) -> str:
    return written(setting.plain(value))


def _step_lines(session: Session, account: Explanation, step: Any) -> list[str]:
    setting = session.setting(account.effective.key)
    words = permitted_words(setting, step.after)
    took = "" if step.before == step.after or step is account.steps[0] else " (narrowed)"
    blocks = ""
    if account.wanted is not None and account.wanted not in step.line.bounds:
        blocks = coloured(f"  ← leaves out `{_plain(setting, account.wanted)}`", YELLOW)
    line: Line = step.line
    return [
        f"  {step.layer.name}: permits {words}{took}{blocks}",
        *wrapped(line.reason, "    "),
        *(coloured(text, DIM) for source in line.sources for text in wrapped(f"source: {source}", "    ")),
        *(coloured(text, DIM) for one in line.evidence for text in wrapped(f"public input: {one}", "    ")),
        coloured(f"    written in {line.place}", DIM),
        *_default_lines(setting, line),
    ]


def _default_lines(setting: Any, line: Line) -> list[str]:
    if line.default is None:
        return []
    reason = f": {line.default_reason}" if line.default_reason else ""
    return wrapped(f"default `{_plain(setting, line.default)}`{reason}", "    ")


def _gate_lines(opening: Opening) -> list[str]:
    behind = ", ".join(f"`{name}`" for name in opening.behind)
    kinds = " or ".join(opening.granted_by)
    state = "granted" if opening.is_open else f"closed until a layer of kind {kinds} grants it"
    return [
        f"  gate by {opening.layer}: {behind} is {state}",
        *(wrapped(opening.reason, "    ") if opening.reason else []),
    ]


def _cause_lines(session: Session, cause: Cause) -> list[str]:
    because = ", ".join(f"`{key}` is `{_plain(session.setting(key), value)}`" for key, value in cause.because)
    title = f"{cause.condition.title} (`{cause.condition.id}`)"
    if not cause.fires:
        return wrapped(f"{title} does not fire, as {because}; if it did: {cause.demand}", "  ")
    return [
        *(coloured(text, YELLOW) for text in wrapped(f"{title} fires: {because}", "  ")),
        f"    while it fires, permitted is {cause.demand}",
        *wrapped(cause.condition.reason, "    "),
        *(coloured(t, DIM) for s in cause.condition.sources for t in wrapped(f"source: {s}", "    ")),
        coloured(f"    written in {cause.condition.place}", DIM),
    ]


def _needed_lines(session: Session, account: Explanation) -> list[str]:
    effective = account.effective
    setting = session.setting(effective.key)
    if account.needed:
        nearest = None
        if isinstance(effective.permitted, Bounds):
            nearest = effective.permitted.nearest(account.wanted)
        lines = ["", coloured(f"For `{_plain(setting, account.wanted)}` to hold", BOLD)]
        lines += [line for need in account.needed for line in wrapped(f"- {need}", "  ")]
        if nearest is not None and nearest != account.wanted:
            lines.append(f"  the nearest permitted value is `{_plain(setting, nearest)}`")
        return lines
    if account.wanted is not None and account.wanted != effective.value:
        return [
            "",
            f"  `{_plain(setting, account.wanted)}` is permitted: `configurator set {setting.key} …` chooses it",
        ]
    return []
