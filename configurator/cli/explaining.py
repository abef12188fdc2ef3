"""explain: why a setting has its value, in plain words."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from configurator.cli.opening import opened
from configurator.cli.output import BOLD, DIM, YELLOW, coloured, print_json, say, wrapped
from configurator.cli.values import read_word
from configurator.domain.bounds import Bounds
from configurator.domain.policy import Citation, Line, kind_word
from configurator.domain.settings import written
from configurator.messages import _, clauses, commas, either
from configurator.resolution.wording import permitted_json, permitted_words
from configurator.session import Session
from configurator.session.explain import Cause, Explanation, Opening, explain
from configurator.session.telling import hold_words
from configurator.session.view import hold_view


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
        **hold_view(effective),
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
        lines += ["", *wrapped(_("an AI is told: {sentence}", sentence=sentence), "  ")]
    lines += ["", coloured(_("Who sets the bounds"), BOLD)]
    for step in account.steps:
        lines += _step_lines(session, account, step)
    for opening in account.openings:
        lines += _gate_lines(opening)
    if effective.hold is not None:
        reason, hint = hold_words(session, effective.key)
        lines += ["", coloured(_("Loosening"), BOLD), *wrapped(reason, "  "), *wrapped(hint, "  ")]
    if account.causes:
        lines += ["", coloured(_("Conditions"), BOLD)]
        for cause in sorted(account.causes, key=lambda cause: not cause.fires):
            lines += _cause_lines(session, cause)
    lines += _needed_lines(session, account)
    for note, _about in session.notes([effective.key]):
        lines += ["", *wrapped(_("note: {text}", text=note.text), "  ")]
    return lines


def _state(session: Session, account: Explanation) -> str:
    effective = account.effective
    setting = session.setting(effective.key)
    value = _plain(setting, effective.value)
    if effective.origin == "default":
        return _("it is `{value}`, the default", value=value)
    if effective.origin == "preference":
        default = _plain(setting, effective.default)
        return _("it is `{value}`, as you asked; the default is `{default}`", value=value, default=default)
    asked = (
        _("you asked for `{value}`", value=_plain(setting, effective.asked))
        if effective.asked is not None
        else _("nobody asked")
    )
    held = _("it is `{value}`, held by `{holder}`", value=value, holder=effective.held_by)
    return coloured(clauses((held, asked)), YELLOW)


def _plain(setting: Any, value: Any) -> str:
    return written(setting.plain(value))


def _step_lines(session: Session, account: Explanation, step: Any) -> list[str]:
    setting = session.setting(account.effective.key)
    words = permitted_words(setting, step.after)
    narrowed = step.before != step.after and step is not account.steps[0]
    took = f" {_('(narrowed)')}" if narrowed else ""
    blocks = ""
    if account.wanted is not None and account.wanted not in step.line.bounds:
        leaves_out = _("← leaves out `{value}`", value=_plain(setting, account.wanted))
        blocks = coloured(f"  {leaves_out}", YELLOW)
    line: Line = step.line
    return [
        f"  {_('{layer}: permits {values}', layer=step.layer.name, values=words)}{took}{blocks}",
        *wrapped(line.reason, "    "),
        *_sources(line.sources),
        *(_faint(_("public input: {text}", text=one)) for one in line.evidence),
        coloured(f"    {_('written in {place}', place=line.place)}", DIM),
        *_default_lines(setting, line),
    ]


def _sources(sources: tuple[Citation, ...]) -> list[str]:
    return [_faint(_("source: {text}", text=source)) for source in sources]


def _faint(text: str) -> str:
    return "\n".join(coloured(line, DIM) for line in wrapped(text, "    "))


def _default_lines(setting: Any, line: Line) -> list[str]:
    if line.default is None:
        return []
    value, reason = _plain(setting, line.default), line.default_reason
    if reason:
        return wrapped(_("default `{value}`: {reason}", value=value, reason=reason), "    ")
    return wrapped(_("default `{value}`", value=value), "    ")


def _gate_lines(opening: Opening) -> list[str]:
    behind = commas(f"`{name}`" for name in opening.behind)
    kinds = either(kind_word(kind) for kind in opening.granted_by)
    gate = (
        _("gate by {layer}: {behind} is granted", layer=opening.layer, behind=behind)
        if opening.is_open
        else _(
            "gate by {layer}: {behind} is closed until a layer of kind {kinds} grants it",
            layer=opening.layer,
            behind=behind,
            kinds=kinds,
        )
    )
    return [
        f"  {gate}",
        *(wrapped(opening.reason, "    ") if opening.reason else []),
    ]


def _cause_lines(session: Session, cause: Cause) -> list[str]:
    because = commas(
        _("`{key}` is `{value}`", key=key, value=_plain(session.setting(key), value))
        for key, value in cause.because
    )
    title = _("{title} (`{condition}`)", title=cause.condition.title, condition=cause.condition.id)
    if not cause.fires:
        rests = _("{title} does not fire, as {because}", title=title, because=because)
        return wrapped(clauses((rests, _("if it did: {values}", values=cause.demand))), "  ")
    fires = _("{title} fires: {because}", title=title, because=because)
    return [
        *(coloured(text, YELLOW) for text in wrapped(fires, "  ")),
        f"    {_('while it fires, permitted is {values}', values=cause.demand)}",
        *wrapped(cause.condition.reason, "    "),
        *_sources(cause.condition.sources),
        coloured(f"    {_('written in {place}', place=cause.condition.place)}", DIM),
    ]


def _needed_lines(session: Session, account: Explanation) -> list[str]:
    effective = account.effective
    setting = session.setting(effective.key)
    wanted = _plain(setting, account.wanted)
    if account.needed:
        nearest = None
        if isinstance(effective.permitted, Bounds):
            nearest = effective.permitted.nearest(account.wanted)
        lines = ["", coloured(_("For `{value}` to hold", value=wanted), BOLD)]
        lines += [line for need in account.needed for line in wrapped(f"- {need}", "  ")]
        if nearest is not None and nearest != account.wanted:
            near = _("the nearest permitted value is `{value}`", value=_plain(setting, nearest))
            lines.append(f"  {near}")
        return lines
    if account.wanted is not None and account.wanted != effective.value:
        free = _(
            "`{value}` is permitted: `configurator set {key} …` chooses it", value=wanted, key=setting.key
        )
        return ["", f"  {free}"]
    return []
