"""show, get, set, reset."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.answers import answer
from configurator.cli.output import (
    BOLD,
    CYAN,
    DIM,
    YELLOW,
    coloured,
    columns,
    print_json,
    say,
    say_warning,
    tell,
)
from configurator.errors import RefusedError, UsageError
from configurator.messages import _, commas, counted, did_you_mean, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from configurator.session import Change, Session
    from configurator.session.session import Held


def show(options: Namespace) -> int:
    """Every effective value, by category."""
    view = answer(options)
    settings = view["settings"]
    if options.category:
        if options.category not in view["categories"]:
            raise UsageError(
                _("unknown category `{category}`", category=options.category[:80]),
                hint=_("there are {names}", names=commas(f"`{name}`" for name in view["categories"])),
            )
        settings = {k: s for k, s in settings.items() if k.partition(".")[0] == options.category}
    if options.changed:
        settings = {k: s for k, s in settings.items() if s["asked"] is not None or s["origin"] == "held"}
    if options.json:
        print_json({**{k: view[k] for k in ("schema", "profile", "policy", "layers")}, "settings": settings})
        return 0
    _show_people(view, settings)
    return 0


def _show_people(view: dict[str, Any], settings: dict[str, Any]) -> None:
    head = _(
        "profile {profile} · layers {layers} · policy {policy} {version}",
        profile=view["profile"],
        layers=commas(layer["id"] for layer in view["layers"]),
        policy=view["policy"]["id"],
        version=view["policy"]["version"],
    )
    tell(coloured(head, DIM))
    width = max((len(key.partition(".")[2]) for key in settings), default=0)
    rows = []
    for key, state in settings.items():
        rows.append(
            (
                key,
                key.partition(".")[2].ljust(width),
                _words(state["value"], 28),
                _room(state, view["units"]),
                _mark(state),
            )
        )
    table = columns([row[1:] for row in rows])
    category = ""
    for (key, *_rest), line, state in zip(rows, table, settings.values(), strict=True):
        if key.partition(".")[0] != category:
            category = key.partition(".")[0]
            say(coloured(f"{category}", BOLD) + coloured(f"  {view['categories'][category]}", DIM))
        code = YELLOW if state["origin"] == "held" else CYAN if state["asked"] is not None else ""
        say(coloured(line, code) if code else line)
    if not settings:
        tell(_("nothing differs from the defaults"))


def _words(raw: Any, room: int = 60) -> str:
    text = ",".join(raw) if isinstance(raw, list) else str(raw)
    text = text or "-"
    return text if len(text) <= room else text[: room - 1] + "…"


def _room(state: dict[str, Any], units: dict[str, str]) -> str:
    """The permitted values in a few characters."""
    permitted = state["permitted"]
    if "options" in permitted:
        return "|".join(permitted["options"])
    if "max_chars" in permitted:
        return counted("up to {count} character", "up to {count} characters", permitted["max_chars"])
    if "may" in permitted:
        parts = [_("any of {count}", count=len(permitted["may"]))]
        parts += [_("always {count}", count=len(permitted["must"]))] if permitted["must"] else []
        return commas(parts)
    if permitted["tightest"] == permitted["loosest"]:
        return _("only {value}", value=permitted["tightest"])
    unit = f" {units[permitted['unit']]}" if permitted.get("unit") else ""
    return f"{permitted['tightest']}..{permitted['loosest']}{unit}"


def _mark(state: dict[str, Any]) -> str:
    if state["origin"] == "held":
        parts = [_("held by {holder}", holder=state["held_by"])]
        if hold := state.get("hold"):
            waits = _("holds from {day} on", day=hold["from"]) if hold["from"] else _("waits for approval")
            parts.append(_("lapsed on {day}", day=hold["since"]) if hold["since"] else waits)
        parts += [_("asked {value}", value=_words(state["asked"]))] if state["asked"] is not None else []
        return commas(parts)
    return _("default {value}", value=_words(state["default"])) if state["asked"] is not None else ""


def get(options: Namespace) -> int:
    """One effective value; a set gives one item a line."""
    view = answer(options)
    state = view["settings"].get(options.key)
    if state is None:
        from configurator.cli.opening import opened

        opened(options).setting(options.key)  # raises, with a did-you-mean
        return 2
    if options.json:
        print_json(state)
    elif isinstance(state["value"], list):
        for item in state["value"]:
            say(item)
    else:
        say(str(state["value"]))
    return 0


def set_values(options: Namespace) -> int:
    """Choose values, all or none."""
    from configurator.cli.opening import opened
    from configurator.cli.reading import pairs, raw_value

    session = opened(options)
    words = pairs(options.pairs)
    session.sound(mending=[key for key, _word in words])
    known = session.composition.permitted
    changes = {key: raw_value(session, key, word) if key in known else word for key, word in words}
    return apply_changes(options, session, changes)


def read_word(session: Session, key: str, word: str) -> Any:
    """The raw value that ``word`` spells for ``key``. Raises InvalidError."""
    from configurator.cli.reading import raw_value
    from configurator.domain.settings import NotAValueError
    from configurator.errors import InvalidError
    from configurator.files.near import meant

    try:
        raw = raw_value(session, key, word)
        session.setting(key).read(raw)
    except NotAValueError as error:
        close = meant(error.wrong, error.close) if error.wrong else ""
        raise InvalidError(
            _("`{key}`: {reason}", key=key, reason=error.message),
            hint=did_you_mean(close),
            slug="not-a-value",
        ) from error
    return raw


def reset(options: Namespace) -> int:
    """Back to the default, for some settings or all."""
    from configurator.cli.opening import opened

    session = opened(options)
    if bool(options.keys) == options.all:
        raise UsageError(_("name the settings to reset, or give `--all`"))
    keys = list(session.profile.preferences) if options.all else options.keys
    session.sound(mending=keys)
    return apply_changes(options, session, dict.fromkeys(keys))


def apply_changes(options: Namespace, session: Session, changes: dict[str, Any]) -> int:
    """Choose, save, and say what changed and what is held because of it."""
    change = session.choose(changes)
    return carry_out(options, session, change, changes)


def carry_out(
    options: Namespace, session: Session, change: Change, changes: Mapping[str, Any], what: str = "choose"
) -> int:
    """Ask where something is loosened, save, and say what came of it."""
    from configurator.cli.consent import agreed
    from configurator.session.saving import save

    if not agreed(options, session, change.after):
        return 1
    if change.changed and not options.dry_run:
        from configurator.files.read import is_there

        if options.preferences and not is_there(session.profile.path, later("the profile")):
            raise RefusedError(_("`{path}` is gone", path=session.profile.path))
        wanted = {key: changes[key] for key in change.changed}
        if trouble := save(session, wanted, "cli", what=what, renewed=change.after.renewed):
            say_warning(trouble)
    report(options, session, change)
    return 0


def report(options: Namespace, session: Session, change: Change) -> None:
    """What a change did, for people or as JSON."""
    after = change.after
    if options.json:
        print_json(change_json(session, change))
        return
    for key in change.changed:
        before, now = _words(session_raw(session, key)), _words(session_raw(after, key))
        back = f" {_('(default)')}" if change.changed[key][1] is None else ""
        say(f"{key}: {before} → {now}{back}")
    if not change.changed:
        say(_("nothing to change"))
    for held in change.held:
        setting = after.setting(held.key)
        before, now = _words(setting.plain(held.before)), _words(setting.plain(held.after))
        move = (
            _(
                "{key} is held at `{value}`, by condition `{condition}`",
                key=held.key,
                value=now,
                condition=held.by,
            )
            if before == now
            else _(
                "{key} is held: {before} → {after}, by condition `{condition}`",
                key=held.key,
                before=before,
                after=now,
                condition=held.by,
            )
        )
        say_warning(move, held.reason)
    for freed in change.freed:
        setting = after.setting(freed.key)
        before, now = _words(setting.plain(freed.before)), _words(setting.plain(freed.after))
        say_warning(
            _("{key} is not held any more: {before} → {after}", key=freed.key, before=before, after=now)
        )
    from configurator.cli.consent import tell_holds
    from configurator.session.terms import newly_held

    tell_holds(after, list(dict.fromkeys([*change.changed, *newly_held(session, after)])))
    for note, key in after.notes(change.changed):
        tell(_("note: {key}: {text}", key=key, text=note.text))


def change_json(session: Session, change: Change) -> dict[str, Any]:
    """What a change did, as data."""

    def moved(held: Held) -> dict[str, Any]:
        plain = session.setting(held.key).plain
        return {"from": plain(held.before), "to": plain(held.after)}

    return {
        "changed": {key: {"from": old, "to": new} for key, (old, new) in change.changed.items()},
        "held": {one.key: {**moved(one), "by": one.by, "reason": one.reason} for one in change.held},
        **({"freed": {one.key: moved(one) for one in change.freed}} if change.freed else {}),
    }


def session_raw(session: Session, key: str) -> Any:
    """The effective raw value; of a setting that no longer exists, nothing."""
    return session.raw(key) if key in session.effective else "-"
